"""A policy as a form: made from what the policy says, whatever it says, and written back into its text value by value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amends.decide import resolved, shipped_text
from amends.decide.policy_text import Path, PolicyText, in_language, number_key, read_policy_text, with_values, written
from amends.web.workspace.policy_words import key_words, options_of, part_words, word_of

#: Group → (title, the parts that stand in it although their section belongs elsewhere).
GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "value": (
        gettext_noop("What we value"),
        ("menu/tie_share", "menu/tie_worth", "menu/surplus_unit", "menu/always_within", "menu/contest_saves",
         "menu/caution", "costs/review_effect", "costs/review_weeks", "costs/churn_unresolved", "owed"),
    ),
    "limits": (
        gettext_noop("Limits and approval"),
        ("menu/most_money_moves", "menu/show_defend_from", "menu/wait_needs_chance"),
    ),
    "menus": (gettext_noop("Menus"), ()),
    "costs": (gettext_noop("Costs"), ()),
    "chances": (gettext_noop("Chances"), ()),
}  # fmt: skip
#: The group of a section; of one that is new, the last.
SECTIONS = {"menu": "menus", "candidates": "menus", "always": "menus", "approval": "limits", "costs": "costs"}
#: What the whole policy is called and since when is no setting.
HEAD = frozenset({"name", "valid_from", "reviewed", "extends"})
_COMMA = re.compile(r"-?\d+,\d+")


@dataclass(frozen=True, slots=True)
class Field:
    """A value that can be typed. ``name`` is that of the input, ``id`` the same without signs that an id has not."""

    path: Path
    name: str
    id: str
    label: str
    value: str
    help: str
    long: bool


@dataclass(frozen=True, slots=True)
class Words:
    """A list of words: those that are in it, and those that could be added. ``adds`` is the input's name for a new one."""

    path: Path
    name: str
    adds: str
    id: str
    label: str
    chosen: list[tuple[str, str]]
    addable: list[tuple[str, str]]


@dataclass(slots=True)
class Row:
    """Values that belong together under one title."""

    title: str
    fields: list[Field] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)


@dataclass(slots=True)
class Block:
    """A part of a policy that holds many values."""

    path: Path
    id: str
    title: str
    help: str
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Group:
    key: str
    title: str
    fields: list[Field] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def field_id(path: Path) -> str:
    """The id on the page of what stands at a path."""
    return "p-" + re.sub(r"[^a-z0-9_]+", "-", "-".join(path).lower())


def _shown(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(_shown(item) for item in value)
    return str(value)


def _is_words(path: Path, value: Any) -> bool:
    return isinstance(value, list) and (
        path[0] in ("candidates", "always", "owed", "costs") or path[-2:-1] == ("speaks_to",)
    )


class PolicyForm:
    """The form of a policy's text in the language of the screen."""

    def __init__(self, text: PolicyText, language: str) -> None:
        self.text = text
        self._language = language
        self._data: dict[str, Any] = resolved(text.data)
        below = read_policy_text(shipped_text("balanced")).comments()
        self._comments = {**below, **text.comments()}

    @cached_property
    def groups(self) -> list[Group]:
        """Every value of the policy, in the groups in which people look for it."""
        made = {key: Group(key, _(title)) for key, (title, _parts) in GROUPS.items()}
        for path, value in self._parts():
            group = made[_group_of(path)]
            if isinstance(value, dict) or _is_words(path, value):
                group.blocks.append(self._block(path, value))
            else:
                group.fields.append(self._field(path, value, part_words(path)))
        for group in made.values():
            # A source is read once; the numbers are what one comes for.
            group.fields.sort(key=lambda each: each.long)
        return list(made.values())

    def _parts(self) -> Iterator[tuple[Path, Any]]:
        for section, value in self._data.items():
            if section in HEAD:
                continue
            if isinstance(value, dict) and section not in ("candidates", "always"):
                for name, inner in value.items():
                    yield (section, number_key(name)), inner
            else:
                yield (section,), value

    def _help(self, path: Path) -> str:
        return in_language(self._comments.get(path, ""), self._language)

    def _field(self, path: Path, value: Any, label: str) -> Field:
        long = path[-1] in ("source", "kind")
        if long:
            label = f"{part_words(path[:1])}: {label}"
        said = self._help(path)
        help_ = said if said != label else ""
        return Field(path, f"f:{'/'.join(path)}", field_id(path), label, _shown(value), help_, long)

    def _words(self, path: Path, value: list[Any], label: str) -> Words:
        chosen = [(str(item), word_of(str(item), path, self._language)) for item in value]
        known = {item for item, _word in chosen}
        options = [member.value for member in options_of(path) if member.value not in known]
        addable = sorted(
            ((option, word_of(option, path, self._language)) for option in options), key=lambda each: each[1]
        )
        name = "/".join(path)
        return Words(path, f"l:{name}", f"a:{name}", field_id(path), label, chosen, addable)

    def _block(self, path: Path, value: Any) -> Block:
        block = Block(path, field_id(path), part_words(path), self._help(path))
        if not isinstance(value, dict):
            block.rows.append(Row("", words=[self._words(path, value, block.title)]))
            return block
        loose = Row("")
        for key, inner in value.items():
            below = (*path, number_key(key))
            label = key_words(below, self._language)
            if isinstance(inner, dict):
                fields = [
                    self._field((*below, number_key(name)), item, key_words((*below, number_key(name)), self._language))
                    for name, item in inner.items()
                ]
                block.rows.append(Row(label, fields))
            elif _is_words(below, inner):
                block.rows.append(Row(label, words=[self._words(below, inner, label)]))
            else:
                loose.fields.append(self._field(below, inner, label))
        if loose.fields:
            block.rows.insert(0, loose)
        return block

    def fields(self) -> Iterator[Field | Words]:
        for group in self.groups:
            yield from group.fields
            for block in group.blocks:
                for row in block.rows:
                    yield from row.fields
                    yield from row.words

    def places(self) -> set[str]:
        """The ids of everything beside which something can be said."""
        blocks = {block.id for group in self.groups for block in group.blocks}
        return blocks | {each.id for each in self.fields()}

    def changed(self, posted: QueryDict) -> str:
        """The text with what was typed and ticked: only what differs is written, all else stays as it is written."""
        changes: dict[Path, str] = {}
        for each in self.fields():
            if isinstance(each, Words):
                wanted = _ticked(each, posted)
                if wanted != [item for item, _word in each.chosen]:
                    changes[each.path] = written(tuple(wanted))
                continue
            value = posted.get(each.name, each.value).strip()
            if value != each.value:
                changes[each.path] = _typed(each, value, self._data)
        return with_values(self.text, changes)


def _group_of(path: Path) -> str:
    name = "/".join(path)
    for key, (_title, parts) in GROUPS.items():
        if name in parts:
            return key
    return SECTIONS.get(path[0], "chances")


def _ticked(words: Words, posted: QueryDict) -> list[str]:
    ticked = set(posted.getlist(words.name))
    added = posted.get(words.adds, "")
    kept = [item for item, _word in words.chosen if item in ticked]
    return [*kept, added] if added in {option for option, _word in words.addable} else kept


def _typed(each: Field, value: str, data: Mapping[str, Any]) -> str:
    """What was typed, as YAML: a list where a list was, money and words as text, a decimal comma as a point."""
    now: Any = data
    for part in each.path:
        now = {number_key(key): inner for key, inner in now.items()}[part]
    if isinstance(now, list):
        return written(tuple(item for item in re.split(r"[,;\s]+", value) if item))
    text = each.long or each.path[:2] == ("approval", "cash_above")
    if _COMMA.fullmatch(value):
        value = value.replace(",", ".")
    return written(value, text=text)
