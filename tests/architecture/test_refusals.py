"""What an operation refuses is said to a person: every such sentence has its Chinese in ``web/sayings/zh.yaml``."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import amends
from amends.web.sayings import in_chinese, table

SOURCE = Path(amends.__file__).parent
#: Errors whose words come from elsewhere, and from where. A new place is looked at by a person before it stands here.
PASSED_ON = {
    ("connect/files/parse.py", "MappingMismatch"): "the needs of a mapping file, in its own words",
    ("desk/flow/approving.py", "DomainError"): "core/money.py",
    ("desk/flow/choices.py", "NothingToRefund"): "core/money.py",
    ("desk/flow/guiding.py", "DomainError"): "desk/storage.py",
    ("desk/flow/paying.py", "NothingToRefund"): "core/money.py",
    ("desk/flow/proving.py", "DomainError"): "desk/storage.py, evidence",
    ("desk/flow/recovering.py", "AmountNeeded"): "core/money.py",
    ("desk/policies/operations.py", "UnusablePolicy"): "decide/policy_text.py, pydantic",
    ("desk/recoveries/operations.py", "ReasonNeeded"): "_must_say of the same module",
    ("desk/replies/unfinished.py", "WrittenElsewhere"): "the class says it",
    ("desk/webhooks/operations.py", "WebhookRefused"): "connect/posting.py",
    ("desk/wordings/operations.py", "WordingRefused"): "the class says it",
    ("web/workspace/mapping_form.py", "UnusableMapping"): "pydantic",
    ("web/workspace/practising/letter.py", "BadAnswer"): "the form's own words for ``why``",
    ("web/workspace/views/assistant.py", "BadSetup"): "core/money.py",
}
#: Modules whose errors the places above pass on, with the names that they are raised by.
SOURCES = {
    "core/money.py": {"InputError"},
    "decide/policy_text.py": {"InputError"},
    "desk/recoveries/operations.py": {"_must_say"},
}
#: A place and pydantic's own words for it; the editor of policies words them itself (web/workspace/policy_errors).
SILENT = {"{}: {}"}


@cache
def trees() -> dict[str, ast.Module]:
    return {
        path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(SOURCE.rglob("*.py"))
        if "migrations" not in path.parts
    }


@cache
def refusals() -> frozenset[str]:
    """The names of DomainError and of all that descends from it."""
    classes = [node for tree in trees().values() for node in tree.body if isinstance(node, ast.ClassDef)]
    names, before = {"DomainError"}, 0
    while len(names) != before:
        before = len(names)
        names |= {each.name for each in classes if any(getattr(base, "id", "") in names for base in each.bases)}
    return frozenset(names)


def shape(node: ast.expr | None) -> str | None:
    """A text with {} where something is filled in; None for what is no text written here."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def by_gettext(node: ast.expr) -> bool:
    """Whether a view says it in the screen's language already."""
    node = node.left if isinstance(node, ast.BinOp) else node
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "ngettext")


@cache
def said() -> list[tuple[str, str, str | None]]:
    """Module, error and text (None: passed on) of every refusal in the source."""
    return list(_said())


def _said() -> Iterator[tuple[str, str, str | None]]:
    for module, tree in trees().items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", "")
            if name in refusals() and not by_gettext(node.args[0]):
                yield module, name, shape(node.args[0])
            elif name in SOURCES.get(module, ()):
                yield module, name, shape(node.args[1])
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and node.name in refusals():
                yield from ((module, node.name, text) for text in _own_words(node))


def _own_words(node: ast.ClassDef) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Call) and getattr(each.func, "attr", "") == "__init__" and each.args:
            text = shape(each.args[0])
            if text is not None:
                yield text


def shapes_of(group: str) -> set[str]:
    return {re.sub(r"\{[a-z_:]+\}", "{}", pair.en) for pair in table().sayings[group]}


def test_every_refusal_has_its_chinese() -> None:
    known = set().union(*(shapes_of(group) for group in table().sayings))
    # A single word is a reason's name, which the page words itself (guides, files on the buyer's page).
    sentences = {(module, text) for module, _, text in said() if text is not None and " " in text}
    assert len(sentences) > 130
    assert sorted((module, text) for module, text in sentences if text not in known | SILENT) == []


def test_words_from_elsewhere_are_passed_on_only_where_somebody_has_looked() -> None:
    assert {(module, name) for module, name, text in said() if text is None} == set(PASSED_ON)


def test_no_chinese_is_kept_for_a_refusal_that_nothing_makes() -> None:
    texts = {shape(node) for tree in trees().values() for node in ast.walk(tree) if isinstance(node, ast.expr)}
    assert sorted(shapes_of("refusals") - texts) == []


def test_figures_and_names_of_a_refusal_come_through() -> None:
    said = in_chinese("12.50 EUR cannot go back: of this order only 3.00 EUR is still open.")
    assert said == "无法退回€12.50：此订单只剩€3.00可退。"
    assert in_chinese("'x' is no kind of dispute.") == "'x'不是纠纷类型。"
