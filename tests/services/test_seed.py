"""The synthetic caseload: what it promises of people, notes and colleagues."""

import random
from collections import Counter
from datetime import date

import pytest

from jobassist.records import Case, CaseAssignment, Note, NoteState, User
from jobassist.services import synthetic
from jobassist.services.seed import seed
from jobassist.services.templates import blanks
from tests.fakes.session import METTE, fake_session
from tests.fakes.store import FakeStore

TODAY = date(2026, 11, 20)


@pytest.fixture
def alone():
    """The session of a store that knows nobody but its owner."""
    session = fake_session()
    session.store = FakeStore(METTE)
    return session


def test_every_case_has_its_notes_sealed_in_one_chain(alone):
    made = seed(alone, cases=60, notes=3, seed=1)
    assert (made.cases, made.notes) == (60, 180)
    with alone.store.read() as tx:
        notes = tx.find(Note)
        assert len(tx.find(Case)) == 60
        assert Counter(Counter(note.case_id for note in notes).values()) == {3: 60}
    assert {note.state for note in notes} == {NoteState.FINAL}
    hashes = {note.hash for note in notes}
    assert {note.previous_hash for note in notes} - hashes == {None}
    assert not [note for note in notes if blanks(note.text) or "{" in note.text]
    assert all(note.occurred_at.weekday() < 5 for note in notes)


def test_invented_colleagues_are_shown_and_never_sent(alone):
    seed(alone, cases=40, notes=0, seed=1)
    with alone.store.sync() as tx:
        sizes = Counter(Counter(a.case_id for a in tx.find(CaseAssignment)).values())
        sent = tx.pending(10_000)
        users = {user.id for user in tx.find(User)}
        assert {a.user_id for a in tx.find(CaseAssignment)} <= users
    assert set(sizes) <= {2, 3, 4, 5, 6}
    assert "user" not in {op.kind for op in sent}
    assert {op.fields["user_id"] for op in sent if op.kind == "case_assignment"} == {METTE.id}


def test_a_second_caseload_continues_the_numbers(alone):
    seed(alone, cases=2, notes=0, seed=1)
    seed(alone, cases=2, notes=0, seed=1)
    with alone.store.read() as tx:
        numbers = [case.number for case in tx.find(Case)]
    assert sorted(numbers) == [f"2026-{n:05d}" for n in (1, 2, 3, 4)]


def test_cpr_is_a_replacement_number_with_a_real_birth_date():
    rng = random.Random(4)
    for _ in range(500):
        cpr = synthetic.cpr(rng, TODAY)
        assert len(cpr) == 10
        century = 1900 if cpr[6] in "0123" else 2000
        born = date(century + int(cpr[4:6]), int(cpr[2:4]), int(cpr[:2]) - 60)
        assert 18 <= (TODAY - born).days / 365.25 <= 65


def test_cvr_has_prefix_99_and_its_check_digit():
    rng = random.Random(4)
    for _ in range(500):
        digits = [int(d) for d in synthetic.cvr(rng)]
        assert digits[:2] == [9, 9]
        assert sum(w * d for w, d in zip((2, 7, 6, 5, 4, 3, 2, 1), digits, strict=True)) % 11 == 0
