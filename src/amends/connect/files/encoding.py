"""Which encoding a file has, and reading it so that broken bytes stay visible in the cell where they stand."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import BinaryIO

from amends.core.text import decode

#: Stands for each run of bytes that the encoding does not know. A lone surrogate: no file can hold it otherwise.
BROKEN = "\udcff"
#: Name of the error handler that writes ``BROKEN``.
MARKING = "amends_mark_broken_bytes"
_CHUNK = 1 << 20
_LINES_LOOKED_AT = 200_000
_SAMPLE = 256 * 1024
_SURROGATE = re.compile("[\ud800-\udfff]")


def _mark(failure: UnicodeError) -> tuple[str, int]:
    if isinstance(failure, UnicodeDecodeError):
        return BROKEN, failure.end
    raise failure


codecs.register_error(MARKING, _mark)


def is_broken(text: str) -> bool:
    """Whether the text stands for bytes that could not be read (or holds half a character from a JSON escape)."""
    return not text.isascii() and _SURROGATE.search(text) is not None


def readable(text: str) -> str:
    """The same text with U+FFFD where bytes could not be read: safe to store and to print."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


@dataclass(frozen=True, slots=True)
class Encoding:
    """``codec`` is what Python decodes with, ``damaged`` says that some bytes do not fit it."""

    codec: str
    damaged: bool = False


def detect_encoding(stream: BinaryIO) -> Encoding:
    """The encoding of a whole file, read in pieces: the rules of ``core.text.decode`` for files of any size.

    A file in which most lines are good UTF-8 is UTF-8 with some damage, even where the damaged bytes would make
    sense as GB18030. The stream is read from its start and left anywhere.
    """
    stream.seek(0)
    head = stream.read(4096)
    marked = _by_mark(head)
    if marked is not None:
        return marked
    stream.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := stream.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return _judge_lines(stream)
    return Encoding("utf-8-sig")


def _by_mark(head: bytes) -> Encoding | None:
    if head.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return Encoding("utf-32")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Encoding("utf-16")
    # UTF-16 without a mark: in a table at least every fourth byte is then a zero, always on the same side.
    if len(head) >= 8:
        even, odd = head[0::2].count(0), head[1::2].count(0)
        if odd * 4 >= len(head) and even * 16 < odd:
            return Encoding("utf-16-le")
        if even * 4 >= len(head) and odd * 16 < even:
            return Encoding("utf-16-be")
    return None


def _judge_lines(stream: BinaryIO) -> Encoding:
    stream.seek(0)
    good = bad = chinese = looked_at = 0
    sample: list[bytes] = []
    sampled = 0
    while looked_at < _LINES_LOOKED_AT and (line := stream.readline(_CHUNK)):
        if line.isascii():
            continue
        looked_at += 1
        if _decodes(line, "utf-8"):
            good += 1
            continue
        bad += 1
        if _decodes(line, "gb18030"):
            chinese += 1
            if sampled < _SAMPLE:
                sample.append(line)
                sampled += len(line)
    if bad > good and chinese >= bad * 0.9 and decode(b"".join(sample))[1] == "gb18030":
        return Encoding("gb18030", damaged=chinese < bad)
    return Encoding("utf-8-sig", damaged=True)


def _decodes(line: bytes, codec: str) -> bool:
    try:
        line.decode(codec)
    except UnicodeDecodeError:
        return False
    return True
