"""Of the office, measures of a court are its head's and of who was given the case by name.

Until here whoever placed workers there read and wrote them (domain 9.4: restricted). The service,
the worker's own side, and who has a need that stands read as before.
"""

from django.db import migrations

JOB = (
    "(SELECT current_setting('ponte.platform', true) = 'on' "
    "AND current_setting('ponte.kind', true) = 'job')"
)
TABLE = "pathways_justicenote"
ASSIGNED = "worker_id = ANY ((SELECT pathways_justice_workers())::uuid[])"


def bodies_as(*roles: str) -> str:
    return f"office_id = ANY ((SELECT pathways_bodies_as('{{{','.join(roles)}}}'))::uuid[])"


PLACES, HEADS = bodies_as("placement_officer", "placement_lead"), bodies_as("placement_lead")


def altered(read: str, write: str) -> list[str]:
    return [
        f"ALTER POLICY {TABLE}_read ON {TABLE} USING ({JOB} OR {read})",
        f"ALTER POLICY {TABLE}_add ON {TABLE} WITH CHECK ({JOB} OR {write})",
        f"ALTER POLICY {TABLE}_change ON {TABLE} USING ({JOB} OR {write})",
    ]


class Migration(migrations.Migration):
    dependencies = [("pathways", "0032_kept_beside_cases")]
    operations = [
        migrations.RunSQL(
            sql=altered(f"{HEADS} OR {ASSIGNED}", f"{HEADS} OR ({PLACES} AND {ASSIGNED})"),
            reverse_sql=altered(f"{PLACES} OR {ASSIGNED}", PLACES),
        )
    ]
