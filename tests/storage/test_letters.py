"""Letters in the store: sealed when queued, and erased down to a tombstone."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from jobassist.errors import UserError
from jobassist.ports.store import Store
from jobassist.records import Citizen, Letter, LetterState
from storage.store import EncryptedStore
from tests.fakes.store import FakeStore
from tests.storage.samples import CASE_1, CASELOAD, LISE, MOMENT, record_id

LETTER = Letter(
    id=record_id(70),
    case_id=CASE_1.id,
    author_id=CASE_1.coordinator_id,
    created_at=MOMENT,
    dated=MOMENT.date(),
    recipient=f"{LISE.name}\nHavnevej 1",
    subject="Indkaldelse",
    text="Kære Lise",
    state=LetterState.QUEUED,
    sealed="{}",
    hash="0" * 64,
    pdf_id="1" * 64,
)


@pytest.fixture(params=["fake", "encrypted"])
def store(request: pytest.FixtureRequest, encrypted_store: EncryptedStore) -> Store:
    """The fake and the real one, with a queued letter."""
    made = FakeStore() if request.param == "fake" else encrypted_store
    with made.write() as tx:
        for record in (*CASELOAD, LETTER):
            tx.put(record)
    return made


def test_a_queued_letter_does_not_change(store: Store):
    with pytest.raises(UserError, match=r"record\.sealed"), store.write() as tx:
        tx.put(replace(LETTER, text="Noget andet"))


@pytest.mark.parametrize("change", ["text = 'x'", "sealed = NULL, text = ''", "pdf_id = NULL"])
def test_not_even_past_the_program(encrypted_store: EncryptedStore, change: str):
    with encrypted_store.write() as tx:
        for record in (*CASELOAD, LETTER):
            tx.put(record)
    with (
        encrypted_store._engine.connect() as plain,
        pytest.raises(Exception, match=r"record\.sealed"),
    ):
        plain.execute(text(f"UPDATE letter SET {change}"))


def test_an_erased_letter_keeps_its_hash_and_nothing_it_said(store: Store):
    with store.write() as tx:
        tx.erase(Citizen, LISE.id)
    with store.read() as tx:
        left = tx.get(Letter, LETTER.id)
    assert (left.hash, left.pdf_id) == (LETTER.hash, LETTER.pdf_id)
    assert (left.recipient, left.subject, left.text, left.sealed) == ("", "", "", None)
