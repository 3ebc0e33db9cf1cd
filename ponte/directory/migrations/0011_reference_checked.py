"""Whether it is known who confirmed a reference; what was confirmed before is not."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0010_card_tuir_codes'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='reference',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='reference',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='reference',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='reference',
            name='is_checked',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='referenceevent',
            name='is_checked',
            field=models.BooleanField(default=False),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reference',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "directory_referenceevent" ("asked_on", "client_id", "client_name", "confirmed_by", "confirmed_on", "denied_on", "enterprise_id", "id", "is_checked", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "what", "year") VALUES (NEW."asked_on", NEW."client_id", NEW."client_name", NEW."confirmed_by", NEW."confirmed_on", NEW."denied_on", NEW."enterprise_id", NEW."id", NEW."is_checked", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."what", NEW."year"); RETURN NULL;', hash='a5be497fe9d4e260a36c15c1bbf2afe254da1f2e', operation='INSERT', pgid='pgtrigger_insert_insert_b8cc4', table='directory_reference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reference',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "directory_referenceevent" ("asked_on", "client_id", "client_name", "confirmed_by", "confirmed_on", "denied_on", "enterprise_id", "id", "is_checked", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "what", "year") VALUES (NEW."asked_on", NEW."client_id", NEW."client_name", NEW."confirmed_by", NEW."confirmed_on", NEW."denied_on", NEW."enterprise_id", NEW."id", NEW."is_checked", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."what", NEW."year"); RETURN NULL;', hash='ddd09e789cf12942dc4d0794210573bf8eadbdc3', operation='UPDATE', pgid='pgtrigger_update_update_5d8c8', table='directory_reference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reference',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "directory_referenceevent" ("asked_on", "client_id", "client_name", "confirmed_by", "confirmed_on", "denied_on", "enterprise_id", "id", "is_checked", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "what", "year") VALUES (OLD."asked_on", OLD."client_id", OLD."client_name", OLD."confirmed_by", OLD."confirmed_on", OLD."denied_on", OLD."enterprise_id", OLD."id", OLD."is_checked", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."what", OLD."year"); RETURN NULL;', hash='646d9ed2fa3ae0c5fbcc50f928cff12436414dc8', operation='DELETE', pgid='pgtrigger_delete_delete_e67e8', table='directory_reference', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='reference',
            constraint=models.CheckConstraint(condition=models.Q(('is_checked', False), ('confirmed_on__isnull', False), _connector='OR'), name='reference_checked_once_confirmed'),
        ),
    ]
