"""Bytes of a mail to text, whatever charset they claim to be in."""

from __future__ import annotations

import codecs

from amends.core.text import decode

#: Names that mail programs write, and what is meant. The larger set reads the smaller one as well.
_MEANT = {
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "hz-gb-2312": "hz",
    "ks_c_5601-1987": "cp949", "ks_c_5601": "cp949", "euc-kr": "cp949", "ksc5601": "cp949",
    "shift_jis": "cp932", "x-sjis": "cp932", "iso-2022-jp": "iso2022_jp_ext", "big5": "big5hkscs",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "utf-8", "ascii": "utf-8",
    "iso-8859-8-i": "iso-8859-8", "iso-8859-9": "cp1254", "utf8mb4": "utf-8", "unicode-1-1-utf-7": "utf-7",
    "x-unknown": "", "unknown-8bit": "", "8bit": "", "binary": "", "default": "",
}  # fmt: skip
#: Codecs of Python that no mail means, and that take long over large input.
_NEVER = {"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}


def text_of(data: bytes, charset: str) -> str:
    """The text. The charset named is believed where it fits the bytes, else what fits is taken; never raises."""
    name = charset.strip().strip("\"'").lower()[:40]
    codec = _codec(_MEANT.get(name, name))
    if codec:
        try:
            return data.decode(codec)
        except (UnicodeError, LookupError, ValueError):
            pass
    guessed, how = decode(data)
    if codec and how == "utf-8 (damaged)":
        try:
            return data.decode(codec, "replace")
        except (UnicodeError, LookupError, ValueError):
            return guessed
    return guessed


def _codec(name: str) -> str:
    if not name:
        return ""
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    return found.name if found._is_text_encoding and found.name not in _NEVER else ""
