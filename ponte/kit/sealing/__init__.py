"""Sealing: what a stolen copy of the database must not tell is encrypted in it.

How it works. AES-256-GCM. Each value is sealed with a data key: one of the platform's, and one
for each organization that answers for data (its controller). Data keys lie in the database,
wrapped by a master key that does not: it stands in the installation's secrets. A sealed value is
bound to its place (table, column) and to its row, so that moved to another row or column it
opens no more. It says which data key it was sealed with, so keys may be renewed at any time.

In a model::

    from ponte.kit.sealing.fields import SealedJSON, SealedText

    class Worker(models.Model):
        controller = models.ForeignKey("organizations.Organization", ...)
        health = SealedText(key_of="controller_id")       # a str
        needs = SealedJSON(key_of="controller_id")        # whatever JSON can hold

        privacy = privacy(special="health needs", ...)

`worker.health` reads and writes plain text; it is opened at first reading, sealed by `save()`,
`create()` and `bulk_create()`. What was not changed keeps its bytes, so history shows no false
change. `key_of` names the attribute that holds the controller's UUID; without it, or where it is
None, the platform's key serves. If a row gets another controller, a `save()` that writes the
sealed field seals it anew. The primary key must be known before the insert, as ours are.

* Filters: only `isnull`. `update(health="text")` and `bulk_update` are refused: they know no row.
* `values()` and `values_list()` give a closed `Sealed`; `opened_in(row)` of it needs the field.
* History keeps the sealed bytes; `fields.opened_in_history(event, "health")` opens them.
* In migrations the column is a plain `BinaryField`, so that they import nothing from here.
* With `null_if_blank` nothing said is NULL and reads as blank; else emptiness is sealed too.
* A migration that makes a column of text one of bytes puts a zero byte before each text;
  `waiting.py` seals those, history too, at the end of `ponte database migrate`.
* Lengths are rounded up to 64 bytes, so that a length does not say yes or no.
* `guarded=True` closes a field to whoever does not come through its flat's door, which logs each
  reading (`guard.py`): elsewhere `worker.health` raises `NotThroughTheDoor`.
* No search by equality: a blind index would be a second mechanism, and nobody needs it yet.

Elsewhere (text in a library's table)::

    from ponte.kit.sealing.seal import seal, unseal
    seal("secret", place="mfa_authenticator.data", row=person_id, controller=None)  # bytes
    unseal(sealed, place="mfa_authenticator.data", row=person_id)                   # str

`SealBroken` is raised for a wrong key, a changed byte, another row or column.

Rotation (`ponte keys rotate`): a new master key wraps every data key; with `--data` every data
key is renewed too and all rows are sealed again, history included. What was sealed before stays
readable throughout. See docs/adr/0011-sealed-fields.md.
"""
