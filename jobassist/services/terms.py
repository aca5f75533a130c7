"""Words of the house: how dictation writes names, firms, places and systems in this organisation.

Everybody gets them by sync; whoever keeps the standard texts keeps them too. No citizen is to be
found in them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from jobassist.errors import PolicyDenied, UserError
from jobassist.ids import new_id
from jobassist.records import Term
from jobassist.services.phrase_library import is_librarian

if TYPE_CHECKING:
    from jobassist.ports.store import Writer
    from jobassist.session import Session

_MOST_LETTERS = 60
_SPOKEN = re.compile(r"[^\W_]+(?:[ .'-]+[^\W_]+)*")
_CPR = re.compile(r"\d{6}[ -]?\d{4}")


def terms(session: Session) -> list[Term]:
    """The words that are in use, in the order of what is said."""
    with session.store.read() as tx:
        found = tx.find(Term, withdrawn=False)
    return sorted(found, key=lambda term: term.spoken)


def in_use(session: Session) -> dict[str, str]:
    """Spoken form to written form, as the written form takes it."""
    return {term.spoken: term.written for term in terms(session)}


def may_keep(session: Session) -> bool:
    """Whether the user may add and withdraw words."""
    with session.store.read() as tx:
        return is_librarian(session, tx)


def add_term(session: Session, spoken: str, written: str) -> Term:
    """Write `spoken` as `written` from now on; replaces what it was written as before.

    Raises: UserError `term.unusable`, PolicyDenied `term.librarian_only`.
    """
    spoken, written = _usable(spoken, written)
    with session.store.write() as tx:
        _require_keeper(is_librarian(session, tx))
        return _put(tx, spoken, written)


def import_terms(session: Session, text: str) -> int:
    """Add the words of a text, "spoken = written" on each line; all of them or none.

    Empty lines and lines that begin with # are passed over. Returns how many it holds. Raises:
    UserError `term.file_line` with the line's number, PolicyDenied `term.librarian_only`.
    """
    pairs: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        spoken, sign, written = line.partition("=")
        try:
            spoken, written = _usable(spoken, written if sign else "")
        except UserError:
            raise UserError("term.file_line", line=number) from None
        pairs[spoken] = written
    with session.store.write() as tx:
        _require_keeper(is_librarian(session, tx))
        for spoken, written in pairs.items():
            _put(tx, spoken, written)
    return len(pairs)


def withdraw_term(session: Session, spoken: str) -> Term:
    """Write `spoken` as it is heard again; returns what was withdrawn.

    Raises: UserError `term.unknown`, PolicyDenied `term.librarian_only`.
    """
    spoken = " ".join(spoken.lower().split())
    with session.store.write() as tx:
        _require_keeper(is_librarian(session, tx))
        held = tx.find(Term, spoken=spoken, withdrawn=False)
        if not held:
            raise UserError("term.unknown")
        for term in held:  # two devices may have added it
            tx.put(replace(term, withdrawn=True))
    return held[0]


def _usable(spoken: str, written: str) -> tuple[str, str]:
    spoken, written = " ".join(spoken.lower().split()), " ".join(written.split())
    plain = _SPOKEN.fullmatch(spoken) and written and not _CPR.search(written)
    if not plain or max(len(spoken), len(written)) > _MOST_LETTERS:
        raise UserError("term.unusable")
    return spoken, written


def _put(tx: Writer, spoken: str, written: str) -> Term:
    held = next(iter(tx.find(Term, spoken=spoken)), None)
    if held is None:
        made = Term(id=new_id(), spoken=spoken, written=written)
    else:
        made = replace(held, written=written, withdrawn=False)
    if made != held:
        tx.put(made)
    return made


def _require_keeper(is_keeper: bool) -> None:
    if not is_keeper:
        raise PolicyDenied("term.librarian_only")
