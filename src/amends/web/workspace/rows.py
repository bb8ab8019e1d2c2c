"""The rows of the queue as HTML.

Written without the template engine, because fifty rows of some forty values each cost it more than everything else of
the page together. Every value is escaped here (``escape``); the words come from the catalogue once a page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from html import escape
from operator import attrgetter

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from amends.desk.cases.presence import Present
from amends.web.templatetags.amends import LADDER
from amends.web.workspace.casepage.news import present_html
from amends.web.workspace.lines import Line

ROW = """<tr role="row" data-row data-case="{case}" data-as="{digest}">
<td role="cell" class="a-risk amount"><input type="checkbox" class="checkbox checkbox-xs pick-box above" form="bulk" name="case" value="{case}" data-pick="bulk" data-row-key="x" aria-label="{tick_word} {case}"><span class="font-semibold">{risk}</span>{loss}</td>
<td role="cell" class="a-due">{due}</td>
<td role="cell" class="a-shop"><span class="cut">{platform}</span> <bdi class="cut small">{shop}</bdi></td>
<td role="cell" class="a-buyer">{buyer}{flags}</td>
<td role="cell" class="a-kind"><a class="opens font-semibold" data-open href="{address}">{kind}</a><br>{unsure}<span class="small">{confidence}</span></td>
<td role="cell" class="a-parcel"><span class="cell-label">{parcel_word} </span><span class="cut">{parcel}</span></td>
<td role="cell" class="a-offer"><span class="cell-label">{proposal_word} </span>{proposal}</td>
<td role="cell" class="a-turn">{turn}{until}</td>
<td role="cell" class="a-proof">{gauge}</td>
<td role="cell" class="a-who{taken}{here_class}">{who}<span class="here-place" data-present="{case}">{here}</span></td>
</tr>
"""
DASH = '<span class="small">–</span>'


def _words() -> dict[str, str]:
    """The fixed words of a row, escaped."""
    words = {
        "loss_word": _("expected loss"), "unsure_word": _("unsure"), "past_word": _("past safe time"),
        "answer_word": _("Answer due"), "approve_word": _("to approve"), "until_word": _("until"),
        "nothing_word": _("nothing due"), "missed_word": _("overdue"),
        "parcel_word": _("Parcel"), "proposal_word": _("Proposal"),
        "nobody_word": _("nobody"), "no_buyer_word": _("no buyer known"), "evidence_word": _("Evidence"),
        "no_proposal_word": _("no proposal"), "with_word": _("With"), "tick_word": _("Tick case"),
    }  # fmt: skip
    return {name: escape(text) for name, text in words.items()}


def tag(tone: str, mark: str, text: str) -> str:
    """A small label with its shape; ``text`` is escaped already."""
    return f'<span class="tag tag-{tone}"><span aria-hidden="true">{mark}</span>{text}</span>'


def ladder(line: Line) -> str:
    """How urgent it is, and the countdown."""
    assert line.due is not None
    stopped = ' data-stopped="1"' if line.stopped else ""
    return (
        f'<span class="ladder ladder-{line.ladder}">{LADDER}<time data-countdown{stopped} '
        f'datetime="{line.due.isoformat(timespec="seconds")}">{escape(line.left)}</time></span>'
    )


def _due(line: Line, words: dict[str, str]) -> str:
    if line.due is None and line.missed:
        return f'{tag("bad", "!", words["missed_word"])} <span class="small">{escape(line.missed)}</span>'
    if line.due is None:
        return f'<span class="small">{words["nothing_word"]}</span>'
    past = " " + tag("bad", "!", words["past_word"]) if line.past_safe else ""
    there = f" · {escape(line.due_there)}" if line.due_there else ""
    what = escape(line.consequence) or words["answer_word"]
    return f'{ladder(line)} <span>{what}</span>{past}<br><span class="small">{escape(line.due_here)}{there}</span>'


def _proposal(line: Line, words: dict[str, str]) -> str:
    if not line.proposal:
        return f'<span class="small">{words["no_proposal_word"]}</span>'
    approve = " " + tag("mark", "✋", words["approve_word"]) if line.approval else ""
    return f'{escape(line.proposal)} <span class="small whitespace-nowrap">{escape(line.proposal_cost)}</span>{approve}'


def _buyer(line: Line, words: dict[str, str]) -> str:
    if not line.buyer:
        return f'<span class="small">{words["no_buyer_word"]}</span>'
    country = f' <span class="small">{escape(line.country)}</span>' if line.country else ""
    return f'<span class="cut"><bdi>{escape(line.buyer)}</bdi>{country}</span>'


def _loss(line: Line, words: dict[str, str]) -> str:
    if not line.loss:
        return ""
    title = f' title="{escape(line.rate)}"' if line.rate else ""
    return (
        f'<br><span class="small"{title}><span class="sr-only">{words["loss_word"]} </span>{escape(line.loss)}</span>'
    )


def _gauge(line: Line, words: dict[str, str]) -> str:
    if not line.wanted:
        return DASH
    return (
        f'<span class="gauge"><span class="sr-only">{words["evidence_word"]}</span><svg viewBox="0 0 44 8" '
        'preserveAspectRatio="none" aria-hidden="true"><rect class="ground" width="44" height="8" '
        f'rx="2"/><rect class="part" width="{line.gauge}" height="8" rx="2"/></svg>{line.have}/{line.wanted}</span>'
    )


def _row(line: Line, words: dict[str, str], address: str, here: str = "") -> str:
    flags = "".join(tag(tone, "⚑", escape(flag)) for flag, tone in line.flags)
    turn = escape(line.turn)
    name = f'<span class="cut">{escape(line.assignee)}</span>' if line.assignee else words["nobody_word"]
    who = (
        f'<span class="cell-label">{words["with_word"]} </span><button type="button" class="who-button above" data-row-key="a" '
        f'hx-get="{address.replace("/0/", f"/{line.id}/")}candidates/" '
        f'aria-haspopup="dialog">{name}</button>'
    )
    return ROW.format(
        case=line.id,
        digest=_digest(line),
        here=here,
        tick_word=words["tick_word"],
        risk=escape(line.risk) or "–",
        loss=_loss(line, words),
        due=_due(line, words),
        platform=escape(line.platform),
        shop=escape(line.shop),
        buyer=_buyer(line, words),
        flags=f'<span class="flags">{flags}</span>' if flags else "",
        address=address.replace("/0/", f"/{line.id}/"),
        kind=escape(line.kind),
        unsure=tag("warn", "?", words["unsure_word"]) + " " if line.unsure else "",
        confidence=escape(line.confidence),
        parcel=escape(line.parcel) or "–",
        parcel_word=words["parcel_word"],
        proposal=_proposal(line, words),
        proposal_word=words["proposal_word"],
        turn=f'<span class="font-semibold">{turn}</span>' if line.ours else turn,
        until=f' <span class="small cut">{words["until_word"]} {escape(line.until)}</span>' if line.until else "",
        gauge=_gauge(line, words),
        taken=" taken" if line.assignee else "",
        here_class=" with" if here else "",
        who=who,
    )


#: What a row shows and what does not run by itself, as countdowns do.
_STILL = attrgetter(*(field.name for field in fields(Line) if field.name not in ("left", "ladder", "missed")))


def _digest(line: Line) -> str:
    """Of what a row shows; countdowns run by themselves and change nothing of it."""
    return hashlib.blake2b(repr((_STILL(line), bool(line.missed))).encode(), digest_size=6).hexdigest()


def rows_html(lines: Iterable[Line], others: Mapping[int, Sequence[Present]] | None = None) -> SafeString:
    """All rows, safe to be put into a table body; ``others`` are the people who have a case open, by case."""
    words, address = _words(), reverse("case", args=[0])
    here = {case: present_html(people, short=True) for case, people in (others or {}).items()}
    rows = (_row(line, words, address, here.get(line.id, "")) for line in lines)
    return mark_safe("".join(rows))  # noqa: S308 - every value is escaped


@dataclass(frozen=True, slots=True)
class Row:
    """A row for a page that has the list open already."""

    case: int
    digest: str
    html: str


def rows_of(lines: Iterable[Line]) -> list[Row]:
    """The rows one by one, without who is in them."""
    words, address = _words(), reverse("case", args=[0])
    return [Row(line.id, _digest(line), _row(line, words, address)) for line in lines]
