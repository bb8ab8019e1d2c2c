"""evidence: how do we prove it? Records in, checklist and pack out; and whether a pack was changed since.

Pure: nothing is read but the packaged data, the fonts of the machine and the bytes passed in; nothing is written.
"""

from __future__ import annotations

from amends.evidence.checklist import checklist, evidence_gauge
from amends.evidence.pack import Pack, build_pack
from amends.evidence.typeset import missing_scripts
from amends.evidence.verification import PackFinding, Verification, verify_pack

__all__ = [
    "Pack",
    "PackFinding",
    "Verification",
    "build_pack",
    "checklist",
    "evidence_gauge",
    "missing_scripts",
    "verify_pack",
]
