"""Reading many small tables in one statement.

A page about one thing needs a few rows of twenty tables. Asked one after the other, the asking costs more than the
rows. Here one statement brings them all, each row as an array of its columns in JSON, and they become objects as the
ORM would make them. What was brought lies where prefetched relations lie, so that ``case.notes.all()`` asks nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models.base import ModelState

Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one model: ``where`` is a condition in SQL with named places, such as ``case_id = %(case)s``."""

    model: type[models.Model]
    where: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Rows that are no objects: what is selected, and from where, in SQL with named places."""

    select: str
    source: str


Parts = Mapping[str, Part | Figures]


def _moment(value: str) -> datetime:
    found = datetime.fromisoformat(value)
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def _converter(field: Any) -> Convert:
    """From a column in JSON to what the ORM would give. Raises TypeError for a kind of column that cannot be exact."""
    if isinstance(field, models.DateTimeField):
        return _moment
    if isinstance(field, models.DateField):
        return date.fromisoformat
    if isinstance(field, models.DecimalField | models.BinaryField | models.TimeField | models.DurationField):
        raise TypeError(f"{field.model.__name__}.{field.name} cannot be read through JSON")
    if isinstance(field, models.JSONField):
        # SQLite keeps JSON as text, which stands in the array as a string.
        return lambda value: json.loads(value) if connection.vendor == "sqlite" else value
    if isinstance(field, models.BooleanField):
        return bool
    if hasattr(field, "from_db_value"):
        return lambda value: field.from_db_value(value, None, connection)
    return lambda value: value


@cache
def _fields(model: type[models.Model]) -> tuple[list[str], list[Convert]]:
    fields = model._meta.concrete_fields
    return [field.attname for field in fields], [_converter(field) for field in fields]


@cache
def _statement(names: tuple[str, ...], parts: tuple[Part | Figures, ...], vendor: str) -> str:
    array = "jsonb_build_array" if vendor == "postgresql" else "json_array"
    quote = connection.ops.quote_name
    selects = []
    for name, part in zip(names, parts, strict=True):
        if isinstance(part, Figures):
            selects.append(f"SELECT '{name}', {array}({part.select}) FROM {part.source}")  # noqa: S608
            continue
        columns = ", ".join(quote(str(field.column)) for field in part.model._meta.concrete_fields)
        table = quote(part.model._meta.db_table)
        selects.append(f"SELECT '{name}', {array}({columns}) FROM {table} WHERE {part.where}")  # noqa: S608
    return " UNION ALL ".join(selects)


def read_together(parts: Parts, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The rows of every part, objects in the order of their model's ``Meta.ordering``, figures as lists.

    ``values`` are the named places of all conditions. None as a value finds nothing.
    """
    statement = _statement(tuple(parts), tuple(parts.values()), connection.vendor)
    found: dict[str, list[Any]] = {name: [] for name in parts}
    with connection.cursor() as cursor:
        cursor.execute(statement, dict(values))
        for name, row in cursor.fetchall():
            found[name].append(json.loads(row))
    for name, part in parts.items():
        if isinstance(part, Part):
            found[name] = _objects(part.model, found[name])
    return found


def _made_of(model: type[models.Model], names: Sequence[str], values: Sequence[Any]) -> Any:
    """An object as ``Model.from_db`` makes it, several times faster: no loop over all fields, no signals.

    Columns that are not among ``names`` are read when somebody asks for them, as deferred ones are.
    """
    made = model.__new__(model)
    made._state = ModelState()
    made._state.adding, made._state.db = False, connection.alias
    made.__dict__.update(zip(names, values, strict=True))
    return made


def _objects(model: type[models.Model], rows: list[list[Any]]) -> list[Any]:
    names, converters = _fields(model)
    made = [
        _made_of(
            model,
            names,
            [None if value is None else convert(value) for value, convert in zip(row, converters, strict=True)],
        )
        for row in rows
    ]
    for order in reversed(model._meta.ordering or ()):
        name = str(order)
        made.sort(key=lambda each: _sortable(each, name.lstrip("-")), reverse=name.startswith("-"))
    return made


def _sortable(each: models.Model, name: str) -> tuple[bool, Any]:
    value = getattr(each, "pk" if name == "pk" else name)
    return (value is not None, value)


def ask_together(**questions: models.QuerySet[Any, Any]) -> dict[str, list[list[Any]]]:
    """The answers of several questions in one statement, each a list of rows.

    A question is a queryset of ``values_list`` whose columns are numbers, texts or truth values; its own order and
    limit hold inside it, the rows of a question come in any order.
    """
    found: dict[str, list[list[Any]]] = {name: [] for name in questions}
    named, selects, values = [], [], []
    for name, question in questions.items():
        compiler = question.query.get_compiler(question.db)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            continue
        columns = ", ".join(f"c{number}" for number in range(len(compiler.select)))
        array = "jsonb_build_array" if connection.vendor == "postgresql" else "json_array"
        named.append(f"q_{name} ({columns}) AS ({sql})")
        selects.append(f"SELECT '{name}', {array}({columns}) FROM q_{name}")  # noqa: S608
        values += params
    if named:
        with connection.cursor() as cursor:
            cursor.execute(f"WITH {', '.join(named)} {' UNION ALL '.join(selects)}", values)
            for name, row in cursor.fetchall():
                found[name].append(json.loads(row))
    return found


def keep(owner: models.Model, relation: str, rows: Sequence[Any]) -> None:
    """Lay rows where the prefetched rows of a relation lie: ``owner.<relation>.all()`` then asks nothing."""
    queryset = getattr(owner, relation).get_queryset()
    queryset._result_cache = list(rows)
    queryset._prefetch_done = True
    caches = owner.__dict__.setdefault("_prefetched_objects_cache", {})
    caches[relation] = queryset


def loaded(owner: models.Model, relation: str) -> list[Any] | None:
    """The rows of a relation that were read before, in their usual order; None where they were not."""
    caches = owner.__dict__.get("_prefetched_objects_cache", {})
    return list(caches[relation]) if relation in caches else None
