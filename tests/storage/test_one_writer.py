"""One writer for a folder, across processes, and what a killed one leaves."""

import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from jobassist.errors import EnvironmentFault
from jobassist.records import Note
from storage import opening
from storage.writer_lock import WriterLock
from tests.storage.samples import CASELOAD, DRAFT
from tests.storage.test_vault import PASSPHRASE, QUICK

ROOT = Path(__file__).parents[2]


@contextmanager
def another_process(program: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A Python process that has printed its first line; killed at the end."""
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program), *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


HOLDER = """
    import sys
    from pathlib import Path
    from storage.writer_lock import WriterLock
    lock = WriterLock(Path(sys.argv[1]))
    lock.claim()
    print("holding", flush=True)
    sys.stdin.readline()
"""


@pytest.mark.parametrize("begun", ["/x/jobassist/__main__.py", "/x/bin/jobassist", "jobassist.exe"])
def test_the_writer_is_named_as_its_user_knows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begun: str
):
    monkeypatch.setattr(sys, "argv", [begun])
    holder, other = WriterLock(tmp_path), WriterLock(tmp_path, patience=0.0)
    holder.claim()
    with pytest.raises(EnvironmentFault) as caught:
        other.claim()
    assert caught.value.params["program"] == "jobassist"
    holder.release()


def test_another_process_that_writes_is_named(tmp_path: Path):
    lock = WriterLock(tmp_path, patience=0.1)
    with another_process(HOLDER, str(tmp_path)) as holder:
        assert holder.stdout and holder.stdout.readline() == "holding\n"
        with pytest.raises(EnvironmentFault) as caught:
            lock.claim()
        assert caught.value.code == "store.in_use"
        assert caught.value.exit_code == 3
        assert caught.value.params["pid"] == holder.pid
    lock.claim()  # a killed holder holds nothing
    lock.release()


def test_who_waits_gets_it_when_it_is_free(tmp_path: Path):
    lock = WriterLock(tmp_path, patience=30)
    with another_process(HOLDER, str(tmp_path)) as holder:
        assert holder.stdout and holder.stdin
        holder.stdout.readline()
        holder.stdin.write("\n")
        holder.stdin.flush()
        lock.claim()
    lock.release()


def test_reading_goes_on_beside_a_writer(tmp_path: Path):
    first, _ = opening.create(tmp_path, PASSPHRASE, "Anne", kdf=QUICK)
    with first.store.write() as tx:
        tx.put(CASELOAD[1])
    second = opening.unlock(tmp_path, PASSPHRASE)
    second.folder.writer = WriterLock(tmp_path, patience=0.1)
    second.store._claim = second.folder.writer.claim
    with second.store.read() as tx:
        assert tx.get(type(CASELOAD[1]), CASELOAD[1].id)
    with pytest.raises(EnvironmentFault, match=r"store\.in_use"), second.store.write():
        pass
    first.close()
    with second.store.write() as tx:
        tx.put(CASELOAD[2])
    second.close()


WRITER = """
    import sys
    from dataclasses import replace
    from pathlib import Path
    from storage import opening
    from tests.storage.samples import DRAFT
    opened = opening.unlock(Path(sys.argv[1]), sys.argv[2])
    for number in range(1_000_000):
        with opened.store.write() as tx:
            tx.put(replace(DRAFT, text=f"udgave {number}"))
        print(number, flush=True)
"""


def test_what_was_acknowledged_survives_a_kill(tmp_path: Path):
    opened, _ = opening.create(tmp_path, PASSPHRASE, "Anne", kdf=QUICK)
    with opened.store.write() as tx:
        tx.put(DRAFT)
    opened.close()
    acknowledged = 0
    for _ in range(3):
        with another_process(WRITER, str(tmp_path), PASSPHRASE) as writer:
            assert writer.stdout
            for _ in range(20):
                acknowledged = int(writer.stdout.readline())
            writer.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
            rest = writer.stdout.read().split()
        acknowledged = int(rest[-1]) if rest else acknowledged
        opened = opening.unlock(tmp_path, PASSPHRASE)
        with opened.store.read() as tx:
            kept = tx.get(Note, DRAFT.id)
            assert int(kept.text.split()[1]) >= acknowledged
            assert tx.sync_counts().unsent == 1
        opened.close()


def test_threads_write_one_after_the_other(tmp_path: Path):
    from concurrent.futures import ThreadPoolExecutor

    opened, _ = opening.create(tmp_path, PASSPHRASE, "Anne", kdf=QUICK)

    def add(_: int) -> None:
        with opened.store.write() as tx:
            number = int(tx.setting("counter") or 0)
            tx.set_setting("counter", str(number + 1))
            tx.put(replace(DRAFT, text=str(number)))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(add, range(80)))
    with opened.store.read() as tx:
        assert tx.setting("counter") == "80"
    opened.close()
