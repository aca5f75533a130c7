"""What lies where in a data folder. Only its owner may enter it.

    header.json, header.copy.json   the slots that open the store
    store-N.db (-wal, -shm)         the encrypted database of generation N
    head-N                          the number of its last acknowledged commit, sealed
    recordings-N/                   sound that is being dictated, encrypted
    attachments-N/                  files that belong to cases, encrypted
    snapshots/                      the database and its header as they were, verified
    snapshot.db                     the database as a backup takes it, only meanwhile
    writer.lock, writer.json        who writes

A new data key makes a new generation: its files are complete before the header names it.
"""

import os
import shutil
from pathlib import Path

from jobassist.errors import EnvironmentFault
from storage.faults import clear_disk_faults
from storage.writer_lock import WriterLock

_OF_A_GENERATION = ("store", "head", "recordings", "attachments")


class DataFolder:
    """One user's store."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.header = path / "header.json"
        self.header_copy = path / "header.copy.json"
        self.snapshot = path / "snapshot.db"
        self.snapshots = path / "snapshots"
        self.writer = WriterLock(path)

    @property
    def headers(self) -> tuple[Path, Path]:
        """Both copies; the copy is written first, so that the first one decides."""
        return self.header_copy, self.header

    def database(self, generation: int) -> Path:
        """The encrypted database."""
        return self.path / f"store-{generation}.db"

    def head(self, generation: int) -> Path:
        """The head file."""
        return self.path / f"head-{generation}"

    def recordings(self, generation: int) -> Path:
        """The folder of recordings."""
        return self.path / f"recordings-{generation}"

    def attachments(self, generation: int) -> Path:
        """The folder of attachments."""
        return self.path / f"attachments-{generation}"

    def has_store(self) -> bool:
        """Whether anything of a store stands here, whole or not."""
        kept = (*self.path.glob("store-*.db"), *self.snapshots.glob("*"))
        return any(file.exists() for file in self.headers) or bool(kept)

    def make(self) -> None:
        """Make the folder, closed to others. Raises: EnvironmentFault `store.read_only`."""
        os.umask(0o077)
        try:
            with clear_disk_faults():
                self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
                if os.name != "nt":
                    self.path.chmod(0o700)
        except FileNotFoundError:  # a place where nothing can be made: /proc, a lost drive
            raise EnvironmentFault("store.read_only") from None

    def store_files(self) -> list[Path]:
        """Every file and folder of the store, the header last: it is what makes a store whole."""
        data = sorted(file for kind in _OF_A_GENERATION for file in self.path.glob(f"{kind}-*"))
        last = [self.snapshots, *self.headers]
        return [*data, *(file for file in last if file.exists())]

    def remove_generation(self, generation: int) -> None:
        """Delete the files of a generation that no header names."""
        for suffix in ("", "-wal", "-shm", "-journal"):
            Path(f"{self.database(generation)}{suffix}").unlink(missing_ok=True)
        self.head(generation).unlink(missing_ok=True)
        for place in (self.recordings(generation), self.attachments(generation)):
            shutil.rmtree(place, ignore_errors=True)

    def other_generations(self, generation: int) -> list[int]:
        """Generations other than the present one that left files behind."""
        files = (file for kind in _OF_A_GENERATION for file in self.path.glob(f"{kind}-*"))
        names = [file.name.partition("-")[2].partition(".")[0] for file in files]
        return sorted({int(n) for n in names if n.isdigit()} - {generation})
