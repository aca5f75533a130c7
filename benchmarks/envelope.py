"""The sealed envelope put to the test: `jobassist bench envelope`.

`bits` flips single bits in both copies; `kills` kills a visit while it is filled in, drawn, signed
and sealed; `pdf` times the document and has it looked at by qpdf and pdfinfo where they are.
"""

import multiprocessing as mp
import random
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import _signing
from benchmarks.vault import _stores
from jobassist.envelope.packet import Copy
from jobassist.envelope.verify import BrokenEnvelopeError, verify
from jobassist.errors import UsageError
from jobassist.records import Letter
from jobassist.services import envelopes
from jobassist.services.letter_pdf import render as render_letter

Report = Callable[[str], None]
_LONGEST_SECONDS = 0.7
_PDF_GOAL = 1.0


def run(*, size: float = 1.0, part: str = "", report: Report = print) -> dict[str, Any]:
    """Every part, or one; `size` 1 is what is promised, .02 a quick look."""
    parts: dict[str, Callable[[], dict[str, Any]]] = {
        "bits": lambda: bits(times=max(1, round(5_000 * size)), report=report),
        "kills": lambda: kills(times=max(1, round(500 * size)), report=report),
        "pdf": lambda: pdf(times=max(3, round(30 * size)), report=report),
    }
    if part and part not in parts:
        raise UsageError("cli.unknown_benchmark", names=", ".join(parts))
    found = {name: measure() for name, measure in parts.items() if part in ("", name)}
    return {**found, "size": size, "met": all(figures["met"] for figures in found.values())}


def bits(*, times: int, seed: int = 1, report: Report = print) -> dict[str, Any]:
    """Flip one bit at a time in the full and in the employer's copy; all must be refused.

    The peer is a plain hash beside the file, which refuses as many, and proves no copy.
    """
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="jobassist-bench-") as place:
        opened, session = _open(Path(place))
        form = _signing.new_form(session)
        _signing.sign_all(session, form.id)
        id = envelopes.seal(session, form.id).id
        copies = [envelopes.export(session, id, copy) for copy in Copy]
        opened.close()
    refused, why = 0, dict[str, int]()
    began = time.perf_counter()
    for number in range(times):
        content = bytearray(copies[number % 2])
        at = chance.randrange(len(content) * 8)
        content[at // 8] ^= 1 << at % 8
        try:
            verify(bytes(content))
        except BrokenEnvelopeError as broken:
            refused += 1
            why[broken.why] = why.get(broken.why, 0) + 1
        if (number + 1) % 1_000 == 0:
            report(f"{number + 1} bits flipped, {refused} refused")
    seconds = time.perf_counter() - began
    return {
        "flipped": times,
        "refused": refused,
        "why": why,
        "bytes": [len(copy) for copy in copies],
        "verify_ms": round(seconds / times * 1000, 2),
        "goal": {"refused": times},
        "met": refused == times,
    }


def kills(*, times: int, seed: int = 1, report: Report = print) -> dict[str, Any]:
    """Kill the visit at some moment of its life, again and again, on one store."""
    chance = random.Random(seed)
    context: Any = mp.get_context(
        "forkserver" if "forkserver" in mp.get_all_start_methods() else None
    )
    if context.get_start_method() == "forkserver":
        context.set_forkserver_preload(["benchmarks._signing"])
    lost: dict[str, int] = {}
    told = {"strokes_acknowledged": 0, "fields_acknowledged": 0, "envelopes": 0}
    with tempfile.TemporaryDirectory(prefix="jobassist-bench-") as place:
        fresh, folder = Path(place) / "fresh", Path(place) / "data"
        _stores.make(fresh, 1)
        for number in range(times):
            if number % 25 == 0:  # judging looks through everything
                shutil.rmtree(folder, ignore_errors=True)
                shutil.copytree(fresh, folder)
            heard, killed_at = _killed(context, chance, folder, number)
            for name, count in _signing.judge(folder, heard, killed_at).items():
                lost[name] = lost.get(name, 0) + count
            told["strokes_acknowledged"] += sum(one[0] == "ink" and not one[4] for one in heard)
            told["fields_acknowledged"] += sum(one[0] == "text" for one in heard)
            told["envelopes"] += sum(one[0] == "sealed" for one in heard)
            if (number + 1) % 50 == 0:
                report(f"{number + 1} visits killed: {told}, lost {lost}")
    goal = dict.fromkeys(lost, 0)
    return {"killed": times, **told, "lost": lost, "goal": goal, "met": lost == goal}


def _killed(
    context: Any, chance: random.Random, folder: Path, phase: int
) -> tuple[list[Any], float]:
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_signing.visit, args=(folder, phase, theirs))
    process.start()
    theirs.close()
    ours.recv()
    deadline = time.monotonic() + chance.random() * _LONGEST_SECONDS
    heard: list[Any] = []
    while (left := deadline - time.monotonic()) > 0:
        if ours.poll(left):
            heard.append(ours.recv())
    process.kill()
    killed_at = time.time()
    process.join()
    try:
        while True:
            heard.append(ours.recv())
    except (EOFError, OSError):
        return heard, killed_at


def pdf(*, times: int, report: Report = print) -> dict[str, Any]:
    """Seconds to seal a form with both its documents, beside a letter by the same Typst."""
    seconds, letters = [], []
    with tempfile.TemporaryDirectory(prefix="jobassist-bench-") as place:
        opened, session = _open(Path(place))
        made = b""
        for number in range(times):
            form = _signing.new_form(session, bemaerkninger=f"Nummer {number}")
            _signing.sign_all(session, form.id)
            began = time.perf_counter()
            id = envelopes.seal(session, form.id).id
            seconds.append(time.perf_counter() - began)
            made = envelopes.pdf(session, id)
            began = time.perf_counter()
            render_letter(_letter(session.clock.now(), number))
            letters.append(time.perf_counter() - began)
        opened.close()
    worst = max(seconds)
    report(f"{times} forms sealed")
    return {
        "seal_with_two_pdfs_s": {
            "p50": round(statistics.median(seconds), 3),
            "max": round(worst, 3),
        },
        "peer_one_letter_s": {"p50": round(statistics.median(letters), 3)},
        "ratio": round(statistics.median(seconds) / statistics.median(letters), 2),
        "bytes": len(made),
        "checked": _looked_at(made),
        "goal": {"max_s": _PDF_GOAL},
        "met": worst < _PDF_GOAL,
    }


def _looked_at(made: bytes) -> dict[str, str]:
    """What qpdf and pdfinfo say; the document holds nobody's data but the bench's."""
    found = {}
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(made)
        file.flush()
        for name, command in {"qpdf": ["--check"], "pdfinfo": []}.items():
            if shutil.which(name):
                done = subprocess.run([name, *command, file.name], capture_output=True, check=False)
                lines = done.stdout.decode(errors="replace").splitlines()
                told = [line for line in lines if "rror" in line or line.startswith("Tagged")]
                found[name] = f"exit {done.returncode}; " + "; ".join(told)[:200]
            else:
                found[name] = "not here"
    return found


def _letter(now: Any, number: int) -> Letter:
    return Letter(
        id="l",
        case_id="c",
        author_id="u",
        created_at=now,
        dated=now.date(),
        subject="Om praktik",
        text=f"Brev {number}. " + "Vi har aftalt et praktikforløb. " * 60,
    )


def _open(place: Path) -> tuple[Any, Any]:
    _stores.make(place / "data", 1)
    opened = _stores.unlock(place / "data")
    return opened, _signing.session_of(opened)
