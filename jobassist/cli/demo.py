"""`demo`: the main job from end to end, on real parts, told step by step."""

import json
import os
import shlex
import signal
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from jobassist.cli.call import Call
from jobassist.cli.demo_central import this_program
from jobassist.cli.demo_story import Played, Story, play


def add(parser: ArgumentParser) -> None:
    """Declare `demo`."""
    parser.description = (
        "Opretter et opdigtet sagsarkiv i et nyt krypteret lager, starter en central, tilmelder to "
        "computere, dikterer et notat, indsætter en standardtekst, afslutter, synkroniserer og "
        "læser notatet på den anden computer. Til sidst skrives resultatet som ét JSON-objekt "
        "(uden skærm) eller åbnes vinduet (med skærm)."
    )
    parser.add_argument("--headless", action="store_true", help="åbn ikke vinduet til sidst")
    parser.add_argument(
        "--sound", type=Path, metavar="FIL", help="lydfil med diktatet (ellers talesyntese)"
    )
    parser.add_argument(
        "--request-sound", type=Path, metavar="FIL", help="lydfil, hvor standardteksten nævnes"
    )
    parser.add_argument(
        "--central-command",
        default="",
        metavar="KOMMANDO",
        help="et jobassist, der har centralen (»…/python -m jobassist«)",
    )
    parser.add_argument(
        "--keep", type=Path, metavar="MAPPE", help="læg dataene her (ellers i en ny midlertidig)"
    )
    parser.set_defaults(run=_run)


def _run(call: Call, options: Namespace) -> None:
    signal.signal(signal.SIGTERM, _stop)
    windowless = options.headless or call.json or not has_display()
    story = Story(sys.stderr if call.json else sys.stdout)
    program = shlex.split(options.central_command, posix=os.name != "nt") or this_program()
    with play(
        story,
        root=_root(options.keep),
        central_program=program,
        sound=options.sound,
        request_sound=options.request_sound,
    ) as played:
        if windowless:
            print(json.dumps(played.told, ensure_ascii=False), flush=True)
        else:
            _show(story, played)


def _stop(_signal: int, _frame: object) -> None:
    """Asked to end: what the demo has started ends with it."""
    raise KeyboardInterrupt


def has_display() -> bool:
    """Whether a window can be shown to somebody."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _root(keep: Path | None) -> Path:
    """A folder of this run's own, so that the demo can be run again at once."""
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix="jobassist-demo-", dir=keep))


def _show(story: Story, played: Played) -> None:
    from ui.app import run

    laptop = played.laptop
    story.say("Vinduet åbner på sagen. Luk det for at slutte demoen.")
    session = laptop.unlock(played.passphrase)
    note = played.told["note_id"]
    locked: list[subprocess.Popen[bytes]] = []  # this process must live: it ends the central
    laptop.relaunch = lambda command: locked.append(subprocess.Popen(command))
    run(laptop, laptop.settings, session=session, open_case=played.case_id, note=note)
    for window in locked:
        window.wait()
