"""What art. 30 c. 3 asks of an agreement; statements by link, by code, and by two together."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pathways', '0030_sealed_words'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='agreement',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='agreement',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='agreement',
            name='delete_delete',
        ),
        migrations.RemoveConstraint(
            model_name='statement',
            name='statement_once_per_party',
        ),
        migrations.RemoveConstraint(
            model_name='statement',
            name='statement_has_its_proof',
        ),
        migrations.AddField(
            model_name='agreement',
            name='distance_km',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='agreement',
            name='far_proof',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='agreement',
            name='far_reason',
            field=models.CharField(blank=True, choices=[('technical', 'technical'), ('organisational', 'organisational'), ('production', 'production'), ('replacement', 'replacement of somebody')], max_length=16),
        ),
        migrations.AddField(
            model_name='agreement',
            name='tasks_change',
            field=models.CharField(blank=True, choices=[('no', 'no: the same as now, or of the same kind'), ('yes', "yes: the worker's own consent is needed")], max_length=3),
        ),
        migrations.AddField(
            model_name='agreementevent',
            name='distance_km',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='agreementevent',
            name='far_proof',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='agreementevent',
            name='far_reason',
            field=models.CharField(blank=True, choices=[('technical', 'technical'), ('organisational', 'organisational'), ('production', 'production'), ('replacement', 'replacement of somebody')], max_length=16),
        ),
        migrations.AddField(
            model_name='agreementevent',
            name='tasks_change',
            field=models.CharField(blank=True, choices=[('no', 'no: the same as now, or of the same kind'), ('yes', "yes: the worker's own consent is needed")], max_length=3),
        ),
        migrations.AddField(
            model_name='signingpass',
            name='bound_to',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='signingpass',
            name='of',
            field=models.CharField(blank=True, choices=[('sharing', 'sharing meeting'), ('tasks', 'other tasks than now'), ('early_end', 'end before the planned hours'), ('report', 'final report')], max_length=10),
        ),
        migrations.AddField(
            model_name='statement',
            name='beside_id',
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='statement',
            name='signing_pass',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='statement', to='pathways.signingpass'),
        ),
        migrations.AlterField(
            model_name='paperword',
            name='kind',
            field=models.CharField(choices=[('consent', "a yes of the worker's"), ('signature', 'a signature of the agreement'), ('statement', 'what somebody stated')], max_length=10),
        ),
        migrations.AlterField(
            model_name='statement',
            name='of',
            field=models.CharField(choices=[('sharing', 'sharing meeting'), ('tasks', 'other tasks than now'), ('early_end', 'end before the planned hours'), ('report', 'final report')], max_length=10),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pathways_agreementevent" ("cover", "distance_km", "ends_on", "extra_hours", "far_proof", "far_reason", "id", "in_force_at", "legal_basis", "legal_evidence", "made_at", "made_by_id", "objectives", "parts", "pathway_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "planned_hours", "proposed", "reason", "revises_id", "safety", "starts_on", "tasks", "tasks_change", "template_of", "text", "text_hash", "version", "voided_at", "weekly_hours", "words") VALUES (NEW."cover", NEW."distance_km", NEW."ends_on", NEW."extra_hours", NEW."far_proof", NEW."far_reason", NEW."id", NEW."in_force_at", NEW."legal_basis", NEW."legal_evidence", NEW."made_at", NEW."made_by_id", NEW."objectives", NEW."parts", NEW."pathway_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."planned_hours", NEW."proposed", NEW."reason", NEW."revises_id", NEW."safety", NEW."starts_on", NEW."tasks", NEW."tasks_change", NEW."template_of", NEW."text", NEW."text_hash", NEW."version", NEW."voided_at", NEW."weekly_hours", NEW."words"); RETURN NULL;', hash='de3aaa9fa5163e45aedba58b6ebc2e1370e3600a', operation='INSERT', pgid='pgtrigger_insert_insert_24d65', table='pathways_agreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "pathways_agreementevent" ("cover", "distance_km", "ends_on", "extra_hours", "far_proof", "far_reason", "id", "in_force_at", "legal_basis", "legal_evidence", "made_at", "made_by_id", "objectives", "parts", "pathway_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "planned_hours", "proposed", "reason", "revises_id", "safety", "starts_on", "tasks", "tasks_change", "template_of", "text", "text_hash", "version", "voided_at", "weekly_hours", "words") VALUES (NEW."cover", NEW."distance_km", NEW."ends_on", NEW."extra_hours", NEW."far_proof", NEW."far_reason", NEW."id", NEW."in_force_at", NEW."legal_basis", NEW."legal_evidence", NEW."made_at", NEW."made_by_id", NEW."objectives", NEW."parts", NEW."pathway_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."planned_hours", NEW."proposed", NEW."reason", NEW."revises_id", NEW."safety", NEW."starts_on", NEW."tasks", NEW."tasks_change", NEW."template_of", NEW."text", NEW."text_hash", NEW."version", NEW."voided_at", NEW."weekly_hours", NEW."words"); RETURN NULL;', hash='018bdd5b2fe6005f759c30a141c1acd30a5595eb', operation='UPDATE', pgid='pgtrigger_update_update_ff1ee', table='pathways_agreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pathways_agreementevent" ("cover", "distance_km", "ends_on", "extra_hours", "far_proof", "far_reason", "id", "in_force_at", "legal_basis", "legal_evidence", "made_at", "made_by_id", "objectives", "parts", "pathway_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "planned_hours", "proposed", "reason", "revises_id", "safety", "starts_on", "tasks", "tasks_change", "template_of", "text", "text_hash", "version", "voided_at", "weekly_hours", "words") VALUES (OLD."cover", OLD."distance_km", OLD."ends_on", OLD."extra_hours", OLD."far_proof", OLD."far_reason", OLD."id", OLD."in_force_at", OLD."legal_basis", OLD."legal_evidence", OLD."made_at", OLD."made_by_id", OLD."objectives", OLD."parts", OLD."pathway_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."planned_hours", OLD."proposed", OLD."reason", OLD."revises_id", OLD."safety", OLD."starts_on", OLD."tasks", OLD."tasks_change", OLD."template_of", OLD."text", OLD."text_hash", OLD."version", OLD."voided_at", OLD."weekly_hours", OLD."words"); RETURN NULL;', hash='f4565cfb720f57a5f850e1cec854c71159d21867', operation='DELETE', pgid='pgtrigger_delete_delete_6d6d0', table='pathways_agreement', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('distance_km__isnull', True), ('distance_km__lte', 50), models.Q(models.Q(('far_reason', ''), _negated=True), models.Q(('far_proof', ''), _negated=True)), _connector='OR'), name='agreement_far_only_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='signingpass',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('bound_to', ''), ('of', '')), models.Q(models.Q(('of', ''), _negated=True), models.Q(('bound_to', ''), _negated=True)), _connector='OR'), name='signing_pass_knows_its_text'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.UniqueConstraint(fields=('pathway', 'of', 'party', 'text_hash', 'beside_id'), name='statement_once_per_speaker', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('means', 'account'), ('person__isnull', False)), models.Q(('means__in', ['link', 'code']), ('signing_pass__isnull', False)), models.Q(('means', 'paper'), models.Q(('evidence', ''), _negated=True)), _connector='OR'), name='statement_has_its_proof'),
        ),
    ]
