"""decide: what do we offer? Facts in, a menu of remedies with full expected costs out.

The way through this package: ``engine.decide`` reads the case into a ``situation`` (facts, policy, law, model), lists
``candidates`` past the ``gates``, prices them (``chances``, ``costs``), enumerates menus (``menu``) and explains the
best one (``explain``). ``learn`` makes a ``model`` from outcomes; ``replay`` asks what a policy would have cost.
``recovery`` says what of a loss can be claimed back, from whom, and whether that is worth the effort.
"""

from amends.decide.engine import Exploration, decide, decide_by_table, silence
from amends.decide.law import Law, Right, full_law, rights
from amends.decide.model import Model, parse_model
from amends.decide.policy import (
    Floor,
    Policy,
    floor,
    form_of,
    frozen_policy,
    new_settings,
    parse_policy,
    policy_names,
    resolved,
    shipped_policy,
    shipped_text,
)
from amends.decide.table import FixedTable, shipped_table

__all__ = [
    "Exploration",
    "FixedTable",
    "Floor",
    "Law",
    "Model",
    "Policy",
    "Right",
    "decide",
    "decide_by_table",
    "floor",
    "form_of",
    "frozen_policy",
    "full_law",
    "new_settings",
    "parse_model",
    "parse_policy",
    "policy_names",
    "resolved",
    "rights",
    "shipped_policy",
    "shipped_table",
    "shipped_text",
    "silence",
]
