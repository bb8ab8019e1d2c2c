"""A proposal of which column is which, from names and values, with its reasons; a person corrects it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping as Cells
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from amends.connect.contract import RecordKind
from amends.connect.files import values
from amends.connect.files.mapping import Constants, EventRule, FieldRule, LinesRule, Mapping
from amends.connect.files.targets import EVENT, IDENTITY, LINE, TARGETS, Shape, Target
from amends.connect.files.values import Unusable
from amends.connect.files.words import country_code, currency_code, is_empty
from amends.core.packaged import read_yaml

#: Below this a column is proposed in the reasons only, not filled in.
SURE_ENOUGH = 0.5
_UNIVERSAL_POST = re.compile(r"[A-Z]{2}\d{9}[A-Z]{2}\Z")
_NUMERIC_DATE = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b")
_OFFSET = re.compile(r"(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})\Z")
_COMMA_CENTS = re.compile(r"\d,\d{1,2}\D*\Z")
_DOT_CENTS = re.compile(r"\d\.\d{1,2}\D*\Z")
_UNIX = {"unix": re.compile(r"1\d{9}\Z"), "unix_ms": re.compile(r"1\d{12}\Z")}


@dataclass(frozen=True, slots=True)
class FieldGuess:
    """A proposal for one field: the column, how sure (0 to 1), and why."""

    field: str
    column: str
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Guess:
    """A proposed mapping. ``missing``: needed fields without a column; ``questions``: constants to be given, each with
    the reason; ``unused``: columns that nothing uses."""

    mapping: Mapping
    fields: dict[str, FieldGuess]
    missing: list[str] = field(default_factory=list)
    questions: dict[str, str] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)


@cache
def _synonyms(section: str) -> dict[str, list[str]]:
    data: dict[str, dict[str, list[str]]] = read_yaml("amends.connect.files", "headers.yaml")
    return {name: [_folded(title) for title in titles] for name, titles in data[section].items()}


def _folded(name: str) -> str:
    """Without case, accents, spaces and punctuation: ``País de Destino`` and ``pais_de_destino`` are the same."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold().replace("ё", "е"))
    return "".join(ch for ch in plain if ch.isalnum())


def guess_mapping(
    header: Sequence[str], sample_rows: Sequence[Cells[str, str] | Sequence[str]], kind: RecordKind
) -> Guess:
    """Propose a mapping for a file with these column names and first rows (as dicts, or as lists in their order).

    Names in English, Chinese, Portuguese, Spanish and Russian are known; values must look like what the field needs.
    """
    samples = [dict(zip(header, row, strict=False)) if not isinstance(row, Cells) else dict(row) for row in sample_rows]
    found = _assign(list(header), samples, kind)
    rules = {name: _rule(name, guess, samples, kind) for name, guess in found.items()}
    constants = _constants(found, samples, kind)
    mapping = _mapping(kind, rules, constants, samples)
    missing, questions = _open_questions(kind, mapping, found, samples)
    used = {guess.column for guess in found.values()}
    return Guess(mapping, found, missing, questions, [name for name in header if name not in used])


def _targets(kind: RecordKind) -> dict[str, tuple[str, Target]]:
    """Every field that can be guessed, with the section of headers.yaml and what it is."""
    known = {name: (kind.value, target) for name, target in TARGETS[kind].items() if name in _synonyms(kind.value)}
    if kind is RecordKind.ORDER:
        known |= {f"lines.{name}": ("lines", LINE[name]) for name in _synonyms("lines")}
    if kind is RecordKind.PARCEL:
        known |= {f"events.{name}": ("events", EVENT[name]) for name in _synonyms("events")}
    return known


def _target(kind: RecordKind, name: str) -> Target:
    known = _targets(kind)
    return known[name][1] if name in known else TARGETS[kind][name]


def _assign(header: list[str], samples: list[dict[str, str]], kind: RecordKind) -> dict[str, FieldGuess]:
    """The surest pair of field and column first; each column once."""
    candidates: list[FieldGuess] = []
    columns = {
        column: [text for row in samples if not is_empty(text := row.get(column, "").strip())][:40]
        for column in header
        if column.strip()  # a column without a name cannot be named in a mapping
    }
    for name, (section, target) in _targets(kind).items():
        for column, cells in columns.items():
            guess = _judge(name, section, target, column, cells)
            if guess is not None:
                candidates.append(guess)
    found: dict[str, FieldGuess] = {}
    taken: set[str] = set()
    for guess in sorted(candidates, key=lambda candidate: -candidate.confidence):
        if guess.field not in found and guess.column not in taken and guess.confidence >= SURE_ENOUGH:
            found[guess.field] = guess
            taken.add(guess.column)
    _buyer_from_what_there_is(found, kind)
    return found


def _buyer_from_what_there_is(found: dict[str, FieldGuess], kind: RecordKind) -> None:
    if kind is not RecordKind.ORDER or "buyer.reference" in found:
        return
    for other in ("buyer.email", "buyer.name"):
        if other in found:
            column = found[other].column
            reason = f"no column names the buyer's account, so {column!r} stands in"
            found["buyer.reference"] = FieldGuess("buyer.reference", column, 0.5, reason)
            return


def _judge(name: str, section: str, target: Target, column: str, cells: list[str]) -> FieldGuess | None:
    bare = name.removeprefix("lines.").removeprefix("events.")
    by_name, why = _name_score(_synonyms(section)[bare], column)
    share = _share(bare, target, cells)
    if not by_name:
        if cells and share == 1.0 and _distinctive(bare, cells):
            return FieldGuess(name, column, 0.55, "the values look like it")
        return None
    if not cells:
        return FieldGuess(name, column, round(by_name * 0.8, 2), f"{why}; the first rows are empty")
    if share < 0.5:
        return FieldGuess(name, column, round(by_name * 0.3, 2), f"{why}, but the values do not look like it")
    confidence = by_name * (0.85 + 0.15 * share)
    # Where two fields share a name, the needed one goes first.
    return FieldGuess(name, column, round(confidence + (0.01 if target.required else 0), 3), why)


def _name_score(titles: list[str], column: str) -> tuple[float, str]:
    name = _folded(column)
    if name in titles:
        # The earlier in the list, the surer; the order within it also breaks ties between columns.
        return 0.95 - 0.1 * titles.index(name) / len(titles), f"{column!r} is a usual name for it"
    longest = max((len(title) for title in titles if len(title) >= 4 and title in name), default=0)
    chinese = max(
        (len(title) for title in titles if 2 <= len(title) < 4 and not title.isascii() and title in name), default=0
    )
    if longest or chinese:
        # What a name ends with is what it means: a comment's title is a title.
        ending = 0.1 if any(name.endswith(title) for title in titles if len(title) >= 2) else 0.0
        return 0.55 + ending + 0.2 * max(longest, chinese) / len(name), f"{column!r} contains a usual name for it"
    return 0.0, ""


def _share(name: str, target: Target, cells: list[str]) -> float:
    return sum(1 for cell in cells if _fits(name, target, cell)) / len(cells) if cells else 0.0


def _fits(name: str, target: Target, cell: str) -> bool:
    match target.shape:
        case Shape.TIME:
            return values.day_of(cell) is not None or any(pattern.match(cell) for pattern in _UNIX.values())
        case Shape.MONEY | Shape.COST:
            return any(char.isdigit() for char in cell) and len(cell) < 30 and values.day_of(cell) is None
        case Shape.CURRENCY:
            return currency_code(cell) is not None
        case Shape.COUNTRY:
            return country_code(cell) is not None
        case Shape.EMAIL:
            return "@" in cell
        case Shape.NUMBER:
            return _readable(values.whole_number, cell, 1, 5 if name == "rating" else 100_000)
        case Shape.IDENTIFIER | Shape.IDENTIFIERS:
            return len(cell) <= 500 and (name not in ("number", "tracking_number") or any(map(str.isdigit, cell)))
        case Shape.YES_NO:
            return _readable(values.yes_or_no, cell)
        case _:
            return True


def _readable(read: Any, *given: Any) -> bool:
    try:
        read(*given)
    except Unusable:
        return False
    return True


def _distinctive(name: str, cells: list[str]) -> bool:
    """Whether the values alone say what the column is."""
    if name == "buyer.email":
        return True
    if name == "tracking_number":
        return all(_UNIVERSAL_POST.match(cell) for cell in cells)
    if name in ("currency", "asked_currency"):
        return all(len(cell) == 3 and cell.isupper() for cell in cells)
    return False


# The rest of the mapping ---------------------------------------------------------------------------------------------


def _cells(column: str, samples: list[dict[str, str]]) -> list[str]:
    return [text for row in samples if not is_empty(text := row.get(column, "").strip())]


def _rule(name: str, guess: FieldGuess, samples: list[dict[str, str]], kind: RecordKind) -> FieldRule:
    target = _target(kind, name)
    formats: tuple[str, ...] = ()
    if target.shape is Shape.TIME:
        cells = _cells(guess.column, samples)
        formats = tuple(n for n, pattern in _UNIX.items() if cells and all(pattern.match(cell) for cell in cells))
    return FieldRule(column=guess.column, date_formats=formats)


def _constants(found: dict[str, FieldGuess], samples: list[dict[str, str]], kind: RecordKind) -> Constants:
    times: list[str] = []
    amounts: list[str] = []
    for name, guess in found.items():
        shape = _target(kind, name).shape
        if shape is Shape.TIME:
            times += _cells(guess.column, samples)
        elif shape in (Shape.MONEY, Shape.COST):
            amounts += _cells(guess.column, samples)
    commas = sum(1 for cell in amounts if _COMMA_CENTS.search(cell))
    dots = sum(1 for cell in amounts if _DOT_CENTS.search(cell))
    return Constants(decimal_mark="," if commas > dots else ".", date_order=_date_order(times))


def _date_order(times: list[str]) -> Any:
    """DMY or MDY where a day above twelve gives it away; None where the sample leaves it open."""
    firsts = [(int(found[1]), int(found[2])) for cell in times if (found := _NUMERIC_DATE.match(cell))]
    day_first = any(a > 12 for a, _ in firsts)
    month_first = any(b > 12 for _, b in firsts)
    if day_first == month_first:
        return None
    return "DMY" if day_first else "MDY"


def _mapping(
    kind: RecordKind, rules: dict[str, FieldRule], constants: Constants, samples: list[dict[str, str]]
) -> Mapping:
    fields = {name: rule for name, rule in rules.items() if not name.startswith(("lines.", "events."))}
    lines = {name.removeprefix("lines."): rule for name, rule in rules.items() if name.startswith("lines.")}
    events = {name.removeprefix("events."): rule for name, rule in rules.items() if name.startswith("events.")}
    identity = IDENTITY[kind] in fields
    group = identity and kind in (RecordKind.ORDER, RecordKind.PARCEL)
    if kind is RecordKind.ORDER and group:
        for name in ("value", "shipping_paid"):
            if name in fields and _amounts_differ(fields["number"], fields[name], samples):
                fields[name] = fields[name].model_copy(update={"aggregate": "sum"})
    has_lines = "sku" in lines and "unit_price" in lines
    if kind is RecordKind.ORDER and "value" not in fields and has_lines:
        fields["value"] = FieldRule(computed="lines_and_shipping")
    return Mapping(
        kind=kind,
        title="guessed",
        fields=fields,
        lines=LinesRule(fields=lines) if has_lines else None,
        events=(EventRule(fields=events),) if "at" in events else (),
        group=group,
        explode="tracking_number" if group and kind is RecordKind.PARCEL else None,
        constants=constants,
    )


def _amounts_differ(number: FieldRule, amount: FieldRule, samples: list[dict[str, str]]) -> bool:
    """Whether rows of one order show different amounts: then they are amounts of its lines, to be added up."""
    seen: dict[str, str] = {}
    for row in samples:
        order, cell = row.get(number.column or "", "").strip(), row.get(amount.column or "", "").strip()
        if order and not is_empty(cell) and seen.setdefault(order, cell) != cell:
            return True
    return False


def _open_questions(
    kind: RecordKind, mapping: Mapping, found: dict[str, FieldGuess], samples: list[dict[str, str]]
) -> tuple[list[str], dict[str, str]]:
    missing: list[str] = []
    questions: dict[str, str] = {}
    for name, target in TARGETS[kind].items():
        if not target.required or name in mapping.fields:
            continue
        missing.append(name)
        if target.constant is not None:
            questions[target.constant] = f"No column gives it: {target.meaning}."
    times = [
        cell
        for name, guess in found.items()
        if _target(kind, name).shape is Shape.TIME
        for cell in _cells(guess.column, samples)
    ]
    if any(
        not _OFFSET.search(cell) and not _UNIX["unix"].match(cell) and not _UNIX["unix_ms"].match(cell)
        for cell in times
    ):
        questions["time_zone"] = "The times have no zone. Which zone are they in, for example Asia/Shanghai?"
    numeric = any(_NUMERIC_DATE.match(cell) for cell in times)
    if numeric and mapping.constants.date_order is None:
        questions["date_order"] = "Does the day (DMY) or the month (MDY) come first? The first rows leave it open."
    if kind is RecordKind.ORDER and (mapping.lines is None or "unit_cost" not in mapping.lines.fields):
        questions["unit_cost_share"] = (
            "No column gives costs. What do goods cost as a share of their price? May stay open."
        )
    return missing, questions
