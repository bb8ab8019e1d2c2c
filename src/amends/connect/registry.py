"""Which connector serves which platform. Where a platform has no connector, letters leave as files."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from amends.connect.contract import Connector
from amends.connect.files.connector import FilesConnector


def connector_for(platform: str) -> Connector:
    """The way out for a platform: for now every letter is written as a mail file into the outbox folder."""
    return FilesConnector(Path(settings.AMENDS_OUTBOX))
