"""The REST API of what a company sets: policies, the lab, wording, guides, mailboxes, machine help, practice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import serving_an_engine as engines
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from making import NOW, message_record

from amends.core.vocabulary import Scope
from amends.decide import shipped_text
from amends.desk.assistance.models import AssistSetup
from amends.desk.cases.models import Case
from amends.desk.mailboxes.models import Mailbox
from amends.desk.people.models import Person
from amends.desk.policies.models import KeptPolicy, Switch
from amends.desk.policies.queries import standing
from amends.desk.shops.models import Membership
from amends.desk.wordings.models import Wording
from tests.conftest import Desk

from .programs import Program, document

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj << /Type /Page >> endobj\n"
OURS = shipped_text("balanced").replace("name: balanced", "name: ours")


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
def olgas(desk: Desk) -> Program:
    """The owner of Lumora: Bob in her place, as an owner of both shops."""
    Membership.objects.filter(person=desk.bob).update(role=Membership.OWNER)
    return Program(desk.bob)


@pytest.fixture
def charlies(desk: Desk) -> Program:
    """The owner of another company."""
    Membership.objects.filter(person=desk.charlie).update(role=Membership.OWNER)
    return Program(desk.charlie)


@pytest.fixture
def case(take_in: Callable[..., None], run_jobs: Callable[..., int], order: Any) -> Case:
    take_in(message_record(text="Olá, não recebi meu pedido até agora. Quero meu dinheiro de volta."))
    run_jobs(NOW)
    return Case.objects.get()


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


# Policies and the lab ----------------------------------------------------------------------------------------------


def test_an_owner_keeps_a_policy_lets_it_decide_stops_learning_and_takes_it_back(
    olgas: Program, desk: Desk, case: Case
) -> None:
    told = olgas.get("/policies").json()
    assert [each["shop"] for each in told["places"]] == [None, "lumora-ali", "lumora-own"]
    assert told["places"][0]["version"].startswith("balanced@")
    assert olgas.get("/policies/shipped:balanced").json()["text"] == shipped_text("balanced")
    checked = olgas.post("/policies/check", {"text": OURS}).json()
    assert checked["good"]
    assert [row["case"] for row in checked["cases"]] == [case.pk]
    assert not KeptPolicy.objects.exists()
    kept = olgas.post("/policies", {"name": "ours", "text": OURS, "based_on": "balanced"})
    assert kept.status_code == 201
    key = kept.json()["key"]
    assert olgas.get(f"/policies/{key}").json()["version"].startswith("ours@")
    change = olgas.post("/policies/switch", {"policy": key, "shop": "lumora-ali", "reason": "ours first"}).json()
    assert change["version"].startswith("ours@")
    assert standing(desk.shop).policy.name == "ours"
    stopped = olgas.post("/policies/stop", {"stopped": True, "reason": "odd answers"}).json()
    assert {each["shop"] for each in stopped["changes"]} == {None, "lumora-ali"}
    assert standing(desk.shop).fixed_table
    assert code(olgas.post("/policies/stop", {"stopped": True, "reason": "again"})) == (409, "domain_error")
    olgas.post("/policies/stop", {"stopped": False, "reason": "fine again"})
    assert not standing(desk.shop).fixed_table
    assert code(olgas.post(f"/policies/changes/{change['id']}/undo", {"reason": "no"})) == (409, "not_the_newest")
    followed = olgas.post("/policies/switch", {"policy": None, "shop": "lumora-ali", "reason": "all the same"}).json()
    assert followed["version"] is None
    assert olgas.post(f"/policies/changes/{followed['id']}/undo", {"reason": "or not"}).status_code == 200
    assert standing(desk.shop).policy.name == "ours"


def test_a_policy_that_is_none_is_refused_with_what_is_wrong(olgas: Program) -> None:
    bad = OURS.replace("largest: 3", "largest: 300")
    assert bad != OURS
    wrong = olgas.post("/policies/check", {"text": bad}).json()
    assert not wrong["good"]
    assert wrong["troubles"][0]["path"][-1] == "largest"
    assert code(olgas.post("/policies", {"name": "ours", "text": bad})) == (422, "unusable_policy")
    assert code(olgas.post("/policies/switch", {"policy": None, "reason": "x"})) == (422, "invalid")


def test_agents_read_policies_and_change_none_and_charlie_cannot_name_ours(
    olgas: Program, alices: Program, charlies: Program, desk: Desk
) -> None:
    key = olgas.post("/policies", {"name": "ours", "text": OURS}).json()["key"]
    change = olgas.post("/policies/switch", {"policy": key, "reason": "ours"}).json()
    assert not any(place["may_switch"] for place in alices.get("/policies").json()["places"])
    assert code(alices.post("/policies", {"name": "mine", "text": OURS}))[0] == 403
    assert code(alices.post("/policies/check", {"text": OURS}))[0] == 403
    assert code(alices.post("/policies/switch", {"policy": key, "reason": "mine"})) == (403, "owners_only")
    assert code(alices.post("/policies/stop", {"stopped": True, "reason": "x"})) == (403, "leads_only")
    theirs = charlies.get("/policies")
    assert b"ours@" not in theirs.content
    assert b"lumora" not in theirs.content
    assert charlies.get(f"/policies/{key}").status_code == 404
    assert charlies.post("/policies/switch", {"policy": key, "reason": "x"}).status_code == 404
    stop = {"stopped": True, "shop": desk.shop.key, "reason": "x"}
    assert charlies.post("/policies/stop", stop).status_code == 404
    assert charlies.post(f"/policies/changes/{change['id']}/undo", {"reason": "x"}).status_code == 404
    assert Switch.objects.count() == 1


def test_a_token_without_settings_changes_nothing_that_a_company_sets(olgas: Program, desk: Desk) -> None:
    limited = Program(desk.bob, [Scope.READ.value, Scope.PROPOSE.value])
    assert limited.get("/policies").status_code == 200
    assert code(limited.post("/policies/stop", {"stopped": True, "reason": "x"})) == (403, "scope_missing")
    assert code(limited.put("/shops/lumora-own/mailbox", {"address": "a@b.example"})) == (403, "scope_missing")


def test_an_owner_asks_the_lab_follows_the_answer_and_uses_it(
    olgas: Program, alices: Program, charlies: Program, run_jobs: Callable[..., int], desk: Desk, case: Case
) -> None:
    keys = [each["key"] for each in olgas.get("/lab/ways").json()["ways"]]
    assert {"now", "table", "shipped:margin_first"} <= set(keys)
    asked = olgas.post("/lab/comparisons", {"candidate": "shipped:margin_first"})
    assert asked.status_code == 202
    number = asked.json()["id"]
    assert asked.json()["state"] == "waiting"
    assert olgas.post("/lab/comparisons", {"candidate": "shipped:margin_first"}).json()["id"] == number
    for other in (alices, charlies):
        assert other.get(f"/lab/comparisons/{number}").status_code == 404
    assert alices.get("/lab/nights").status_code == 404
    assert alices.post("/lab/comparisons", {"candidate": "table"}).status_code == 404
    run_jobs(NOW)
    done = olgas.get(f"/lab/comparisons/{number}").json()
    assert (done["state"], done["percent"]) == ("done", 100)
    assert done["result"]["n"] == 0, "nothing was sent yet"
    used = olgas.post(f"/lab/comparisons/{number}/use", {"reason": "cheaper"}).json()
    assert used["changes"][0]["version"].startswith("margin_first@")
    assert standing(desk.shop).policy.name == "margin_first"
    again = olgas.post(f"/lab/comparisons/{number}/use", {"reason": "cheaper"})
    assert code(again) == (409, "nothing_to_switch")
    assert code(olgas.post(f"/lab/comparisons/{number}/cancel")) == (409, "domain_error")
    assert [each["id"] for each in olgas.get("/lab/comparisons").json()["comparisons"]] == [number]
    assert olgas.get("/lab/nights").json() == {"nights": []}


# Wording and guides ------------------------------------------------------------------------------------------------


def test_an_owner_words_sentences_signatures_and_banned_words_and_takes_them_back(olgas: Program) -> None:
    snippet = {
        "language": "pt",
        "wording": {"sort": "snippet", "title": "Agradecer", "text": "Obrigada pela sua paciência.", "meanings": {"zh": "谢谢", "en": "Thanks"}},
    }  # fmt: skip
    kept = olgas.put("/wordings", snippet)
    assert (kept.status_code, kept.json()["version"]) == (200, 1)
    word = {"language": "pt", "wording": {"sort": "word", "word": "grátis", "instead": "sem custo"}}
    assert olgas.put("/wordings", word).json()["key"] == "grátis"
    signature = {"language": "pt", "shop": "lumora-own", "wording": {"sort": "signature", "text": "Equipe Lumora"}}
    assert olgas.put("/wordings", signature).json()["shop"] == "lumora-own"
    assert code(olgas.put("/wordings", signature | {"version": 9})) == (409, "wording_changed")
    assert [each["key"] for each in olgas.get("/wordings?sort=word").json()["wordings"]] == ["grátis"]
    number = olgas.get("/wordings?sort=snippet&language=pt").json()["wordings"][0]["id"]
    assert olgas.delete(f"/wordings/{number}").status_code == 204
    assert not Wording.objects.filter(sort="snippet").exists()
    newest = olgas.get("/wordings/changes").json()["changes"][0]
    assert (newest["after"], newest["can_be_undone"]) == (None, True)
    assert olgas.post(f"/wordings/changes/{newest['id']}/undo").status_code == 200
    assert Wording.objects.filter(sort="snippet").count() == 1


def test_a_lead_suggests_an_owner_adopts_and_a_broken_wording_is_refused_with_the_reason(
    desk: Desk, bobs: Program, charlies: Program
) -> None:
    library = {each["phrase"]: each for each in bobs.get("/phrases/en").json()["phrases"]}
    phrase = next(name for name, each in library.items() if list(each["wordings"][0]) == [""] and not each["slots"])
    text = library[phrase]["wordings"][0][""]
    given = {
        "language": "en",
        "wording": {"sort": "phrase", "phrase": phrase, "number": 1, "forms": {"": f"{text[:-1]} indeed{text[-1]}"}},
    }
    assert code(bobs.put("/wordings", given)) == (403, "owners_only")
    assert bobs.post("/wordings/check", given).json() == {"troubles": []}
    broken = {**given, "wording": {**given["wording"], "forms": {"": "See {nothing}."}}}  # type: ignore[dict-item]
    assert "no slot {nothing}" in bobs.post("/wordings/check", broken).json()["troubles"][0]
    refused = bobs.post("/wordings/suggestions", broken)
    assert code(refused) == (422, "wording_refused")
    assert "no slot {nothing}" in refused.json()["errors"][0]["message"]
    made = bobs.post("/wordings/suggestions", given)
    assert made.status_code == 201
    Membership.objects.filter(person=desk.bob).update(role=Membership.OWNER)
    assert charlies.get("/wordings/suggestions").json() == {"suggestions": []}
    assert charlies.post(f"/wordings/suggestions/{made.json()['id']}", {"adopt": True}).status_code == 404
    assert bobs.post(f"/wordings/suggestions/{made.json()['id']}", {"adopt": True}).json()["state"] == "adopted"
    again = {each["phrase"]: each for each in bobs.get("/phrases/en").json()["phrases"]}
    assert again[phrase]["own"] == [1]
    assert bobs.get("/wordings/replaced").json()["changed"] == []


def test_a_lead_adds_a_guide_alice_lets_it_go_with_the_letter_and_charlie_sees_none(
    bobs: Program, alices: Program, charlies: Program, case: Case
) -> None:
    fields = {"sort": "manual", "title": "How to hang the lamp", "skus": ["lamp-3"], "regions": ["BR"]}
    made = bobs.upload("/guides", {**fields, "file": SimpleUploadedFile("lamp.pdf", PDF)})
    assert made.status_code == 201
    number = made.json()["id"]
    assert (made.json()["media_type"], made.json()["skus"]) == ("application/pdf", ["lamp-3"])
    assert alices.get(f"/guides/{number}/file").content == PDF
    agent = alices.upload("/guides", {**fields, "file": SimpleUploadedFile("lamp.pdf", PDF)})
    assert code(agent) == (403, "leads_keep_guides")
    program = bobs.upload("/guides", {**fields, "file": SimpleUploadedFile("lamp.exe", b"MZ\x90")})
    assert code(program) == (422, "guide_refused")
    for path in (f"/guides/{number}", f"/guides/{number}/file"):
        assert charlies.get(path).status_code == 404
    assert charlies.delete(f"/guides/{number}").status_code == 404
    at = f"/cases/{case.pk}/letter"
    tag = alices.get(at).headers["ETag"]
    assert alices.get(f"{at}/guides").json()["guides"][0]["attached"] is False
    assert code(alices.post(f"{at}/guides", {"guide": number})) == (428, "version_missing")
    assert alices.post(f"{at}/guides", {"guide": number}, **{"If-Match": tag}).status_code == 200
    assert alices.get(f"{at}/guides").json()["guides"][0]["attached"] is True
    assert alices.delete(f"{at}/guides/{number}", **{"If-Match": tag}).status_code == 200
    assert alices.get(f"{at}/guides").json()["guides"][0]["attached"] is False
    assert bobs.delete(f"/guides/{number}").status_code == 204
    assert alices.get("/guides").json() == {"guides": []}


# Mailboxes and machine help: what is secret goes in and never comes out ----------------------------------------------


def test_a_mailbox_is_read_changed_and_disconnected_and_its_password_never_told(
    bobs: Program, alices: Program, charlies: Program, desk: Desk
) -> None:
    at = "/shops/lumora-own/mailbox"
    assert code(bobs.get(at)) == (404, "not_found")
    given = {
        "address": "service@lumora.example", "password": "s3cret-mail", "imap_host": "imap.lumora.example",
        "smtp_host": "smtp.lumora.example", "days": 30, "aliases": ["help@lumora.example"],
    }  # fmt: skip
    connected = bobs.put(at, given)
    assert connected.status_code == 200
    assert connected.json()["since"] == "2026-10-21"
    assert Mailbox.objects.get().imap_password == "s3cret-mail"
    assert bobs.put(at, given | {"password": "", "name": "Lumora"}).json()["name"] == "Lumora"
    assert Mailbox.objects.get().imap_password == "s3cret-mail", "an empty password keeps the stored one"
    elsewhere = bobs.put(at, given | {"password": "", "imap_host": "imap.elsewhere.example"})
    assert code(elsewhere) == (422, "invalid"), "a stored password goes only where it was entered for"
    assert [each["field"] for each in elsewhere.json()["errors"]] == ["password"]
    assert code(bobs.put("/shops/lumora-ali/mailbox", given)) == (409, "mailbox_taken")
    told = bobs.get(at)
    assert b"s3cret" not in told.content + connected.content
    assert told.json()["reading"]["trouble"] == ""
    for other in (alices, charlies):
        assert other.get(at).status_code == 404
        assert other.put(at, given).status_code == 404
        assert other.get(f"{at}/kept").status_code == 404
    assert bobs.get(f"{at}/kept").json() == {"mails": []}
    assert charlies.post("/mails/1/take").status_code == 404
    assert bobs.delete(at).status_code == 204
    assert Mailbox.objects.get().imap_password == ""


def test_trying_a_mailbox_says_for_each_way_what_is_wrong(bobs: Program, dovecot: Any, post: Any) -> None:
    from serving_mail import PASSWORD, USER

    given = {
        "address": USER, "password": PASSWORD, "imap_host": "127.0.0.1", "imap_port": dovecot.port,
        "imap_security": "plain", "smtp_host": "127.0.0.1", "smtp_port": post.port, "smtp_security": "plain",
    }  # fmt: skip
    good = bobs.post("/shops/lumora-own/mailbox/test", given).json()
    assert good["reading"] == good["sending"] == {"trouble": "", "said": "", "skipped": False}
    bad = bobs.post("/shops/lumora-own/mailbox/test", given | {"password": "wrong", "smtp_host": ""}).json()
    assert "does not accept this user and password" in bad["reading"]["trouble"]
    assert bad["sending"]["skipped"]
    assert not Mailbox.objects.exists()


def test_an_owner_sets_machine_help_up_and_alice_translates_and_corrects(
    olgas: Program, alices: Program, charlies: Program, case: Case
) -> None:
    with engines.serving(engines.translates("Hello, I have not received my order. I want my money back.")) as engine:
        given = {
            "engine": "openai_compatible", "address": engine.address, "model": "small", "key": "sk-secret",
            "allow_local": True, "price_in": "0.15", "price_out": "0.60", "cap": "5.00", "platforms": ["aliexpress"],
        }  # fmt: skip
        assert code(alices.put("/assistant", given)) == (403, "owners_only")
        told = olgas.put("/assistant", given)
        assert told.json()["has_key"]
        assert (told.json()["cap"], told.json()["price_in"]) == ({"amount": "5.00", "currency": "USD"}, "0.15")
        olgas.put("/assistant", given | {"key": None, "seconds": 9})
        assert AssistSetup.objects.get().key == "sk-secret"
        assert b"sk-secret" not in told.content + olgas.get("/assistant").content
        assert olgas.post("/assistant/test").json()["text"]
        message = _first_message(case)
        at = f"/cases/{case.pk}/messages/{message}/translation"
        made = alices.post(at, {}).json()
        assert made["text"].startswith("Hello")
        assert charlies.post(at, {}).status_code == 404
        lost = alices.post(f"/cases/{case.pk}/letter/back")
        assert code(lost) == (409, "engine_placeholder_lost")
        engine.behave = engines.translates(lambda text: text)
        back = alices.post(f"/cases/{case.pk}/letter/back").json()
        assert (back["language"], back["vouched"]) == ("en", False), "it came back as it was, in Portuguese"
    fixed = alices.put(f"/translations/{made['id']}", {"text": "Hello, my order has not come. I want a refund."})
    assert (fixed.json()["corrected_by"], fixed.json()["remembered"]) == ("Alice", True)
    assert charlies.put(f"/translations/{made['id']}", {"text": "mine"}).status_code == 404
    assert alices.get(f"/cases/{case.pk}/translations").json()["translations"][0]["corrected"]
    assert code(olgas.post("/assistant/test"))[0] == 409
    tag = alices.get(f"/cases/{case.pk}/letter").headers["ETag"]
    refused = alices.post(f"/cases/{case.pk}/letter/suggestion", **{"If-Match": tag})
    assert code(refused) == (409, "engine_not_permitted"), "the owner lets it translate, not draft"
    assert olgas.put("/assistant/corrections", {"agrees": True}).json() == {"agrees": True}
    assert olgas.get("/assistant").json()["keeps_corrections"]


def _first_message(case: Case) -> int:
    from amends.desk.conversations.models import Message

    return Message.objects.filter(conversation_id=case.conversation_id).values_list("pk", flat=True)[0]


# The person and her practice -----------------------------------------------------------------------------------------


def test_a_person_reads_her_day_her_profile_and_her_practice(olgas: Program, alices: Program, case: Case) -> None:
    day = alices.get("/today").json()
    assert sum(day["tabs"].values()) >= 1
    assert day["due"]["amount"]["currency"] == "CNY"
    assert alices.put("/profile", {"language": "zh", "writes": ["pt", "en"]}).json()["writes"] == ["en", "pt"]
    assert alices.get("/profile").json()["language"] == "zh"
    assert alices.get("/practice").json()["all"] == {"done": 0, "right": 0, "wrong": {}}
    assert alices.get("/practice/answers/1").status_code == 404
    assert alices.get("/practice/team").status_code == 404
    assert olgas.get("/practice/team?days=30").json()["past_cases"] is False
    assert code(alices.put("/practice/past", {"agrees": True})) == (403, "owners_only")
    assert olgas.put("/practice/past", {"agrees": True}).status_code == 200
    assert olgas.get("/practice/team").json()["past_cases"] is True
    assert olgas.post("/practice/keep-out", {"exercise": f"case:{case.pk}"}).status_code == 404, "it has not ended"


def test_no_two_objects_of_the_document_share_a_name() -> None:
    """The framework keeps one of two that do, and describes answers by the wrong one."""
    from amends.web.api import endpoints

    seen: dict[str, str] = {}
    for name in endpoints.__all__:
        module = getattr(endpoints, name)
        for kind in vars(module).values():
            if isinstance(kind, type) and kind.__module__.startswith("amends.web.api."):
                assert seen.setdefault(kind.__name__, kind.__module__) == kind.__module__, kind.__name__
    assert "PolicyChange" in document()["components"]["schemas"]
