"""decide: what do we offer? Facts in, a menu of remedies with full expected costs out.

The way through this package: ``engine.decide`` reads the case into a ``situation``, lists ``candidates`` past the
``gates``, prices them (``chances``, ``costs``), enumerates menus (``menu``) and explains the best one (``explain``).
"""

from amends.decide.engine import Exploration, decide, silence
from amends.decide.policy import Floor, Policy, floor, form_of, parse_policy, policy_names, shipped_policy

__all__ = [
    "Exploration",
    "Floor",
    "Policy",
    "decide",
    "floor",
    "form_of",
    "parse_policy",
    "policy_names",
    "shipped_policy",
    "silence",
]
