"""All endpoints of ``/api/v1``: importing them declares them."""

from amends.web.api import acting, claims, hooks, importing, letters, lists, reading, stage_endpoints, team
from amends.web.api.routes import api

__all__ = ["acting", "api", "claims", "hooks", "importing", "letters", "lists", "reading", "stage_endpoints", "team"]
