"""What she fills in: the kinds and wishes of the form, and the message that it becomes."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from amends.core.vocabulary import Kind, Remedy
from amends.desk.conversations.told import Told
from amends.letter.phrases import render
from amends.letter.tongue import tongue
from amends.web.portal.words import labelled, say

#: What may be wrong, in the order of the list; None is something else.
KINDS: tuple[Kind | None, ...] = (
    Kind.NOT_RECEIVED, Kind.DAMAGED, Kind.DEFECTIVE, Kind.SHORT_QUANTITY, Kind.WRONG_ITEM, Kind.NOT_AS_DESCRIBED,
    Kind.CUSTOMS_CHARGES, Kind.RETURN_REQUEST, Kind.REFUND_NOT_RECEIVED, None,
)  # fmt: skip
WISHES: dict[str, Remedy | None] = {
    "refund": Remedy.FULL_REFUND,
    "part": Remedy.PARTIAL_REFUND,
    "again": Remedy.RESHIP,
    "exchange": Remedy.EXCHANGE,
    "help": Remedy.GUIDE,
    "open": None,
}
OTHER = "other"
#: The longest text that she can write.
LONGEST = 5000
#: The most pieces of which an order can tell.
MOST_PIECES = 9999


@dataclass(frozen=True, slots=True)
class Form:
    """What was filled in, as it stands: shown again where something is missing."""

    what: str = ""
    pieces: str = ""
    words: str = ""
    wish: str = ""
    question: str = ""
    accepts: str = ""


def form_of(request: HttpRequest) -> Form:
    """Whatever was sent; nothing of it is trusted yet."""
    return Form(**{name: clean(request.POST.get(name, ""))[:LONGEST] for name in Form.__slots__})


def clean(text: str) -> str:
    """What was typed, with plain line ends and without the characters that no database keeps."""
    return text.replace("\r\n", "\n").replace("\0", "").strip()


def kind_label(kind: Kind | None, tag: str) -> str:
    """The kind in her words: as the subject lines of letters name it."""
    if kind is None:
        return say(tag, "what-other")
    return labelled(tag, render(tongue(tag, "tag").wording, f"topic-{kind.value.replace('_', '-')}", 0, (), {}))


def told_in(form: Form, tag: str, most: int | None) -> tuple[str, Told] | None:
    """The message (her own words first) and what was ticked; None where nothing was said. ``most``: pieces ordered."""
    kinds = {kind.value if kind else OTHER: kind for kind in KINDS}
    wish = form.wish if form.wish in WISHES else ""
    if form.what not in kinds and not form.words:
        return None
    kind = kinds.get(form.what)
    pieces = int(form.pieces) if form.pieces.isascii() and form.pieces.isdigit() and len(form.pieces) < 5 else 0
    pieces = min(pieces, most or MOST_PIECES)
    lines = []
    if form.what in kinds:
        lines.append((say(tag, "what"), kind_label(kind, tag)))
    if pieces:
        lines.append((say(tag, "pieces"), str(pieces)))
    if wish:
        lines.append((say(tag, "wish"), say(tag, f"wish-{wish}")))
    told = Told(
        kind=kind,
        language=tag.split("-")[0],
        words=form.words,
        asks=_asks(wish, kind),
        missing=pieces if pieces and kind is Kind.SHORT_QUANTITY else None,
    )
    return with_lines(form.words, [f"{asked} {said}" for asked, said in lines]), told


def _asks(wish: str, kind: Kind | None) -> tuple[Remedy, ...]:
    remedy = WISHES.get(wish)
    if remedy is Remedy.RESHIP and kind is Kind.SHORT_QUANTITY:
        remedy = Remedy.RESHIP_MISSING
    return (remedy,) if remedy is not None else ()


def with_lines(words: str, lines: list[str]) -> str:
    """Her own words, and beneath them what the form says; so places in her words stay where they are."""
    listed = "\n".join(f"• {line}" for line in lines)
    return "\n\n".join(part for part in (words, listed) if part)
