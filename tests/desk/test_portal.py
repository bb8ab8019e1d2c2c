"""Links of buyers' pages: where they are allowed, who opens and closes them, what the journal says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from buyers import broken_lamp, link_to
from making import NOW, mail, order_record

from amends.core.vocabulary import LintRule, Platform
from amends.desk.cases.models import Case
from amends.desk.conversations.told import Told, told_of, with_told
from amends.desk.journal.models import Entry
from amends.desk.journal.operations import verify
from amends.desk.orders.models import Order
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.portal.models import Link
from amends.desk.portal.operations import LinksForbidden, NothingToShow, make_link, may_try, note_opened, revoke_link
from amends.desk.portal.queries import _platforms, allows_links, link_of, token_of
from amends.desk.replies.models import Reply
from amends.desk.replies.queries import judge

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(desk: Any, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]) -> Case:
    return broken_lamp(take_in, run_jobs, desk.own_shop)


def test_a_marketplace_gets_no_link(desk: Any, alice: Person, order: Order) -> None:
    assert not allows_links(desk.shop)
    with pytest.raises(LinksForbidden):
        make_link(actor=actor_of(alice), shop=desk.shop, order=order, now=NOW)
    assert _platforms() <= {platform.value for platform in Platform}


def test_a_page_needs_something_to_show(desk: Any, alice: Person) -> None:
    with pytest.raises(NothingToShow):
        make_link(actor=actor_of(alice), shop=desk.own_shop, now=NOW)


def test_a_link_that_opens_stays_the_same_and_one_that_does_not_is_made_anew(case: Case, alice: Person) -> None:
    link = link_to(case, alice)
    first = token_of(link)
    assert token_of(link_to(case, alice, NOW + timedelta(days=3))) == first
    assert link.expires_at == NOW + timedelta(days=30)
    late = NOW + timedelta(days=30)
    assert link_of(first, late - timedelta(seconds=1)) == link
    assert link_of(first, late) is None
    second = token_of(link_to(case, alice, late))
    assert second != first
    assert link_of(second, late) == link
    assert link_of(first, late) is None
    assert Link.objects.count() == 1


def test_the_address_is_stored_nowhere(case: Case, alice: Person) -> None:
    token = token_of(link_to(case, alice))
    stored = str(list(Link.objects.values())) + str(list(Entry.objects.values()))
    assert token.partition(".")[2] not in stored


def test_the_journal_says_who_made_opened_and_closed_it(case: Case, alice: Person) -> None:
    link = link_to(case, alice)
    for minutes in (0, 1, 10):
        link.refresh_from_db()
        note_opened(actor=actor_of(alice), link=link, now=NOW + timedelta(minutes=minutes))
    revoke_link(actor=actor_of(alice), link=link, now=NOW + timedelta(minutes=11))
    revoke_link(actor=actor_of(alice), link=link, now=NOW + timedelta(minutes=12))
    told = list(Entry.objects.filter(action__startswith="link.").order_by("id").values_list("action", flat=True))
    assert told == ["link.made", "link.opened", "link.revoked"]
    assert link.last_opened_at == NOW + timedelta(minutes=10)
    assert link.revoked_at == NOW + timedelta(minutes=11)
    assert list(verify(case.shop_id)) == []


def test_a_letter_may_hold_the_link_where_the_channel_allows_it_and_no_other(
    case: Case, desk: Any, settings: Any, alice: Person
) -> None:
    settings.AMENDS_PUBLIC_ADDRESS = "https://help.lumora.example"
    reply = Reply.objects.select_related("case__shop").get(case=case, state=Reply.DRAFT)

    def rules(host: str) -> set[LintRule]:
        body = f"{reply.body}\n\nhttps://{host}/my/{token_of(link_to(case, alice))}/"
        return {finding.rule for finding in judge(reply, body, "en").findings}

    assert LintRule.EXTERNAL_LINK not in rules("help.lumora.example")
    assert LintRule.EXTERNAL_LINK in rules("help.lumora.example.evil.test")
    case.shop.platform = "aliexpress"
    reply.case.shop.platform = "aliexpress"
    body = f"{reply.body}\n\nhttps://help.lumora.example/"
    assert LintRule.EXTERNAL_LINK in {finding.rule for finding in judge(reply, body, "en").findings}


def test_tries_are_counted_together_and_forgotten_after_their_time(desk: Any) -> None:
    def once(by: str, at: datetime) -> bool:
        return may_try(what="door", by=by, most=2, within=timedelta(hours=1), now=at)

    assert [once("dana", NOW) for _ in range(3)] == [True, True, False]
    assert once("erik", NOW)
    assert not once("dana", NOW + timedelta(minutes=59))
    assert once("dana", NOW + timedelta(hours=1))


def test_what_was_told_comes_back_from_the_record_as_it_was() -> None:
    from amends.core.vocabulary import Kind, Remedy

    told = Told(kind=Kind.DAMAGED, language="pt", words="x", asks=(Remedy.EXCHANGE,), missing=2, offer=7, accepts=0)
    assert told_of(told.as_data()) == told
    silent = with_told(Told(kind=None, language="de"), None, "m")
    assert (silent.kind, silent.abstained, silent.language) == (Kind.OTHER, True, "de")


def test_one_order_has_one_link_whatever_case_it_is_made_from(
    desk: Any, case: Case, alice: Person, take_in: Any
) -> None:
    by_case = link_to(case, alice)
    by_order = make_link(actor=actor_of(alice), shop=desk.own_shop, order=case.order, now=NOW)
    assert by_case == by_order
    take_in(order_record("8600-1"), shop=desk.own_shop)
    other = make_link(actor=actor_of(alice), shop=desk.own_shop, order=Order.objects.get(number="8600-1"), now=NOW)
    assert other != by_case


def test_by_the_shop_s_mailbox_the_link_goes_to_the_order_s_buyer_and_not_to_who_wrote_last(
    mailbox: Any, dovecot: Any, post: Any, take_in: Callable[..., None], desk: Any, run_jobs: Callable[[datetime], int]
) -> None:
    from email import message_from_bytes

    from amends.desk.mailboxes.postman import look
    from amends.web.portal.finding import proof_index
    from amends.web.portal.jobs import find_order

    take_in(order_record(), shop=desk.own_shop)
    look(mailbox, lambda: NOW)
    dovecot.deliver(mail("My order 8201-1 has not arrived!", From="Eve <eve@example.net>", Reply_To="eve@example.net"))
    look(mailbox, lambda: NOW)
    run_jobs(NOW)
    asked = {
        "shop": desk.own_shop.pk, "number": "8201-1", "email": "", "postcode": proof_index("01310 200"),
        "address": "https://help.lumora.example", "once": "abc",
    }  # fmt: skip
    for _ in range(2):
        find_order(asked, NOW)
    (received,) = post.received
    assert received.recipients == ["dana.albuquerque@example.com"]
    sent = message_from_bytes(received.content)
    assert sent["Auto-Submitted"], "no person looked at it, and its head says so"
    assert "https://help.lumora.example/my/" in sent.get_payload(decode=True).decode()
