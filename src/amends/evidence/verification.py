"""Whether a pack is still as it was built. Nothing is written to disk, and nothing is believed before it is read."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime
from enum import StrEnum
from typing import Any

from amends.core.contracts.fields import Outward
from amends.evidence import manifest
from amends.evidence.filetypes import leads_out
from amends.evidence.manifest import MAX_CONTENT, MAX_ENTRIES, MAX_ENTRY, MAX_MANIFEST

#: The archive's own structures need little beside its content.
MAX_ARCHIVE = MAX_CONTENT + 4 * 1024 * 1024
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class What(StrEnum):
    """What was found of an entry. ``unreadable`` also stands for what is refused as dangerous."""

    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"
    UNREADABLE = "unreadable"


class PackFinding(Outward):
    """``name`` is the entry's name as a printable text, or ``(archive)``."""

    what: What
    name: str
    message: str


class Verification(Outward):
    """``ok`` where nothing was found. ``seal`` is the manifest's own: compare it with the one that was kept."""

    ok: bool
    findings: list[PackFinding]
    seal: str | None = None
    files: int = 0


class _Refused(Exception):
    def __init__(self, finding: PackFinding) -> None:
        self.finding = finding


def _finding(what: What, name: str, message: str) -> PackFinding:
    printable = name.encode("unicode_escape", "backslashreplace").decode("ascii")[:200]
    return PackFinding(what=what, name=printable, message=message)


def _archive_refused(message: str) -> _Refused:
    return _Refused(_finding(What.UNREADABLE, "(archive)", message))


def _open(data: bytes) -> zipfile.ZipFile:
    if len(data) > MAX_ARCHIVE:
        raise _archive_refused(f"The archive has more than {MAX_ARCHIVE} bytes; no pack is that large.")
    try:
        opened = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, IndexError) as problem:
        raise _archive_refused("This is no readable ZIP file: it was cut off or is something else.") from problem
    except Exception as problem:  # the archive's own structures can fail in more ways than the library names
        raise _archive_refused("The structure of the ZIP file is broken.") from problem
    entries = opened.infolist()
    if len(entries) > MAX_ENTRIES:
        raise _archive_refused(f"The archive has more than {MAX_ENTRIES} entries; it is not opened.")
    if sum(max(entry.file_size, entry.compress_size) for entry in entries) > MAX_CONTENT:
        raise _archive_refused(f"The entries together claim more than {MAX_CONTENT} bytes; it is not unpacked.")
    return opened


def _dangerous(entry: zipfile.ZipInfo) -> str | None:
    name = getattr(entry, "orig_filename", entry.filename)
    if name != entry.filename or leads_out(name) or not name.isprintable() or ":" in name or "\\" in name:
        return "its name could lead out of a folder, or is no plain name"
    if entry.flag_bits & 0x1:
        return "it is encrypted"
    if entry.compress_type not in _METHODS:
        return "its compression is not one that packs use"
    if entry.file_size > MAX_ENTRY:
        return f"it claims more than {MAX_ENTRY} bytes"
    return None


def _read(opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | str:
    """The content, or why it cannot be read. Never more than the entry declares."""
    try:
        with opened.open(entry) as stream:
            content = stream.read(MAX_ENTRY + 1)
    except Exception:  # zlib, struct, CRC, EOF and others: each means that the entry is broken
        return "its content is broken (the checksum or the structure is wrong)"
    if len(content) > MAX_ENTRY or len(content) != entry.file_size:
        return "its content is not as long as it claims"
    return content


def _contents(opened: zipfile.ZipFile, findings: list[PackFinding]) -> dict[str, bytes]:
    contents: dict[str, bytes] = {}
    seen: set[str] = set()
    for entry in opened.infolist():
        name = getattr(entry, "orig_filename", entry.filename)
        if name in seen:
            findings.append(_finding(What.UNREADABLE, name, "Two entries have this name: which one is meant is open."))
            continue
        seen.add(name)
        danger = _dangerous(entry)
        content = danger if danger is not None else _read(opened, entry)
        if isinstance(content, str):
            findings.append(_finding(What.UNREADABLE, name, f"The entry was refused: {content}."))
        else:
            contents[name] = content
    return contents


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _manifest(data: bytes) -> dict[str, Any]:
    """The parsed manifest with the shape that the checks need. Raises _Refused."""

    def refused(message: str) -> _Refused:
        return _Refused(_finding(What.UNREADABLE, manifest.NAME, message))

    if len(data) > MAX_MANIFEST:
        raise refused("The manifest is larger than any pack's; it is not read.")
    try:
        parsed = json.loads(data.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_no_constant)
    except (ValueError, RecursionError) as problem:
        raise refused("The manifest is no valid JSON.") from problem
    if not isinstance(parsed, dict) or parsed.get("format") != manifest.FORMAT:
        raise refused("The manifest is not one of an Amends evidence pack.")
    if parsed.get("version") != manifest.VERSION or isinstance(parsed.get("version"), bool):
        raise refused(f"The manifest's version is not {manifest.VERSION}; use a release that knows it.")
    files = parsed.get("files")
    if not isinstance(files, list) or not all(_is_entry(entry) for entry in files):
        raise refused("The manifest's list of files is broken.")
    return parsed


def _is_entry(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and isinstance(entry.get("name"), str)
        and isinstance(entry.get("sha256"), str)
        and isinstance(entry.get("size"), int)
        and isinstance(entry.get("chain"), str)
    )


def _check_manifest(raw: bytes, parsed: dict[str, Any]) -> list[PackFinding]:
    def changed(message: str) -> PackFinding:
        return _finding(What.CHANGED, manifest.NAME, message)

    findings = []
    try:
        files = parsed["files"]
        if manifest.chained(files) != files:
            findings.append(
                changed("The chain over the files is broken: an entry was edited, moved, added or removed.")
            )
        if manifest.seal_of(parsed) != parsed.get("seal"):
            findings.append(changed("The seal does not fit: the manifest was edited."))
        if manifest.written(parsed) != raw:
            findings.append(changed("The manifest was written anew by something else."))
        names = [entry["name"] for entry in files]
        if len(set(names)) != len(names):
            findings.append(changed("The manifest lists one name twice."))
    except (ValueError, RecursionError):
        findings.append(changed("The manifest holds something that cannot be checked."))
    return findings


def _check_files(files: list[dict[str, Any]], contents: dict[str, bytes], refused: set[str]) -> list[PackFinding]:
    findings = []
    listed = {entry["name"]: entry for entry in files}
    for name, entry in listed.items():
        if name in refused:
            continue  # already reported as unreadable
        if name not in contents:
            findings.append(
                _finding(What.MISSING, name, "The manifest lists this file, and the pack does not have it.")
            )
        elif len(contents[name]) != entry["size"] or manifest.sha256(contents[name]) != entry["sha256"]:
            findings.append(_finding(What.CHANGED, name, "The content is not the one that was packed (SHA-256)."))
    for name in contents:
        if name != manifest.NAME and name not in listed:
            findings.append(_finding(What.ADDED, name, "The manifest does not list this file: it was added later."))
    return findings


def _rewritten(data: bytes, parsed: dict[str, Any], contents: dict[str, bytes]) -> bool:
    """Whether the archive's own bytes differ from the ones that a pack of this content has."""
    try:
        moment = datetime.fromisoformat(parsed["prepared_at"])
        order = [entry["name"] for entry in parsed["files"]]
        built = manifest.archive([(name, contents[name]) for name in [*order, manifest.NAME]], moment)
    except (KeyError, TypeError, ValueError, OverflowError, zipfile.LargeZipFile):
        return True
    return built != data


def verify_pack(data: bytes) -> Verification:
    """Compare a pack with its own manifest, down to the last byte of the archive.

    Findings: ``changed``, ``missing``, ``added``, ``unreadable``. Nothing is raised for a hostile or broken file:
    zip bombs, names that lead out, doubled names, huge entries and bad JSON are findings. Someone who builds the
    whole pack anew, seal included, is found only by comparing ``seal`` with the one that was kept at the time.
    """
    try:
        opened = _open(data)
    except _Refused as refused:
        return Verification(ok=False, findings=[refused.finding])
    findings: list[PackFinding] = []
    with opened:
        contents = _contents(opened, findings)
    unreadable = {finding.name for finding in findings}
    raw = contents.get(manifest.NAME)
    if raw is None:
        if manifest.NAME not in unreadable:
            findings.append(_finding(What.MISSING, manifest.NAME, "Without a manifest nothing can be compared."))
        return Verification(ok=False, findings=findings)
    try:
        parsed = _manifest(raw)
    except _Refused as refused:
        return Verification(ok=False, findings=[*findings, refused.finding])
    findings += _check_manifest(raw, parsed)
    findings += _check_files(parsed["files"], contents, unreadable)
    if not findings and _rewritten(data, parsed, contents):
        message = "The files are unchanged, but the archive around them was written anew or edited."
        findings.append(_finding(What.CHANGED, "(archive)", message))
    seal = parsed.get("seal")
    return Verification(
        ok=not findings, findings=findings, seal=seal if isinstance(seal, str) else None, files=len(parsed["files"])
    )
