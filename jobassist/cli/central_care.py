"""Keeping a central: backup, restore, epochs, erasing, keys, the log's chain, hand-overs."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from jobassist.cli.call import Call, existing, read_text

WORDS = {
    "file": "Fil",
    "bytes": "Bytes",
    "epoch": "Epoke",
    "erased": "Slettede poster",
    "records": "Poster",
    "key": "Nøgle",
    "chained": "Nye poster i kæden",
    "whole": "Loggen er hel",
    "made_at": "Lavet",
    "operations": "Ændringer",
    "applied": "Overtaget",
    "merged": "Flettet",
    "conflict": "Konflikter",
    "quarantined": "Ikke taget imod",
    "reasons": "Hvorfor ikke",
    "files": "Filer",
    "files_refused": "Filer, der ikke blev taget imod",
}


def add(verb: Any, finish: Any) -> None:
    """Declare the verbs."""
    backup = verb("backup", "tag en kopi af hele databasen")
    backup.add_argument("file", type=Path, metavar="FIL", help="en ny fil")
    finish(backup, _backup)
    restore = verb("restore", "læg en kopi i en tom database, og begynd en ny epoke")
    restore.add_argument("file", type=Path, metavar="FIL", help="kopien")
    finish(restore, _restore)
    finish(verb("new-epoch", "begynd en ny epoke efter en gendannelse"), _new_epoch)
    erase = verb("erase", "slet en lukket sag, når arkiveringen er i orden")
    erase.add_argument("case", metavar="SAG", help="sagens id")
    finish(erase, _erase)
    finish(verb("rotate-key", "tag en ny nøgle i brug; den gamle står inde for den"), _rotate_key)
    parcel = verb("accept-hand-over", "læg det ind, som en medarbejder har givet IT i en fil")
    parcel.add_argument("file", type=Path, metavar="FIL", help="filen fra »sync hand-over«")
    parcel.add_argument(
        "--key", type=Path, required=True, metavar="FIL", help="IT's private nøgle (PEM)"
    )
    finish(parcel, _accept_hand_over)
    finish(verb("check-log", "kontrollér, at adgangsloggen er hel"), _check_log)


def _backup(call: Call, options: Namespace) -> None:
    from jobassist.cli.central import part, tell, url

    tell(call, part("backup").backup(url(call, options), options.file))


def _restore(call: Call, options: Namespace) -> None:
    from jobassist.cli.central import part, tell, url

    tell(call, part("backup").restore(url(call, options), options.file))


def _new_epoch(call: Call, options: Namespace) -> None:
    from jobassist.cli.central import part, tell, url

    tell(call, part("backup").new_epoch(url(call, options)))


def _erase(call: Call, options: Namespace) -> None:
    from jobassist.cli.central import part, tell, url

    tell(call, part("care").erase(url(call, options), options.case))


def _rotate_key(call: Call, options: Namespace) -> None:
    from jobassist.cli.central import part, tell, url

    tell(call, part("care").rotate_key(url(call, options)))


def _accept_hand_over(call: Call, options: Namespace) -> None:
    from jobassist.cli.central import part, tell, url

    pem = read_text(options.key).encode()
    tell(call, part("parcels").accept(url(call, options), existing(options.file), pem))


def _check_log(call: Call, options: Namespace) -> None:
    from jobassist.cli.central import part, tell, url

    tell(call, part("care").check_log(url(call, options)))
