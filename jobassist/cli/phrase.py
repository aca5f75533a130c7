"""`phrase`: the standard texts."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from jobassist.cli.call import Call, read_text
from jobassist.cli.parser import verbs, whole_number
from jobassist.cli.progress import progress

_LEAST_CANDIDATES = 5


def add(parser: ArgumentParser) -> None:
    """Declare `phrase list`, `phrase import` and `phrase match`."""
    verb = verbs(parser)
    verb("list", "vis alle standardtekster").set_defaults(run=_list)
    import_ = verb("import", "importér fra CSV: noegle,titel,talenavn,kategori,tekst")
    import_.add_argument("file", type=Path, metavar="FIL", help="CSV-fil i UTF-8")
    import_.set_defaults(run=_import)
    match = verb("match", "find den standardtekst, der bliver sagt i en lydfil")
    match.add_argument(
        "--audio",
        type=Path,
        action="append",
        required=True,
        metavar="FIL",
        help="lydfil; gentages",
    )
    match.add_argument(
        "--top",
        type=whole_number,
        default=_LEAST_CANDIDATES,
        metavar="N",
        help="antal bud (mindst 5)",
    )
    match.set_defaults(run=_match)
