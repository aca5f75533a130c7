"""What people do on their laptops, by the product's own services and records."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from benchmarks.sync.simulation import files
from benchmarks.sync.simulation.laptops import Laptop
from benchmarks.sync.simulation.memory import Memory, Written, marks
from jobassist.ids import new_id
from jobassist.ports.clock import danish_day
from jobassist.ports.store import Reader
from jobassist.records import (
    Case,
    CaseAssignment,
    CaseMessage,
    CaseRole,
    Citizen,
    Note,
    NoteState,
    PrivatePhrase,
    kind_of,
)
from jobassist.services import kept, notes

_MOST_CASES = 12
Action = Callable[["Person"], None]


class Person:
    """Somebody at a laptop, who does one thing at a time and remembers what they wrote."""

    def __init__(self, laptop: Laptop, memory: Memory, chance: random.Random) -> None:
        self.laptop, self.memory, self.chance = laptop, memory, chance

    def act(self) -> None:
        """Do something."""
        actions = _ACTIONS | _FILING if self.files else _ACTIONS
        (action,) = self.chance.choices(list(actions), list(actions.values()))
        action(self)

    def start_case(self) -> None:
        """A new citizen and a case."""
        if len(self._cases()) >= _MOST_CASES:
            return
        case_id, number = new_id(), self.memory.next()
        citizen = Citizen(
            id=new_id(),
            cpr=f"7101{len(self.memory.made):06d}",
            given_name=f"Borger «{number}»",
            family_name="Prøve",
        )
        case = Case(
            id=case_id,
            number=f"S-{number}",
            citizen_id=citizen.id,
            coordinator_id=self.laptop.at_work.user.id,
            opened_on=date(2026, 9, 1),
        )
        with self.laptop.at_work.store.write() as tx:
            tx.put(citizen)
            tx.put(case)
        self.memory.made |= {citizen.id, case.id}
        self._wrote(number, case_id, citizen, "given_name")

    def edit_citizen(self) -> None:
        """Another telephone number, address or e-mail."""
        if case := self._some(self._cases()):
            name = self.chance.choice(["phone", "address", "email"])
            self._edit(case.id, Citizen, case.citizen_id, name)

    def edit_title(self) -> None:
        """Another title of a case."""
        if case := self._some(self._cases()):
            self._edit(case.id, Case, case.id, "title")

    def draft(self) -> None:
        """A new draft of one line."""
        if case := self._some(self._cases()):
            number = self.memory.next()
            note = notes.new_draft(self.laptop.at_work, case.id, f"Linje «{number}»")
            self.memory.made.add(note.id)
            self._wrote(number, case.id, note, "text")

    def write_on(self) -> None:
        """Another line somewhere in a draft."""
        if note := self._some(self._drafts()):
            number, lines = self.memory.next(), note.text.split("\n")
            lines.insert(self.chance.randrange(len(lines) + 1), f"Linje «{number}»")
            self._put(replace(note, text="\n".join(lines)))
            self._wrote(number, note.case_id, note, "text")

    def add_to_set(self) -> None:
        """A standard text is used in a draft."""
        if note := self._some(self._drafts()):
            number = self.memory.next()
            self._put(replace(note, phrases=(*note.phrases, f"jn-«{number}»@1")))
            self._wrote(number, note.case_id, note, "phrases")

    def finalise(self) -> None:
        """A draft becomes a final note."""
        if note := self._some(self._drafts()):
            notes.finalise(self.laptop.at_work, note.id)

    def tell(self) -> None:
        """A message in a case."""
        if case := self._some(self._cases()):
            number = self.memory.next()
            message = CaseMessage(
                id=new_id(),
                case_id=case.id,
                author_id=self.laptop.at_work.user.id,
                created_at=self.laptop.clock.now(),
                text=f"Besked «{number}»",
            )
            self.memory.made.add(message.id)
            self._put(message)
            self._wrote(number, case.id, message, "text")

    def private_text(self) -> None:
        """A standard text of one's own."""
        number = self.memory.next()
        own = PrivatePhrase(
            id=new_id(),
            key=f"p-{number}",
            title="Egen tekst",
            body=f"Egen «{number}»",
            owner_id=self.laptop.at_work.user.id,
        )
        self.memory.made.add(own.id)
        self._put(own)
        self._wrote(number, None, own, "body")

    def attach(self) -> None:
        """A scan is kept with a case."""
        if case := self._some(self._cases()):
            number = self.memory.next()
            file = files.attach(self.laptop.at_work, case.id, number, self.chance)
            self.memory.made.add(file.id)
            self.memory.files[file.id] = file.sha256
            self._wrote(number, case.id, file, "title")

    def assign(self) -> None:
        """A coordinator puts a colleague on the case."""
        own = [c for c in self._cases() if c.coordinator_id == self.laptop.at_work.user.id]
        if case := self._some(own):
            colleague = self.chance.choice(self.colleagues)
            assignment = CaseAssignment(
                id=new_id(),
                case_id=case.id,
                user_id=colleague,
                role=CaseRole.CASEWORKER,
                from_day=date(2026, 9, 1),
            )
            self.memory.made.add(assignment.id)
            self._put(assignment)

    def end_assignment(self) -> None:
        """A coordinator takes a colleague off the case."""
        own = {c.id for c in self._cases() if c.coordinator_id == self.laptop.at_work.user.id}
        with self.laptop.at_work.store.read() as tx:
            running = [a for a in tx.find(CaseAssignment) if a.case_id in own and not a.to_day]
        if assignment := self._some(running):
            yesterday = danish_day(self.real_now()) - timedelta(days=1)
            self._put(replace(assignment, to_day=yesterday))

    def decide(self) -> None:
        """Decide what sync kept aside."""
        session = self.laptop.at_work
        if not (item := self._some(kept.undecided(session))):
            return
        if item.why == "conflict" and item.at is not None and self.chance.random() < 0.5:
            with session.store.read() as tx:
                (found,) = [one for one in tx.kept() if one.id == item.id]
                record = _stored(tx, found.operation.kind, found.operation.record_id)
            if record is None or kind_of(record).is_sealed(record):
                return
            shown = {n: getattr(record, n) for n in item.kept}
            kept.keep_mine(session, item.id)
            came_back = set(marks(list(item.kept.values())))
            self.memory.replaced |= set(marks(list(shown.values()))) - came_back
            self.memory.replaced -= came_back
            self.memory.let_go -= came_back
        else:
            kept.keep_theirs(session, item.id)
            self.memory.let_go |= set(marks(list(item.kept.values())))

    files = True  # whether they keep any
    colleagues: list[str]
    real_now: Callable[[], Any]

    def _edit(self, case_id: str, cls: Any, record_id: str, name: str) -> None:
        with self.laptop.at_work.store.write() as tx:
            record = tx.get(cls, record_id)
            number = self.memory.next()
            before = marks(getattr(record, name))
            tx.put(replace(record, **{name: f"{number % 97} «{number}»"}))
        self._wrote(number, case_id, record, name, before[0] if before else None)

    def _put(self, record: Any) -> None:
        with self.laptop.at_work.store.write() as tx:
            tx.put(record)

    def _wrote(
        self, number: int, case: str | None, record: Any, name: str, over: int | None = None
    ) -> None:
        user, kind = self.laptop.at_work.user.id, kind_of(record).name
        self.memory.wrote(
            Written(number, self.laptop.name, user, case, kind, record.id, name, over)
        )

    def _cases(self) -> list[Case]:
        with self.laptop.at_work.store.read() as tx:
            citizens = {c.id for c in tx.find(Citizen)}
            return [c for c in tx.find(Case) if c.citizen_id in citizens]

    def _drafts(self) -> list[Note]:
        with self.laptop.at_work.store.read() as tx:
            own = self.laptop.at_work.user.id
            return [n for n in tx.find(Note, author_id=own) if n.state is NoteState.DRAFT]

    def _some(self, things: list[Any]) -> Any:
        return self.chance.choice(things) if things else None


def _stored(tx: Reader, kind: str, record_id: str) -> Any:
    from jobassist.records import KINDS

    found = tx.find(KINDS[kind].cls, id=record_id)
    return found[0] if found else None


_ACTIONS: dict[Action, int] = {
    Person.start_case: 4,
    Person.edit_citizen: 20,
    Person.edit_title: 8,
    Person.draft: 10,
    Person.write_on: 18,
    Person.add_to_set: 6,
    Person.finalise: 5,
    Person.tell: 5,
    Person.private_text: 3,
    Person.assign: 7,
    Person.end_assignment: 2,
    Person.decide: 4,
}
_FILING: dict[Action, int] = {Person.attach: 6}
