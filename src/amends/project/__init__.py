"""Wiring: settings, urls, wsgi. No thinking here."""
