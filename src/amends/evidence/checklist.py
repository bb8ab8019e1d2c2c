"""What a platform asks for, what the case has, and what is missing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from amends.core.contracts.evidence import Checklist, EvidenceInput, ExhibitRecord, Gap
from amends.core.errors import InputError
from amends.core.money import Money
from amends.core.vocabulary import ErrorCode, EvidenceType, Kind
from amends.evidence.rulebook import (
    Ask,
    AskList,
    Importance,
    Limits,
    PaymentReasons,
    PlatformLimits,
    kind_reasons,
    limits_of,
    payment_reasons,
    strictest,
)

_SCHEMES = ("visa", "mastercard", "amex", "discover", "diners")


@dataclass(frozen=True, slots=True)
class Demand:
    """What applies to one case on one platform: the limits, the list that is asked for, and what to know beside."""

    platform: PlatformLimits
    limits: Limits
    reason: str | None
    scheme: str | None
    asks: AskList
    problems: tuple[str, ...]
    notes: tuple[str, ...]

    def rank(self, type_: EvidenceType) -> int:
        """0 for what is needed, 1 for what helps (also in place of another type), 2 for the rest."""
        best = 2
        for ask in self.asks.evidence:
            if type_ is ask.type or type_ in ask.satisfied_by:
                best = min(best, 0 if ask.importance is Importance.NEEDED else 1)
        return best


def normal_code(code: str) -> str:
    """A reason code as the data writes it: lower case, underscores."""
    return "_".join(code.casefold().replace("-", " ").replace("_", " ").split())


def _named(table: dict[str, tuple[str, ...]], owner: str, code: str) -> bool:
    return code in (normal_code(entry) for entry in table.get(owner, ()))


def _find_reason(
    reasons: PaymentReasons, code: str, owners: Sequence[str]
) -> tuple[str | None, str | None, AskList | None]:
    """(reason, card scheme, list) of a normalised code; the list is None where the kind decides."""
    for owner in owners:
        scheme = owner if owner in _SCHEMES else None
        for entry in reasons.reasons:
            if _named(entry.codes, owner, code):
                return entry.reason, scheme, entry
        if _named(reasons.kind_decides, owner, code):
            return code, scheme, None
    for entry in reasons.reasons:
        if entry.reason == code:
            return entry.reason, None, entry
    raise KeyError(code)


def _limits_for(request: EvidenceInput, platform: PlatformLimits) -> tuple[Limits, list[str], list[str]]:
    """The limits, the problems and the notes of choosing them."""
    known = ", ".join(limits.procedure for limits in platform.procedures)
    problems = []
    if request.procedure is not None:
        for limits in platform.procedures:
            if limits.procedure.casefold() == request.procedure.strip().casefold():
                return limits, [], []
        problems.append(
            f"{platform.platform.value} has no procedure {request.procedure!r} (known: {known}); "
            f"the strictest limits of all were applied. Name one of these, or check the form yourself."
        )
    if len(platform.procedures) == 1:
        return platform.procedures[0], problems, []
    note = f"No procedure is named; the strictest limits of {known} were applied. Name one to get its own."
    return strictest(platform.procedures), problems, [] if problems else [note]


def _with_signature(request: EvidenceInput, limits: Limits, asks: AskList) -> tuple[AskList, list[str]]:
    """A signature becomes needed above the platform's amount; in another currency a note says so."""
    threshold = limits.signature_from
    on_delivery = any(ask.type is EvidenceType.DELIVERY_PROOF for ask in asks.evidence)
    if threshold is None or not on_delivery:
        return asks, []
    limit = Money.parse(threshold.value.amount, threshold.value.currency)
    if request.order.currency != limit.currency:
        note = f"From {limit} on (in the order's own currency) a signature on delivery is asked for. {threshold.source}"
        return asks, [note]
    if Money.parse(request.order.value, request.order.currency, "order.value") < limit:
        return asks, []
    why = f"From {limit} on, a delivery counts as proved only with a signature."
    signature = Ask(type=EvidenceType.DELIVERY_SIGNATURE, importance=Importance.NEEDED, why=why)
    rest = tuple(ask for ask in asks.evidence if ask.type is not EvidenceType.DELIVERY_SIGNATURE)
    return asks.model_copy(update={"evidence": (signature, *rest)}), []


def demand_of(request: EvidenceInput, platform: str) -> Demand:
    """Everything that the rules say about this case on this platform. Raises InputError for an unknown platform."""
    entry = limits_of(platform)
    limits, problems, notes = _limits_for(request, entry)
    asks, reason, scheme = kind_reasons()[request.kind], None, None
    if request.reason_code is not None and normal_code(request.reason_code):
        code = normal_code(request.reason_code)
        owners = list(dict.fromkeys([entry.platform.value, request.order.platform.strip().casefold(), *_SCHEMES]))
        try:
            reason, scheme, found = _find_reason(payment_reasons(), code, owners)
            asks = found or asks
        except KeyError:
            problems.append(
                f"The reason code {request.reason_code!r} is not known for {entry.platform.value}: the list follows "
                f"the kind {request.kind.value} instead. Check the code, or compare the list with the platform's form."
            )
    asks, signature_notes = _with_signature(request, limits, asks)
    notes += signature_notes
    notes += [note.text for note in limits.notes]
    if limits.file_types is None and limits.max_total_bytes is None:
        notes.append(
            f"The file types and sizes that {entry.platform.value} accepts are not known here: check its form."
        )
    return Demand(entry, limits, reason, scheme, asks, tuple(problems), tuple(notes))


def check_request(request: EvidenceInput) -> None:
    """Refuse a case whose exhibits cannot be told apart or whose order facts are incomplete. Raises InputError."""
    seen: set[str] = set()
    for index, exhibit in enumerate(request.exhibits):
        if not exhibit.id.strip():
            raise InputError(
                ErrorCode.OUT_OF_RANGE, "An exhibit needs an id that is not empty.", f"exhibits.{index}.id"
            )
        if exhibit.id in seen:
            message = f"Two exhibits have the id {exhibit.id!r}; give each its own, since the timeline refers to ids."
            raise InputError(ErrorCode.OUT_OF_RANGE, message, f"exhibits.{index}.id")
        seen.add(exhibit.id)
    for field, value in (
        ("order.number", request.order.number),
        ("order.platform", request.order.platform),
        ("shop_name", request.shop_name),
    ):
        if not value.strip():
            raise InputError(ErrorCode.MISSING_FIELD, f"{field} is empty; a reviewer must know it: fill it in.", field)
    Money.parse(request.order.value, request.order.currency, "order.value")


def exhibit_name(exhibit: ExhibitRecord) -> str:
    """How a problem names an exhibit."""
    title = " ".join(exhibit.title.split())
    return f"Exhibit {exhibit.id!r} ({title[:80]})" if title else f"Exhibit {exhibit.id!r}"


def _request_problems(request: EvidenceInput) -> list[str]:
    problems = []
    ids = {exhibit.id for exhibit in request.exhibits}
    for exhibit in request.exhibits:
        if exhibit.file is None and not (exhibit.text or "").strip():
            problems.append(f"{exhibit_name(exhibit)} has neither a file nor a text: attach one, or remove it.")
        if exhibit.captured_at > request.now:
            problems.append(f"{exhibit_name(exhibit)} was captured later than the pack is made: correct captured_at.")
    for index, entry in enumerate(request.timeline, start=1):
        if entry.exhibit is not None and entry.exhibit not in ids:
            problems.append(f"Timeline entry {index} refers to exhibit {entry.exhibit!r}, which is not in the case.")
        if entry.at > request.now:
            problems.append(f"Timeline entry {index} is later than the pack is made: it has not happened; correct it.")
    if request.order.ordered_at > request.now:
        problems.append("The order is dated later than the pack is made: correct order.ordered_at.")
    if not request.statement.strip():
        problems.append("There is no statement: write in two or three sentences why the dispute is not justified.")
    return problems


def checklist_of(request: EvidenceInput, demand: Demand, usable: Collection[str]) -> Checklist:
    """The checklist, counting only the exhibits whose ids are in ``usable``."""
    have = {exhibit.type for exhibit in request.exhibits if exhibit.id in usable}
    gaps = [
        Gap(type=ask.type, importance=ask.importance.value, why=ask.why)
        for ask in demand.asks.evidence
        if not have.intersection((ask.type, *ask.satisfied_by))
    ]
    gaps.sort(key=lambda gap: gap.importance != Importance.NEEDED.value)
    problems = [*demand.problems, *_request_problems(request)]
    return Checklist(have=[type_ for type_ in EvidenceType if type_ in have], gaps=gaps, problems=problems)


def checklist(request: EvidenceInput, platform: str) -> Checklist:
    """What the platform, procedure and reason code (without one: the kind) ask for and the case lacks.

    ``gaps`` come with ``needed`` before ``helps``. An exhibit counts when it names a file or has a text; whether
    the file is there and unchanged, only ``build_pack`` can tell.
    Raises InputError: unknown platform, doubled exhibit ids, incomplete order facts.
    """
    check_request(request)
    usable = {exhibit.id for exhibit in request.exhibits if exhibit.file is not None or (exhibit.text or "").strip()}
    return checklist_of(request, demand_of(request, platform), usable)


def evidence_gauge(kind: Kind, held: Collection[EvidenceType]) -> tuple[int, int]:
    """How many of the things that a case of this kind is asked for are at hand, and how many are asked for."""
    asks = kind_reasons()[kind].evidence
    have = sum(1 for ask in asks if ask.type in held or any(other in held for other in ask.satisfied_by))
    return have, len(asks)
