"""A reading says what it was for; lines from before say nothing, and their digests hold."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_in_backups_until")]
    operations = [
        migrations.AddField(
            model_name="reading",
            name="purposes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=30), null=True, size=None
            ),
        ),
    ]
