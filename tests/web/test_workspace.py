"""The frame and the lists of the workspace: who sees what, in which order, in which language, how many at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone, translation
from making import NOW

from amends import clock
from amends.core.packaged import read_yaml
from amends.desk.cases.models import Case, Tab, TabCount
from amends.desk.deadlines.models import Deadline
from amends.desk.flow.finding import make_findable
from amends.desk.journal.models import Entry
from amends.desk.orders.models import Buyer, LedgerEntry, Order, OrderLine
from amends.desk.parcels.models import Parcel
from amends.desk.people.models import Person
from amends.desk.promises.models import Promise
from amends.desk.reviews.models import Review
from amends.desk.shops.models import ExchangeRate, Shop
from amends.web import messages, showing

pytestmark = pytest.mark.django_db

WEB = Path(messages.__file__).parent
LISTS = [
    "/",
    "/queue/",
    "/promises/",
    "/approvals/",
    "/refunds/",
    "/tonight/",
    "/bulk/",
    "/claims/",
    "/parcels/",
    "/reviews/",
    "/phrases/",
    "/guides/",
    "/shops/",
    "/search/?q=8201",
    "/profile/",
]


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def make_case(db: None) -> Callable[..., Case]:
    """Puts a case as the operations leave it into a shop: with its order, its buyer and its counter."""
    made = iter(range(1, 10_000))

    def make(shop: Shop, tab: str = "answer", *, name: str = "Dana Albuquerque", **columns: Any) -> Case:
        number = next(made)
        buyer = Buyer.objects.create(shop=shop, reference=f"dana-{number}", name=name, country="BR")
        order = Order.objects.create(
            shop=shop, number=f"8201-{number}", buyer=buyer, placed_at=NOW - timedelta(days=20), currency="USD",
            value_minor=4000, country="BR",
        )  # fmt: skip
        told: dict[str, Any] = {
            "opened_by": "message", "opened_at": NOW, "updated_at": NOW, "kind": "not_received", "confidence": 0.9,
            "due": NOW + timedelta(hours=31), "consequence": "auto_refund", "stake_minor": 2340, "stake_currency": "USD",
            "loss_minor": 1000, "loss_rate": {"rate": "7.1", "day": "2026-11-20", "from": "USD", "to": "CNY"},
            "proposal": "partial_refund", "proposal_cost_minor": 800, "parcel_leg": "linehaul", "evidence_have": 2,
            "evidence_wanted": 5, "past_safe": tab == "deadline",
        }  # fmt: skip
        case = Case.objects.create(shop=shop, order=order, buyer=buyer, tab=tab, **{**told, **columns})
        counter, _ = TabCount.objects.get_or_create(shop=shop, tab=tab)
        TabCount.objects.filter(pk=counter.pk).update(count=counter.count + 1)
        return case

    return make


def set_rate(shop: Shop, rate: str) -> None:
    """The only rate from dollars that the shop's company knows."""
    ExchangeRate.objects.filter(organisation=shop.organisation).delete()
    ExchangeRate.objects.create(
        organisation=shop.organisation, source="USD", target="CNY", day=NOW.date(), rate=Decimal(rate), origin="bank"
    )


def ids_on(page: str) -> list[int]:
    """The cases of a page, in the order of their links."""
    return [int(number) for number in re.findall(r'data-open href="/cases/(\d+)/"', page)]


# ── who sees what ─────────────────────────────────────────────────────────────────────────────────────────────


def _patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for item in resolver.url_patterns:
        here = prefix + str(item.pattern)
        if isinstance(item, URLResolver):
            yield from _patterns(item, here)
        else:
            yield here, item


def test_nobody_gets_past_the_sign_in() -> None:
    client, tried = Client(), 0
    for route, pattern in _patterns(get_resolver()):
        if not pattern.callback.__module__.startswith("amends.web.workspace.") or pattern.name == "screen_language":
            continue
        address = "/" + re.sub(r"<[^>]+>", "1", route)
        # What a page asks for in the background cannot be led to a form: it is told.
        told = pattern.name and (pattern.name.startswith("live_") or pattern.name == "case_keep_typed")
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code in ((401, 405) if told else (302, 405)), address
            if answer.status_code == 302:
                assert answer.headers["Location"].startswith("/accounts/login/"), address
        tried += 1
    assert tried >= 11


def test_charlie_finds_nothing_of_another_company(
    charlies: Client, shop: Shop, alice: Person, make_case: Callable[..., Case]
) -> None:
    case = make_case(shop, "answer")
    promise = Promise.objects.create(case=case, reply_id=1, what="refund_by", due=NOW, owner=alice)
    Parcel.objects.create(shop=shop, tracking_number="LP1", origin="CN", destination="BR", anomaly="customs_held")
    Review.objects.create(shop=shop, external_id="r", rating=1, text="Broken lamp", written_at=NOW)
    for page in LISTS:
        text = charlies.get(page).content.decode()
        assert not ids_on(text), page
        assert "Dana" not in text, page
        assert "LP1" not in text, page
        assert "Broken lamp" not in text, page
    assert charlies.get(f"/cases/{case.pk}/journal/").status_code == 404
    assert charlies.get(f"/queue/?shop={shop.key}").status_code == 404
    assert charlies.post(f"/promises/{promise.pk}/kept/", {"proof": "x"}).status_code == 404
    promise.refresh_from_db()
    assert promise.state == Promise.OPEN


def test_alice_sees_her_shops_and_only_one_where_she_asks_for_it(
    alices: Client, shop: Shop, desk: Any, make_case: Callable[..., Case]
) -> None:
    here, there, foreign = make_case(shop), make_case(desk.own_shop), make_case(desk.other_shop)
    assert set(ids_on(alices.get("/queue/").content.decode())) == {here.pk, there.pk}
    assert ids_on(alices.get(f"/queue/?shop={desk.own_shop.key}").content.decode()) == [there.pk]
    assert alices.get(f"/cases/{foreign.pk}/journal/").status_code == 404


# ── the queue ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_past_safe_time_comes_first_then_the_greater_loss(
    alices: Client, shop: Shop, make_case: Callable[..., Case]
) -> None:
    small, great = make_case(shop, loss_minor=5), make_case(shop, loss_minor=500)
    late = make_case(shop, "deadline", loss_minor=1)
    assert ids_on(alices.get("/queue/").content.decode()) == [late.pk, great.pk, small.pk]


def test_closed_cases_are_not_in_the_queue(alices: Client, shop: Shop, make_case: Callable[..., Case]) -> None:
    make_case(shop, closed_at=NOW)
    assert not ids_on(alices.get("/queue/").content.decode())


def test_a_tab_shows_its_cases_and_its_counter(alices: Client, shop: Shop, make_case: Callable[..., Case]) -> None:
    approve = make_case(shop, "approve", needs_approval=True)
    make_case(shop, "answer")
    TabCount.objects.filter(shop=shop, tab="answer").update(count=4321)
    page = alices.get("/queue/?tab=approve").content.decode()
    assert ids_on(page) == [approve.pk]
    assert re.search(r'aria-current="page">To approve<span class="count" data-count="tab-approve">1</span>', page)
    assert "4,321" in page, "counts come from the counters"


def test_mine_only_shows_what_is_assigned_to_me(
    alices: Client, alice: Person, bob: Person, shop: Shop, make_case: Callable[..., Case]
) -> None:
    mine = make_case(shop, assignee=alice)
    make_case(shop, assignee=bob)
    make_case(shop)
    assert ids_on(alices.get("/queue/?assignee=me").content.decode()) == [mine.pk]


def test_pages_of_fifty_show_every_case_once(alices: Client, shop: Shop, make_case: Callable[..., Case]) -> None:
    for number in range(120):
        make_case(shop, "deadline" if number < 60 else "answer", loss_minor=number // 3)
    seen: list[int] = []
    address: str | None = "/queue/"
    pages = 0
    while address:
        page = alices.get(address).content.decode()
        found = ids_on(page)
        assert len(found) <= 50
        seen += found
        pages += 1
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = "/queue/" + following[1].replace("&amp;", "&") if following else None
    expected = Case.objects.order_by("-past_safe", "-loss_minor", "-id").values_list("pk", flat=True)
    assert seen == list(expected)
    assert pages == 3


def test_a_line_says_what_happens_when_and_what_it_costs(
    alices: Client, shop: Shop, make_case: Callable[..., Case]
) -> None:
    make_case(shop, flags=["chargeback_threat"], abstained=True)
    page = alices.get("/queue/").content.decode()
    for text in (
        "US$23.40", "CN¥10.00", "in 31 h 0 min", "Automatic refund", "21 Nov 23:00 · 12:00 Sao Paulo", "AliExpress",
        "Dana Albuquerque", "Chargeback threat", "Not received", "90%", "unsure", "Between countries",
        "Partial refund", "US$8.00", "Our turn", "2/5", "nobody",
    ):  # fmt: skip
        assert text in page, text


def test_a_missed_deadline_is_overdue_and_a_met_one_is_nothing_due(
    alices: Client, shop: Shop, make_case: Callable[..., Case]
) -> None:
    def ended(case: Case, state: str) -> None:
        Deadline.objects.create(
            case=case, key="answer:1", event="buyer_message", at=NOW - timedelta(days=4), due=NOW - timedelta(days=3),
            safe_by=NOW - timedelta(days=3), unit="hours", rule={"id": "team"}, state=state,
        )  # fmt: skip

    late = make_case(shop, due=None, safe_by=None)
    ended(late, Deadline.MISSED)
    page = alices.get("/queue/").content.decode()
    assert "overdue</span>" in page
    assert "3 d 0 h ago" in page
    assert "nothing due" not in page
    assert "overdue</span>" in alices.get(f"/cases/{late.pk}/").content.decode()
    Deadline.objects.update(state=Deadline.MET)
    page = alices.get("/queue/").content.decode()
    assert "overdue</span>" not in page
    assert "nothing due" in page


def test_a_shop_that_was_never_heard_of_is_not_said_to_be_heard(alices: Client, shop: Shop) -> None:
    Shop.objects.update(created_at=NOW, last_heard_at=None)
    assert "heard</span>" not in alices.get("/shops/").content.decode()
    Shop.objects.filter(pk=shop.pk).update(last_heard_at=NOW)
    assert "heard</span>" in alices.get("/shops/").content.decode()


def test_what_buyers_write_is_only_ever_text(alices: Client, shop: Shop, make_case: Callable[..., Case]) -> None:
    make_case(shop, name='<script>alert(1)</script>"><img src=x onerror=alert(2)>', consequence="<b>x</b>")
    shop.name = "<i>Lumora</i>"
    shop.save()
    for page in ("/queue/", "/", "/search/?q=8201-1"):
        text = alices.get(page, follow=True).content.decode()
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "<i>Lumora" not in text


def test_the_queue_asks_as_often_for_fifty_cases_as_for_one(
    alices: Client, shop: Shop, make_case: Callable[..., Case]
) -> None:
    def asked(page: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert alices.get(page).status_code == 200
        return len(queries)

    make_case(shop)
    lists = [page for page in LISTS if "search" not in page]
    few = {page: asked(page) for page in lists}
    for number in range(60):
        case = make_case(shop, list(Tab)[number % 7].value)
        Promise.objects.create(case=case, reply_id=number, what="refund_by", due=NOW)
        Review.objects.create(shop=shop, external_id=str(number), order=case.order, case=case, rating=1, written_at=NOW)
        parcel = Parcel.objects.create(
            shop=shop, tracking_number=str(number), origin="CN", destination="BR", anomaly="customs_held"
        )
        assert case.order is not None
        parcel.orders.add(case.order)
    assert asked("/queue/") <= 11
    assert asked("/queue/?tab=answer") <= 11
    assert asked("/queue/") <= few["/queue/"]
    for page in lists:
        assert asked(page) <= few[page] + 6, page


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/queue/?tab=nonsense", 400), ("/queue/?after=x", 400), ("/queue/?after=1.2", 400), ("/queue/?assignee=bob", 400),
        (f"/queue/?after=0.{'9' * 40}.1", 400), ("/queue/?shop=unknown", 404), ("/promises/?days=x", 400),
        ("/parcels/?after=9.9", 400), ("/reviews/?after=1", 400), ("/reviews/?show=x", 400), ("/cases/99/journal/", 404),
        (f"/cases/{'9' * 30}/journal/", 404), ("/cases/99/journal/?after=x", 404), ("/nowhere/", 404),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_in_words(alices: Client, address: str, status: int) -> None:
    answer = alices.get(address)
    assert answer.status_code == status
    assert "<h1>Not" in answer.content.decode()


def test_writing_to_a_page_that_is_only_read_is_refused(alices: Client) -> None:
    assert alices.post("/queue/").status_code == 405


# ── the morning ───────────────────────────────────────────────────────────────────────────────────────────────


def test_the_morning_adds_up_what_runs_out_today_in_the_owners_currency(
    alices: Client, shop: Shop, make_case: Callable[..., Case]
) -> None:
    set_rate(shop, "7.5")
    make_case(shop, due=NOW + timedelta(hours=2), stake_minor=10000)
    make_case(shop, due=NOW + timedelta(hours=3), stake_minor=2000)
    make_case(shop, due=NOW + timedelta(hours=9), stake_minor=99900)  # after midnight in Shanghai
    page = alices.get("/").content.decode()
    assert "CN¥900.00" in page
    assert "2 cases" in page


def test_an_amount_without_a_rate_is_shown_beside_the_sum(
    alices: Client, shop: Shop, make_case: Callable[..., Case]
) -> None:
    ExchangeRate.objects.all().delete()
    make_case(shop, due=NOW + timedelta(hours=2), stake_minor=10000)
    assert "US$100.00 without a rate" in alices.get("/").content.decode()


def test_a_silent_feed_is_told_and_a_stopped_shop_is_not(alices: Client, shop: Shop, desk: Any) -> None:
    Shop.objects.filter(pk=shop.pk).update(last_heard_at=NOW - timedelta(hours=25))
    Shop.objects.filter(pk=desk.own_shop.pk).update(
        last_heard_at=NOW - timedelta(hours=25), as_of=datetime.fromisoformat("2017-05-01T00:00Z")
    )
    page = alices.get("/").content.decode()
    assert "Feeds gone silent" in page
    assert f'<span class="font-semibold">{shop.name}</span>: last heard' in page
    assert f'<span class="font-semibold">{desk.own_shop.name}</span>' not in page
    assert f"The clock of {desk.own_shop.name} stands still at" in page


def test_yesterdays_refunds_are_added_up(alices: Client, shop: Shop, make_case: Callable[..., Case]) -> None:
    set_rate(shop, "7")
    case = make_case(shop, due=None)
    line = OrderLine.objects.create(order=case.order, position=1, sku="LAMP", unit_price_minor=4000)
    for key, hours, source, voided in (
        ("a", 20, "chat", None),
        ("b", 2, "chat", None),
        ("c", 20, "reship", None),
        ("d", 20, "chat", NOW),
    ):
        LedgerEntry.objects.create(
            line=line,
            amount_minor=1000,
            source=source,
            key=key,
            booked_at=NOW - timedelta(hours=hours),
            booked_by="Alice",
            voided_at=voided,
        )
    assert "CN¥70.00" in alices.get("/").content.decode()


def test_a_stopped_shop_counts_down_from_where_it_stands(
    alices: Client, shop: Shop, make_case: Callable[..., Case]
) -> None:
    stands = datetime.fromisoformat("2017-05-01T00:00Z")
    Shop.objects.filter(pk=shop.pk).update(as_of=stands)
    make_case(shop, due=stands + timedelta(hours=5))
    page = alices.get("/queue/").content.decode()
    assert re.search(r'ladder-4">.*data-stopped="1" datetime="2017-05-01T05:00:00\+00:00">in 5 h 0 min', page)


# ── promises, reviews, parcels, journal, search ───────────────────────────────────────────────────────────────


def test_a_promise_is_kept_with_a_proof_only(
    alices: Client, alice: Person, shop: Shop, make_case: Callable[..., Case]
) -> None:
    promise = Promise.objects.create(
        case=make_case(shop), reply_id=1, what="refund_by", due=NOW - timedelta(hours=1), owner=alice
    )
    assert "1 h 0 min ago" in alices.get("/promises/").content.decode()
    assert alices.post(f"/promises/{promise.pk}/kept/", {"proof": "  "}).status_code == 400
    answer = alices.post(f"/promises/{promise.pk}/kept/", {"proof": "refund 4711"}, follow=True)
    assert "on record as kept" in answer.content.decode()
    promise.refresh_from_db()
    assert (promise.state, promise.proof) == (Promise.KEPT, "refund 4711")
    assert Entry.objects.filter(action="promise.kept", subject=f"case:{promise.case_id}").count() == 1


def test_promises_show_what_falls_due_within_the_time_asked_for(
    alices: Client, alice: Person, shop: Shop, make_case: Callable[..., Case]
) -> None:
    for number, (days, owner) in enumerate(((1, alice), (5, None), (30, alice))):
        Promise.objects.create(
            case=make_case(shop), reply_id=number, what="refund_by", due=NOW + timedelta(days=days), owner=owner
        )
    assert len(ids_on(alices.get("/promises/").content.decode())) == 1
    assert len(ids_on(alices.get("/promises/?days=7").content.decode())) == 2
    assert len(ids_on(alices.get("/promises/?days=all&owner=me").content.decode())) == 2


def test_reviews_can_be_narrowed_and_paged(alices: Client, shop: Shop) -> None:
    for number in range(60):
        Review.objects.create(
            shop=shop, external_id=str(number), rating=1 + number % 5, text=f"Review {number}.", reading={"language": "pt"},
            written_at=NOW - timedelta(minutes=number // 2), replied_at=NOW if number % 2 else None,
        )  # fmt: skip
    first = alices.get("/reviews/").content.decode()
    assert 'lang="pt"' in first
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following
    second = alices.get("/reviews/" + following[1].replace("&amp;", "&")).content.decode()
    texts = re.findall(r"Review (\d+)\.", first + second)
    assert len(texts) == len(set(texts)) == 60
    assert len(re.findall(r"Review \d+\.", alices.get("/reviews/?show=low").content.decode())) == 24
    assert len(re.findall(r"Review \d+\.", alices.get("/reviews/?show=unanswered").content.decode())) == 12


def test_parcels_in_trouble_come_by_their_chance_of_loss(alices: Client, shop: Shop) -> None:
    for number in range(60):
        Parcel.objects.create(
            shop=shop, tracking_number=f"LP{number:03}", origin="CN", destination="BR", loss_probability=(number // 2) / 100,
            anomaly="" if number == 7 else "not_exported", reason="No scan abroad.",
        )  # fmt: skip
    first = alices.get("/parcels/").content.decode()
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following
    second = alices.get("/parcels/" + following[1].replace("&amp;", "&")).content.decode()
    found = re.findall(r"LP(\d{3})", first + second)
    assert found == [f"{number:03}" for number in range(59, -1, -1) if number != 7]


def test_a_lost_parcel_is_given_no_day_of_arrival(alices: Client, shop: Shop) -> None:
    for leg in ("linehaul", "lost"):
        Parcel.objects.create(
            shop=shop, tracking_number=f"LP-{leg}", origin="CN", destination="BR", leg=leg, anomaly="not_received",
            arrival={"median": "2026-12-02", "p80": "2026-12-09"},
        )  # fmt: skip
    page = alices.get("/parcels/").content.decode()
    assert page.count("4 of 5 by") == 1


def test_the_journal_of_a_case_is_told_in_words(alices: Client, shop: Shop, make_case: Callable[..., Case]) -> None:
    from django.db import transaction

    from amends.desk.journal.operations import record

    case = make_case(shop)
    with transaction.atomic():
        for number in range(120):
            record(
                shop=shop.pk,
                actor="person:7 Alice",
                action="case.noted",
                subject=f"case:{case.pk}",
                now=NOW,
                data={"n": number},
            )
    page = alices.get(f"/cases/{case.pk}/journal/").content.decode()
    assert page.count("Note added") == 100
    assert ">Alice<" in page
    following = re.search(r'rel="next" href="([^"]+)"', page)
    assert following
    assert alices.get(f"/cases/{case.pk}/journal/{following[1]}").content.decode().count("Note added") == 20


def test_search_finds_by_order_tracking_number_buyer_and_case(
    alices: Client, shop: Shop, make_case: Callable[..., Case]
) -> None:
    case, other = make_case(shop), make_case(shop)
    make_findable([case.pk, other.pk])
    assert case.order is not None
    assert case.buyer is not None
    Parcel.objects.create(shop=shop, tracking_number="LP77", origin="CN", destination="BR").orders.add(case.order)
    for typed in (case.order.number, "LP77", case.buyer.reference):
        assert alices.get("/search/", {"q": typed}).headers.get("Location") == f"/cases/{case.pk}/", typed
    assert set(ids_on(alices.get("/search/?q=8201").content.decode())) == {case.pk, other.pk}
    assert "Nothing found" in alices.get("/search/", {"q": "%"}).content.decode()
    assert alices.get("/search/?q=8201&after=nonsense").status_code == 400


# ── language and screen ───────────────────────────────────────────────────────────────────────────────────────


def test_the_language_of_the_screens_is_the_persons_choice(
    alices: Client, alice: Person, shop: Shop, make_case: Callable[..., Case]
) -> None:
    make_case(shop)
    assert 'lang="en"' in alices.get("/queue/").content.decode()
    alices.post("/profile/", {"language": "zh", "next": "/queue/"})
    alice.refresh_from_db()
    assert alice.language == "zh"
    answer = alices.get("/queue/")
    page = answer.content.decode()
    assert answer.headers["Content-Language"] == "zh-hans"
    for text in (
        '<html lang="zh-hans"',
        "自动退款",
        "未收到货",
        "速卖通",
        "31 小时 0 分后",
        "11月21日 23:00 · 12:00 圣保罗",
        "部分退款",
    ):
        assert text in page, text
    assert not re.search(r">\s*(Queue|Today|Our turn)\s*<", page)


def test_before_sign_in_the_language_is_kept_in_a_cookie() -> None:
    client = Client()
    assert "Sign in" in client.get("/accounts/login/", headers={"accept-language": "en"}).content.decode()
    client.post("/language/", {"language": "zh", "next": "/accounts/login/"})
    assert "登录" in client.get("/accounts/login/", headers={"accept-language": "en"}).content.decode()
    assert client.post("/language/", {"language": "xx"}).status_code == 400
    assert client.post("/language/", {"language": "en", "next": "https://evil.example/"}).headers["Location"] == "/"


def test_the_chosen_theme_stands_in_the_page_before_it_is_painted(alices: Client) -> None:
    assert "data-theme=" not in alices.get("/shops/").content.decode().split("<body")[0]
    alices.post("/profile/", {"theme": "dark"})
    assert '<html lang="en" data-theme="dark">' in alices.get("/shops/").content.decode()
    assert alices.post("/profile/", {"theme": "pink"}).status_code == 400


def test_signing_in_and_out(alice: Person) -> None:
    client = Client()
    wrong = client.post("/accounts/login/", {"login": alice.email, "password": "wrong-horse-42"})
    assert 'role="alert"' in wrong.content.decode()
    right = client.post("/accounts/login/", {"login": alice.email, "password": "correct-horse-42"})
    assert right.headers["Location"] == "/"
    assert client.get("/queue/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/queue/").status_code == 302
    assert "Sign" in client.get("/accounts/signup/").content.decode(), "signing up is closed, and the page says so"


def test_no_page_has_script_or_style_written_into_it(
    alices: Client, shop: Shop, make_case: Callable[..., Case]
) -> None:
    make_case(shop)
    for page in [*LISTS, "/accounts/login/", "/accounts/password/change/", "/accounts/2fa/"]:
        answer = alices.get(page, follow=True)
        text = answer.content.decode()
        assert answer.status_code == 200, page
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), page
        assert not re.search(r"<[^>]+\s(style|on[a-z]+)=", text), page


def test_every_link_of_the_lists_leads_somewhere(alices: Client, shop: Shop, make_case: Callable[..., Case]) -> None:
    case = make_case(shop)
    Promise.objects.create(case=case, reply_id=1, what="refund_by", due=NOW)
    seen: set[str] = set()
    for page in LISTS:
        text = alices.get(page, follow=True).content.decode()
        base = page.split("?")[0]
        seen |= {
            base + link if link.startswith("?") else link for link in re.findall(r'<a [^>]*href="([^"#][^"]*)"', text)
        }
    internal = {link.replace("&amp;", "&") for link in seen if link.startswith("/")}
    assert len(internal) > 15
    for link in sorted(internal):
        assert alices.get(link).status_code in (200, 302), link


# ── words and files ───────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_on_the_screens_is_untranslated_or_out_of_date() -> None:
    assert messages.problems() == []


def test_translations_keep_the_places_for_values() -> None:
    place = re.compile(r"%\(\w+\)s|\{\w+\}")
    for message in messages.updated():
        if message.id:
            said = message.id if isinstance(message.id, str) else message.id[0]
            there = message.string if isinstance(message.string, str) else message.string[0]
            assert set(place.findall(said)) == set(place.findall(there)), said


def test_every_consequence_of_the_rules_has_words() -> None:
    folder = Path(clock.__file__).parent / "rules"

    def actions(node: Any) -> Iterator[str]:
        if isinstance(node, dict):
            timeout = node.get("consequence")
            if isinstance(timeout, dict) and timeout.get("action"):
                yield timeout["action"]
            for value in node.values():
                yield from actions(value)
        elif isinstance(node, list):
            for value in node:
                yield from actions(value)

    named = {
        action for path in folder.glob("*.yaml") for action in actions(read_yaml("amends.clock", f"rules/{path.name}"))
    }
    assert named
    assert named <= set(showing.CONSEQUENCES)


def test_every_tab_has_a_name() -> None:
    assert set(showing.TABS) == {tab.value for tab in Tab}


@pytest.mark.parametrize(
    ("hours", "step", "english", "chinese"),
    [
        (200, 1, "in 8 d 8 h", "8 天 8 小时后"), (167, 2, "in 6 d 23 h", "6 天 23 小时后"),
        (71.5, 3, "in 71 h 30 min", "71 小时 30 分后"), (23.99, 4, "in 23 h 59 min", "23 小时 59 分后"),
        (0.5, 4, "in 30 min", "30 分后"), (-2, 5, "2 h 0 min ago", "2 小时 0 分前"),
    ],
)  # fmt: skip
def test_the_ladder_of_urgency(hours: float, step: int, english: str, chinese: str) -> None:
    left = timedelta(hours=hours)
    assert showing.ladder_step(left) == step
    with translation.override("en"):
        assert showing.left_text(left) == english
    with translation.override("zh-hans"):
        assert showing.left_text(left) == chinese


def test_the_built_assets_are_there_with_versions_and_licences() -> None:
    built = WEB / "static" / "amends"
    wanted = json.loads((WEB / "assets" / "package.json").read_text())["devDependencies"]
    licences = (built / "LICENCES.txt").read_text()
    for name in ("htmx.org", "tailwindcss", "daisyui"):
        assert f"{name} {wanted[name]} (" in licences
    sources = {path.name for path in (WEB / "assets" / "source").glob("*.js")}
    assert sources | {"htmx.js", "amends.css", "mark.svg"} <= {path.name for path in built.iterdir()}
    assert '"resolved"' not in (WEB / "assets" / "package-lock.json").read_text()
