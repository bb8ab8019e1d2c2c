"""Of which milestones the buyers of a shop are told, how each notice reads in any language, and what became of the last."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from amends.core.contracts.letter import DraftOutput
from amends.core.errors import DomainError
from amends.core.vocabulary import LANGUAGES, Milestone
from amends.desk.notices.models import Notice
from amends.desk.notices.operations import MOST_A_DAY, choose_notices
from amends.desk.notices.queries import caps_of, choices_of, latest_notices
from amends.desk.notices.rules import rule_of
from amends.desk.notices.wording import previews
from amends.desk.people.actors import actor_of
from amends.desk.shops.models import Shop
from amends.web.workspace.casepage.translated import language_name
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of, refusal_text, workspace_view
from amends.web.workspace.views.settings import owns, shop_of, whole

#: What became of a notice, by its reason or its state.
_STATES = {
    "waiting": gettext_noop("waits for the buyer’s hours"),
    "sending": gettext_noop("is being sent"),
    "sent": gettext_noop("sent"),
    "failed": gettext_noop("could not be sent"),
    "unclear": gettext_noop("not known whether it left"),
    "case_open": gettext_noop("not sent: a case is open"),
    "she_waits": gettext_noop("not sent: she waits for an answer"),
    "refused": gettext_noop("not sent: she wants no notices"),
    "too_old": gettext_noop("not sent: no news any more"),
    "overtaken": gettext_noop("not sent: a later milestone was reached"),
    "switched_off": gettext_noop("not sent: no longer chosen"),
    "cancelled": gettext_noop("not sent: order cancelled"),
    "clock_stopped": gettext_noop("not sent: the shop’s clock stands still"),
    "lint": gettext_noop("not sent: the check of letters blocked it"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A milestone on the page: chosen or not, whether it may be, and how it reads."""

    milestone: Milestone
    chosen: bool
    allowed: bool
    letter: DraftOutput


@require_http_methods(["GET", "HEAD", "POST"])
@workspace_view
def notices(request: HttpRequest, key: str) -> HttpResponse:
    """Everybody of the shop reads it; an owner's post changes it."""
    frame = frame_of(request)
    shop = shop_of(frame, key, owned=request.method == "POST")
    if request.method != "POST":
        return _page(request, frame, shop)
    try:
        chosen = {Milestone(each) for each in request.POST.getlist("milestone")}
        choose_notices(
            actor=actor_of(person_of(frame)),
            shop=shop,
            milestones=chosen,
            daily_cap=whole(request, "daily_cap"),
            now=frame.now,
        )
    except DomainError as refusal:
        return _page(request, frame, shop, refusal_text(refusal))
    except ValueError:
        raise BadParameter(_("That is no milestone.")) from None
    messages.success(request, _("Saved."))
    return redirect("notices", shop.key)


def _page(request: HttpRequest, frame: Frame, shop: Shop, refusal: str = "") -> HttpResponse:
    language = request.GET.get("language", "en")
    if language not in LANGUAGES:
        raise BadParameter(_("Choose one of the languages of letters."))
    rule, chosen = rule_of(shop.platform), choices_of([shop.pk])[shop.pk]
    letters = previews(shop, Milestone, language, frame.language[:2])
    context = {
        "frame": frame,
        "shop": shop,
        "mine": owns(shop),
        "rule": rule,
        "cap": caps_of([shop.pk])[shop.pk],
        "most": MOST_A_DAY,
        "lines": [Line(each, each in chosen, each in rule.may, letters[each]) for each in Milestone],
        "language": language,
        "languages": [(code, language_name(code, frame.language)) for code in LANGUAGES],
        "latest": [(notice, _word(notice)) for notice in latest_notices([shop.pk])],
        "refusal": refusal,
    }
    return render(request, "workspace/notices.html", context, status=422 if refusal else 200)


def _word(notice: Notice) -> str:
    return _(_STATES[notice.why or notice.state])
