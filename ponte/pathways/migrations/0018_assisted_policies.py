"""What worker and tutor open together is narrower than what the tutor reads alone.

A session beside the worker runs under the tutor's name. So a policy that restricts says what it is
for: of the sheets the skills assessment while it is being filled, no other; no talk, no scan, no
disadvantage. Nothing of the diary, and nothing that was noted before.
"""

from django.db import migrations

ALONE = "(SELECT current_setting('ponte.kind', true)) IS DISTINCT FROM 'assisted'"
SHEET = f"{ALONE} OR (instrument = 'I4' AND state = 'draft')"
RULES = {
    "pathways_document": SHEET,
    "pathways_interview": ALONE,
    "pathways_sheetfile": ALONE,
    "pathways_disadvantage": ALONE,
}


class Migration(migrations.Migration):
    dependencies = [("pathways", "0017_yard_policies")]
    operations = [
        migrations.RunSQL(
            sql=f"CREATE POLICY {table}_assisted ON {table} AS RESTRICTIVE FOR SELECT "
            f"USING ({rule})",
            reverse_sql=f"DROP POLICY {table}_assisted ON {table}",
        )
        for table, rule in RULES.items()
    ]
