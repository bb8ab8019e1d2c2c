"""The files connector: records come in from files, letters go out as mail files. Works for every platform."""

from __future__ import annotations

from pathlib import Path

from amends.connect.contract import OutgoingLetter, RecordKind, SendResult
from amends.connect.files.client import Outbox

#: What this connector can do; the documentation names the same.
CAPABILITIES: frozenset[str] = frozenset({*(f"read_{kind.value}" for kind in RecordKind), "send_letter"})


class FilesConnector:
    """Implements ``connect.contract.Connector`` over a folder."""

    name = "files"

    def __init__(self, folder: Path) -> None:
        self._outbox = Outbox(folder)

    def send(self, letter: OutgoingLetter) -> SendResult:
        """Write the letter as a mail file into the outbox folder. Safe to repeat: a key is written once.

        Raises TransportError with ``permanent`` False where the folder cannot be written.
        """
        return self._outbox.put(letter)
