"""Something that stays true of a parcel until a later event settles it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime


class Trouble:
    """Open since its first event; the indexes are those of all events that said so since."""

    # Defaults of the class: most parcels have no trouble, and seven of these are made for each parcel.
    open: bool = False
    since: datetime | None = None
    last: datetime | None = None
    indexes: Sequence[int] = ()

    def add(self, at: datetime, index: int) -> None:
        if not self.open:
            self.open, self.since = True, at
        self.last = at
        self.indexes = [*self.indexes, index]

    def clear(self) -> None:
        if self.open:
            self.open, self.since, self.last, self.indexes = False, None, None, ()

    def repeat(self, twin: int, index: int) -> None:
        """Take in a doubled event, where its twin is among the evidence."""
        if twin in self.indexes:
            self.indexes = [*self.indexes, index]
