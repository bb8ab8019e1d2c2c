"""Policies, the legal floor and the platforms' forms: dated data, validated, hashed."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from amends.core.errors import InputError
from amends.core.packaged import read_yaml
from amends.core.vocabulary import Confidence, ErrorCode, EvidenceType, Kind, KindGroup, Remedy

Chance = Annotated[float, Field(ge=0, le=1)]
Sourced = Literal["sourced", "assumed", "learned"]


def _sorted_curve(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    try:
        return tuple(sorted((float(x), float(y)) for x, y in value.items()))
    except (TypeError, ValueError) as error:
        raise ValueError("a curve has a number for each of its points") from error


#: Points of a piecewise linear curve, by rising x.
Curve = Annotated[tuple[tuple[float, float], ...], BeforeValidator(_sorted_curve), Field(min_length=1)]
NotNegative = Annotated[float, Field(ge=0)]


def _sum_of_money(value: str) -> str:
    try:
        usable = Decimal(value) >= 0
    except InvalidOperation:
        usable = False
    if not usable:
        raise ValueError(f"{value!r} is no sum of money; write it like 50.00")
    return value


Sum = Annotated[str, AfterValidator(_sum_of_money)]


def _with_defaults(flat: dict[Remedy, float]) -> dict[Remedy, float]:
    """Chances that stand in for what the policy does not name."""
    for remedy in (Remedy.FULL_REFUND, Remedy.APOLOGISE):
        if remedy not in flat:
            raise ValueError(f"{remedy.value} has to be among the chances")
    return flat


#: The longest name of a policy.
LONGEST_NAME = 40


def _plain_name(name: str) -> str:
    if not name.strip() or len(name) > LONGEST_NAME or "@" in name:
        raise ValueError(f"a policy's name has 1 to {LONGEST_NAME} characters and no @")
    return name


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Acceptance(_Data):
    """Chance that the buyer takes an item offered alone.

    ``doubt`` is how far such a default may be off, a standard deviation in log-odds. What is used is the mean over that:
    a chance of which little is known is nearer to one half than its best guess.
    """

    source: str
    kind: Sourced
    doubt: Annotated[float, Field(ge=0, le=5)]
    partial_keep: Curve
    partial_lost: Curve
    waited: dict[Remedy, tuple[Chance, Chance, Chance]]
    waited_bounds: tuple[float, float]
    flat: Annotated[dict[Remedy, Chance], AfterValidator(_with_defaults)]
    by_group: dict[KindGroup, dict[Remedy, Chance]]
    by_kind: dict[Kind, dict[Remedy, Chance]]
    asked_bonus: float
    refusal_factor: Annotated[float, Field(gt=0, le=1)]
    closeness: Annotated[float, Field(ge=0.05, le=1)]
    strength: Annotated[float, Field(gt=0)]


class Ruling(_Data):
    """How the platform or the bank decides when nothing was agreed."""

    source: str
    kind: Sourced
    base: dict[Kind, Chance]
    base_other: Chance
    evidence: dict[str, dict[EvidenceType, Chance]]
    speaks_to: dict[str, tuple[Kind, ...]]
    ceiling: Chance
    seller_fault_factor: Chance
    partial_share: Chance
    escalates: Chance
    escalates_open_dispute: Chance
    escalates_by_kind: dict[Kind, Chance]
    chargeback: Chance
    continues: Chance

    @model_validator(mode="after")
    def _groups_are_known(self) -> Self:
        for group in self.speaks_to:
            if group not in self.evidence:
                raise ValueError(f"speaks_to names {group}, for which evidence has no chances")
        return self


class BadReview(_Data):
    """Chance of a review of one or two stars after each ending."""

    source: str
    kind: Sourced
    accepted: dict[Remedy, Chance]
    accepted_other: Chance
    won: Chance
    lost: Chance
    gave_up: Chance
    silence: Chance
    quiet_kinds: dict[Kind, Chance]


class Minutes(_Data):
    round: NotNegative
    guide: NotNegative
    # `return` is a word of the language: the data says return, the code says returning.
    returning: NotNegative = Field(alias="return")
    ruling: NotNegative


class CostRules(_Data):
    source: str
    kind: Sourced
    review_effect: NotNegative
    review_weeks: NotNegative
    minutes: Minutes
    coupon_cost: Chance
    gift_default: Chance
    coupon_default: Chance
    wait_compensation: Chance
    churn_unresolved: Chance
    coupon_redeemed: Chance
    return_happens: Chance
    return_sellable: Chance
    second_parcel_fails: Chance
    unknown_missing_share: Chance
    goods_kept: frozenset[Kind]
    goods_return: frozenset[Kind]
    postage_unspent: frozenset[Kind]
    loss_by_waited: Curve


class MenuRules(_Data):
    source: str
    kind: Sourced
    largest: Annotated[int, Field(ge=1, le=3)]
    tie_share: Chance
    tie_worth: Chance
    surplus_unit: Chance
    grid: tuple[Chance, ...]
    least_taken: Chance
    most_money_moves: Annotated[int, Field(ge=0)]
    stages: Annotated[int, Field(ge=1, le=3)]
    always_within: Chance
    contest_saves: Chance
    wait_needs_chance: Chance
    arrival_quantile: Chance
    show_defend_from: Chance
    caution: Annotated[float, Field(ge=0, le=3)]
    explore_within: Chance
    explore_among: Annotated[int, Field(ge=1)]


class ApprovalRules(_Data):
    source: str
    kind: Sourced
    cash_above: dict[str, Sum]
    interval_wider_than: NotNegative
    claims_share: Chance
    claims_from: Annotated[int, Field(ge=0)]


class Policy(_Data):
    """Everything that the engine takes from outside the case. ``version`` is the name and a hash of the content."""

    name: Annotated[str, AfterValidator(_plain_name)]
    valid_from: date
    reviewed: date
    acceptance: Acceptance
    ruling: Ruling
    bad_review: BadReview
    costs: CostRules
    menu: MenuRules
    approval: ApprovalRules
    candidates: dict[Kind, tuple[Remedy, ...]]
    always: dict[Kind, frozenset[Remedy]]
    owed: frozenset[Kind]
    digest: str = ""

    @property
    def version(self) -> str:
        return f"{self.name}@{self.digest[:12]}"


class Floor(_Data):
    """The legal floor: for which kinds, where, and what makes the buyer whole."""

    id: str
    valid_from: date
    reviewed: date
    source: str
    confidence: Confidence
    kinds: frozenset[Kind]
    countries: frozenset[str]
    platform_countries: frozenset[str]
    platforms: frozenset[str]
    goods_in_hand: frozenset[Kind]
    exchange_makes_whole: frozenset[Kind]
    reship_makes_whole: frozenset[Kind]
    missing_makes_whole: frozenset[Kind]
    contest_needs_proof: ContestProof


class ContestProof(_Data):
    kinds: frozenset[Kind]
    evidence: frozenset[EvidenceType]


class Form(_Data):
    """What a platform's dispute form can carry."""

    offers: frozenset[Remedy]
    contest: bool
    confidence: Confidence


def _laid_over(below: Any, above: Any) -> Any:
    """``above`` on top of ``below``: mappings are merged key by key, everything else is replaced."""
    if isinstance(below, dict) and isinstance(above, dict):
        return {**below, **{key: _laid_over(below.get(key), value) for key, value in above.items()}}
    return above


def resolved(data: Any) -> Any:
    """A policy's data with what it extends laid in, so that nothing outside it counts any more.

    ``extends: NAME`` takes everything that is not said from a shipped policy: mappings are laid over it key by key,
    lists and values replaced whole. Raises InputError for an unknown name.
    """
    if isinstance(data, dict) and "extends" in data:
        base = resolved(_shipped_data(str(data["extends"])))
        data = _laid_over(base, {key: value for key, value in data.items() if key != "extends"})
    return data


def parse_policy(data: Any) -> Policy:
    """Validate a policy's data and stamp it with its hash; see ``resolved`` for ``extends``.

    Raises pydantic.ValidationError, InputError.
    """
    data = resolved(data)
    if not isinstance(data, dict):
        return Policy.model_validate(data)
    try:
        digest = hashlib.sha256(json.dumps(data, sort_keys=True, default=str).encode()).hexdigest()
    except TypeError as error:
        message = "somewhere words and numbers stand as names beside each other; a table has one of them."
        raise InputError(ErrorCode.WRONG_TYPE, message, "policy") from error
    return Policy.model_validate({**data, "digest": digest})


def frozen_policy(content: dict[str, Any], digest: str) -> Policy:
    """A policy that was kept as resolved JSON, under the hash that it had when it was kept.

    What a later release asks for and this policy could not know yet comes from the balanced one; what is no setting any
    more is left out.
    """
    return Policy.model_validate({**_of_this_release(content), "digest": digest})


def _of_this_release(content: dict[str, Any]) -> dict[str, Any]:
    """The content with exactly the settings of this release; tables inside it stay as they are."""
    now = _shipped_data("balanced")
    fitted: dict[str, Any] = {}
    for name, field in Policy.model_fields.items():
        value = content.get(name, now.get(name))
        if isinstance(field.annotation, type) and issubclass(field.annotation, _Data) and isinstance(value, dict):
            known = [inner.alias or key for key, inner in field.annotation.model_fields.items()]
            value = {key: value.get(key, now[name].get(key)) for key in known}
        fitted[name] = value
    return {name: value for name, value in fitted.items() if value is not None}


def new_settings(content: dict[str, Any]) -> dict[tuple[str, str], Any]:
    """What this release asks for in a section of a policy and these data do not say, as the balanced policy has it."""
    fitted = _of_this_release(content)
    return {
        (section, name): value
        for section, inner in fitted.items()
        if isinstance(inner, dict) and isinstance(content.get(section), dict)
        for name, value in inner.items()
        if name not in content[section] and section not in ("candidates", "always")
    }


def policy_names() -> tuple[str, ...]:
    """The policies that are shipped."""
    folder = files("amends.decide").joinpath("policies")
    return tuple(sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml")))


def _shipped_data(name: str) -> Any:
    _must_be_shipped(name)
    return read_yaml("amends.decide", "policies", f"{name}.yaml")


def _must_be_shipped(name: str) -> None:
    if name not in policy_names():
        known = ", ".join(policy_names())
        raise InputError(ErrorCode.UNKNOWN_VALUE, f"no policy is called {name!r}; shipped are: {known}.", "policy")


def shipped_text(name: str) -> str:
    """The YAML of a shipped policy with its comments. Raises InputError (``unknown_value``)."""
    _must_be_shipped(name)
    return files("amends.decide").joinpath("policies", f"{name}.yaml").read_text(encoding="utf-8")


@cache
def shipped_policy(name: str = "balanced") -> Policy:
    """A shipped policy by name. Raises InputError (``unknown_value``)."""
    return parse_policy(_shipped_data(name))


@cache
def floor() -> Floor:
    """The default legal floor."""
    return Floor.model_validate(read_yaml("amends.decide", "law", "floor.yaml"))


@cache
def _forms() -> tuple[dict[str, Form], Form]:
    data = read_yaml("amends.decide", "platforms", "forms.yaml")
    return {name: Form.model_validate(form) for name, form in data["forms"].items()}, Form.model_validate(
        data["unknown"]
    )


def form_of(platform: str, procedure: str | None) -> Form:
    """What the dispute form of this platform and procedure can carry (a cautious default where it is unknown)."""
    forms, unknown = _forms()
    return forms.get(f"{platform}/{procedure}") or forms.get(platform) or unknown
