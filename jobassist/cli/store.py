"""`store`: make, check, back up, restore and re-key the encrypted store."""

import getpass
from argparse import ArgumentParser, Namespace
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from jobassist import messages
from jobassist.cli.call import Call, read_text
from jobassist.cli.parser import verbs


def add(parser: ArgumentParser) -> None:
    """Declare the verbs of `store`."""
    verb = verbs(parser)
    create = verb("create", "opret et nyt krypteret lager")
    create.add_argument(
        "--owner", metavar="NAVN", help="medarbejderens navn (ellers brugernavnet på maskinen)"
    )
    create.set_defaults(run=_create)
    verb("check", "kontrollér alle lagerets filer").set_defaults(run=_check)
    backup = verb("backup", "skriv hele lageret, krypteret, til en ny fil")
    backup.add_argument("file", type=Path, metavar="FIL", help="filen må ikke findes i forvejen")
    backup.set_defaults(run=_backup)
    restore = verb("restore", "genskab lageret fra en kopi; det nuværende lægges til side")
    restore.add_argument("file", type=Path, metavar="FIL", help="sikkerhedskopien")
    restore.set_defaults(run=_restore)
    verb("rotate", "giv lageret en ny nøgle efter mistanke om læk").set_defaults(run=_rotate)
    recover = verb("recover", "sæt en ny adgangssætning med den trykte genoprettelsesnøgle")
    recover.add_argument(
        "--key-file", type=Path, required=True, metavar="FIL", help="fil med nøglen"
    )
    recover.set_defaults(run=_recover)


def _create(call: Call, options: Namespace) -> None:
    house = call.house
    _, recovery_key = house.create(call.passphrase(), options.owner or getpass.getuser())
    store_id = house.opened.store_id
    house.lock()
    _tell_key(call, store_id, recovery_key, f"Lageret er oprettet i {house.data_dir}")


def _check(call: Call, _options: Namespace) -> int:
    from storage.checkup import check

    problems = [
        {
            "code": p.code,
            "what": p.what,
            "mended": p.mended,
            "message": messages.message(p.code, what=p.what).what,
        }
        for p in check(call.house.data_dir, call.passphrase())
    ]
    told = {"ok": not problems, "problems": problems}
    call.answer(
        told,
        [f"{p['what']}: {p['message']}" for p in problems] or ["Lageret er i orden."],
    )
    return 1 if problems else 0


def _backup(call: Call, options: Namespace) -> None:
    from storage.backup import backup

    with call.session():
        backup(call.house.opened, options.file)
        store_id = call.house.opened.store_id
    told = {"store_id": store_id, "file": str(options.file)}
    call.answer(told, [f"Lageret er kopieret til {options.file} og læst igennem."])


def _restore(call: Call, options: Namespace) -> None:
    from storage.backup import restore

    now = datetime.now(UTC)
    opened, aside = restore(options.file, call.house.data_dir, call.passphrase(), now=now)
    with closing(opened):
        told = {"store_id": opened.store_id, "set_aside": str(aside) if aside else None}
    lines = [f"Lageret er genskabt i {call.house.data_dir}"]
    call.answer(told, [*lines, f"Det gamle ligger i {aside}"] if aside else lines)


def _rotate(call: Call, _options: Namespace) -> None:
    from storage.opening import unlock
    from storage.rotation import rotate

    passphrase = call.passphrase()
    opened, recovery_key = rotate(unlock(call.house.data_dir, passphrase), passphrase)
    with closing(opened):
        _tell_key(call, opened.store_id, recovery_key, "Lageret har fået en ny nøgle.")


def _recover(call: Call, options: Namespace) -> None:
    from storage.opening import recover

    key = read_text(options.key_file).strip()
    with closing(recover(call.house.data_dir, key, call.passphrase())) as opened:
        store_id = opened.store_id
    call.answer({"store_id": store_id}, ["Den nye adgangssætning gælder fra nu af."])


def _tell_key(call: Call, store_id: str, recovery_key: str, line: str) -> None:
    call.answer(
        {"store_id": store_id, "recovery_key": recovery_key},
        [
            line,
            f"Genoprettelsesnøgle: {recovery_key}",
            "Skriv den ned nu, og gem den et sikkert sted; den vises kun denne ene gang.",
        ],
    )
