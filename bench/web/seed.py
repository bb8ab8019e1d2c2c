"""Fill an empty database with many cases, for measuring and for looking.

    AMENDS_DATA=/tmp/bench python -m bench.web.seed --cases 100000

Everything is made from the seed; a tenth of the cases are closed, a few are past their safe time, one shop belongs to
another company, one stands still in the past. Sign-in: alice@bench.example (agent in six shops), bob@bench.example
(lead), charlie@bench.example (another company), password "bench-bench-bench".
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import islice

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.project.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction

from amends.core.vocabulary import CaseStage, Flag, Kind, Leg, Remedy
from amends.desk.cases.models import Case, Tab, TabCount
from amends.desk.conversations.models import Conversation, Message
from amends.desk.journal.operations import record
from amends.desk.orders.models import Buyer, LedgerEntry, Order, OrderLine
from amends.desk.parcels.models import Parcel
from amends.desk.people.models import Organisation, Person
from amends.desk.promises.models import Promise
from amends.desk.reviews.models import Review
from amends.desk.search.operations import index_cases
from amends.desk.shops.models import ExchangeRate, Membership, Shop

PASSWORD = "bench-bench-bench"
SHOPS = [
    ("lumen-eu", "Lumen Home EU", "amazon", "EUR", "Europe/Berlin"),
    ("lumen-us", "Lumen Home US", "ebay", "USD", "America/Los_Angeles"),
    ("qingsong", "青松家居旗舰店", "aliexpress", "USD", "Asia/Shanghai"),
    ("verde", "Casa Verde", "mercado_libre", "BRL", "America/Sao_Paulo"),
    ("sakura", "さくら雑貨", "shopee", "JPY", "Asia/Tokyo"),
    ("archive", "Archive 2024", "own_shop", "USD", "Asia/Shanghai"),
    ("other", "Charlie's Cables", "etsy", "USD", "America/New_York"),
]
RATES = {"EUR": "7.7312", "USD": "7.1120", "BRL": "1.3105", "JPY": "0.0472"}
NAMES = [
    "Dana Whitfield",
    "María Fernández",
    "João Pereira da Silva",
    "Анна Кузнецова",
    "山田 花子",
    "Élodie Marchand",
    "نورا الحسن",
    "Kowalska Agnieszka",
    "김서연",
    "Jürgen Groß",
    "Ayşe Yılmaz",
    "Giulia Bianchi",
    "王小明",
    "Pieter de Vries",
]
COUNTRIES = ["US", "ES", "BR", "RU", "JP", "FR", "AE", "PL", "KR", "DE", "TR", "IT", "CN", "NL"]
LANGUAGES = ["en", "es", "pt", "ru", "ja", "fr", "ar", "pl", "ko", "de", "tr", "it", "zh", "nl"]
SAID = [
    "I have been waiting for six weeks and nothing came.",
    "Llegó roto, quiero mi dinero.",
    "Faltam duas peças na caixa.",
    "Посылка до сих пор не пришла.",
    "色が写真と違います。",
    "Le colis est marqué livré, mais je n'ai rien reçu.",
    "المنتج لا يعمل",
    "Dostałam inny produkt.",
    "충전이 되지 않습니다.",
    "Bitte erstatten Sie mir den Betrag.",
]
ACTIONS = [
    "auto_refund",
    "claim_granted_to_buyer",
    "lost_by_default",
    "",
    "mediation_or_refund",
    "buyer_may_open_case",
    "",
]
KINDS = [
    Kind.NOT_RECEIVED,
    Kind.DAMAGED,
    Kind.SHORT_QUANTITY,
    Kind.NOT_AS_DESCRIBED,
    Kind.CUSTOMS_HELD,
    Kind.WRONG_ITEM,
    Kind.NOT_EXPORTED,
    Kind.DELIVERED_NOT_RECEIVED,
    Kind.ORDER_STATUS,
    Kind.DEFECTIVE,
]
REMEDIES = [Remedy.PARTIAL_REFUND, Remedy.RESHIP, Remedy.WAIT, Remedy.FULL_REFUND, Remedy.RESHIP_MISSING, Remedy.DEFEND]
CHUNK = 5000
#: How often the words of SAID's sentences and of the made-up vocabulary come: as in texts, a few often, most seldom.
VOCABULARY = 20_000
SYLLABLES = "ba ke li mo nu ra se ti vo za 包裹 退款 灯 没 少 件 док пос ка ند لم".split()


def people_and_shops(now: datetime) -> tuple[list[Shop], list[Person]]:
    """Two companies, seven shops, three persons."""
    ours = Organisation.objects.create(name="Lumen Trading", currency="CNY", time_zone="Asia/Shanghai", language="zh")
    theirs = Organisation.objects.create(
        name="Charlie Ltd", currency="USD", time_zone="America/New_York", language="en"
    )
    shops = [
        Shop.objects.create(
            organisation=theirs if key == "other" else ours,
            key=key,
            name=name,
            platform=platform,
            currency=currency,
            time_zone=zone,
            created_at=now - timedelta(days=400),
            last_heard_at=now - timedelta(hours=50 if key == "verde" else 1),
            as_of=datetime(2024, 11, 11, 4, tzinfo=UTC) if key == "archive" else None,
        )
        for key, name, platform, currency, zone in SHOPS
    ]
    people = [
        Person.objects.create_user(
            f"{name.lower()}@bench.example", PASSWORD, name=name, organisation=of, language=language, joined_at=now
        )
        for name, of, language in (("Alice", ours, "en"), ("Bob", ours, "zh"), ("Charlie", theirs, "en"))
    ]
    floor = [Person(email=f"agent{n}@bench.example", name=f"Agent {n}", organisation=ours) for n in range(1, 99)]
    people[2:2] = Person.objects.bulk_create(floor)
    for shop in shops:
        if shop.key == "other":
            Membership.objects.create(person=people[-1], shop=shop, role="owner")
        else:
            Membership.objects.create(person=people[0], shop=shop, role="agent")
            Membership.objects.create(person=people[1], shop=shop, role="lead")
    for source, rate in RATES.items():
        for back in (0, 7):
            ExchangeRate.objects.create(
                organisation=ours,
                source=source,
                target="CNY",
                day=now.date() - timedelta(days=back),
                rate=Decimal(rate),
                origin="bench table",
            )
    return shops, people


def a_case(dice: random.Random, shop: Shop, order: Order, people: list[Person], now: datetime) -> Case:
    """One case as the operations would have summarised it."""
    present = shop.as_of or now
    tab = dice.choices(list(Tab), weights=[3, 4, 40, 22, 9, 14, 6, 2])[0]
    hours = dice.expovariate(1 / 90) + (0.5 if dice.random() < 0.97 else -20)
    due = present + timedelta(hours=hours) if tab not in (Tab.DONE, Tab.BUYER) or dice.random() < 0.3 else None
    kind, stake = dice.choice(KINDS), int(order.value_minor * dice.uniform(0.4, 1.3))
    rate = Decimal(RATES.get(order.currency, "1"))
    digits = 1 if order.currency == "JPY" else 100
    wanted = dice.randint(3, 6)
    return Case(
        shop=shop,
        order=order,
        buyer_id=order.buyer_id,
        opened_by="message",
        opened_at=order.placed_at + timedelta(days=20),
        closed_at=present if dice.random() < 0.1 else None,
        kind=kind.value,
        claim=kind.value,
        confidence=round(dice.uniform(0.35, 0.99), 3),
        abstained=dice.random() < 0.08,
        flags=[flag.value for flag in dice.sample(list(Flag), dice.choices([0, 1, 2], [80, 15, 5])[0])],
        language=dice.choice(LANGUAGES),
        fault="seller",
        stage=dice.choice(list(CaseStage)[:6]).value,
        tab=tab.value,
        turn={"buyer": "buyer", "platform": "platform", "done": "nobody"}.get(tab.value, "seller"),
        assignee=dice.choices([None, *people[:-1]], [60, *[40 / len(people[:-1])] * len(people[:-1])])[0]
        if shop.key != "other"
        else None,
        headline=dice.choice(SAID),
        product=order.number,
        due=due,
        safe_by=due and due - timedelta(hours=12),
        consequence=dice.choice(ACTIONS),
        past_safe=tab == Tab.DEADLINE,
        stake_minor=stake,
        stake_currency=order.currency,
        loss_minor=int(Decimal(stake) / digits * rate * 100 * Decimal("0.6")),
        loss_rate={
            "rate": str(rate),
            "day": "2026-11-20",
            "from": order.currency,
            "to": "CNY",
            "origin": "bench table",
        },
        proposal=dice.choice(REMEDIES).value,
        proposal_cost_minor=int(stake * 0.35),
        parcel_leg=dice.choice(list(Leg)).value,
        evidence_have=dice.randint(0, wanted),
        evidence_wanted=wanted,
        needs_approval=tab == Tab.APPROVE,
        updated_at=now,
    )


def an_order(dice: random.Random, shop: Shop, buyer: Buyer, number: int, now: datetime) -> Order:
    return Order(
        shop=shop,
        number=f"{shop.key.upper()}-{number:08d}",
        buyer=buyer,
        placed_at=(shop.as_of or now) - timedelta(days=dice.randint(8, 70)),
        currency=shop.currency,
        value_minor=dice.randint(900, 18000),
        country=buyer.country,
    )


def vocabulary(dice: random.Random) -> list[str]:
    """Made-up words in several scripts."""
    return ["".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))) for _ in range(VOCABULARY)]


def a_text(dice: random.Random, words: list[str], headline: str) -> str:
    """What a buyer wrote: a sentence, and words of which the first of the list come most often."""
    rare = (words[min(int(dice.paretovariate(0.6)) - 1, VOCABULARY - 1)] for _ in range(25))
    return f"{headline} {' '.join(rare)}"


def said(cases: list[Case], texts: list[str]) -> None:
    """A conversation of one message for each case, and the search index as its job writes it."""
    conversations = Conversation.objects.bulk_create(
        Conversation(
            shop=case.shop, thread=f"c{case.order_id}", buyer_id=case.buyer_id, order_id=case.order_id,
            first_unanswered_at=case.opened_at, last_message_at=case.opened_at,
        )
        for case in cases
    )  # fmt: skip
    for case, conversation in zip(cases, conversations, strict=True):
        case.conversation_id = conversation.pk
    Message.objects.bulk_create(
        Message(conversation=conversation, external_id=f"m{case.order_id}", sent_at=case.opened_at, text=text)
        for case, conversation, text in zip(cases, conversations, texts, strict=True)
    )


def goods(orders: list[Order]) -> None:
    """One article an order, and a parcel for two of three."""
    OrderLine.objects.bulk_create(
        OrderLine(order=order, position=1, sku="LAMP-2", title="Moon lamp", unit_price_minor=order.value_minor)
        for order in orders
    )
    sent = [order for order in orders if order.pk % 3]
    parcels = Parcel.objects.bulk_create(
        Parcel(
            shop=order.shop, tracking_number=f"LX{order.pk:09d}CN", carrier="Cainiao", origin="CN",
            destination=order.country, leg=Leg.LINEHAUL.value,
        )
        for order in sent
    )  # fmt: skip
    Parcel.orders.through.objects.bulk_create(
        Parcel.orders.through(parcel_id=parcel.pk, order_id=order.pk)
        for parcel, order in zip(parcels, sent, strict=True)
    )


def fill(shops: list[Shop], people: list[Person], cases: int, seed: int, now: datetime) -> None:
    """Orders, buyers and cases in chunks; then the counters, as the operations keep them."""
    dice = random.Random(seed)
    words = vocabulary(dice)
    counts: Counter[tuple[int, str]] = Counter()
    numbers = iter(range(cases))
    while chunk := list(islice(numbers, CHUNK)):
        with transaction.atomic():
            owners = [dice.choices(shops, [22, 24, 30, 10, 8, 3, 3])[0] for _ in chunk]
            picks = [dice.randrange(len(NAMES)) for _ in chunk]
            buyers = Buyer.objects.bulk_create(
                Buyer(shop=shop, reference=f"buyer{n}", name=NAMES[p], country=COUNTRIES[p], locale=LANGUAGES[p])
                for n, shop, p in zip(chunk, owners, picks, strict=True)
            )
            orders = Order.objects.bulk_create(
                an_order(dice, shop, buyer, n, now) for n, shop, buyer in zip(chunk, owners, buyers, strict=True)
            )
            goods(orders)
            made = [a_case(dice, order.shop, order, people, now) for order in orders]
            for case in made:
                counts[case.shop_id, case.tab] += case.closed_at is None
            texts = [a_text(dice, words, case.headline) for case in made]
            said(made, texts)
            Case.objects.bulk_create(made)
        index_cases(
            (case, [order.number, buyer.reference, "Moon lamp", text], [buyer.name])
            for case, order, buyer, text in zip(made, orders, buyers, texts, strict=True)
        )
    TabCount.objects.bulk_create(TabCount(shop_id=s, tab=t, count=n) for (s, t), n in counts.items())


def beside(shops: list[Shop], people: list[Person], seed: int, now: datetime) -> None:
    """Parcels, reviews, promises, refunds and some journal for the other pages."""
    dice = random.Random(seed + 1)
    for number, case in enumerate(Case.objects.filter(closed_at=None).select_related("shop", "order")[:400]):
        present, order = case.shop.as_of or now, case.order
        assert order is not None
        if number % 2:
            parcel = Parcel.objects.create(
                shop=case.shop,
                tracking_number=f"LB{number:09d}CN",
                carrier="Cainiao",
                origin="CN",
                destination=order.country,
                leg=case.parcel_leg,
                anomaly=dice.choice(["not_exported", "customs_held", "delivery_failed", "not_received"]),
                anomaly_since=present - timedelta(days=dice.randint(1, 20)),
                loss_probability=round(dice.random(), 3),
                reason="No scan for 16 days since the export office.",
                looked_at=present,
                arrival={
                    "p7": 0.2,
                    "p14": 0.5,
                    "p30": 0.8,
                    "median": str(date(2026, 12, 2)),
                    "p80": str(date(2026, 12, 15)),
                },
            )
            parcel.orders.add(order)
        if number % 3 == 0:
            Review.objects.create(
                shop=case.shop,
                external_id=f"r{number}",
                order=order,
                case=case,
                sku="LAMP-2",
                rating=dice.randint(1, 5),
                title="",
                text=dice.choice(SAID),
                written_at=present - timedelta(hours=number),
                replied_at=present if number % 2 else None,
            )
        if number % 20 == 0:
            Promise.objects.create(
                case=case,
                reply_id=number + 1,
                what=dice.choice(["refund_by", "dispatch_by", "answer_by"]),
                due=present + timedelta(hours=dice.randint(-20, 60)),
                owner=people[0] if dice.random() < 0.5 else None,
            )
        if number % 40 == 0:
            line = order.lines.get()
            LedgerEntry.objects.create(
                line=line,
                amount_minor=order.value_minor // 3,
                source="chat",
                key=f"bench:{number}",
                booked_by="Alice",
                booked_at=now - timedelta(days=1),
            )
        if number < 20:
            for action in ("case.opened", "deadline.set", "offer.proposed", "reply.drafted"):
                with transaction.atomic():
                    record(
                        shop=case.shop_id, actor="system:amends", action=action, subject=f"case:{case.pk}", now=present
                    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    call_command("migrate", verbosity=0)
    if Shop.objects.exists():
        sys.exit("This database has shops already; point AMENDS_DATA at an empty folder.")
    started, now = time.perf_counter(), datetime.now(UTC)
    shops, people = people_and_shops(now)
    fill(shops, people, arguments.cases, arguments.seed, now)
    beside(shops, people, arguments.seed, now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(
        f"{arguments.cases} cases in {time.perf_counter() - started:.0f} s; sign in as alice@bench.example, {PASSWORD}"
    )


if __name__ == "__main__":
    main()
