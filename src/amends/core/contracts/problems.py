"""From a pydantic validation failure to the contract's error: code, field, and a sentence that says what to do."""

from __future__ import annotations

from pydantic import ValidationError

from amends.core.errors import InputError
from amends.core.vocabulary import ErrorCode

_CODES: dict[str, ErrorCode] = {
    "missing": ErrorCode.MISSING_FIELD,
    "timezone_aware": ErrorCode.NAIVE_TIME,
    "enum": ErrorCode.UNKNOWN_VALUE,
    "literal_error": ErrorCode.UNKNOWN_VALUE,
    "string_too_long": ErrorCode.TOO_LARGE,
    "too_long": ErrorCode.TOO_LARGE,
    "json_invalid": ErrorCode.NOT_JSON,
    "string_unicode": ErrorCode.NOT_JSON,
    "finite_number": ErrorCode.OUT_OF_RANGE,
    "datetime_parsing": ErrorCode.WRONG_TYPE,
    "datetime_from_date_parsing": ErrorCode.WRONG_TYPE,
    **dict.fromkeys(
        "greater_than greater_than_equal less_than less_than_equal too_short string_too_short".split(),
        ErrorCode.OUT_OF_RANGE,
    ),
}


_OWN_CODES = frozenset(code.value for code in ErrorCode)


def _pattern_code(value: object) -> ErrorCode:
    """A string that misses its pattern: a negative amount is out of range, anything else is of the wrong type."""
    text = str(value)
    return ErrorCode.OUT_OF_RANGE if text[:1] == "-" and text[1:2].isdigit() else ErrorCode.WRONG_TYPE


def input_error(failure: ValidationError) -> InputError:
    """The first problem of a failed validation, as the contract's error."""
    first = failure.errors(include_url=False)[0]
    kind = first["type"]
    if kind in _OWN_CODES:
        code = ErrorCode(kind)
    elif kind == "string_pattern_mismatch":
        code = _pattern_code(first.get("input"))
    else:
        code = _CODES.get(kind, ErrorCode.WRONG_TYPE)
    path = ".".join(str(part) for part in first["loc"] if part not in ("str", "int"))
    return InputError(code, first["msg"], path or None)
