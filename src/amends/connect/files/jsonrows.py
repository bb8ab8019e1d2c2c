"""JSON Lines and JSON documents, streamed: a document of any size is read one row at a time."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, TextIO

from amends.connect.files.encoding import MARKING, Encoding, detect_encoding
from amends.connect.files.rows import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_RECORD,
    SHOWN,
    Layout,
    RawRow,
    Source,
    UnreadableFile,
    show,
)

_CHUNK = 256 * 1024
_WHITE = re.compile(r"[ \t\r\n\ufeff]*")
_INTERESTING = re.compile(r'["{}\[\]]')
_IN_STRING = re.compile(r'["\\]')
_SCALAR_END = re.compile(r"[,\]}\s]")
_DEPTH = 8
_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)
#: Column that holds the key of a row in an object of objects.
KEY_COLUMN = "(key)"
_TOO_LARGE = f"This record has more than {MAX_RECORD:,} characters. Split it, or attach its long texts as files."


class _Broken(Exception):
    """The document ends or goes wrong where something is expected."""


def parse_object(text: str) -> Any:
    """JSON with every number as it was written, so that no digit of an amount or an order number is lost."""
    return json.loads(text, parse_float=str, parse_int=str, parse_constant=str)


def flatten(value: dict[str, Any]) -> dict[str, str]:
    """Dotted names for what is nested: ``address.country``; the values of a list are joined with ``;``."""
    cells: dict[str, str] = {}
    _flatten_into(cells, "", value, 0)
    return cells


def _flatten_into(cells: dict[str, str], prefix: str, value: Any, depth: int) -> None:
    if len(cells) > MAX_COLUMNS:
        return
    if isinstance(value, dict) and depth < _DEPTH:
        for name, inner in value.items():
            _flatten_into(cells, f"{prefix}.{name}" if prefix else name, inner, depth + 1)
        return
    if isinstance(value, list) and depth < _DEPTH:
        for inner in value[:5000]:
            part: dict[str, str] = {}
            _flatten_into(part, prefix, inner, depth + 1)
            for name, text in part.items():
                cells[name] = f"{cells[name]};{text}" if cells.get(name) else text
        return
    cells[prefix] = _scalar(value)


def _scalar(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def to_row(text: str, line: int, *, key: str | None = None, flat: bool = True) -> RawRow:
    """A row from the spelling of one JSON object; says so where it is none."""
    try:
        value = parse_object(text)
    except (ValueError, RecursionError) as failure:
        where = f" at character {failure.colno}" if isinstance(failure, json.JSONDecodeError) else ""
        return RawRow(line, {"(record)": text[:SHOWN]}, f"This is no JSON{where}. Write one JSON object on each line.")
    if not isinstance(value, dict):
        return RawRow(
            line, {"(record)": text[:SHOWN]}, "This is no JSON object. Write one object in braces per record."
        )
    cells = flatten(value) if flat else {}
    if key is not None:
        cells[KEY_COLUMN] = key
    if len(cells) > MAX_COLUMNS:
        return RawRow(line, show(dict(list(cells.items())[:20])), f"This record has more than {MAX_COLUMNS} fields.")
    for name, cell in cells.items():
        if len(cell) > MAX_CELL:
            flaw = f"The field {name!r} has {len(cell)} characters; at most {MAX_CELL} are read. Shorten it."
            return RawRow(line, show(cells), flaw)
    return RawRow(line, cells, nested=value, text=text)


class JsonFile:
    """A JSON Lines file, or a JSON document in which ``layout.path`` leads to the rows."""

    delimiter: str | None = None
    sheets: list[str] = []

    def __init__(self, source: Source, layout: Layout) -> None:
        self.source = source
        self.layout = layout
        self.remarks: list[str] = []
        with source.open() as stream:
            self.encoding = Encoding(layout.encoding) if layout.encoding else detect_encoding(stream)
        if self.encoding.damaged:
            self.remarks.append(f"Some bytes of {source.name} are no UTF-8 text; the records concerned are named.")
        self.lines = layout.format == "jsonl" or (layout.format != "json" and not layout.path and self._is_lines())
        self.header = self._first_names()

    def _is_lines(self) -> bool:
        with self.source.open() as stream:
            text = _text(stream, self.encoding)
            line = ""
            while not line.strip("\ufeff \t\r\n") and (line := text.readline(MAX_RECORD)):
                pass
            text.detach()
        if not line.strip():
            raise UnreadableFile(f"{self.source.name} is empty. Export the file again.")
        if self.layout.shape is not None or line.lstrip("\ufeff \t").startswith("["):
            return False
        try:
            return isinstance(parse_object(line.strip("\ufeff \t\r\n")), dict)
        except (ValueError, RecursionError):
            # A document over several lines opens with a lone brace; anything else is a broken first record.
            return line.strip("\ufeff \t\r\n") not in ("{", "[")

    def _first_names(self) -> list[str]:
        names: dict[str, None] = {}
        for count, row in enumerate(self.rows(), start=1):
            names.update(dict.fromkeys(row.cells if row.flaw is None else ()))
            if count >= 50 or len(names) > MAX_COLUMNS:
                break
        return list(names)[:MAX_COLUMNS]

    def rows(self, after: int = 0, *, flat: bool = True) -> Iterator[RawRow]:
        """The records that begin below line ``after``. In a document on one line all records share line 1, so the
        number of the record counts instead."""
        with self.source.open() as stream:
            text = _text(stream, self.encoding)
            try:
                yield from self._lines(text, after, flat) if self.lines else self._document(text, after, flat)
            finally:
                text.detach()

    def _lines(self, text: TextIO, after: int, flat: bool) -> Iterator[RawRow]:
        number = 0
        while line := text.readline(MAX_RECORD):
            number += 1
            overlong = len(line) == MAX_RECORD and line[-1] not in "\r\n"
            if overlong:
                while (rest := text.readline(MAX_RECORD)) and rest[-1] not in "\r\n":
                    pass
            if number <= after:
                continue
            if overlong:
                yield RawRow(number, {"(record)": line[:SHOWN]}, _TOO_LARGE)
            elif plain := line.strip("\ufeff \t\r\n"):
                yield to_row(plain, number, flat=flat)

    def _document(self, text: TextIO, after: int, flat: bool) -> Iterator[RawRow]:
        scanner = _Scanner(text)
        number = 0
        try:
            self._walk(scanner)
            for key, spelling in scanner.elements(self.layout.shape):
                number += 1
                if number <= after:
                    continue
                if spelling is None:
                    yield RawRow(number, {KEY_COLUMN: key or ""}, _TOO_LARGE)
                else:
                    yield to_row(spelling, number, key=key, flat=flat)
        except _Broken as failure:
            raise UnreadableFile(
                f"{self.source.name} is no complete JSON document ({failure}, after record {number}). Export it again."
            ) from failure

    def _walk(self, scanner: _Scanner) -> None:
        for depth, name in enumerate(self.layout.path):
            seen: list[str] = []
            for key in scanner.names():
                if key == name:
                    break
                seen.append(key)
                scanner.value(keep=False)
            else:
                where = ".".join(self.layout.path[: depth + 1])
                raise UnreadableFile(f"{self.source.name} has nothing at {where!r}; there is {', '.join(seen[:20])}.")
        if scanner.peek() == "{" and self.layout.shape is None and not self.layout.path:
            keys = []
            for key in scanner.names():
                keys.append(key)
                scanner.value(keep=False)
            raise UnreadableFile(
                f"{self.source.name} is one JSON object. Say which part holds the rows (path): {', '.join(keys[:20])}."
            )


class _Scanner:
    """Walks a JSON text in pieces. It finds where values end; the json module decides whether they are right."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._buffer = ""
        self._at = 0
        self._ended = False

    def _more(self) -> bool:
        chunk = self._text.read(_CHUNK)
        self._ended = not chunk
        self._buffer, self._at = self._buffer[self._at :] + chunk, 0
        return bool(chunk)

    def peek(self) -> str:
        """The next character that is not white space; empty at the end."""
        while True:
            found = _WHITE.match(self._buffer, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._more():
                return ""

    def _take(self, wanted: str) -> None:
        found = self.peek()
        if found != wanted:
            raise _Broken(f"{wanted!r} is expected and {found or 'the end'!r} stands there")
        self._at += 1

    def names(self) -> Iterator[str]:
        """The keys of the object that begins here; the caller reads or skips the value after each."""
        self._take("{")
        if self.peek() == "}":
            self._at += 1
            return
        while True:
            spelling = self.value(keep=True)
            self._take(":")
            try:
                key = str(json.loads(spelling or '"?"'))
            except ValueError as failure:
                raise _Broken("a key is no JSON text") from failure
            yield key
            if self.peek() != ",":
                self._take("}")
                return
            self._at += 1

    def elements(self, shape: str | None) -> Iterator[tuple[str | None, str | None]]:
        """Key (None in a list) and spelling (None where it is too long) of each element of the value here."""
        opening = self.peek()
        if opening == "{" and shape != "list":
            for key in self.names():
                yield key, self.value(keep=True)
            return
        self._take("[")
        if self.peek() == "]":
            return
        while True:
            yield None, self.value(keep=True)
            if self.peek() != ",":
                self._take("]")
                return
            self._at += 1

    def value(self, *, keep: bool) -> str | None:
        """Pass over one value; its spelling, or None where it is longer than a record."""
        opening = self.peek()
        if not opening:
            raise _Broken("the document ends")
        whole = self._whole()
        if whole is not None:
            return whole
        kept: list[str] = []
        size = 0
        for piece in self._string() if opening == '"' else self._nested() if opening in "{[" else self._plain():
            size += len(piece)
            if keep and size <= MAX_RECORD:
                kept.append(piece)
        return "".join(kept) if keep and size <= MAX_RECORD else None

    def _whole(self) -> str | None:
        """The spelling of the value here where the buffer holds all of it and it is sound; found at C speed."""
        if len(self._buffer) - self._at < _CHUNK // 8 and not self._ended:
            self._more()
        try:
            end = _DECODER.raw_decode(self._buffer, self._at)[1]
        except (ValueError, RecursionError):
            return None
        # A number at the end of the buffer may go on.
        if end == len(self._buffer) and not self._ended:
            return None
        spelling, self._at = self._buffer[self._at : end], end
        return spelling

    def _plain(self) -> Iterator[str]:
        while True:
            found = _SCALAR_END.search(self._buffer, self._at)
            end = found.start() if found else len(self._buffer)
            yield self._buffer[self._at : end]
            self._at = end
            if found or not self._more():
                return

    def _string(self) -> Iterator[str]:
        start = self._at
        self._at += 1
        while True:
            found = _IN_STRING.search(self._buffer, self._at)
            self._at = found.end() if found else len(self._buffer)
            if found and found.group() == '"':
                yield self._buffer[start : self._at]
                return
            if found and self._at < len(self._buffer):
                self._at += 1  # the escaped character
                continue
            yield self._buffer[start : self._at]
            escaped = found is not None
            if not self._more():
                raise _Broken("a text is not closed")
            start = 0
            self._at = 1 if escaped else 0

    def _nested(self) -> Iterator[str]:
        depth = 0
        while True:
            found = _INTERESTING.search(self._buffer, self._at)
            if found is None:
                yield self._buffer[self._at :]
                self._at = len(self._buffer)
                if not self._more():
                    raise _Broken("the document ends inside a record")
                continue
            yield self._buffer[self._at : found.start()]
            self._at = found.start()
            if found.group() == '"':
                yield from self._string()
                continue
            depth += 1 if found.group() in "{[" else -1
            self._at += 1
            yield found.group()
            if depth == 0:
                return


def _text(stream: BinaryIO, encoding: Encoding) -> io.TextIOWrapper:
    stream.seek(0)
    return io.TextIOWrapper(stream, encoding=encoding.codec, errors=MARKING)
