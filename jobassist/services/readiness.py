"""Ready to go offline? What is on this laptop, and how old it is (klar til offline)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from jobassist.errors import AppError
from jobassist.records import Case, Company, Phrase
from jobassist.services.sync import LAST_SUCCESS, login
from jobassist.services.sync_files import still_to_fetch, still_to_send
from jobassist.session import Session

_FRESH = timedelta(hours=12)
_ENOUGH_TEXTS = 1


class What(StrEnum):
    """What one needs on the road."""

    DATA = "data"
    UNSENT = "unsent"
    FILES = "files"
    CASES = "cases"
    COMPANIES = "companies"
    TEXTS = "texts"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class Ready:
    """One thing: whether it is ready, how many there are, and of when it is (None: not known)."""

    what: What
    ready: bool
    count: int = 0
    as_of: datetime | None = None


def data_as_of(session: Session) -> datetime | None:
    """When the central last had everything from here, and this laptop everything from there.

    Every scope is fetched in one go, so it holds for each case. None: never, or not enrolled.
    """
    with session.store.read() as tx:
        said = tx.setting(LAST_SUCCESS)
    return datetime.fromisoformat(said) if said else None


def ready_to_go(session: Session) -> list[Ready]:
    """Everything one needs without a network. Opens nothing and asks nobody."""
    as_of, enrolled = data_as_of(session), login(session) is not None
    with session.store.read() as tx:
        unsent = tx.sync_counts().unsent
        cases, texts, companies = tx.count(Case), tx.count(Phrase), tx.count(Company)
    files = still_to_fetch(session) + still_to_send(session)
    fresh = not enrolled or (as_of is not None and session.clock.now() - as_of < _FRESH)
    return [
        Ready(What.DATA, fresh, as_of=as_of),
        Ready(What.UNSENT, unsent == 0 or not enrolled, unsent),
        Ready(What.FILES, not enrolled or files == 0, files),
        Ready(What.CASES, cases > 0, cases),
        Ready(What.COMPANIES, companies > 0, companies),
        Ready(What.TEXTS, texts >= _ENOUGH_TEXTS, texts),
        Ready(What.MODEL, _has_model(session)),
    ]


def _has_model(session: Session) -> bool:
    try:
        session.recogniser()
    except AppError:
        return False
    return True
