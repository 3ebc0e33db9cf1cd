"""Money of funders, calls of associations, meetings, published figures.

A cost line names its funding instead of a funder in words, which no page ever asked for.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import ponte.kit.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0006_history_in_bulk'),
        ('pathways', '0011_representative_policies'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.UUIDField(default=ponte.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('case_code', models.CharField(blank=True, max_length=20)),
                ('subject', models.CharField(blank=True, max_length=200)),
                ('decision', models.TextField(blank=True, max_length=2000)),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='AgendaItemEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=ponte.kit.ids.uuid7, editable=False, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('case_code', models.CharField(blank=True, max_length=20)),
                ('subject', models.CharField(blank=True, max_length=200)),
                ('decision', models.TextField(blank=True, max_length=2000)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.UUIDField(default=ponte.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=160)),
                ('text', models.TextField(max_length=2000)),
                ('last_day', models.DateField()),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('made_by_id', models.UUIDField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['-made_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='CallAnswer',
            fields=[
                ('id', models.UUIDField(default=ponte.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('answered_by_id', models.UUIDField()),
                ('answered_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['answered_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='CallAnswerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=ponte.kit.ids.uuid7, editable=False, serialize=False)),
                ('answered_by_id', models.UUIDField()),
                ('answered_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CallEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=ponte.kit.ids.uuid7, editable=False, serialize=False)),
                ('title', models.CharField(max_length=160)),
                ('text', models.TextField(max_length=2000)),
                ('last_day', models.DateField()),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('made_by_id', models.UUIDField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FiguresRelease',
            fields=[
                ('id', models.UUIDField(default=ponte.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by_id', models.UUIDField()),
                ('at_least', models.PositiveSmallIntegerField()),
                ('shown', models.JSONField()),
                ('combines', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, default=list, size=None)),
                ('counted', models.BinaryField()),
            ],
            options={
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Funding',
            fields=[
                ('id', models.UUIDField(default=ponte.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('funder', models.CharField(max_length=160)),
                ('call', models.CharField(max_length=160)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('report_on', models.DateField()),
                ('budget_cents', models.PositiveBigIntegerField()),
                ('reported_on', models.DateField(blank=True, null=True)),
                ('recorded_by_id', models.UUIDField()),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['report_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='FundingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=ponte.kit.ids.uuid7, editable=False, serialize=False)),
                ('funder', models.CharField(max_length=160)),
                ('call', models.CharField(max_length=160)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('report_on', models.DateField()),
                ('budget_cents', models.PositiveBigIntegerField()),
                ('reported_on', models.DateField(blank=True, null=True)),
                ('recorded_by_id', models.UUIDField()),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.UUIDField(default=ponte.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('cooperatives', 'with co-operatives'), ('tutors', 'with tutors'), ('services', 'with services')], max_length=14)),
                ('on', models.DateField()),
                ('place', models.CharField(blank=True, max_length=200)),
                ('held_at', models.DateTimeField(blank=True, null=True)),
                ('made_by_id', models.UUIDField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['-on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='MeetingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=ponte.kit.ids.uuid7, editable=False, serialize=False)),
                ('kind', models.CharField(choices=[('cooperatives', 'with co-operatives'), ('tutors', 'with tutors'), ('services', 'with services')], max_length=14)),
                ('on', models.DateField()),
                ('place', models.CharField(blank=True, max_length=200)),
                ('held_at', models.DateTimeField(blank=True, null=True)),
                ('made_by_id', models.UUIDField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MeetingGuest',
            fields=[
                ('id', models.UUIDField(default=ponte.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name='MeetingGuestEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=ponte.kit.ids.uuid7, editable=False, serialize=False)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MeetingTask',
            fields=[
                ('id', models.UUIDField(default=ponte.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('what', models.CharField(max_length=300)),
                ('due_on', models.DateField()),
                ('done_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['due_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='MeetingTaskEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=ponte.kit.ids.uuid7, editable=False, serialize=False)),
                ('what', models.CharField(max_length=300)),
                ('due_on', models.DateField()),
                ('done_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='costline',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='costline',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='costline',
            name='delete_delete',
        ),
        migrations.RemoveField(
            model_name='costline',
            name='call',
        ),
        migrations.RemoveField(
            model_name='costline',
            name='funder',
        ),
        migrations.RemoveField(
            model_name='costlineevent',
            name='call',
        ),
        migrations.RemoveField(
            model_name='costlineevent',
            name='funder',
        ),
        migrations.AddField(
            model_name='costline',
            name='paid_from',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='costline',
            name='paid_minutes',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='costlineevent',
            name='paid_from',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='costlineevent',
            name='paid_minutes',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='costline',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pathways_costlineevent" ("cents", "funding_id", "id", "kind", "note", "on", "paid_from", "paid_minutes", "pathway_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id") VALUES (NEW."cents", NEW."funding_id", NEW."id", NEW."kind", NEW."note", NEW."on", NEW."paid_from", NEW."paid_minutes", NEW."pathway_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id"); RETURN NULL;', hash='a34d35e038039689052b621c5e24ca4f5f06846c', operation='INSERT', pgid='pgtrigger_insert_insert_60a00', table='pathways_costline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='costline',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "pathways_costlineevent" ("cents", "funding_id", "id", "kind", "note", "on", "paid_from", "paid_minutes", "pathway_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id") VALUES (NEW."cents", NEW."funding_id", NEW."id", NEW."kind", NEW."note", NEW."on", NEW."paid_from", NEW."paid_minutes", NEW."pathway_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id"); RETURN NULL;', hash='40e2b011a4425f73f1184b30bfb3b45dd2402ba0', operation='UPDATE', pgid='pgtrigger_update_update_0c791', table='pathways_costline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='costline',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pathways_costlineevent" ("cents", "funding_id", "id", "kind", "note", "on", "paid_from", "paid_minutes", "pathway_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id") VALUES (OLD."cents", OLD."funding_id", OLD."id", OLD."kind", OLD."note", OLD."on", OLD."paid_from", OLD."paid_minutes", OLD."pathway_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id"); RETURN NULL;', hash='5416a151f622b7fcc3fbbe41c1082a97d0dba8ee', operation='DELETE', pgid='pgtrigger_delete_delete_b17d0', table='pathways_costline', when='AFTER')),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='pathway',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='pathways.pathway'),
        ),
        migrations.AddField(
            model_name='agendaitemevent',
            name='pathway',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pathways.pathway'),
        ),
        migrations.AddField(
            model_name='agendaitemevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='pathways.agendaitem'),
        ),
        migrations.AddField(
            model_name='call',
            name='association',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='call',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='callanswer',
            name='call',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='pathways.call'),
        ),
        migrations.AddField(
            model_name='callanswer',
            name='company',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='callanswer',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='callanswer',
            name='opportunity',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='answers_call', to='pathways.opportunity'),
        ),
        migrations.AddField(
            model_name='callanswerevent',
            name='call',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pathways.call'),
        ),
        migrations.AddField(
            model_name='callanswerevent',
            name='company',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='callanswerevent',
            name='office',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='callanswerevent',
            name='opportunity',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pathways.opportunity'),
        ),
        migrations.AddField(
            model_name='callanswerevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='pathways.callanswer'),
        ),
        migrations.AddField(
            model_name='callevent',
            name='association',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='callevent',
            name='office',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='callevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='pathways.call'),
        ),
        migrations.AddField(
            model_name='figuresrelease',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='funding',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='costline',
            name='funding',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='pathways.funding'),
        ),
        migrations.AddField(
            model_name='costlineevent',
            name='funding',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pathways.funding'),
        ),
        migrations.AddConstraint(
            model_name='costline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('paid_from__isnull', True), ('paid_minutes__isnull', True)), models.Q(('kind', 'wages'), ('paid_from__lte', models.F('on')), ('paid_minutes__gte', 1)), _connector='OR'), name='cost_line_of_hours_names_its_days'),
        ),
        migrations.AddField(
            model_name='fundingevent',
            name='office',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='fundingevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='pathways.funding'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='agendaitemevent',
            name='meeting',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pathways.meeting'),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='pathways.meeting'),
        ),
        migrations.AddField(
            model_name='meetingevent',
            name='office',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='meetingevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='pathways.meeting'),
        ),
        migrations.AddField(
            model_name='meetingguest',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guests', to='pathways.meeting'),
        ),
        migrations.AddField(
            model_name='meetingguest',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='meetingguest',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='meetingguestevent',
            name='meeting',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pathways.meeting'),
        ),
        migrations.AddField(
            model_name='meetingguestevent',
            name='office',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='meetingguestevent',
            name='person',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='meetingguestevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='pathways.meetingguest'),
        ),
        migrations.AddField(
            model_name='meetingtask',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='pathways.meeting'),
        ),
        migrations.AddField(
            model_name='meetingtask',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='meetingtaskevent',
            name='meeting',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pathways.meeting'),
        ),
        migrations.AddField(
            model_name='meetingtaskevent',
            name='person',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='meetingtaskevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='pathways.meetingtask'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), ('published_at__isnull', False), _connector='OR'), name='call_published_before_it_closes'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(('association', models.F('office')), _negated=True), name='call_for_another_body'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='call',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pathways_callevent" ("association_id", "closed_at", "id", "last_day", "made_at", "made_by_id", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "text", "title") VALUES (NEW."association_id", NEW."closed_at", NEW."id", NEW."last_day", NEW."made_at", NEW."made_by_id", NEW."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."published_at", NEW."text", NEW."title"); RETURN NULL;', hash='47546e7703f3cb5c687fdb72a3f7e05742fec1d8', operation='INSERT', pgid='pgtrigger_insert_insert_33d93', table='pathways_call', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='call',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "pathways_callevent" ("association_id", "closed_at", "id", "last_day", "made_at", "made_by_id", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "text", "title") VALUES (NEW."association_id", NEW."closed_at", NEW."id", NEW."last_day", NEW."made_at", NEW."made_by_id", NEW."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."published_at", NEW."text", NEW."title"); RETURN NULL;', hash='b8cf9ddb8583b3408d76f31f471e81bb0f34cd09', operation='UPDATE', pgid='pgtrigger_update_update_fcf36', table='pathways_call', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='call',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pathways_callevent" ("association_id", "closed_at", "id", "last_day", "made_at", "made_by_id", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "text", "title") VALUES (OLD."association_id", OLD."closed_at", OLD."id", OLD."last_day", OLD."made_at", OLD."made_by_id", OLD."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."published_at", OLD."text", OLD."title"); RETURN NULL;', hash='f49b57a959c43558b0728c970a8e6c269588e259', operation='DELETE', pgid='pgtrigger_delete_delete_09f76', table='pathways_call', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='callanswer',
            constraint=models.UniqueConstraint(fields=('call', 'company'), name='call_answered_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='callanswer',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pathways_callanswerevent" ("answered_at", "answered_by_id", "call_id", "company_id", "id", "office_id", "opportunity_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."call_id", NEW."company_id", NEW."id", NEW."office_id", NEW."opportunity_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='12b097e94b4471ec76b15daa210a473e2ffef999', operation='INSERT', pgid='pgtrigger_insert_insert_89040', table='pathways_callanswer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='callanswer',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "pathways_callanswerevent" ("answered_at", "answered_by_id", "call_id", "company_id", "id", "office_id", "opportunity_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."call_id", NEW."company_id", NEW."id", NEW."office_id", NEW."opportunity_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;', hash='686abd8cdeb7c4b9857cf25f005076ba1a9181cf', operation='UPDATE', pgid='pgtrigger_update_update_69afd', table='pathways_callanswer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='callanswer',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pathways_callanswerevent" ("answered_at", "answered_by_id", "call_id", "company_id", "id", "office_id", "opportunity_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."answered_at", OLD."answered_by_id", OLD."call_id", OLD."company_id", OLD."id", OLD."office_id", OLD."opportunity_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='216206db1f6c5979e2a11c834069ead4be158978', operation='DELETE', pgid='pgtrigger_delete_delete_6f5a9', table='pathways_callanswer', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='figuresrelease',
            index=models.Index(fields=['office', '-at'], name='release_by_office'),
        ),
        migrations.AddConstraint(
            model_name='funding',
            constraint=models.UniqueConstraint(fields=('office', 'funder', 'call'), name='funding_once_per_office'),
        ),
        migrations.AddConstraint(
            model_name='funding',
            constraint=models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='funding_days_in_order'),
        ),
        migrations.AddConstraint(
            model_name='funding',
            constraint=models.CheckConstraint(condition=models.Q(('budget_cents__gte', 1)), name='funding_is_an_amount'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='funding',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pathways_fundingevent" ("budget_cents", "call", "first_day", "funder", "id", "last_day", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "report_on", "reported_on") VALUES (NEW."budget_cents", NEW."call", NEW."first_day", NEW."funder", NEW."id", NEW."last_day", NEW."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."report_on", NEW."reported_on"); RETURN NULL;', hash='8ee1d46996f07666721a7605d8f2b368608623a9', operation='INSERT', pgid='pgtrigger_insert_insert_48fd2', table='pathways_funding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='funding',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "pathways_fundingevent" ("budget_cents", "call", "first_day", "funder", "id", "last_day", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "report_on", "reported_on") VALUES (NEW."budget_cents", NEW."call", NEW."first_day", NEW."funder", NEW."id", NEW."last_day", NEW."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."report_on", NEW."reported_on"); RETURN NULL;', hash='8a054deb715eb136244017f493da563026a6686e', operation='UPDATE', pgid='pgtrigger_update_update_eb2b4', table='pathways_funding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='funding',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pathways_fundingevent" ("budget_cents", "call", "first_day", "funder", "id", "last_day", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "report_on", "reported_on") VALUES (OLD."budget_cents", OLD."call", OLD."first_day", OLD."funder", OLD."id", OLD."last_day", OLD."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."report_on", OLD."reported_on"); RETURN NULL;', hash='ebf302539ff52c2a42f0d9798d8a96ad09b7e7e6', operation='DELETE', pgid='pgtrigger_delete_delete_336b7', table='pathways_funding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pathways_meetingevent" ("held_at", "id", "kind", "made_at", "made_by_id", "office_id", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place") VALUES (NEW."held_at", NEW."id", NEW."kind", NEW."made_at", NEW."made_by_id", NEW."office_id", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place"); RETURN NULL;', hash='3410ab7e4969d18fca9290b8571c17a07565171f', operation='INSERT', pgid='pgtrigger_insert_insert_e95a0', table='pathways_meeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "pathways_meetingevent" ("held_at", "id", "kind", "made_at", "made_by_id", "office_id", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place") VALUES (NEW."held_at", NEW."id", NEW."kind", NEW."made_at", NEW."made_by_id", NEW."office_id", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place"); RETURN NULL;', hash='81e4075dc2ad5b89220e83ff2654e375711e4621', operation='UPDATE', pgid='pgtrigger_update_update_1047a', table='pathways_meeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pathways_meetingevent" ("held_at", "id", "kind", "made_at", "made_by_id", "office_id", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place") VALUES (OLD."held_at", OLD."id", OLD."kind", OLD."made_at", OLD."made_by_id", OLD."office_id", OLD."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place"); RETURN NULL;', hash='cf54ebc601b7afa3943fbaf0c9df33a92956ff30', operation='DELETE', pgid='pgtrigger_delete_delete_cdff0', table='pathways_meeting', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('case_code', ''), _negated=True), models.Q(('subject', ''), _negated=True), _connector='OR'), name='agenda_item_says_what'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(fields=('meeting', 'position'), name='agenda_item_in_order'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agendaitem',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pathways_agendaitemevent" ("case_code", "decision", "id", "meeting_id", "pathway_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "subject") VALUES (NEW."case_code", NEW."decision", NEW."id", NEW."meeting_id", NEW."pathway_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."subject"); RETURN NULL;', hash='a22c581fd73d4864b8183033a34a8041eabd90b9', operation='INSERT', pgid='pgtrigger_insert_insert_98335', table='pathways_agendaitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agendaitem',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "pathways_agendaitemevent" ("case_code", "decision", "id", "meeting_id", "pathway_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "subject") VALUES (NEW."case_code", NEW."decision", NEW."id", NEW."meeting_id", NEW."pathway_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."subject"); RETURN NULL;', hash='d601ed5d549daea007984e5b6d3df8b5ed2f3949', operation='UPDATE', pgid='pgtrigger_update_update_35919', table='pathways_agendaitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agendaitem',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pathways_agendaitemevent" ("case_code", "decision", "id", "meeting_id", "pathway_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "subject") VALUES (OLD."case_code", OLD."decision", OLD."id", OLD."meeting_id", OLD."pathway_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."subject"); RETURN NULL;', hash='2c3ea2021a22ec3b9a08e11d0143040ab33deafb', operation='DELETE', pgid='pgtrigger_delete_delete_0631b', table='pathways_agendaitem', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='meetingguest',
            constraint=models.UniqueConstraint(fields=('meeting', 'person'), name='meeting_guest_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingguest',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pathways_meetingguestevent" ("id", "meeting_id", "office_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."meeting_id", NEW."office_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='da14d66e6ca8509e366e9468ddc07d860818eea1', operation='INSERT', pgid='pgtrigger_insert_insert_a06ee', table='pathways_meetingguest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingguest',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "pathways_meetingguestevent" ("id", "meeting_id", "office_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."meeting_id", NEW."office_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;', hash='821ff7a03da01e2f119ce39a564647991cd73750', operation='UPDATE', pgid='pgtrigger_update_update_e25ae', table='pathways_meetingguest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingguest',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pathways_meetingguestevent" ("id", "meeting_id", "office_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."meeting_id", OLD."office_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='3de58f4a95aa46bf58042a925587f1fb8f20d2d9', operation='DELETE', pgid='pgtrigger_delete_delete_b14d9', table='pathways_meetingguest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingtask',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pathways_meetingtaskevent" ("done_at", "due_on", "id", "meeting_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "what") VALUES (NEW."done_at", NEW."due_on", NEW."id", NEW."meeting_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."what"); RETURN NULL;', hash='ca0660dcd0bb3d96dbefd66d7f33bfe89d5e4c3f', operation='INSERT', pgid='pgtrigger_insert_insert_c6a52', table='pathways_meetingtask', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingtask',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "pathways_meetingtaskevent" ("done_at", "due_on", "id", "meeting_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "what") VALUES (NEW."done_at", NEW."due_on", NEW."id", NEW."meeting_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."what"); RETURN NULL;', hash='c8845c040f5a3758de266139475e33b548025525', operation='UPDATE', pgid='pgtrigger_update_update_4f3ae', table='pathways_meetingtask', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingtask',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pathways_meetingtaskevent" ("done_at", "due_on", "id", "meeting_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "what") VALUES (OLD."done_at", OLD."due_on", OLD."id", OLD."meeting_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."what"); RETURN NULL;', hash='3d4d40a42030b77836eedc38095cb6e420a91010', operation='DELETE', pgid='pgtrigger_delete_delete_b8c03', table='pathways_meetingtask', when='AFTER')),
        ),
    ]
