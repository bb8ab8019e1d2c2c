"""All endpoints of ``/api/v1``: importing them declares them."""

from amends.web.api import (
    acting,
    approvals,
    claims,
    hooks,
    importing,
    letters,
    lists,
    reading,
    refunds,
    stage_endpoints,
)
from amends.web.api.routes import api

__all__ = [
    "acting",
    "api",
    "approvals",
    "claims",
    "hooks",
    "importing",
    "letters",
    "lists",
    "reading",
    "refunds",
    "stage_endpoints",
]
