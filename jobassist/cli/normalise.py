"""`normalise`: spoken Danish in, written Danish out."""

from argparse import ArgumentParser, Namespace

from jobassist.cli.call import Call, standard_input


def add(parser: ArgumentParser) -> None:
    """Declare `normalise`."""
    parser.description = (
        "Læser én talt sætning pr. linje fra standard input og skriver den på skriftligt dansk. "
        "Linjeskift inde i teksten skrives som \\n."
    )
    parser.set_defaults(run=_run)


def _run(call: Call, _options: Namespace) -> None:
    written = call.house.ears.written()
    with standard_input() as lines:
        for line in lines:
            print(written(line.strip()).replace("\n", "\\n"), flush=True)
