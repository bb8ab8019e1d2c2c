"""The REST API under /api/v1: everything the screens can do, for programs that act for a person."""
