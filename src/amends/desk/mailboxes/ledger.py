"""The connector's ledger in the database: a hand-over is on record before anything of the letter flows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from amends.desk.mailboxes.models import Handover


class HandoverLedger:
    """Implements ``connect.mail.Ledger`` for one letter of one shop. Each step is a transaction of its own."""

    def __init__(self, shop_id: int, thread: str, clock: Callable[[], datetime]) -> None:
        self._shop_id = shop_id
        self._thread = thread
        self._clock = clock

    def state_of(self, key: str) -> str | None:
        return Handover.objects.filter(key=key, shop_id=self._shop_id).values_list("state", flat=True).first()

    def hand_over(self, key: str, message_id: str) -> None:
        with transaction.atomic(durable=True):
            Handover.objects.create(
                shop_id=self._shop_id, key=key, message_id=message_id, thread=self._thread, at=self._clock()
            )

    def sent(self, key: str) -> None:
        with transaction.atomic(durable=True):
            Handover.objects.filter(key=key).update(state=Handover.SENT)

    def withdraw(self, key: str) -> None:
        with transaction.atomic(durable=True):
            Handover.objects.filter(key=key, state=Handover.HANDING).delete()
