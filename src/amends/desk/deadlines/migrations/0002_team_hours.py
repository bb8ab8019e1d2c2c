import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deadlines", "0001_initial"),
        ("shops", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="deadline",
            name="pauses",
            field=models.JSONField(default=list),
        ),
        migrations.CreateModel(
            name="TeamHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hours", models.JSONField()),
                ("set_at", models.DateTimeField()),
                (
                    "shop",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="team_hours", to="shops.shop"
                    ),
                ),
            ],
        ),
    ]
