"""`sync`: send and fetch once."""

from argparse import ArgumentParser, Namespace

from jobassist.cli.call import Call

_WORDS = {
    "pushed": "sendt",
    "pulled": "hentet",
    "merged": "flettet",
    "conflicts": "konflikter",
    "quarantined": "tilbageholdt",
    "purged": "fjernet herfra",
}


def add(parser: ArgumentParser) -> None:
    """Declare `sync`."""
    parser.add_argument(
        "--once", action="store_true", required=True, help="synkronisér én gang, og slut"
    )
    parser.set_defaults(run=_run)


def _run(call: Call, _options: Namespace) -> None:
    with call.session():
        counts = call.house.sync_once()
    call.answer(counts, [", ".join(f"{counts[key]} {word}" for key, word in _WORDS.items())])
