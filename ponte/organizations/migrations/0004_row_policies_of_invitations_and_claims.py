"""Row-level security: invitations are seen by the organization, claims by claimant and office.

A claim holds what somebody wrote to the office; a network that keeps an organization's
listings, and whoever wins the claim, have no business reading it.
"""

from django.db import migrations

ACTOR = "(SELECT NULLIF(current_setting('ponte.actor', true), '')::uuid)"
MINE = (
    "ANY ((SELECT string_to_array(NULLIF(current_setting('ponte.organizations', true), ''), "
    "',')::uuid[])::uuid[])"
)
PLATFORM = "(SELECT current_setting('ponte.platform', true) = 'on')"
OF_MEMBERS = f"{PLATFORM} OR organization_id = {MINE}"
OF_CLAIMANT = f"{PLATFORM} OR person_id = {ACTOR}"
BEFORE = f"{PLATFORM} OR person_id = {ACTOR} OR organization_id = {MINE}"
VERBS = ("read", "add", "change", "remove")


def policies(table: str, seen: str, insert: str) -> list[str]:
    """Enabled, not forced: the owner migrates and the backup role reads all."""
    return [
        f"CREATE POLICY {table}_read ON {table} FOR SELECT USING ({seen})",
        f"CREATE POLICY {table}_add ON {table} FOR INSERT WITH CHECK ({insert})",
        f"CREATE POLICY {table}_change ON {table} FOR UPDATE USING ({seen})",
        f"CREATE POLICY {table}_remove ON {table} FOR DELETE USING ({seen})",
    ]


def drop(table: str) -> list[str]:
    return [f"DROP POLICY {table}_{verb} ON {table}" for verb in VERBS]


def made(table: str, insert: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        sql=[f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"]
        + policies(table, OF_MEMBERS, insert),
        reverse_sql=[*drop(table), f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"],
    )


def tightened(table: str, insert: str, before: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        sql=drop(table) + policies(table, OF_CLAIMANT, insert),
        reverse_sql=drop(table) + policies(table, BEFORE, before),
    )


class Migration(migrations.Migration):
    dependencies = [("organizations", "0003_invitations_and_yearly_documents")]
    operations = [
        made("organizations_invitation", OF_MEMBERS),
        made("organizations_invitationevent", "true"),
        tightened("organizations_claim", OF_CLAIMANT, BEFORE),
        tightened("organizations_claimevent", "true", "true"),
    ]
