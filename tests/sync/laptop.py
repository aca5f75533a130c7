"""A laptop: an encrypted or fake store with its user, spoken to the central as the product does."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import cycle
from typing import Any

from jobassist.ids import new_id
from jobassist.ports.store import Store
from jobassist.records import Case, Citizen, Note, Record, User
from jobassist.services import sync
from jobassist.services.seal import seal
from jobassist.session import Session
from tests.fakes.central import FakeCentral
from tests.fakes.device import FakeDevice
from tests.fakes.session import fake_session
from tests.fakes.store import FakeStore

CPR_CANARY = "7101905678"


@dataclass
class Laptop:
    """One device of one user."""

    session: Session
    central: Any

    def sync(self) -> sync.Counts:
        return sync.sync_once(self.session, self.central)

    def put(self, *records: Record) -> None:
        with self.session.store.write() as tx:
            for record in records:
                tx.put(record)

    def get(self, cls: type[Any], id: str) -> Any:
        with self.session.store.read() as tx:
            return tx.get(cls, id)

    def find(self, cls: type[Any], **is_: Any) -> list[Any]:
        with self.session.store.read() as tx:
            return tx.find(cls, **is_)

    def change(self, cls: type[Any], id: str, **values: Any) -> None:
        self.put(replace(self.get(cls, id), **values))

    def waiting(self) -> tuple[int, int, int]:
        with self.session.store.read() as tx:
            counts = tx.sync_counts()
        return counts.unsent, counts.conflicts, counts.quarantined

    def start_case(self) -> tuple[Citizen, Case]:
        cpr = str(int(CPR_CANARY) + len(self.find(Citizen)))  # the same number is the same citizen
        citizen = Citizen(id=new_id(), cpr=cpr, given_name="Anders", family_name="Østergaard")
        case = Case(
            id=new_id(),
            number="S-1",
            citizen_id=citizen.id,
            coordinator_id=self.session.user.id,
            opened_on=date(2026, 9, 1),
        )
        self.put(citizen, case)
        return citizen, case

    def draft(self, case: Case, text: str = "Talte med borgeren.") -> Note:
        at = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
        note = Note(
            id=new_id(),
            case_id=case.id,
            author_id=self.session.user.id,
            created_at=at,
            occurred_at=at,
            text=text,
        )
        self.put(note)
        return note

    def finalise(self, note: Note, previous: str | None = None) -> Note:
        current = self.get(Note, note.id)
        finalised = datetime(2026, 11, 21, 10, tzinfo=UTC)
        final = seal(replace(current, finalised_at=finalised), previous, self.session.device)
        self.put(final)
        return final


_seeds = cycle(range(1, 250))  # one byte each


def standalone(store: Store | None = None, name: str = "Mig") -> Session:
    """A session of a store that has never seen a central."""
    owner = User(id=new_id(), name=name)
    store = store or FakeStore()
    with store.write() as tx:
        tx.put(owner)
    return fake_session(store=store, user=owner, device=FakeDevice(new_id(), next(_seeds)))


def enrolled(central: Any, code: str, store: Store | None = None) -> Laptop:
    """A laptop enrolled by the code, spoken to the central with its token."""
    session = standalone(store)
    sync.enrol(session, central, code)
    login = sync.login(session)
    assert login is not None
    return Laptop(session, central.with_token(login.token))


def new_laptop(central: FakeCentral, name: str = "Mette Holm", role: str = "caseworker") -> Laptop:
    """A new user's first laptop."""
    return enrolled(central, central.new_user(name, role)[1])


def at_odds(
    central: FakeCentral, new_store: Callable[[], Store]
) -> tuple[Laptop, Laptop, Citizen, Case]:
    """Mette, whose number stands, and Jonas, who wrote another one meanwhile."""
    mette = enrolled(central, central.new_user("Mette")[1], new_store())
    jonas = enrolled(central, central.new_user("Jonas")[1], new_store())
    citizen, case = mette.start_case()
    mette.sync()
    central.grant(case.id, jonas.session.user.id)
    jonas.sync()
    mette.change(Citizen, citizen.id, phone="98 00 00 02")
    jonas.change(Citizen, citizen.id, phone="98 00 00 03")
    mette.sync()
    jonas.sync()
    return mette, jonas, citizen, case
