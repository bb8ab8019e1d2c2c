"""A mapping: which column fills which field. Data that a person can read, correct, and keep."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from amends.connect.contract import RecordKind
from amends.connect.files.rows import Layout
from amends.connect.files.targets import EVENT, IDENTITY, LINE, LISTING, TARGETS
from amends.core.calendars import UnknownCalendar, zone_named
from amends.core.money import known_currencies
from amends.core.vocabulary import Platform

_SHARE = re.compile(r"[01](\.\d{1,4})?\Z")


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FieldRule(_Data):
    """Where the value of a field comes from. Written short: a text is a column, a list is ``first_of``.

    ``column``: one column · ``first_of``: the first of these columns that is there and not empty · ``columns``:
    several, joined with ``join_with`` · ``constant``: the same for all rows · ``fingerprint``: a stable id made from
    these columns, for feeds without ids · ``computed``: the sum of the lines, with or without the postage; beside a
    column it stands in where the cell is empty.
    ``prefix`` is put before the value; ``replace`` changes characters inside it. ``words`` translates whole cells, ``true_words`` lists what means yes (all
    else is no). ``split`` are the characters between several values in one cell. ``aggregate`` says what becomes of
    several rows of one record; without it the first that is not empty counts. ``date_formats`` are strptime formats,
    or ``unix``, ``unix_ms``, ``excel``. ``divide`` is for amounts in minor units (``100``).
    """

    column: str | None = None
    first_of: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    constant: str | None = None
    fingerprint: tuple[str, ...] = ()
    computed: Literal["lines", "lines_and_shipping"] | None = None
    join_with: str = " "
    prefix: str = ""
    replace: dict[str, str] = {}
    words: dict[str, str] = {}
    true_words: tuple[str, ...] = ()
    split: str | None = None
    aggregate: Literal["first", "sum", "min", "max", "all"] | None = None
    date_formats: tuple[str, ...] = ()
    time_zone: str | None = None
    divide: Literal["10", "100", "1000"] | None = None

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"column": value}
        if isinstance(value, list | tuple):
            return {"first_of": tuple(value)}
        return value

    @model_validator(mode="after")
    def _one_origin(self) -> FieldRule:
        given = [self.column, self.first_of, self.columns, self.fingerprint]
        origins = sum(1 for origin in given if origin) + (self.constant is not None)
        if origins > 1 or (origins == 0 and self.computed is None):
            raise ValueError("a field takes exactly one of column, first_of, columns, constant, fingerprint, computed")
        if self.time_zone is not None:
            _known_zone(self.time_zone)
        return self

    def columns_used(self) -> tuple[str, ...]:
        """Every column that the rule looks at."""
        single = (self.column,) if self.column else ()
        return single + self.first_of + self.columns + self.fingerprint


def _known_zone(name: str) -> None:
    try:
        zone_named(name)
    except UnknownCalendar as failure:
        raise ValueError(f"{name!r} is no time zone; write for example Asia/Shanghai") from failure


class Constants(_Data):
    """What holds for every row of the file and is usually not in it. Shown to the user, and changeable.

    ``time_zone`` is the zone of times without an offset. ``currency``, ``country`` (destination), ``origin`` and
    ``placed_at`` fill the field where no column does. ``unit_cost_share``: what goods cost the seller as a share of
    their price, where the file does not know. ``date_order`` says how 03/04/2024 is meant, ``decimal_mark`` how
    1,249 is.
    """

    time_zone: str | None = None
    currency: str | None = None
    country: str | None = None
    origin: str | None = None
    placed_at: str | None = None
    platform: str | None = None
    unit_cost_share: str | None = None
    decimal_mark: Literal[".", ","] = "."
    date_order: Literal["DMY", "MDY"] | None = None

    @field_validator("time_zone")
    @classmethod
    def _zone(cls, value: str | None) -> str | None:
        if value is not None:
            _known_zone(value)
        return value

    @field_validator("currency")
    @classmethod
    def _currency(cls, value: str | None) -> str | None:
        if value is not None and value not in known_currencies():
            raise ValueError(f"{value!r} is no ISO 4217 currency code; write for example BRL")
        return value

    @field_validator("country", "origin")
    @classmethod
    def _country(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch("[A-Z]{2}", value):
            raise ValueError(f"{value!r} is no ISO 3166 country code; write for example BR")
        return value

    @field_validator("platform")
    @classmethod
    def _platform(cls, value: str | None) -> str | None:
        if value is not None and value not in {member.value for member in Platform}:
            raise ValueError(f"{value!r} is no platform; known are {', '.join(Platform)}")
        return value

    @field_validator("unit_cost_share")
    @classmethod
    def _share(cls, value: str | None) -> str | None:
        if value is not None and not _SHARE.match(value):
            raise ValueError(f'{value!r} is no share; write a decimal string like "0.55"')
        return value


class Join(_Data):
    """Further rows that belong to each row: of another file of the set, or of another part of the same file.

    ``here`` is the column of the row (or ``alias.column`` of an earlier join) that must equal the column ``there`` of
    the further rows. Their columns are then named ``alias.column``.
    """

    here: str
    there: str
    file: str | None = None
    layout: Layout = Layout()
    optional: bool = False


class LinesRule(_Data):
    """The lines of an order: the rows of the order themselves, the rows of a join (``rows_of``), or a list inside a
    JSON record (``path``)."""

    rows_of: str | None = None
    path: str | None = None
    fields: dict[str, FieldRule]
    listing: dict[str, FieldRule] = {}

    @model_validator(mode="after")
    def _known(self) -> LinesRule:
        _refuse_unknown(self.fields, LINE, "line")
        _refuse_unknown(self.listing, LISTING, "listing")
        return self


class EventRule(_Data):
    """A tracking event made from a row of the parcel; a row without its time gives none."""

    fields: dict[str, FieldRule]

    @model_validator(mode="after")
    def _known(self) -> EventRule:
        _refuse_unknown(self.fields, EVENT, "event")
        if "at" not in self.fields:
            raise ValueError("an event needs the field 'at'")
        return self


def _refuse_unknown(fields: dict[str, FieldRule], known: dict[str, Any], what: str) -> None:
    for name in fields:
        if name not in known:
            raise ValueError(f"{name!r} is no field of a {what}; there are {', '.join(known)}")


class Mapping(_Data):
    """How the rows of a file become records of one kind. ``to_dict`` and ``from_dict`` keep it as plain JSON.

    ``canonical`` reads our own records as JSON objects without any rule; with ``kind`` None each names its kind in
    ``record``. ``group``: rows with the same number are one record, wherever they stand in the file. ``explode``: a
    field with several values makes one record of each. ``only_if``: rows in which all these columns are empty are no
    records. ``needs`` names the constants that the user must give, and why; ``assumptions`` explains those that are
    set without being in the file.
    """

    kind: RecordKind | None = None
    name: str = ""
    title: str = ""
    file: str | None = None
    layout: Layout = Layout()
    canonical: bool = False
    fields: dict[str, FieldRule] = {}
    lines: LinesRule | None = None
    events: tuple[EventRule, ...] = ()
    group: bool = False
    explode: str | None = None
    only_if: tuple[str, ...] = ()
    joins: dict[str, Join] = {}
    constants: Constants = Constants()
    needs: dict[str, str] = {}
    assumptions: dict[str, str] = {}
    verified: bool = Field(default=False, description="whether real exports were read with it")
    source: str = ""

    @model_validator(mode="after")
    def _consistent(self) -> Mapping:
        if self.canonical:
            return self
        if self.kind is None:
            raise ValueError("a mapping needs a kind; only canonical records name their own")
        _refuse_unknown(self.fields, TARGETS[self.kind], str(self.kind))
        if (self.group or self.explode) and IDENTITY[self.kind] not in self.fields:
            raise ValueError(f"grouping needs the field {IDENTITY[self.kind]!r}")
        if self.lines is not None and self.kind is not RecordKind.ORDER:
            raise ValueError("only orders have lines")
        if self.lines is not None and self.lines.rows_of is not None and self.lines.rows_of not in self.joins:
            raise ValueError(f"{self.lines.rows_of!r} is no join of this mapping")
        if self.events and self.kind is not RecordKind.PARCEL:
            raise ValueError("only parcels have events")
        if self.explode is not None and self.explode != IDENTITY[self.kind]:
            raise ValueError(f"only {IDENTITY[self.kind]!r} can make several records of one row")
        return self

    def rules(self) -> Iterator[tuple[str, FieldRule]]:
        """Every field with its rule; those of lines, listings and events by dotted names."""
        yield from self.fields.items()
        if self.lines is not None:
            yield from ((f"lines.{name}", rule) for name, rule in self.lines.fields.items())
            yield from ((f"listings.{name}", rule) for name, rule in self.lines.listing.items())
        for event in self.events:
            yield from ((f"events.{name}", rule) for name, rule in event.fields.items())

    def without_columns(self, header: Iterable[str]) -> Mapping:
        """The mapping for a file with exactly these columns: rules that can find nothing there are left out."""
        there = set(header)

        def kept(rules: dict[str, FieldRule]) -> dict[str, FieldRule]:
            return {name: rule for name, rule in rules.items() if self._finds(rule, there)}

        lines = self.lines
        if lines is not None and lines.path is None:
            lines = lines.model_copy(update={"fields": kept(lines.fields), "listing": kept(lines.listing)})
            if not {"sku", "unit_price"} <= lines.fields.keys():
                lines = None
        events = tuple(
            event.model_copy(update={"fields": kept(event.fields)})
            for event in self.events
            if self._finds(event.fields["at"], there)
        )
        return self.model_copy(update={"fields": kept(self.fields), "lines": lines, "events": events})

    def _finds(self, rule: FieldRule, there: set[str]) -> bool:
        columns = rule.columns_used()
        return not columns or any(name in there or name.partition(".")[0] in self.joins for name in columns)

    def missing_constants(self) -> dict[str, str]:
        """The constants that the user still has to give, each with the reason."""
        return {name: reason for name, reason in self.needs.items() if getattr(self.constants, name, None) is None}

    def with_constants(self, **changed: str | None) -> Mapping:
        """The same mapping with other constants. Raises pydantic.ValidationError for an unusable value."""
        constants = Constants.model_validate({**self.constants.model_dump(), **changed})
        return self.model_copy(update={"constants": constants})

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, without what is left at its default."""
        return self.model_dump(mode="json", exclude_defaults=True)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Mapping:
        """Raises pydantic.ValidationError, whose message names the field that is wrong."""
        return cls.model_validate(data)
