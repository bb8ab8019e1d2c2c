"""The REST API under /api/v1: the six pure stages, and reading cases."""
