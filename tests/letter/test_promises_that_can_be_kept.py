"""What stock, budget or carrier cannot keep is not in the menu, and a person's own words cannot promise it either."""

from __future__ import annotations

from amends.core.contracts.decide import DecideOutput
from amends.core.vocabulary import Remedy
from amends.decide import decide
from tests.decide.cases import case
from tests.letter.linting import judged, rules_of

NEW_LAMP = "I will send you a new lamp by 25 November."
UNTIL = "I ask you to wait until 20 December: your parcel will arrive by then."
ON_ITS_WAY = {"kind": "not_received", "waited_days": 20, "dispute_window_ends": "2027-02-01T00:00:00Z"}


def held(text: str, decided: DecideOutput, kind: str = "damaged") -> set[str]:
    """The rules that hold the letter back, with what was decided as its menu."""
    menu = [item.model_dump(mode="json", include={"remedy", "amount", "currency", "by_date"}) for item in decided.menu]
    output = judged(text, decision={"menu": menu}, case={"kind": kind})
    assert output.verdict.value == ("block" if output.findings else "pass")
    return rules_of(output)


def why_not(decided: DecideOutput, remedy: Remedy) -> str:
    return next(each.reason for each in decided.blocked if each.remedy is remedy)


def offered(decided: DecideOutput) -> set[Remedy]:
    return {item.remedy for item in decided.menu}


def test_goods_that_are_not_there_are_not_promised() -> None:
    none, plenty = decide(case(stock={"LAMP": 0})), decide(case(stock={"LAMP": 50}, available=["reship"]))
    assert Remedy.RESHIP not in offered(none)
    assert why_not(none, Remedy.RESHIP) == "LAMP is not in stock."
    assert held(NEW_LAMP, none) == {"promise_not_approved"}
    assert offered(plenty) == {Remedy.RESHIP}
    assert held(NEW_LAMP, plenty) == set()


def test_money_that_is_not_in_the_budget_is_not_promised() -> None:
    given = {"available": ["partial_refund", "apologise", "reship"], "kind": "poor_quality"}
    spent, left = decide(case(budget_left="1", **given)), decide(case(budget_left="90", **given))
    amount = next(item.amount for item in left.menu if item.remedy is Remedy.PARTIAL_REFUND)
    text = f"I will refund you USD {amount} today."
    assert Remedy.PARTIAL_REFUND not in offered(spent)
    assert "more than the budget that is left (1)" in why_not(spent, Remedy.PARTIAL_REFUND)
    assert held(text, spent) >= {"amount_not_approved", "promise_not_approved"}
    assert held(text, left) == set()


def test_an_arrival_that_the_carrier_will_not_keep_is_not_promised() -> None:
    money = ["wait", "partial_refund", "full_refund"]
    unsure = decide(case(loss_probability=0.6, arrival_by="2026-12-20", available=money, **ON_ITS_WAY))
    assert Remedy.WAIT not in offered(unsure)
    assert "comes by that date only with" in why_not(unsure, Remedy.WAIT)
    assert held(UNTIL, unsure, "not_received") == {"promise_not_approved"}


def test_waiting_is_asked_for_until_the_day_of_the_forecast_and_no_other() -> None:
    sure = decide(case(loss_probability=0.01, arrival_by="2026-12-01", available=["wait", "apologise"], **ON_ITS_WAY))
    day = next(item.by_date for item in sure.menu if item.remedy is Remedy.WAIT)
    assert day is not None
    assert held(UNTIL.replace("20 December", f"{day.day} {day:%B}"), sure, "not_received") == set()
    assert held(UNTIL, sure, "not_received") == {"promise_not_approved"}


def test_a_day_on_which_money_comes_is_no_arrival() -> None:
    unsure = decide(case(loss_probability=0.6, arrival_by="2026-12-20", available=["full_refund"], **ON_ITS_WAY))
    text = "I refund the full price today; please wait until 2 December for the refund to show on your card."
    assert held(text, unsure, "not_received") == set()


def test_the_budget_takes_nothing_from_what_the_buyer_is_entitled_to() -> None:
    decided = decide(case(budget_left="0", kind="not_received", loss_probability=0.9, waited_days=60))
    assert offered(decided) & {Remedy.FULL_REFUND, Remedy.RESHIP}


def test_waiting_alone_is_no_word_for_money() -> None:
    only_wait = judged(
        "Please wait until 20 December. I will refund you then.",
        decision={"menu": [{"remedy": "wait", "by_date": "2026-12-20"}]},
        case={"kind": "not_received"},
    )
    assert "promise_not_approved" in rules_of(only_wait)


def test_waiting_with_an_amount_is_money_for_the_wait() -> None:
    paid_wait = judged(
        "Please wait until 20 December. I will refund you 5.00 EUR for the delay.",
        decision={"menu": [{"remedy": "wait", "by_date": "2026-12-20", "amount": "5.00", "currency": "EUR"}]},
        case={"kind": "not_received"},
    )
    assert "promise_not_approved" not in rules_of(paid_wait)
