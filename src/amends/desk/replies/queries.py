"""What a letter is made from, and what the lint says of a person's own words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime

from amends.core.contracts.letter import (
    Cause,
    ChosenItem,
    Decision,
    DraftCase,
    DraftCounts,
    DraftInput,
    Fact,
    LintInput,
    LintOutput,
)
from amends.core.vocabulary import (
    Fault,
    Flag,
    Kind,
    KindGroup,
    LetterChannel,
    LetterStage,
    Remedy,
    RequestWhat,
)
from amends.desk.cases.models import Case
from amends.desk.offers.models import Offer
from amends.desk.orders.models import Order
from amends.desk.parcels.models import Parcel
from amends.desk.portal.queries import hosts_for
from amends.desk.replies.models import Reply
from amends.desk.wordings.queries import house_of
from amends.letter import House, sentence_hashes, supported_languages
from amends.letter.lint import lint

#: With a higher chance of loss a letter names no day of arrival.
MOST_LOSS_TO_TELL = 0.30
#: What a letter asks for where nothing shows the problem yet.
ASKS: dict[Kind, RequestWhat] = {
    Kind.SHORT_QUANTITY: RequestWhat.PHOTO_OF_ITEMS,
    Kind.WRONG_ITEM: RequestWhat.PHOTO_OF_ITEMS,
    Kind.DAMAGED: RequestWhat.PHOTO_OF_DAMAGE,
    Kind.DEFECTIVE: RequestWhat.VIDEO_OF_FAULT,
    Kind.NOT_AS_DESCRIBED: RequestWhat.PHOTO_OF_ITEMS,
    Kind.COUNTERFEIT: RequestWhat.PHOTO_OF_ITEMS,
    Kind.DELIVERY_FAILED: RequestWhat.ADDRESS,
}
LANGUAGE_OF_COUNTRY = {
    "CN": "zh", "TW": "zh", "HK": "zh", "SG": "zh", "MO": "zh", "BR": "pt", "PT": "pt", "AO": "pt", "RU": "ru",
    "KZ": "ru", "BY": "ru", "ES": "es", "MX": "es", "AR": "es", "CL": "es", "CO": "es", "PE": "es", "UY": "es",
}  # fmt: skip


def language_for(case: Case, order: Order | None) -> str:
    """The language of the letter, with the buyer's region: what she writes in, else her locale, else her country."""
    locale = case.buyer.locale if case.buyer else ""
    country = order.country if order else ""
    spoken = case.language or locale.split("-")[0] or LANGUAGE_OF_COUNTRY.get(country, "en")
    supported = {language.split("-")[0] for language in supported_languages()}
    if spoken.split("-")[0] not in supported:
        spoken = "en"
    if locale.split("-")[0] == spoken:
        return locale
    return f"{spoken}-{country}" if country and LANGUAGE_OF_COUNTRY.get(country) == spoken else spoken


def stage_for(case: Case, earlier: list[Reply], sources: set[str]) -> LetterStage:
    """Which letter is due: the first, one more, one on our own account, an answer to a review, or the last."""
    if case.stage == "settled":
        return LetterStage.CLOSING
    if sources <= {"review"}:
        return LetterStage.REVIEW_REPLY
    if sources <= {"parcel"}:
        return LetterStage.PROACTIVE
    return LetterStage.FOLLOW_UP if any(reply.stage != "acknowledge" for reply in earlier) else LetterStage.FIRST_REPLY


def _title(order: Order | None) -> str | None:
    """What the buyer knows the goods as. An article number means nothing to her and stays out of letters."""
    first = next(iter(order.lines.all()), None) if order is not None else None
    return first.title[:200] or None if first is not None else None


def _decision(offer: Offer | None) -> Decision | None:
    items = offer.buyers_menu if offer is not None else []
    if not items:
        return None
    return Decision(
        menu=[
            ChosenItem(
                remedy=Remedy(item["remedy"]),
                amount=item.get("amount"),
                currency=item.get("currency"),
                by_date=date.fromisoformat(item["by_date"]) if item.get("by_date") else None,
            )
            for item in items
        ],
        recommended=0,
    )


def _facts(case: Case, order: Order | None, parcel: Parcel | None, channel: LetterChannel) -> list[Fact]:
    """What is known and shown; a public answer holds nothing of the order."""
    if channel is LetterChannel.REVIEW or order is None:
        return []
    facts: list[Fact] = []
    if parcel is not None and Kind(case.kind).group is KindGroup.LOGISTICS:
        if parcel.dispatched_at is not None:
            facts.append(
                Fact(id=f"parcel:{parcel.pk}", what="dispatched_on", value=parcel.dispatched_at.date().isoformat())
            )
        # A date is told only where the parcel probably comes: a hope is no forecast.
        likely = parcel.loss_probability <= MOST_LOSS_TO_TELL and not parcel.anomaly.startswith("returned")
        if parcel.arrival.get("p80") and likely:
            facts.append(Fact(id=f"forecast:{parcel.pk}", what="expected_on", value=parcel.arrival["p80"]))
    return facts


def draft_request(
    case: Case,
    order: Order | None,
    parcel: Parcel | None,
    offer: Offer | None,
    *,
    shop_time: datetime,
    sources: set[str],
    earlier: list[Reply],
    agent_name: str,
    agent_language: str,
    requests: list[RequestWhat],
    paid: Sequence[Fact] = (),
) -> DraftInput:
    """Everything the composer is asked with; ``paid`` says of a refund that has left how much, when, under which number."""
    stage = stage_for(case, earlier, sources)
    channel = LetterChannel.REVIEW if stage is LetterStage.REVIEW_REPLY else LetterChannel.MESSAGE
    cause = case.cause or {}
    decision = None if channel is LetterChannel.REVIEW or stage is LetterStage.CLOSING else _decision(offer)
    return DraftInput(
        id=f"case:{case.pk}",
        now=shop_time,
        to_language=language_for(case, order),
        stage=stage,
        channel=channel,
        case=DraftCase(
            kind=Kind(case.kind),
            flags=[Flag(flag) for flag in case.flags],
            buyer_name=(case.buyer.name.split(" ")[0] or None)
            if case.buyer and channel is not LetterChannel.REVIEW
            else None,
            product=_title(order),
            counts=DraftCounts(missing=case.missing) if case.missing else None,
        ),
        decision=decision,
        cause=Cause.model_validate(cause, strict=False) if cause.get("status") in ("confirmed", "likely") else None,
        facts=[*_facts(case, order, parcel, channel), *(paid if stage is LetterStage.CLOSING else ())],
        requests=requests,
        fault=Fault(case.fault),
        previous_apologies=len(earlier),
        previous_sentences=[digest for reply in earlier for digest in sentence_hashes(reply.body)],
        agent_name=agent_name,
        shop_name=case.shop.name,
        agent_language=agent_language,
    )


def requests_for(case: Case, has_photo: bool, unclear_order: bool) -> list[RequestWhat]:
    """The one thing to ask for, if anything: which order, else what would show the problem."""
    if unclear_order:
        return [RequestWhat.WHICH_ORDER]
    wanted = ASKS.get(Kind(case.kind))
    return [] if wanted is None or has_photo else [wanted]


def judge(reply: Reply, body: str, agent_language: str, house: House | None = None) -> LintOutput:
    """What the lint says of these words, with the facts of the draft; ``house`` if it was read already."""
    request = reply.request
    return lint(
        LintInput.model_validate_json(
            json.dumps(
                {
                    "id": f"reply:{reply.pk}",
                    "text": body,
                    "language": reply.language.split("-")[0],
                    "stage": reply.stage,
                    "channel": reply.channel,
                    "public": reply.channel == LetterChannel.REVIEW.value,
                    "buyer_language": reply.language.split("-")[0],
                    "previous_apologies": request.get("previous_apologies", 0),
                    "fault": request.get("fault"),
                    "decision": request.get("decision"),
                    "cause": request.get("cause"),
                    "evidence": [fact["id"] for fact in request.get("facts", [])]
                    + list((request.get("cause") or {}).get("evidence", [])),
                    "facts": request.get("facts", []),
                    "case": {name: (request.get("case") or {}).get(name) for name in ("kind", "product")},
                    "agent_language": agent_language,
                    "allowed_hosts": hosts_for(reply.case.shop),
                }
            )
        ),
        (house if house is not None else house_of(reply.case.shop)).words_in(reply.language),
    )
