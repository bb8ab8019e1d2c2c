"""Help from a machine: asked only where the owner allows it, sealed, counted, never trusted, never waited for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import serving_an_engine as s
from django.db import connection
from making import ERIK, NOW, message_record, order_record

from amends.connect.assist.port import AssistError, Trouble
from amends.core.errors import DomainError
from amends.desk.assistance import asking
from amends.desk.assistance.models import AssistSetup, Call, MessageTranslation, RememberedPair
from amends.desk.assistance.operations import BadSetup, Wanted, set_up
from amends.desk.assistance.queries import translation_seen_by
from amends.desk.cases.models import Case
from amends.desk.conversations.models import Message
from amends.desk.journal.models import Entry
from amends.desk.orders.models import Order
from amends.desk.people.actors import SYSTEM, actor_of
from amends.desk.people.models import Person
from amends.desk.replies.models import Reply
from amends.desk.shops.operations import allow
from amends.jobs.models import Job

pytestmark = [pytest.mark.django_db, pytest.mark.on_one_database]

WORDS = "Oi, sou Dana Albuquerque, pedido 8201-1. Faltam 2 lâmpadas e não recebi resposta. Paguei 40,00 dólares."
#: What a good engine makes of the sealed words.
CHINESE = "你好,我是[[NAME1]],订单[[NUMBER1]]。少了2个灯,我没有收到答复。我付了40.00美元。"
Jobs = Callable[[datetime], int]


@pytest.fixture
def olga(desk: Any, bob: Person) -> Person:
    """The owner of Lumora."""
    from amends.desk.people.operations import add_person

    person = add_person(
        actor=SYSTEM, organisation=desk.organisation, email="olga@amends.example", name="Olga",
        password="correct-horse-42", now=NOW, language="zh",
    )  # fmt: skip
    allow(actor=SYSTEM, person=person, shops=[desk.shop, desk.own_shop], role="owner", now=NOW)
    return person


def wanted(engine: s.Engine, **changes: Any) -> Wanted:
    told: dict[str, Any] = {
        "engine": "openai_compatible", "address": engine.address, "model": "small", "allow_local": True, "seconds": 2,
        "platforms": ("aliexpress",),
    }  # fmt: skip
    return Wanted(**{**told, **changes})


@contextmanager
def engine_of(olga: Person, behave: s.Behaviour, **changes: Any) -> Iterator[s.Engine]:
    """A running engine that Olga has set up for AliExpress."""
    with s.serving(behave) as engine:
        assert olga.organisation is not None
        set_up(
            actor=actor_of(olga), person=olga, organisation=olga.organisation, wanted=wanted(engine, **changes), now=NOW
        )
        yield engine


@pytest.fixture
def write(take_in: Callable[..., None], order: Order, run_jobs: Jobs) -> Callable[..., Message]:
    """Dana writes, and all that is due runs."""

    def written(text: str = WORDS, external_id: str = "m-1", at: datetime = NOW, **more: Any) -> Message:
        take_in(message_record(external_id, text, **more), at=at)
        run_jobs(at)
        return Message.objects.get(external_id=external_id)

    return written


def translation(message: Message) -> MessageTranslation | None:
    return MessageTranslation.objects.filter(message=message).first()


def waiting() -> list[Job]:
    return list(Job.objects.filter(kind="assistance.translate_message", done_at__isnull=True, failed_at__isnull=True))


# Where nothing is asked ------------------------------------------------------------------------------------------


def test_without_an_engine_nothing_is_queued_and_everything_works(write: Callable[..., Message]) -> None:
    message = write()
    assert translation(message) is None
    assert not Job.objects.filter(kind="assistance.translate_message").exists()
    assert Reply.objects.filter(state=Reply.DRAFT).exists()


@pytest.mark.parametrize("changes", [{"platforms": ()}, {"platforms": ("amazon",)}, {"translates": False}])
def test_without_permission_for_the_platform_no_text_leaves(
    olga: Person, write: Callable[..., Message], changes: dict[str, Any]
) -> None:
    with engine_of(olga, s.translates(CHINESE), **changes) as engine:
        message = write()
        assert engine.seen == []
        with pytest.raises(AssistError) as refused:
            asking.translate_message(actor=SYSTEM, message=message, source="pt", language="zh", now=NOW)
    assert refused.value.trouble is Trouble.NOT_PERMITTED
    assert not Call.objects.exists()


def test_what_the_team_reads_anyway_is_not_translated(olga: Person, write: Callable[..., Message]) -> None:
    with engine_of(olga, s.translates(CHINESE)) as engine:
        write("包裹没收到,要退款")
        assert engine.seen == []


# What is asked, and what becomes of the answer -------------------------------------------------------------------


def test_a_message_is_translated_beside_the_original(
    olga: Person, write: Callable[..., Message], run_jobs: Jobs
) -> None:
    with engine_of(olga, s.translates(CHINESE)) as engine:
        message = write()
        run_jobs(NOW)
        kept = translation(message)
        assert kept is not None
        assert kept.words == "你好,我是Dana Albuquerque,订单8201-1。少了2个灯,我没有收到答复。我付了40.00美元。"
        assert (kept.language, kept.engine, kept.made_at, kept.differences) == ("zh", "small", NOW, [])
        assert len(engine.seen) == 1
    assert Message.objects.get(pk=message.pk).text == WORDS


def test_nothing_that_names_dana_leaves_the_machine(olga: Person, write: Callable[..., Message]) -> None:
    with engine_of(olga, s.translates(CHINESE)) as engine:
        write(WORDS + " dana.albuquerque@example.com, +55 11 91234-5678, CEP 01310-200")
    sent = json.dumps(engine.seen[0]["body"], ensure_ascii=False)
    for private in ("Dana", "Albuquerque", "8201", "example.com", "91234", "01310"):
        assert private not in sent
    assert "Faltam 2 lâmpadas" in sent


def test_a_translation_is_encrypted_at_rest(olga: Person, write: Callable[..., Message]) -> None:
    with engine_of(olga, s.translates(CHINESE)):
        write()
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM assistance_messagetranslation")
        (stored,) = cursor.fetchone()
    assert "少了" not in stored
    assert "Dana" not in stored


def test_every_call_is_in_the_journal_with_its_cost_and_without_a_word_of_the_text(
    olga: Person, write: Callable[..., Message]
) -> None:
    usage = {"prompt_tokens": 200, "completion_tokens": 31}
    prices = {"price_in": Decimal("0.15"), "price_out": Decimal("0.60"), "cap_minor": 100}
    with engine_of(olga, s.translates(CHINESE, usage), **prices):
        write()
    entry = Entry.objects.get(action="assist.called")
    assert entry.subject == f"case:{Case.objects.get().pk}"
    assert entry.data == {
        "purpose": "translate", "engine": "openai_compatible", "model": "small", "tokens": [200, 31],
        "cost": "0.000049", "currency": "USD", "estimated": False, "trouble": "",
    }  # fmt: skip
    assert Call.objects.get().cost_micros == 49


@pytest.mark.parametrize(
    ("said", "what"),
    [
        (CHINESE.replace("2个", "3个"), "number"),
        (CHINESE.replace("40.00美元", "一些钱"), "amount"),
        (CHINESE.replace("没有收到", "收到了"), "negation"),
        (CHINESE + "我们将退还400.00美元。", "amount"),
    ],
)
def test_what_a_translation_lost_or_invented_is_kept_with_it_as_a_warning(
    olga: Person, write: Callable[..., Message], said: str, what: str
) -> None:
    with engine_of(olga, s.translates(said)):
        kept = translation(write())
    assert kept is not None
    assert what in {each["what"] for each in kept.differences}


def test_a_translation_without_its_placeholders_is_none(
    olga: Person, write: Callable[..., Message], run_jobs: Jobs
) -> None:
    with engine_of(olga, s.translates(CHINESE.replace("[[NUMBER1]]", ""))):
        message = write()
        for minutes in (2, 30, 60):
            run_jobs(NOW + timedelta(minutes=minutes))
    assert translation(message) is None
    assert list(Call.objects.values_list("trouble", flat=True)) == ["placeholder_lost"] * 3
    assert all(cost >= 0 for cost in Call.objects.values_list("cost_micros", flat=True))


# Trouble ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("behave", "trouble"),
    [
        (s.fails(500), "broken"),
        (s.hangs_up, "cut_off"),
        (s.fails(200, b"<html>"), "not_json"),
        (s.says("{}"), "wrong_shape"),
    ],
)
def test_trouble_is_tried_three_times_and_then_the_gloss_has_to_do(
    olga: Person, write: Callable[..., Message], run_jobs: Jobs, behave: s.Behaviour, trouble: str
) -> None:
    with engine_of(olga, behave) as engine:
        message = write()
        for minutes in range(1, 120):
            run_jobs(NOW + timedelta(minutes=minutes))
        assert len(engine.seen) == 3
    assert translation(message) is None
    assert waiting() == []
    assert not Job.objects.filter(failed_at__isnull=False).exists()
    assert set(Call.objects.values_list("trouble", flat=True)) == {trouble}
    assert Reply.objects.filter(state=Reply.DRAFT).exists()


@pytest.mark.parametrize("status", [401, 404])
def test_what_only_the_owner_can_mend_is_not_tried_again_and_again(
    olga: Person, write: Callable[..., Message], run_jobs: Jobs, status: int
) -> None:
    with engine_of(olga, s.fails(status)) as engine:
        write()
        write(WORDS + " Obrigada.", "m-2")
        for minutes in range(1, 55):
            run_jobs(NOW + timedelta(minutes=minutes))
        assert len(engine.seen) == 1


def test_a_busy_engine_is_left_alone_for_as_long_as_it_asks(
    olga: Person, write: Callable[..., Message], run_jobs: Jobs
) -> None:
    behave = s.Remembering([s.fails(429, Retry_After="1200"), s.translates(CHINESE)])
    with engine_of(olga, behave):
        message = write()
        second = write(WORDS + "!", "m-2", NOW + timedelta(minutes=1))
        for minutes in range(2, 20):
            run_jobs(NOW + timedelta(minutes=minutes))
        assert behave.calls == 1
        for minutes in range(20, 45):
            run_jobs(NOW + timedelta(minutes=minutes))
    assert translation(message) is not None
    assert translation(second) is not None


def test_an_engine_that_hangs_holds_up_one_job_and_not_the_next(
    olga: Person, write: Callable[..., Message], run_jobs: Jobs
) -> None:
    with engine_of(olga, s.hangs, seconds=1) as engine:
        for number in range(1, 5):
            write(WORDS + "!" * number, f"m-{number}")
        assert len(engine.seen) == 1
        assert len(waiting()) == 4


def test_the_months_limit_is_not_passed(olga: Person, write: Callable[..., Message]) -> None:
    dear = {"price_in": Decimal(1000), "price_out": Decimal(1000)}
    with engine_of(
        olga, s.translates(CHINESE, {"prompt_tokens": 100, "completion_tokens": 100}), **dear, cap_minor=200
    ) as engine:
        first = write()
        second = write(WORDS + "!", "m-2")
        assert translation(first) is not None
        # 0.20 are spent; the next call may cost 1.70 at most, and 2.00 are allowed.
        assert translation(second) is not None
        AssistSetup.objects.update(cap_minor=100)
        third = write(WORDS + "?", "m-3")
        assert translation(third) is None
        assert len(engine.seen) == 2
    assert sum(Call.objects.values_list("cost_micros", flat=True)) == 400_000


def test_a_new_month_begins_on_the_companys_wall_clock(olga: Person, write: Callable[..., Message]) -> None:
    dear = {"price_in": Decimal(1000), "price_out": Decimal(1000), "cap_minor": 180}
    with engine_of(olga, s.translates(CHINESE, {"prompt_tokens": 900, "completion_tokens": 100}), **dear):
        assert translation(write()) is not None
        assert translation(write(WORDS + "!", "m-2", datetime.fromisoformat("2026-11-30T15:59+00:00"))) is None
        # Half past midnight in Shanghai.
        assert translation(write(WORDS + "?", "m-3", datetime.fromisoformat("2026-11-30T16:30+00:00"))) is not None


# Corrections and the memory --------------------------------------------------------------------------------------


@pytest.fixture
def kept(olga: Person, write: Callable[..., Message]) -> MessageTranslation:
    with engine_of(olga, s.translates(CHINESE.replace("2个灯", "灯"))):
        found = translation(write())
    assert found is not None
    return found


def correct(kept: MessageTranslation, person: Person, text: str) -> bool:
    return asking.correct(actor=actor_of(person), person=person, translation=kept, source="pt", text=text, now=NOW)


BETTER = "您好,我是Dana Albuquerque,订单8201-1。少了2盏灯,而且没有人回复。我付了40.00美元。"


def test_a_corrected_translation_stands_instead_of_the_machines(kept: MessageTranslation, alice: Person) -> None:
    assert [each["what"] for each in kept.differences] == ["number"]
    assert correct(kept, alice, BETTER) is True
    again = MessageTranslation.objects.get()
    assert (again.words, again.differences, again.corrected_by) == (BETTER, [], alice)
    assert "少了灯" in again.text
    assert Entry.objects.get(action="translation.corrected").data["remembered"] is True


def test_the_same_words_of_another_buyer_are_translated_from_memory(
    kept: MessageTranslation, alice: Person, olga: Person, take_in: Callable[..., None], write: Callable[..., Message]
) -> None:
    correct(kept, alice, BETTER)
    take_in(order_record("9955-7", buyer=ERIK))
    with engine_of(olga, s.translates("nothing")) as engine:
        theirs = WORDS.replace("Dana Albuquerque", "Erik Lindqvist").replace("8201-1", "9955-7")
        message = write(theirs, "m-9", order_number="9955-7", buyer=ERIK)
        assert engine.seen == []
    found = translation(message)
    assert found is not None
    assert found.engine == "memory"
    assert found.words == BETTER.replace("Dana Albuquerque", "Erik Lindqvist").replace("8201-1", "9955-7")


def test_the_memory_holds_no_name_and_no_number(kept: MessageTranslation, alice: Person) -> None:
    correct(kept, alice, BETTER)
    pair = RememberedPair.objects.get()
    assert "Dana" not in pair.source + pair.target
    assert "8201" not in pair.source + pair.target
    assert "[[NAME1]]" in pair.target


def test_a_correction_that_leaves_a_number_out_is_kept_but_not_remembered(
    kept: MessageTranslation, alice: Person
) -> None:
    assert correct(kept, alice, "少了2盏灯,没有收到回复。付了40.00美元。") is False
    assert not RememberedPair.objects.exists()
    assert MessageTranslation.objects.get().corrected.startswith("少了2盏灯")


def test_an_empty_correction_is_refused(kept: MessageTranslation, alice: Person) -> None:
    with pytest.raises(DomainError, match="Write what the message says"):
        correct(kept, alice, " \u200b ")


def test_charlie_sees_no_translation_of_ours_and_no_memory(
    kept: MessageTranslation, alice: Person, charlie: Person, desk: Any
) -> None:
    correct(kept, alice, BETTER)
    assert translation_seen_by(alice, kept.pk) == kept
    assert translation_seen_by(charlie, kept.pk) is None
    pair = RememberedPair.objects.get()
    assert pair.organisation != desk.other_organisation


# Setting it up ---------------------------------------------------------------------------------------------------


def test_only_the_owner_sets_an_engine_up(olga: Person, bob: Person, charlie: Person, desk: Any) -> None:
    for person in (bob, charlie):
        with pytest.raises(BadSetup, match="Only an owner"):
            set_up(
                actor=actor_of(person), person=person, organisation=desk.organisation, wanted=Wanted("argos"), now=NOW
            )
    assert not AssistSetup.objects.exists()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"engine": "babelfish"}, "is no engine"),
        ({"model": ""}, "name of the model"),
        ({"seconds": 0}, "time limit"),
        ({"seconds": 61}, "time limit"),
        ({"price_in": Decimal(-1)}, "zero or more"),
        ({"platforms": ("myspace",)}, "platform"),
    ],
)
def test_a_setup_that_cannot_be_is_refused_with_what_to_write(olga: Person, changes: dict[str, Any], says: str) -> None:
    told = {"engine": "openai_compatible", "address": "https://engine.example/v1", "model": "m", **changes}
    with pytest.raises(BadSetup, match=says):
        set_up(actor=actor_of(olga), person=olga, organisation=olga.organisation, wanted=Wanted(**told), now=NOW)


def test_the_key_is_encrypted_kept_out_of_the_journal_and_goes_to_no_other_address(olga: Person) -> None:
    def save(**changes: Any) -> AssistSetup:
        told = {"engine": "openai_compatible", "address": "https://engine.example/v1", "model": "m", **changes}
        return set_up(actor=actor_of(olga), person=olga, organisation=olga.organisation, wanted=Wanted(**told), now=NOW)

    save(key="sk-very-secret")
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM assistance_assistsetup")
        assert "secret" not in cursor.fetchone()[0]
    assert "secret" not in json.dumps(list(Entry.objects.values_list("data", flat=True)))
    assert save(model="n").key == "sk-very-secret"
    assert save(address="https://elsewhere.example/v1").key == ""


def test_trying_it_out_says_what_it_gave_or_what_is_wrong(olga: Person, desk: Any) -> None:
    told = {"actor": actor_of(olga), "organisation": desk.organisation, "language": "zh", "now": NOW}
    with engine_of(olga, s.translates("缺少2件,包裹还没有到。谢谢!")):
        text, call = asking.try_out(**told)
    assert text.startswith("缺少2件")
    assert (call.purpose, call.state) == (Call.TEST, Call.DONE)
    with engine_of(olga, s.fails(401)), pytest.raises(AssistError) as refused:
        asking.try_out(**told)
    assert refused.value.trouble is Trouble.REFUSED


def test_a_slow_engine_does_not_hold_up_what_falls_due_meanwhile(
    olga: Person, take_in: Callable[..., None], order: Order, run_jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of twenty translations that wait beside each other one is made; then the worker looks what else is due."""
    from amends.desk.assistance import jobs

    monkeypatch.setattr(jobs, "SHARE", -1.0)
    with engine_of(olga, s.translates(CHINESE)) as engine:
        take_in(*(message_record(f"m-{number}", WORDS + "!" * number) for number in range(1, 6)))
        waiting = Job.objects.filter(kind="flow.follow_message")
        from amends.jobs.engine import run_due

        run_due(lambda: NOW, most=waiting.count())
        payloads = list(Job.objects.filter(kind="assistance.translate_message").values_list("payload", flat=True))
        assert len(payloads) == 5
        Job.objects.filter(kind="assistance.translate_message").update(key=None, done_at=NOW)
        jobs.translate_messages(payloads, NOW)
        assert len(engine.seen) == 1
        assert Job.objects.filter(kind="assistance.translate_message", done_at__isnull=True).count() == 4
        run_jobs(NOW)
    assert MessageTranslation.objects.count() == 5


def test_a_process_asks_only_a_few_questions_at_once(olga: Person, write: Callable[..., Message]) -> None:
    with engine_of(olga, s.translates(CHINESE), translates=True) as engine:
        taken = [asking._LINES.acquire(blocking=False) for _ in range(3)]
        assert all(taken)
        try:
            message = write()
            assert engine.seen == []
            assert not Call.objects.exists()
        finally:
            for _ in taken:
                asking._LINES.release()
        asking.translate_message(actor=SYSTEM, message=message, source="pt", language="zh", now=NOW)
        assert len(engine.seen) == 1
