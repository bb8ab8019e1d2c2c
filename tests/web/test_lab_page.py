"""The policy lab's pages: what Olga sees and does there, and that nobody else finds them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation
from making import NOW

from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.policies.models import KeptPolicy, LearnedModel, Switch
from amends.desk.policies.operations import Choice, Scope, switch_on
from amends.desk.policies.queries import standing
from amends.insight.models import Night, Trial
from amends.web.workspace.lab.figures import WIDTH, answer_of
from amends.web.workspace.lab.words import Unit
from tests.conftest import Desk
from tests.insight.conftest import few as few
from tests.insight.conftest import olga as olga
from tests.insight.history import explored, settled

from .signing import signed_in

pytestmark = pytest.mark.django_db
Run = Callable[[datetime], int]


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def olgas(olga: Person) -> Client:
    return signed_in(olga)


def text_of(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200
    return re.sub(r"\s+", " ", page.content.decode())


def asked(client: Client, **changes: str) -> int:
    given = {
        "candidate": "shipped:margin_first",
        "against": "now",
        "shop": "",
        "from": "2026-01-01",
        "to": "2026-11-20",
    }
    answer = client.post("/lab/ask/", given | changes)
    assert answer.status_code == 302
    return int(answer["Location"].rstrip("/").rsplit("/", 1)[-1])


def test_the_lab_without_history_says_what_it_needs(olgas: Client) -> None:
    page = text_of(olgas, "/lab/")
    assert "Nothing was sent to a buyer yet" in page
    assert "Nothing was compared yet" in page
    assert "Nothing was learned yet" in page
    assert "balanced@" in page


def test_olga_compares_two_policies_watches_it_and_reads_the_answer(
    olgas: Client, desk: Desk, few: KeptPolicy, run_jobs: Run
) -> None:
    explored(desk.shop, 60)
    number = asked(olgas, candidate="shipped:balanced")
    waiting = text_of(olgas, f"/lab/{number}/")
    assert 'hx-trigger="every 1s"' in waiting
    assert "<progress" in waiting
    assert "You may leave this page" in waiting
    run_jobs(NOW)
    page = text_of(olgas, f"/lab/{number}/")
    assert "hx-trigger" not in page
    assert "60 closed cases." in page
    assert 'class="interval' in page
    assert "By kind" in page
    assert "By country" in page
    assert "By platform" in page
    assert "Let it decide" in page
    assert "not enough evidence" in page
    assert "Balanced" in text_of(olgas, "/lab/")


def test_while_it_is_at_work_the_page_asks_for_its_part_alone_and_for_itself_at_the_end(
    olgas: Client, desk: Desk, run_jobs: Run
) -> None:
    settled(desk.shop, "1")
    number = asked(olgas)
    part = olgas.get(f"/lab/{number}/", headers={"HX-Request": "true"})
    assert b"<html" not in part.content
    assert b"Reading the history." in part.content
    run_jobs(NOW)
    end = olgas.get(f"/lab/{number}/", headers={"HX-Request": "true"})
    assert (end.status_code, end["HX-Refresh"]) == (204, "true")


def test_a_span_without_an_ended_case_says_when_cases_will_count(olgas: Client, desk: Desk, run_jobs: Run) -> None:
    settled(desk.shop, "1", NOW.replace(day=10))
    number = asked(olgas)
    run_jobs(NOW)
    page = text_of(olgas, f"/lab/{number}/")
    assert "No case of this span has ended yet" in page
    assert "1 menu was sent." in page
    assert "No closed case in the span." in text_of(olgas, "/lab/")


def test_what_cannot_be_asked_is_said_and_what_was_chosen_stays_in_the_form(olgas: Client) -> None:
    answer = olgas.post(
        "/lab/ask/", {"candidate": "shipped:balanced", "against": "now", "from": "2026-02-03", "to": ""}
    )
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Both sides would decide the same" in page
    assert 'value="2026-02-03"' in page
    assert re.search(r'value="shipped:balanced" selected', page)
    assert not Trial.objects.exists()
    for wrong in ({"from": "x"}, {"candidate": "kept:1"}, {"from": "2026-03-01", "to": "2026-02-01"}):
        given = {"candidate": "shipped:margin_first", "against": "now", "from": "", "to": "", **wrong}
        assert olgas.post("/lab/ask/", given).status_code == 409


def test_olga_stops_a_comparison(olgas: Client) -> None:
    number = asked(olgas)
    olgas.post(f"/lab/{number}/cancel/")
    assert "This comparison was stopped" in text_of(olgas, f"/lab/{number}/")


def test_olga_lets_it_decide_with_a_reason_and_takes_it_back(olgas: Client, desk: Desk, run_jobs: Run) -> None:
    settled(desk.shop, "1")
    number = asked(olgas)
    run_jobs(NOW)
    olgas.post(f"/lab/{number}/use/", {"shop": "", "reason": ""})
    assert standing(desk.shop).policy.name == "balanced", "not without a reason"
    olgas.post(f"/lab/{number}/use/", {"shop": "", "reason": "it gives less away"})
    assert standing(desk.shop).policy.name == "margin_first"
    page = text_of(olgas, "/lab/")
    assert "it gives less away" in page
    switch = Switch.objects.latest("id")
    assert f"/lab/undo/{switch.pk}/" in page
    olgas.post(f"/lab/undo/{switch.pk}/")
    assert standing(desk.shop).policy.name == "balanced"


def test_one_shop_alone_can_be_switched(olgas: Client, desk: Desk, run_jobs: Run) -> None:
    settled(desk.shop, "1")
    number = asked(olgas, shop="lumora-own")
    run_jobs(NOW)
    assert "No case of this span has ended yet" in text_of(olgas, f"/lab/{number}/"), "that shop has no history"
    number = asked(olgas)
    run_jobs(NOW)
    olgas.post(f"/lab/{number}/use/", {"shop": "lumora-own", "reason": "try it there first"})
    assert standing(desk.own_shop).policy.name == "margin_first"
    assert standing(desk.shop).policy.name == "balanced"


def test_the_nights_are_told_with_the_gates_reasons_and_an_owner_may_overrule_them(
    olgas: Client, olga: Person, desk: Desk
) -> None:
    learned = LearnedModel.objects.create(
        organisation=desk.organisation, made_at=NOW, content={"sample": 7}, digest="abc", sample=7,
        state=LearnedModel.KEPT_OUT,
    )  # fmt: skip
    Night.objects.create(
        organisation=desk.organisation, day=NOW.date(), at=NOW, lines=9, sample=7, still_open=2, untold=1, model=learned,
        reasons=["The evidence is worth 7 cases; 100 are needed."], drift=True,
    )  # fmt: skip
    page = text_of(olgas, "/lab/")
    assert "The evidence is worth 7 cases; 100 are needed." in page
    assert "Buyers answer differently than before." in page
    assert "2 outcomes are still open." in page
    assert "Of 1 case nobody told how it ended." in page
    with translation.override("zh-hans"):
        olga.language = "zh"
        olga.save()
        assert "证据相当于7个案件；需要100个。" in text_of(olgas, "/lab/")
    olgas.post(f"/lab/models/{learned.pk}/use/", {"reason": "I know my buyers"})
    assert standing(desk.shop).model is not None


def test_drift_is_told_to_the_owner_on_the_first_page_of_the_day(olgas: Client, alice: Person, desk: Desk) -> None:
    assert "Buyers answer differently" not in text_of(olgas, "/")
    Night.objects.create(organisation=desk.organisation, day=NOW.date(), at=NOW, drift=True)
    assert "Buyers answer differently" in text_of(olgas, "/")
    assert "Buyers answer differently" not in text_of(signed_in(alice), "/")


def test_what_is_explored_is_told(olgas: Client, olga: Person, desk: Desk) -> None:
    switch_on(
        actor=actor_of(olga), person=olga, scope=Scope(desk.organisation),
        choice=Choice(shipped="balanced", exploration_share=Decimal("0.100")), reason="to learn", now=NOW,
    )  # fmt: skip
    assert "In 10% of the cases a near tie is tried" in text_of(olgas, "/lab/")


# Who sees it ---------------------------------------------------------------------------------------------------------


def test_the_menu_leads_owners_to_the_lab_and_nobody_else(olgas: Client, alice: Person) -> None:
    assert 'href="/lab/"' in text_of(olgas, "/shops/")
    assert 'href="/lab/"' not in text_of(signed_in(alice), "/shops/")


def test_to_anybody_but_an_owner_of_the_company_the_lab_is_not_there(
    olgas: Client, olga: Person, desk: Desk, alice: Person, charlie: Person
) -> None:
    number = asked(olgas)
    learned = LearnedModel.objects.create(organisation=desk.organisation, made_at=NOW, content={}, digest="a", sample=1)
    switch = switch_on(
        actor=actor_of(olga), person=olga, scope=Scope(desk.organisation), choice=Choice(shipped="rating_first"),
        reason="x", now=NOW,
    )  # fmt: skip
    for person in (alice, charlie):
        client = signed_in(person)
        assert client.get("/lab/").status_code == 404
        assert client.get(f"/lab/{number}/").status_code == 404
        for address in ("ask", f"{number}/cancel", f"{number}/use", f"models/{learned.pk}/use", f"undo/{switch.pk}"):
            assert client.post(f"/lab/{address}/", {"reason": "x"}).status_code == 404, address
    assert standing(desk.shop).policy.name == "rating_first"
    assert Client().get("/lab/").status_code == 302


@pytest.mark.parametrize("address", ["/lab/999/", "/lab/99999999999999999999/"])
def test_a_comparison_that_does_not_exist_is_said_so(olgas: Client, address: str) -> None:
    assert olgas.get(address).status_code == 404


# Figures -------------------------------------------------------------------------------------------------------------


def figures(low: float, estimate: float, high: float, **changes: Any) -> dict[str, Any]:
    saving = {
        "low": low, "estimate": estimate, "high": high, "ess": 140.0, "differ": 50, "support": 40.0, "verdict": "ok",
        "more_needed": 0, **changes,
    }  # fmt: skip
    side = {
        "low": 9.0, "estimate": 10.0, "high": 11.0, "ess": 140.0, "n": 200, "verdict": "ok", "floor_breaches": 0,
        "fairness": {"spread": 0.01, "worst": 0.1, "groups": 3},
        "buyer_gets": {"estimate": 0.6, "low": 0.5, "high": 0.7},
    }  # fmt: skip
    part = {**side, "against": side, "saving": saving}
    return {
        **side, "unit": "USD", "logged": 10.0, "open": 0, "unusable": 0, "edited": 0, "assumption_based": False,
        "against": side, "saving": saving, "by_kind": [{"kind": "damaged", **part}],
        "by_country": [{"country": "BR", **part}], "by_platform": [{"platform": "ebay", **part}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("low", "estimate", "high", "more", "verdict", "said"),
    [
        (0.5, 1.0, 1.5, {}, "saves", "The first policy would have saved US$1.00 a case (US$0.50 to US$1.50)."),
        (-1.5, -1.0, -0.5, {}, "costs", "The first policy would have cost US$1.00 more a case"),
        (-0.5, 0.2, 0.9, {}, "open", "No difference can be told"),
        (0.5, 1.0, 1.5, {"verdict": "not enough evidence", "ess": 40.0, "more_needed": 310}, "unknown", "Not enough evidence."),
        (0.0, 0.0, 0.0, {"differ": 0}, "open", "Both would have sent the same in every case."),
    ],
)  # fmt: skip
def test_the_answer_is_one_plain_sentence(
    low: float, estimate: float, high: float, more: dict[str, Any], verdict: str, said: str
) -> None:
    with translation.override("en"):
        answer = answer_of(figures(low, estimate, high, **more), 0, "en")
    assert answer.verdict == verdict
    assert answer.headline.startswith(said)


def test_what_is_missing_is_said_with_how_much_more_would_do() -> None:
    with translation.override("en"):
        thin = answer_of(
            figures(0.5, 1, 1.5, verdict="not enough evidence", ess=40.0, support=10.0, more_needed=3100), 0, "en"
        )
        blind = answer_of(figures(0.5, 1, 1.5, verdict="not enough evidence", support=0.0, more_needed=None), 0, "en")
    assert thin.needed.endswith("100 are needed. About 3,100 more closed cases like these would do.")
    assert "worth 40 cases" in thin.needed
    assert "was never sent" in blind.needed


def test_bars_stay_on_their_line_and_the_zero_is_where_it_belongs() -> None:
    with translation.override("en"):
        bar = answer_of(figures(-1.0, 1.0, 3.0), 0, "en").saving.bar
    assert bar.zero is not None
    assert 0 <= bar.start < bar.zero < bar.at < bar.start + bar.length <= WIDTH
    assert (bar.zero - bar.start) / bar.length == pytest.approx(0.25, abs=0.01)


def test_what_is_worse_for_buyers_is_marked() -> None:
    told = figures(0.5, 1.0, 1.5)
    told["against"] = {**told["against"], "buyer_gets": {"estimate": 0.7, "low": 0.6, "high": 0.8}}
    told["floor_breaches"] = 3
    with translation.override("en"):
        beside = answer_of(told, 0, "en").beside
    assert [each.tone for each in beside] == ["bad", "bad", ""]
    assert (beside[0].mine, beside[0].other) == ("60.0%", "70.0%")


def test_the_unit_writes_money_and_shares() -> None:
    assert Unit("JPY", "en").shown(120.4) == "JP¥120"
    assert Unit("USD", "en").shown(1.5, sign=True) == "+US$1.50"
    assert Unit("order_value", "en").shown(-0.034) == "-3.4%"


def test_what_is_refused_is_said_in_the_language_of_the_screen(olgas: Client, olga: Person) -> None:
    olga.language = "zh"
    olga.save()
    answer = olgas.post("/lab/ask/", {"candidate": "shipped:balanced", "against": "now", "from": "", "to": ""})
    assert "两边的做法相同" in answer.content.decode()
