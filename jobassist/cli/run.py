"""Runs one command: find it, call it, and turn what goes wrong into one line and an exit code.

0 done, 1 not fulfilled, 2 wrong use, 3 the environment failed.
"""

import argparse
import errno
import importlib
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from jobassist import __version__, log, messages
from jobassist.bootstrap import prepare, run_window
from jobassist.cli.call import Call
from jobassist.cli.parser import Parser
from jobassist.errors import AppError, EnvironmentFault, UsageError
from jobassist.ids import new_id

COMMANDS = {
    "demo": "vis hele arbejdsgangen med rigtig lyd, kryptering og synkronisering",
    "store": "opret, kontrollér og sikkerhedskopiér det krypterede sagslager",
    "case": "vis sager",
    "note": "skriv, afslut, vis og søg journalnotater",
    "letter": "skriv breve ud fra standardtekster, læg dem i kø, og gem dem som PDF",
    "company": "find arbejdspladser i registret uden net, importér det, skriv jobordrer",
    "candidate": "find kandidater til en arbejdsplads, skriv samtykke ned",
    "visit": "skriv og vis virksomhedsbesøg, og hvad centralen har af dem",
    "form": "vis, udfyld og kontrollér blanketter og regler",
    "phrase": "vis, importér og genkend standardtekster",
    "term": "vis og ret de fælles ord, diktatet skriver på en bestemt måde",
    "transcribe": "skriv lydfiler om til tekst",
    "normalise": "gør talt dansk til skriftligt dansk, linje for linje",
    "model": "vis, installér og kontrollér talemodeller",
    "enrol": "tilmeld denne computer til centralen",
    "sync": "synkronisér med centralen",
    "central": "kør og styr referencecentralen",
    "seed": "fyld sagslageret med opdigtede sager og notater",
    "access": "vis, hvem der har brugt hvis oplysninger, og lav stikprøver",
    "retention": "vis og slet, hvad der ikke skal gemmes længere",
    "policy": "vis, kontrollér og beskriv organisationens politik",
    "diagnostics": "lav en diagnosepakke til IT uden personoplysninger",
    "doctor": "undersøg, om alt er i orden, og hvad der kan gøres",
    "screenshots": "tag et billede af hver side med opdigtede data",
    "bench": "mål og sammenlign (kun fra kildekoden)",
}


_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM")


class Ended(NamedTuple):
    """How a command ended: its exit code, and the line for standard error."""

    code: int
    line: str = ""


def run(arguments: Sequence[str]) -> int:
    """Run `arguments` (without the program's name); returns the exit code. Never raises."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    _open_standard_input()
    log.withhold()
    ended = _guarded(arguments)
    if ended.line:
        print(f"jobassist: {ended.line}", file=sys.stderr)
    return ended.code


def _open_standard_input() -> None:
    """UTF-8 wherever it comes from, as files are; one that is closed says nothing.

    A terminal knows its own encoding.
    """
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - as long as the program
    elif hasattr(sys.stdin, "reconfigure") and not sys.stdin.isatty():
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="strict")


def _guarded(arguments: Sequence[str]) -> Ended:
    try:
        return Ended(_dispatch(arguments))
    except SystemExit as leaving:  # --help and --version
        return Ended(leaving.code if isinstance(leaving.code, int) else 0)
    except KeyboardInterrupt:
        return Ended(1, str(messages.message("app.cancelled")))
    except BrokenPipeError:  # the reader (`| head`) has gone; it has what it wanted
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Ended(1)
    except (AppError, OSError) as error:
        expected = error if isinstance(error, AppError) else _refused_by_system(error)
        return Ended(expected.exit_code, str(messages.explain(expected)))
    except BaseException as error:  # a bug: told by its incident id alone
        incident = new_id()
        log.failure("app.unexpected", error, incident=incident)
        return Ended(1, str(messages.message("app.incident", incident=incident)))


def _refused_by_system(error: OSError) -> EnvironmentFault:
    """What no room foresaw is still the machine's doing, not a bug."""
    log.failure("app.system_failed", error)
    reason = errno.errorcode.get(error.errno or 0, type(error).__name__)
    return EnvironmentFault("cli.system_failed", reason=reason)


def _dispatch(arguments: Sequence[str]) -> int:
    options = _options().parse_args(_json_first(arguments))
    call = Call(
        data_dir=options.data_dir, passphrase_file=options.passphrase_file, json=options.json
    )
    if options.command is None:
        _need_display()
        return run_window(call.data_dir)
    if options.command not in COMMANDS:
        raise UsageError("app.usage", detail=f"ukendt kommando: {options.command[:60]}")
    module = importlib.import_module(f"jobassist.cli.{options.command}")
    parser = Parser(
        prog=f"jobassist {options.command}", description=COMMANDS[options.command].capitalize()
    )
    module.add(parser)
    chosen = parser.parse_args(options.rest)
    prepare(call.data_dir)
    return chosen.run(call, chosen) or 0


def _json_first(arguments: Sequence[str]) -> list[str]:
    """`doctor --json` is `--json doctor`; what stands after `--` is left alone."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    kept = [word for word in arguments[:end] if word != "--json"]
    asked = ["--json"] if len(kept) < end else []
    return [*asked, *kept, *arguments[end:]]


def _need_display() -> None:
    """Qt ends the process at once where it finds no display. Raises: EnvironmentFault."""
    if sys.platform == "linux" and not any(os.environ.get(name) for name in _DISPLAYS):
        raise EnvironmentFault("cli.no_display")


def _options() -> Parser:
    commands = "\n".join(f"  {name:<13}{text}" for name, text in COMMANDS.items())
    parser = Parser(
        prog="jobassist",
        description="Uden kommando åbnes vinduet.",
        epilog=f"kommandoer:\n{commands}\n\n»jobassist KOMMANDO --help« fortæller mere om hver.",
    )
    parser.add_argument("--version", action="version", version=__version__, help="vis versionen")
    parser.add_argument(
        "--data-dir", type=Path, metavar="MAPPE", help="mappen med det krypterede sagslager"
    )
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FIL",
        help="fil med adgangssætningen; ellers læses den fra standard input",
    )
    parser.add_argument("--json", action="store_true", help="svar som JSON")
    parser.add_argument("command", nargs="?", metavar="KOMMANDO", help="se nedenfor")
    parser.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    return parser
