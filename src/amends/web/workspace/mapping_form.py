"""A column mapping as a form: which ready, saved or guessed mapping, which column fills which field, which constants."""

from __future__ import annotations

from collections.abc import Mapping as Values
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from amends.connect.contract import RecordKind
from amends.connect.files import Guess, Mapping, Table, fitting, guess_mapping, ready_mappings
from amends.connect.files.mapping import Constants, FieldRule
from amends.connect.files.table import FileSet
from amends.connect.files.targets import EVENT, LINE, TARGETS, Target
from amends.core.errors import DomainError
from amends.desk.feeds.models import Mapping as Saved
from amends.desk.shops.models import Shop
from amends.web.workspace.field_words import CONSTANTS, field_words, kind_words

KEEP = "="


class UnusableMapping(DomainError):
    """The form does not make a mapping; the message names the field."""

    code = "unusable_mapping"


@dataclass(frozen=True, slots=True)
class Choice:
    """A mapping that can be taken: ``value`` is ``ready:NAME``, ``saved:ID`` or ``guess:KIND``."""

    value: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of the target with its column. ``shown`` are the columns of a rule that one select cannot hold."""

    name: str
    meaning: str
    required: bool
    column: str
    shown: str
    confidence: str
    reason: str
    low: bool


@dataclass(frozen=True, slots=True)
class ConstantRow:
    name: str
    label: str
    value: str
    why: str
    asked: bool


@dataclass(frozen=True, slots=True)
class MappingForm:
    """What the page of a new import shows. ``editable``: the columns can be corrected one by one."""

    choice: str
    choices: list[Choice]
    mappings: list[Mapping]
    rows: list[FieldRow]
    constants: list[ConstantRow]
    columns: list[str]
    unused: list[str]
    missing: list[str]
    editable: bool
    remarks: list[str] = field(default_factory=list)


def choices_for(source: Table | FileSet, shop: Shop, language: str) -> list[Choice]:
    """What fits these files, the surest first: ready mappings, saved ones, a guess for each kind of record."""
    tongue = "zh" if language.startswith("zh") else "en"
    fits = dict.fromkeys(known.name for _share, known, _mapping in fitting(source))
    names = [*fits, *(name for name in ready_mappings() if name not in fits)]
    ready = [
        Choice(f"ready:{name}", ready_mappings()[name].title[tongue], _("fits this file") if name in fits else "")
        for name in names
        if name in fits or name == "canonical"
    ]
    saved = [
        Choice(f"saved:{each.pk}", each.name, _("saved")) for each in Saved.objects.filter(shop=shop).order_by("name")
    ]
    guesses = [Choice(f"guess:{kind.value}", _("Guess: %(kind)s") % {"kind": kind_words(kind)}) for kind in RecordKind]
    found = saved + ready + (guesses if isinstance(source, Table) else [])
    return sorted(found, key=lambda choice: choice.value == "ready:canonical" and not _is_json(source))


def _is_json(source: Table | FileSet) -> bool:
    return isinstance(source, Table) and source.format in ("json", "jsonl")


def _first_choice(source: Table | FileSet, choices: list[Choice]) -> str:
    """A saved or ready mapping that fits, else our own records in JSON, else the kind that guessing knows best."""
    fits = [choice.value for choice in choices if choice.value.startswith("ready:") and choice.note]
    if fits:
        return fits[0]
    if isinstance(source, Table) and not _is_json(source):
        sample = source.sample(50)
        guesses = {kind: guess_mapping(source.header, [row.cells for row in sample], kind) for kind in RecordKind}
        best = min(
            guesses,
            key=lambda kind: (len(guesses[kind].missing), -sum(f.confidence for f in guesses[kind].fields.values())),
        )
        return f"guess:{best.value}"
    return choices[0].value if choices else ""


def _mappings_of(choice: str, source: Table | FileSet, shop: Shop) -> tuple[list[Mapping], Guess | None]:
    how, _colon, name = choice.partition(":")
    if how == "ready" and name in ready_mappings():
        known = ready_mappings()[name]
        if name == "canonical":
            return [known.mappings[0]], None
        fits = [mapping for _share, each, mapping in fitting(source) if each.name == name]
        return fits or list(known.mappings), None
    if how == "saved" and name.isdecimal():
        row = Saved.objects.filter(shop=shop, pk=int(name[:18])).first()
        if row is not None:
            return [Mapping.from_dict(row.data)], None
    if how == "guess" and name in {kind.value for kind in RecordKind} and isinstance(source, Table):
        guess = guess_mapping(source.header, [row.cells for row in source.sample(50)], RecordKind(name))
        return [guess.mapping], guess
    raise UnusableMapping(_("Choose how the file is to be read."))


def flat(record: dict[str, Any]) -> dict[str, str]:
    """A record as name and text, lists of lines and scans by their first; what is empty is left out."""
    found: dict[str, str] = {}
    for name, value in record.items():
        if isinstance(value, dict):
            found |= {f"{name}.{key}": text for key, text in flat(value).items()}
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            found |= {f"{name}.{key}": text for key, text in flat(value[0]).items()}
        elif isinstance(value, list):
            found |= {name: ", ".join(str(item) for item in value)} if value else {}
        elif value not in (None, "", False):
            found[name] = str(value)
    return found


def targets_of(kind: RecordKind) -> dict[str, Target]:
    """Every field that a column can fill, lines and events by dotted names."""
    known = dict(TARGETS[kind])
    if kind is RecordKind.ORDER:
        known |= {f"lines.{name}": target for name, target in LINE.items()}
    if kind is RecordKind.PARCEL:
        known |= {f"events.{name}": target for name, target in EVENT.items()}
    return known


def _rules(mapping: Mapping) -> dict[str, FieldRule]:
    rules = dict(mapping.fields)
    if mapping.lines is not None:
        rules |= {f"lines.{name}": rule for name, rule in mapping.lines.fields.items()}
    if len(mapping.events) == 1:
        rules |= {f"events.{name}": rule for name, rule in mapping.events[0].fields.items()}
    return rules


def _said(rule: FieldRule) -> str:
    if rule.constant is not None:
        return f"“{rule.constant}”"
    if rule.columns_used():
        return " / ".join(rule.columns_used())
    return _("worked out") if rule.computed else ""


def _rows(mapping: Mapping, guess: Guess | None, header: list[str]) -> list[FieldRow]:
    if mapping.kind is None or mapping.canonical:
        return []
    rules, rows = _rules(mapping), []
    for name, target in targets_of(mapping.kind).items():
        rule, guessed = rules.get(name), guess.fields.get(name) if guess else None
        simple = rule is not None and rule.column is not None and rule.column in header
        rows.append(
            FieldRow(
                name=name,
                meaning=field_words(name, target.meaning),
                required=target.required,
                column=rule.column if rule is not None and simple and rule.column else "",
                shown="" if rule is None or simple else _said(rule),
                confidence=f"{round(guessed.confidence * 100)} %" if guessed else "",
                reason=guessed.reason if guessed else "",
                low=bool(guessed and guessed.confidence < 0.7),
            )
        )
    return sorted(rows, key=lambda row: (not row.required, not (row.column or row.shown)))


def _constant_rows(mappings: list[Mapping], guess: Guess | None) -> list[ConstantRow]:
    asked = dict(guess.questions) if guess else {}
    for mapping in mappings:
        asked |= mapping.needs
    assumed = {name: why for mapping in mappings for name, why in mapping.assumptions.items()}
    values = mappings[0].constants.model_dump() if mappings else Constants().model_dump()
    return [
        ConstantRow(
            name, _(label), str(values.get(name) or ""), asked.get(name) or assumed.get(name, ""), name in asked
        )
        for name, label in CONSTANTS.items()
    ]


def form_of(source: Table | FileSet, shop: Shop, values: Values[str, str], language: str) -> MappingForm:
    """The form as it stands: the chosen (else the likeliest) mapping with the corrections in ``values``.

    Raises UnusableMapping for what cannot be a mapping, UnreadableFile for what is no table.
    """
    choices = choices_for(source, shop, language)
    choice = values.get("mapping") or _first_choice(source, choices)
    mappings, guess = _mappings_of(choice, source, shop)
    header = source.header if isinstance(source, Table) else []
    editable = len(mappings) == 1 and bool(header) and not mappings[0].canonical and not mappings[0].joins
    if values.get("shown") == choice:
        mappings = [corrected(mapping, values, editable) for mapping in mappings]
    elif mappings[0].constants.time_zone is None:
        mappings = [mapping.with_constants(time_zone=shop.time_zone) for mapping in mappings]
    missing = [name for name, target in targets_of(mappings[0].kind).items() if _lacks(mappings[0], name, target)] if editable and mappings[0].kind else []  # fmt: skip
    return MappingForm(
        choice=choice,
        choices=choices,
        mappings=mappings,
        rows=_rows(mappings[0], guess, header) if len(mappings) == 1 else [],
        constants=_constant_rows(mappings, guess),
        columns=header,
        unused=[name for name in header if all(name not in rule.columns_used() for _n, rule in mappings[0].rules())] if editable else [],
        missing=missing,
        editable=editable,
        remarks=source.remarks if isinstance(source, Table) else [],
    )  # fmt: skip


def _lacks(mapping: Mapping, name: str, target: Target) -> bool:
    if not target.required or ("." in name and not name.startswith("buyer.")):
        return False
    constant = target.constant is not None and getattr(mapping.constants, target.constant, None) is not None
    return name not in mapping.fields and not constant


def corrected(mapping: Mapping, values: Values[str, str], editable: bool) -> Mapping:
    """The mapping with the form's columns and constants. Raises UnusableMapping."""
    data: dict[str, Any] = mapping.model_dump(mode="json")
    if editable:
        _correct_fields(data, mapping, values)
    given = {name: values.get(f"constant:{name}", "").strip() or None for name in CONSTANTS}
    data["constants"] = {**data["constants"], **given, "decimal_mark": given["decimal_mark"] or "."}
    try:
        return Mapping.from_dict(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"] if part != "constants")
        said = first["msg"].removeprefix("Value error, ")
        raise UnusableMapping(f"{where}: {said}" if where else said) from error


def _correct_fields(data: dict[str, Any], mapping: Mapping, values: Values[str, str]) -> None:
    rules = _rules(mapping)
    sections: dict[str, dict[str, Any]] = {"": {}, "lines": {}, "events": {}}
    for name in targets_of(mapping.kind) if mapping.kind else ():
        section, _dot, bare = name.rpartition(".")
        if section == "buyer":
            section, bare = "", name
        asked, rule = values.get(f"field:{name}", KEEP), rules.get(name)
        if asked == KEEP and rule is not None:
            sections[section][bare] = rule.model_dump(mode="json")
        elif asked not in (KEEP, ""):
            kept = rule.model_dump(mode="json") if rule is not None and rule.column is not None else {}
            sections[section][bare] = {**kept, "column": asked}
    data["fields"] = sections[""]
    if mapping.kind is RecordKind.ORDER and (
        mapping.lines is None or (mapping.lines.rows_of is None and mapping.lines.path is None)
    ):
        lines = sections["lines"]
        kept_lines = data["lines"] or {}
        data["lines"] = {**kept_lines, "fields": lines} if {"sku", "unit_price"} <= lines.keys() else None
    if mapping.kind is RecordKind.PARCEL and len(mapping.events) < 2:
        data["events"] = [{"fields": sections["events"]}] if "at" in sections["events"] else []
