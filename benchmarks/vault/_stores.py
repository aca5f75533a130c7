"""A small store to be killed, damaged and looked through."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import text

from jobassist.records import Case, Citizen, Note
from storage import opening
from storage.data_folder import DataFolder
from storage.engine import clear_faults
from storage.opened import OpenedStore
from storage.opening import find_header
from storage.schema import metadata
from storage.vault.keys import Kdf

QUICK = Kdf(passes=1, memory=8, lanes=1)
PASSPHRASE = "en lang adgangssætning"
MOMENT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
_WORDS = ["praktik", "samtale", "læge", "forløb", "rådgivning", "ærlig", "ønske", "åben", "mål"]
_NOT_COMPARED = {"access_log", "access_anchor", "setting"}  # reading adds to them


def record_id(number: int) -> str:
    """A well-formed id."""
    return f"01920000-0000-7000-8000-{number:012d}"


CITIZEN = Citizen(id=record_id(1), cpr="6101802233", given_name="Lise", family_name="Ærøskøbing")
CASE = Case(
    id=record_id(2),
    number="2026-000021",
    citizen_id=CITIZEN.id,
    coordinator_id=record_id(3),
    opened_on=date(2026, 9, 1),
)
NOTE = Note(
    id=record_id(4),
    case_id=CASE.id,
    author_id=record_id(3),
    created_at=MOMENT,
    occurred_at=MOMENT,
    text="udgave 0",
)


def make(folder: Path, notes: int) -> None:
    """A closed store of `notes` notes in `folder`."""
    opened, _ = opening.create(folder, PASSPHRASE, "Anne", kdf=QUICK)
    with opened.store.write() as tx:
        for record in (CITIZEN, CASE, NOTE):
            tx.put(record)
        for number in range(notes):
            tx.put(replace(NOTE, id=record_id(100 + number), text=body(number)))
    opened.close()


def body(number: int) -> str:
    """A note's text."""
    return " ".join(_WORDS[(number * k + k) % len(_WORDS)] for k in range(1, 60))


def write(opened: OpenedStore, version: int) -> None:
    """The next version of the note, acknowledged when this returns."""
    with opened.store.write() as tx:
        tx.put(replace(NOTE, text=f"udgave {version}"))


def version(opened: OpenedStore) -> int:
    """The version that stands."""
    with opened.store.read() as tx:
        return int(tx.get(Note, NOTE.id).text.split()[1])


def content(opened: OpenedStore) -> str:
    """A digest of everything in the tables, and of what a search finds."""
    digest = hashlib.sha256()
    with clear_faults(), opened.engine.connect() as connection:
        for name in sorted(set(metadata.tables) - _NOT_COMPARED):
            for row in connection.execute(text(f'SELECT * FROM "{name}" ORDER BY 1, 2')):
                digest.update(repr(tuple(row)).encode())
        for word in _WORDS:
            found = text("SELECT rowid FROM note_fts WHERE note_fts MATCH :word ORDER BY rowid")
            digest.update(repr(connection.execute(found, {"word": word}).all()).encode())
    return digest.hexdigest()


def unlock(folder: Path) -> OpenedStore:
    """Open it with the passphrase."""
    return opening.unlock(folder, PASSPHRASE)


def data_key(folder: Path) -> bytes:
    """What the passphrase unwraps."""
    _, key = find_header(DataFolder(folder), lambda h: h.open_with_passphrase(PASSPHRASE))
    return key
