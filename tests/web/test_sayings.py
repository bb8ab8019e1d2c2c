"""Every sentence that the engine can say has its Chinese; what has none stays English and says so."""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from html import unescape
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from making import NOW, days, dispute_record, event, message_record, parcel_record
from pydantic import ValidationError

import amends
from amends.clock import clock
from amends.clock.tables import shipped_tables
from amends.connect.mail import Code, MailTrouble
from amends.core.contracts.clock import ClockInput
from amends.core.labels import label
from amends.core.vocabulary import EvidenceType, Fault, Flag, Fulfilment, Kind, Platform, Remedy
from amends.decide import decide, floor, full_law
from amends.decide.law import rights
from amends.decide.learn import learn
from amends.decide.model import Model
from amends.decide.promotion import INCOMPARABLE, Figures, judge
from amends.decide.recovery_rules import carriers, platform_ways, supplier_ways
from amends.desk.cases.models import Case
from amends.desk.deadlines.models import Deadline
from amends.desk.notices.rules import rule_of
from amends.desk.offers.models import Offer
from amends.desk.orders.models import Order
from amends.desk.parcels.models import Parcel
from amends.desk.people.models import Person
from amends.desk.replies.caps import Limit, reasons_of
from amends.desk.replies.keepable import later_than_promised
from amends.evidence.rulebook import kind_reasons, payment_reasons, platform_limits, type_texts
from amends.insight import nights
from amends.web import sayings
from amends.web.sayings import Table, holes, in_chinese, saying, table
from tests.decide.cases import case
from tests.decide.logs import answers
from tests.watch.parcels import ask, scan, shipment, way
from tests.watch.wordings import WORDINGS

pytestmark = pytest.mark.on_one_database

SOURCE = Path(amends.__file__).parent
HAN = re.compile(r"[一-鿿]")
#: The modules whose sentences reach the screens.
SPEAKERS = (
    "decide/gates.py", "decide/explain.py", "decide/promotion.py", "decide/recovery.py", "watch/reason.py",
)  # fmt: skip


# What the engine says ------------------------------------------------------------------------------------------------


def _some(chance: random.Random, values: list[Any], most: int) -> list[Any]:
    return chance.sample(values, chance.randint(0, min(most, len(values))))


def _offers(chance: random.Random) -> list[dict[str, Any]]:
    answers = ["refused", "countered", None]
    remedies = [Remedy.RESHIP, Remedy.COUPON, Remedy.PARTIAL_REFUND, Remedy.WAIT]
    return [{"remedy": remedy.value, "answer": chance.choice(answers)} for remedy in _some(chance, remedies, 2)]


def _record(chance: random.Random, kind: Kind, platform: Platform) -> dict[str, Any]:
    """One case of this kind on this platform; all else by chance."""
    currency, value = chance.choice([("USD", "23.40"), ("USD", "180.00"), ("JPY", "9000"), ("KWD", "3.250")])
    price = {"USD": "11.70", "JPY": "4500", "KWD": "1.625"}[currency]
    small = {"USD": "2.90", "JPY": "400", "KWD": "0.900"}[currency]
    evidence = _some(chance, [each.value for each in EvidenceType], 6)
    return {
        "platform": platform.value,
        "kind": kind.value,
        "fault": chance.choice([fault.value for fault in Fault]),
        "order": {
            "value": value, "currency": currency, "country": chance.choice(["BR", "DE", "CN", "GB", "US", "SA"]),
            "lines": [{"sku": "LAMP v2. B", "quantity": 2, "unit_price": price, "unit_cost": small}],
        },
        "claim": {"asks": _some(chance, [remedy.value for remedy in Remedy], 3), "missing": chance.choice([None, 1, 2]),
                  "asked_amount": chance.choice([None, None, small, f"9{value}"])},
        "waited_days": chance.choice([2, 12.5, 40, 70]),
        "loss_probability": chance.choice([None, 0.02, 0.6]),
        "arrival_by": chance.choice([None, "2026-12-01", "2026-12-20"]),
        "dispute_window_ends": chance.choice([None, "2026-11-20T00:00:00Z", "2027-02-01T00:00:00Z"]),
        "evidence": evidence,
        "buyer": {"orders": 4, "claims": chance.choice([0, 3]), "future_margin": small},
        "costs": {"postage": small, "return_label": small, "minute": "0.15"},
        "flags": _some(chance, [flag.value for flag in Flag], 3),
        "policy": chance.choice(["balanced", "margin_first", "rating_first"]),
        "dispute_open": chance.random() < 0.4,
        "fulfilment": chance.choice([*[Fulfilment.SELLER.value] * 4, *[each.value for each in Fulfilment]]),
        "available": chance.choice([None, None, ["full_refund", "coupon"], [remedy.value for remedy in Remedy]]),
        "previous_offers": _offers(chance),
        "refunded": chance.choice(["0", "0", "0", "1", value]),
        "stock": chance.choice([None, {"LAMP v2. B": 0}, {"LAMP v2. B": 50}]),
        "budget_left": chance.choice([None, None, "0", "5"]),
        "delivered_at": chance.choice([None, "2026-11-15T00:00:00Z"]),
    }  # fmt: skip


@cache
def _taught() -> Model:
    """What eighty buyers taught about reships, with their rulings."""
    return learn([*answers(40, 10).lines, *answers(40, 0, kind="not_received").lines])


@cache
def said_by_decide() -> dict[str, str]:
    """Sentence, and the field in which it stood: all kinds, platforms, both laws, with and without a model."""
    chance, found = random.Random(20261127), {}
    duty = {"asks": ["reimburse_duty"], "asked_amount": "25.00"}
    more = decide(case(kind="customs_charges", claim=duty, available=["reimburse_duty", "apologise"]))
    found.update(dict.fromkeys(more.approval.reasons, "approval"))
    for kind, platform, law in product(Kind, Platform, (floor(), full_law())):
        for model in (None, None, _taught()):
            answer = decide(case(**_record(chance, kind, platform)), law=law, model=model)
            found.update({item.why: "why" for item in answer.menu})
            found.update({entry.reason: f"blocked by {entry.by}" for entry in answer.blocked})
            found.update(dict.fromkeys(answer.approval.reasons, "approval"))
            found.update(dict.fromkeys(answer.would_change, "would_change"))
    return found


def _shipments(chance: random.Random) -> Iterator[dict[str, Any]]:
    """Every wording after every part of an ordinary way, at moments early and late, on several lanes."""
    texts = [text for steps in (WORDINGS["en"], WORDINGS["zh"]) for texts in steps.values() for text in texts]
    lanes = [("CN", "DE"), ("CN", "BR"), ("BR", "BR"), ("DE", "BE"), ("ZZ", "QQ")]
    for text, last in product(texts, (0, 1, 3, 6, 11, 13)):
        origin, destination = chance.choice(lanes)
        events = [*way(last), scan(last + 1, text, chance.choice(["CN", "DE", None]))]
        if chance.random() < 0.3:
            events.append(scan(last + 3, chance.choice(texts), chance.choice(["DE", None])))
        for now in (last + 2, last + 8, last + 30, 70):
            promised, due = chance.choice([None, 10, 60]), chance.choice([None, 5, 40])
            yield shipment(events, now, origin=origin, destination=destination, promised=promised, due=due)
    for last, now in product((0, 1, 3, 6, 11, 13, 14, 15), (3, 9, 17, 30, 60, 90)):
        for promised, due in ((None, None), (10, 5), (100, 95)):
            yield shipment(way(last), now, promised=promised, due=due)


@cache
def said_by_watch() -> frozenset[str]:
    return frozenset(ask(record).reason for record in _shipments(random.Random(20261128)))


def said_by_the_checklists() -> set[str]:
    """Why each exhibit is asked for and what it shows; what to mind at a platform; a signature above an amount."""
    lists = [*kind_reasons().values(), *payment_reasons().reasons]
    signature = "From 750.00 USD on, a delivery counts as proved only with a signature."
    shown = {text.shows for text in type_texts().values()}
    notes = {note.text for each in platform_limits().values() for limits in each.procedures for note in limits.notes}
    return {asked.why for each in lists for asked in each.evidence} | {signature} | shown | notes


def said_by_the_clock() -> set[str]:
    """What follows when nobody acts, of every rule; where a rule is a range, as the clock itself says it."""
    stated = {entry.duration.consequence for entry in shipped_tables().entries()}
    details = {each.detail for each in stated if each is not None and each.detail is not None}
    for platform in ("stripe", "shopify_payments"):
        entry = next(each for each in shipped_tables().entries() if each.platform.platform == platform)
        answer = clock(
            ClockInput.model_validate_json(
                f'{{"id": "1", "platform": "{platform}", "event": "{entry.duration.from_event}", '
                f'"at": "2026-11-20T10:00:00Z"}}'
            )
        )
        assert answer.consequence is not None
        details.add(str(answer.consequence.detail))
    return details


def said_by_the_recoveries() -> set[str]:
    """The names of all ways to get money back, why a deadline is unknown, and what is to be known beside it."""
    listed = [window for carrier in carriers().carriers for window in (carrier.lost, carrier.damaged)]
    windows = [*listed, carriers().other.lost, carriers().other.damaged]
    ways = [*platform_ways().ways, *supplier_ways().ways]
    said = {text for window in windows for text in (window.unknown, window.note)}
    said |= {text for way in ways for text in (way.name, way.unknown, way.note)}
    said |= {carrier.note for carrier in carriers().carriers}
    said.add("The day from which the time runs is not in the records.")
    said.add("At most 100 USD are paid; no exchange rate is known to compare it with.")
    return said - {""}


def said_by_the_gate() -> set[str]:
    """Why what was learned may decide, or may not; and what a night without a question to the gate says."""
    good = Figures(
        saving=1.2, low=0.4, high=2.0, unit="USD", ess=140.0, differ=80, support=40.0, floor_breaches=0, spread=0.05,
        spread_standing=0.05, gets=0.01,
    )  # fmt: skip
    bad = {"ess": 7.0, "support": 3.0, "low": -1.5, "floor_breaches": 2, "spread": 0.2, "gets": -0.125, "differ": 0}
    changes = [{}, *({name: value} for name, value in bad.items())]
    figures = [replace(good, unit=unit, **change) for unit in ("USD", "order_value") for change in changes]  # type: ignore[arg-type]
    said = {reason for each in figures for reason in judge(each).reasons}
    return said | {INCOMPARABLE, nights.STOPPED, nights.NOTHING_KNOWN, nights.NOTHING_NEW, nights.DRIFTED}


def said_by_the_daily_limits() -> list[str]:
    """A letter that passes both limits of its sender."""
    return reasons_of([Limit("USD", 4_000, 2_000, 5_000), Limit("", 20, 1, 20)])


def said_by_mailboxes() -> set[str]:
    """What can go wrong with a mailbox, alone and with the server's own words behind it."""
    troubles = [MailTrouble(code, said="550 5.1.1 no such user. See http://mail.example") for code in Code]
    return {text for trouble in troubles for text in (str(trouble), trouble.told)}


def said_of_notices() -> set[str]:
    """Why a platform lets a shop tell buyers something unasked, or does not."""
    return {rule_of(platform.value).why for platform in Platform}


def untranslated(sentences: Any) -> list[str]:
    return sorted(sentence for sentence in sentences if in_chinese(sentence) is None)


def test_an_english_screen_names_remedies_and_evidence_instead_of_their_codes() -> None:
    told = "With delivery_proof the menu would be partial_refund + reship: the chance to win rises by 20%."
    shown = "With proof of delivery the menu would be partial refund + reship: the chance to win rises by 20%."
    assert str(saying(told, "en")) == shown
    assert str(saying("refund_of_partial_refunds stays", "en")) == "refund_of_partial_refunds stays"


def test_every_sentence_of_decide_has_its_chinese() -> None:
    found = said_by_decide()
    assert len(found) > 1000
    assert [f"{found[sentence]}: {sentence}" for sentence in untranslated(found)] == []


def test_every_right_that_a_contest_must_answer_has_its_chinese() -> None:
    reasons = {f"contesting needs proof that is not there: {right.says}" for right in rights() if right.contest_needs}
    assert reasons
    assert untranslated(reasons) == []


def test_every_right_has_its_chinese_where_it_is_told_by_itself() -> None:
    assert untranslated(right.says for right in rights()) == []


def test_every_sentence_of_watch_has_its_chinese() -> None:
    assert untranslated(said_by_watch()) == []


def test_every_reason_of_a_checklist_has_its_chinese() -> None:
    assert len(said_by_the_checklists()) > 100
    assert untranslated(said_by_the_checklists()) == []


def test_every_reason_of_the_promotion_gate_has_its_chinese() -> None:
    assert untranslated(said_by_the_gate()) == []
    told = in_chinese("Buyers would get 12.5% of the order value less. No outcome is known yet.")
    assert told == "买家会少得订单金额的12.5%。还没有任何已知的结果。"


def test_every_consequence_of_the_clock_has_its_chinese() -> None:
    details = said_by_the_clock()
    assert any("the early end of" in detail for detail in details)
    assert untranslated(details) == []


def test_every_word_about_claiming_back_has_its_chinese() -> None:
    assert len(said_by_the_recoveries()) > 40
    assert untranslated(said_by_the_recoveries()) == []


def test_every_trouble_of_a_mailbox_has_its_chinese() -> None:
    assert untranslated(said_by_mailboxes()) == []


def test_every_reason_about_notices_has_its_chinese() -> None:
    assert untranslated(said_of_notices()) == []


def test_no_template_is_kept_that_nothing_says() -> None:
    """So the sentences above were really all kinds of sentences, and the table holds no leftovers."""
    said = [*said_by_watch(), *said_by_the_checklists(), *said_by_the_clock(), *said_by_the_gate()]
    said += said_by_the_recoveries()
    said += [each for text in said_by_decide() for each in (text, *re.split(r"(?<=\.) (?=[A-Z])", text))]
    said += [each for text in said_by_mailboxes() for each in re.split(r"(?<=\.) (?=[A-Z])", text)]
    said += [*said_by_the_daily_limits(), *said_of_notices(), later_than_promised("2026-12-20", "2026-12-10")]
    said += [f"contesting needs proof that is not there: {right.says}" for right in rights() if right.contest_needs]
    said += [right.says for right in rights()]
    unsaid = []
    for name, group in table().sayings.items():
        # What operations refuse is looked for in the source: tests/architecture/test_refusals.
        for pair in group if name != "refusals" else ():
            expression = re.compile(sayings._expression(pair.en, named=False))
            if not any(expression.fullmatch(sentence) for sentence in said):
                unsaid.append(pair.en)
    assert unsaid == [
        "the early end of {number} to {most:number} {unit}: enter the platform's own date where it shows one"
    ]


def _texts(module: str) -> Iterator[str]:
    """Every stretch of words in the strings of a module that is no docstring."""
    tree = ast.parse((SOURCE / module).read_text(encoding="utf-8"))
    silent = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield from (part.strip() for part in re.split(r"\{\w+\}", node.value) if " " in part.strip())


@pytest.mark.parametrize("module", SPEAKERS)
def test_no_words_in_the_source_are_missing_from_the_table(module: str) -> None:
    """Also what no case above brought up: each stretch of words stands in a template."""
    groups = (*table().pieces.values(), *table().sayings.values())
    known = [
        part
        for group in groups
        for pair in group
        for part in re.split(r"\{[a-z_:]+\}", pair.en.replace("{days}", "{number} days"))
    ]
    known += ["an unknown day", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", "1 day"]
    texts = set(_texts(module))
    assert texts
    assert sorted(text for text in texts if not any(text in part for part in known)) == []


# How it is said ------------------------------------------------------------------------------------------------------


def test_nothing_english_is_left_but_names() -> None:
    names = re.compile(r"[A-Za-z]+")
    sentences = [*said_by_decide(), *said_by_watch()]
    left = {word for sentence in sentences for word in names.findall(in_chinese(sentence) or "")}
    brands = {word for member in Platform for word in names.findall(label(member, "en"))}
    held = {"LAMP", "v", "B", "US", "JP", "USD", "JPY", "KWD", "QQ", "A", "to", "z", "Compra", "Protegida"}
    assert left - brands - held == set()


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("If refused, 12.50 EUR follows on average.", "若被拒绝，后续平均成本为€12.50。"),
        ("Only with the date 2026-12-05.", "必须写明日期：2026年12月5日。"),
        ("money above 50.00 USD.", "金额超过US$50.00。"),
        ("Delivered on 3 Jun.", "6月3日妥投。"),
        ("LAMP v2. B is not in stock.", "LAMP v2. B无库存。"),
        (
            "With delivery_proof the menu would be full_refund + coupon: the chance to win rises by 60%.",
            "若有妥投证明，方案会变为：全额退款 + 优惠券；胜诉的可能性提高60个百分点。",
        ),
        (
            "It makes the buyer whole. Only with the date 2026-12-05.",
            "能完全弥补买家的损失。必须写明日期：2026年12月5日。",
        ),
        ("In customs of DE since 13 Jun", None),
        ("It makes the buyer whole. It also sings.", None),
        ("If refused, a lot follows on average.", None),
        ("", None),
    ],
)
def test_what_a_sentence_holds_is_shown_as_the_screens_show_it(english: str, chinese: str | None) -> None:
    assert in_chinese(english) == chinese


def test_a_figure_of_a_sentence_is_never_lost() -> None:
    for sentence in said_by_decide():
        there = sorted(re.findall(r"[0-9]+", re.sub(r"\b0(?=[0-9])", "", sentence).replace(",", "")))
        chinese = (in_chinese(sentence) or "").replace(",", "")
        here = sorted(re.findall(r"[0-9]+", re.sub(r"\b0(?=[0-9])", "", chinese)))
        assert there == here, (sentence, chinese)


def test_an_english_screen_keeps_the_words_and_a_chinese_one_marks_what_it_cannot_say() -> None:
    assert str(saying("a contest.", "en")) == "a contest."
    assert saying("a contest.", "en").lang == ""
    assert HAN.search(saying("a contest.", "zh").text)
    assert saying("a contest.", "zh").lang == ""
    assert saying("It sings.", "zh") == sayings.Saying("It sings.", "en")


@pytest.mark.parametrize(
    ("en", "zh"),
    [("worth {money}.", "值。"), ("worth.", "worth."), ("worth {gold}.", "值{gold}。")],
)
def test_a_table_that_loses_something_is_refused(en: str, zh: str) -> None:
    whole = {"schema_version": 1, "pieces": {"one": [{"en": "a", "zh": "一"}]}, "sayings": {}}
    assert Table.model_validate(whole)
    with pytest.raises(ValidationError):
        Table.model_validate({**whole, "sayings": {"x": [{"en": en, "zh": zh}]}})


def test_holes_are_named_by_their_kind_unless_they_have_a_name() -> None:
    assert holes("from {day} to {last:day}") == {"day": "day", "last": "day"}


# On the page ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def held_case(
    take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int], monkeypatch: Any
) -> Case:
    """Dana asks for her money while customs holds the parcel, and has opened a dispute."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    events = [event(NOW - days(20), "Accepted by carrier"), event(NOW - days(9), "Held by customs", "BR")]
    take_in(parcel_record(events=events), message_record(text="It never came. I want my money back."), dispute_record())
    run_jobs(NOW)
    return Case.objects.get()


@pytest.mark.django_db
def test_the_chinese_page_of_a_case_has_no_sentence_of_the_engine_in_english(alice: Person, held_case: Case) -> None:
    client = Client()
    client.force_login(alice)
    address = f"/cases/{held_case.pk}/"
    result = Offer.objects.filter(case=held_case).latest("pk").result
    detail = "the cancellation is approved automatically"
    Deadline.objects.filter(case=held_case).update(detail=detail)
    sentences = [Parcel.objects.get().reason, detail, *result["would_change"], *result["approval"]["reasons"]]
    sentences += [*(item["why"] for item in result["menu"]), *(entry["reason"] for entry in result["blocked"])]
    english = unescape(client.get(address).content.decode())
    assert [sentence for sentence in sentences if sentence not in english] == []
    client.post("/profile/", {"language": "zh", "next": "/queue/"})
    page = client.get(address).content.decode()
    chinese = unescape(page)
    assert [sentence for sentence in sentences if str(in_chinese(sentence)) not in chinese] == []
    assert [sentence for sentence in sentences if sentence in chinese] == []
    # What people wrote, the name of the other language, and what the clock does not know are English as well.
    marked = re.findall(r'<(\w+)([^>]*) lang="en"[^>]*>([^<]*)', page)
    sure = [text for tag, more, text in marked if tag not in ("button", "textarea") and "said" not in more]
    unknown = [row.rule["unknown"]["message"] for row in Deadline.objects.all() if "unknown" in row.rule]
    assert [unescape(text) for text in sure] == unknown


@pytest.mark.django_db
def test_a_sentence_without_chinese_stays_english_on_a_chinese_page_and_says_so(alice: Person, held_case: Case) -> None:
    client = Client()
    client.force_login(alice)
    client.post("/profile/", {"language": "zh", "next": "/queue/"})
    Parcel.objects.update(reason="Carried off by <a> dragon.")
    page = client.get(f"/cases/{held_case.pk}/").content.decode()
    assert '<p lang="en" class="text-xs">Carried off by &lt;a&gt; dragon.</p>' in page


@pytest.mark.django_db
def test_what_is_refused_is_told_in_chinese_on_a_chinese_screen(alice: Person, held_case: Case) -> None:
    client = Client()
    client.force_login(alice)
    words = {"The note is empty.": ("note", {"text": " "}), "'x' is no kind of dispute.": ("kind", {"kind": "x"})}
    for language in ("en", "zh"):
        client.post("/profile/", {"language": language, "next": "/queue/"})
        for said, (action, form) in words.items():
            answer = client.post(f"/cases/{held_case.pk}/{action}/", form, follow=True)
            page = unescape(answer.content.decode())
            assert (said in page, str(in_chinese(said)) in page) == (language == "en", language == "zh")
