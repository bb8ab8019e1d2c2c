"""The format of the rule files in ``rules/``: one file per platform, read strictly, refused when it is wrong.

A file says what a platform's own pages say, each part with how well it is known. It holds data only: how a due date
follows from it is in ``engine``. ``docs/explanation/clock.md`` explains the format with examples.
"""

from __future__ import annotations

from datetime import date, time
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from amends.core.contracts.fields import Region
from amends.core.vocabulary import Confidence, Platform, Remedy

Word = Annotated[str, StringConstraints(pattern=r"^[a-z][A-Za-z0-9_]*$")]
Count = Annotated[int, Field(ge=0, strict=True)]
Value = Annotated[int, Field(gt=0, strict=True)]


class Unit(StrEnum):
    """What a duration is counted in; the first five can be reckoned."""

    HOURS = "hours"
    CALENDAR_DAYS = "calendar_days"
    BUSINESS_DAYS = "business_days"
    STOPPED_CLOCK_HOURS = "stopped_clock_hours"
    BUSINESS_HOURS = "business_hours"
    #: Only the platform's API knows the date.
    API_FIELD = "api_field"
    #: A duration exists and nobody has found out how long it is.
    UNKNOWN = "unknown"


#: Units that cannot be reckoned without knowing the region's clock.
REGIONAL_UNITS = frozenset({Unit.BUSINESS_DAYS, Unit.STOPPED_CLOCK_HOURS, Unit.BUSINESS_HOURS})
_OPEN_UNITS = frozenset({Unit.STOPPED_CLOCK_HOURS, Unit.BUSINESS_HOURS})


class Part(StrEnum):
    """The parts of a rule that have a confidence of their own."""

    RESPOND_WITHIN = "respond_within"
    ON_TIMEOUT = "on_timeout"
    ESCALATION = "escalation"
    OFFERS_ALLOWED = "offers_allowed"
    EVIDENCE_LIMITS = "evidence_limits"
    METRICS = "metrics"
    MESSAGING_RULES = "messaging_rules"


class WhenInRange(StrEnum):
    """What a duration between ``value`` and ``max_value`` means for a record without a date from the API."""

    #: No due date: the API's date has to be filled in.
    UNKNOWN_RULE = "unknown_rule"
    #: The early end: whoever acts by then is in time in every case.
    EARLIEST = "earliest"


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class OpenHours(_Data):
    """When a stopped clock runs: a span of wall-clock time (``until`` 00:00 is the end of the day)."""

    opens: time = Field(alias="from")
    closes: time = Field(alias="until")
    weekdays: tuple[Annotated[int, Field(ge=0, le=6)], ...] = (0, 1, 2, 3, 4, 5, 6)
    public_holidays: Literal["open", "closed"] = "open"

    @model_validator(mode="after")
    def _a_span(self) -> Self:
        if self.closes != time(0) and self.closes <= self.opens:
            raise ValueError("open hours end on the day on which they begin, after they begin")
        return self


class WeekendUntil(_Data):
    """What comes in on a Saturday or Sunday is due on a fixed weekday and time, in the region's zone."""

    weekday: Annotated[int, Field(ge=0, le=4)]
    at: time


class Consequence(_Data):
    """What happens when the time to answer is over; ``action`` is one word for programs."""

    action: Word
    detail: str | None = None


class Term(_Data):
    """How long: a value and what it counts. In a region or scheme, what is left out is as in the base."""

    value: Value | None = None
    unit: Unit | None = None
    max_value: Value | None = None
    in_range: WhenInRange = WhenInRange.UNKNOWN_RULE
    open_hours: OpenHours | None = None
    weekend_until: WeekendUntil | None = None

    @model_validator(mode="after")
    def _a_range_rises(self) -> Self:
        if self.max_value is not None and (self.value is None or self.max_value <= self.value):
            raise ValueError("max_value is the far end of a range that begins at value")
        return self


class Duration(Term):
    """One duration of a procedure: so long after ``from_event``.

    ``value`` None: only the regions or schemes that are listed are known, or (unit ``api_field``, ``unknown``) only
    the API's date. ``api_events``: further events of which the date from the API belongs to this duration.
    ``base_applies_elsewhere``: whether the base holds for a region or scheme that is not listed; never in
    ``not_assumed_in``. ``confidence`` and ``source`` are those of the rule's ``part`` where they are not given.
    """

    name: Word
    part: Part = Part.ESCALATION
    from_event: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    api_events: tuple[str, ...] = ()
    unit: Unit = Unit.UNKNOWN
    by_region: dict[Region, Term] = {}
    by_scheme: dict[Word, Term] = {}
    base_applies_elsewhere: bool = True
    not_assumed_in: tuple[Region, ...] = ()
    consequence: Consequence | None = None
    api_field: str | None = None
    source: str | None = None
    confidence: Confidence | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _every_term_can_be_reckoned(self) -> Self:
        silent = (Unit.API_FIELD, Unit.UNKNOWN)
        if self.value is None and self.unit not in silent and not (self.by_region or self.by_scheme):
            raise ValueError(f"{self.name}: a duration in {self.unit} needs a value")
        terms: tuple[Term, ...] = (self, *self.by_region.values(), *self.by_scheme.values())
        for term in terms:
            unit = term.unit or self.unit
            if term.value is not None and unit in silent:
                raise ValueError(f"{self.name}: a value needs a unit that can be counted")
            if unit in _OPEN_UNITS and (term.open_hours or self.open_hours) is None:
                raise ValueError(f"{self.name}: {unit} needs open_hours")
            if term.weekend_until is not None and unit is not Unit.HOURS:
                raise ValueError(f"{self.name}: weekend_until goes with hours")
        return self


class Offer(_Data):
    """One answer that the platform's form can carry, by the platform's word, and the remedy that it is."""

    offer: str
    remedy: Remedy | None = None
    note: str | None = None


class EvidenceLimits(_Data):
    """What may be uploaded. None means that no limit was found, not that there is none."""

    file_types: tuple[str, ...] | None = None
    max_file_bytes: Count | None = None
    max_bytes_by_type: dict[str, Count] = {}
    max_total_bytes: Count | None = None
    max_count: Count | None = None
    max_pages: Count | None = None
    notes: tuple[str, ...] = ()


class Metric(_Data):
    """A number by which the platform judges the seller; thresholds are decimal strings, in percent."""

    id: str
    operator: Literal["<", "<=", ">", ">="] | None = None
    threshold_percent: Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+)?$")] | None = None
    threshold: Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+)?$")] | None = None
    window_days: Count | None = None
    region: Region | None = None
    parts: tuple[str, ...] = ()
    note: str | None = None


class MessagingRule(_Data):
    """What the platform asks of messages, in a sentence; ``procedures`` empty: everywhere."""

    text: str
    confidence: Confidence
    procedures: tuple[Word, ...] = ()


class Dated(_Data):
    """What rules and message promises have in common: since when they hold and who says so.

    ``valid_from`` is the first day on which the entry is used. Where no source names one (``assumed``) it is a day
    before the oldest copy that was seen, so that the entry serves for every date that a desk meets.
    """

    valid_from: date
    valid_from_basis: Literal["stated", "assumed"] = "assumed"
    as_of: str
    sources: tuple[str, ...]
    durations: tuple[Duration, ...] = ()
    notes: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _events_are_told_apart(self) -> Self:
        for field in ("name", "from_event"):
            seen = [getattr(duration, field) for duration in self.durations]
            if len(seen) != len(set(seen)):
                raise ValueError(f"two durations of one entry share a {field}")
        return self


class Rule(Dated):
    """One procedure of a platform, in force from ``valid_from`` until the next version of it."""

    procedure: Annotated[str, StringConstraints(pattern=r"^[a-z][A-Za-z0-9_]*$")]
    scope: str
    verified: bool
    confidence: dict[Part, Confidence]
    offers_allowed: tuple[Offer, ...] = ()
    evidence_limits: EvidenceLimits = EvidenceLimits()
    metrics: tuple[Metric, ...] = ()


class Messages(Dated):
    """What a platform asks of messages to buyers; ``durations`` are response promises, from ``buyer_message``."""

    rules: tuple[MessagingRule, ...] = ()


class Place(_Data):
    zone: str | None = None
    calendar: str | None = None


class Places(_Data):
    """By which clock and which public holidays a platform reckons.

    ``home``: the region of a record that names none, for platforms of one country. ``elsewhere``: what holds for a
    region that ``regions`` does not list: the main zone and calendar of the country, or ``zone``. With ``zone`` None
    the zone is not known, and the offset of the event's time stands in for it.
    """

    zone: str | None = None
    home: Region | None = None
    elsewhere: Literal["country", "zone"] = "zone"
    regions: dict[Region, Place] = {}
    confidence: Confidence = Confidence.GENERAL_KNOWLEDGE
    note: str | None = None


class PlatformRules(_Data):
    """A rule file."""

    format: Literal[1]
    platform: Platform
    name: str
    places: Places
    scheme_aliases: dict[Word, Word] = {}
    rules: tuple[Rule, ...]
    messages: Messages
