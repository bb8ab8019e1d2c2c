"""The files of the demonstration, read and checked. A mistake in a file is an error here, not an odd screen later."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from amends.core.contracts.fields import Country, Currency, Language
from amends.core.packaged import read_yaml, yaml_files
from amends.core.vocabulary import Flag, Kind, Platform, Remedy, TrackingSource

PACKAGE = "amends.connect.demo"


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PersonEntry(_Entry):
    key: str
    name: str
    role: Literal["agent", "lead", "owner"]
    languages: list[Language]


class ShopEntry(_Entry):
    key: str
    name: str
    platform: Platform
    region: Country | None
    zone: str
    currency: Currency
    language: Language
    about: str
    order_number: str
    countries: dict[Country, Currency]
    dispatch_days: int
    site: str | dict[Country, str]
    shipping: Decimal = Decimal(0)


class RatesEntry(_Entry):
    source: str
    days_ago: int
    cny: dict[Currency, Decimal]


class CompanyEntry(_Entry):
    name: str
    name_en: str
    city: str
    warehouses: list[str]
    zone: str
    currency: Currency
    rates: RatesEntry
    prices: dict[Currency, Decimal]
    people: list[PersonEntry]
    shops: list[ShopEntry]


class ProductEntry(_Entry):
    sku: str
    zh: str
    price: Decimal
    cost: Decimal
    grams: Annotated[int, Field(gt=0)]
    titles: dict[str, str]
    text: str
    stock: int | None = None

    def title(self, language: str) -> str:
        """In the buyer's language where the shop has one, else in English."""
        return self.titles.get(language, self.titles["en"])


class CountryEntry(_Entry):
    locale: Language
    days: int
    hub: str
    depot: str


class BuyerEntry(_Entry):
    key: str
    name: str
    city: str
    postcode: str
    country: Country
    locale: Language

    @property
    def language(self) -> str:
        return self.locale.split("-")[0]


class StoryEntry(_Entry):
    source: TrackingSource
    carrier: str
    service: str
    number: str
    origin_words: Literal["zh", "en", "own"]
    statuses: dict[str, str] = {}
    codes: dict[str, str] = {}


class StoriesEntry(_Entry):
    line: dict[str, Decimal]
    origin_steps: frozenset[str]
    border_steps: frozenset[str]
    places: dict[str, str]
    stories: dict[str, StoryEntry]
    words: dict[str, dict[str, str]]


class ScanEntry(_Entry):
    step: str
    at: str


class ParcelEntry(_Entry):
    """``until`` is the last step of the main line, reached at ``last``; ``then`` is what happened after it."""

    story: str
    sent: str | None = None
    until: str
    last: str | None = None
    then: list[ScanEntry] = []


class OrderEntry(_Entry):
    placed: str
    lines: dict[str, int]
    promise: int
    dispatch: int | None = None
    parcels: list[ParcelEntry] = []
    cancelled: bool = False
    country: Country | None = None


class MessageEntry(_Entry):
    """``at`` or ``after`` (so long after the message before). ``order`` is the place in the case's orders, or none."""

    at: str | None = None
    after: str | None = None
    sender: Literal["buyer", "seller"] = Field("buyer", alias="from")
    subject: str = ""
    text: str
    pictures: list[str] = []
    order: int | None = 1

    @model_validator(mode="after")
    def _one_time(self) -> MessageEntry:
        if (self.at is None) == (self.after is None):
            raise ValueError("a message has either 'at' or 'after'")
        return self


class DisputeEntry(_Entry):
    number: str
    platform: Platform | None = None
    procedure: str
    event: str
    region: str | None = None
    scheme: str | None = None
    reason: str | None = None
    at: str
    due: str | None = None
    ask: str | None = None
    asks: list[Remedy] = []
    text: str = ""
    closed: str | None = None


class ReviewEntry(_Entry):
    at: str
    rating: Annotated[int, Field(ge=1, le=5)]
    title: str = ""
    text: str


class SettlementEntry(_Entry):
    """``source``: who sent the money back; where it was not the seller, there may be something to appeal."""

    remedy: Remedy
    source: Literal["chat", "platform", "payment"] = "chat"
    amount: Decimal | None = None
    at: str
    note: str


class CaseEntry(_Entry):
    key: str
    kind: Kind
    claim: Kind | None = None
    flags: list[Flag] = []
    shop: str
    buyer: str
    language: Language | None = None
    orders: Annotated[list[OrderEntry], Field(min_length=1)]
    messages: list[MessageEntry] = []
    disputes: list[DisputeEntry] = []
    reviews: list[ReviewEntry] = []
    settlement: SettlementEntry | None = None

    @property
    def open(self) -> bool:
        return self.settlement is None


class PraiseEntry(_Entry):
    """Texts of content buyers by language; each is used once. ``per_shop`` is how many quiet orders a shop gets."""

    per_shop: int
    texts: dict[str, list[str]]


def _data(name: str) -> Any:
    return read_yaml(PACKAGE, "data", name)


@cache
def company() -> CompanyEntry:
    return CompanyEntry.model_validate(_data("company.yaml"))


@cache
def products() -> dict[str, list[ProductEntry]]:
    """By the key of the shop that sells them."""
    return TypeAdapter(dict[str, list[ProductEntry]]).validate_python(_data("products.yaml"))


@cache
def product(sku: str) -> ProductEntry:
    """Raises KeyError."""
    return {entry.sku: entry for entries in products().values() for entry in entries}[sku]


@cache
def countries() -> dict[str, CountryEntry]:
    return TypeAdapter(dict[str, CountryEntry]).validate_python(_data("buyers.yaml")["countries"])


@cache
def buyers() -> dict[str, BuyerEntry]:
    """By key, in the order of the file."""
    entries: dict[str, BuyerEntry] = {}
    for country, people in _data("buyers.yaml")["buyers"].items():
        for key, (name, city, postcode, *locale) in people.items():
            entries[key] = BuyerEntry(
                key=key,
                name=name,
                city=city,
                postcode=postcode,
                country=country,
                locale=locale[0] if locale else countries()[country].locale,
            )
    return entries


@cache
def stories() -> StoriesEntry:
    return StoriesEntry.model_validate(_data("stories.yaml"))


@cache
def cases() -> tuple[CaseEntry, ...]:
    """The authored cases, file by file."""
    read = TypeAdapter(list[CaseEntry])
    return tuple(case for _, content in yaml_files(PACKAGE, "data/cases") for case in read.validate_python(content))


@cache
def praise() -> PraiseEntry:
    return PraiseEntry.model_validate(_data("praise.yaml"))


def picture_path(name: str) -> str:
    """Where the picture lies on this machine. Raises FileNotFoundError."""
    picture = files(PACKAGE).joinpath("data", "pictures", name)
    if not picture.is_file():
        raise FileNotFoundError(f"the demonstration has no picture {name!r}")
    return str(picture)
