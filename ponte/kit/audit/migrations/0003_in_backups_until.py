"""A certificate of deletion says until when a back-up may still hold what went."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_row_policies")]
    operations = [
        migrations.AddField(
            model_name="deletion",
            name="in_backups_until",
            field=models.DateField(null=True),
        ),
    ]
