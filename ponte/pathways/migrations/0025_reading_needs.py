"""Purposes recorded for reading; what a court said leaves the disadvantage for a row of its own."""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import ponte.kit.ids
from django.conf import settings
from django.db import migrations, models


# The same sealed bytes: their place names the old column, so that they still open.
COPIED = (
    "INSERT INTO pathways_justicenote (worker_id, office_id, employer_id, note, recorded_at) "
    "SELECT worker_id, office_id, employer_id, justice_note, recorded_at FROM pathways_disadvantage"
)


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0007_address_that_proves'),
        ('pathways', '0024_statement_policies'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='JusticeNote',
            fields=[
                ('worker', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='justice', serialize=False, to='pathways.worker')),
                ('note', models.BinaryField()),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='ReadingNeed',
            fields=[
                ('id', models.UUIDField(default=ponte.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('what', models.CharField(choices=[('justice', 'measures of a court'), ('audit', 'the case, to audit it')], max_length=10)),
                ('purpose', models.CharField(choices=[('hours', 'agree hours or places that a court allows'), ('obligations', 'keep the obligations of a measure'), ('control', 'control by the funder or by law'), ('complaint', "a complaint, or a request of the worker's")], max_length=20)),
                ('reason', models.CharField(max_length=300)),
                ('days', models.PositiveSmallIntegerField()),
                ('asked_by_id', models.UUIDField()),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('opened_by_id', models.UUIDField(null=True)),
                ('opened_at', models.DateTimeField(null=True)),
                ('until', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-asked_at', '-id'],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='disadvantage',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='disadvantage',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='disadvantage',
            name='delete_delete',
        ),
        migrations.RemoveConstraint(
            model_name='rightsrequest',
            name='rights_request_lifted_with_a_reason',
        ),
        migrations.AddField(
            model_name='justicenote',
            name='employer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='justicenote',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization'),
        ),
        migrations.RunSQL(sql=COPIED, reverse_sql=migrations.RunSQL.noop),
        migrations.RemoveField(
            model_name='disadvantage',
            name='justice_note',
        ),
        migrations.RemoveField(
            model_name='disadvantageevent',
            name='justice_note',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disadvantage',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pathways_disadvantageevent" ("employer_id", "kind", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "referring_service", "worker_id") VALUES (NEW."employer_id", NEW."kind", NEW."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."worker_id", NEW."recorded_at", NEW."referring_service", NEW."worker_id"); RETURN NULL;', hash='28653afce622851ee7b9e0e95ccd81790ce5255e', operation='INSERT', pgid='pgtrigger_insert_insert_93e9d', table='pathways_disadvantage', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disadvantage',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "pathways_disadvantageevent" ("employer_id", "kind", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "referring_service", "worker_id") VALUES (NEW."employer_id", NEW."kind", NEW."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."worker_id", NEW."recorded_at", NEW."referring_service", NEW."worker_id"); RETURN NULL;', hash='202fdc4bcceba483d7b8854079e7c47f2f43f3c4', operation='UPDATE', pgid='pgtrigger_update_update_e7723', table='pathways_disadvantage', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disadvantage',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pathways_disadvantageevent" ("employer_id", "kind", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "referring_service", "worker_id") VALUES (OLD."employer_id", OLD."kind", OLD."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."worker_id", OLD."recorded_at", OLD."referring_service", OLD."worker_id"); RETURN NULL;', hash='bb2af386f8538ad242c958df9c6c41cfeb957504', operation='DELETE', pgid='pgtrigger_delete_delete_1df7a', table='pathways_disadvantage', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='rightsrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lifted_at__isnull', True), ('lifted_why', '')), models.Q(('lifted_at__isnull', False), models.Q(('lifted_why', ''), _negated=True)), _connector='OR'), name='rights_request_lifted_with_a_reason'),
        ),
        migrations.AddField(
            model_name='readingneed',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='readingneed',
            name='pathway',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reading_needs', to='pathways.pathway'),
        ),
        migrations.AddField(
            model_name='readingneed',
            name='reader',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='readingneed',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('pathway', 'reader', 'what'), name='reading_need_once_while_open'),
        ),
        migrations.AddConstraint(
            model_name='readingneed',
            constraint=models.CheckConstraint(condition=models.Q(('days__gte', 1), ('days__lte', 90)), name='reading_need_is_for_some_days'),
        ),
        migrations.AddConstraint(
            model_name='readingneed',
            constraint=models.CheckConstraint(condition=models.Q(('opened_by_id__isnull', True), models.Q(models.Q(('opened_by_id', models.F('asked_by_id')), _negated=True), models.Q(('opened_by_id', models.F('reader')), _negated=True)), _connector='OR'), name='reading_need_opened_by_another'),
        ),
        migrations.AddConstraint(
            model_name='readingneed',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('opened_at__isnull', True), ('opened_by_id__isnull', True), ('until__isnull', True)), models.Q(('opened_at__isnull', False), ('opened_by_id__isnull', False), ('until__isnull', False)), _connector='OR'), name='reading_need_opened_whole'),
        ),
    ]
