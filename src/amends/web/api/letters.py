"""Options and letters: choosing, approving, writing, judging, sending, taking back."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from pydantic import BaseModel, Field, model_validator

from amends.core.vocabulary import Scope
from amends.desk.cases.models import Case
from amends.desk.flow import approving, choices
from amends.desk.flow.mails import letter_did_not_leave, letter_has_left
from amends.desk.flow.overview import letter_seen_by
from amends.desk.flow.sending import sending_of
from amends.desk.people.actors import actor_of
from amends.desk.replies import operations as replies
from amends.desk.replies.models import Reply
from amends.desk.replies.queries import judge
from amends.web.api.access import person_of
from amends.web.api.problems import Refused, no_such
from amends.web.api.reading import Options, read_options
from amends.web.api.routes import Long, Moment, Number, Short, case_or_404, does, reads

_VERSION = re.compile(r'(?:W/)?"(\d{1,18})\.(\d{1,9})"')


class Letter(BaseModel):
    """A letter as it stands. ``state``: draft, queued (it can be taken back), sending, sent, failed, unclear."""

    id: int
    case: int
    version: int
    state: str
    stage: str
    channel: str
    language: str
    subject: str
    body: str
    gist: str
    verdict: str
    findings: list[dict[str, Any]]
    promises: list[dict[str, Any]]
    edited: bool
    leaves_at: datetime | None
    sent_at: datetime | None
    error: str


class Words(BaseModel):
    body: Long = Field(min_length=1)


class Judged(BaseModel):
    verdict: str
    findings: list[dict[str, Any]]


class Choice(BaseModel):
    """Which items of the menu (from 0, in the order in which the buyer reads them) of which proposal."""

    offer: int = Field(ge=1, le=2**63 - 1)
    picks: list[Annotated[int, Field(ge=0, le=99)]] = Field(min_length=1, max_length=10)


class Approval(BaseModel):
    offer: int = Field(ge=1, le=2**63 - 1)


class Sending(BaseModel):
    """``body`` changes the words before they leave; ``at`` lets them leave later than the undo time.

    ``considerate`` lets them wait, where it is night or a public holiday at the buyer's, until letters are welcome
    there; the first acknowledgement and a near deadline do not wait. It cannot be said together with ``at``.
    """

    body: Long | None = None
    at: Moment | None = None
    considerate: bool = False

    @model_validator(mode="after")
    def _one_time(self) -> Sending:
        if self.considerate and self.at is not None:
            raise ValueError("Say either at or considerate.")
        return self


class Override(BaseModel):
    reason: Short = Field(min_length=10)


def letter_of(reply: Reply) -> Letter:
    return Letter(
        id=reply.pk,
        case=reply.case_id,
        version=reply.version,
        state=reply.state,
        stage=reply.stage,
        channel=reply.channel,
        language=reply.language,
        subject=reply.subject,
        body=reply.body,
        gist=reply.gist,
        verdict=reply.verdict,
        findings=reply.findings,
        promises=reply.promises,
        edited=reply.edited,
        leaves_at=reply.send_after,
        sent_at=reply.sent_at,
        error=reply.error,
    )


def letter_answer(response: HttpResponse, reply: Reply) -> Letter:
    """The letter, under its version as ETag."""
    response.headers["ETag"] = f'"{reply.pk}.{reply.version}"'
    return letter_of(reply)


def letter_in_hand(case: Case) -> Reply:
    reply = choices.letter_in_hand(case)
    if reply is None:
        raise no_such("letter")
    return reply


def letter_meant(request: HttpRequest, case: Case) -> Reply:
    """The letter in hand, if it is the version that the caller has read. Raises Refused (428, 412)."""
    given = request.headers.get("If-Match", "")
    if not given:
        raise Refused(428, "version_missing", "Send If-Match with the ETag of the letter that you have read.")
    reply, match = letter_in_hand(case), _VERSION.fullmatch(given.strip())
    if match is None or (int(match[1]), int(match[2])) != (reply.pk, reply.version):
        raise Refused(412, "letter_changed", "Somebody changed or sent this letter meanwhile; read it again first.")
    return reply


def _words(reply: Reply, body: str | None) -> choices.Words:
    return choices.Words(version=reply.version, body=reply.body if body is None else body)


@does("/cases/{case_id}/options/choice", Options, tag="options", summary="Choose what is offered", scope=Scope.PROPOSE)
def choose_options(request: HttpRequest, case_id: Number, body: Choice) -> Any:
    """The letter is written anew, unless a person has edited it. 409 `options_changed` where the proposal is old."""
    choices.choose_options(
        person=person_of(request), case=case_or_404(request, case_id), offer_id=body.offer, picks=body.picks,
        words=None, now=timezone.now(),
    )  # fmt: skip
    return read_options(request, case_id)


@does(
    "/cases/{case_id}/options/approval", Options, tag="options", summary="Approve what is offered", scope=Scope.APPROVE
)
def approve_options(request: HttpRequest, case_id: Number, body: Approval) -> Any:
    """Only a lead or an owner of the shop."""
    case = case_or_404(request, case_id)
    approving.approve_options(person=person_of(request), case=case, offer_id=body.offer, now=timezone.now())
    return read_options(request, case_id)


@reads("/cases/{case_id}/letter", Letter, tag="letters", summary="The letter that is being worked on")
def read_letter(request: HttpRequest, response: HttpResponse, case_id: Number) -> Any:
    """Its ETag is its version: send it back as If-Match."""
    return letter_answer(response, letter_in_hand(case_or_404(request, case_id)))


@does(
    "/cases/{case_id}/letter", Letter, tag="letters", summary="Write the letter", scope=Scope.PROPOSE, method="PUT",
    version=True,
)  # fmt: skip
def edit_letter(request: HttpRequest, response: HttpResponse, case_id: Number, body: Words) -> Any:
    """Kept as the next version with what the lint says of it; nothing is sent."""
    reply = letter_meant(request, case_or_404(request, case_id))
    kept = choices.keep_words(
        person=person_of(request), reply=reply, words=_words(reply, body.body), now=timezone.now()
    )
    return letter_answer(response, kept)


@does("/cases/{case_id}/letter/lint", Judged, tag="letters", summary="Judge words for this letter", scope=Scope.READ)
def lint_letter(request: HttpRequest, case_id: Number, body: Words) -> Any:
    """With the facts of the case; nothing is stored."""
    judged = judge(letter_in_hand(case_or_404(request, case_id)), body.body, person_of(request).language)
    findings = [finding.model_dump(mode="json") for finding in judged.findings]
    return Judged(verdict=judged.verdict.value, findings=findings)


@does(
    "/cases/{case_id}/letter/anew", Letter, tag="letters", summary="Let the letter be written anew",
    scope=Scope.PROPOSE, version=True,
)  # fmt: skip
def write_anew(request: HttpRequest, response: HttpResponse, case_id: Number) -> Any:
    """From the options as they are chosen; a person's own words are given up."""
    case = case_or_404(request, case_id)
    reply = letter_meant(request, case)
    choices.write_anew(person=person_of(request), reply=reply, version=reply.version, now=timezone.now())
    return letter_answer(response, letter_in_hand(case))


@does(
    "/cases/{case_id}/letter/override", Letter, tag="letters", summary="Let a blocked letter go",
    scope=Scope.APPROVE, version=True,
)  # fmt: skip
def override_lint(request: HttpRequest, response: HttpResponse, case_id: Number, body: Override) -> Any:
    """Only a lead, with a reason; three findings nobody can override."""
    reply = letter_meant(request, case_or_404(request, case_id))
    words = _words(reply, None)
    kept = choices.override_lint(
        person=person_of(request), reply=reply, words=words, reason=body.reason, now=timezone.now()
    )
    return letter_answer(response, kept)


@does("/cases/{case_id}/letter/send", Letter, tag="letters", summary="Send the letter", scope=Scope.SEND, version=True)
def send_letter(request: HttpRequest, response: HttpResponse, case_id: Number, body: Sending) -> Any:
    """It leaves when the undo time is over. 409 `letter_blocked`, `approval_needed`: the words are kept."""
    reply, now = letter_meant(request, case_or_404(request, case_id)), timezone.now()
    hours = sending_of(reply.case, now, reply.stage) if body.considerate else None
    sent = choices.send_letter(
        person=person_of(request), reply=reply, words=_words(reply, body.body), now=now,
        send_at=hours.opens if hours is not None and hours.later else body.at,
    )  # fmt: skip
    return letter_answer(response, sent)


@does("/letters/{letter_id}/undo", Letter, tag="letters", summary="Take a letter back", scope=Scope.SEND)
def undo_letter(request: HttpRequest, response: HttpResponse, letter_id: Number) -> Any:
    """As long as its undo time lasts; 409 `too_late` after that."""
    reply = _letter(request, letter_id)
    return letter_answer(response, replies.undo(actor=actor_of(person_of(request)), reply=reply, now=timezone.now()))


@does("/letters/{letter_id}/again", Letter, tag="letters", summary="Send a failed letter again", scope=Scope.SEND)
def try_again(request: HttpRequest, response: HttpResponse, letter_id: Number) -> Any:
    """Also one of which nobody knows whether it left, when you have seen that it did not."""
    reply, actor = _letter(request, letter_id), actor_of(person_of(request))
    if reply.state == Reply.UNCLEAR:
        letter_did_not_leave(reply, timezone.now(), actor)
    else:
        replies.try_again(actor=actor, reply=reply, now=timezone.now())
    return letter_answer(response, _letter(request, letter_id))


@does("/letters/{letter_id}/left", Letter, tag="letters", summary="Say that a letter has left", scope=Scope.SEND)
def letter_left(request: HttpRequest, response: HttpResponse, letter_id: Number) -> Any:
    """For a letter by mail of which nobody knows whether it left: you found it in the sent folder."""
    reply = _letter(request, letter_id)
    if reply.state != Reply.UNCLEAR:
        raise Refused(409, "letter_is_clear", "It is known whether this letter has left; its state says so.")
    letter_has_left(reply.key, timezone.now(), actor_of(person_of(request)))
    return letter_answer(response, _letter(request, letter_id))


@reads("/letters/{letter_id}", Letter, tag="letters", summary="One letter")
def one_letter(request: HttpRequest, response: HttpResponse, letter_id: Number) -> Any:
    return letter_answer(response, _letter(request, letter_id))


def _letter(request: HttpRequest, letter_id: int) -> Reply:
    reply = letter_seen_by(person_of(request), letter_id)
    if reply is None:
        raise no_such("letter")
    return reply
