"""A wording as a person edits it: plain text with ``{slot}`` marks, one text per plural form, and back to Fluent.

The phrase files are Fluent; nobody should have to write Fluent to change a sentence. Most wordings have one form, under
the empty key; one that counts something has a form per plural category of its language (``one``, ``few``, ``other``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser, ast

from amends.letter.phrases import MARKED_HOLES, OVER, Numbers, PhraseError, split_at_holes

#: A slot as it is written in a form.
SLOT = re.compile(r"\{([a-z]+)\}")
#: Slots that hold a number; what they count decides the plural form.
NUMBER_SLOTS = frozenset({"missing", "ordered", "count"})
ONE_FORM = ""

#: Plural category (or the empty key) to text.
Forms = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A number that decides between forms: which slot, which form where no other fits, and what each decides further."""

    selector: str
    default: str
    variants: tuple[tuple[str, Choice | None], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a wording of the library looks like: its forms, and what decides between them.

    A form that depends on two numbers has a key of two parts, ``other.one``.
    """

    forms: Forms
    choice: Choice | None = None

    @property
    def default(self) -> str:
        """The key of the form that fits where no other does."""
        keys, choice = [], self.choice
        while choice is not None:
            keys.append(choice.default)
            choice = dict(choice.variants)[choice.default]
        return ".".join(keys)

    @property
    def slots(self) -> frozenset[str]:
        return frozenset(slot for _, text in self.forms for slot in SLOT.findall(text))


@cache
def _entries(wording: str) -> dict[str, list[ast.Pattern]]:
    entries: dict[str, list[ast.Pattern]] = {}
    for name in filter(None, (OVER.get(wording), wording)):
        text = files("amends.letter").joinpath("phrases", f"{name}.ftl").read_text(encoding="utf-8")
        for entry in FluentParser(with_spans=False).parse(text).body:
            if isinstance(entry, ast.Message):
                entries[entry.id.name] = [attribute.value for attribute in entry.attributes]
    return entries


@cache
def regional_phrases(wording: str) -> frozenset[str]:
    """The phrases that a wording's own file holds: for ``pt-PT`` only what differs from ``pt``."""
    text = files("amends.letter").joinpath("phrases", f"{wording}.ftl").read_text(encoding="utf-8")
    return frozenset(re.findall(r"^([a-z][a-z0-9-]*) =", text, re.MULTILINE))


def _key(variant: ast.Variant) -> str:
    return variant.key.name if isinstance(variant.key, ast.Identifier) else variant.key.value


def _selection(pattern: ast.Pattern) -> ast.SelectExpression | None:
    for element in pattern.elements:
        if isinstance(element, ast.Placeable) and isinstance(element.expression, ast.SelectExpression):
            return element.expression
    return None


def _text(pattern: ast.Pattern) -> str:
    """The text of a pattern without a selection."""
    parts: list[str] = []
    for element in pattern.elements:
        if isinstance(element, ast.TextElement):
            parts.append(" ".join(element.value.split("\n")))
        elif isinstance(element.expression, ast.VariableReference):
            parts.append(f"{{{element.expression.id.name}}}")
        elif isinstance(element.expression, ast.StringLiteral):
            parts.append(str(element.expression.parse()["value"]))
    return "".join(parts)


def _taken_apart(pattern: ast.Pattern, key: str) -> tuple[Forms, Choice | None]:
    selection = _selection(pattern)
    if selection is None:
        return ((key, _text(pattern)),), None
    if len(pattern.elements) != 1 or not isinstance(selection.selector, ast.VariableReference):
        raise PhraseError(f"a wording chooses in the middle of a sentence: {key}")
    forms: list[tuple[str, str]] = []
    variants: list[tuple[str, Choice | None]] = []
    for variant in selection.variants:
        inner, choice = _taken_apart(variant.value, f"{key}.{_key(variant)}" if key else _key(variant))
        forms += inner
        variants.append((_key(variant), choice))
    default = next(_key(variant) for variant in selection.variants if variant.default)
    return tuple(forms), Choice(selection.selector.id.name, default, tuple(variants))


@cache
def shape_of(wording: str, phrase: str, variant: int) -> Shape:
    """A wording of the library as forms. Raises PhraseError for one that is not there."""
    wordings = _entries(wording).get(phrase, [])
    if not 0 <= variant < len(wordings):
        raise PhraseError(f"{wording} has no {phrase}.v{variant + 1}")
    return Shape(*_taken_apart(wordings[variant], ONE_FORM))


def _pattern(choice: Choice | None, key: str, forms: Mapping[str, str], indent: str) -> str:
    if choice is None:
        return SLOT.sub(lambda found: f"{{ ${found[1]} }}", forms[key])
    lines = [f"{{ ${choice.selector} ->"]
    for name, inner in choice.variants:
        mark = "*" if name == choice.default else " "
        path = f"{key}.{name}" if key else name
        lines.append(f"{indent}    {mark}[{name}] {_pattern(inner, path, forms, indent + '    ')}")
    return "\n".join([*lines, f"{indent}}}"])


def as_fluent(shape: Shape, forms: Mapping[str, str]) -> str:
    """A message with one wording, ``own = .v1 = …``, of the shape's plural. The forms hold no brace but slots'."""
    return f"own =\n    .v1 = {_pattern(shape.choice, ONE_FORM, forms, '    ')}\n"


@lru_cache(maxsize=4096)
def own_pieces(wording: str, shape: Shape, forms: Forms, numbers: Numbers) -> tuple[str, ...]:
    """Literal text and hole names in turn, as ``phrases`` has them for the library's own wordings."""
    bundle = FluentBundle([wording], use_isolating=False)
    bundle.add_resource(FluentResource(as_fluent(shape, dict(forms))))
    pattern = bundle.get_message("own").attributes["v1"]
    text, errors = bundle.format_pattern(pattern, {**MARKED_HOLES, **dict(numbers)})
    if errors:
        raise PhraseError(f"{wording} own wording: {errors[0]}")
    return split_at_holes(str(text))
