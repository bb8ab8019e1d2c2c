"""The rule files, loaded, checked and indexed by platform, procedure and event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from pydantic import ValidationError

from amends.clock.formats import Duration, Messages, PlatformRules, Rule
from amends.core.calendars import UnknownCalendar, country_zone, zone_named
from amends.core.errors import AmendsError, InputError
from amends.core.packaged import yaml_files
from amends.core.vocabulary import Confidence, ErrorCode

#: The event from which response promises run.
BUYER_MESSAGE = "buyer_message"


class RuleFileError(AmendsError):
    """A rule file is wrong: the message names the file, the place in it and the reason."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One duration of one version of one procedure. ``until`` is the first day of the next version, or None."""

    platform: PlatformRules
    owner: Rule | Messages
    duration: Duration
    id: str
    until: date | None
    source: str | None
    confidence: Confidence

    @property
    def procedure(self) -> str | None:
        """None for what holds in every procedure of the platform, as response promises do."""
        return self.owner.procedure if isinstance(self.owner, Rule) else None

    def in_force(self, day: date) -> bool:
        return self.owner.valid_from <= day and (self.until is None or day < self.until)


_Key = tuple[str, str | None, str]


class Tables:
    """All rules of a set of platforms. Immutable after loading, so that threads may share it."""

    def __init__(self, platforms: Iterable[PlatformRules]) -> None:
        """Raises RuleFileError where two files are about one platform or a version has a twin."""
        self.platforms: dict[str, PlatformRules] = {}
        self._by_event: dict[_Key, tuple[Entry, ...]] = {}
        self._by_api_event: dict[_Key, tuple[Entry, ...]] = {}
        for platform in platforms:
            if platform.platform in self.platforms:
                raise RuleFileError(f"there are two rule files for {platform.platform}")
            self.platforms[platform.platform.value] = platform
            for entry in _entries(platform):
                self._index(entry)

    @classmethod
    def from_documents(cls, documents: Iterable[tuple[str, Any]]) -> Tables:
        """From the names and parsed contents of rule files. Raises RuleFileError."""
        return cls([_validated(name, content) for name, content in documents])

    def entries(self) -> Iterator[Entry]:
        """Every duration of every version, by platform."""
        for platform in self.platforms.values():
            yield from _entries(platform)

    def procedures(self, platform: str) -> tuple[str, ...]:
        """The procedures of a platform in the order of its file; none for a platform without rules."""
        known = self.platforms.get(platform)
        return () if known is None else tuple(dict.fromkeys(rule.procedure for rule in known.rules))

    def procedures_from(self, platform: str, event: str) -> tuple[str, ...]:
        """The procedures of a platform in which ``event`` starts a duration, in the order of its file."""
        names = self.procedures(platform)
        return tuple(name for name in names if (platform, name, event) in self._by_event)

    def find(self, platform: str, procedure: str | None, event: str, day: date) -> Entry:
        """The duration that runs from ``event`` on ``day``. Raises InputError ``unknown_rule``, naming the field.

        ``procedure`` may be None where the platform has one, and for what is said of the whole platform (messages).
        """
        candidates = self._by_event.get((platform, procedure, event))
        if candidates is None:
            raise self._not_found(platform, procedure, event)
        if procedure is None and len(self.procedures(platform)) > 1 and candidates[0].procedure is not None:
            names = " or ".join(self.procedures_from(platform, event))
            raise unknown("procedure", f"{platform} has several procedures: give that of {event!r}: {names}.")
        in_force = [entry for entry in candidates if entry.in_force(day)]
        if not in_force:
            raise unknown("at", f"no rule of {platform} for {event!r} was in force on {day}: give api_due.")
        return in_force[0]

    def find_for_api(self, platform: str, procedure: str | None, event: str, day: date) -> Entry | None:
        """The duration to which a date from the API belongs; None where no single one is known.

        The date is certain already and only its consequence is looked for, so one procedure that knows the event will
        do where none is named.
        """
        key = (platform, procedure, event)
        for index in (self._by_api_event, self._by_event):
            in_force = [entry for entry in index.get(key, ()) if entry.in_force(day)]
            if len(in_force) == 1:
                return in_force[0]
        return None

    def rule(self, platform: str, procedure: str | None, on: date | None = None) -> Rule:
        """The version of a procedure in force on a day (None: the newest). Raises InputError ``unknown_rule``."""
        name = procedure if procedure is not None else self._only_procedure(platform)
        versions = [rule for rule in self._platform(platform).rules if rule.procedure == name]
        if not versions:
            raise self._unknown_procedure(platform, name)
        in_force = [rule for rule in versions if on is None or rule.valid_from <= on]
        if not in_force:
            raise unknown("at", f"no rule for {platform} {name} was in force on {on}.")
        return max(in_force, key=lambda rule: rule.valid_from)

    def _index(self, entry: Entry) -> None:
        platform = entry.platform.platform.value
        own = entry.procedure
        scopes = {None, own} if own is not None else {None, *self.procedures(platform)}
        for procedure in scopes:
            key = (platform, procedure, entry.duration.from_event)
            self._by_event[key] = (*self._by_event.get(key, ()), entry)
            for event in entry.duration.api_events:
                key = (platform, procedure, event)
                self._by_api_event[key] = (*self._by_api_event.get(key, ()), entry)

    def _platform(self, platform: str) -> PlatformRules:
        known = self.platforms.get(platform)
        if known is None:
            names = ", ".join(sorted(self.platforms))
            raise unknown("platform", f"no rules are known for {platform!r}: give api_due, or one of {names}.")
        return known

    def _only_procedure(self, platform: str) -> str:
        self._platform(platform)
        names = self.procedures(platform)
        if len(names) != 1:
            raise unknown("procedure", f"{platform} has several procedures: give one of {', '.join(names)}.")
        return names[0]

    def _unknown_procedure(self, platform: str, procedure: str) -> InputError:
        names = ", ".join(self.procedures(platform))
        return unknown("procedure", f"{platform} has no procedure {procedure!r}: give api_due, or one of {names}.")

    def _not_found(self, platform: str, procedure: str | None, event: str) -> InputError:
        self._platform(platform)
        if procedure is not None and procedure not in self.procedures(platform):
            return self._unknown_procedure(platform, procedure)
        keys = self._by_event
        events = ", ".join(sorted({key[2] for key in keys if key[:2] == (platform, procedure)}))
        where = f"{platform} {procedure}" if procedure else platform
        return unknown("event", f"{where} has no rule from {event!r}: give api_due, or one of {events}.")


def unknown(field: str, message: str) -> InputError:
    """The error of a record for which no rule decides; ``field`` is what has to be filled in."""
    return InputError(ErrorCode.UNKNOWN_RULE, message, field)


@cache
def shipped_tables() -> Tables:
    """The tables that come with the package, loaded once. Raises RuleFileError."""
    return Tables.from_documents(yaml_files("amends.clock", "rules"))


def _validated(name: str, content: Any) -> PlatformRules:
    try:
        platform = PlatformRules.model_validate(content)
    except ValidationError as failure:
        first = failure.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise RuleFileError(f"rule file {name}: {place}: {first['msg']}") from failure
    _check_places(name, platform)
    return platform


def _check_places(name: str, platform: PlatformRules) -> None:
    places = platform.places
    try:
        for zone in (places.zone, *(place.zone for place in places.regions.values())):
            if zone is not None:
                zone_named(zone)
        if places.home is not None:
            country_zone(places.home)
    except UnknownCalendar as failure:
        raise RuleFileError(f"rule file {name}: places: {failure}") from failure


def _entries(platform: PlatformRules) -> Iterator[Entry]:
    for rule in platform.rules:
        later = [
            other.valid_from for other in platform.rules if other.procedure == rule.procedure and other is not rule
        ]
        if rule.valid_from in later:
            raise RuleFileError(f"{platform.platform} {rule.procedure} has two versions from {rule.valid_from}")
        until = min((day for day in later if day > rule.valid_from), default=None)
        for duration in rule.durations:
            yield _entry(platform, rule, duration, until)
    for duration in platform.messages.durations:
        yield _entry(platform, platform.messages, duration, None)


def _entry(platform: PlatformRules, owner: Rule | Messages, duration: Duration, until: date | None) -> Entry:
    group = owner.procedure if isinstance(owner, Rule) else "messages"
    by_part = owner.confidence.get(duration.part) if isinstance(owner, Rule) else None
    confidence = duration.confidence or by_part or Confidence.GENERAL_KNOWLEDGE
    # What is generally known has no source; naming a page for it would claim one.
    seen = owner.sources[0] if owner.sources and confidence is not Confidence.GENERAL_KNOWLEDGE else None
    return Entry(
        platform=platform,
        owner=owner,
        duration=duration,
        id=f"{platform.platform.value}.{group}.{duration.name}",
        until=until,
        source=duration.source or seen,
        confidence=confidence,
    )
