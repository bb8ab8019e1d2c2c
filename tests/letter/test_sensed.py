"""What sentences say as a whole: found beside the lists, freed by what stands beside it, and taken back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from amends.core.contracts.letter import DraftCase, DraftInput
from amends.core.vocabulary import Kind, LetterChannel, LetterStage, LintRule, Verdict
from amends.letter.draft import draft
from amends.letter.house import House, Snippet
from amends.letter.lint import lint
from amends.letter.linting import sense, sensed
from amends.letter.linting.reading import Reading
from amends.letter.linting.sense import DOUBTED_FROM, SENSES, WEIGHTS_FILE, first_reading, second_reading, weights
from amends.letter.linting.sensed import SURE
from amends.letter.training import examples
from amends.letter.training.examples import HELD_OUT, INNOCENT, MEANT, SOMEWHERE, UNSAID, Unit, read_units
from amends.letter.training.fitting import data_of, fit
from amends.letter.training.network import fit_network

from .linting import LETTERS, Tally, found, labelled, request, rules_of

LIKELY = {"code": "x", "party": "carrier", "status": "likely", "evidence": []}
PROVED = {"code": "x", "party": "carrier", "status": "confirmed", "evidence": ["scan:1"]}


def says(sense: str, monkeypatch: pytest.MonkeyPatch, score: float = SURE + 1) -> None:
    """Every sentence means this and nothing else."""
    row = tuple(score if name == sense else -9.0 for name in SENSES)
    for reading in ("first_reading", "second_reading"):
        monkeypatch.setattr(sensed, reading, lambda texts: [row for _ in texts])


def test_strangers_letters_are_judged_better_than_by_the_lists_alone() -> None:
    """On letters that neither the lists nor the model learnt from: more is found, and fewer clean ones are stopped."""
    due = by_lists = by_both = stopped_by_lists = stopped = 0
    for path in sorted(path for batch in HELD_OUT for path in LETTERS.glob(f"*-{batch}.jsonl")):
        for record, letter in labelled(path):
            wanted = set(record["gold"]["rules"])
            alone, both = lint(letter, whole=False), lint(letter)
            due += len(wanted)
            by_lists += len(wanted & rules_of(alone))
            by_both += len(wanted & rules_of(both))
            if record["gold"]["verdict"] == "pass":
                stopped_by_lists += alone.verdict is Verdict.BLOCK
                stopped += both.verdict is Verdict.BLOCK
    assert due > 400
    assert by_both >= by_lists + 0.15 * due
    assert stopped <= 0.5 * stopped_by_lists


@pytest.mark.parametrize(
    ("sense", "rule"),
    [
        ("asks_solve", LintRule.ASKS_BUYER_TO_SOLVE),
        ("blame", LintRule.BLAME_WITHOUT_EVIDENCE),
        ("claim", LintRule.CLAIM_WITHOUT_EVIDENCE),
        ("minimising", LintRule.MINIMISING),
        ("trade", LintRule.BENEFIT_FOR_REVIEW),
        ("pressure", LintRule.REVIEW_PRESSURE),
        ("rights_denied", LintRule.RIGHTS_DENIED),
        ("dispute_close", LintRule.CANCEL_DISPUTE_FIRST),
        ("off_platform", LintRule.OFF_PLATFORM_CONTACT),
        ("frivolous", LintRule.FRIVOLOUS_TONE),
    ],
)
def test_each_sense_breaks_its_rule(sense: str, rule: LintRule, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The new lid leaves on 25 November."
    assert rule.value not in found(text, menu=["reship"])
    says(sense, monkeypatch)
    assert rule.value in found(text, menu=["reship"])


def test_what_stands_beside_it_frees_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    says("blame", monkeypatch)
    assert "blame_without_evidence" not in found("Was the lid broken on arrival?")
    assert "blame_without_evidence" not in found("The lid broke.", cause=PROVED, evidence=["scan:1"])
    assert found("The lid broke on the way.", cause=LIKELY) >= {"unhedged_cause"}
    assert not found("The lid probably broke on the way.", cause=LIKELY) & {"unhedged_cause", "blame_without_evidence"}
    says("claim", monkeypatch)
    assert "claim_without_evidence" not in found("The lid was whole.", evidence=["photo:1"])
    assert "claim_without_evidence" not in found('You wrote "the lid was whole".', evidence=["photo:1"])


def test_a_sentence_that_leaves_the_review_to_the_buyer_is_freed(monkeypatch: pytest.MonkeyPatch) -> None:
    says("pressure", monkeypatch)
    assert "review_pressure" not in found("Whatever you write in your review, we will read it.")


@pytest.mark.parametrize(
    ("sense", "text", "rule"),
    [
        ("pressure", "Whatever you write in your review, we will read it.", "review_pressure"),
        ("rights_denied", "Your statutory rights are not affected by this.", "rights_denied"),
        ("dispute_close", "You need not close the dispute.", "cancel_dispute_first"),
        ("off_platform", "We do not use WhatsApp.", "off_platform_contact"),
    ],
)
def test_words_that_free_a_sentence_yield_where_the_readers_are_certain(
    sense: str, text: str, rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    says(sense, monkeypatch)
    assert rule not in found(text)
    says(sense, monkeypatch, score=9.0)
    assert rule in found(text)


def test_a_question_beside_named_options_asks_nobody_to_solve(monkeypatch: pytest.MonkeyPatch) -> None:
    says("asks_solve", monkeypatch)
    assert "asks_buyer_to_solve" in found("And how shall we two go on from here?")
    assert "asks_buyer_to_solve" not in found("Would you like a new lamp, or 20.00 USD back by Friday?")
    assert "asks_buyer_to_solve" in found("We refund 20.00 USD. And please glue the other leg on yourself.")


def test_what_a_list_found_is_taken_back_where_the_sentence_says_something_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "It is only a scratch."
    assert "minimising" in found(text)
    says("blame", monkeypatch)
    assert "minimising" not in found(text)


def test_rules_of_form_are_never_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    says("blame", monkeypatch, score=-9.0)
    assert "shouting" in found("WE ARE VERY SORRY FOR THIS TROUBLE!!!")


def test_what_is_wholly_in_figures_or_empty_is_not_asked_about() -> None:
    assert sensed.spans(Reading(request("12.5.\n\n---\n3"))) == []
    for reading in (first_reading, second_reading):
        assert reading([]) == []
        assert len(reading(["", " ", "\U0001f600", "a" * 20_000])) == 4


@pytest.mark.parametrize(
    ("between", "together"),
    [(" ", True), ("\n", True), ("\r\n", True), ("\n\n", False), ("\r\n\r\n", False), ("\n \n", False)],
)
def test_a_short_sentence_is_read_with_the_one_before_it_in_its_paragraph(between: str, together: bool) -> None:
    asked = [said for _, said in sensed.spans(Reading(request(f"The lid leaves today.{between}Keep the old one.")))]
    assert len(asked) == 2 + together
    assert (asked[-1].startswith("the lid"), asked[-1].endswith("the old one")) == (together, True)


def test_one_figure_is_as_good_as_another() -> None:
    for reading in (first_reading, second_reading):
        assert reading(["the refund of 12.40 eur"]) == reading(["the refund of 98.73 eur"])


def test_a_second_opinion_is_asked_only_where_the_first_is_in_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def second(texts: Sequence[str]) -> list[tuple[float, ...]]:
        asked.extend(texts)
        return [(-9.0,) * len(SENSES) for _ in texts]

    monkeypatch.setattr(sensed, "second_reading", second)
    monkeypatch.setattr(
        sensed,
        "first_reading",
        lambda texts: [(DOUBTED_FROM + 1 if "doubtful" in text else DOUBTED_FROM - 1,) * len(SENSES) for text in texts],
    )
    lint(request("This is a quite ordinary sentence about the lamp. And this one here is doubtful in many ways."))
    assert asked == ["and this one here is doubtful in many ways"]


def test_without_the_encoder_the_first_reading_stands_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sense, "encoder", lambda: None)
    sentence = "we only repair, money is not returned"
    assert second_reading([sentence]) == first_reading([sentence])


def test_the_weights_are_small_and_fit_the_code() -> None:
    assert weights().grams.shape[1] == len(SENSES) == len(weights().bias)
    assert (Path(sensed.__file__).parents[1] / "lint" / WEIGHTS_FILE).stat().st_size < 1_000_000


_DRAFT: dict[str, Any] = {
    "id": "t", "now": datetime(2026, 11, 20, tzinfo=UTC), "to_language": "en", "stage": LetterStage.FIRST_REPLY,
    "channel": LetterChannel.MESSAGE, "case": DraftCase(kind=Kind.DAMAGED), "agent_name": "Alice", "shop_name": "Lumora",
}  # fmt: skip


def _letter(text: str, rules: Sequence[str], may: Sequence[str] = (), must_not: Sequence[str] = ()) -> str:
    record = json.loads(request(text).model_dump_json(exclude_none=True))
    gold = {"verdict": "block" if rules else "pass", "rules": rules, "may": may, "must_not": must_not}
    return json.dumps({**record, "gold": gold})


def test_what_a_letter_teaches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examples, "corpus_folder", lambda name: tmp_path)
    lines = [
        _letter("Nothing here is known to any list.", ["rights_denied"]),
        _letter(
            "Good morning to you, dear customer of ours. Nothing here is known to any list at all.", ["minimising"]
        ),
        _letter("The lid is red.", [], may=["minimising"]),
        _letter("The lid is blue.", []),
    ]
    (tmp_path / "en-a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "en-s.jsonl").write_text(_letter("Nobody learns this.", ["minimising"]), encoding="utf-8")
    units = [unit for unit in read_units() if unit.batch != "phrases"]
    assert not any("nobody learns" in unit.text for unit in units), "held out"
    rights, small = SENSES.index("rights_denied"), SENSES.index("minimising")
    told = {unit.text: unit.labels for unit in units}
    assert told["nothing here is known to any list"][rights] == MEANT
    assert [labels[small] for text, labels in told.items() if "at all" in text or "morning" in text] == [SOMEWHERE] * 2
    assert told["the lid is red"][small] == UNSAID
    assert told["the lid is blue"] == (INNOCENT,) * len(SENSES)


def test_a_marked_sentence_means_it_and_the_others_of_its_letter_do_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examples, "corpus_folder", lambda name: tmp_path)
    text = "Good morning to you, dear customer of ours! Nothing here is known to any list at all."
    letter = {"id": "x", "text": text, "language": "en"}
    gold = {"rules": ["minimising"], "breaking": ["Nothing here is known to any list at all."]}
    (tmp_path / "en-a.jsonl").write_text(json.dumps({**letter, "gold": gold}), encoding="utf-8")
    small = SENSES.index("minimising")
    told = {unit.text: unit.labels[small] for unit in read_units() if unit.batch != "phrases"}
    assert told["nothing here is known to any list at all"] == MEANT
    assert told["good morning to you, dear customer of ours"] == INNOCENT
    gold["breaking"] = ["This is not in it."]
    (tmp_path / "en-a.jsonl").write_text(json.dumps({**letter, "gold": gold}), encoding="utf-8")
    with pytest.raises(ValueError, match="no sentence"):
        read_units()


def test_a_network_says_of_new_vectors_what_it_learnt_of_alike_ones() -> None:
    chance = np.random.default_rng(1)
    vectors = chance.standard_normal((3000, 12)).astype(np.float32)
    labels = np.stack([vectors[:, 0] > 0, vectors[:, 1] > 0], axis=1).astype(np.int64)
    labels[:50] = UNSAID
    network = fit_network(vectors, labels)
    inner = np.maximum(vectors[:50] @ network.hidden + network.hidden_bias, 0)
    right = (inner @ network.told + network.told_bias > 0) == (vectors[:50, :2] > 0)
    assert right.mean() > 0.9, "of a coin it would be half"
    again = fit_network(vectors, labels)
    assert all(np.array_equal(one, other) for one, other in zip(network.parts, again.parts, strict=True))


def test_a_model_says_of_new_sentences_what_it_learnt_of_alike_ones() -> None:
    def unit(text: str, label: int) -> Unit:
        return Unit(text, (label,) * len(SENSES), text, "en", "a")

    bad = [unit(f"no refund for {thing}, ever", MEANT) for thing in ("lamps", "shoes", "cups", "bags")]
    good = [unit(f"a refund for {thing} leaves today", INNOCENT) for thing in ("lamps", "shoes", "cups", "bags")]
    model = fit(data_of([*bad, *good]))
    new = data_of([unit("no refund for hats, ever", UNSAID), unit("a refund for hats leaves today", UNSAID)])
    scores = model.scores(new)
    assert np.all(scores[0] > scores[1])


def test_letters_of_the_library_are_not_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    """That reading them as a whole finds nothing is asked once, in the tests of drafts, and not for every letter."""
    says("blame", monkeypatch)
    written = draft(DraftInput(**_DRAFT))
    assert written.verdict is not Verdict.BLOCK
    snippet = Snippet("kept", "en", "Kept", "We keep the lamp for you.")
    worded = draft(DraftInput(**_DRAFT), house=House(snippets=(snippet,)))
    assert worded.verdict is Verdict.BLOCK, "what a company has worded itself is asked about"


def test_the_held_out_batches_are_there() -> None:
    tally = Tally(path for batch in sorted(HELD_OUT) for path in LETTERS.glob(f"*-{batch}.jsonl"))
    assert tally.letters > 800


def test_a_plain_accusation_is_not_taken_back_because_the_model_has_not_met_it() -> None:
    assert "blame_without_evidence" in found("Het is de schuld van de douane.", language="nl")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The buyer is a liar and a cheat."),
        ("de", "Die Käuferin ist eine Lügnerin und Betrügerin."),
        ("fr", "L'acheteur est un menteur et un escroc."),
        ("es", "El comprador es un mentiroso y un estafador."),
        ("pl", "Kupujący jest kłamcą i oszustem."),
        ("zh", "买家是骗子，一直在撒谎。"),
    ],
)
def test_what_is_said_against_a_person_is_never_taken_back(language: str, text: str) -> None:
    assert "blame_without_evidence" in found(text, language=language, stage="appeal", channel="form")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pl", "Nikt inny się nie skarżył."),
        ("tr", "Başka kimse şikayet etmedi."),
        ("nl", "Niemand anders heeft geklaagd."),
        ("es", "Nadie más se ha quejado."),
        ("pt", "Ninguém mais reclamou."),
        ("ja", "他のお客様からの苦情はございません。"),
        ("ar", "لم يشتكِ أي عميل آخر."),
    ],
)
def test_a_few_plain_words_that_a_list_knows_stand(language: str, text: str) -> None:
    assert "claim_without_evidence" in found(text, language=language)
