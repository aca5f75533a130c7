"""Erasing, restoring, epochs, the access log, and fields that only newer devices know."""

import json

import pytest
import sqlalchemy as sa

from central import admin, backup, diary, erasure, feed, schema
from central.database import Database, default_url, epoch_of
from central.identity import identity
from central.schema_law import access_log, access_seal
from jobassist.errors import UserError
from jobassist.ids import new_id
from jobassist.sync.wire import canonical
from tests.central.pushing import (
    CITIZEN,
    a_case,
    actor,
    case_fields,
    note_fields,
    outcome,
    push,
    sent,
    signed_off,
)
from tests.central.test_seal import as_sent, final
from tests.sync.laptop import new_laptop


@pytest.fixture
def mette(database, database_url):
    return actor(admin.user_add(database_url, "Mette")["user"])


def read(database, scope):
    with database.read() as tx:
        return {row.id: row.fields for row in feed.page(tx, scope, 0, 100).rows}


def everything(database) -> str:
    """All that stands in the database, as text."""
    with database.read() as tx:
        return str([tx.execute(sa.select(table)).all() for table in schema.metadata.sorted_tables])


@pytest.fixture
def erased(database, central):
    """A closed case with a sealed note and a kept clash, erased."""
    laptop = new_laptop(central, "Mette")
    _, laptop.case = laptop.start_case()
    laptop.sync()
    who = actor(laptop.session.user.id, device=laptop.session.device.id)
    citizen = laptop.case.citizen_id
    assert outcome(database, who, as_sent(final(laptop, text="SLETMIG"))) == "applied"
    other = actor(who.user_id)
    push(database, other, sent("citizen", citizen, 1, phone="SLETMIG 1"))
    third = actor(who.user_id)
    assert outcome(database, third, sent("citizen", citizen, 1, phone="SLETMIG 3")) == "conflict"
    central_id = identity(database)
    with pytest.raises(UserError, match=r"^central\.case_open$"):
        erasure.erase_case(database, central_id.folder, central_id.id, laptop.case.id)
    push(database, who, sent("case", laptop.case.id, 1, state="closed"))
    laptop.who, laptop.citizen = who, citizen
    laptop.count = erasure.erase_case(database, central_id.folder, central_id.id, laptop.case.id)
    return laptop


def test_erasing_leaves_nothing_of_what_was_said(database, erased):
    assert erased.count == 3
    said = everything(database)
    assert "SLETMIG" not in said and CITIZEN["cpr"] not in said
    rows = read(database, f"case:{erased.case.id}")
    assert len(rows) == 3 and set(rows.values()) == {None}


def test_nothing_brings_an_erased_record_back(database, erased):
    who, citizen = erased.who, erased.citizen
    assert outcome(database, who, sent("citizen", citizen, **CITIZEN)) == "erased"
    assert outcome(database, who, sent("citizen", citizen, 2, phone="1")) == "erased"
    case = sent("case", new_id(), **case_fields(citizen, who.user_id))
    assert outcome(database, who, case) == "unknown_reference"


def test_only_what_is_listed_may_be_emptied(database, central):
    laptop = new_laptop(central, "Mette")
    _, laptop.case = laptop.start_case()
    laptop.sync()
    who = actor(laptop.session.user.id, device=laptop.session.device.id)
    note = final(laptop)
    assert outcome(database, who, as_sent(note)) == "applied"
    emptied = sa.update(schema.record).where(schema.record.c.id == note.id).values(body="{}")
    with pytest.raises(sa.exc.IntegrityError), database.write() as tx:
        tx.execute(emptied)


def test_a_backup_is_restored_with_a_new_epoch_and_without_what_was_erased(
    database, database_url, central, tmp_path, request
):
    laptop = new_laptop(central, "Mette")
    _, case = laptop.start_case()
    laptop.sync()
    who = actor(laptop.session.user.id, device=laptop.session.device.id)
    push(database, who, sent("case", case.id, 1, state="closed"))
    before, begun = identity(database), epoch(database)
    file = tmp_path / "copy"
    assert backup.backup(database_url, file)["bytes"] > 1000
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(UserError, match=r"^central\.file_exists$"):
        backup.backup(database_url, file)
    erasure.erase_case(database, before.folder, before.id, case.id)
    with pytest.raises(UserError, match=r"^central\.not_empty$"):
        backup.restore(database_url, file)
    sqlite = database_url.startswith("sqlite")
    empty = default_url(tmp_path / "new") if sqlite else None
    empty = empty or request.getfixturevalue("cluster").empty_database()
    made = backup.restore(empty, file)
    assert made["erased"] == 2
    restored = Database(empty)
    after = identity(restored)
    assert (after.id, epoch(restored)) == (before.id, made["epoch"])
    assert epoch(restored) != begun and after.key.private_bytes_raw()
    assert CITIZEN["cpr"] not in everything(restored)
    restored.close()


def epoch(database) -> str:
    identity(database)  # with which its first one begins
    with database.read() as tx:
        return epoch_of(tx)


def against(its, kind, record, base_rev, **fields):
    id = new_id()
    whole = {"id": id, "seq": 1, "kind": kind, "record": record, "base_rev": base_rev}
    return signed_off(id, canonical({**whole, "epoch": its, "fields": fields}))


def test_what_was_changed_in_this_epoch_clashes_with_what_was_based_on_another(
    database, database_url, mette
):
    _, citizen = a_case(database, mette)
    old = epoch(database)
    backup.new_epoch(database_url)
    # Revision 2 was given out before the restore, too: the tablet saw that one, not this one.
    assert outcome(database, mette, sent("citizen", citizen, 1, phone="ny")) == "applied"
    tablet = actor(mette.user_id)
    stale = against(old, "citizen", citizen, 2, phone="gammel")
    assert outcome(database, tablet, stale) == "conflict"
    lost = against(new_id(), "citizen", citizen, 2, phone="fra en tabt tid")
    assert outcome(database, tablet, lost) == "conflict"
    now = against(epoch(database), "citizen", citizen, 2, phone="nyere")
    assert outcome(database, tablet, now) == "applied"


def test_a_line_of_this_epoch_is_not_taken_for_one_the_device_had_seen_in_another(
    database, database_url, mette
):
    case, _ = a_case(database, mette)
    note, scope = new_id(), f"user:{mette.user_id}:{case}"
    fields = {**note_fields(case, mette.user_id), "text": "fælles"}
    push(database, mette, sent("note", note, **fields))
    old = epoch(database)
    backup.new_epoch(database_url)
    tablet = actor(mette.user_id)
    assert outcome(database, tablet, sent("note", note, 1, text="fælles\nny")) == "applied"
    # It had revision 2 of the lost time, with a line of its own; "ny" it has never seen.
    stale = against(old, "note", note, 2, text="fælles\ngammel")
    assert outcome(database, mette, stale) == "conflict"
    assert read(database, scope)[note]["text"] == "fælles\nny"


def test_fields_of_a_newer_device_are_kept_and_told(database, mette):
    case, citizen = a_case(database, mette)
    push(database, mette, sent("citizen", citizen, 1, shoe_size=43, phone="1"))
    assert read(database, f"case:{case}")[citizen]["shoe_size"] == 43
    other = actor(mette.user_id)
    (answer,) = push(database, other, sent("citizen", citizen, 1, shoe_size=44, email="a@b.dk"))
    assert (answer.outcome, answer.clashes[0].field) == ("conflict", "shoe_size")
    push(database, other, sent("citizen", citizen, 2, shoe_size=45))
    fields = read(database, f"case:{case}")[citizen]
    assert (fields["shoe_size"], fields["email"]) == (45, "a@b.dk")
    note = new_id()
    push(database, mette, sent("note", note, **note_fields(case, mette.user_id), mood="glad"))
    assert read(database, f"user:{mette.user_id}:{case}")[note]["mood"] == "glad"


def test_a_field_that_is_known_by_now_is_taken_over(database, mette):
    case, citizen = a_case(database, mette)
    with database.write() as tx:  # as an older central had kept it
        body = json.loads(tx.scalar(sa.select(schema.record.c.body).filter_by(id=citizen)))
        del body["phone"]
        columns = {"body": json.dumps(body), "unknown": json.dumps({"phone": "7"})}
        tx.execute(sa.update(schema.record).filter_by(id=citizen).values(**columns))
    assert read(database, f"case:{case}")[citizen]["phone"] == "7"
    push(database, mette, sent("citizen", citizen, 1, email="a@b.dk"))
    assert read(database, f"case:{case}")[citizen]["phone"] == "7"


def test_the_log_is_chained_and_refuses_change(database, mette):
    for n in range(3):
        with database.write() as tx:
            diary.note(tx, mette, "read", f"case:{n}", rows=n)
    assert (diary.chain(database), diary.chain(database)) == (3, 0)
    with database.write() as tx:
        diary.note(tx, None, "wipe", "device:x")
    assert diary.chain(database) == 1
    with database.read() as tx:
        assert diary.broken_at(tx) is None
        (entry,) = diary.of_subject(tx, "case:2")
    assert (entry["user_id"], entry["action"]) == (mette.user_id, "read")
    for statement in (
        sa.update(access_log).values(subject="case:9"),
        sa.delete(access_log),
        sa.update(access_seal).values(hash="0" * 64),
    ):
        with pytest.raises(sa.exc.IntegrityError), database.write() as tx:
            tx.execute(statement)


def test_a_log_that_was_changed_beneath_us_shows_it(database, mette):
    with database.write() as tx:
        diary.note(tx, mette, "read", "case:1")
    diary.chain(database)
    with database.write() as tx:
        if tx.dialect.name == "postgresql":
            tx.exec_driver_sql("ALTER TABLE access_log DISABLE TRIGGER access_log_sealed")
        else:
            tx.exec_driver_sql("DROP TRIGGER access_log_sealed_UPDATE")
        tx.execute(sa.update(access_log).values(subject="case:2"))
    with database.read() as tx:
        assert diary.broken_at(tx) == 1
