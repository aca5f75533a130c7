"""Numbered steps from an empty file to today's schema; a step never changes once released.

Each stands alone: it names tables and columns as they were then and never reads `storage.schema`.
"""

from typing import TYPE_CHECKING, Any

from storage.engine import clear_faults
from storage.migrations import (
    m0001_first,
    m0002_keeping,
    m0003_texts,
    m0004_index,
    m0005_closing,
    m0006_forms,
    m0007_companies,
    m0008_letters,
    m0009_terms,
    m0010_sync,
    m0011_day,
    m0012_house_files,
    m0013_incoming,
    m0014_decided,
    m0015_trash,
    m0016_kept,
    m0017_doubts,
    m0018_handled,
    m0019_told,
)

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

STEPS = (
    ("0001_first", m0001_first.apply),
    ("0002_keeping", m0002_keeping.apply),
    ("0003_texts", m0003_texts.apply),
    ("0004_index", m0004_index.apply),
    ("0005_closing", m0005_closing.apply),
    ("0006_forms", m0006_forms.apply),
    ("0007_companies", m0007_companies.apply),
    ("0008_letters", m0008_letters.apply),
    ("0009_terms", m0009_terms.apply),
    ("0010_sync", m0010_sync.apply),
    ("0011_day", m0011_day.apply),
    ("0012_house_files", m0012_house_files.apply),
    ("0013_incoming", m0013_incoming.apply),
    ("0014_decided", m0014_decided.apply),
    ("0015_trash", m0015_trash.apply),
    ("0016_kept", m0016_kept.apply),
    ("0017_doubts", m0017_doubts.apply),
    ("0018_handled", m0018_handled.apply),
    ("0019_told", m0019_told.apply),
)
"""Every step in order; the latest is what `storage.schema` describes."""


def migrate(connection: Any, *, stop_before: str | None = None) -> int:
    """Bring the database of the driver's `connection` up to date; returns how many steps it took.

    A step is one transaction: a crash leaves the schema before it or after it.
    """
    db, steps = _database(connection), _steps()
    with clear_faults():
        before = len(steps.applied(db))
        steps.apply(db, stop_before=stop_before)
        return len(steps.applied(db)) - before


def pending(connection: Any) -> bool:
    """Whether the database lacks a step."""
    return bool(_steps().pending(_database(connection)))


def is_newer(connection: Any) -> bool:
    """Whether the database has taken steps that this program does not know."""
    known = {name for name, _ in STEPS}
    return any(step.name not in known for step in _steps().applied(_database(connection)))


def _database(connection: Any) -> "Database":
    # Imported late: `storage.engine` must have registered the driver's exceptions first.
    from sqlite_utils import Database

    return Database(connection, recursive_triggers=False, execute_plugins=False)


def _steps() -> "Migrations":
    from sqlite_utils import Migrations

    steps = Migrations("store")
    for name, step in STEPS:
        steps(name=name)(step)
    return steps
