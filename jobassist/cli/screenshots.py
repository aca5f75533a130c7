"""`screenshots`: a picture of every page, with synthetic data and without a display."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from jobassist.cli.call import Call


def add(parser: ArgumentParser) -> None:
    """Declare `screenshots`."""
    parser.add_argument("--out", type=Path, required=True, metavar="MAPPE", help="her lægges PNG")
    parser.set_defaults(run=_run)


def _run(call: Call, options: Namespace) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.screenshots import take

    files = [str(file) for file in take(options.out)]
    call.answer(files, files)
