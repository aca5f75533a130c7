"""What goes wrong with the disk is one clear fault, and nothing is lost."""

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event

from jobassist.errors import EnvironmentFault
from jobassist.records import Note
from storage.durable import write_durably
from storage.faults import clear_disk_faults, fault
from storage.store import EncryptedStore
from tests.storage.samples import CASELOAD, DRAFT


@pytest.fixture
def filled(encrypted_store: EncryptedStore) -> EncryptedStore:
    """The store with the small caseload."""
    with encrypted_store.write() as tx:
        for record in CASELOAD:
            tx.put(record)
    return encrypted_store


def limit(store: EncryptedStore, pragma: str) -> None:
    """Make every connection behave as on a bad disk."""

    def set_pragma(connection: object, *_: object) -> None:
        connection.execute(pragma)  # type: ignore[attr-defined]

    event.listen(store._engine, "checkout", set_pragma)


def test_a_full_disk_loses_nothing_that_was_saved(filled: EncryptedStore):
    limit(filled, "PRAGMA max_page_count = 1")
    with pytest.raises(EnvironmentFault) as caught, filled.write() as tx:
        tx.put(replace(DRAFT, text="æ" * 500_000))
    assert (caught.value.code, caught.value.retryable) == ("store.disk_full", True)
    with filled.read() as tx:
        assert tx.get(Note, DRAFT.id) == DRAFT


def test_a_disk_that_became_read_only_still_reads(filled: EncryptedStore):
    limit(filled, "PRAGMA query_only = ON")
    with pytest.raises(EnvironmentFault, match=r"store\.read_only"), filled.write() as tx:
        tx.put(replace(DRAFT, text="nyt"))
    with filled.read() as tx:
        assert tx.get(Note, DRAFT.id) == DRAFT


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "store.disk_full"),
        (errno.EROFS, "store.read_only"),
        (errno.EACCES, "store.read_only"),
        (errno.EIO, "store.disk_failed"),
    ],
)
def test_each_fault_of_a_file_has_its_code(number: int, code: str):
    with pytest.raises(EnvironmentFault) as caught, clear_disk_faults():
        raise OSError(number, os.strerror(number))
    assert caught.value.code == code


def test_an_error_of_ours_stays_one():
    assert fault(ValueError()) is None
    assert fault(None) is None


def test_a_service_that_fails_in_a_transaction_keeps_its_own_error(filled: EncryptedStore):
    with pytest.raises(OSError, match="own"), filled.write():
        raise OSError("own")


def test_a_file_that_could_not_be_written_is_as_it_was(tmp_path: Path):
    file = tmp_path / "header.json"
    write_durably(file, b"old")
    (tmp_path / "header.json.new").mkdir()  # in the way of the new content
    with pytest.raises(EnvironmentFault):
        write_durably(file, b"new")
    assert file.read_bytes() == b"old"
