"""The full-text index itself, in each database's own way; and the cases that are there already are queued for it."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.models.functions import Now

SQLITE = [
    # Terms are cut by us: every letter, digit, mark and connector is part of a term.
    "CREATE VIRTUAL TABLE search_terms USING fts5"
    "(terms, tokenize = \"unicode61 remove_diacritics 0 categories 'L* N* Co M* Pc'\")",
    "CREATE TRIGGER search_terms_go AFTER DELETE ON search_casetext"
    " BEGIN DELETE FROM search_terms WHERE rowid = OLD.case_id; END",
]
POSTGRESQL = [
    "ALTER TABLE search_casetext ADD COLUMN terms tsvector",
    "CREATE INDEX search_terms ON search_casetext USING gin (terms)",
]


def make(apps: Any, schema: Any) -> None:
    for statement in POSTGRESQL if schema.connection.vendor == "postgresql" else SQLITE:
        schema.execute(statement)
    if apps.get_model("cases", "Case").objects.exists():
        apps.get_model("jobs", "Job").objects.create(
            kind="flow.index_all", payload={"after": 0}, key="index_all:0", priority=-10, run_at=Now()
        )


def drop(apps: Any, schema: Any) -> None:
    if schema.connection.vendor == "postgresql":
        schema.execute("ALTER TABLE search_casetext DROP COLUMN terms")
        return
    schema.execute("DROP TRIGGER search_terms_go")
    schema.execute("DROP TABLE search_terms")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial"), ("jobs", "0001_initial"), ("conversations", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
