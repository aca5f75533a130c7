"""A caseworker's day with canaries, through the services, in a process of its own.

`python -m benchmarks._canary_day DATA_DIR COUNT`; the passphrase is the first line of standard
input. When the day is done it writes `ready` and stays unlocked, in the middle of a dictation,
until a second line comes or somebody kills it.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import numpy as np

from benchmarks._canary import Canary, canaries
from jobassist import log
from jobassist.bootstrap import House, build, prepare
from jobassist.hardening import harden
from jobassist.ids import new_id
from jobassist.ports.speech import (
    SAMPLE_RATE,
    Committed,
    DoubtBelow,
    Finished,
    Heard,
    Samples,
    Segment,
    Tentative,
)
from jobassist.records import Case, Citizen
from jobassist.services import access_log, cases, erasure, notes, phrases
from jobassist.services.dictation import Dictation
from jobassist.session import Session
from storage.backup import backup

_PATIENCE_SECONDS = 30


class Scripted:
    """A recogniser that hears one sentence; the real one would invent its own words."""

    model = "scripted"
    doubt_below = DoubtBelow()

    def __init__(self) -> None:
        self.sentence = ""

    def listen(self, on_heard: Callable[[Heard], None], **_wanted: object) -> "Scripted":
        """Begin, and guess at once."""
        self._tell = on_heard
        on_heard(Tentative(self.sentence))
        return self

    def feed(self, samples: Samples) -> None:
        """Sound is not what is tested."""

    def finish(self) -> None:
        """The whole sentence."""
        self._tell(Committed(Segment(0.0, 1.0, self.sentence, ()), retried=False))
        self._tell(Finished())

    def cancel(self) -> None:
        """Nothing more."""

    def warm_up(self) -> None:
        """It is warm."""

    def close(self) -> None:
        """There is no process."""


class Tone:
    """A microphone of `seconds`; without an end it goes on until it is stopped."""

    name = "tone"

    def __init__(self, seconds: float | None) -> None:
        self._blocks = None if seconds is None else int(seconds * 10)
        self._stopped = Event()
        self.running = Event()

    @contextmanager
    def open(self) -> Iterator[Iterator[Samples]]:
        """Blocks of a tenth of a second."""
        yield self._sound()

    def stop(self) -> None:
        """End."""
        self._stopped.set()

    def _sound(self) -> Iterator[Samples]:
        block = np.full(SAMPLE_RATE // 10, 0.2, np.float32)
        sent = 0
        while not self._stopped.is_set() and sent != self._blocks:
            yield block
            sent += 1
            if sent > 10:
                self.running.set()
                self._stopped.wait(0.1)


def main(arguments: Sequence[str]) -> None:
    """The day."""
    harden()
    data_dir, count = Path(arguments[0]), int(arguments[1])
    prepare(data_dir)
    log.quiet_crashes()
    house = build(data_dir)
    session = house.unlock(sys.stdin.readline().rstrip("\n"))
    ears = Scripted()
    session.recogniser = lambda: ears  # type: ignore[assignment,return-value]
    phrases.import_standard_texts(session)
    for number, canary in enumerate(canaries(count)):
        _talk(session, ears, canary, number)
    _office(house, session, canaries(count))
    ears.sentence = canaries(count)[0].sentence
    case = cases.list_cases(session)[-1].case
    endless = Tone(None)
    going_on = Dictation(
        session, endless, lambda _: None, note_id=notes.new_draft(session, case.id).id
    )
    going_on.begin()
    endless.running.wait(_PATIENCE_SECONDS)
    print("ready", flush=True)
    if sys.stdin.readline():
        going_on.release()
        going_on.wait(_PATIENCE_SECONDS)
        house.lock()


def _talk(session: Session, ears: Scripted, canary: Canary, number: int) -> None:
    """A case, a note written and dictated, and what one does with it."""
    citizen = Citizen(
        id=new_id(), cpr=canary.cpr, given_name="Åse", family_name=canary.name,
        benefit=canary.health, address=f"{canary.name}vej 1",
    )  # fmt: skip
    case = cases.start_case(session, citizen, f"2026-{number:06d}", title=canary.health)
    draft = notes.new_draft(session, case.id, canary.sentence)
    notes.save_draft(session, draft.id, title=canary.health, participants=canary.name)
    if number % 3 == 0:
        ears.sentence = canary.sentence
        texts: list[str] = []
        spoken = Dictation(
            session,
            Tone(0.3),
            lambda event: texts.append(getattr(event, "text", "")),
            note_id=draft.id,
        )
        spoken.begin()
        spoken.wait(_PATIENCE_SECONDS)
        notes.save_draft(session, draft.id, text=canary.sentence + "".join(texts))
        final = notes.finalise(session, draft.id)
        notes.add_addendum(session, final.id, canary.sentence)
    if number % 5 == 0:
        cases.list_cases(session, canary.name)
        cases.list_cases(session, canary.cpr)
        notes.search(session, canary.health)
        notes.search(session, f'"{canary.health}" AND (')
        cases.open_case(session, case.id)
        phrases.unfold(session, "jn-telefon-borger", case.id)
    if number % 7 == 0:
        try:
            raise ValueError(canary.sentence)
        except ValueError as error:
            log.failure("app.unexpected", error, note=canary.sentence, incident=new_id())


def _office(house: House, session: Session, made: list[Canary]) -> None:
    """Snapshot, backup, the citizen's extract, an erasure."""
    house.housekeep()
    backup(house.opened, house.data_dir.with_name(f"{new_id()}.jobassist"))
    with session.store.read() as tx:
        chosen = tx.find(Citizen, cpr=made[-1].cpr)[0]
        own = tx.find(Case, citizen_id=chosen.id)
    access_log.extract_for_citizen(session, chosen.id)
    for case in own:
        erasure.confirm_archived(session, case.id)
    erasure.erase_citizen(session, chosen.id)


if __name__ == "__main__":
    main(sys.argv[1:])
