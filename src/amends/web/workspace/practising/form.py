"""The form of an exercise: what a person has chosen and written so far, complete or not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext as _

from amends.core.vocabulary import Fault, Kind, Remedy, RequestWhat
from amends.desk.practice.answering import NEEDS_AMOUNT, TAKES_AMOUNT, Answer, BadAnswer, Chosen
from amends.desk.practice.scenario import Scenario
from amends.web import showing
from amends.web.workspace.views.case import words_given

KEYS = 9
#: An amount as a person writes it is a little longer than any sum of an order.
LONGEST_AMOUNT = 20


@dataclass(frozen=True, slots=True)
class Given:
    """Everything as it stands in the form. ``kind`` is empty until she has chosen one."""

    kind: str = ""
    fault: str = Fault.UNKNOWN.value
    picks: tuple[str, ...] = ()
    amounts: dict[str, str] = field(default_factory=dict)
    by_date: str = ""
    ask: str = ""
    body: str = ""

    def answer(self) -> Answer:
        """As an answer; without a kind it is about something else, and what cannot be read is left out."""
        return Answer(
            kind=Kind(self.kind) if self.kind else Kind.OTHER,
            fault=Fault(self.fault),
            menu=tuple(self._chosen(Remedy(pick)) for pick in self.picks),
            ask=RequestWhat(self.ask) if self.ask else None,
        )

    def _chosen(self, remedy: Remedy) -> Chosen:
        amount = self.amounts.get(remedy.value) or None
        by_date = _day(self.by_date) if remedy is Remedy.WAIT else None
        return Chosen(remedy, amount if remedy in TAKES_AMOUNT else None, by_date)


def given_in(request: HttpRequest) -> Given:
    """The form as it was posted; a word that the vocabulary does not know is left out."""
    post = request.POST
    picks = [pick for pick in post.getlist("pick") if pick in set(Remedy)]
    return Given(
        kind=_known(post.get("kind", ""), Kind),
        fault=_known(post.get("fault", ""), Fault) or Fault.UNKNOWN.value,
        picks=tuple(dict.fromkeys(picks)),
        amounts={
            remedy.value: _amount(post.get(f"amount-{remedy.value}", ""))
            for remedy in TAKES_AMOUNT
            if post.get(f"amount-{remedy.value}", "").strip()
        },
        by_date=post.get("by_date", "") if _day(post.get("by_date", "")) else "",
        ask=_known(post.get("ask", ""), RequestWhat),
        body=words_given(request),
    )


def _known(value: str, words: type[Kind] | type[Fault] | type[RequestWhat]) -> str:
    return value if value in {word.value for word in words} else ""


def _amount(text: str) -> str:
    # "12,50" is what most of the world writes.
    return text.strip()[:LONGEST_AMOUNT].replace(",", ".")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def trouble_with(refusal: BadAnswer, scenario: Scenario, language: str) -> str:
    """Why an answer is none yet, in the screen's language."""
    data = refusal.data
    remedy = showing.word(str(data.get("remedy", "")), "Remedy", language) if data.get("remedy") else ""
    match data.get("why"):
        case "none":
            return _("Choose at least one remedy.")
        case "many":
            return _("Offer three remedies at most; more is no help to a buyer.")
        case "amount":
            return _("Say how much: %(remedy)s.") % {"remedy": remedy}
        case "date":
            return _("Say until when she is to wait.")
        case _:
            most = f"{data.get('most')} {scenario.currency}"
            return _("%(remedy)s: more than nothing, and not more than was paid (%(most)s).") % {
                "remedy": remedy,
                "most": most,
            }


@dataclass(frozen=True, slots=True)
class Pick:
    """A remedy that can be ticked, with what it needs beside it."""

    value: str
    name: str
    key: str
    chosen: bool
    money: bool
    needed: bool
    amount: str
    day: bool


def picks_of(given: Given, language: str) -> list[Pick]:
    """All remedies: every case asks anew which of them are right, so none is left out."""
    return [
        Pick(
            value=remedy.value,
            name=showing.word(remedy.value, "Remedy", language),
            key=str(number) if number <= KEYS else "",
            chosen=remedy.value in given.picks,
            money=remedy in TAKES_AMOUNT,
            needed=remedy in NEEDS_AMOUNT,
            amount=given.amounts.get(remedy.value, ""),
            day=remedy is Remedy.WAIT,
        )
        for number, remedy in enumerate(Remedy, 1)
    ]
