"""How many days a letter gives, when neither the decision nor the facts name a date (``terms.yaml``)."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from amends.core.packaged import read_yaml
from amends.core.vocabulary import Confidence


class Term(BaseModel):
    """Calendar days in the buyer's time zone, why so many, and where the number comes from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    days: Annotated[int, Field(ge=0, le=60)]
    why: str
    source: str
    confidence: Confidence


class Terms(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    answer_days: Term
    manager_days: Term
    choose_days: Term
    refund_days: Term
    dispatch_days: Term
    document_days: Term
    return_days: Term
    refund_after_return_days: Term
    repair_days: Term
    wait_days: Term


class TermsFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    valid_from: date
    terms: Terms


@cache
def terms() -> Terms:
    """The validated terms. Raises pydantic's ValidationError where the file is wrong."""
    return TermsFile.model_validate(read_yaml("amends.letter", "terms.yaml")).terms
