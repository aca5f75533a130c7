"""How old what one sees of a case is, and what of it has not reached the central."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from jobassist.ports.store import Reader
from jobassist.records import KINDS, Case
from jobassist.services.readiness import data_as_of
from jobassist.services.sync import login
from jobassist.session import Session

OLD = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class CaseData:
    """`as_of`: the case is here as the central had it then; None: the central has it not yet.

    `unsent`: how many of its records have changes that only this computer has.
    """

    as_of: datetime | None
    unsent: int

    def is_old(self, now: datetime) -> bool:
        """Whether others may well have changed something since."""
        return self.as_of is not None and now - self.as_of > OLD


def data_of(session: Session, case_id: str) -> CaseData | None:
    """How the case stands; None for a computer that has no central. Nobody is asked."""
    if login(session) is None:
        return None
    as_of = data_as_of(session)
    with session.store.read() as tx:
        case = next(iter(tx.listed(Case, id=case_id)), None)
        known = case is not None and case.rev > 0
        return CaseData(as_of if known else None, _unsent(tx, case_id))


def _unsent(tx: Reader, case_id: str) -> int:
    return sum(_case_of(tx, kind, id) == case_id for kind, id in tx.unsent_records())


def _case_of(tx: Reader, kind: str, id: str) -> str | None:
    declared = KINDS[kind]
    if declared.case_field == "id":
        return id
    if declared.case_field is None:
        return None
    found = tx.listed(declared.cls, id=id)
    return getattr(found[0], declared.case_field) if found else None
