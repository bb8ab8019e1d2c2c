"""What is wrong with an edited policy, beside the field it is about, in words for a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from amends.core.errors import InputError
from amends.decide import Policy, parse_policy, resolved
from amends.decide.policy_text import Path, PolicyText, number_key, read_policy_text
from amends.web.workspace.frame import refusal_text
from amends.web.workspace.policy_words import part_words


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong: where (empty: in the text as a whole), and what to do."""

    path: Path
    where: str
    message: str


@dataclass(slots=True)
class Judged:
    """A text with the policy that it makes, or with everything that is wrong with it."""

    text: PolicyText | None = None
    policy: Policy | None = None
    troubles: list[Trouble] = field(default_factory=list)


def judged(text: str) -> Judged:
    """Read a policy's text and check all of it."""
    found = Judged()
    try:
        found.text = read_policy_text(text)
        found.policy = parse_policy(found.text.data)
    except InputError as error:
        found.troubles.append(Trouble((), "", refusal_text(error)))
    except ValidationError as error:
        assert found.text is not None
        data = resolved(found.text.data)
        for each in error.errors():
            path = _path(each["loc"], data)
            found.troubles.append(Trouble(path, part_words(path) if path else "", _words(each)))
    return found


def _path(loc: tuple[Any, ...], data: Any) -> Path:
    """The keys that lead to what is wrong, as far as they are in the data (an item of a list is the list)."""
    path: Path = ()
    for part in loc:
        if not isinstance(data, Mapping) or part == "[key]":
            break
        path = (*path, number_key(part))
        inside = {number_key(key): value for key, value in data.items()}
        if path[-1] not in inside:
            break
        data = inside[path[-1]]
    return path


def _words(error: Mapping[str, Any]) -> str:
    limits = error.get("ctx") or {}
    given = str(error.get("input", ""))[:60]
    match error["type"]:
        case "less_than_equal":
            return _("At most %(limit)s; here stands %(given)s.") % {"limit": limits["le"], "given": given}
        case "greater_than_equal":
            return _("At least %(limit)s; here stands %(given)s.") % {"limit": limits["ge"], "given": given}
        case "greater_than":
            return _("More than %(limit)s; here stands %(given)s.") % {"limit": limits["gt"], "given": given}
        case "float_parsing" | "float_type" | "int_parsing" | "int_type" | "int_from_float":
            whole = error["type"].startswith("int")
            words = _("A whole number is needed; here stands “%(given)s”.") if whole else _("A number is needed; here stands “%(given)s”.")  # fmt: skip
            return words % {"given": given}
        case "enum" | "literal_error":
            return _("“%(given)s” is not known here; possible are: %(known)s.") % {
                "given": given,
                "known": limits.get("expected", ""),
            }
        case "missing":
            return _("This is missing.")
        case "extra_forbidden":
            return _("A policy has nothing of this name; look how it is spelt.")
        case "too_short" | "too_long":
            return _("Here stand too few or too many values.")
    return str(error["msg"]).removeprefix("Value error, ")
