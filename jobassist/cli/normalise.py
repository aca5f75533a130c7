"""`normalise`: spoken Danish in, written Danish out."""

import sys
from argparse import ArgumentParser, Namespace

from jobassist.cli.call import Call


def add(parser: ArgumentParser) -> None:
    """Declare `normalise`."""
    parser.description = (
        "Læser én talt sætning pr. linje fra standard input og skriver den på skriftligt dansk. "
        "Linjeskift inde i teksten skrives som \\n."
    )
    parser.set_defaults(run=_run)


def _run(call: Call, _options: Namespace) -> None:
    written = call.house.ears.written()
    for line in sys.stdin:
        print(written(line.strip()).replace("\n", "\\n"), flush=True)
