"""Writing a standard text: what one sees of the library, saving, and what was not saved yet.

A text being written is told column by column, as `phrase_row.told` does: nothing is refused while
it is not finished.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from jobassist.errors import UserError
from jobassist.ids import new_id
from jobassist.ports.store import Reader
from jobassist.records import Phrase, PhraseState, PhraseText, PrivatePhrase, User
from jobassist.services import phrase_row
from jobassist.services.phrase_file import upsert
from jobassist.services.phrase_library import add_text, approve, change_text, is_librarian
from jobassist.services.phrase_shipped import offers_shipped, shared_texts, shipped_rows
from jobassist.session import Session

Told = Mapping[str, str]
"""A text by the columns of `phrase_row.COLUMNS`; `noegle` is empty while it is new."""

_UNSAVED = "phrases.unsaved"
_PREFIXES = {"Journalnotat": "jn", "Brev": "br", "Min Plan": "pl", "Blanketbemærkning": "fb"}
_OTHER, _OWN = "st", "egen"
_LETTERS = {"æ": "ae", "ø": "oe", "å": "aa", "é": "e"}
_LONGEST_NAME = 40
_NEW = "ny"  # stands in for the key that a new text has not got


@dataclass(frozen=True, slots=True)
class Library:
    """What the user may look at, by title, expired texts too; `authors` are names by user id."""

    texts: tuple[PhraseText, ...]
    is_librarian: bool
    authors: dict[str, str]


def read_library(session: Session) -> Library:
    """The library as the user sees it: another's draft is the librarian's to see alone."""
    with session.store.read() as tx:
        decides = is_librarian(session, tx)
        shared = [text for text in shared_texts(tx) if decides or _is_seen(session, text)]
        mine = tx.find(PrivatePhrase, owner_id=session.user.id, discarded=False)
        authors = {user.id: user.name for user in tx.find(User)}
    known = sorted((*shared, *mine), key=lambda text: text.title.lower())
    return Library(tuple(known), decides, authors)


def save_text(session: Session, told: Told) -> PhraseText:
    """Save the text under its key, or as a new one; `ejer` says private or shared.

    A private text that is shared, or a shared one that is made private, becomes a new text beside
    the old one. A shared text is approved at once when a librarian saves it, else it waits.
    Raises: UserError `phrase.not_ready`, PolicyDenied `phrase.librarian_only`.
    """
    try:
        row = checked(told)
    except UserError:
        raise UserError("phrase.not_ready") from None
    kind = PrivatePhrase if row.is_private else Phrase
    said = {name: value for name, value in row.fields.items() if name not in ("key", "version")}
    if not row.is_private:
        _keep_shipped(session)
    with session.store.write() as tx:
        found = tx.find(kind, key=told["noegle"]) if told["noegle"] else []
        if not found:
            key = _free_key(tx, said["title"], said["category"], is_private=row.is_private)
            add_text(session, tx, {"key": key, **said}, is_private=row.is_private)
            return tx.find(kind, key=key)[0]
        old: PhraseText = found[0]
        changed = {name for name, value in said.items() if getattr(old, name) != value}
        if changed - {"state"}:
            return change_text(session, tx, old, said)
        if not changed or not is_librarian(session, tx):
            return old
    return approve(session, old.key)


def _keep_shipped(session: Session) -> None:
    """Whoever writes a shared text goes on from those they saw: keep them first."""
    with session.store.read() as tx:
        offered = offers_shipped(tx)
    if offered:
        upsert(session, shipped_rows())


def checked(told: Told) -> phrase_row.Row:
    """The text as it would be saved. Raises: UserError `phrase.file_row`, `phrase.file_template`.

    `phrase.file_row` has the `column` at fault; `phrase.file_template` has `row` and `column`.
    """
    return phrase_row.row(
        1, {**told, "noegle": told["noegle"] or _NEW, "status": "godkendt", "version": ""}
    )


def keep_unsaved(session: Session, unsaved: Mapping[str, Told]) -> None:
    """Keep what is being written, by key ("" is a new text), in the store of this device."""
    with session.store.write() as tx:
        tx.set_setting(_UNSAVED, json.dumps(unsaved, ensure_ascii=False, sort_keys=True))


def read_unsaved(session: Session) -> dict[str, dict[str, str]]:
    """What `keep_unsaved` kept."""
    with session.store.read() as tx:
        kept: dict[str, dict[str, str]] = json.loads(tx.setting(_UNSAVED) or "{}")
    return kept


def _is_seen(session: Session, text: Phrase) -> bool:
    if text.state is PhraseState.DRAFT:
        return text.author_id == session.user.id
    return text.unit in ("", session.user.org_unit)


def _free_key(tx: Reader, title: str, category: str, *, is_private: bool) -> str:
    """A key for good. A private text's tells nothing: its title may be personal."""
    if is_private:
        return f"{_OWN}-{new_id()[-12:]}"
    plain = "".join(_LETTERS.get(letter, letter) for letter in title.lower())
    name = "-".join(re.findall(r"[a-z0-9]+", plain))[:_LONGEST_NAME].strip("-") or _NEW
    first = key = f"{_PREFIXES.get(category, _OTHER)}-{name}"
    count = 1
    while tx.find(Phrase, key=key):
        count += 1
        key = f"{first}-{count}"
    return key
