"""Policies: kept as versions that never change, switched on by owners, undone, and stopped by one button."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from making import NOW, message_record

from amends.core.errors import DomainError
from amends.decide import Exploration, Model, parse_policy, shipped_policy, shipped_table, shipped_text
from amends.decide.policy_text import read_policy_text
from amends.desk.cases.models import Case
from amends.desk.cases.operations import set_kind
from amends.desk.flow import refresh
from amends.desk.flow.deciding import cases_to_compare, compared
from amends.desk.journal.models import Entry
from amends.desk.journal.operations import verify
from amends.desk.offers.models import Offer
from amends.desk.offers.operations import choose
from amends.desk.orders.models import Order
from amends.desk.people.actors import SYSTEM, actor_of
from amends.desk.people.models import Person
from amends.desk.policies.models import KeptPolicy, LearnedModel, Switch
from amends.desk.policies.operations import (
    Choice,
    LeadsOnly,
    NameTaken,
    NotTheNewest,
    OwnersOnly,
    ReasonMissing,
    Scope,
    UnusablePolicy,
    keep_policy,
    resume,
    stop_learning,
    switch_on,
    undo_switch,
)
from amends.desk.policies.queries import kept_policy, policies_of, standing, switches_of
from amends.desk.shops.models import Membership, Shop
from amends.desk.shops.operations import allow
from tests.conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.on_one_database]
OURS = """# 我们自己的策略  our own policy
extends: balanced
name: ours
valid_from: 2026-11-01
reviewed: 2026-11-20
menu:
  # 平局放宽  ties are wider here
  tie_share: 0.05   # 百分之五  five in a hundred
"""


@pytest.fixture
def olga(desk: Desk) -> Person:
    """The owner of Lumora: Bob in her place, as an owner of both shops."""
    Membership.objects.filter(person=desk.bob).update(role=Membership.OWNER)
    return desk.bob


@pytest.fixture
def everywhere(desk: Desk) -> Scope:
    return Scope(desk.organisation)


@pytest.fixture
def here(desk: Desk) -> Scope:
    return Scope(desk.organisation, desk.shop)


def keep(person: Person, text: str = OURS, name: str = "ours", **more: Any) -> KeptPolicy:
    assert person.organisation is not None
    told: dict[str, Any] = {"organisation": person.organisation, "based_on": "balanced", "now": NOW, **more}
    return keep_policy(actor=actor_of(person), person=person, name=name, text=text, **told)


def switch(person: Person, scope: Scope, reason: str = "less is spent", **choice: Any) -> Switch:
    return switch_on(
        actor=actor_of(person), person=person, scope=scope, choice=Choice(**choice), reason=reason, now=NOW
    )


def stop(person: Person, scope: Scope) -> list[Switch]:
    return stop_learning(actor=actor_of(person), person=person, scope=scope, reason="odd offers", now=NOW)


def go_on(person: Person, scope: Scope) -> list[Switch]:
    return resume(actor=actor_of(person), person=person, scope=scope, reason="it was a holiday", now=NOW)


def undo(person: Person, row: Switch) -> Switch:
    return undo_switch(actor=actor_of(person), person=person, switch=row, reason="", now=NOW)


# ── versions ──


def test_a_kept_version_has_every_comment_and_decides_as_it_says(olga: Person) -> None:
    kept = keep(olga)
    assert kept.text == OURS
    assert kept.content["menu"]["tie_share"] == 0.05
    assert "extends" not in kept.content, "what it extends is laid in"
    assert kept.version == f"ours@{kept.digest[:12]}"
    entry = Entry.objects.get(action="policy.kept")
    assert entry.data == {"version": kept.version, "based_on": "balanced"}


def test_a_change_is_a_new_version_even_of_a_comment_alone_and_the_same_text_is_none(olga: Person) -> None:
    first = keep(olga)
    assert keep(olga).pk == first.pk
    second = keep(olga, OURS.replace("0.05", "0.04"))
    third = keep(olga, OURS.replace("0.05", "0.04") + "# 年底再看  look again at the end of the year\n")
    assert [kept.pk for kept in policies_of(olga.organisation)] == [third.pk, second.pk, first.pk]  # type: ignore[arg-type]
    assert second.digest == third.digest != first.digest


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (OURS.replace("0.05", "5"), "menu → tie_share"),
        (OURS.replace("tie_share", "tie_shre"), "menu → tie_shre"),
        ("menu: {tie_share: [0.1}", "line 1"),
        (OURS + "name: twice\n", "second time"),
        (OURS.replace("name: ours", "name: theirs"), "theirs"),
        (OURS.replace("extends: balanced", "extends: generous"), "generous"),
        ("just words", "list of names"),
    ],
)
def test_what_is_no_policy_is_refused_with_its_place_and_nothing_is_kept(olga: Person, text: str, said: str) -> None:
    with pytest.raises(UnusablePolicy, match=said):
        keep(olga, text)
    assert not KeptPolicy.objects.exists()


def test_the_name_of_a_shipped_policy_is_taken(olga: Person) -> None:
    with pytest.raises(NameTaken):
        keep(olga, shipped_text("balanced"), "balanced")


def test_only_owners_keep_and_switch(alice: Person, bob: Person, charlie: Person, here: Scope) -> None:
    for person in (alice, bob, charlie):
        with pytest.raises(OwnersOnly):
            switch(person, here, shipped="margin_first")
        with pytest.raises(OwnersOnly):
            keep(person)
    assert not Switch.objects.exists()


def test_charlie_sees_and_uses_nothing_of_another_company(desk: Desk, olga: Person, everywhere: Scope) -> None:
    kept = keep(olga)
    switch(olga, everywhere, policy=kept)
    allow(actor=SYSTEM, person=desk.charlie, shops=[desk.other_shop], role="owner", now=NOW)
    theirs = Scope(desk.other_organisation)
    assert policies_of(desk.other_organisation) == []
    assert kept_policy(desk.other_organisation, kept.pk) is None
    assert switches_of(desk.other_organisation, [desk.other_shop]) == []
    assert standing(desk.other_shop).policy == shipped_policy()
    with pytest.raises(DomainError, match="another company"):
        switch(desk.charlie, theirs, policy=kept)
    with pytest.raises(OwnersOnly):
        switch(desk.charlie, everywhere, shipped="balanced")
    with pytest.raises(LeadsOnly):
        stop(desk.charlie, everywhere)


# ── what stands ──


def test_the_balanced_policy_stands_until_somebody_switches(shop: Shop) -> None:
    stands = standing(shop)
    assert (stands.policy, stands.model, stands.exploration, stands.fixed_table) == (
        shipped_policy(),
        None,
        None,
        False,
    )


def test_a_shops_own_switch_goes_before_that_of_all_shops(
    desk: Desk, olga: Person, everywhere: Scope, here: Scope
) -> None:
    kept = keep(olga)
    switch(olga, here, policy=kept)
    switch(olga, everywhere, shipped="rating_first")
    assert standing(desk.shop).policy.version == kept.version
    assert standing(desk.own_shop).policy.name == "rating_first"
    switch(olga, here)
    assert standing(desk.shop).policy.name == "rating_first", "it follows all shops again"


def test_what_stands_is_one_question_to_the_database(desk: Desk, olga: Person, everywhere: Scope) -> None:
    switch(olga, everywhere, policy=keep(olga))
    standing(desk.shop)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        standing(desk.shop)
    assert len(asked) == 1


def test_a_model_and_a_share_to_explore_stand_with_the_policy(desk: Desk, olga: Person, everywhere: Scope) -> None:
    content = Model(fitted_until="2026-11-01", sample=3).model_dump(mode="json")
    model = LearnedModel.objects.create(
        organisation=desk.organisation, made_at=NOW, content=content, digest=Model.model_validate(content).digest
    )
    switch(olga, everywhere, shipped="balanced", model=model, exploration_share=Decimal("0.05"))
    stands = standing(desk.shop)
    assert stands.model is not None
    assert stands.model.digest == model.digest
    assert stands.exploration == Exploration(0.05, desk.organisation.pk)
    with pytest.raises(DomainError, match="at most 20"):
        switch(olga, everywhere, shipped="balanced", exploration_share=Decimal("0.5"))


def test_every_switch_has_a_reason_and_stands_in_the_journal(olga: Person, here: Scope, everywhere: Scope) -> None:
    with pytest.raises(ReasonMissing):
        switch(olga, here, reason="  ", shipped="margin_first")
    switch(olga, here, shipped="margin_first")
    again = switch(olga, here, shipped="margin_first", reason="once more")
    assert Switch.objects.get() == again, "what stands already is not written again"
    undo(olga, again)
    stop(olga, everywhere)
    assert here.shop is not None
    actions = list(Entry.objects.filter(action__startswith="policy.").order_by("id").values_list("shop", "action"))
    assert actions == [
        (here.shop.pk, "policy.switched"),
        (here.shop.pk, "policy.switch_undone"),
        (0, "policy.learning_stopped"),
    ]
    assert Entry.objects.get(action="policy.switched").data["policy"] == "margin_first"
    assert not list(verify(here.shop.pk))


def test_an_undo_brings_back_what_stood_before(desk: Desk, olga: Person, everywhere: Scope, here: Scope) -> None:
    first = switch(olga, everywhere, shipped="margin_first")
    second = switch(olga, everywhere, shipped="rating_first")
    with pytest.raises(NotTheNewest):
        undo(olga, first)
    undone = undo(olga, second)
    assert (undone.undoes, standing(desk.shop).policy.name) == (second, "margin_first")
    own = switch(olga, here, shipped="rating_first")
    undo(olga, own)
    assert standing(desk.shop).policy.name == "margin_first", "before its own switch the shop followed all shops"


# ── the kill switch ──


def test_a_lead_stops_learning_in_her_shop_and_what_stood_comes_back(desk: Desk, bob: Person, here: Scope) -> None:
    assert len(stop(bob, here)) == 1
    assert standing(desk.shop).fixed_table
    assert not standing(desk.own_shop).fixed_table
    assert stop(bob, here) == [], "it is stopped already"
    with pytest.raises(LeadsOnly):
        stop(desk.alice, here)
    with pytest.raises(LeadsOnly):
        stop(bob, Scope(desk.organisation))
    go_on(bob, here)
    assert not standing(desk.shop).fixed_table
    assert Switch.objects.filter(shop=desk.shop).first().follows, "it follows all shops as before"  # type: ignore[union-attr]


def test_stopping_all_shops_reaches_those_with_a_policy_of_their_own(
    desk: Desk, olga: Person, everywhere: Scope, here: Scope
) -> None:
    switch(olga, here, shipped="margin_first")
    assert {row.shop for row in stop(olga, everywhere)} == {None, desk.shop}
    assert standing(desk.shop).fixed_table
    assert standing(desk.own_shop).fixed_table
    go_on(olga, everywhere)
    assert (standing(desk.shop).fixed_table, standing(desk.shop).policy.name) == (False, "margin_first")
    assert not standing(desk.own_shop).fixed_table


def test_a_switch_while_learning_is_stopped_waits_until_it_is_resumed(
    desk: Desk, olga: Person, everywhere: Scope
) -> None:
    stop(olga, everywhere)
    switch(olga, everywhere, shipped="rating_first")
    assert standing(desk.shop).fixed_table
    go_on(olga, everywhere)
    assert (standing(desk.shop).fixed_table, standing(desk.shop).policy.name) == (False, "rating_first")


# ── what it does to cases ──


@pytest.fixture
def case(take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int], alice: Person) -> Case:
    take_in(message_record(text="Olá, não recebi meu pedido até agora. Quero meu dinheiro de volta."))
    run_jobs(NOW)
    found = Case.objects.get()
    set_kind(actor=actor_of(alice), case=found, kind="not_received", now=NOW)
    run_jobs(NOW)
    return found


def newest(case: Case) -> Offer:
    found = Offer.objects.filter(case=case).first()
    assert found is not None
    return found


def test_a_switch_brings_open_proposals_up_to_date(
    case: Case, olga: Person, everywhere: Scope, run_jobs: Callable[[datetime], int]
) -> None:
    assert newest(case).policy_version == shipped_policy().version
    kept = keep(olga)
    switch(olga, everywhere, policy=kept)
    run_jobs(NOW)
    assert newest(case).policy_version == kept.version


def test_what_a_person_has_chosen_is_not_proposed_anew(
    case: Case, alice: Person, olga: Person, everywhere: Scope, run_jobs: Callable[[datetime], int]
) -> None:
    offer = newest(case)
    picks = [index for index, item in enumerate(offer.result["menu"]) if item["entitled"]][:1]
    choose(actor=actor_of(alice), person=alice, offer=offer, picks=picks, now=NOW)
    run_jobs(NOW)
    switch(olga, everywhere, policy=keep(olga))
    run_jobs(NOW)
    refresh(case.pk, NOW)
    assert newest(case).pk == offer.pk
    assert newest(case).state == Offer.CHOSEN


def test_the_fixed_rules_decide_while_learning_is_stopped(
    case: Case, olga: Person, everywhere: Scope, run_jobs: Callable[[datetime], int]
) -> None:
    stop(olga, everywhere)
    run_jobs(NOW)
    told = newest(case)
    assert told.policy_version == shipped_table().version
    assert [item["remedy"] for item in told.result["menu"]] == ["reship", "full_refund"]
    assert any(item["entitled"] for item in told.result["menu"])
    go_on(olga, everywhere)
    run_jobs(NOW)
    assert newest(case).policy_version == shipped_policy().version


def test_an_explored_case_says_so_and_asking_again_gives_the_same(
    case: Case, olga: Person, everywhere: Scope, run_jobs: Callable[[datetime], int]
) -> None:
    switch(olga, everywhere, shipped="balanced", exploration_share=Decimal("0.2"))
    for _ in range(2):
        run_jobs(NOW)
        refresh(case.pk, NOW)
    result = newest(case).result
    assert 0 < result["propensity"] <= 1
    assert isinstance(result["explored"], bool)
    assert Offer.objects.filter(case=case).exclude(state=Offer.REPLACED).count() == 1


def test_two_policies_are_compared_on_real_cases_of_ones_own_shops(case: Case, desk: Desk, olga: Person) -> None:
    ids = cases_to_compare([desk.shop, desk.own_shop])
    assert ids == [case.pk]
    dear = shipped_text("balanced").replace("[reship, full_refund, wait, partial_refund, extend_protection, coupon, gift, apologise, defend]", "[full_refund, apologise]")  # fmt: skip
    policy = parse_policy(read_policy_text(dear).data)
    before = Offer.objects.count()
    (row,) = compared([desk.shop], ids, policy)
    assert row.changed
    assert row.stands.policy_version == shipped_policy().version
    assert {item.remedy.value for item in row.edited.menu} == {"full_refund", "apologise"}
    assert Offer.objects.count() == before
    (same,) = compared([desk.shop], ids, shipped_policy())
    assert not same.changed
    assert compared([desk.other_shop], ids, policy) == []
