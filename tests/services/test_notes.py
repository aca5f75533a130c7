"""Drafts, finalising, addenda."""

import base64
import json

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from jobassist.errors import PolicyDenied, UserError
from jobassist.records import NoteState
from jobassist.services import notes
from jobassist.services.seal import chain_hash
from tests.fakes.session import CASE, JONAS, fake_session


def test_a_draft_belongs_to_its_author_and_can_be_changed():
    session = fake_session()
    draft = notes.new_draft(session, CASE.id, "Borgeren ringer.")
    notes.save_draft(session, draft.id, text="Borgeren ringer og spørger.")
    assert notes.show(session, draft.id).text == "Borgeren ringer og spørger."
    session.user = JONAS
    with pytest.raises(PolicyDenied, match=r"note\.not_author"):
        notes.save_draft(session, draft.id, text="Overtaget.")
    with pytest.raises(PolicyDenied, match=r"note\.not_author"):
        notes.finalise(session, draft.id)


def test_a_note_in_an_unknown_case_is_refused_and_leaves_no_trace():
    session = fake_session()
    with pytest.raises(UserError, match=r"store\.no_such_record"):
        notes.new_draft(session, "c-unknown", "Hej")
    with session.store.read() as tx:
        assert tx.sync_counts().unsent == 0


def test_a_final_note_is_locked_sealed_and_signed():
    session = fake_session()
    draft = notes.new_draft(session, CASE.id, "Det aftales, at borgeren starter mandag.")
    final = notes.finalise(session, draft.id)
    assert final.state is NoteState.FINAL
    assert json.loads(final.sealed)["text"] == draft.text
    assert final.hash == chain_hash(None, final.sealed)
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(session.device.public_key))
    key.verify(base64.b64decode(final.signature), final.hash.encode())
    with pytest.raises(InvalidSignature):
        key.verify(base64.b64decode(final.signature), final.hash[::-1].encode())
    with pytest.raises(UserError, match=r"record\.sealed"):
        notes.save_draft(session, draft.id, text="Noget andet.")
    with pytest.raises(UserError, match=r"record\.sealed"):
        notes.finalise(session, draft.id)


def test_final_notes_form_a_chain():
    session = fake_session()
    first = notes.finalise(session, notes.new_draft(session, CASE.id, "Først.").id)
    second = notes.finalise(session, notes.new_draft(session, CASE.id, "Så.").id)
    assert first.previous_hash is None
    assert second.previous_hash == first.hash
    assert second.hash == chain_hash(first.hash, second.sealed)


@pytest.mark.parametrize("text", ["", "   \n"])
def test_an_empty_note_cannot_be_finalised(text: str):
    session = fake_session()
    draft = notes.new_draft(session, CASE.id, text)
    with pytest.raises(UserError, match=r"note\.empty"):
        notes.finalise(session, draft.id)
    assert notes.show(session, draft.id).state is NoteState.DRAFT


def test_only_a_final_note_gets_an_addendum():
    session = fake_session()
    draft = notes.new_draft(session, CASE.id, "18 timer.")
    with pytest.raises(UserError, match=r"note\.not_final"):
        notes.add_addendum(session, draft.id, "8 timer.")
    notes.finalise(session, draft.id)
    addendum = notes.add_addendum(session, draft.id, "Det korrekte timetal er 8.")
    assert addendum.addendum_to == draft.id
    assert notes.show(session, draft.id).text == "18 timer."


def test_search_gives_the_notes_with_their_snippets():
    session = fake_session()
    notes.new_draft(session, CASE.id, "Praktik på lageret i Sæby.")
    notes.new_draft(session, CASE.id, "Samtale på Læsø.")
    (hit,) = notes.search(session, "sæby")
    assert hit.note.text.startswith("Praktik")
    assert "⟦Sæby⟧" in hit.snippet


def test_a_note_has_an_end():
    session = fake_session()
    longest = "æ" * notes.LONGEST_TEXT
    draft = notes.new_draft(session, CASE.id, longest)
    assert draft.text == longest
    with pytest.raises(UserError, match=r"note\.too_long"):
        notes.new_draft(session, CASE.id, longest + "æ")
    with pytest.raises(UserError, match=r"note\.too_long"):
        notes.save_draft(session, draft.id, text=longest + "æ")
    assert notes.show(session, draft.id).text == longest
    final = notes.finalise(session, draft.id)
    with pytest.raises(UserError, match=r"note\.too_long"):
        notes.add_addendum(session, final.id, longest + "æ")


def test_only_signs_newlines_and_tabs_come_into_a_note():
    session = fake_session()
    draft = notes.new_draft(session, CASE.id, "a\x00b\tc\nd\x1b[e\x7f\x85")
    assert draft.text == "ab\tc\nd[e"
    assert notes.save_draft(session, draft.id, text="en\x07\nto").text == "en\nto"
    final = notes.finalise(session, draft.id)
    assert notes.add_addendum(session, final.id, "\x00Rettet 😀.").text == "Rettet 😀."
