"""Editing a policy: as a form or as its text, with ten real cases that show at once what a change would do."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from yaml import safe_dump

from amends.core.contracts.decide import DecideOutput
from amends.core.errors import DomainError
from amends.core.money import Money
from amends.decide import new_settings, policy_names, resolved, shipped_policy, shipped_text
from amends.decide.policy import LONGEST_NAME
from amends.decide.policy_text import Path, read_policy_text, with_values, written
from amends.desk.flow.deciding import COMPARED, Compared, cases_to_compare, compared
from amends.desk.people.actors import actor_of
from amends.desk.policies.operations import keep_policy
from amends.desk.policies.queries import kept_policy, may_switch
from amends.web import showing
from amends.web.workspace.casepage.options import item_text
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of, refusal_text, workspace_view
from amends.web.workspace.policy_errors import Judged, judged
from amends.web.workspace.policy_form import PolicyForm, field_id
from amends.web.workspace.views.policies import organisation_of, own_shops

TABS = ("form", "text")
_IDS = re.compile(r"\d{1,18}(,\d{1,18}){0,9}")


@dataclass(frozen=True, slots=True)
class Item:
    """An option of a menu; ``new`` where the other menu has not the same."""

    text: str
    new: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One policy's answer to a case."""

    items: list[Item]
    cost: str


@dataclass(frozen=True, slots=True)
class Line:
    """A case with both answers; ``dearer`` is how much more the edited policy expects it to cost, signed."""

    row: Compared
    stands: Side
    edited: Side
    dearer: str


@dataclass(slots=True)
class Draft:
    """What is being edited: where it came from, its text, the tab it is shown in, the cases it is tried on."""

    origin: str
    based_on: str
    text: str
    tab: str
    name: str
    cases: list[int] = field(default_factory=list)
    #: The form in which it was typed; None where the text itself was.
    form: PolicyForm | None = None


def _only_owners(frame: Frame) -> None:
    if not may_switch(person_of(frame), organisation_of(frame), None):
        raise BadParameter(_("Only an owner edits policies; the list shows what decides."), 403)


def _origin(frame: Frame, told: str) -> tuple[str, str, str]:
    """A policy that can be edited: its text, its version, the name under which it would be kept."""
    how, _colon, name = told.partition(":")
    if how == "shipped" and name in policy_names():
        return shipped_text(name), shipped_policy(name).version, ""
    kept = kept_policy(organisation_of(frame), int(name[:18])) if how == "kept" and name.isdecimal() else None
    if kept is None:
        raise BadParameter(_("There is no such policy in your company."), 404)
    return _with_new_settings(kept.text), kept.version, kept.name


def _with_new_settings(text: str) -> str:
    """A text that was kept before a setting existed, with that setting as the balanced policy has it."""
    said = read_policy_text(text)
    missing = new_settings(resolved(said.data))
    flow = {path: safe_dump(value, default_flow_style=True, width=10_000) for path, value in missing.items()}
    return with_values(said, {path: told.removesuffix("...\n").strip() for path, told in flow.items()})


def _draft(request: HttpRequest, frame: Frame) -> Draft:
    """The draft as the address or the form has it; what was typed is in its text."""
    posted = request.POST
    origin = posted.get("of") or request.GET.get("of") or "shipped:balanced"
    text, version, name = _origin(frame, origin)
    if request.method != "POST":
        return Draft(origin, version, text, "form", name, cases_to_compare(own_shops(frame)))
    told = posted.get("cases", "")
    draft = Draft(origin, version, posted.get("text", text), posted.get("tab", "form"), posted.get("name", name)[:60])
    draft.cases = [int(number) for number in told.split(",")] if _IDS.fullmatch(told) else []
    if draft.tab == "form":
        found = judged(draft.text)
        if found.text is not None:
            draft.form = PolicyForm(found.text, frame.language)
            draft.text = draft.form.changed(posted)
    return draft


def _side(told: DecideOutput, other: DecideOutput, currency: str, language: str) -> Side:
    def key(item: Any) -> tuple[str, str | None]:
        return item.remedy.value, item.amount

    known = {key(item) for item in other.menu}
    items = [
        Item(item_text({"remedy": item.remedy.value, "amount": item.amount, "currency": currency}, language), key(item) not in known)
        for item in told.menu
    ]  # fmt: skip
    return Side(items, Money.parse(told.expected_cost, currency).format(showing.locale_of(language)))


def _lines(frame: Frame, draft: Draft, found: Judged) -> list[Line]:
    if found.policy is None:
        return []
    lines = []
    for row in compared(own_shops(frame), draft.cases[:COMPARED], found.policy):
        if row.case.order is None:
            continue
        currency, language = row.case.order.currency, frame.language
        before, after = (Money.parse(told.expected_cost, currency) for told in (row.stands, row.edited))
        difference = after.minor - before.minor
        sign = "+" if difference > 0 else "−"
        dearer = f"{sign}{showing.money_text(abs(difference), currency, language)}" if difference else ""
        stands = _side(row.stands, row.edited, currency, language)
        lines.append(Line(row, stands, _side(row.edited, row.stands, currency, language), dearer))
    return lines


def _preview(frame: Frame, draft: Draft, found: Judged, form: PolicyForm | None) -> dict[str, Any]:
    lines = _lines(frame, draft, found)
    errors = _beside(found, form.places() if form is not None else set())
    return {
        "frame": frame,
        "draft": draft,
        "found": found,
        "troubles": [(each, _place(each.path, set(errors))) for each in found.troubles],
        "lines": lines,
        "changed": sum(line.row.changed for line in lines),
        "errors": errors,
    }


def _place(path: Path, places: set[str]) -> str:
    """The id of the innermost part on the page that a path leads to; empty where none does."""
    ids = (field_id(path[:depth]) for depth in range(len(path), 0, -1))
    return next((each for each in ids if each in places), "")


def _beside(found: Judged, places: set[str]) -> dict[str, str]:
    """What is said beside which field."""
    said: dict[str, str] = {}
    for each in found.troubles:
        place = _place(each.path, places)
        if place:
            said[place] = f"{said[place]} {each.message}" if place in said else each.message
    return said


def _page(request: HttpRequest, frame: Frame, draft: Draft, refusal: str = "", status: int = 200) -> HttpResponse:
    found = judged(draft.text)
    if found.text is None:
        draft.tab = "text"  # what cannot be read cannot be a form; the words stay
    form = PolicyForm(found.text, frame.language) if found.text is not None and draft.tab == "form" else None
    context = {
        **_preview(frame, draft, found, form),
        "groups": form.groups if form is not None else [],
        "refusal": refusal,
    }
    template = "workspace/policies/editor.html" if request.headers.get("HX-Request") else "workspace/policies/edit.html"
    return render(request, template, context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@workspace_view
def edit_policy(request: HttpRequest) -> HttpResponse:
    """The page: a form or the text; ``do`` changes the tab or keeps a version."""
    frame = frame_of(request)
    _only_owners(frame)
    draft = _draft(request, frame)
    do = request.POST.get("do", "")
    if do in TABS:
        draft.tab = do
    if do != "save":
        return _page(request, frame, draft)
    person, name = person_of(frame), draft.name.strip()
    refusal = ""
    if not name or len(name) > LONGEST_NAME or "@" in name:
        refusal = _("Give the policy a name of at most %(most)s characters, without @.") % {"most": LONGEST_NAME}
    elif name in policy_names():
        refusal = _("A policy of this name is shipped; choose a name of your own.")
    elif judged(draft.text).policy is None:
        refusal = _("Something is still wrong; it stands beside its field.")
    if refusal:
        return _page(request, frame, draft, refusal, 422)
    try:
        draft.text = with_values(read_policy_text(draft.text), {("name",): written(name, text=True)})
        kept = keep_policy(
            actor=actor_of(person), person=person, organisation=organisation_of(frame), name=name, text=draft.text,
            based_on=draft.based_on, now=frame.now,
        )  # fmt: skip
    except DomainError as error:
        return _page(request, frame, draft, refusal_text(error), 422)
    messages.success(request, _("Kept as %(version)s; nothing decides by it until it is switched on.") % {"version": kept.version})  # fmt: skip
    return redirect(f"{reverse('policies')}?choose={kept.pk}#switch")


@require_POST
@workspace_view
def preview_policy(request: HttpRequest) -> HttpResponse:
    """Ten cases under what stands and under the draft, and what is wrong beside each field."""
    frame = frame_of(request)
    _only_owners(frame)
    draft = _draft(request, frame)
    context = _preview(frame, draft, judged(draft.text), draft.form)
    places = draft.form.places() if draft.form is not None else set()
    before = set(request.POST.get("shown", "").split(","))
    context["cleared"] = sorted((before & places) - set(context["errors"]))
    return render(request, "workspace/policies/preview.html", context)
