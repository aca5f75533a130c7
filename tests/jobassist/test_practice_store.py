"""The practice case in a real store: nothing is queued, every seal holds, and it goes whole."""

import keyring
import pytest

from jobassist.bootstrap import build
from jobassist.services.notes import finalise, new_draft
from jobassist.services.practice import begin_practice, end_practice
from jobassist.services.seed import seed
from jobassist.services.trash import Kind, empty, in_the_bin, throw_away
from storage.checkup import check
from storage.vault.keys import Kdf
from tests.fakes.keyring import FakeKeyring

PASSPHRASE = "fire små ord i kæde"


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A house with a new store; keys are derived quickly."""
    monkeypatch.setattr("storage.opening.calibrated", lambda: Kdf(1, 8, 1))
    before = keyring.get_keyring()
    keyring.set_keyring(FakeKeyring())
    made = build(tmp_path / "store")
    made.create(PASSPHRASE, "Mette Holm")
    yield made
    made.lock()
    keyring.set_keyring(before)


def sound(house) -> list:
    house.lock()
    return check(house.data_dir, PASSPHRASE)


def test_practice_leaves_the_store_sound_before_and_after(house):
    seed(house.session, cases=1, notes=1, seed=1)
    with house.session.store.read() as tx:
        before = tx.sync_counts().unsent
    case_id = begin_practice(house.session)
    finalise(house.session, new_draft(house.session, case_id, "Et øvenotat.").id)
    with house.session.store.read() as tx:
        assert tx.sync_counts().unsent == before
    assert sound(house) == []
    house.unlock(PASSPHRASE)
    end_practice(house.session)
    begin_practice(house.session)
    end_practice(house.session)
    assert sound(house) == []


def test_what_was_emptied_is_in_no_file_of_the_store(house):
    case_id = begin_practice(house.session)
    draft = new_draft(house.session, case_id, "Kanariefuglen synger om foråret")
    throw_away(house.session, Kind.NOTE, draft.id)
    assert len(in_the_bin(house.session)) == 1
    empty(house.session, Kind.NOTE, draft.id)
    with house.session.store.read() as tx:
        assert tx.search_notes("kanariefuglen") == []
    assert sound(house) == []
