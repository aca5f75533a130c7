"""Final notes: verified before they are taken in, then out of everybody's reach."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from central import schema
from jobassist.ids import new_id
from jobassist.records import Note
from jobassist.records.plain import changed, to_plain
from jobassist.services.seal import chain_hash, seal, sealed_bytes
from tests.central.pushing import actor, outcome, push, sent
from tests.fakes.device import FakeDevice
from tests.sync.laptop import new_laptop

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@pytest.fixture
def mette(central):
    laptop = new_laptop(central)
    _, laptop.case = laptop.start_case()
    laptop.sync()
    laptop.actor = actor(laptop.session.user.id, device=laptop.session.device.id)
    return laptop


def draft(mette, text="Talt med borger.") -> Note:
    return Note(
        id=new_id(), case_id=mette.case.id, author_id=mette.session.user.id, created_at=AT,
        occurred_at=AT, finalised_at=AT, text=text,
    )  # fmt: skip


def final(mette, previous=None, **parts) -> Note:
    return seal(replace(draft(mette), **parts), previous, mette.session.device)


def as_sent(note: Note, base_rev=0, **forged):
    return sent("note", note.id, base_rev, **{**changed(None, note), **forged})


def test_a_good_seal_is_taken_in_and_nothing_changes_it_after(database, mette):
    note = final(mette)
    assert outcome(database, mette.actor, as_sent(note)) == "applied"
    assert outcome(database, mette.actor, sent("note", note.id, 1, text="andet")) == "sealed"
    assert outcome(database, mette.actor, as_sent(note)) == "applied"  # says the same again


FORGED = {
    "another text": {"text": "noget andet"},
    "another author's seal": {"device_id": new_id()},
    "another hash": {"hash": "0" * 64},
    "another chain": {"previous_hash": "1" * 64},
    "another signature": {"signature": FakeDevice(seed=99).sign(b"x")},
    "no signature": {"signature": None},
    "a signature that is none": {"signature": "æøå"},
    "no bytes": {"sealed": None},
    "bytes that are no json": {"sealed": "{"},
    "bytes that are no object": {"sealed": "[]"},
    "a field the seal leaves out": {"participants": "Chefen"},
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_a_forged_seal_is_refused(database, mette, forged):
    assert outcome(database, mette.actor, as_sent(final(mette), **forged)) == "seal_broken"


def test_a_seal_that_leaves_a_field_out_is_refused(database, mette):
    note = final(mette)
    content = json.loads(sealed_bytes(note))
    del content["text"]
    sealed = json.dumps(content)
    digest = chain_hash(None, sealed)
    signature = mette.session.device.sign(digest.encode())
    forged = {"sealed": sealed, "hash": digest, "signature": signature}
    assert outcome(database, mette.actor, as_sent(note, **forged)) == "seal_broken"


def test_a_seal_is_for_one_note(database, mette):
    note = final(mette)
    copy = sent("note", new_id(), **changed(None, note))
    assert outcome(database, mette.actor, copy) == "seal_broken"


def test_a_seal_takes_the_draft_over_and_keeps_what_it_displaced(database, mette):
    note = draft(mette, "et")
    push(database, mette.actor, as_sent(note))
    tablet = actor(mette.session.user.id)
    push(database, tablet, sent("note", note.id, 1, text="tabletten skrev"))
    sealed = seal(note, None, mette.session.device)
    (answer,) = push(database, mette.actor, sent("note", note.id, 1, **{
        name: value for name, value in to_plain(sealed).items() if name in changed(note, sealed)
    }))  # fmt: skip
    assert (answer.outcome, [c.kept for c in answer.clashes]) == ("merged", ["tabletten skrev"])
    with database.read() as tx:
        row = tx.execute(sa.select(schema.record).where(schema.record.c.id == note.id)).one()
        assert tx.execute(sa.select(schema.kept)).one().record_id == note.id
    assert (json.loads(row.body)["text"], row.sealed, row.history) == ("et", True, "{}")


def test_the_database_itself_refuses_to_change_what_is_sealed(database, mette):
    push(database, mette.actor, as_sent(final(mette)))
    record, chain = schema.record, schema.chain
    for statement in (
        sa.update(record).where(record.c.sealed).values(body="{}"),
        sa.update(record).where(record.c.sealed).values(sealed=False),
        sa.delete(record).where(record.c.sealed),
        sa.update(chain).values(hash="0" * 64),
        sa.delete(chain),
    ):
        with pytest.raises(sa.exc.IntegrityError), database.write() as tx:
            tx.execute(statement)


def test_the_case_has_a_chain_of_its_own(database, mette):
    notes, last = [], None
    for text in ("et", "to", "tre"):
        notes.append(final(mette, last, text=text))
        last = notes[-1].hash
        push(database, mette.actor, as_sent(notes[-1]))
    with database.read() as tx:
        rows = tx.execute(sa.select(schema.chain).order_by(schema.chain.c.position)).all()
    assert [row.record_id for row in rows] == [note.id for note in notes]
    link = ""
    for row, note in zip(rows, notes, strict=True):
        link = hashlib.sha256((link + note.hash).encode()).hexdigest()
        assert row.hash == link
