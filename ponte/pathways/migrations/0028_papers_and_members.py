"""Members of an association, the yes of one of two, papers that wait for a second person."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import ponte.kit.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0008_register_numbers'),
        ('pathways', '0027_statement_of_service'),
    ]

    operations = [
        migrations.CreateModel(
            name='AssociationMember',
            fields=[
                ('id', models.UUIDField(default=ponte.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('added_by_id', models.UUIDField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
            options={
                'ordering': ['since', 'id'],
            },
        ),
        migrations.CreateModel(
            name='AssociationMemberEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=ponte.kit.ids.uuid7, editable=False, serialize=False)),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('added_by_id', models.UUIDField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('association', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('company', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='pathways.associationmember')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ConsentHalf',
            fields=[
                ('id', models.UUIDField(default=ponte.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('purpose', models.CharField(choices=[('share', 'to see a part of my data'), ('photo', 'to take and use photos of me'), ('follow_up', 'to ask me later how it goes')], max_length=12)),
                ('recipient', models.CharField(choices=[('company', 'the company'), ('service', 'the service that follows me'), ('office', 'the placement office')], max_length=12)),
                ('data', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None)),
                ('text_version', models.CharField(max_length=10)),
                ('said_by_id', models.UUIDField()),
                ('said_as', models.CharField(max_length=20)),
                ('said_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('dropped_at', models.DateTimeField(blank=True, null=True)),
                ('consent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='halves', to='pathways.consent')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('worker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='pathways.worker')),
            ],
            options={
                'ordering': ['said_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='PaperWord',
            fields=[
                ('id', models.UUIDField(default=ponte.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('consent', "a yes of the worker's"), ('signature', 'a signature of the agreement')], max_length=10)),
                ('about', models.CharField(max_length=300)),
                ('signed_on', models.DateField()),
                ('reference', models.CharField(blank=True, max_length=200)),
                ('without_scan', models.CharField(blank=True, max_length=200)),
                ('told', models.BinaryField()),
                ('file_name', models.CharField(blank=True, max_length=160)),
                ('media', models.CharField(blank=True, max_length=40)),
                ('size', models.PositiveIntegerField(default=0)),
                ('content', models.BinaryField()),
                ('written_by_id', models.UUIDField()),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('settled_by_id', models.UUIDField(blank=True, null=True)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('is_confirmed', models.BooleanField(default=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('pathway', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='paper_words', to='pathways.pathway')),
            ],
            options={
                'ordering': ['written_at', 'id'],
            },
        ),
        migrations.AddConstraint(
            model_name='associationmember',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('association', 'company'), name='association_member_once'),
        ),
        migrations.AddConstraint(
            model_name='associationmember',
            constraint=models.CheckConstraint(condition=models.Q(('association', models.F('company')), _negated=True), name='association_member_is_another'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='associationmember',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pathways_associationmemberevent" ("added_by_id", "association_id", "company_id", "ended_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since") VALUES (NEW."added_by_id", NEW."association_id", NEW."company_id", NEW."ended_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."since"); RETURN NULL;', hash='870a43bdcca12097de34ee4ecbf7fff1166b19a4', operation='INSERT', pgid='pgtrigger_insert_insert_63332', table='pathways_associationmember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='associationmember',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "pathways_associationmemberevent" ("added_by_id", "association_id", "company_id", "ended_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since") VALUES (NEW."added_by_id", NEW."association_id", NEW."company_id", NEW."ended_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."since"); RETURN NULL;', hash='a2cfb620cdb077f7e3231c2bc8d8146c47445330', operation='UPDATE', pgid='pgtrigger_update_update_93c8d', table='pathways_associationmember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='associationmember',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pathways_associationmemberevent" ("added_by_id", "association_id", "company_id", "ended_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since") VALUES (OLD."added_by_id", OLD."association_id", OLD."company_id", OLD."ended_at", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."since"); RETURN NULL;', hash='75c5a7494d7434755d6bd70c01a473ed88e0ac70', operation='DELETE', pgid='pgtrigger_delete_delete_a087d', table='pathways_associationmember', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='consenthalf',
            constraint=models.UniqueConstraint(condition=models.Q(('consent__isnull', True), ('dropped_at__isnull', True)), fields=('worker', 'purpose', 'recipient', 'said_by_id'), name='consent_half_once_of_each'),
        ),
        migrations.AddConstraint(
            model_name='paperword',
            constraint=models.CheckConstraint(condition=models.Q(('size__gte', 1), models.Q(('without_scan', ''), _negated=True), _connector='OR'), name='paper_word_scan_or_reason'),
        ),
        migrations.AddConstraint(
            model_name='paperword',
            constraint=models.CheckConstraint(condition=models.Q(('is_confirmed', False), models.Q(('settled_by_id__isnull', False), models.Q(('settled_by_id', models.F('written_by_id')), _negated=True)), _connector='OR'), name='paper_word_confirmed_by_another'),
        ),
        migrations.AddConstraint(
            model_name='paperword',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_confirmed', False), ('settled_at__isnull', True), ('settled_by_id__isnull', True)), models.Q(('settled_at__isnull', False), ('settled_by_id__isnull', False)), _connector='OR'), name='paper_word_settled_by_somebody'),
        ),
    ]
