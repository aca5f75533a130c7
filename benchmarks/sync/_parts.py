"""A central with cases, and a laptop that has not seen them, for the figures of sync."""

import random
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from benchmarks.sync.simulation.laptops import Laptop, Trouble
from central import admin, records
from central.database import Database, default_url
from central.feed import publish
from jobassist.ids import new_id
from jobassist.records import KINDS, Case, Citizen, Note, NoteState, Record, kind_of
from jobassist.records.plain import to_plain
from storage.engine import open_engine
from storage.migrations import migrate
from storage.store import EncryptedStore

__all__ = ["Laptop", "Trouble"]
_AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
_WORDS = [
    "borgeren",
    "ønsker",
    "virksomhedspraktik",
    "på",
    "et",
    "værksted",
    "og",
    "møder",
    "til",
    "samtalen",
    "som",
    "aftalt",
    "vi",
    "talte",
    "om",
    "helbred",
    "økonomi",
    "transport",
    "børn",
    "sprog",
    "uddannelse",
    "erfaring",
    "lager",
    "butik",
    "køkken",
    "rengøring",
    "kørekort",
    "mentor",
    "løntilskud",
    "fleksjob",
    "timer",
    "uge",
    "mandag",
    "tirsdag",
    "onsdag",
    "torsdag",
    "fredag",
    "ringer",
    "skriver",
    "sender",
    "arbejdsgiver",
    "konsulent",
    "læge",
    "kommune",
    "plan",
    "mål",
    "næste",
    "skridt",
    "ansøgning",
    "kursus",
    "opfølgning",
    "august",
]
_LONG = 80  # words of a note


@dataclass(frozen=True, slots=True)
class Filled:
    """A central with cases, and a code for a device of their coordinator's."""

    url: str
    code: str
    rows: int


def rows_of(case: int, rows: int, coordinator: str) -> list[Record]:
    """A citizen, a case, and final-looking notes up to so many rows."""
    cpr = f"710190{case:04}"  # each their own: the central joins who has the same
    citizen = Citizen(id=new_id(), cpr=cpr, given_name="Borger", family_name=str(case))
    its = Case(
        id=new_id(),
        number=f"S-{case}",
        citizen_id=citizen.id,
        coordinator_id=coordinator,
        opened_on=date(2026, 9, 1),
    )
    note = Note(
        id="",
        case_id=its.id,
        author_id=coordinator,
        created_at=_AT,
        occurred_at=_AT,
        state=NoteState.FINAL,
        finalised_at=_AT,
        hash="0" * 64,
    )
    chance = random.Random(case)
    texts = (" ".join(chance.choices(_WORDS, k=_LONG)) for _ in range(rows - 2))
    return [citizen, its, *(replace(note, id=new_id(), text=text) for text in texts)]


def fill(folder: Path, cases: int, rows: int) -> Filled:
    """Put so many cases and rows into an embedded central, as if they had always been there."""
    url = default_url(folder)
    user = admin.user_add(url, "Mette Holm")["user"]
    code = admin.enrolment_code(url, user)["code"]
    database, made = Database(url), 0
    try:
        for case in range(cases):
            with database.write() as tx:
                places: dict[str, set[str]] = {}
                for record in rows_of(case, rows // cases, user):
                    made += 1
                    places |= _insert(tx, record, user)
                publish(tx, places)
    finally:
        database.close()
    return Filled(url, code, made)


def _insert(tx: sa.Connection, record: Record, user: str) -> dict[str, set[str]]:
    kind = kind_of(record)
    body: dict[str, Any] = dict(to_plain(record))
    return records.insert(tx, KINDS[kind.name], record.id, body, user_id=user, device_id="")[1]


@contextmanager
def encrypted_store() -> Iterator[EncryptedStore]:
    """An empty encrypted store."""
    with tempfile.TemporaryDirectory(prefix="jobassist-bench-") as folder:
        engine = open_engine(Path(folder) / "store.db", secrets.token_bytes(32), create=True)
        connection = engine.raw_connection()
        migrate(connection.driver_connection)
        connection.close()
        store = EncryptedStore(engine, claim=lambda: None)
        try:
            yield store
        finally:
            store.close()
