"""A policy as the text that its owner writes: its comments as help, and single values changed without touching the rest.

A value is replaced where it stands in the text, character by character, so that comments, order and spelling of
everything else survive. What a policy takes from another (``extends``) is not in its text; a value of it that is changed
is written into the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from amends.core.errors import InputError
from amends.core.vocabulary import ErrorCode

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: A policy is a page or two; more is a mistake.
LONGEST_TEXT = 100_000
#: The keys that lead to a value; numbers in one spelling (``number_key``).
Path = tuple[str, ...]
Value = str | tuple[str, ...]
_NUMBER = re.compile(r"-?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_YAML_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
_CHINESE = re.compile("[㐀-鿿]")
_INSIDE = re.compile(r"[^\S\n]*#([^\n]*)")
_COMMENT = re.compile(r"(?:^|\s)#(.*)$")


def number_key(key: Any) -> str:
    """A key in the one spelling in which paths have it: 0, 0.0 and "0.00" are the same point of a curve."""
    text = str(key)
    return str(float(text)) if _NUMBER.fullmatch(text) else text


@dataclass(frozen=True, slots=True)
class PolicyText:
    """A policy's text, what it says, and where each value stands in it."""

    text: str
    data: dict[str, Any]
    _places: dict[Path, tuple[yaml.Node, yaml.Node]]
    _root: yaml.MappingNode

    def comments(self) -> dict[Path, str]:
        """What the owner wrote beside and above each key, line by line; keys without a comment are not in it."""
        lines = self.text.split("\n")
        found: dict[Path, str] = {}
        for path, (key, value) in self._places.items():
            said = [] if path == self._first else _above(lines, key.start_mark.line, key.start_mark.column)
            said += _beside(self.text, key, value)
            if said:
                found[path] = "\n".join(said)
        return found

    @property
    def _first(self) -> Path:
        return next(iter(self._places), ())

    def description(self) -> str:
        """The comment at the top of the text: what the policy is for."""
        lines = []
        for line in self.text.split("\n"):
            if not line.startswith("#"):
                break
            lines.append(line.lstrip("# ").rstrip())
        return "\n".join(lines)


def read_policy_text(text: str) -> PolicyText:
    """Parse a policy's text. Raises InputError with the line for what is no YAML, and for a key that stands twice."""
    clean = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("﻿")
    if len(clean) > LONGEST_TEXT:
        raise InputError(ErrorCode.TOO_LARGE, f"a policy has at most {LONGEST_TEXT} characters.", "text")
    try:
        root = yaml.compose(clean, Loader=_LOADER)
        if not isinstance(root, yaml.MappingNode):
            raise InputError(ErrorCode.WRONG_TYPE, "a policy is a list of names with values, like name: ours", "text")
        places = dict(_walk(root, (), set()))
        data = yaml.load(clean, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 1
        raise InputError(ErrorCode.WRONG_TYPE, f"line {line}: {error.problem or error.context}", "text") from error
    except (yaml.YAMLError, ValueError) as error:
        raise InputError(ErrorCode.WRONG_TYPE, f"this is no YAML: {error}", "text") from error
    return PolicyText(clean, data, places, root)


def _walk(node: yaml.MappingNode, path: Path, seen: set[int]) -> Iterator[tuple[Path, tuple[yaml.Node, yaml.Node]]]:
    known: set[str] = set()
    for key, value in node.value:
        name = number_key(key.value) if isinstance(key, yaml.ScalarNode) else ""
        line = key.start_mark.line + 1
        if not name:
            raise InputError(ErrorCode.WRONG_TYPE, f"line {line}: a name is missing here.", "text")
        if name in known:
            raise InputError(ErrorCode.WRONG_TYPE, f"line {line}: {name} stands here a second time.", "text")
        if name == "<<" or id(value) in seen:
            raise InputError(ErrorCode.WRONG_TYPE, f"line {line}: a policy says everything where it counts, without & and *.", "text")  # fmt: skip
        known.add(name)
        seen.add(id(value))
        yield (*path, name), (key, value)
        if isinstance(value, yaml.MappingNode):
            yield from _walk(value, (*path, name), seen)


def _above(lines: list[str], line: int, column: int) -> list[str]:
    """The comment lines directly above a key that begins its line."""
    if lines[line][:column].strip():
        return []
    said: list[str] = []
    for above in range(line - 1, -1, -1):
        text = lines[above].strip()
        if not text.startswith("#"):
            break
        said.insert(0, text.lstrip("# "))
    return said


def _beside(text: str, key: yaml.Node, value: yaml.Node) -> list[str]:
    block = isinstance(value, yaml.CollectionNode) and not value.flow_style
    end = text.find(":", key.end_mark.index) + 1 if block else value.end_mark.index
    match = _INSIDE.match(text, end)
    return [match.group(1).strip()] if match and match.group(1).strip() else []


def in_language(comment: str, language: str) -> str:
    """The part of a comment in Chinese (``zh``) or in English; the whole where it has one language only.

    In a line with both, the Chinese comes first and two spaces stand between.
    """
    chinese, other = [], []
    for line in comment.split("\n"):
        if not _CHINESE.search(line):
            other.append(line)
            continue
        zh, _, rest = line.partition("  ")
        chinese.append(zh.strip())
        if rest.strip():
            other.append(rest.strip())
    wanted = chinese if language.startswith("zh") else other
    return " ".join(line for line in wanted or chinese or other if line)


def written(value: Value, *, text: bool = False) -> str:
    """A value as YAML: a list in brackets, a number as it is, everything else as a word or in quotes.

    ``text``: a number, too, is meant as text, such as a sum of money.
    """
    if isinstance(value, tuple):
        return "[" + ", ".join(written(item) for item in value) + "]"
    if _NUMBER.fullmatch(value) and not text:
        return value
    if _WORD.fullmatch(value) and value.lower() not in _YAML_WORDS:
        return value
    return json.dumps(value, ensure_ascii=False)


def with_values(policy: PolicyText, changes: Mapping[Path, str]) -> str:
    """The text with other values at these paths, each already YAML (``written``); nothing else in it moves.

    Comments inside a list that is replaced stand behind it.
    """
    text = policy.text
    places = [(*_region(text, *policy._places[path]), told) for path, told in changes.items() if path in policy._places]
    for start, end, told in sorted(places, key=lambda place: -place[0]):
        gap = " " if text[start - 1 : start] == ":" else ""
        text = text[:start] + gap + told + _comments_inside(text, start, end) + text[end:]
    for path, told in changes.items():
        if path not in policy._places:
            text = _inserted(read_policy_text(text), path, told)
    return text


def _region(text: str, key: yaml.Node, value: yaml.Node) -> tuple[int, int]:
    """From where to where a value stands. One that begins on a line of its own begins behind the colon of its key."""
    start = int(value.start_mark.index)
    if _is_block(value):
        start = text.index(":", key.end_mark.index) + 1
    return start, max(_end(text, value), start)


def _is_block(node: yaml.Node) -> bool:
    return isinstance(node, yaml.CollectionNode) and not node.flow_style and bool(node.value)


def _end(text: str, node: yaml.Node) -> int:
    """Where the last character of a value stands. A block ends with its last value, not with the comments after it."""
    if _is_block(node):
        last = node.value[-1]
        return _end(text, last[1] if isinstance(last, tuple) else last)
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    return start + len(text[start:end].rstrip())


def _comments_inside(text: str, start: int, end: int) -> str:
    """What was commented within a value of several lines, as a comment behind its new, single line."""
    lines = text[start:end].split("\n")
    if len(lines) == 1:
        return ""
    said = [match.group(1).strip() for line in lines if (match := _COMMENT.search(line))]
    if not said:
        return ""
    rest = text[end:].partition("\n")[0].strip()
    return f"  # {' · '.join(said)}" + ("" if not rest or rest.startswith("#") else "\n" + " " * 8)


def _inserted(policy: PolicyText, path: Path, told: str) -> str:
    """The text with a value that it did not have, in the innermost part that it has already."""
    depth = len(path) - 1
    while depth and not isinstance(policy._places.get(path[:depth], (None, None))[1], yaml.MappingNode):
        depth -= 1
    parent = policy._places[path[:depth]][1] if depth else policy._root
    assert isinstance(parent, yaml.MappingNode)
    for key in reversed(path[depth + 1 :]):
        told = f"{{{key}: {told}}}"
    text, added = policy.text, f"{path[depth]}: {told}"
    if parent.flow_style:
        at = parent.end_mark.index - 1
        return f"{text[:at].rstrip()}{', ' if parent.value else ''}{added}{text[at:]}"
    end = text.find("\n", _end(text, parent))
    end = len(text) if end < 0 else end
    indent = " " * parent.value[0][0].start_mark.column
    blank = "\n" if not depth else ""
    return f"{text[:end]}\n{blank}{indent}{added}{text[end:] or chr(10)}"
