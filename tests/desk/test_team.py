"""Working as a team: notes that name somebody, who gets a case, absence, saved views, the end of a shift."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from making import NOW, message_record, order_record

from amends.core.errors import DomainError
from amends.desk.cases import operations as cases
from amends.desk.cases.filters import Filter, UnknownFilter, capped_counts, filter_of, matching
from amends.desk.cases.models import Case, Mention
from amends.desk.cases.notes import mentions_of, people_named
from amends.desk.cases.queries import case_page
from amends.desk.flow import assigning, handing_over
from amends.desk.handovers import operations as handovers
from amends.desk.handovers.models import Handover
from amends.desk.handovers.queries import sheet_seen_by, to_take, waiting_for
from amends.desk.journal.models import Entry
from amends.desk.people.actors import SYSTEM, actor_of
from amends.desk.people.models import Person
from amends.desk.people.operations import declare_languages
from amends.desk.promises.models import Promise
from amends.desk.saved_views import operations as saved_views
from amends.desk.saved_views.queries import counted, view_seen_by, views_for
from amends.desk.shops.models import Membership, Shop
from amends.desk.shops.queries import shops_of
from amends.desk.staffing import operations as staffing
from amends.desk.staffing.models import Dispatch, Staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def make(shop: Shop) -> Callable[..., Case]:
    """Puts an open case on our turn into Lumora's shop, due in five hours."""

    def made(**columns: Any) -> Case:
        told = {"opened_by": "message", "opened_at": NOW, "updated_at": NOW, "due": NOW + timedelta(hours=5)}
        return Case.objects.create(**{"shop": shop, **told, **columns})

    return made


def shops(person: Person) -> list[Shop]:
    return list(shops_of(person))


def uncovered(person: Person, now: datetime = NOW) -> set[int]:
    found = matching(Filter(who="uncovered"), person=person, shops=shops(person), now=now)
    return set(found.values_list("pk", flat=True))


# ── notes ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_name_after_an_at_sign_names_a_colleague(alice: Person, bob: Person) -> None:
    li, li_na, wang = Person(pk=91, name="Li"), Person(pk=92, name="Li Na"), Person(pk=93, name="王小明")
    team = [alice, bob, li, li_na, wang]
    assert people_named("please @bob, and @ALICE!", team) == [alice, bob]
    assert people_named("@Li Na: look", team) == [li_na]
    assert people_named("@王小明请看", team) == [wang]
    assert people_named("write to dana@bob or @Bobby, not Bob", team) == []
    assert people_named("", team) == []


def test_who_is_named_is_told_until_she_has_opened_the_case(
    make: Callable[..., Case], shop: Shop, alice: Person, bob: Person
) -> None:
    case = make()
    cases.add_note(actor=actor_of(alice), case=case, author=alice, text="@Bob look", now=NOW, named=[alice, bob])
    assert [(mention.person, mention.note.text) for mention in Mention.objects.all()] == [(bob, "@Bob look")]
    assert waiting_for(bob, [shop.pk]) == 1
    assert waiting_for(alice, [shop.pk]) == 0, "nobody is told of her own note"
    assert [mention.note.case for mention in mentions_of(bob, [shop.pk])] == [case]
    assert cases.open_mentions(person=bob, case=case, now=NOW) == 1
    assert cases.open_mentions(person=bob, case=case, now=NOW) == 0
    assert waiting_for(bob, [shop.pk]) == 0
    told = Entry.objects.get(action="case.noted")
    assert told.data == {"named": [bob.pk]}, "the journal knows who, never what"


def test_who_left_the_shop_is_told_nothing_any_more(
    make: Callable[..., Case], shop: Shop, alice: Person, bob: Person
) -> None:
    cases.add_note(actor=actor_of(alice), case=make(), author=alice, text="@Bob", now=NOW, named=[bob])
    Membership.objects.filter(person=bob, shop=shop).delete()
    mine = [each.pk for each in shops(bob)]
    assert waiting_for(bob, mine) == 0
    assert mentions_of(bob, mine) == []


# ── who gets a case ───────────────────────────────────────────────────────────────────────────────────────────


def test_the_colleague_who_reads_the_language_is_suggested(
    make: Callable[..., Case], alice: Person, bob: Person
) -> None:
    declare_languages(actor=actor_of(bob), person=bob, languages=["en", "pt"], now=NOW)
    first, second = assigning.suggestions(make(language="pt"), NOW)
    assert (first.person, first.row.reasons) == (bob, ("reads", "least"))
    assert (second.person, second.row.reasons) == (alice, ("reads_not", "least"))


def test_a_case_is_given_only_to_who_works_in_its_shop(
    make: Callable[..., Case], alice: Person, charlie: Person
) -> None:
    case = make()
    with pytest.raises(assigning.NotAColleague):
        assigning.assign_case(person=alice, case=case, to=charlie.pk, now=NOW)
    assert assigning.assign_case(person=alice, case=case, to=alice.pk, now=NOW) == alice
    assigning.assign_case(person=alice, case=case, to=alice.pk, now=NOW)
    assert Entry.objects.filter(action="case.assigned").count() == 1, "to whom has it already nothing is given"
    assert assigning.assign_case(person=alice, case=case, to=None, now=NOW) is None
    assert Entry.objects.filter(action="case.assigned").last().data == {"person": None, "was": alice.pk}  # type: ignore[union-attr]


def test_new_cases_are_given_out_only_where_the_shop_wants_it(
    take_in: Callable[..., None],
    run_jobs: Callable[[datetime], int],
    desk: Any,
    shop: Shop,
    alice: Person,
    bob: Person,
) -> None:
    take_in(order_record(), message_record())
    run_jobs(NOW)
    assert Case.objects.get().assignee is None, "it is off by default"
    with pytest.raises(staffing.NotHers):
        staffing.give_out(actor=actor_of(alice), by=alice, shop=shop, on=True, now=NOW)
    staffing.give_out(actor=actor_of(bob), by=bob, shop=shop, on=True, now=NOW)
    staffing.declare_skills(
        actor=actor_of(bob), by=bob, person=bob, kinds=[], platforms=[], shops=[], most_open=1, now=NOW
    )
    for number in (2, 3, 4):
        take_in(
            order_record(f"8201-{number}"),
            message_record(f"m-{number}", order_number=f"8201-{number}", thread=f"t-{number}"),
        )
        run_jobs(NOW)
    given = list(Case.objects.exclude(assignee=None).order_by("pk").values_list("assignee__name", flat=True))
    assert sorted(given) == ["Alice", "Alice", "Bob"], "each counts for the next, and Bob takes one at most"
    assert Entry.objects.filter(action="case.assigned", actor="system:amends").count() == 3
    staffing.give_out(actor=actor_of(bob), by=bob, shop=shop, on=False, now=NOW)
    assert not Dispatch.objects.exists()


def test_what_a_person_gave_meanwhile_stays(make: Callable[..., Case], shop: Shop, alice: Person, bob: Person) -> None:
    Dispatch.objects.create(shop=shop)
    case = make(assignee=bob)
    assigning.assign_cases({"cases": [case.pk]}, NOW)
    case.refresh_from_db()
    assert case.assignee == bob


def test_no_case_is_lost_with_somebody_who_is_away(
    make: Callable[..., Case], desk: Any, alice: Person, bob: Person, charlie: Person
) -> None:
    nobodys, hers, bobs = make(), make(assignee=alice), make(assignee=bob)
    make(due=NOW + timedelta(days=3))
    make(turn="buyer")
    make(closed_at=NOW)
    overdue = make(due=NOW - timedelta(days=2), assignee=alice)
    assert uncovered(bob) == {nobodys.pk}
    start, end = NOW + timedelta(hours=1), NOW + timedelta(days=9)
    assigning.be_away(by=alice, person=alice, start=start, end=end, now=NOW)
    assert uncovered(bob) == {nobodys.pk}, "she is still at work"
    later = NOW + timedelta(hours=2)
    assert uncovered(bob, later) == {nobodys.pk, hers.pk, overdue.pk}
    assert uncovered(charlie, later) == set()
    assert not next(each for each in assigning.suggestions(bobs, later) if each.person == alice).row.possible
    Membership.objects.filter(person=bob, shop=desk.shop).delete()
    assert uncovered(alice) == {nobodys.pk, bobs.pk}, "who left the shop sees to nothing there"


def test_an_absence_gives_cases_to_others_where_the_shop_wants_it(
    make: Callable[..., Case],
    run_jobs: Callable[[datetime], int],
    desk: Any,
    shop: Shop,
    alice: Person,
    bob: Person,
) -> None:
    Dispatch.objects.create(shop=shop)
    here, there = make(assignee=alice), make(assignee=alice, shop=desk.own_shop)
    waits = make(assignee=alice, turn="buyer")
    assigning.be_away(by=alice, person=alice, start=NOW + timedelta(hours=1), end=None, now=NOW)
    run_jobs(NOW)
    here.refresh_from_db()
    assert here.assignee == alice, "not before she leaves"
    run_jobs(NOW + timedelta(hours=1))
    for case in (here, there, waits):
        case.refresh_from_db()
    assert [here.assignee, there.assignee, waits.assignee] == [bob, alice, alice]
    assert assigning.give_away(by=bob, person=alice, shop_ids=[desk.own_shop.pk], now=NOW + timedelta(hours=2)) == (
        1,
        0,
    )
    assigning.be_away(by=alice, person=alice, start=None, end=None, now=NOW + timedelta(days=2))
    assert Staff.objects.get().away_from is None
    here.refresh_from_db()
    assert here.assignee == bob, "nothing moves back by itself"


def test_who_came_back_early_keeps_her_cases(
    make: Callable[..., Case], run_jobs: Callable[[datetime], int], shop: Shop, alice: Person, bob: Person
) -> None:
    Dispatch.objects.create(shop=shop)
    case = make(assignee=alice)
    assigning.be_away(by=alice, person=alice, start=NOW + timedelta(hours=1), end=None, now=NOW)
    assigning.be_away(by=alice, person=alice, start=None, end=None, now=NOW)
    run_jobs(NOW + timedelta(hours=1))
    case.refresh_from_db()
    assert case.assignee == alice


def test_only_herself_and_leads_say_what_she_is_good_at(alice: Person, bob: Person, charlie: Person) -> None:
    told: dict[str, Any] = {"kinds": ["damaged"], "platforms": [], "shops": [], "most_open": 5, "now": NOW}
    for by in (alice, bob):
        staffing.declare_skills(actor=actor_of(by), by=by, person=alice, **told)
    for by, person in ((alice, bob), (charlie, alice)):
        with pytest.raises(staffing.NotHers):
            staffing.declare_skills(actor=actor_of(by), by=by, person=person, **told)
        with pytest.raises(staffing.NotHers):
            assigning.be_away(by=by, person=person, start=NOW, end=None, now=NOW)
    with pytest.raises(DomainError):
        staffing.declare_skills(actor=actor_of(alice), by=alice, person=alice, **{**told, "kinds": ["nonsense"]})
    with pytest.raises(DomainError):
        assigning.be_away(by=alice, person=alice, start=NOW, end=NOW - timedelta(hours=1), now=NOW)


# ── saved views ───────────────────────────────────────────────────────────────────────────────────────────────


def keep(person: Person, name: str, where: Filter, shared: bool = False) -> Any:
    assert person.organisation is not None
    return saved_views.save_view(
        actor=actor_of(person), person=person, organisation=person.organisation, name=name, where=where, shared=shared,
        now=NOW,
    )  # fmt: skip


def names(person: Person) -> list[str]:
    assert person.organisation is not None
    return [view.name for view in views_for(person, person.organisation)]


def test_own_views_are_hers_and_shared_ones_the_companys(alice: Person, bob: Person, charlie: Person) -> None:
    with pytest.raises(saved_views.SharedViewsNeedALead):
        keep(alice, "For all", Filter(kind="damaged"), shared=True)
    own, shared = (
        keep(alice, " Broken  lamps ", Filter(kind="damaged")),
        keep(bob, "Brazil", Filter(language="pt"), True),
    )
    assert names(alice) == ["Broken lamps", "Brazil"]
    assert (names(bob), names(charlie)) == (["Brazil"], [])
    assert bob.organisation is not None
    assert view_seen_by(bob, bob.organisation, own.pk) is None
    for change in (
        lambda: saved_views.remove_view(actor=SYSTEM, person=alice, view=shared, now=NOW),
        lambda: saved_views.change_view(actor=SYSTEM, person=alice, view=shared, name="Mine", now=NOW),
        lambda: saved_views.move_view(actor=SYSTEM, person=alice, view=shared, step=1, now=NOW),
    ):
        with pytest.raises(saved_views.SharedViewsNeedALead):
            change()
    with pytest.raises(saved_views.NameTaken):
        keep(alice, "broken LAMPS", Filter())


def test_views_are_moved_renamed_opened_and_removed(alice: Person) -> None:
    one, two, three = (keep(alice, name, Filter(kind="damaged")) for name in ("One", "Two", "Three"))
    who: dict[str, Any] = {"actor": actor_of(alice), "person": alice, "now": NOW}
    saved_views.move_view(view=three, step=-1, **who)
    saved_views.move_view(view=one, step=-1, **who)
    assert names(alice) == ["One", "Three", "Two"]
    saved_views.change_view(view=two, name="Zwei", where=Filter(due="24h"), **who)
    saved_views.open_with(view=two, **who)
    assert alice.organisation is not None
    assert [view.name for view in views_for(alice, alice.organisation) if view.opens] == ["Zwei"]  # type: ignore[attr-defined]
    saved_views.remove_view(view=two, **who)
    assert names(alice) == ["One", "Three"]
    assert Entry.objects.filter(action__startswith="view.").count() == 7


def test_one_question_counts_all_views_and_stops_at_a_hundred(
    make: Callable[..., Case], alice: Person, desk: Any, django_assert_num_queries: Any
) -> None:
    for number in range(105):
        make(language="pt-BR", kind="damaged", loss_minor=number)
    make(language="en", assignee=alice)
    make(language="pt", shop=desk.other_shop)
    wanted = [
        Filter(language="pt"), Filter(who="me"), Filter(language="ja"), Filter(shop="nowhere"), Filter(platform="own_shop")
    ]  # fmt: skip
    mine = shops(alice)
    with django_assert_num_queries(1):
        assert capped_counts([matching(where, person=alice, shops=mine, now=NOW) for where in wanted]) == [
            100,
            1,
            0,
            0,
            0,
        ]
    shown, (uncovered_ones,) = counted(
        [keep(alice, "Mine", Filter(who="me"))], [Filter(who="uncovered")], person=alice, shops=mine, now=NOW
    )
    assert ([each.count for each in shown], uncovered_ones) == ([1], 100)
    with django_assert_num_queries(0):
        counted([each.view for each in shown], [Filter(who="uncovered")], person=alice, shops=mine, now=NOW)


def test_a_filter_shows_what_it_says_page_by_page(make: Callable[..., Case], alice: Person, desk: Any) -> None:
    wanted = [make(kind="damaged", language="pt", loss_minor=loss).pk for loss in (3, 2, 1)]
    make(kind="damaged", language="ru")
    make(kind="damaged", language="pt", shop=desk.own_shop)
    make(kind="damaged", language="pt", due=NOW + timedelta(days=9))
    where = Filter(kind="damaged", language="pt", platform="aliexpress", due="24h")
    first = case_page(alice, where=where, now=NOW, size=2)
    rest = case_page(alice, where=where, now=NOW, size=2, after=first.next)
    assert [case.pk for case in (*first.cases, *rest.cases)] == wanted
    for told in ({"kind": "x"}, {"due": "1h"}, {"who": "bob"}, {"who": "9" * 30}, {"tab": "nowhere"}):
        with pytest.raises(UnknownFilter):
            filter_of(told)
    assert filter_of(where.as_data()) == where


# ── the end of a shift ────────────────────────────────────────────────────────────────────────────────────────


def test_the_sheet_has_on_top_what_is_due_tonight_then_what_is_half_done(
    make: Callable[..., Case], alice: Person, bob: Person
) -> None:
    from amends.desk.replies.models import Reply

    calm = make(assignee=alice, due=None, turn="buyer")
    half = make(assignee=alice, due=NOW + timedelta(days=4))
    promised = make(assignee=alice, due=None, turn="buyer")
    tonight = make(assignee=alice)
    make(assignee=bob)
    make(assignee=alice, closed_at=NOW)
    Reply.objects.create(
        case=half, stage="first_reply", channel="message", language="pt", body="Olá", verdict="pass", key="k",
        drafted_at=NOW, edited=True,
    )  # fmt: skip
    Promise.objects.create(case=promised, reply_id=1, what="refund_by", due=NOW + timedelta(hours=3), owner=alice)
    rows = handing_over.open_work(alice, shops(alice), NOW)
    assert [row.case for row in rows] == [tonight, promised, half, calm]
    assert [row.tonight for row in rows] == [True, True, False, False]
    assert [row.letter for row in rows] == ["", "", "draft", ""]


def test_nothing_moves_before_a_colleague_takes_the_sheet(
    make: Callable[..., Case], alice: Person, bob: Person, charlie: Person
) -> None:
    case, given, closed = (make(assignee=alice) for _ in range(3))
    promise = Promise.objects.create(case=case, reply_id=1, what="refund_by", due=NOW, owner=alice)
    chosen = {case.pk: "The carrier calls at nine.", given.pk: "", closed.pk: ""}
    sheet = handing_over.hand_over(person=alice, to=None, remark="Quiet night", chosen=chosen, now=NOW)
    case.refresh_from_db()
    assert case.assignee == alice
    assert (to_take(bob), to_take(alice), to_take(charlie)) == ([sheet], [], [])
    assert sheet_seen_by(charlie, sheet.pk) is None
    with pytest.raises(handovers.NotForHer):
        handing_over.take_over(person=alice, sheet=sheet, now=NOW)
    assigning.assign_case(person=bob, case=given, to=None, now=NOW)
    Case.objects.filter(pk=given.pk).update(assignee=bob)
    Case.objects.filter(pk=closed.pk).update(closed_at=NOW)
    taken = handing_over.take_over(person=bob, sheet=sheet, now=NOW)
    assert (taken.moved, taken.stayed) == (1, 2)
    case.refresh_from_db()
    promise.refresh_from_db()
    assert (case.assignee, promise.owner) == (bob, bob)
    with pytest.raises(handovers.AlreadySettled):
        handing_over.take_over(person=bob, sheet=sheet, now=NOW)
    with pytest.raises(handovers.AlreadySettled):
        handovers.take_back(actor=actor_of(alice), person=alice, sheet=sheet, now=NOW)
    done = set(Entry.objects.values_list("action", flat=True))
    assert {"handover.given", "case.handed_over", "handover.taken", "case.assigned", "promise.handed_on"} <= done


def test_a_sheet_for_one_colleague_is_taken_by_her_alone_and_can_be_taken_back(
    make: Callable[..., Case], desk: Any, alice: Person, bob: Person, charlie: Person
) -> None:
    case, other = make(assignee=alice), make(assignee=bob)
    with pytest.raises(handovers.NotForHer):
        handing_over.hand_over(person=alice, to=charlie.pk, remark="", chosen={case.pk: ""}, now=NOW)
    with pytest.raises(DomainError):
        handing_over.hand_over(person=alice, to=bob.pk, remark=" ", chosen={other.pk: "not mine"}, now=NOW)
    sheet = handing_over.hand_over(person=alice, to=bob.pk, remark="", chosen={case.pk: "x"}, now=NOW)
    again = handing_over.hand_over(person=alice, to=bob.pk, remark="", chosen={case.pk: "newer"}, now=NOW)
    assert (sheet.lines.count(), again.lines.get().note) == (0, "newer"), "a case stands on one open sheet"
    handovers.take_back(actor=actor_of(alice), person=alice, sheet=again, now=NOW)
    with pytest.raises(handovers.AlreadySettled):
        handing_over.take_over(person=bob, sheet=again, now=NOW)
    assert Handover.objects.get(pk=again.pk).state == Handover.WITHDRAWN


def test_remarks_and_notes_of_a_sheet_are_encrypted_at_rest(make: Callable[..., Case], alice: Person) -> None:
    from django.db import connection

    case = make(assignee=alice)
    handing_over.hand_over(person=alice, to=None, remark="Dana moved house", chosen={case.pk: "call Dana"}, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT remark FROM handovers_handover UNION ALL SELECT note FROM handovers_handedcase")
        stored = " ".join(row[0] for row in cursor.fetchall())
    assert "Dana" not in stored
