
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
        ('organizations', '0006_history_in_bulk'),
        ('pathways', '0013_office_policies'),
    ]

    operations = [
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.UUIDField(default=ponte.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('purpose', models.CharField(choices=[('share', 'to see a part of my data'), ('photo', 'to take and use photos of me'), ('follow_up', 'to ask me later how it goes')], max_length=12)),
                ('recipient', models.CharField(choices=[('company', 'the company'), ('service', 'the service that follows me'), ('office', 'the placement office')], max_length=12)),
                ('data', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None)),
                ('text_version', models.CharField(max_length=10)),
                ('language', models.CharField(max_length=5)),
                ('easy_read', models.BooleanField(default=False)),
                ('channel', models.CharField(choices=[('account', 'signed in'), ('code', 'short code on a phone'), ('paper', 'on paper')], default='account', max_length=10)),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('given_by_id', models.UUIDField()),
                ('given_as', models.CharField(max_length=20)),
                ('expires_on', models.DateField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_by_id', models.UUIDField(blank=True, null=True)),
                ('withdrawn_as', models.CharField(blank=True, max_length=20)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('worker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='pathways.worker')),
            ],
            options={
                'ordering': ['-given_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='ConsentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=ponte.kit.ids.uuid7, editable=False, serialize=False)),
                ('purpose', models.CharField(choices=[('share', 'to see a part of my data'), ('photo', 'to take and use photos of me'), ('follow_up', 'to ask me later how it goes')], max_length=12)),
                ('recipient', models.CharField(choices=[('company', 'the company'), ('service', 'the service that follows me'), ('office', 'the placement office')], max_length=12)),
                ('data', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None)),
                ('text_version', models.CharField(max_length=10)),
                ('language', models.CharField(max_length=5)),
                ('easy_read', models.BooleanField(default=False)),
                ('channel', models.CharField(choices=[('account', 'signed in'), ('code', 'short code on a phone'), ('paper', 'on paper')], default='account', max_length=10)),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('given_by_id', models.UUIDField()),
                ('given_as', models.CharField(max_length=20)),
                ('expires_on', models.DateField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_by_id', models.UUIDField(blank=True, null=True)),
                ('withdrawn_as', models.CharField(blank=True, max_length=20)),
                ('office', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='pathways.consent')),
                ('worker', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pathways.worker')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RetentionHold',
            fields=[
                ('id', models.UUIDField(default=ponte.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('reason', models.CharField(max_length=300)),
                ('review_on', models.DateField()),
                ('held_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('held_by_id', models.UUIDField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_by_id', models.UUIDField(blank=True, null=True)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('pathway', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holds', to='pathways.pathway')),
            ],
            options={
                'ordering': ['-held_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='RetentionHoldEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=ponte.kit.ids.uuid7, editable=False, serialize=False)),
                ('reason', models.CharField(max_length=300)),
                ('review_on', models.DateField()),
                ('held_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('held_by_id', models.UUIDField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_by_id', models.UUIDField(blank=True, null=True)),
                ('office', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pathway', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pathways.pathway')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='pathways.retentionhold')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RightsRequest',
            fields=[
                ('id', models.UUIDField(default=ponte.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('correction', 'something is wrong: correct it'), ('restriction', 'stop using my data for now'), ('objection', 'I do not agree with a use of my data'), ('erasure', 'delete what you need not keep')], max_length=12)),
                ('note', models.BinaryField()),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('asked_by_id', models.UUIDField()),
                ('due_on', models.DateField()),
                ('outcome', models.CharField(blank=True, choices=[('done', 'done as asked'), ('partly', 'done in part'), ('refused', 'not done, with the reason')], max_length=10)),
                ('answer', models.BinaryField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by_id', models.UUIDField(blank=True, null=True)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('worker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests', to='pathways.worker')),
            ],
            options={
                'ordering': ['due_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='RightsRequestEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=ponte.kit.ids.uuid7, editable=False, serialize=False)),
                ('kind', models.CharField(choices=[('correction', 'something is wrong: correct it'), ('restriction', 'stop using my data for now'), ('objection', 'I do not agree with a use of my data'), ('erasure', 'delete what you need not keep')], max_length=12)),
                ('note', models.BinaryField()),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('asked_by_id', models.UUIDField()),
                ('due_on', models.DateField()),
                ('outcome', models.CharField(blank=True, choices=[('done', 'done as asked'), ('partly', 'done in part'), ('refused', 'not done, with the reason')], max_length=10)),
                ('answer', models.BinaryField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by_id', models.UUIDField(blank=True, null=True)),
                ('office', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='pathways.rightsrequest')),
                ('worker', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pathways.worker')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('worker', 'purpose', 'recipient'), name='consent_in_force_once'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', True), ('withdrawn_at__gte', models.F('given_at')), _connector='OR'), name='consent_withdrawn_after_it_was_given'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_as', ''), ('withdrawn_at__isnull', True)), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawn_as', ''), _negated=True)), _connector='OR'), name='consent_withdrawn_by_somebody'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consent',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pathways_consentevent" ("channel", "data", "easy_read", "expires_on", "given_as", "given_at", "given_by_id", "id", "language", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "recipient", "text_version", "withdrawn_as", "withdrawn_at", "withdrawn_by_id", "worker_id") VALUES (NEW."channel", NEW."data", NEW."easy_read", NEW."expires_on", NEW."given_as", NEW."given_at", NEW."given_by_id", NEW."id", NEW."language", NEW."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."purpose", NEW."recipient", NEW."text_version", NEW."withdrawn_as", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."worker_id"); RETURN NULL;', hash='ccb255a2089a705213d630eb8cf8fa1d33b9f0d0', operation='INSERT', pgid='pgtrigger_insert_insert_2ba20', table='pathways_consent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consent',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "pathways_consentevent" ("channel", "data", "easy_read", "expires_on", "given_as", "given_at", "given_by_id", "id", "language", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "recipient", "text_version", "withdrawn_as", "withdrawn_at", "withdrawn_by_id", "worker_id") VALUES (NEW."channel", NEW."data", NEW."easy_read", NEW."expires_on", NEW."given_as", NEW."given_at", NEW."given_by_id", NEW."id", NEW."language", NEW."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."purpose", NEW."recipient", NEW."text_version", NEW."withdrawn_as", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."worker_id"); RETURN NULL;', hash='e2122e83379a87b7d67ba5bd153ade0ff057333d', operation='UPDATE', pgid='pgtrigger_update_update_3fb55', table='pathways_consent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consent',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pathways_consentevent" ("channel", "data", "easy_read", "expires_on", "given_as", "given_at", "given_by_id", "id", "language", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "recipient", "text_version", "withdrawn_as", "withdrawn_at", "withdrawn_by_id", "worker_id") VALUES (OLD."channel", OLD."data", OLD."easy_read", OLD."expires_on", OLD."given_as", OLD."given_at", OLD."given_by_id", OLD."id", OLD."language", OLD."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."purpose", OLD."recipient", OLD."text_version", OLD."withdrawn_as", OLD."withdrawn_at", OLD."withdrawn_by_id", OLD."worker_id"); RETURN NULL;', hash='91c128e1265885714a4c9e336263e54dca253e4c', operation='DELETE', pgid='pgtrigger_delete_delete_fdc26', table='pathways_consent', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='retentionhold',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('pathway',), name='retention_hold_once_while_open'),
        ),
        migrations.AddConstraint(
            model_name='retentionhold',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='retention_hold_has_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='retentionhold',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pathways_retentionholdevent" ("ended_at", "ended_by_id", "held_at", "held_by_id", "id", "office_id", "pathway_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "review_on") VALUES (NEW."ended_at", NEW."ended_by_id", NEW."held_at", NEW."held_by_id", NEW."id", NEW."office_id", NEW."pathway_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."review_on"); RETURN NULL;', hash='ca70655014b8970e25101ac66a77c18d4705f725', operation='INSERT', pgid='pgtrigger_insert_insert_baf3b', table='pathways_retentionhold', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='retentionhold',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "pathways_retentionholdevent" ("ended_at", "ended_by_id", "held_at", "held_by_id", "id", "office_id", "pathway_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "review_on") VALUES (NEW."ended_at", NEW."ended_by_id", NEW."held_at", NEW."held_by_id", NEW."id", NEW."office_id", NEW."pathway_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."review_on"); RETURN NULL;', hash='f3f2c71a1b6ae19a7c31a5bda1322c39a504cebd', operation='UPDATE', pgid='pgtrigger_update_update_422ac', table='pathways_retentionhold', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='retentionhold',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pathways_retentionholdevent" ("ended_at", "ended_by_id", "held_at", "held_by_id", "id", "office_id", "pathway_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "review_on") VALUES (OLD."ended_at", OLD."ended_by_id", OLD."held_at", OLD."held_by_id", OLD."id", OLD."office_id", OLD."pathway_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."review_on"); RETURN NULL;', hash='11accf1b866a0c3d5ec6fca8999f84d176efe4f1', operation='DELETE', pgid='pgtrigger_delete_delete_ac86a', table='pathways_retentionhold', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='rightsrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('outcome', '')), models.Q(('answered_at__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='rights_request_answered_with_an_outcome'),
        ),
        migrations.AddConstraint(
            model_name='rightsrequest',
            constraint=models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), ('answered_at__gte', models.F('asked_at')), _connector='OR'), name='rights_request_answered_after_it_was_asked'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rightsrequest',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pathways_rightsrequestevent" ("answer", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "due_on", "id", "kind", "note", "office_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "worker_id") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."asked_at", NEW."asked_by_id", NEW."due_on", NEW."id", NEW."kind", NEW."note", NEW."office_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."worker_id"); RETURN NULL;', hash='0a09ba4277d723277cbab305fb0aace5231fde6f', operation='INSERT', pgid='pgtrigger_insert_insert_696d5', table='pathways_rightsrequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rightsrequest',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "pathways_rightsrequestevent" ("answer", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "due_on", "id", "kind", "note", "office_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "worker_id") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."asked_at", NEW."asked_by_id", NEW."due_on", NEW."id", NEW."kind", NEW."note", NEW."office_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."worker_id"); RETURN NULL;', hash='19fd4fd2ed294d0735019536f41414b78bbfbb2d', operation='UPDATE', pgid='pgtrigger_update_update_95f9d', table='pathways_rightsrequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rightsrequest',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pathways_rightsrequestevent" ("answer", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "due_on", "id", "kind", "note", "office_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "worker_id") VALUES (OLD."answer", OLD."answered_at", OLD."answered_by_id", OLD."asked_at", OLD."asked_by_id", OLD."due_on", OLD."id", OLD."kind", OLD."note", OLD."office_id", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."worker_id"); RETURN NULL;', hash='4fe893dbab78c4b1eebcc3c48a21d73ffd0c712c', operation='DELETE', pgid='pgtrigger_delete_delete_301eb', table='pathways_rightsrequest', when='AFTER')),
        ),
    ]
