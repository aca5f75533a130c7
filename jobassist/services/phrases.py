"""Standard texts: the library, and a text unfolded for a case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path

from jobassist.errors import UserError
from jobassist.ports.clock import danish_day
from jobassist.ports.store import Reader
from jobassist.records import Phrase
from jobassist.services import notes
from jobassist.services.merge import later_day, merge_values
from jobassist.services.phrase_file import Counts, read_rows, upsert
from jobassist.services.templates import Field, Template, blank_mark, choice_mark, parse
from jobassist.session import Session

STANDARD_TEXTS = resources.files("resources").joinpath("phrases", "standardtekster.csv")
"""The standard texts that come with jobassist."""

_LONGEST = 50_000  # characters of an unfolded text


def import_csv(session: Session, file: Path) -> Counts:
    """Take over a file of texts by key: `{"imported", "added", "changed", "unchanged"}`.

    CSV in UTF-8 (or Windows-1252), comma or semicolon, columns noegle, titel, kategori, tekst and,
    if there, talenavn. All of it or nothing. Raises: UserError `phrase.file_…` with the place.
    """
    try:
        content = file.read_bytes()
    except OSError:
        raise UserError("phrase.file_unreadable") from None
    return upsert(session, read_rows(content))


def import_standard_texts(session: Session) -> int:
    """Take over the texts that come with jobassist; returns how many they are."""
    return upsert(session, read_rows(STANDARD_TEXTS.read_bytes()))["imported"]


def list_phrases(session: Session) -> list[Phrase]:
    """The texts that are valid today, by title."""
    today = danish_day(session.clock.now())
    with session.store.read() as tx:
        return [phrase for phrase in tx.find(Phrase, order="title") if _valid(phrase, today)]


def names(session: Session) -> list[tuple[str, str]]:
    """Key and spoken name of every valid text, for the recogniser."""
    return [(phrase.key, phrase.name_to_say) for phrase in list_phrases(session)]


def unfold(session: Session, key: str, case_id: str, given: Mapping[str, str] | None = None) -> str:
    """The text with its fields filled for the case, `given` before what the store knows.

    What is not known becomes a visible blank (see `templates.blanks`). A choice is made when
    `given` names one of its options, else it stays open. Raises: UserError `phrase.unknown`,
    `phrase.broken`, `phrase.recursion`, `phrase.too_long`, `store.no_such_record`.
    """
    with session.store.read() as tx:
        values = {**merge_values(session, tx, case_id), **(given or {})}
        return _Unfolding(session, tx, values).text(key)


def remember_version(session: Session, note_id: str, key: str) -> None:
    """Keep `key@version` with the draft that the text was inserted into.

    Raises: UserError `phrase.unknown`, and what `notes.save_draft` raises.
    """
    with session.store.read() as tx:
        used = version_of(_by_key(tx, key))
    kept = notes.show(session, note_id).phrases
    notes.save_draft(session, note_id, phrases=tuple(sorted({*kept, used})))


def version_of(phrase: Phrase) -> str:
    """How a note names the text it used: `key@version`."""
    return f"{phrase.key}@{phrase.version}"


@dataclass(slots=True)
class _Unfolding:
    session: Session
    tx: Reader
    values: Mapping[str, str]
    length: int = 0

    def text(self, key: str, within: tuple[str, ...] = ()) -> str:
        if key in within:
            raise UserError("phrase.recursion")
        template = parse(_by_key(self.tx, key).body)
        return self._write(template, (*within, key))

    def _write(self, template: Template, within: tuple[str, ...]) -> str:
        return "".join(self._part(part, within) for part in template)

    def _part(self, part: str | Field, within: tuple[str, ...]) -> str:
        text = part if isinstance(part, str) else self._field(part, within)
        self.length += len(text)
        if self.length > _LONGEST * len(within):
            raise UserError("phrase.too_long")
        return text

    def _field(self, field: Field, within: tuple[str, ...]) -> str:
        group, _, name = field.name.partition(".")
        if field.options:
            options = [self._write(option, within) for option in field.options]
            chosen = self.values.get(field.name)
            return chosen if chosen in options else choice_mark(options)
        if group == "standard":
            inserted = _named(self.tx, name)
            return self.text(inserted, within) if inserted else blank_mark(field.name)
        value = self.values.get(field.name) or later_day(self.session, field.name)
        return value or blank_mark(field.name)


def _named(tx: Reader, name: str) -> str | None:
    """The key of the text that `{standard.name}` means: the name alone, or after its prefix."""
    wanted = name.replace("_", "-")
    keys = sorted(phrase.key for phrase in tx.find(Phrase))
    return next((k for k in keys if wanted in (k, k.partition("-")[2])), None)


def _by_key(tx: Reader, key: str) -> Phrase:
    found = tx.find(Phrase, key=key)
    if not found:
        raise UserError("phrase.unknown")
    return found[0]


def _valid(phrase: Phrase, today: date) -> bool:
    return (phrase.valid_from or today) <= today <= (phrase.valid_to or today)
