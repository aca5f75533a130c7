"""Erasing: no page of any file holds what was erased, and nothing brings it back."""

import secrets
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlalchemy import text

from jobassist.errors import UserError
from jobassist.ports.store import Store
from jobassist.ports.stored import Incoming
from jobassist.records import Case, CaseAssignment, Citizen, Note
from jobassist.records.plain import to_plain
from jobassist.services.seal import seal
from storage import erasure, migrations, seals
from storage.device import load_device, make_device
from storage.engine import integrity_problems, open_engine
from storage.store import EncryptedStore
from tests.fakes.clock import FakeClock
from tests.storage.samples import CASE_1, CASE_2, CASELOAD, DRAFT, LISE, MOMENT, OLE, record_id

CANARY = "Kanariefugl"
_PAGE, _SALT, _RESERVED = 4096, 16, 80
TOUCHED = replace(
    DRAFT,
    text=f"{CANARY} i teksten. " * 400,
    title=f"{CANARY} i titlen",
    participants=f"{CANARY} deltog",
    phrases=("jn-kanariefugl@1",),
)
OTHER = replace(DRAFT, id=record_id(49), case_id=CASE_2.id, text="Et andet menneskes notat.")


def seed(store: Store) -> None:
    """The caseload, all of Lise's marked."""
    marked = replace(LISE, family_name=CANARY, address=f"{CANARY}vej 1")
    with store.write() as tx:
        for record in (*CASELOAD, marked, replace(CASE_1, title=CANARY), TOUCHED, OTHER):
            tx.put(record)


class Opened:
    """A database with its key, and two sealed notes in it."""

    def __init__(self, folder: Path) -> None:
        self.file, self.key = folder / "store-1.db", secrets.token_bytes(32)
        self.engine = open_engine(self.file, self.key, create=True)
        connection = self.engine.raw_connection()
        migrations.migrate(connection.driver_connection)
        connection.close()
        with self.engine.begin() as tables:
            make_device(tables)
        with self.engine.connect() as tables:
            self.device = load_device(tables)
        self.store = EncryptedStore(self.engine, claim=lambda: None, clock=FakeClock())
        seed(self.store)
        first = seal(replace(TOUCHED, id=record_id(44), finalised_at=MOMENT), None, self.device)
        second = seal(
            replace(OTHER, id=record_id(45), finalised_at=MOMENT), first.hash, self.device
        )
        third = seal(
            replace(TOUCHED, id=record_id(46), finalised_at=MOMENT), second.hash, self.device
        )
        with self.store.write() as tx:
            for note in (first, second, third):
                tx.put(note)

    def plain_pages(self) -> bytes:
        """Every page of the file as it is under the encryption, free ones too.

        SQLCipher 4: AES-256-CBC, at each page's end 16 bytes of IV and 64 of HMAC; the first
        page begins with the salt.
        """
        content = self.file.read_bytes()
        pages = [content[at : at + _PAGE] for at in range(0, len(content), _PAGE)]
        return b"".join(
            self._decrypted(page[_SALT if number == 0 else 0 :])
            for number, page in enumerate(pages)
        )

    def _decrypted(self, page: bytes) -> bytes:
        sealed, iv = page[:-_RESERVED], page[-_RESERVED:][:16]
        cipher = Cipher(algorithms.AES256(self.key), modes.CBC(iv)).decryptor()
        return cipher.update(sealed) + cipher.finalize()


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """A store on a real file."""
    made = Opened(tmp_path)
    yield made
    made.engine.dispose()


def traces(content: bytes) -> list[str]:
    """Each way in which the canary could stand there."""
    forms = {
        "as written": CANARY.encode(),
        "lower case": CANARY.lower().encode(),
        "as a term of the index": CANARY.lower().encode()[2:],
        "UTF-16": CANARY.encode("utf-16-le"),
        "CPR": LISE.cpr.encode(),
    }
    return [name for name, form in forms.items() if form in content]


def test_no_page_holds_what_was_erased(opened: Opened):
    assert opened.store.settle()
    assert "as written" in traces(opened.plain_pages())
    with opened.store.write() as tx:
        erased = tx.erase(Citizen, LISE.id)
    assert erased.records == 6  # citizen, case, assignment, draft, two sealed
    assert set(erased.note_ids) == {DRAFT.id, record_id(44), record_id(46)}
    assert opened.store.settle()
    assert traces(opened.plain_pages()) == []
    wal = opened.file.with_name(opened.file.name + "-wal")
    assert not wal.exists() or wal.stat().st_size == 0
    opened.engine.dispose()
    assert integrity_problems(opened.file, opened.key) == []


def broken(opened: Opened) -> list[str]:
    """Notes whose seal does not hold."""
    with opened.engine.connect() as tables:
        return list(seals.broken(tables, opened.device))


def test_tombstones_keep_hash_signature_and_chain(opened: Opened):
    with opened.store.read() as tx:
        before = tx.get(Note, record_id(44))
    with opened.store.write() as tx:
        tx.erase(Citizen, LISE.id)
    with opened.store.read() as tx:
        after = tx.get(Note, record_id(44))
        assert tx.search_notes(CANARY) == []
    assert (after.hash, after.signature, after.previous_hash) == (
        before.hash,
        before.signature,
        before.previous_hash,
    )
    assert (after.text, after.title, after.participants, after.sealed) == ("", "", "", None)
    assert broken(opened) == []


def test_a_tombstone_that_nobody_ordered_is_a_broken_seal(opened: Opened):
    with opened.engine.begin() as tables:
        tables.execute(text("DROP TRIGGER note_sealed"))
        tables.execute(text("UPDATE note SET sealed = NULL, text = '' WHERE state = 'final'"))
    assert set(broken(opened)) == {record_id(44), record_id(45), record_id(46)}


BURY = (
    "UPDATE note SET text = '', title = '', participants = '', phrases = '[]', channel = 'none', "
    "sealed = NULL{more} WHERE id = :id"
)


@pytest.mark.parametrize(
    ("listed", "more"),
    [
        (False, ""),
        (True, ", hash = 'x'"),
        (True, ", signature = NULL"),
        (True, ", state = 'draft'"),
    ],
)
def test_only_erasure_may_touch_a_sealed_note(opened: Opened, listed: bool, more: str):
    note = {"id": record_id(44)}
    with opened.engine.begin() as tables:
        if listed:
            tables.execute(text("INSERT INTO erased VALUES ('note', :id, 'now')"), note)
    with pytest.raises(Exception, match=r"record\.sealed"), opened.engine.begin() as tables:
        tables.execute(text(BURY.format(more=more)), note)
    with opened.engine.begin() as tables:
        tables.execute(text("INSERT OR IGNORE INTO erased VALUES ('note', :id, 'now')"), note)
        tables.execute(text(BURY.format(more="")), note)
    with pytest.raises(Exception, match=r"record\.sealed"), opened.engine.begin() as tables:
        tables.execute(text("UPDATE note SET text = 'opstanden' WHERE id = :id"), note)


def test_an_older_copy_is_erased_by_the_replayed_list(opened: Opened, tmp_path: Path):
    """As a restored snapshot is: it knows nothing of the erasure, and has what came after it."""
    (tmp_path / "older").mkdir()
    other = Opened(tmp_path / "older")
    late = replace(DRAFT, id=record_id(48), text=f"{CANARY} kom senere")
    with other.store.write() as tx:
        tx.put(late)
    with opened.store.write() as tx:
        tx.erase(Citizen, LISE.id)
    with opened.engine.connect() as tables:
        erased = erasure.listed(tables)
    with other.engine.begin() as tables:
        again = erasure.replay(tables, erased)
        assert again.records == 7
        assert late.id in again.note_ids
        assert erasure.replay(tables, erased).records == 0
    other.store.settle()
    assert traces(other.plain_pages()) == []
    assert broken(other) == []
    with other.store.read() as tx:
        assert tx.get(Note, OTHER.id) == OTHER
    other.engine.dispose()


@pytest.fixture(params=["fake", "encrypted"])
def store(request: pytest.FixtureRequest, encrypted_store: EncryptedStore) -> Store:
    """The fake and the real one."""
    from tests.fakes.store import FakeStore

    made = FakeStore() if request.param == "fake" else encrypted_store
    seed(made)
    return made


def test_erasing_a_citizen_takes_everything_of_theirs_and_nothing_else(store: Store):
    with store.write() as tx:
        erased = tx.erase(Citizen, LISE.id)
        assert erased.note_ids == (DRAFT.id,)
        assert erased.records == 4
        assert tx.erase(Citizen, LISE.id).records == 0
    with store.read() as tx:
        for cls in (CaseAssignment, Note, Case, Citizen):
            assert all(LISE.id not in str(record) for record in tx.find(cls))
        assert tx.get(Citizen, OLE.id) == OLE
        assert tx.get(Note, OTHER.id) == OTHER
        assert tx.find(CaseAssignment) == []
    with store.sync() as tx:
        mine = {LISE.id, CASE_1.id, DRAFT.id}
        assert mine.isdisjoint(op.record_id for op in tx.pending(1_000))


def test_erasing_a_case_leaves_its_citizen(store: Store):
    with store.write() as tx:
        assert tx.erase(Case, CASE_1.id).note_ids == (DRAFT.id,)
    with store.read() as tx:
        tx.get(Citizen, LISE.id)
        with pytest.raises(UserError, match=r"store\.no_such_record"):
            tx.get(Case, CASE_1.id)


def test_sync_does_not_bring_back_what_was_erased(store: Store):
    with store.write() as tx:
        tx.erase(Citizen, LISE.id)
    with store.sync() as tx:
        tx.apply("case:x", [Incoming("citizen", LISE.id, 7, to_plain(LISE))], 1)
    with store.read() as tx:
        assert tx.find(Citizen, id=LISE.id) == []
