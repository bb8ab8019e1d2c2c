"""A case to practise on: everything a person sees before she decides, what is right, and what happened in the end.

Shipped cases and the company's own past ones have this one shape, so that everything after it treats them alike.
"""

from __future__ import annotations

from datetime import datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict

from amends.core.vocabulary import EvidenceType, Fault, Flag, Kind, Platform, Remedy, RequestWhat

#: A sentence in the languages of the screens: ``{"zh": …, "en": …}``.
Words = dict[str, str]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Line(_Part):
    """An article of the order. Money is a decimal string in the order's currency."""

    sku: str
    title: str
    quantity: int = 1
    price: str
    cost: str


class Costs(_Part):
    """The shop's costs in the order's currency; ``minute`` is the wage of one minute."""

    postage: str = "0"
    return_label: str = "0"
    dispute_fee: str = "0"
    minute: str = "0.15"


class Buyer(_Part):
    """``name`` is empty in past cases: it was taken out."""

    name: str = ""
    orders: int = 1
    claims: int = 0
    bad_reviews: int = 0


class Scan(_Part):
    at: AwareDatetime
    country: str = ""
    text: str = ""
    code: str = ""
    source: str = "plain"
    status: str = ""


class Parcel(_Part):
    carrier: str = ""
    service: str = ""
    number: str = ""
    scans: list[Scan] = []


class Said(_Part):
    """A message, ``ours`` or the buyer's; ``says`` is what it says in the languages of the screens."""

    at: AwareDatetime
    text: str
    ours: bool = False
    says: Words = {}


class Photo(_Part):
    """A picture that came with a message, described."""

    at: AwareDatetime
    shows: Words


class Running(_Part):
    """A formal dispute that is open at the platform (or at the payment provider ``platform``)."""

    procedure: str
    event: str
    at: AwareDatetime
    platform: str = ""
    region: str = ""
    scheme: str = ""
    reason: str = ""
    asked: str = ""
    due_at: AwareDatetime | None = None


class Lesson(_Part):
    """Why: what law and platform say, what it costs, how to say it. ``rule`` is (platform, procedure) of the rules."""

    law: Words
    platform: Words
    cost: Words
    tone: Words
    rule: tuple[str, str]


class Scenario(_Part):
    """``now`` is the made-up present in which the exercise begins. ``also`` are kinds that are as good as ``kind``.

    ``paid`` is what she paid where that is more than the goods. ``rating`` makes the buyer's words a public review of so many stars. ``happened`` is empty in past cases, whose
    end is told by ``ended`` (codes of what the records show, with an amount where there is one).
    """

    key: str
    now: AwareDatetime
    kind: Kind
    also: list[Kind] = []
    fault: Fault
    platform: Platform
    shop: str
    region: str = ""
    country: str
    origin: str = "CN"
    language: str
    currency: str
    order: str
    placed_at: AwareDatetime
    ship_by: AwareDatetime | None = None
    promised_by: AwareDatetime | None = None
    delivered_at: AwareDatetime | None = None
    cancelled: bool = False
    stock: Words = {}
    lines: list[Line]
    paid: str = ""
    costs: Costs = Costs()
    buyer: Buyer = Buyer()
    parcel: Parcel | None = None
    messages: list[Said]
    photos: list[Photo] = []
    dispute: Running | None = None
    rating: int | None = None
    evidence: list[EvidenceType] = []
    ask: RequestWhat | None = None
    flags: list[Flag] = []
    asks: list[Remedy] = []
    asked: str | None = None
    missing: int | None = None
    refunded: str = "0"
    happened: Words = {}
    ended: list[tuple[str, str]] = []
    why: Lesson | None = None

    @property
    def waiting_since(self) -> datetime:
        """When the buyer's first word came that nobody has answered; the dispute where she wrote none."""
        since: datetime | None = None
        for said in self.messages:
            since = None if said.ours else since or said.at
        return since or (self.dispute.at if self.dispute is not None else self.now)

    @property
    def shown(self) -> bool:
        """Whether the buyer has shown the problem already: nothing is to be asked for again."""
        return bool(self.photos) or bool({EvidenceType.BUYER_PHOTO, EvidenceType.BUYER_VIDEO} & set(self.evidence))
