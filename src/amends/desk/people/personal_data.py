"""Personal data at rest: encrypted columns, and a blind index where something must be found by it."""

from __future__ import annotations

import hashlib
import hmac
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    _Text = models.TextField[str, str]
    _Binary = models.BinaryField[bytes, bytes]
else:
    _Text = models.TextField
    _Binary = models.BinaryField


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def _keys() -> tuple[str, ...]:
    return tuple(settings.AMENDS_PERSONAL_DATA_KEYS)


class EncryptedText(_Text):
    """Text that is stored encrypted (Fernet; the first key writes, all keys read). Not searchable, never null."""

    def get_prep_value(self, value: Any) -> str:
        text = "" if value is None else str(value)
        return _cipher(_keys()).encrypt(text.encode()).decode() if text else ""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str:
        if not value:
            return ""
        try:
            return _cipher(_keys()).decrypt(value.encode()).decode()
        except InvalidToken:
            return "[unreadable: the key that encrypted this is missing]"


class EncryptedBytes(_Binary):
    """Bytes that are stored packed and encrypted. Raises InvalidToken on reading where the key is missing."""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        sealed = _cipher(_keys()).encrypt(zlib.compress(bytes(value), 1)) if value else b""
        return super().get_db_prep_value(sealed, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> bytes:
        return zlib.decompress(_cipher(_keys()).decrypt(bytes(value))) if value else b""


def blind_index(value: str) -> str:
    """A keyed hash under which an encrypted value is found again: equal values, equal index. Empty stays empty."""
    clean = value.strip().casefold()
    if not clean:
        return ""
    return hmac.new(_keys()[0].encode(), clean.encode(), hashlib.sha256).hexdigest()[:32]
