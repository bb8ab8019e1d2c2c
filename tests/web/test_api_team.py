"""The REST API of a team: saved views, hand-over sheets, who is good at what, who is away, limits, tonight's refunds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from making import NOW, message_record

from amends.desk.cases.models import Case
from amends.desk.people.models import Person
from amends.desk.shops.models import Membership
from amends.desk.staffing.models import Dispatch
from tests.conftest import Desk

from .programs import Program

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def alices(alice: Person) -> Program:
    return Program(alice)


@pytest.fixture
def bobs(bob: Person) -> Program:
    return Program(bob)


@pytest.fixture
def charlies(charlie: Person) -> Program:
    return Program(charlie)


@pytest.fixture
def case(take_in: Callable[..., None], run_jobs: Callable[..., int], order: Any) -> Case:
    take_in(message_record(text="My parcel has not arrived. I want a full refund."))
    run_jobs(NOW)
    return Case.objects.get()


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_views_are_kept_changed_and_removed_and_shared_ones_need_a_lead(
    alices: Program, bobs: Program, charlies: Program
) -> None:
    mine = alices.post("/views", {"name": "Parcels", "filters": {"tab": "parcel", "who": "me"}})
    assert (mine.status_code, mine.json()["filters"]) == (201, {"tab": "parcel", "who": "me"})
    assert code(alices.post("/views", {"name": "Ours", "shared": True})) == (403, "lead_needed")
    assert code(alices.post("/views", {"name": "Odd", "filters": {"tab": "nonsense"}})) == (409, "unknown_filter")
    shared = bobs.post("/views", {"name": "Ours", "shared": True}).json()
    at = f"/views/{mine.json()['id']}"
    changed = alices.put(at, {"name": "My parcels", "opens": True}).json()
    assert (changed["name"], changed["filters"]) == ("My parcels", {"tab": "parcel", "who": "me"})
    listed = {each["name"]: each for each in alices.get("/views").json()["views"]}
    assert listed["My parcels"]["opens"]
    assert not listed["Ours"]["opens"]
    assert code(alices.put(f"/views/{shared['id']}", {"name": "Mine"})) == (403, "lead_needed")
    for path in (at, f"/views/{shared['id']}"):
        assert charlies.put(path, {"name": "theirs"}).status_code == 404
        assert charlies.delete(path).status_code == 404
    assert alices.delete(at).status_code == 204
    assert [each["name"] for each in alices.get("/views").json()["views"]] == ["Ours"]


def test_a_sheet_is_given_read_and_taken_and_nothing_moves_before(
    alices: Program, bobs: Program, charlies: Program, case: Case, alice: Person, bob: Person
) -> None:
    alices.post(f"/cases/{case.pk}/assignee", {"person": alice.pk})
    assert [each["case"] for each in alices.get("/handovers").json()["open_work"]] == [case.pk]
    given = {"to": bob.pk, "remark": "Quiet night", "cases": [{"case": case.pk, "note": "Ask the carrier"}]}
    sheet = alices.post("/handovers", given)
    assert (sheet.status_code, sheet.json()["cases"][0]["note"]) == (201, "Ask the carrier")
    at = f"/handovers/{sheet.json()['id']}"
    assert bobs.get("/handovers").json()["to_take"][0]["remark"] == "Quiet night"
    for path in (at, f"{at}/take", f"{at}/back"):
        answer = charlies.get(path) if path == at else charlies.post(path)
        assert answer.status_code == 404
    case.refresh_from_db()
    assert case.assignee_id == alice.pk
    assert bobs.post(f"{at}/take").json() == {"moved": 1, "stayed": 0}
    case.refresh_from_db()
    assert case.assignee_id == bob.pk
    assert code(alices.post(f"{at}/back")) == (409, "already_settled")
    again = bobs.post("/handovers", {"to": None, "cases": [{"case": case.pk}]}).json()
    assert bobs.post(f"/handovers/{again['id']}/back").json()["state"] == "withdrawn"


def test_skills_absence_and_dispatch_are_hers_or_a_leads(
    alices: Program, bobs: Program, charlies: Program, alice: Person, bob: Person, case: Case
) -> None:
    at = f"/team/{alice.pk}"
    skills = {"kinds": ["not_received"], "platforms": ["aliexpress"], "shops": ["lumora-ali"], "most_open": 5}
    told = alices.put(f"{at}/skills", skills).json()
    assert (told["shops"], told["most_open"]) == (["lumora-ali"], 5)
    assert code(alices.put(f"/team/{bob.pk}/skills", skills)) == (403, "not_hers")
    assert alices.put(f"{at}/skills", skills | {"shops": ["brightway-ali"]}).status_code == 404
    for path in (f"{at}/skills", f"{at}/absence"):
        assert charlies.put(path, {"start": None} if "absence" in path else skills).status_code == 404
    alices.post(f"/cases/{case.pk}/assignee", {"person": alice.pk})
    assert code(bobs.post(f"{at}/give-away")) == (409, "domain_error"), "she is at work"
    assert bobs.put(f"{at}/absence", {"start": NOW.isoformat()}).json()["away"]
    assert code(alices.post(f"{at}/give-away")) == (403, "leads_only")
    assert bobs.post(f"{at}/give-away").json() == {"given": 1, "left": 0}
    assert alices.put(f"{at}/absence", {"start": None}).json()["away"] is False
    assert code(alices.put("/shops/lumora-ali/dispatch", {"on": True})) == (403, "not_hers")
    assert bobs.put("/shops/lumora-ali/dispatch", {"on": True}).json() == {"on": True}
    assert charlies.put("/shops/lumora-ali/dispatch", {"on": False}).status_code == 404
    assert Dispatch.objects.count() == 1
    team = bobs.get("/team").json()
    assert team["dispatching"] == ["lumora-ali"]
    assert [each["name"] for each in team["people"]] == ["Alice", "Bob"]


def test_an_owner_sets_limits_and_nobody_else(desk: Desk, alices: Program, bobs: Program, charlies: Program) -> None:
    assert code(bobs.get("/limits")) == (403, "owners_only")
    Membership.objects.filter(person=desk.bob).update(role=Membership.OWNER)
    daily = {"role": "agent", "currency": "USD", "most": "50.00"}
    assert bobs.put("/limits/daily", daily).json()["daily"] == [
        {"person": None, "role": "agent", "currency": "USD", "most": "50.00"}
    ]
    hers = bobs.put("/limits/daily", {"person": desk.alice.pk, "most": "12"}).json()["daily"]
    assert {"person": desk.alice.pk, "role": None, "currency": None, "most": "12"} in hers
    assert code(bobs.put("/limits/daily", {"most": "12"})) == (422, "invalid")
    assert code(bobs.put("/limits/daily", {"role": "agent", "most": "1.5"})) == (422, "invalid")
    approval = bobs.put(f"/limits/approval/{desk.alice.pk}", {"most": "300.00"}).json()["approval"]
    assert next(each for each in approval if each["name"] == "Alice")["most"] == {"amount": "300.00", "currency": "CNY"}
    second = bobs.put("/limits/second-person/lumora-ali", {"most": "80"}).json()["second_person"]
    assert next(each for each in second if each["shop"] == "lumora-ali")["above"] == {
        "amount": "80.00",
        "currency": "USD",
    }
    assert bobs.put(f"/limits/approval/{desk.charlie.pk}", {"most": "1"}).status_code == 404
    for other in (alices, charlies):
        assert other.put("/limits/daily", daily | {"most": None}).status_code == 403
        assert other.put(f"/limits/approval/{desk.alice.pk}", {"most": None}).status_code in (403, 404)
    assert len(bobs.get("/limits").json()["daily"]) == 2
    gone = bobs.put("/limits/daily", daily | {"most": None}).json()["daily"]
    assert [each["person"] for each in gone] == [desk.alice.pk]


def test_tonight_and_batches_are_listed_for_those_whose_they_are(
    alices: Program, charlies: Program, case: Case
) -> None:
    assert alices.get("/tonight").json()["leaving"] == []
    assert charlies.get("/tonight?shop=lumora-ali").status_code == 404
    made = alices.post("/batches", {"cases": [case.pk]}).json()
    assert [each["id"] for each in alices.get("/batches").json()["batches"]] == [made["id"]]
    assert charlies.get("/batches").json() == {"batches": []}
    assert charlies.post("/payments/1/not-gone", {"reason": "mine"}).status_code == 404
