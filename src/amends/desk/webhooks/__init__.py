"""Telling other programs what happened: signed, tried again, never to a private address."""
