"""Pages of the API by keyset: nothing twice, nothing left out, whatever is added or moves meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from making import NOW, days, event, message_record, order_record, parcel_record

from amends.core.vocabulary import Recovery as Kind
from amends.desk.cases.models import Case
from amends.desk.feeds.models import Import, ImportProblem
from amends.desk.flow import choices
from amends.desk.people.models import Person
from amends.desk.recoveries.models import Recovery
from amends.desk.tokens.operations import count_request
from amends.web.api import claims, importing

from .programs import Program

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    def stand(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    stand(NOW)
    return stand


@pytest.fixture
def alices(alice: Person) -> Program:
    return Program(alice)


@pytest.fixture
def many_claims(take_in: Callable[..., None], run_jobs: Callable[[datetime], int], shop: Any, alice: Person) -> None:
    """Nine claims of every step of urgency, with and without a deadline, some worth the same."""
    stuck = [event(NOW - days(50), "Accepted by carrier"), event(NOW - days(48), "Departed from Shenzhen")]
    take_in(
        order_record(placed_at=NOW - days(60), promised_by=NOW - days(15)),
        parcel_record(carrier="UPS", events=stuck),
        message_record(),
    )
    run_jobs(NOW)
    case = Case.objects.select_related("shop__organisation", "order").get(shop=shop)
    key = f"case:{case.pk}:one"
    choices.refund(person=alice, case=case, amount="40.00", source="chat", key=key, reference="", now=NOW)
    model = Recovery.objects.filter(kind=Kind.CARRIER_CLAIM.value).get()
    Recovery.objects.exclude(pk=model.pk).delete()
    hours = (5, 30, 50, 100, 400, 400, None, None)
    for number, ahead in enumerate(hours):
        model.pk, model._state.adding = None, True
        model.way, model.worth_minor = f"way {number}", 500 if number % 2 else 1500
        model.due = NOW + timedelta(hours=ahead) if ahead is not None else None
        model.save(force_insert=True)


def pages_of(program: Program, path: str, rows: str, between: Callable[[], None] = lambda: None) -> list[Any]:
    """Every page's rows, one after the other."""
    found, after = [], ""
    for _ in range(20):
        sign = "&" if "?" in path else "?"
        answer = program.get(f"{path}{sign}after={after}" if after else path).json()
        found += answer[rows]
        after = answer["next"]
        if after is None:
            return found
        between()
    raise AssertionError("the pages do not end")


@pytest.mark.usefixtures("many_claims")
def test_claims_come_in_the_order_of_one_page_though_the_clock_goes_on(
    alices: Program, monkeypatch: pytest.MonkeyPatch, clock: Callable[[datetime], None]
) -> None:
    whole = [each["id"] for each in alices.get("/claims").json()["claims"]]
    assert len(whole) == 9
    monkeypatch.setattr(claims, "PAGE", 2)
    moment = NOW

    def later() -> None:
        nonlocal moment
        moment += timedelta(hours=26)
        clock(moment)

    assert [each["id"] for each in pages_of(alices, "/claims", "claims", later)] == whole


@pytest.mark.usefixtures("many_claims")
def test_settled_claims_come_the_newest_first(alices: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, claim in enumerate(Recovery.objects.order_by("pk")):
        claim.state, claim.settled_at = Recovery.GIVEN_UP, NOW - days(number // 2)
        claim.save(update_fields=["state", "settled_at"])
    whole = [each["id"] for each in alices.get("/claims?show=settled").json()["claims"]]
    monkeypatch.setattr(claims, "PAGE", 2)
    assert [each["id"] for each in pages_of(alices, "/claims?show=settled", "claims")] == whole
    assert len(whole) == 9


def test_problems_of_an_import_come_by_line_and_those_without_a_line_last(
    alices: Program, shop: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Import.objects.create(shop=shop, name="orders.csv", state=Import.FINISHED, started_at=NOW)
    lines = (7, None, 3, 3, 12, None, 5)
    for number, line in enumerate(lines):
        ImportProblem.objects.create(source=source, line=line, field="sku", value=str(number), reason="odd")
    monkeypatch.setattr(importing, "PROBLEMS", 2)
    added = iter([1])

    def meanwhile() -> None:
        for _ in added:
            ImportProblem.objects.create(source=source, line=1, field="sku", value="new", reason="odd")

    found = pages_of(alices, f"/imports/{source.pk}/problems", "problems", meanwhile)
    assert [each["value"] for each in found] == ["2", "3", "6", "0", "4", "1", "5"]


def test_requests_are_counted_together_by_every_process_and_anew_in_each_minute(db: None) -> None:
    assert [count_request(key="token:1", minute=7) for _ in range(3)] == [1, 2, 3]
    assert count_request(key="token:2", minute=7) == 1
    assert count_request(key="token:1", minute=8) == 1
