"""Following a case: what changed since one last looked, and what colleagues tell each other in it.

What changed is noted as it comes in (`Reader.news`), so it is the same with and without a network.
When one last looked is kept on this computer.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from jobassist.errors import UserError
from jobassist.ids import new_id
from jobassist.ports.clock import danish_day
from jobassist.ports.store import Reader
from jobassist.ports.stored import News
from jobassist.records import KINDS, Case, CaseAssignment, CaseFollow, CaseMessage, User
from jobassist.services.cases import case_words
from jobassist.session import Session

_SEEN = "following.seen."
_LONGEST = 2_000
_NAMES_WHO = ("author_id", "from_id")
_QUIET = {"case_follow"}


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody else changed. `fields` is empty for something new; `by` where it is known.

    `for_me`: a message to this user, or a case that is handed over to them.
    """

    case_id: str
    citizen: str
    case_number: str
    kind: str
    record_id: str
    fields: tuple[str, ...]
    at: datetime
    by: str
    for_me: bool


def changes_in(session: Session, case_id: str) -> list[Change]:
    """What came into a case since this user last looked at it, the latest first."""
    with session.store.read() as tx:
        return _described(session, tx, tx.news(case_id, since=_seen(tx, case_id)))


def changes_for_me(session: Session) -> list[Change]:
    """What came into the cases this user follows since they last looked at each, latest first.

    What is for the user themselves comes from every case.
    """
    with session.store.read() as tx:
        unseen = [one for one in tx.news() if one.place > _seen(tx, one.case_id)]
        found = _described(session, tx, unseen)
        mine = {id: followed(session, tx, id) for id in {one.case_id for one in found}}
    return [one for one in found if one.for_me or mine[one.case_id]]


def looked(session: Session, case_id: str) -> int:
    """The user has seen what is new in a case; how far they had seen before (`look_again`)."""
    with session.store.read() as tx:
        before = _seen(tx, case_id)
        news = tx.news(case_id, since=before)
    if news:
        look_again(session, case_id, news[-1].place)
    return before


def look_again(session: Session, case_id: str, place: int) -> None:
    """What came in after that place counts as not seen yet."""
    with session.store.write() as tx:
        tx.set_setting(_SEEN + case_id, str(place))


def follows(session: Session, case_id: str) -> bool:
    """Whether the user follows a case: as they chose, else because they work on it."""
    with session.store.read() as tx:
        return followed(session, tx, case_id)


def follow(session: Session, case_id: str, *, follows: bool = True) -> None:
    """Follow a case, or no longer. Raises: UserError `store.no_such_record`."""
    with session.store.write() as tx:
        tx.get(Case, case_id)
        own = _choice(session, tx, case_id)
        if own is None:
            own = CaseFollow(id=new_id(), case_id=case_id, user_id=session.user.id)
        tx.put(replace(own, follows=follows))


def tell(session: Session, case_id: str, text: str, to: tuple[str, ...] = ()) -> CaseMessage:
    """Tell everyone on the case something; `to` names whom it is for (ids of users).

    Raises: UserError `store.no_such_record`, `message.empty`, `message.too_long`.
    """
    text = text.strip()
    if not text:
        raise UserError("message.empty")
    if len(text) > _LONGEST:
        raise UserError("message.too_long", most=_LONGEST)
    message = CaseMessage(
        id=new_id(),
        case_id=case_id,
        author_id=session.user.id,
        created_at=session.clock.now(),
        to=tuple(sorted(set(to))),
        text=text,
    )
    with session.store.write() as tx:
        tx.get(Case, case_id)
        for user in message.to:
            tx.get(User, user)
        tx.put(message)
    return message


def messages(session: Session, case_id: str) -> list[CaseMessage]:
    """What was told in a case, the latest first."""
    with session.store.read() as tx:
        return tx.find(CaseMessage, case_id=case_id, order="-created_at")


def _seen(tx: Reader, case_id: str) -> int:
    return int(tx.setting(_SEEN + case_id) or 0)


def _choice(session: Session, tx: Reader, case_id: str) -> CaseFollow | None:
    found = tx.find(CaseFollow, case_id=case_id, user_id=session.user.id)
    return found[0] if found else None


def followed(session: Session, tx: Reader, case_id: str) -> bool:
    """The same within a transaction."""
    if choice := _choice(session, tx, case_id):
        return choice.follows
    own, today = session.user.id, danish_day(session.clock.now())
    if tx.count(Case, id=case_id, coordinator_id=own):
        return True
    parts = tx.listed(CaseAssignment, case_id=case_id, user_id=own)
    return any(part.to_day is None or part.to_day >= today for part in parts)


def _described(session: Session, tx: Reader, news: list[News]) -> list[Change]:
    """Once for each record: its fields together, at the latest."""
    together: dict[tuple[str, str], tuple[News, bool, set[str]]] = {}
    for one in news:
        if one.kind in _QUIET or one.kind not in KINDS:
            continue
        _, is_new, fields = together.get((one.kind, one.record_id), (one, False, set()))
        is_new = is_new or not one.fields
        together[one.kind, one.record_id] = (one, is_new, fields | set(one.fields))
    words = case_words(tx, {one.case_id for one in news})
    names = {user.id: user.name for user in tx.listed(User)}
    found = []
    for (kind, record_id), (last, is_new, fields) in together.items():
        said = tx.listed(KINDS[kind].cls, id=record_id)
        if not said or last.case_id not in words or _is_own(session, said[0]):
            continue
        record: Any = said[0]
        about = words[last.case_id]
        who = next((getattr(record, n) for n in _NAMES_WHO if hasattr(record, n)), "")
        found.append(
            Change(
                last.case_id,
                about.citizen,
                about.number,
                kind,
                record_id,
                () if is_new else tuple(sorted(fields)),
                last.at,
                names.get(who, ""),
                session.user.id in (*getattr(record, "to", ()), getattr(record, "to_id", "")),
            )
        )
    return sorted(found, key=lambda change: change.at, reverse=True)


def _is_own(session: Session, record: Any) -> bool:
    """What the user wrote on another laptop of theirs is no news."""
    return any(getattr(record, name, None) == session.user.id for name in _NAMES_WHO)
