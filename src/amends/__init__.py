"""Amends: make it right, at the right price, before the clock runs out."""

__version__ = "0.1.0"
