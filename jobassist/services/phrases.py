"""Standard texts: which ones are offered, and a text unfolded for a case."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from jobassist.errors import UserError
from jobassist.ports.clock import danish_day
from jobassist.ports.store import Reader
from jobassist.records import Case, Phrase, PhraseState, PhraseText, PrivatePhrase
from jobassist.services import notes
from jobassist.services.merge import CaseValues
from jobassist.services.phrase_file import Counts, read_rows, upsert
from jobassist.services.phrase_shipped import (
    STANDARD_TEXTS,
    offers_shipped,
    shared_texts,
    shipped_rows,
    shipped_texts,
)
from jobassist.services.unfolding import Unfolding
from jobassist.session import Session


def import_file(session: Session, file: Path) -> Counts:
    """Take over a file of texts by key: `{"imported", "added", "changed", "unchanged"}`.

    CSV in UTF-8 (or Windows-1252), comma or semicolon, with the columns noegle, titel, kategori,
    tekst and, if there, the others of `phrase_row.COLUMNS`; or JSON or Word as exported. All of it
    or nothing. Raises: UserError `phrase.file_…` with the place, PolicyDenied
    `phrase.librarian_only`.
    """
    try:
        content = file.read_bytes()
    except OSError:
        raise UserError("phrase.file_unreadable") from None
    return upsert(session, read_rows(content))


def import_standard_texts(session: Session) -> int:
    """Take over the first texts that come with jobassist; returns how many they are."""
    return upsert(session, read_rows(STANDARD_TEXTS.read_bytes()))["imported"]


def import_library(session: Session) -> Counts:
    """Take over every text that comes with jobassist (hundreds)."""
    return upsert(session, shipped_rows())


def shipped_count() -> int:
    """How many texts come with jobassist."""
    return len(shipped_texts())


def list_phrases(session: Session) -> list[PhraseText]:
    """The texts that the user is offered today, by title.

    Shared ones that are approved (or the user's own drafts) and meant for everybody or for the
    user's unit, and the user's private ones; in a store that has none yet, those that come along.
    """
    today = danish_day(session.clock.now())
    with session.store.read() as tx:
        known = (
            *shared_texts(tx),
            *tx.find(PrivatePhrase, owner_id=session.user.id, discarded=False),
        )
    offered = [phrase for phrase in known if is_offered(session, phrase, today)]
    return sorted(offered, key=lambda phrase: phrase.title)


def is_offered(session: Session, phrase: PhraseText, today: date) -> bool:
    """Whether the user may insert the text on that day."""
    if not (phrase.valid_from or today) <= today <= (phrase.valid_to or today):
        return False
    if not isinstance(phrase, Phrase):
        return True
    mine = phrase.author_id == session.user.id
    return (phrase.state is PhraseState.APPROVED or mine) and (
        phrase.unit in ("", session.user.org_unit)
    )


def names(session: Session) -> list[tuple[str, str]]:
    """Key and spoken name of every text on offer, for the recogniser."""
    return [(phrase.key, phrase.name_to_say) for phrase in list_phrases(session)]


def unfold(session: Session, key: str, case_id: str, given: Mapping[str, str] | None = None) -> str:
    """The text with its fields filled for the case, `given` before what the store knows.

    What is not known becomes a visible blank (see `templates.blanks`). A choice is made when
    `given` names one of its options, else it stays open. Raises: UserError `phrase.unknown`,
    `phrase.broken`, `phrase.recursion`, `phrase.too_deep`, `phrase.too_long`,
    `store.no_such_record`.
    """
    return unfold_all(session, (key,), case_id, given)[key]


def unfold_all(
    session: Session, keys: Iterable[str], case_id: str, given: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Many texts for one case in one view of the store, by key. Raises: as `unfold`."""
    with session.store.read() as tx:
        return unfold_in(session, tx, keys, case_id, given)


def unfold_in(
    session: Session,
    tx: Reader,
    keys: Iterable[str],
    case_id: str,
    given: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """The same in a view of the store that is open already."""
    case, written, named = tx.get(Case, case_id), {}, _Named(tx)
    values: CaseValues | None = None
    for key in keys:
        phrase = named.known(key) if values else by_key(tx, key)
        first = CaseValues(session, tx, case, given or {}, phrase)
        values = values.of(phrase) if values else first
        written[key] = Unfolding(values, named.find).text(phrase)
    return written


def unfold_unsaved(session: Session, body: str, case_id: str) -> str:
    """What a text that is being written would give for the case. Raises: as `unfold`."""
    phrase = PhraseText(id="", key="", title="", body=body)
    with session.store.read() as tx:
        values = CaseValues(session, tx, tx.get(Case, case_id), {}, phrase)
        return Unfolding(values, _Named(tx).find).text(phrase)


def remember_version(session: Session, note_id: str, key: str) -> None:
    """Keep `key@version` with the draft that the text was inserted into.

    Raises: UserError `phrase.unknown`, and what `notes.save_draft` raises.
    """
    with session.store.read() as tx:
        used = version_of(by_key(tx, key))
    kept = notes.show(session, note_id).phrases
    notes.save_draft(session, note_id, phrases=tuple(sorted({*kept, used})))


def version_of(phrase: PhraseText) -> str:
    """How a note names the text it used: `key@version`."""
    return f"{phrase.key}@{phrase.version}"


def by_key(tx: Reader, key: str) -> PhraseText:
    """The text, shared or private. Raises: UserError `phrase.unknown`."""
    for kind in (Phrase, PrivatePhrase):
        if found := tx.find(kind, key=key):
            return found[0]
    known = shipped_texts() if offers_shipped(tx) else ()
    for text in known:
        if text.key == key:
            return text
    raise UserError("phrase.unknown")


class _Named:
    """Finds the shared text that `{standard.name}` means: the key, or what follows its prefix."""

    def __init__(self, tx: Reader) -> None:
        self._tx = tx
        self._keys: dict[str, Phrase] | None = None
        self._names: dict[str, Phrase] = {}

    def find(self, name: str) -> Phrase | None:
        """The text, or None; the library is read once, when the first name is asked for."""
        texts, wanted = self._read(), name.replace("_", "-")
        return texts.get(wanted) or self._names.get(wanted)

    def known(self, key: str) -> PhraseText:
        """The text with that key. Raises: UserError `phrase.unknown`."""
        return self._read().get(key) or by_key(self._tx, key)

    def _read(self) -> dict[str, Phrase]:
        if self._keys is None:
            texts = sorted(shared_texts(self._tx), key=lambda text: text.key, reverse=True)
            self._keys = {text.key: text for text in texts}
            self._names = {text.key.partition("-")[2]: text for text in texts}
        return self._keys
