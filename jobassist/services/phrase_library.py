"""Keeping the library: add, change and approve texts; earlier versions stay readable."""

from collections import defaultdict
from dataclasses import fields, replace
from typing import Any, TypeVar

from rapidfuzz import fuzz

from jobassist.errors import PolicyDenied, UserError
from jobassist.ids import new_id
from jobassist.ports.store import Reader, Writer
from jobassist.records import (
    Phrase,
    PhraseState,
    PhraseText,
    PhraseVersion,
    PrivatePhrase,
    PrivatePhraseVersion,
    Role,
)
from jobassist.services.phrase_shipped import shared_texts
from jobassist.session import Session

History = PhraseVersion | PrivatePhraseVersion
P = TypeVar("P", bound=PhraseText)
_ENROLLED = "central.url"
_SAME_SIZE = 0.8

SAY_THE_SAME = 92.0
"""Per cent of the letters that two texts share; above it they say (nearly) the same."""


def is_librarian(session: Session, tx: Reader) -> bool:
    """Whether the user decides on shared texts: a librarian, or whoever owns a store alone."""
    return session.user.role is Role.LIBRARIAN or tx.setting(_ENROLLED) is None


def add_text(session: Session, tx: Writer, values: dict[str, Any], *, is_private: bool) -> None:
    """A new text. A shared one is approved at once when a librarian adds it, else a draft."""
    made = {"author_id": session.user.id, "changed_at": session.clock.now(), **values}
    if is_private:
        tx.put(PrivatePhrase(id=new_id(), owner_id=session.user.id, **made))
        return
    approved = is_librarian(session, tx) and values.get("state") is not PhraseState.DRAFT
    made["state"] = PhraseState.APPROVED if approved else PhraseState.DRAFT
    made["approved_by"] = session.user.id if approved else None
    tx.put(Phrase(id=new_id(), **made))


def change_text(session: Session, tx: Writer, old: P, changes: dict[str, Any]) -> P:
    """The text's next version; what it said before is kept.

    An approved shared text is the librarian's to change. Raises: PolicyDenied
    `phrase.librarian_only`.
    """
    if isinstance(old, Phrase):
        changes = {**changes, **_approval(session, tx, old, changes)}
    now = session.clock.now()
    changed = replace(
        old, **changes, version=old.version + 1, author_id=session.user.id, changed_at=now
    )
    tx.put(_history(old))
    tx.put(changed)
    return changed


def save_private(session: Session, key: str, **values: Any) -> PrivatePhrase:
    """Make or change a text of the user's own (`title`, `body`, `tags`, `abbreviation`…).

    Raises: UserError `phrase.key_taken` when a shared text has that key.
    """
    with session.store.write() as tx:
        if tx.find(Phrase, key=key):
            raise UserError("phrase.key_taken", key=key)
        mine = tx.find(PrivatePhrase, key=key, owner_id=session.user.id)
        if mine:  # one in the bin comes back with what it says now
            return change_text(session, tx, mine[0], {**values, "discarded": False})
        add_text(session, tx, {"key": key, **values}, is_private=True)
        return tx.find(PrivatePhrase, key=key, owner_id=session.user.id)[0]


def approve(session: Session, key: str) -> Phrase:
    """Offer a shared draft to everybody from now on.

    Raises: PolicyDenied `phrase.librarian_only`, UserError `phrase.unknown`.
    """
    with session.store.write() as tx:
        found = tx.find(Phrase, key=key)
        if not found:
            raise UserError("phrase.unknown")
        if not is_librarian(session, tx):
            raise PolicyDenied("phrase.librarian_only")
        approved = replace(found[0], state=PhraseState.APPROVED, approved_by=session.user.id)
        tx.put(approved)
    return approved


def versions(session: Session, key: str) -> list[PhraseText | History]:
    """Every version of a text, latest first. Raises: UserError `phrase.unknown`."""
    with session.store.read() as tx:
        now: list[PhraseText] = [text for text in shared_texts(tx) if text.key == key]
        now = now or [*tx.find(PrivatePhrase, key=key)]
        before: list[History] = [*tx.find(PhraseVersion, key=key)]
        before += tx.find(PrivatePhraseVersion, key=key)
    if not now:
        raise UserError("phrase.unknown")
    return [*now[:1], *sorted(before, key=lambda text: -text.version)]


def as_used(session: Session, used: str) -> PhraseText | History:
    """The text that a note names by `key@version`. Raises: UserError `phrase.unknown`."""
    key, _, version = used.rpartition("@")
    for text in versions(session, key):
        if str(text.version) == version:
            return text
    raise UserError("phrase.unknown")


def duplicates(session: Session) -> list[tuple[str, ...]]:
    """The keys of shared texts that say (nearly) the same, group by group."""
    with session.store.read() as tx:
        known = sorted(shared_texts(tx), key=lambda phrase: len(phrase.body))
    same: dict[str, list[str]] = defaultdict(list)
    bodies = [_words(phrase.body) for phrase in known]
    taken: set[int] = set()
    for first, body in enumerate(bodies):
        if first in taken:
            continue
        for second in range(first + 1, len(bodies)):
            other = bodies[second]
            if len(body) < _SAME_SIZE * len(other):
                break
            if second not in taken and fuzz.ratio(body, other, score_cutoff=SAY_THE_SAME):
                same[known[first].key].append(known[second].key)
                taken.add(second)
    return [(key, *others) for key, others in same.items()]


def _approval(session: Session, tx: Reader, old: Phrase, changes: dict[str, Any]) -> dict[str, Any]:
    if is_librarian(session, tx):
        state = changes.get("state", old.state)
        is_approved = state is PhraseState.APPROVED
        return {"state": state, "approved_by": session.user.id if is_approved else None}
    if old.state is PhraseState.APPROVED or old.author_id != session.user.id:
        raise PolicyDenied("phrase.librarian_only")
    return {"state": PhraseState.DRAFT, "approved_by": None}


def _history(old: PhraseText) -> History:
    kind = PrivatePhraseVersion if isinstance(old, PrivatePhrase) else PhraseVersion
    kept = {f.name: getattr(old, f.name) for f in fields(kind) if f.name not in ("id", "rev")}
    return kind(id=new_id(), **kept)


def _words(body: str) -> str:
    return " ".join(body.lower().split())
