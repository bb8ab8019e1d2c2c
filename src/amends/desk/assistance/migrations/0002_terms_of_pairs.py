from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def _terms_for_what_is_remembered(apps: Any, schema_editor: Any) -> None:
    from amends.desk.assistance.similar import terms_of

    term = apps.get_model("assistance", "RememberedTerm")
    for pair in apps.get_model("assistance", "RememberedPair").objects.iterator(chunk_size=500):
        term.objects.bulk_create(
            term(
                pair=pair,
                organisation_id=pair.organisation_id,
                source_language=pair.source_language,
                language=pair.language,
                term=each,
            )
            for each in terms_of(pair.source)
        )


class Migration(migrations.Migration):
    dependencies = [
        ("assistance", "0001_initial"),
        ("people", "0002_corrections"),
    ]

    operations = [
        migrations.CreateModel(
            name="RememberedTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source_language", models.CharField(max_length=16)),
                ("language", models.CharField(max_length=16)),
                ("term", models.CharField(max_length=16)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "pair",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="terms",
                        to="assistance.rememberedpair",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["organisation", "source_language", "language", "term"],
                        name="assistance_terms_of_pairs",
                    )
                ],
            },
        ),
        migrations.RunPython(_terms_for_what_is_remembered, migrations.RunPython.noop),
    ]
