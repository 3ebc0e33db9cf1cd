"""The referring service states that the sharing meeting was held."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pathways", "0026_purpose_policies"),
    ]

    operations = [
        migrations.AlterField(
            model_name="statement",
            name="of",
            field=models.CharField(
                choices=[
                    ("sharing", "sharing meeting"),
                    ("early_end", "end before the planned hours"),
                    ("report", "final report"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="statement",
            name="party",
            field=models.CharField(
                choices=[
                    ("office", "placement office"),
                    ("cooperative", "co-operative"),
                    ("company", "company"),
                    ("worker", "worker"),
                    ("service", "operator of the referring service"),
                ],
                max_length=12,
            ),
        ),
    ]
