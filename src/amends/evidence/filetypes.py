"""What a file is, by its content; how many pages it has; what it may be called inside a pack."""

from __future__ import annotations

import re
import unicodedata
import zlib

#: Signatures at the start of a file: (offset, bytes, type).
_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "pdf"),
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"GIF87a", "gif"),
    (0, b"GIF89a", "gif"),
    (0, b"II*\x00", "tiff"),
    (0, b"MM\x00*", "tiff"),
    (8, b"WEBP", "webp"),
    (4, b"ftypheic", "heic"),
    (4, b"ftypheix", "heic"),
    (4, b"ftypmif1", "heic"),
    (4, b"ftypavif", "avif"),
    (4, b"ftypqt", "mov"),
    (4, b"ftyp", "mp4"),
    (0, b"\x1aE\xdf\xa3", "webm"),
    (0, b"PK\x03\x04", "zip"),
    (0, b"BM", "bmp"),
)
_EXTENSIONS: dict[str, str] = {
    "jpg": "jpeg", "jpe": "jpeg", "jfif": "jpeg", "tif": "tiff", "heif": "heic", "m4v": "mp4", "mkv": "webm",
    "docx": "zip", "xlsx": "zip", "pptx": "zip", "htm": "html", "text": "txt", "log": "txt", "md": "txt",
}  # fmt: skip
_SUFFIX: dict[str, str] = {"jpeg": "jpg", "tiff": "tif"}
IMAGE_TYPES = frozenset("jpeg png gif tiff webp heic avif bmp".split())
#: Types whose content is plain text that can be set as a page.
TEXT_TYPES = frozenset("txt csv json".split())
MEDIA_TYPES: dict[str, str] = {
    "pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif", "tiff": "image/tiff",
    "webp": "image/webp", "heic": "image/heic", "avif": "image/avif", "bmp": "image/bmp", "mov": "video/quicktime",
    "mp4": "video/mp4", "webm": "video/webm", "zip": "application/zip", "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8", "json": "application/json", "html": "text/html",
}  # fmt: skip

_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_STREAM = re.compile(rb"/ObjStm.{0,400}?stream\r?\n", re.DOTALL)
_MOST_INFLATED = 32 * 1024 * 1024


def content_type(data: bytes) -> str | None:
    """The type that the first bytes tell; None where they tell none."""
    for offset, signature, name in _SIGNATURES:
        if data.startswith(signature, offset) and (name != "webp" or data.startswith(b"RIFF")):
            return name
    return None


def named_type(name: str) -> str:
    """The type that a file name claims: its extension, with aliases resolved; empty without one."""
    stem, dot, extension = name.rpartition(".")
    if not dot or not stem:
        return ""
    extension = extension.casefold()
    return _EXTENSIONS.get(extension, extension)


def file_type(data: bytes, name: str) -> tuple[str, bool]:
    """(type, whether the content confirms it). A recognised content wins over the name."""
    claimed, found = named_type(name), content_type(data)
    if found is not None:
        return found, True
    if claimed in TEXT_TYPES or not claimed:
        return (claimed or "txt", True) if as_text(data) is not None else (claimed or "unknown", False)
    return claimed, False


def as_text(data: bytes) -> str | None:
    """UTF-8 text without NUL bytes, or None."""
    if b"\x00" in data:
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def page_count(data: bytes, type_: str) -> int | None:
    """Pages of a file: 1 for an image, counted page objects for a PDF; None where they cannot be counted."""
    if type_ in IMAGE_TYPES:
        return 1
    if type_ != "pdf":
        return None
    if b"/Encrypt" in data:
        return None
    found, left = len(_PAGE.findall(data)), _MOST_INFLATED
    for match in _STREAM.finditer(data):
        inflater = zlib.decompressobj()
        try:
            content = inflater.decompress(data[match.end() : data.find(b"endstream", match.end())], left)
        except zlib.error:
            return None
        left -= len(content)
        if left <= 0:
            return None
        found += len(_PAGE.findall(content))
    return found or None


def safe_name(text: str, fallback: str) -> str:
    """At most 48 of a-z, 0-9 and hyphens: never a path, never a hidden file, the same on every system."""
    folded = unicodedata.normalize("NFKD", text[:400]).encode("ascii", "ignore").decode("ascii").casefold()
    slug = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:48].strip("-")
    return slug or fallback.replace("_", "-")


def suffix(type_: str) -> str:
    """The extension for a type; anything that is no plain short word becomes ``bin``."""
    name = _SUFFIX.get(type_, type_)
    return name if re.fullmatch(r"[a-z0-9]{1,8}", name) else "bin"


def leads_out(name: str) -> bool:
    """Whether a file name could point anywhere but into its own folder."""
    parts = re.split(r"[/\\]", name)
    return "\x00" in name or parts[0] == "" or parts[0].endswith(":") or any(part in ("", ".", "..") for part in parts)
