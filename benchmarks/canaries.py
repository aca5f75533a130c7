"""A day's work with canaries: none may be seen in any file, log, core, argument or environment.

Real processes work in a sandbox (data folder, home, temporary folder and working folder of its
own): the services' day, the command line, crashes by SIGKILL and SIGABRT with core dumps allowed.
Then every file in the sandbox is read, and what /proc told of the processes meanwhile. A control
shows that the search finds what is there: an ordinary process that aborts leaves a core full of
canaries. A letter for the printer lies where it was asked for, outside what is searched; spool,
temporary files and caches lie inside. The window works on a display of its own (Xvfb): it is
unlocked and written in by keys, copied from, locked, and killed. Linux only.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import Any

from benchmarks._canary import Canary, Sighting, canaries, seen_in, seen_in_files, told
from jobassist.errors import UserError
from jobassist.places import settings_file
from jobassist.settings import Settings
from speech.models import find_model
from storage.opening import create
from storage.vault.keys import Kdf

_QUICK = Kdf(passes=1, memory=1024, lanes=1)
_PASSPHRASE = "kun til denne prøve"
_LOOK_AGAIN_SECONDS = 0.02
_PATIENCE_SECONDS = 600
_ROOT = Path(__file__).resolve().parents[1]
_OF_THE_WINDOW = 7  # the canary whose case is opened there
_WINDOW_GOAL = {"copied": True, "after_lock": 0, "back": True, "display": "xcb"}
_UNHARDENED = "import os, sys; text = sys.stdin.read(); os.abort()"


def run(
    *, count: int = 1_000, commands: bool = True, report: Callable[[str], None] = print
) -> dict[str, Any]:
    """`found` counts sightings; `processes` were watched, `closed` showed no environment.

    Without `commands` only the services' days, for a quick look.
    """
    with tempfile.TemporaryDirectory(prefix="jobassist-canaries-") as folder:
        box = _Sandbox(Path(folder))
        opened, _ = create(box.data, _PASSPHRASE, "Mette Holm", kdf=_QUICK)
        opened.close()
        made = canaries(count)
        printed, window = 0, {}
        with box.watched():
            _day(box, count, signal.SIGKILL)
            report("a day, killed in the middle of a dictation")
            if commands:
                _commands(box, made)
                report("the command line")
                _crash(box, made[0])
                report("crashes of commands")
                printed = _letter(box, made[3])
                report("a letter for the printer")
                window = _window(box)
                report(f"the window: {window}")
            _day(box, 3, signal.SIGABRT)
            _day(box, 3, None)
            report("aborted, unlocked again, and locked")
        seen, files, size = seen_in_files(box.root)
        seen += box.seen
        control = _control(Path(folder) / "control", made[0])
    figures = {
        "canaries": len(made) * 3,
        "files": files,
        "bytes": size,
        "cores": box.cores,
        "processes": len(box.watched_ids),
        "closed": len(box.closed_ids),
        "control_found": control,
        "printed_bytes": printed,
        "window": window,
        "found": len(seen),
        "where": told(seen),
        "goal": {"found": 0},
    }
    figures["met"] = not seen and control != 0 and (not commands or window == _WINDOW_GOAL)
    return figures


class _Sandbox:
    """Folders for everything a process may write, and an eye on what it shows of itself."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "box"
        self.data, self.home = self.root / "data", self.root / "home"
        self.temp, self.work = self.root / "tmp", self.root / "work"
        self.chosen = folder / "chosen"  # where the user asked for a file: not searched
        for place in (self.home, self.temp, self.work, self.chosen):
            place.mkdir(parents=True)
        self.seen: list[Sighting] = []
        self.watched_ids: set[str] = set()
        self.closed_ids: set[str] = set()

    @property
    def cores(self) -> int:
        """How many core dumps there are."""
        return len(list(self.root.rglob("core*")))

    def start(self, *command: str, **environment: str) -> "subprocess.Popen[bytes]":
        """A process that may dump its core as far as we are concerned."""
        places = {"HOME": self.home, "TMPDIR": self.temp, "XDG_CACHE_HOME": self.home / "cache"}
        places["XDG_RUNTIME_DIR"] = self.home / "run"
        places["XDG_RUNTIME_DIR"].mkdir(mode=0o700, exist_ok=True)
        return subprocess.Popen(
            [sys.executable, *command],
            cwd=self.work,
            env={
                **os.environ,
                **{name: str(place) for name, place in places.items()},
                "PYTHONPATH": str(_ROOT),
                "PYTHONDONTWRITEBYTECODE": "1",
                **environment,
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=_allow_cores,  # noqa: PLW1509 - no thread of ours holds a lock here
        )

    def command(self, *words: str, text: str = "") -> Any:
        """The command line, its secrets by standard input; what it answers stays in memory."""
        process = self.start("-m", "jobassist", "--data-dir", str(self.data), "--json", *words)
        out, err = process.communicate(f"{_PASSPHRASE}\n{text}".encode(), timeout=_PATIENCE_SECONDS)
        self.seen += seen_in(err, f"standard error of {words[0]} {words[1]}")
        if process.returncode:
            raise RuntimeError(f"{words}: {err.decode()}")
        return json.loads(out)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Read arguments and environment of every process of this user meanwhile."""
        over = Event()

        def look() -> None:
            while not over.wait(_LOOK_AGAIN_SECONDS):
                for place in Path("/proc").glob("[0-9]*"):
                    self._look_at(place)

        eye = Thread(target=look)
        eye.start()
        try:
            yield
        finally:
            over.set()
            eye.join()

    def _look_at(self, place: Path) -> None:
        with suppress(OSError):
            if place.stat().st_uid != os.getuid() or place.name == str(os.getpid()):
                return
            self.watched_ids.add(place.name)
            self.seen += seen_in((place / "cmdline").read_bytes(), "arguments")
            try:
                self.seen += seen_in((place / "environ").read_bytes(), "environment")
            except PermissionError:
                self.closed_ids.add(place.name)


def _allow_cores() -> None:
    import resource

    try:
        whole = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        resource.setrlimit(resource.RLIMIT_CORE, whole)
    except ValueError:  # the limit came from a hardened parent, and we may not raise it
        hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
        resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))


def _day(box: _Sandbox, count: int, end: signal.Signals | None) -> None:
    process = box.start("-m", "benchmarks._canary_day", str(box.data), str(count))
    assert process.stdin and process.stdout
    process.stdin.write(f"{_PASSPHRASE}\n".encode())
    process.stdin.flush()
    if process.stdout.readline() != b"ready\n":
        raise RuntimeError(process.communicate()[1].decode())
    if end is None:
        process.stdin.write(b"lock\n")
    else:
        process.send_signal(end)
    _, err = process.communicate(timeout=_PATIENCE_SECONDS)
    box.seen += seen_in(err, "standard error of the day")


def _commands(box: _Sandbox, made: list[Canary]) -> None:
    """What IT or a script does with the same store; words to search for come by standard input."""
    case = box.command("case", "list")[0]
    box.command("case", "show", case["id"])
    note = box.command(
        "note", "new", "--case", case["id"], "--text-file", "-", text=made[1].sentence
    )
    box.command("note", "edit", note["id"], "--text-file", "-", text=made[2].sentence)
    box.command("note", "finalise", note["id"], "--despite-others")
    assert box.command("note", "search", "-", text=made[2].health)
    assert box.command("access", "searches", text=made[2].health)
    box.command("access", "list", "--citizen", case["citizen_id"])
    extract = str(box.work / "udskrift.csv")
    box.command("access", "extract", "--citizen", case["citizen_id"], "--out", extract)
    box.command("access", "sample")
    box.command("store", "check")
    box.command("store", "backup", str(box.work / "backup.jobassist"))
    box.command("retention", "archived", case["id"])
    box.command("retention", "erase", "--citizen", case["citizen_id"])


def _letter(box: _Sandbox, canary: Canary) -> int:
    """A letter as it is printed: its PDF, where it was asked for; how many bytes."""
    case = box.command("case", "list")[1]
    letter = box.command("letter", "new", "--case", case["id"], "--phrase", "jn-telefon-borger")
    box.command("letter", "edit", letter["id"], "--text-file", "-", text=canary.sentence)
    box.command("letter", "queue", letter["id"])
    pdf = box.chosen / "brev.pdf"
    box.command("letter", "pdf", letter["id"], "--out", str(pdf))
    return pdf.stat().st_size


def _window(box: _Sandbox) -> dict[str, Any]:
    """The real window on a display of its own: locked once, then killed while one writes."""
    _hear_with_the_installed_model(box)
    with _display() as display:
        process = box.start(
            "-m",
            "benchmarks._canary_window",
            str(box.data),
            str(_OF_THE_WINDOW),
            DISPLAY=display,
            QT_QPA_PLATFORM="xcb",
        )
        told: dict[str, Any] = {}
        assert process.stdin and process.stdout
        process.stdin.write(f"{_PASSPHRASE}\n".encode())
        process.stdin.flush()
        while "platform" not in told and "stuck" not in told:
            line = process.stdout.readline()
            box.seen += seen_in(line, "what the window told, titles included")
            if not line:
                raise RuntimeError(process.communicate()[1].decode())
            if line.startswith(b"told:"):
                told |= json.loads(line.removeprefix(b"told:"))
            if "clipboard" in told and "back" not in told:  # the lock page of its successor
                process.stdin.write(f"{_PASSPHRASE}\n".encode())
                process.stdin.flush()
        process.kill()
        _, err = process.communicate(timeout=_PATIENCE_SECONDS)
    box.seen += seen_in(err, "standard error of the window")
    if "stuck" in told:
        raise RuntimeError(f"the window waited in vain: {told['stuck']} {err.decode()}")
    return {
        "copied": told["copied"] > 0 and told["marks"] > 1,
        "after_lock": told["clipboard"],
        "back": told["back"],
        "display": told["platform"],
    }


def _hear_with_the_installed_model(box: _Sandbox) -> None:
    """The sandbox is another home: say where the speech model is, so that its process runs too."""
    model = str(Settings.load(settings_file(box.data), {})["model"])
    with suppress(UserError):
        place = find_model(model).parent
        Settings.load(settings_file(box.data), {}).choose("model_dir", str(place))


@contextmanager
def _display() -> Iterator[str]:
    """An X server of our own; its name."""
    reading, writing = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        "1400x900x24",
        "-nolisten",
        "tcp",
    ]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, pass_fds=[writing], **quiet) as server:  # type: ignore[call-overload]
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                yield f":{told.readline().strip()}"
        finally:
            server.terminate()


def _crash(box: _Sandbox, canary: Canary) -> None:
    """A command is killed while it has the store open and half a text in memory."""
    case = box.command("case", "list")[0]
    words = ("note", "new", "--case", case["id"], "--text-file", "-")
    for end in (signal.SIGKILL, signal.SIGABRT, signal.SIGSEGV):
        process = box.start("-m", "jobassist", "--data-dir", str(box.data), *words)
        assert process.stdin
        process.stdin.write(f"{_PASSPHRASE}\n{canary.sentence}\n".encode() * 40)
        process.stdin.flush()
        _wait_until_open(box.data, process.pid)
        process.send_signal(end)
        _, err = process.communicate(timeout=_PATIENCE_SECONDS)
        box.seen += seen_in(err, f"standard error after {end.name}")


def _wait_until_open(data: Path, pid: int) -> None:
    """The log of the database is there as long as the store is open."""
    for _ in range(_PATIENCE_SECONDS * 50):
        if any(data.glob("*.db-wal")) or not Path(f"/proc/{pid}").exists():
            return
        Event().wait(_LOOK_AGAIN_SECONDS)


def _control(folder: Path, canary: Canary) -> int | None:
    """Sightings in the core of a process that is not hardened; None where none may be written."""
    folder.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", _UNHARDENED],
        cwd=folder,
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        preexec_fn=_allow_cores,  # noqa: PLW1509
    )
    process.communicate(canary.sentence.encode() * 100)
    found, files, _ = seen_in_files(folder)
    return len(found) if files else None


if __name__ == "__main__":  # not hardened itself: what it starts may leave cores
    print(json.dumps(run(report=lambda line: print(line, file=sys.stderr, flush=True)), indent=2))
