"""How many items are missing, as far as the counts say so without contradiction."""

from __future__ import annotations

from amends.core.contracts.letter import DraftCounts


def missing_items(counts: DraftCounts | None) -> tuple[int | None, int | None]:
    """``(missing, ordered)``: either may be None. Missing is ordered less received where it is not given itself.

    Counts that contradict each other (more missing than ordered) are left out rather than worded.
    """
    if counts is None:
        return None, None
    ordered = counts.ordered if counts.ordered and counts.ordered > 0 else None
    missing = counts.missing
    if missing is None and ordered is not None and counts.received is not None and counts.received >= 0:
        missing = ordered - counts.received
    if missing is None or missing <= 0 or (ordered is not None and missing > ordered):
        return None, None
    return missing, ordered
