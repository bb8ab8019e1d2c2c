"""The page of the policies: who sees and does what, a form that loses nothing, and what a change would do."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from making import NOW, message_record

from amends.decide import shipped_text
from amends.decide.policy_text import read_policy_text
from amends.desk.cases.models import Case
from amends.desk.cases.operations import set_kind
from amends.desk.offers.models import Offer
from amends.desk.orders.models import Order
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.policies.models import KeptPolicy, Switch
from amends.desk.policies.queries import standing
from amends.desk.shops.models import Membership
from amends.web.workspace.policy_form import PolicyForm, Words
from tests.conftest import Desk

from .signing import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.on_one_database]


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def olgas(desk: Desk) -> Client:
    """The owner of Lumora: Bob in her place, as an owner of both shops."""
    Membership.objects.filter(person=desk.bob).update(role=Membership.OWNER)
    return signed_in(desk.bob)


@pytest.fixture
def case(take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int], alice: Person) -> Case:
    take_in(message_record(text="Olá, não recebi meu pedido até agora. Quero meu dinheiro de volta."))
    run_jobs(NOW)
    found = Case.objects.get()
    set_kind(actor=actor_of(alice), case=found, kind="not_received", now=NOW)
    run_jobs(NOW)
    return found


def typed(text: str, **changes: str) -> dict[str, Any]:
    """What a browser posts from the form of this text, with other values in some fields (``menu__largest``)."""
    posted: dict[str, Any] = {"of": "shipped:balanced", "tab": "form", "text": text, "name": "ours"}
    for each in PolicyForm(read_policy_text(text), "en").fields():
        if isinstance(each, Words):
            posted[each.name] = [item for item, _word in each.chosen]
        else:
            posted[each.name] = each.value
    return posted | {f"f:{name.replace('__', '/')}": value for name, value in changes.items()}


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_everybody_of_the_company_sees_what_decides_and_only_owners_get_the_tools(
    desk: Desk, olgas: Client, case: Case
) -> None:
    agents, owners = signed_in(desk.alice).get("/policies/"), olgas.get("/policies/")
    for page in (agents, owners):
        assert "balanced@" in page.content.decode()
        assert "Lumora-Own" in page.content.decode()
    assert "/policies/switch/" in owners.content.decode()
    assert "/policies/switch/" not in agents.content.decode()
    assert "/policies/stop/" not in agents.content.decode()
    assert signed_in(desk.alice).get("/policies/edit/").status_code == 403
    assert signed_in(desk.alice).post("/policies/preview/", typed(shipped_text("balanced"))).status_code == 403


def test_charlie_sees_nothing_of_it_and_cannot_name_it(desk: Desk, olgas: Client) -> None:
    olgas.post("/policies/edit/", {**typed(shipped_text("balanced"), menu__largest="2"), "do": "save"})
    kept = KeptPolicy.objects.get()
    olgas.post("/policies/switch/", {"policy": f"kept:{kept.pk}", "shop": "", "reason": "less to read"})
    Membership.objects.filter(person=desk.charlie).update(role=Membership.OWNER)
    charlies = signed_in(desk.charlie)
    page = charlies.get("/policies/").content.decode()
    assert "ours@" not in page
    assert "Lumora" not in page
    assert charlies.get(f"/policies/edit/?of=kept:{kept.pk}").status_code == 404
    assert charlies.post("/policies/switch/", {"policy": f"kept:{kept.pk}", "reason": "x"}).status_code == 400
    assert charlies.post(f"/policies/undo/{Switch.objects.get().pk}/").status_code == 404
    assert charlies.post("/policies/stop/", {"shop": desk.shop.key, "reason": "x", "do": "stop"}).status_code == 404
    assert Switch.objects.count() == 1


@pytest.mark.parametrize("name", ["balanced", "margin_first", "rating_first"])
def test_a_form_that_nobody_touched_changes_not_a_letter(olgas: Client, name: str) -> None:
    text = shipped_text(name)
    from django.http import QueryDict

    posted = QueryDict(mutable=True)
    for key, value in typed(text).items():
        posted.setlist(key, value if isinstance(value, list) else [value])
    assert PolicyForm(read_policy_text(text), "zh-hans").changed(posted) == text
    assert sum(len(values) for _key, values in posted.lists()) < 800, "a browser's form stays below the limit of 1000"


def test_what_is_kept_has_every_comment_and_the_change(desk: Desk, olgas: Client) -> None:
    told = typed(shipped_text("balanced"), menu__tie_share="0,05", approval__cash_above__USD="60")
    told["l:candidates/damaged"] = ["reship", "full_refund"]
    told["a:candidates/damaged"] = "repair"
    answer = olgas.post("/policies/edit/", {**told, "do": "save"})
    kept = KeptPolicy.objects.get()
    assert answer["Location"] == f"/policies/?choose={kept.pk}#switch"
    said = read_policy_text(kept.text).data
    assert said["menu"]["tie_share"] == 0.05
    assert said["approval"]["cash_above"]["USD"] == "60"
    assert said["candidates"]["damaged"] == ["reship", "full_refund", "repair"]
    before = [line for line in shipped_text("balanced").split("\n") if "#" in line]
    assert [line for line in kept.text.split("\n") if "#" in line] == before
    assert (kept.name, kept.created_by) == ("ours", desk.bob)
    assert not Switch.objects.exists(), "keeping switches nothing on"
    assert f'value="kept:{kept.pk}" selected' in olgas.get(answer["Location"]).content.decode()


def test_an_error_stands_beside_its_field_and_nothing_is_lost(olgas: Client, case: Case) -> None:
    told = typed(
        shipped_text("balanced"), menu__tie_share="much", menu__caution="9", approval__cash_above__EUR="45 or so"
    )
    answer = olgas.post("/policies/edit/", {**told, "do": "save"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert not KeptPolicy.objects.exists()
    for value in ("much", "9", "45 or so"):
        assert f'value="{value}"' in page
    assert re.search(r'id="p-menu-tie_share-error">A number is needed; here stands “much”', page)
    assert re.search(r'id="p-menu-caution-error">At most 3', page)
    assert re.search(r'id="p-approval-cash_above-eur-error">.*is no sum of money', page)
    live = olgas.post("/policies/preview/", told, HTTP_HX_REQUEST="true").content.decode()
    assert 'id="p-menu-tie_share-error" hx-swap-oob="true">A number is needed' in live
    better = typed(shipped_text("balanced")) | {"shown": "p-menu-tie_share,p-menu-caution"}
    cleared = olgas.post("/policies/preview/", better, HTTP_HX_REQUEST="true").content.decode()
    assert '<p class="field-error" id="p-menu-tie_share-error" hx-swap-oob="true"></p>' in cleared


def test_a_broken_text_stays_where_it_can_be_mended(olgas: Client) -> None:
    broken = shipped_text("balanced").replace("menu:", "menu: [")
    answer = olgas.post("/policies/edit/", {"of": "shipped:balanced", "tab": "text", "text": broken, "do": "form"})
    page = answer.content.decode()
    assert 'id="policy-text"' in page
    assert "menu: [" in page
    assert re.search(r"line \d+", words(page))


def test_a_policy_kept_before_a_setting_existed_can_be_edited(olgas: Client, desk: Desk) -> None:
    text = "".join(line for line in shipped_text("balanced").splitlines(True) if not line.startswith("  doubt:"))
    old = KeptPolicy.objects.create(
        organisation=desk.organisation, name="old", text=text, content={}, digest="0" * 64, created_at=NOW
    )
    page = olgas.get(f"/policies/edit/?of=kept:{old.pk}").content.decode()
    assert 'name="f:acceptance/doubt" value="1.3"' in page
    assert "This is no policy yet." not in words(page)


def test_form_and_text_are_two_sides_of_one_draft(olgas: Client) -> None:
    as_text = olgas.post("/policies/edit/", {**typed(shipped_text("balanced"), menu__largest="2"), "do": "text"})
    assert "  largest: 2\n" in unescape(as_text.content.decode())
    text = shipped_text("balanced").replace("largest: 3", "largest: 1")
    as_form = olgas.post("/policies/edit/", {"of": "shipped:balanced", "tab": "text", "text": text, "do": "form"})
    assert re.search(r'name="f:menu/largest" value="1"', as_form.content.decode())


def test_real_cases_show_at_once_what_a_change_would_do(desk: Desk, olgas: Client, case: Case) -> None:
    page = olgas.get("/policies/edit/?of=shipped:balanced").content.decode()
    assert "All these cases get the same options." in words(page)
    assert f'name="cases" value="{case.pk}"' in page
    told = typed(shipped_text("balanced")) | {"cases": str(case.pk), "l:candidates/not_received": ["full_refund"]}
    live = words(olgas.post("/policies/preview/", told, HTTP_HX_REQUEST="true").content.decode())
    assert "1 of 1 cases gets other options." in live
    assert "+ Full refund US$40.00" in live
    assert Offer.objects.filter(case=case).count() == Offer.objects.filter(case=case, policy_version__startswith="balanced@").count()  # fmt: skip
    Membership.objects.filter(person=desk.charlie).update(role=Membership.OWNER)
    foreign = signed_in(desk.charlie).post("/policies/preview/", told, HTTP_HX_REQUEST="true").content.decode()
    assert "8201-1" not in foreign


def test_an_owner_switches_undoes_and_stops(desk: Desk, olgas: Client) -> None:
    switch = {"policy": "shipped:rating_first", "shop": desk.shop.key, "share": "0.05", "reason": "the rating sinks"}
    assert olgas.post("/policies/switch/", switch | {"reason": " "}).status_code == 400
    assert olgas.post("/policies/switch/", switch).status_code == 302
    assert standing(desk.shop).policy.name == "rating_first"
    page = olgas.get("/policies/").content.decode()
    assert "the rating sinks" in page
    row = Switch.objects.get()
    assert f"/policies/undo/{row.pk}/" in page
    olgas.post(f"/policies/undo/{row.pk}/")
    assert standing(desk.shop).policy.name == "balanced"
    assert olgas.post(f"/policies/undo/{row.pk}/").status_code == 409, "it is not the newest any more"
    olgas.post("/policies/stop/", {"shop": "", "reason": "odd offers", "do": "stop"})
    assert standing(desk.own_shop).fixed_table
    assert "fixed rules decide" in words(olgas.get("/policies/").content.decode())
    olgas.post("/policies/stop/", {"shop": "", "reason": "a holiday", "do": "resume"})
    assert not standing(desk.own_shop).fixed_table


def test_a_lead_stops_learning_in_her_shop_and_switches_nothing(desk: Desk) -> None:
    bobs = signed_in(desk.bob)
    page = bobs.get("/policies/").content.decode()
    assert "/policies/stop/" in page
    assert "/policies/switch/" not in page
    assert (
        bobs.post("/policies/stop/", {"shop": desk.shop.key, "reason": "odd offers", "do": "stop"}).status_code == 302
    )
    assert standing(desk.shop).fixed_table
    assert bobs.post("/policies/stop/", {"shop": "", "reason": "odd offers", "do": "stop"}).status_code == 409
    answer = bobs.post("/policies/switch/", {"policy": "shipped:rating_first", "shop": desk.shop.key, "reason": "x"})
    assert answer.status_code == 409


def test_a_case_says_that_a_near_tie_is_tried(alice: Person, case: Case) -> None:
    client = signed_in(alice)
    assert "near tie, tried" not in client.get(f"/cases/{case.pk}/").content.decode()
    offer = Offer.objects.filter(case=case).first()
    assert offer is not None
    offer.result["explored"] = True
    offer.save()
    assert "near tie, tried" in client.get(f"/cases/{case.pk}/").content.decode()


def test_a_chinese_screen_helps_in_chinese(desk: Desk, olgas: Client) -> None:
    Person.objects.filter(pk=desk.bob.pk).update(language="zh")
    page = olgas.get("/policies/edit/?of=shipped:balanced").content.decode()
    assert "拒绝一次之后,其他方案的优势打折" in page
    assert "odds of other items after one refusal" not in re.sub(
        r'<input type="hidden" name="text".*?>', "", page, flags=re.S
    )


@pytest.mark.parametrize(
    "line",
    ["menu:\n", "menu: 5\n", "candidates: [damaged]\n", "menu: {deep: {deeper: {deepest: 1}}}\n", "weather: [rain]\n"],
)
def test_whatever_the_text_says_the_form_opens_and_says_what_is_wrong(olgas: Client, line: str) -> None:
    text = "extends: balanced\nname: ours\n" + line
    answer = olgas.post("/policies/edit/", {"of": "shipped:balanced", "tab": "text", "text": text, "do": "form"})
    assert answer.status_code == 200
    assert "This is no policy yet." in words(answer.content.decode())
    assert unescape(re.search(r'name="text" value="(.*?)"', answer.content.decode(), re.S).group(1)) == text  # type: ignore[union-attr]
