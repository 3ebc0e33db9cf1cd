"""What the end needs: statements of the parties, hours that know their line, posts that are taken.

Hours beyond the plan are a term of the agreement from here on. What a tutor alone added before was
signed by nobody and no longer counts. Its history goes with it: no rule of retention would reach it.
"""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import ponte.kit.ids
from django.conf import settings
from django.db import migrations, models


# Checked at once: a table with checks that wait cannot be altered.
NOW, LATER = "SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED"
PAID = """
UPDATE pathways_hoursentry h SET paid_by_id = c.id FROM pathways_costline c
WHERE c.pathway_id = h.pathway_id AND c.paid_from IS NOT NULL
AND h.day BETWEEN c.paid_from AND c."on" AND h.kind IN ('work', 'training')
AND h.confirmed_at <= c.recorded_at
"""
ENDED = """
UPDATE pathways_postheld h SET ended_how = o.kind FROM pathways_outcome o
WHERE o.pathway_id = h.pathway_id AND h.ended_how = 'returned' AND o.kind IN ('training', 'other')
"""
BACK = """
UPDATE pathways_postheld SET ended_how = 'returned' WHERE ended_how IN ('training', 'other')
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0007_address_that_proves"),
        ("pathways", "0022_disadvantage_by_role"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ponte.kit.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "of",
                    models.CharField(
                        choices=[
                            ("early_end", "end before the planned hours"),
                            ("report", "final report"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "party",
                    models.CharField(
                        choices=[
                            ("office", "placement office"),
                            ("cooperative", "co-operative"),
                            ("company", "company"),
                            ("worker", "worker"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "means",
                    models.CharField(
                        choices=[
                            ("account", "signed in"),
                            ("link", "link by e-mail"),
                            ("code", "short code on a phone"),
                            ("paper", "on paper"),
                        ],
                        max_length=10,
                    ),
                ),
                ("evidence", models.CharField(blank=True, max_length=300)),
                ("stated_on", models.DateField()),
                ("text_hash", models.CharField(max_length=64)),
                ("recorded_by_id", models.UUIDField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="agreement",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="agreement",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="agreement",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="costline",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="costline",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="costline",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="hoursentry",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="hoursentry",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="hoursentry",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="pathway",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="pathway",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="pathway",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="postheld",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="postheld",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="postheld",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="signatory",
            name="signatory_named_once",
        ),
        migrations.RemoveConstraint(
            model_name="signature",
            name="signature_once_per_signer",
        ),
        migrations.AddField(
            model_name="agreement",
            name="extra_hours",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="agreementevent",
            name="extra_hours",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="costline",
            name="late_minutes",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="costlineevent",
            name="late_minutes",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="hoursentry",
            name="paid_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="hours",
                to="pathways.costline",
            ),
        ),
        migrations.AddField(
            model_name="hoursentryevent",
            name="paid_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="pathways.costline",
            ),
        ),
        migrations.AddField(
            model_name="pathway",
            name="own_opinion",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="pathwayevent",
            name="own_opinion",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="postheld",
            name="taken_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="pathways.worker",
            ),
        ),
        migrations.AddField(
            model_name="postheld",
            name="taken_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="postheldevent",
            name="taken_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="pathways.worker",
            ),
        ),
        migrations.AddField(
            model_name="postheldevent",
            name="taken_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="postheld",
            name="ended_how",
            field=models.CharField(
                blank=True,
                choices=[
                    ("freed", "free for somebody else"),
                    ("returned", "taken up again by the worker"),
                    ("training", "not taken up: the worker is in training"),
                    ("other", "not taken up: another way out"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="postheldevent",
            name="ended_how",
            field=models.CharField(
                blank=True,
                choices=[
                    ("freed", "free for somebody else"),
                    ("returned", "taken up again by the worker"),
                    ("training", "not taken up: the worker is in training"),
                    ("other", "not taken up: another way out"),
                ],
                max_length=10,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "pathways_agreementevent" ("cover", "ends_on", "extra_hours", "id", "in_force_at", "legal_basis", "legal_evidence", "made_at", "made_by_id", "objectives", "parts", "pathway_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "planned_hours", "proposed", "reason", "revises_id", "safety", "starts_on", "tasks", "template_of", "text", "text_hash", "version", "voided_at", "weekly_hours", "words") VALUES (NEW."cover", NEW."ends_on", NEW."extra_hours", NEW."id", NEW."in_force_at", NEW."legal_basis", NEW."legal_evidence", NEW."made_at", NEW."made_by_id", NEW."objectives", NEW."parts", NEW."pathway_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."planned_hours", NEW."proposed", NEW."reason", NEW."revises_id", NEW."safety", NEW."starts_on", NEW."tasks", NEW."template_of", NEW."text", NEW."text_hash", NEW."version", NEW."voided_at", NEW."weekly_hours", NEW."words"); RETURN NULL;',
                    hash="ed571d104163d12292a2ebd87d0fb39362e62c24",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_24d65",
                    table="pathways_agreement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "pathways_agreementevent" ("cover", "ends_on", "extra_hours", "id", "in_force_at", "legal_basis", "legal_evidence", "made_at", "made_by_id", "objectives", "parts", "pathway_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "planned_hours", "proposed", "reason", "revises_id", "safety", "starts_on", "tasks", "template_of", "text", "text_hash", "version", "voided_at", "weekly_hours", "words") VALUES (NEW."cover", NEW."ends_on", NEW."extra_hours", NEW."id", NEW."in_force_at", NEW."legal_basis", NEW."legal_evidence", NEW."made_at", NEW."made_by_id", NEW."objectives", NEW."parts", NEW."pathway_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."planned_hours", NEW."proposed", NEW."reason", NEW."revises_id", NEW."safety", NEW."starts_on", NEW."tasks", NEW."template_of", NEW."text", NEW."text_hash", NEW."version", NEW."voided_at", NEW."weekly_hours", NEW."words"); RETURN NULL;',
                    hash="ebc0320a905047ff61f8ed678bd3718a61d2a5db",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ff1ee",
                    table="pathways_agreement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "pathways_agreementevent" ("cover", "ends_on", "extra_hours", "id", "in_force_at", "legal_basis", "legal_evidence", "made_at", "made_by_id", "objectives", "parts", "pathway_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "planned_hours", "proposed", "reason", "revises_id", "safety", "starts_on", "tasks", "template_of", "text", "text_hash", "version", "voided_at", "weekly_hours", "words") VALUES (OLD."cover", OLD."ends_on", OLD."extra_hours", OLD."id", OLD."in_force_at", OLD."legal_basis", OLD."legal_evidence", OLD."made_at", OLD."made_by_id", OLD."objectives", OLD."parts", OLD."pathway_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."planned_hours", OLD."proposed", OLD."reason", OLD."revises_id", OLD."safety", OLD."starts_on", OLD."tasks", OLD."template_of", OLD."text", OLD."text_hash", OLD."version", OLD."voided_at", OLD."weekly_hours", OLD."words"); RETURN NULL;',
                    hash="200ebba2662886c9a2ebf9dc9a5b9df353b960ff",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6d6d0",
                    table="pathways_agreement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="costline",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "pathways_costlineevent" ("cents", "funding_id", "id", "kind", "late_minutes", "note", "on", "paid_from", "paid_minutes", "pathway_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id") VALUES (NEW."cents", NEW."funding_id", NEW."id", NEW."kind", NEW."late_minutes", NEW."note", NEW."on", NEW."paid_from", NEW."paid_minutes", NEW."pathway_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id"); RETURN NULL;',
                    hash="24341b584d55bea8a5e4232921abe33245fa08da",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_60a00",
                    table="pathways_costline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="costline",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "pathways_costlineevent" ("cents", "funding_id", "id", "kind", "late_minutes", "note", "on", "paid_from", "paid_minutes", "pathway_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id") VALUES (NEW."cents", NEW."funding_id", NEW."id", NEW."kind", NEW."late_minutes", NEW."note", NEW."on", NEW."paid_from", NEW."paid_minutes", NEW."pathway_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id"); RETURN NULL;',
                    hash="5aaf11180c62c89bd3eadde7199a00f88f3bb79d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0c791",
                    table="pathways_costline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="costline",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "pathways_costlineevent" ("cents", "funding_id", "id", "kind", "late_minutes", "note", "on", "paid_from", "paid_minutes", "pathway_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id") VALUES (OLD."cents", OLD."funding_id", OLD."id", OLD."kind", OLD."late_minutes", OLD."note", OLD."on", OLD."paid_from", OLD."paid_minutes", OLD."pathway_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id"); RETURN NULL;',
                    hash="3f72851729d33a9d3cca6f9c5c6e55ec821aa6a6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b17d0",
                    table="pathways_costline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hoursentry",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "pathways_hoursentryevent" ("beyond_plan", "client_id", "confirmed_at", "confirmed_by_id", "day", "entered_at", "entered_by_id", "id", "kind", "minutes", "paid_by_id", "pathway_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."beyond_plan", NEW."client_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."day", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."kind", NEW."minutes", NEW."paid_by_id", NEW."pathway_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="4c340fd10af5b4cb0ccf8304312fdc0ee315c451",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5a681",
                    table="pathways_hoursentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hoursentry",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "pathways_hoursentryevent" ("beyond_plan", "client_id", "confirmed_at", "confirmed_by_id", "day", "entered_at", "entered_by_id", "id", "kind", "minutes", "paid_by_id", "pathway_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."beyond_plan", NEW."client_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."day", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."kind", NEW."minutes", NEW."paid_by_id", NEW."pathway_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="8477f34731da9740a4f2f3d11b996225e71d3197",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_438dc",
                    table="pathways_hoursentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hoursentry",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "pathways_hoursentryevent" ("beyond_plan", "client_id", "confirmed_at", "confirmed_by_id", "day", "entered_at", "entered_by_id", "id", "kind", "minutes", "paid_by_id", "pathway_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."beyond_plan", OLD."client_id", OLD."confirmed_at", OLD."confirmed_by_id", OLD."day", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."kind", OLD."minutes", OLD."paid_by_id", OLD."pathway_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="792be347460d6a54220e4e330077dd7d647849e3",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8438a",
                    table="pathways_hoursentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pathway",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "pathways_pathwayevent" ("accepted_means", "accepted_on", "age_reason", "appointment_on", "code", "company_id", "cooperative_id", "early_end_agreed", "ended_on", "ends_on", "id", "interrupted_by", "notified_on", "office_id", "opened_at", "opportunity_id", "own_opinion", "pause", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_hours", "review_on", "safety_checked_on", "shared_on", "skills_adequate", "starts_on", "state", "state_since", "support_actions", "tutor_id", "worker_id") VALUES (NEW."accepted_means", NEW."accepted_on", NEW."age_reason", NEW."appointment_on", NEW."code", NEW."company_id", NEW."cooperative_id", NEW."early_end_agreed", NEW."ended_on", NEW."ends_on", NEW."id", NEW."interrupted_by", NEW."notified_on", NEW."office_id", NEW."opened_at", NEW."opportunity_id", NEW."own_opinion", NEW."pause", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."planned_hours", NEW."review_on", NEW."safety_checked_on", NEW."shared_on", NEW."skills_adequate", NEW."starts_on", NEW."state", NEW."state_since", NEW."support_actions", NEW."tutor_id", NEW."worker_id"); RETURN NULL;',
                    hash="09488f9f842e4559ed2842337c304a947861c1d2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_14969",
                    table="pathways_pathway",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pathway",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "pathways_pathwayevent" ("accepted_means", "accepted_on", "age_reason", "appointment_on", "code", "company_id", "cooperative_id", "early_end_agreed", "ended_on", "ends_on", "id", "interrupted_by", "notified_on", "office_id", "opened_at", "opportunity_id", "own_opinion", "pause", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_hours", "review_on", "safety_checked_on", "shared_on", "skills_adequate", "starts_on", "state", "state_since", "support_actions", "tutor_id", "worker_id") VALUES (NEW."accepted_means", NEW."accepted_on", NEW."age_reason", NEW."appointment_on", NEW."code", NEW."company_id", NEW."cooperative_id", NEW."early_end_agreed", NEW."ended_on", NEW."ends_on", NEW."id", NEW."interrupted_by", NEW."notified_on", NEW."office_id", NEW."opened_at", NEW."opportunity_id", NEW."own_opinion", NEW."pause", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."planned_hours", NEW."review_on", NEW."safety_checked_on", NEW."shared_on", NEW."skills_adequate", NEW."starts_on", NEW."state", NEW."state_since", NEW."support_actions", NEW."tutor_id", NEW."worker_id"); RETURN NULL;',
                    hash="4e72e5e1acbf331af7ff7a36be44879841103c04",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2dbe9",
                    table="pathways_pathway",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pathway",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "pathways_pathwayevent" ("accepted_means", "accepted_on", "age_reason", "appointment_on", "code", "company_id", "cooperative_id", "early_end_agreed", "ended_on", "ends_on", "id", "interrupted_by", "notified_on", "office_id", "opened_at", "opportunity_id", "own_opinion", "pause", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_hours", "review_on", "safety_checked_on", "shared_on", "skills_adequate", "starts_on", "state", "state_since", "support_actions", "tutor_id", "worker_id") VALUES (OLD."accepted_means", OLD."accepted_on", OLD."age_reason", OLD."appointment_on", OLD."code", OLD."company_id", OLD."cooperative_id", OLD."early_end_agreed", OLD."ended_on", OLD."ends_on", OLD."id", OLD."interrupted_by", OLD."notified_on", OLD."office_id", OLD."opened_at", OLD."opportunity_id", OLD."own_opinion", OLD."pause", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."planned_hours", OLD."review_on", OLD."safety_checked_on", OLD."shared_on", OLD."skills_adequate", OLD."starts_on", OLD."state", OLD."state_since", OLD."support_actions", OLD."tutor_id", OLD."worker_id"); RETURN NULL;',
                    hash="1da2d008c46d893c0b9d50c760d3166b727bbfb7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fdd8f",
                    table="pathways_pathway",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postheld",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "pathways_postheldevent" ("cover", "ended_how", "ended_on", "held_since", "pathway_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "taken_by_id", "taken_on", "title") VALUES (NEW."cover", NEW."ended_how", NEW."ended_on", NEW."held_since", NEW."pathway_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."pathway_id", NEW."taken_by_id", NEW."taken_on", NEW."title"); RETURN NULL;',
                    hash="95f55e3ac7628af1823f33fd3e9a928cbf28a42e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_701d1",
                    table="pathways_postheld",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postheld",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "pathways_postheldevent" ("cover", "ended_how", "ended_on", "held_since", "pathway_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "taken_by_id", "taken_on", "title") VALUES (NEW."cover", NEW."ended_how", NEW."ended_on", NEW."held_since", NEW."pathway_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."pathway_id", NEW."taken_by_id", NEW."taken_on", NEW."title"); RETURN NULL;',
                    hash="80b4e148b403821e72b4b982b0f33918e2c04057",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_eb545",
                    table="pathways_postheld",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postheld",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "pathways_postheldevent" ("cover", "ended_how", "ended_on", "held_since", "pathway_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "taken_by_id", "taken_on", "title") VALUES (OLD."cover", OLD."ended_how", OLD."ended_on", OLD."held_since", OLD."pathway_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."pathway_id", OLD."taken_by_id", OLD."taken_on", OLD."title"); RETURN NULL;',
                    hash="d5d42264f7f3d3e4a347acb7cc53c6d8ba122177",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_baebf",
                    table="pathways_postheld",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="costline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("late_minutes", 0),
                    ("paid_minutes__gte", models.F("late_minutes")),
                    _connector="OR",
                ),
                name="cost_line_late_hours_are_its_own",
            ),
        ),
        migrations.AddConstraint(
            model_name="hoursentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("paid_by__isnull", True), ("confirmed_at__isnull", False), _connector="OR"
                ),
                name="hours_paid_once_confirmed",
            ),
        ),
        migrations.AddConstraint(
            model_name="postheld",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_by__isnull", True), ("taken_on__isnull", True)),
                    models.Q(("ended_how", "freed"), ("taken_on__gte", models.F("ended_on"))),
                    _connector="OR",
                ),
                name="post_held_taken_once_freed",
            ),
        ),
        migrations.AddConstraint(
            model_name="postheld",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_by__isnull", False)),
                fields=("taken_by",),
                name="post_held_one_for_each_worker",
            ),
        ),
        migrations.AddConstraint(
            model_name="signatory",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True), ("person__isnull", False)),
                fields=("pathway", "party", "person"),
                name="signatory_person_named_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="signatory",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True), ("person__isnull", True)),
                fields=("pathway", "party", "name", "capacity", "email"),
                name="signatory_named_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(
                condition=models.Q(("signatory__isnull", False)),
                fields=("agreement", "signatory"),
                name="signature_once_per_signatory",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(
                condition=models.Q(("signatory__isnull", True), ("signer__isnull", False)),
                fields=("agreement", "party", "signer"),
                name="signature_once_per_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(
                condition=models.Q(("signatory__isnull", True), ("signer__isnull", True)),
                fields=("agreement", "party", "signer_name"),
                name="signature_once_per_name_on_paper",
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="pathway",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="statements",
                to="pathways.pathway",
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.DeleteModel(
            name="Amendment",
        ),
        migrations.DeleteModel(
            name="AmendmentEvent",
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(
                fields=("pathway", "of", "party", "text_hash"), name="statement_once_per_party"
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("means", "account"), ("person__isnull", False)),
                    ("means", "link"),
                    models.Q(("means", "paper"), models.Q(("evidence", ""), _negated=True)),
                    _connector="OR",
                ),
                name="statement_has_its_proof",
            ),
        ),
        migrations.RunSQL(sql=[NOW, PAID, LATER], reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(sql=[NOW, ENDED, LATER], reverse_sql=BACK),
    ]
