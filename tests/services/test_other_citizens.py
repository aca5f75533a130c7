"""A note that names somebody else stops before it is final."""

import pytest

from jobassist.errors import UserError
from jobassist.records import Citizen, Note
from jobassist.services.notes import finalise, new_draft
from jobassist.services.other_citizens import others_mentioned
from tests.fakes.session import CASE, CITIZEN, fake_session

OTHER = Citizen(id="b-2", cpr="6202915679", given_name="Else Marie", family_name="Krogh")


@pytest.fixture
def session():
    return fake_session(OTHER)


def words(session, text):
    note = new_draft(session, CASE.id, text)
    with session.store.read() as tx:
        return [text[one.start : one.end] for one in others_mentioned(tx, note)]


@pytest.mark.parametrize(
    "text, found",
    [
        ("Else Marie Krogh ringede.", ["Else Marie Krogh"]),
        ("Else Marie Kroghs læge.", ["Else Marie Kroghs"]),
        ("ELSE MARIE KROGH", ["ELSE MARIE KROGH"]),
        ("Cpr 620291-5679", ["620291-5679"]),
        ("Cpr 6202915679.", ["6202915679"]),
        (f"Cpr {CITIZEN.cpr[:6]}-{CITIZEN.cpr[6:]}", []),
        (f"{CITIZEN.name} mødte.", []),
        ("Mette Holm ringede.", []),
        ("Krogh ringede.", []),
        ("Else\n\nMarie Krogh", []),
        ("Telefon 98 45 00 00 og sag 2026-00004", []),
        ("Konto 62029156790", []),
        ("Et barn med cpr 010120-1234", []),
    ],
)
def test_what_counts_as_somebody_else(session, text, found):
    assert words(session, text) == found


def test_a_note_with_anothers_name_is_final_only_when_it_is_meant(session):
    note = new_draft(session, CASE.id, "Else Marie Krogh var med.")
    with pytest.raises(UserError) as stopped:
        finalise(session, note.id)
    assert (stopped.value.code, stopped.value.params) == ("note.other_citizen", {"count": 1})
    with session.store.read() as tx:
        assert tx.get(Note, note.id).hash is None
    assert finalise(session, note.id, despite_others=True).hash
