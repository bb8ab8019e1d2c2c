"""What the page of a case is told while it is open: who else is there, what happened, the timeline as it is now."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from amends.core.vocabulary import EvidenceType
from amends.desk.assistance.queries import may_translate, setup_of
from amends.desk.cases.models import Case
from amends.desk.cases.presence import Present
from amends.desk.flow.casebook import read_whole
from amends.desk.flow.news import news_since
from amends.web import showing
from amends.web.workspace.casepage.collision import told_of
from amends.web.workspace.casepage.timeline import timeline_of
from amends.web.workspace.frame import Frame, person_of

#: So many things are named one by one in the notice.
NAMED = 3


def present_html(people: Sequence[Present], *, short: bool = False) -> SafeString:
    """Who has the case open; ``short`` for a line of the queue. Names are escaped."""
    shown, busy = [], escape(_("is writing"))
    for each in people:
        said = _("%(name)s is writing here") if each.typing else _("%(name)s is looking at this")
        title, mark = escape(said % {"name": each.name}), "✎" if each.typing else "●"
        writing = f' <span class="quiet">{busy}</span>' if each.typing and not short else ""
        shown.append(
            f'<span class="here" title="{title}"><span aria-hidden="true">{mark}</span> '
            f'<span class="sr-only">{title}</span><bdi aria-hidden="true">{escape(each.name)}</bdi>{writing}</span>'
        )
    return mark_safe(" ".join(shown))  # noqa: S308 - every value is escaped


def case_state(case: Case, frame: Frame, *, seen: int, shown: int) -> dict[str, Any]:
    """What others did since ``seen`` as a notice, what it says since ``shown``, and the timeline."""
    person = person_of(frame)
    read_whole(case, person)
    news = news_since(case, seen, person)
    fresh = told_of([each for each in news if each.entry > shown], frame.language)
    setup = setup_of(case.shop.organisation_id)
    types = [(kind.value, showing.word(kind.value, "EvidenceType", frame.language)) for kind in EvidenceType]
    context = {
        "frame": frame,
        "case": case,
        "timeline": timeline_of(case, frame),
        "proof": {"types": types},
        "may_translate": may_translate(setup, case.shop),
        "told": told_of(news, frame.language)[:NAMED],
        "more": max(len(news) - NAMED, 0),
    }
    return {
        "news": render_to_string("workspace/case/news.html", context) if news else "",
        "said": ". ".join(f"{each.who}: {each.what}" if each.who else each.what for each in fresh),
        "timeline": render_to_string("workspace/case/timeline.html", context),
    }
