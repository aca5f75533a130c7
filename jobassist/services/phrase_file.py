"""Files of standard texts: read as a whole or refused, and put into the store or not at all."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import Any

from jobassist.errors import EnvironmentFault, UserError
from jobassist.records import Phrase, PhraseText, PrivatePhrase
from jobassist.services import phrase_csv, phrase_json, phrase_word
from jobassist.services.exporting import may_save
from jobassist.services.phrase_library import add_text, change_text
from jobassist.services.phrase_row import Row, told, unlike
from jobassist.services.phrase_shipped import shared_texts
from jobassist.session import Session

Counts = dict[str, int]
FORMATS: dict[str, Callable[[Iterable[dict[str, str]]], bytes]] = {
    "csv": phrase_csv.write,
    "json": phrase_json.write,
    "docx": phrase_word.write,
}
"""What a file of texts may be, by the end of its name."""

_LARGEST_FILE = 20_000_000
_ZIP, _BRACES = b"PK\x03\x04", (b"{", b"[")


def read_rows(content: bytes) -> list[Row]:
    """The texts of a file of any format. Raises: UserError `phrase.file_…` with the place."""
    if len(content) > _LARGEST_FILE:
        raise UserError("phrase.file_too_large")
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise UserError("phrase.file_unreadable")
    if start.startswith(_ZIP):
        return unlike(phrase_word.read(content))
    if start.startswith(_BRACES):
        return unlike(phrase_json.read(content))
    return unlike(phrase_csv.read(content))


def write_file(session: Session, format: str, *, with_private: bool = False) -> bytes:
    """Every shared text, and if asked for the user's private ones, as `csv`, `json` or `docx`."""
    by_key = attrgetter("key")
    with session.store.read() as tx:
        known: list[PhraseText] = sorted(shared_texts(tx), key=by_key)
        if with_private:
            known += tx.find(PrivatePhrase, order="key", owner_id=session.user.id, discarded=False)
    return FORMATS[format](told(phrase) for phrase in known)


def export_file(session: Session, file: Path, *, with_private: bool = False) -> int:
    """Write the texts to a file whose ending is one of `FORMATS`; returns the bytes written.

    Raises: PolicyDenied `export.not_there`, EnvironmentFault `cli.unwritable_file`.
    """
    may_save(session.settings, file)
    format = file.suffix.lower().removeprefix(".")
    content = write_file(session, format, with_private=with_private)
    try:
        file.write_bytes(content)
    except OSError:
        raise EnvironmentFault("cli.unwritable_file") from None
    return len(content)


def upsert(session: Session, rows: list[Row]) -> Counts:
    """Put the texts into the store by key, in one transaction. A changed text gets a version.

    Raises: PolicyDenied `phrase.librarian_only`, UserError `phrase.key_taken`.
    """
    counts = {"imported": len(rows), "added": 0, "changed": 0, "unchanged": 0}
    with session.store.write() as tx:
        known: dict[str, PhraseText] = {p.key: p for p in tx.find(PrivatePhrase)}
        known |= {p.key: p for p in tx.find(Phrase)}
        for row in rows:
            old = known.get(row.fields["key"])
            if old is None:
                add_text(session, tx, row.fields, is_private=row.is_private)
                counts["added"] += 1
                continue
            if isinstance(old, PrivatePhrase) != row.is_private:
                raise UserError("phrase.key_taken", key=old.key)
            changes = _changes(old, row.fields)
            if changes:
                change_text(session, tx, old, changes)
            counts["changed" if changes else "unchanged"] += 1
    return counts


def _changes(old: PhraseText, fields: dict[str, Any]) -> dict[str, Any]:
    """What a file says otherwise; the version is the store's own count."""
    said = {name: value for name, value in fields.items() if name not in ("key", "version")}
    return said if replace(old, **said) != old else {}
