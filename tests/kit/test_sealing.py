"""Sealed fields: plain to the application, closed to whoever holds the database alone."""

import base64
import os
import secrets
from types import SimpleNamespace
from uuid import UUID, uuid4

import psycopg
import pytest
from django.conf import settings as configured
from django.core.exceptions import FieldError
from django.db import connection, models, transaction
from django.test.utils import isolate_apps

from ponte.kit.ids import uuid7
from ponte.kit.sealing import keys, rotation, waiting
from ponte.kit.sealing.fields import Sealed, SealedJSON, SealedText, opened_in_history
from ponte.kit.sealing.masters import NoMasterKey, fingerprint, masters
from ponte.kit.sealing.models import DataKey
from ponte.kit.sealing.seal import SealBroken, seal, unseal

with isolate_apps("ponte.kit"):

    class Example(models.Model):
        """What a later work may keep of somebody."""

        id = models.UUIDField(primary_key=True, default=uuid7)
        controller_id = models.UUIDField(null=True)
        health = SealedText(key_of="controller_id", null=True)
        said = SealedText(key_of="controller_id", null_if_blank=True)
        needs = SealedJSON(key_of="controller_id")

        class Meta:
            app_label = "kit"
            db_table = "sealed_example"


TABLE = (
    "CREATE TEMP TABLE sealed_example (id uuid PRIMARY KEY, controller_id uuid, "
    "health bytea, said bytea, needs bytea NOT NULL) ON COMMIT DROP"
)
MASTERS: list[str] = []


def written() -> list[str]:
    return list(MASTERS)


def new_master() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


@pytest.fixture(autouse=True)
def memory(settings):
    """Master keys of this test alone, and nothing remembered from another."""
    MASTERS[:] = [new_master()]
    settings.SEALING_KEYS = f"{__name__}.written"
    begin_again()
    yield
    settings.SEALING_KEYS = configured.SEALING_KEYS
    begin_again()


def begin_again() -> None:
    keys.forget()
    masters.__init__()


@pytest.fixture
def table(rows):
    with connection.cursor() as cursor:
        cursor.execute(TABLE)


@pytest.fixture
def as_owner():
    """Rotation is the owner's: for the length of a test the app may change keys too."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("GRANT UPDATE ON sealing_datakey TO ponte_app")
        yield
        owner.execute("REVOKE UPDATE ON sealing_datakey FROM ponte_app")


def example(**fields) -> Example:
    return Example.objects.create(**{"health": "schizofrenia", "needs": {"quiet": True}, **fields})


def stored(column: str = "health") -> dict[UUID, bytes]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, {column} FROM sealed_example")
        return {pk: bytes(raw) for pk, raw in cursor.fetchall()}


def again(one: Example) -> Example:
    return Example.objects.get(pk=one.pk)


def test_a_value_is_plain_in_python_and_closed_in_the_table(table):
    one = example()
    assert (again(one).health, again(one).needs) == ("schizofrenia", {"quiet": True})
    assert b"schizofrenia" not in stored()[one.pk]
    assert b"quiet" not in stored("needs")[one.pk]


def test_nothing_and_emptiness_are_kept_apart(table):
    one = example(health=None)
    assert again(one).health is None
    assert again(example(health="")).health == ""
    assert Example().needs == {} and Example().health is None


def test_where_emptiness_is_no_secret_it_is_null_and_reads_as_blank(table):
    one = example()
    assert one.said == again(one).said == "" and stored("coalesce(said, '')")[one.pk] == b""
    one.said = "too far"
    one.save()
    assert again(one).said == "too far" and b"too far" not in stored("said")[one.pk]
    one = again(one)
    one.said = ""
    one.save()
    assert again(one).said == "" and Example.objects.filter(said__isnull=True).count() == 1


def test_what_a_migration_left_in_the_clear_is_sealed_and_does_not_open_before(table, monkeypatch):
    monkeypatch.setattr(waiting, "BATCH", 2)
    whose = [None, uuid4(), uuid4()]
    made = [example(controller_id=one) for one in whose]
    kept = example(health="as it was", needs={})
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE sealed_example SET "
            "health = decode('00', 'hex') || convert_to('fu\u00f2ri', 'UTF8'), "
            "needs = decode('00', 'hex') || convert_to('[\"sign\"]', 'UTF8') WHERE id <> %s",
            [kept.pk],
        )
    with pytest.raises(SealBroken):
        _ = again(made[0]).health
    before = stored()[kept.pk]
    for name in ("health", "needs"):
        field = Example._meta.get_field(name)
        assert waiting._sealed(field, Example) == len(whose)
        assert waiting._sealed(field, Example) == 0, "once is enough"
    assert [(again(one).health, again(one).needs) for one in made] == [("fu\u00f2ri", ["sign"])] * 3
    assert stored()[kept.pk] == before
    keys_used = {DataKey.objects.get(pk=UUID(bytes=stored()[one.pk][1:17])) for one in made}
    assert {one.controller_id for one in keys_used} == set(whose), "with the key of each controller"


def test_the_same_text_is_never_sealed_alike_and_its_length_is_not_told(table):
    for text in ("yes", "yes", "no", ""):
        example(health=text)
    raw = set(stored().values())
    assert len(raw) == 4
    assert len({len(one) for one in raw}) == 1


def test_moved_to_another_row_or_column_it_opens_no_more(table):
    one, other = example(), example(health="nothing")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE sealed_example SET health = %s WHERE id = %s", [stored()[one.pk], other.pk]
        )
        cursor.execute("UPDATE sealed_example SET needs = health WHERE id = %s", [one.pk])
    with pytest.raises(SealBroken):
        _ = again(other).health
    with pytest.raises(SealBroken):
        _ = again(one).needs


@pytest.mark.parametrize("place", [0, 5, 20, 40, -1])
def test_a_changed_byte_opens_nothing(rows, place):
    row = uuid4()
    sealed = bytearray(seal("text", place="t.c", row=row))
    sealed[place] ^= 1
    with pytest.raises(SealBroken):
        unseal(bytes(sealed), place="t.c", row=row)
    with pytest.raises(SealBroken):
        unseal(b"plain text", place="t.c", row=row)


def test_with_another_master_key_nothing_opens_and_it_is_said(rows):
    row = uuid4()
    sealed = seal("text", place="t.c", row=row)
    lost = MASTERS[0]
    MASTERS[:] = [new_master()]
    begin_again()
    with pytest.raises(NoMasterKey, match=fingerprint(base64.b64decode(lost))):
        unseal(sealed, place="t.c", row=row)
    MASTERS[:] = []
    with pytest.raises(NoMasterKey, match="hold no sealing key"):
        seal("text", place="t.c", row=row, controller=uuid4())
    MASTERS[:] = ["too short"]
    with pytest.raises(NoMasterKey, match="32 bytes"):
        seal("text", place="t.c", row=row, controller=uuid4())


def test_a_wrapped_key_put_in_place_of_another_opens_nothing(rows, as_owner):
    mine, theirs = uuid4(), uuid4()
    sealed = seal("text", place="t.c", row=mine, controller=theirs)
    stolen = DataKey.objects.get()
    keys.made(mine)
    DataKey.objects.filter(controller_id=mine).update(wrapped=stolen.wrapped)
    begin_again()
    with pytest.raises(NoMasterKey, match="changed"):
        keys.newest_key(mine)
    DataKey.objects.filter(pk=stolen.pk).update(controller_id=mine)
    begin_again()
    with pytest.raises(NoMasterKey, match="changed"):
        unseal(sealed, place="t.c", row=mine)


def test_each_controller_has_a_key_of_its_own(table):
    first, second = uuid4(), uuid4()
    one, other, ours = example(controller_id=first), example(controller_id=second), example()
    named = {
        row.controller_id: DataKey.objects.get(controller_id=row.controller_id).pk.bytes
        for row in (one, other, ours)
    }
    assert len(set(named.values())) == 3
    for row in (one, other, ours):
        assert stored()[row.pk][1:17] == named[row.controller_id]
    assert example(controller_id=first) and DataKey.objects.count() == 3


def test_a_row_that_gets_another_controller_is_sealed_anew(table):
    one = again(example(controller_id=uuid4()))
    one.controller_id = uuid4()
    one.save()
    key = DataKey.objects.get(controller_id=one.controller_id)
    assert stored()[one.pk][1:17] == key.pk.bytes
    assert again(one).health == "schizofrenia"


def test_what_was_not_changed_keeps_its_bytes(table):
    one = again(example())
    before = stored(), stored("needs")
    one.save()
    assert (one.health, one.needs) == ("schizofrenia", {"quiet": True})
    one.save()
    assert (stored(), stored("needs")) == before
    one.needs["alone"] = True
    one.health = "well"
    one.save()
    assert (again(one).health, again(one).needs) == ("well", {"quiet": True, "alone": True})


def test_a_copy_of_a_row_is_sealed_for_itself(table):
    one = again(example())
    assert one.health and one.needs
    one.pk = uuid7()
    one.save(force_insert=True)
    assert again(one).health == "schizofrenia"


def test_many_rows_are_sealed_each_for_itself(table):
    made = Example.objects.bulk_create([Example(health=f"n{n}", needs=[n]) for n in range(3)])
    assert [again(one).health for one in made] == ["n0", "n1", "n2"]
    assert [again(one).needs for one in made] == [[0], [1], [2]]


def test_a_query_that_names_no_row_can_neither_write_nor_search(table):
    one = example()
    with pytest.raises(TypeError, match="sealed"), transaction.atomic():
        Example.objects.update(health="text")
    one.health = "text"
    with pytest.raises(TypeError, match="sealed"), transaction.atomic():
        Example.objects.bulk_update([one], ["health"])
    with pytest.raises(FieldError):
        Example.objects.filter(health="text").exists()
    assert Example.objects.filter(health__isnull=False).count() == 1
    with pytest.raises(TypeError, match="holds text"):
        example(health=7)


def test_a_closed_value_shows_nothing_and_opens_for_its_row(table):
    one = example()
    closed = Example.objects.values_list("health", flat=True).get()
    assert isinstance(closed, Sealed)
    assert "schizofrenia" not in repr(closed) + repr(vars(again(one)))
    assert Example._meta.get_field("health").opened_in(closed, one.pk) == "schizofrenia"
    assert Example.objects.defer("health").get().health == "schizofrenia"
    assert isinstance(Example.health.field, SealedText)
    text = Example._meta.get_field("health").value_to_string(again(one))
    assert base64.b64decode(text) == stored()[one.pk]


def test_in_migrations_it_is_a_column_of_bytes():
    _name, path, _args, options = SealedText(key_of="controller_id", default="x").deconstruct()
    assert (path, options) == ("django.db.models.BinaryField", {})


def test_history_opens_with_the_field_of_its_model(table):
    one = example()
    event = SimpleNamespace(pgh_tracked_model=Example, pgh_obj_id=one.pk, health=None)
    assert opened_in_history(event, "health") is None
    event.health = memoryview(stored()[one.pk])
    assert opened_in_history(event, "health") == "schizofrenia"


def test_a_key_that_was_rolled_back_seals_nothing_more(table):
    controller = uuid4()
    with pytest.raises(RuntimeError), transaction.atomic():
        example(controller_id=controller)
        raise RuntimeError
    assert not DataKey.objects.filter(controller_id=controller).exists()
    one = example(controller_id=controller)
    begin_again()
    assert again(one).health == "schizofrenia"


@pytest.mark.django_db(transaction=True, databases=["default", "aside"])
def test_a_committed_key_is_remembered_for_a_while(django_assert_num_queries):
    controller = uuid4()
    sealed = seal("text", place="t.c", row=controller, controller=controller)
    with django_assert_num_queries(0):
        assert unseal(sealed, place="t.c", row=controller) == "text"
        seal("more", place="t.c", row=controller, controller=controller)


def test_the_app_cannot_change_or_remove_a_key(rows):
    keys.made(None)
    for statement in ("UPDATE sealing_datakey SET master = 'x'", "DELETE FROM sealing_datakey"):
        with (
            pytest.raises(Exception, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_a_new_master_key_wraps_all_and_everything_still_opens(table, as_owner):
    one, other = example(), example(controller_id=uuid4())
    before = stored()
    old = MASTERS[0]
    MASTERS[:] = [new_master(), old]
    assert rotation.wrap_again() == 2
    assert rotation.wrap_again() == 0
    MASTERS.remove(old)
    assert rotation.masters_in_use() == {fingerprint(base64.b64decode(MASTERS[0]))}
    begin_again()
    assert again(one).health == again(other).health == "schizofrenia"
    assert stored() == before


def test_new_data_keys_seal_every_row_again_while_the_old_still_open(table, monkeypatch):
    monkeypatch.setattr(rotation, "BATCH", 2)
    made = [example(controller_id=uuid4() if n % 2 else None) for n in range(5)]
    before = stored()
    assert rotation.renew_data_keys() == 3
    assert {again(one).health for one in made} == {"schizofrenia"}
    field = Example._meta.get_field("health")
    assert rotation._seal_again(field, "sealed_example", "id", "id") == 5
    assert rotation._seal_again(field, "sealed_example", "id", "id") == 0
    after = stored()
    assert all(after[pk][1:17] != before[pk][1:17] for pk in before)
    begin_again()
    assert {again(one).health for one in made} == {"schizofrenia"}


def test_without_its_data_key_a_value_is_gone_for_ever(rows):
    row, gone = uuid4(), uuid4()
    sealed = seal("text", place="t.c", row=row)
    nobody = sealed[:1] + gone.bytes + sealed[17:]
    with pytest.raises(SealBroken, match="gone"):
        unseal(nobody, place="t.c", row=row)
