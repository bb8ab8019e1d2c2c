"""Dana at her page: what the tests of the buyer's page share."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from making import NOW, event, message_record, order_record, parcel_record

from amends.desk.cases.models import Case
from amends.desk.flow.buyers_page import make_link
from amends.desk.offers.models import Offer
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.portal.models import Link
from amends.desk.portal.queries import token_of
from amends.desk.replies.models import Reply
from amends.desk.replies.operations import queue_letter

BROKEN = "Olá, a luminária chegou quebrada. Quero meu dinheiro de volta."
SOON = timedelta(seconds=31)
JPEG = b"\xff\xd8\xff\xe0" + b"\x00\x10JFIF" + bytes(range(200))


class Browser(Client):
    """A browser without scripts and without cookies of ours; forms are sent as the page gave them out."""

    def __init__(self) -> None:
        super().__init__(enforce_csrf_checks=True)

    def form(self, path: str) -> str:
        """The signed word of the forms on a page."""
        found = re.search(r'name="once" value="([^"]+)"', self.get(path).content.decode())
        assert found is not None
        return found.group(1)

    def send(self, path: str, where: str, /, **fields: Any) -> Any:
        """Open the page, fill in one of its forms, send it."""
        return self.post(f"{path}{where}/", {"once": self.form(path), **fields})


def broken_lamp(take_in: Callable[..., None], run_jobs: Callable[[datetime], int], shop: Any, **order: Any) -> Case:
    """Dana's lamp from the own shop came broken, and she has written so."""
    take_in(order_record(**order), shop=shop)
    take_in(parcel_record(events=[event(NOW - timedelta(days=3), "Accepted by carrier")]), shop=shop)
    take_in(message_record(text=BROKEN), shop=shop)
    run_jobs(NOW)
    return Case.objects.select_related("shop__organisation", "order__buyer", "buyer").get(shop=shop)


def send_offer(case: Case, person: Person, run_jobs: Callable[[datetime], int]) -> Offer:
    """The drafted letter leaves with its options."""
    reply = Reply.objects.get(case=case, state=Reply.DRAFT)
    Offer.objects.filter(pk=reply.offer_id).update(approval_needed=False)
    queue_letter(actor=actor_of(person), person=person, reply=reply, version=reply.version, now=NOW)
    run_jobs(NOW + SOON)
    offer = Offer.objects.get(pk=reply.offer_id)
    assert offer.state == Offer.SENT
    return offer


def link_to(case: Case, person: Person, now: datetime = NOW) -> Link:
    return make_link(person=person, case=case, now=now)


def path_of(link: Link) -> str:
    return f"/my/{token_of(link)}/"
