"""One laptop of the soak: a process of its own with the product's house, store, and sync.

`python -m benchmarks.sync.soak.device FILE`: the file says where and how much. It writes its share
at its own pace, goes on syncing after that, and is killed without warning in between.
"""

import io
import json
import random
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from benchmarks.sync.soak.journal import Journal, marks
from benchmarks.vault._stores import QUICK
from jobassist import log
from jobassist.bootstrap import House
from jobassist.door import DoorState
from jobassist.errors import AppError
from jobassist.ids import new_id
from jobassist.records import Attachment, Case, CaseMessage, Citizen, Note, NoteState, Record
from jobassist.services import attaching, notes, sync
from jobassist.session import Session
from jobassist.settings import Settings
from storage import opening

PASSPHRASE = "en lang adgangssætning"
_TOLD_EVERY = 1.0
_AGAIN = 1.0
_LINES = 40  # of a draft, then another is begun


@dataclass(frozen=True, slots=True)
class Task:
    """What a device is told: its place, its central, and how much to write how quickly."""

    number: int
    folder: str
    url: str
    code: str
    writes: int
    seconds_each: float

    @property
    def store(self) -> Path:
        """The store's folder."""
        return Path(self.folder) / f"laptop-{self.number}"

    @property
    def journal(self) -> Path:
        """What it wrote."""
        return Path(self.folder) / f"journal-{self.number}"

    @property
    def state(self) -> Path:
        """How it stands."""
        return Path(self.folder) / f"state-{self.number}.json"

    def save(self) -> Path:
        """The file a process is started with."""
        file = Path(self.folder) / f"task-{self.number}.json"
        file.write_text(json.dumps(asdict(self)), encoding="utf-8")
        return file


class Device:
    """Somebody at a laptop, who goes on where the last process was killed."""

    def __init__(self, task: Task) -> None:
        self._task, self._journal = task, Journal(task.journal)
        self._run, self._count = self._journal.runs + 1, 0
        self._chance = random.Random(f"{task.number}.{self._run}")
        self._house, self._pause = House(task.store, Settings()), threading.Event()

    def live(self) -> None:
        """Until the end, which comes from outside."""
        if self._house.state() is DoorState.NO_STORE:
            opening.create(self._task.store, PASSPHRASE, "Medarbejder", kdf=QUICK)[0].close()
        session = self._house.unlock(PASSPHRASE)
        while sync.login(session) is None:
            try:
                self._house.enrol(self._task.url, self._task.code)
            except AppError as error:
                log.event("soak.not_enrolled", code=error.code)
                self._pause.wait(_AGAIN)
        self._house.watch_sync(lambda _state: None)
        threading.Thread(target=self._tell, daemon=True).start()
        while self._journal.written < self._task.writes:
            self._pause.wait(self._chance.expovariate(1 / self._task.seconds_each))
            self._write(session)
        threading.Event().wait()

    def _tell(self) -> None:
        """How it stands, now and then, for whoever waits for all to be level."""
        session = self._house.session
        while True:
            with session.store.read() as tx:
                files = tx.find(Attachment)
            with session.store.sync() as tx:
                said = {
                    "written": self._journal.written,
                    "unsent": tx.sync_counts().unsent,
                    "scopes": tx.scopes(),
                    "files": sum(
                        not (file.held_at and session.attachments.has(file.sha256))
                        for file in files
                    ),
                }
            partial = self._task.state.with_suffix(".new")
            partial.write_text(json.dumps(said), encoding="utf-8")
            partial.replace(self._task.state)
            self._pause.wait(_TOLD_EVERY)

    def _write(self, session: Session) -> None:
        with session.store.read() as tx:
            cases = tx.listed(Case)
        if not cases:
            return  # the first sync has yet to bring them
        self._count += 1
        mark = f"{self._task.number}.{self._run}.{self._count}"
        (what,) = self._chance.choices(list(_WAYS), [share for share, _ in _WAYS.values()])
        if _WAYS[what][1](self, session, self._chance.choice(cases), f"«{mark}»", mark):
            self._journal.done(mark)

    def _message(self, session: Session, case: Case, text: str, mark: str) -> bool:
        self._journal.begin(mark, [])
        at, user = session.clock.now(), session.user.id
        told = CaseMessage(id=new_id(), case_id=case.id, author_id=user, created_at=at, text=text)
        return _put(session, told)

    def _draft(self, session: Session, case: Case, text: str, mark: str) -> bool:
        self._journal.begin(mark, [])
        notes.new_draft(session, case.id, text)
        return True

    def _line(self, session: Session, case: Case, text: str, mark: str) -> bool:
        with session.store.read() as tx:
            mine = tx.find(Note, author_id=session.user.id, case_id=case.id, state=NoteState.DRAFT)
        mine = [note for note in mine if len(marks(note.text)) < _LINES]
        if not mine:
            return self._draft(session, case, text, mark)
        self._journal.begin(mark, [])
        note = self._chance.choice(mine)
        with session.store.write() as tx:
            now = tx.get(Note, note.id)
            tx.put(replace(now, text=f"{now.text}\n{text}"))
        return True

    def _phone(self, session: Session, case: Case, text: str, mark: str) -> bool:
        """Another number; what stood there is replaced knowingly."""
        with session.store.write() as tx:
            found = tx.find(Citizen, id=case.citizen_id)
            if not found:
                return False
            self._journal.begin(mark, marks(found[0].phone))
            tx.put(replace(found[0], phone=text))
        return True

    def _scan(self, session: Session, case: Case, text: str, mark: str) -> bool:
        self._journal.begin(mark, [])
        content = io.BytesIO(b"%PDF-1.7 " + mark.encode() + self._chance.randbytes(20_000))
        attaching.keep(session, f"case:{case.id}", content, f"Bilag {text}", case_id=case.id)
        return True


_Way = Callable[[Device, Session, Case, str, str], bool]
_WAYS: dict[str, tuple[int, _Way]] = {
    "message": (35, Device._message),
    "line": (30, Device._line),
    "phone": (22, Device._phone),
    "draft": (9, Device._draft),
    "scan": (4, Device._scan),
}
"""How often each is done; True where it was written."""


def _put(session: Session, record: Record) -> bool:
    with session.store.write() as tx:
        tx.put(record)
    return True


if __name__ == "__main__":
    log.start(Path(sys.argv[1]).with_suffix(".log"))
    Device(Task(**json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))).live()
