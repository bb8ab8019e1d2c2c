"""Field types that the stages share. JSON is read strictly: a number is no decimal string, a bool is no number."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from amends.core.money import known_currencies
from amends.core.vocabulary import ErrorCode

#: Longest text of one message; a longer one is refused as too large, not cut.
MAX_TEXT = 200_000
EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)


def _error(code: ErrorCode, message: str) -> PydanticCustomError:
    # Braces would be read as placeholders by pydantic's message templates.
    return PydanticCustomError(code.value, message.replace("{", "(").replace("}", ")"))


#: ISO 8601 with an offset, between 1995 and 2099. A naive time is an error.
Time = Annotated[AwareDatetime, Field(ge=EARLIEST, lt=LATEST)]


def _known_currency(value: str) -> str:
    if value not in known_currencies():
        raise _error(ErrorCode.UNKNOWN_VALUE, f"{value!r} is no ISO 4217 currency code.")
    return value


Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$"), AfterValidator(_known_currency)]
#: A non-negative decimal string; how many decimals are allowed follows the currency and is checked by the stage.
Amount = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,12}(\.[0-9]{1,4})?$")]


def _alias(code: str) -> str:
    return "GB" if code == "UK" else code


def _country(value: Any) -> Any:
    return _alias(value.strip().upper()) if isinstance(value, str) else value


#: ISO 3166-1 alpha-2; ``UK`` is read as ``GB``.
Country = Annotated[
    str,
    StringConstraints(strip_whitespace=True, to_upper=True, pattern=r"^[A-Za-z]{2}$"),
    AfterValidator(_alias),
]
Region = Annotated[str, BeforeValidator(_country), StringConstraints(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")]
#: A BCP-47 tag such as ``pt`` or ``pt-BR``.
Language = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$")]
Identifier = Annotated[str | int, Field(description="Any text or whole number; it comes back unchanged.")]
Text = Annotated[str, StringConstraints(max_length=MAX_TEXT)]
Probability = Annotated[float, Field(ge=0, le=1)]


class Inward(BaseModel):
    """Base of everything that comes in: strict types, unknown extra fields ignored."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True, allow_inf_nan=False)


class Outward(BaseModel):
    """Base of everything that goes out."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    @classmethod
    def made(cls, **values: Any) -> Self:
        """An answer of values that were made here and need no validating; all fields have to be named.

        What ``model_construct`` does, without asking for aliases and defaults: menus are made a thousand times a second.
        """
        answer = cls.__new__(cls)
        object.__setattr__(answer, "__dict__", values)
        object.__setattr__(answer, "__pydantic_fields_set__", set(values))
        object.__setattr__(answer, "__pydantic_extra__", None)
        object.__setattr__(answer, "__pydantic_private__", None)
        return answer


class AmountOf(Outward):
    """Money outside the code: a decimal string and an ISO 4217 code (null where the text leaves it open)."""

    amount: str
    currency: str | None = None
