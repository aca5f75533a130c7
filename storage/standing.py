"""Whether the store is where it was left: its commits beside the head file, header and anchor."""

from dataclasses import replace

from sqlalchemy import Engine

from jobassist.errors import EnvironmentFault
from storage import commits
from storage.data_folder import DataFolder
from storage.engine import IMMEDIATE, clear_faults
from storage.vault import anchor, slots
from storage.vault import header as headers
from storage.vault.head import Head, Mark
from storage.vault.header import Header


class Standing:
    """How far one open store has come.

    `doubt` is None, or says what is wrong: `store.rolled_back` (`count` acknowledged commits are
    gone), `store.head_rolled_back`, `store.head_missing`, `store.head_damaged`,
    `store.header_rolled_back`, `store.folder_rolled_back`. Then nothing is written until
    somebody restores, or decides by `accept` to go on from what is here.
    """

    def __init__(self, folder: DataFolder, header: Header, data_key: bytes, engine: Engine) -> None:
        self.header = header
        self._folder = folder
        self._data_key = data_key
        self._engine = engine
        self._head = Head(folder.head(header.generation), data_key, header.store_id)
        self._mark: Mark | None = None  # the last commit of ours
        self.doubt = self._look()

    def may_write(self) -> None:
        """Become the folder's writer and bring the head level.

        Raises: `doubt`; EnvironmentFault `store.in_use`, `store.…`.
        """
        if self.doubt:
            raise _anew(self.doubt)
        if not self._folder.path.exists():
            raise EnvironmentFault("store.folder_gone", retryable=True)
        self._folder.writer.claim()
        if self._mark is None:  # a process before us may have been killed before the head
            self._mark = self._database_mark()
            self._head.keep(self._mark)
        self._head.settle()

    def is_writer(self) -> bool:
        """Whether this program has become the one that writes."""
        return self._mark is not None and self.doubt is None

    def acknowledge(self, mark: Mark) -> None:
        """A commit is on the disk: put its mark there too."""
        self._mark = replace(mark, header=self.header.revision)
        self._head.keep(self._mark)

    def replace_header(self, header: Header) -> None:
        """Put a changed header in place of both copies, and remember that it is the newest."""
        self.may_write()
        self._write_header(header, self.header.revision + 1)
        self.acknowledge(self._commit())
        self.keep_anchor()

    def accept(self) -> None:
        """Go on from what is here, as somebody decided who was told of the doubt."""
        self._folder.writer.claim()
        seen = self._head.read().mark or Mark(0, 0, b"")
        known = anchor.read_anchor(self.header.store_id) or (0, 0, 0)
        newest = max(seen.header, known[2], self.header.revision)
        self._write_header(self.header, newest + 1)
        self._mark = self._commit(beyond=max(seen.commit, known[1]))
        self._head.make(self._mark)
        self.doubt = None
        self.keep_anchor()

    def begin(self) -> None:
        """Make the head file of a store that has just been made, or re-keyed."""
        self._mark = self._database_mark()
        self._head.make(self._mark)
        self.doubt = None

    def state(self) -> anchor.State:
        """How far the store has come."""
        mark = self._mark or self._database_mark()
        return self.header.generation, mark.commit, self.header.revision

    def compare(self, known: anchor.State | None) -> None:
        """Doubt the store if somebody outside the folder has seen it further than it is."""
        if known and known > self.state() and not self.doubt:
            self.doubt = EnvironmentFault("store.folder_rolled_back")

    def keep_anchor(self) -> None:
        """Tell the keyring how far the store has come, where a PIN is set and we wrote."""
        if self._mark and not self.doubt and slots.DAILY in self.header.slots:
            anchor.keep_anchor(self.header.store_id, self.state())

    def _look(self) -> EnvironmentFault | None:
        before = self._head.read()
        with clear_faults(), self._engine.connect() as connection:
            mark, previous = commits.current(connection, self.header.revision)
        found = commits.doubt(before, mark, previous, self._head.read())
        if found is None and slots.DAILY in self.header.slots:
            known = anchor.read_anchor(self.header.store_id)
            if known and known > (self.header.generation, mark.commit, mark.header):
                found = EnvironmentFault("store.folder_rolled_back")
        return found

    def _database_mark(self) -> Mark:
        with clear_faults(), self._engine.connect() as connection:
            return commits.current(connection, self.header.revision)[0]

    def _commit(self, beyond: int = 0) -> Mark:
        with clear_faults(), self._engine.connect() as plain:
            connection = plain.execution_options(**{IMMEDIATE: True})
            with connection.begin():
                return commits.advance(connection, self.header.revision, beyond=beyond)

    def _write_header(self, header: Header, revision: int) -> None:
        signed = replace(header, revision=revision).signed(self._data_key)
        headers.write(signed, *self._folder.headers)
        self.header = signed


def _anew(doubt: EnvironmentFault) -> EnvironmentFault:
    """The same fault for each who runs into it: an exception carries where it was raised."""
    fault = EnvironmentFault(doubt.code)
    fault.params = doubt.params
    return fault
