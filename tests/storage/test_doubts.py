"""What is kept of a draft's doubts goes with the draft: the fake and the encrypted store."""

from dataclasses import replace

from jobassist.records import Citizen, NoteState
from tests.storage.samples import CASE_1, CASELOAD, DRAFT


def test_doubts_are_kept_beside_a_draft_and_replaced(store):
    with store.write() as tx:
        for record in CASELOAD:
            tx.put(record)
        tx.keep_doubts(DRAFT.id, "[1]")
        tx.keep_doubts(DRAFT.id, "[2]")
    with store.read() as tx:
        assert tx.doubts(DRAFT.id) == "[2]"
        assert tx.doubts("another") is None
    with store.write() as tx:
        tx.keep_doubts(DRAFT.id, None)
    with store.read() as tx:
        assert tx.doubts(DRAFT.id) is None


def test_doubts_go_when_the_note_is_final(store):
    with store.write() as tx:
        tx.put(DRAFT)
        tx.keep_doubts(DRAFT.id, "[1]")
    with store.write() as tx:
        tx.put(replace(DRAFT, state=NoteState.FINAL))
    with store.read() as tx:
        assert tx.doubts(DRAFT.id) is None


def test_doubts_go_when_the_citizen_is_erased(store):
    with store.write() as tx:
        for record in CASELOAD:
            tx.put(record)
        tx.keep_doubts(DRAFT.id, "[1]")
    with store.write() as tx:
        tx.erase(Citizen, CASE_1.citizen_id)
    with store.read() as tx:
        assert tx.doubts(DRAFT.id) is None
