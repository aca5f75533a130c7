"""The store tells when something waits for the central, and whether others will see it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from jobassist.errors import UserError
from jobassist.ports.stored import Incoming
from jobassist.records import CaseMessage, Note, NoteState
from jobassist.records.plain import to_plain
from tests.storage.samples import record_id

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
DRAFT = Note(
    id=record_id(1), case_id=record_id(2), author_id=record_id(3), created_at=AT, occurred_at=AT
)
MESSAGE = CaseMessage(
    id=record_id(4), case_id=record_id(2), author_id=record_id(3), created_at=AT, text="Hej"
)


@pytest.fixture
def told(encrypted_store) -> list[bool]:
    heard: list[bool] = []
    encrypted_store.on_queued = heard.append
    return heard


def put(store, *records) -> None:
    with store.write() as tx:
        for record in records:
            tx.put(record)


def test_a_draft_is_told_apart_from_what_others_see(encrypted_store, told):
    put(encrypted_store, DRAFT)
    assert told == [False]
    put(encrypted_store, replace(DRAFT, text="Mere."), MESSAGE)
    assert told == [False, True]


def test_a_refused_seal_that_is_let_go_is_fetched_at_once(encrypted_store, told):
    put(encrypted_store, replace(DRAFT, state=NoteState.FINAL))
    with encrypted_store.sync() as tx:
        tx.apply("case:c", [], 4)
        (sealed,) = tx.pending(1)
        tx.settle(sealed.id, "quarantined", 0, "forbidden")
        tx.apply("case:c", [Incoming("note", DRAFT.id, 1, to_plain(DRAFT))], 5)
        refused = next(item.id for item in tx.kept() if item.why == "quarantined")
    told.clear()
    with encrypted_store.write() as tx:
        tx.settle_kept(refused)
    assert told == [True]


def test_what_changes_nothing_or_is_given_up_is_not_told(encrypted_store, told):
    put(encrypted_store, DRAFT)
    told.clear()
    put(encrypted_store, DRAFT)
    with pytest.raises(UserError), encrypted_store.write() as tx:
        tx.put(MESSAGE)
        raise UserError("store.no_such_record")
    assert told == []
