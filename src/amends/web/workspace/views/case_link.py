"""The link to the buyer's page: a person of the shop makes it, gives it away, and closes it."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from amends.core.errors import DomainError
from amends.desk.cases.models import Case
from amends.desk.flow import buyers_page
from amends.desk.people.actors import actor_of
from amends.desk.portal.operations import revoke_link
from amends.desk.portal.queries import allows_links, link_for
from amends.web.workspace.frame import Frame, person_of
from amends.web.workspace.views.case_actions import case_action


@case_action
def make(request: HttpRequest, case: Case, frame: Frame) -> str:
    if not allows_links(case.shop):
        raise DomainError(_("This platform forbids links; the lettered options of the letter do what the page does."))
    buyers_page.make_link(person=person_of(frame), case=case, now=frame.now)
    return _("The link is made. Copy it into a letter, or send it by mail.")


@case_action
def revoke(request: HttpRequest, case: Case, frame: Frame) -> str:
    link = link_for(case)
    if link is None:
        raise DomainError(_("There is no link to close."))
    revoke_link(actor=actor_of(person_of(frame)), link=link, now=frame.now)
    return _("The buyer’s page is closed; its address opens nothing any more.")
