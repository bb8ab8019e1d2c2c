"""All endpoints of ``/api/v1``: importing them declares them."""

from amends.web.api import (
    acting,
    approvals,
    batches,
    claims,
    hooks,
    importing,
    letters,
    lists,
    reading,
    refunds,
    stage_endpoints,
    team,
)
from amends.web.api.routes import api

__all__ = [
    "acting",
    "api",
    "approvals",
    "batches",
    "claims",
    "hooks",
    "importing",
    "letters",
    "lists",
    "reading",
    "refunds",
    "stage_endpoints",
    "team",
]
