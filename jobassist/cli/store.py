"""`store`: make, check, back up, restore and re-key the encrypted store."""

import getpass
from argparse import ArgumentParser, Namespace
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from jobassist import messages
from jobassist.cli.call import Call, existing, read_text, writing
from jobassist.cli.parser import verbs
from jobassist.errors import UserError

if TYPE_CHECKING:
    from storage.ways_in import KeyOf

_NEWEST = "newest"
_GOOD = 2  # see Strength


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
    restore = verb("restore", "gendan lageret fra en kopi; det nuværende lægges til side")
    source = restore.add_mutually_exclusive_group(required=True)
    source.add_argument("file", nargs="?", type=Path, metavar="FIL", help="sikkerhedskopien")
    source.add_argument(
        "--snapshot", metavar="NAVN", help="et øjebliksbillede; `newest` er det nyeste hele"
    )
    _other_keys(restore, required=False)
    restore.set_defaults(run=_restore)
    listing = verb("snapshots", "vis de øjebliksbilleder, der kan gendannes")
    listing.add_argument("--take", action="store_true", help="tag et nu")
    listing.set_defaults(run=_snapshots)
    accept = verb("accept", "gå videre med et lager, der er sat tilbage")
    _other_keys(accept, required=False)
    accept.set_defaults(run=_accept)
    verb("rotate", "giv lageret en ny nøgle efter mistanke om læk").set_defaults(run=_rotate)
    recover = verb("recover", "sæt en ny adgangssætning med den trykte gendannelsesnøgle")
    _other_keys(recover, required=True)
    recover.set_defaults(run=_recover)


def _other_keys(parser: ArgumentParser, *, required: bool) -> None:
    """Ways in besides the passphrase."""
    key = parser.add_mutually_exclusive_group(required=required)
    key.add_argument("--key-file", type=Path, metavar="FIL", help="fil med den trykte nøgle")
    key.add_argument(
        "--escrow-key", type=Path, metavar="FIL", help="IT's private nøgle til nødadgangen (PEM)"
    )


def _create(call: Call, options: Namespace) -> None:
    house = call.house
    if poor := house.poor_place():
        call.warn(poor)
    owner = options.owner or getpass.getuser()
    passphrase = call.passphrase()
    _, recovery_key = house.create(passphrase, owner)
    _warn_if_weak(call, passphrase, owner)
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
            "message": messages.message(p.code, "da", **{"what": p.what, **p.params}).what,
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
    from jobassist.services.exporting import may_save
    from storage.backup import backup

    may_save(call.house.settings, options.file)
    with call.session():
        with writing():
            backup(call.house.opened, options.file)
        store_id = call.house.opened.store_id
    told = {"store_id": store_id, "file": str(options.file)}
    call.answer(told, [f"Lageret er kopieret til {options.file} og læst igennem."])


def _restore(call: Call, options: Namespace) -> None:
    from storage.backup import restore
    from storage.restoring import restore_snapshot

    if not options.snapshot:
        existing(options.file)
    aside: Path | None
    now, key_of = datetime.now(UTC), _key_of(call, options)
    folder = call.house.data_dir
    if options.snapshot:
        name = None if options.snapshot == _NEWEST else options.snapshot
        opened, aside = restore_snapshot(folder, name, key_of, now=now)
    else:
        opened, aside = restore(options.file, folder, key_of, now=now)
    with closing(opened):
        told = {"store_id": opened.store_id, "set_aside": str(aside) if aside else None}
    lines = [f"Lageret er gendannet i {call.house.data_dir}"]
    call.answer(told, [*lines, f"Det gamle ligger i {aside}"] if aside else lines)


def _key_of(call: Call, options: Namespace) -> "KeyOf":
    """What opens it: a key that was named, or the passphrase."""
    from storage.ways_in import by_escrow_key, by_secret

    if options.escrow_key:
        return by_escrow_key(read_text(options.escrow_key).encode())
    if options.key_file:
        return by_secret(read_text(options.key_file).strip())
    return by_secret(call.passphrase())


def _snapshots(call: Call, options: Namespace) -> None:
    from storage import snapshots
    from storage.data_folder import DataFolder

    if options.take:
        with call.session():
            call.house.opened.take_snapshot(datetime.now(UTC))
    found = [
        {"name": s.name, "made_at": s.made_at.isoformat(), "why": s.why}
        for s in snapshots.listed(DataFolder(call.house.data_dir))
    ]
    lines = [f"{s['name']}  {s['why']}" for s in found]
    call.answer(found, lines or ["Her er ingen øjebliksbilleder."])


def _accept(call: Call, options: Namespace) -> None:
    from storage import opening

    with closing(opening.unlock_by(call.house.data_dir, _key_of(call, options))) as opened:
        doubted = opened.doubt.code if opened.doubt else None
        if doubted:
            opened.accept()
        store_id = opened.store_id
    line = (
        "Lageret går videre fra det, der er her." if doubted else "Lageret er, som det skal være."
    )
    call.answer({"store_id": store_id, "accepted": doubted}, [line])


def _rotate(call: Call, _options: Namespace) -> None:
    from storage.opening import unlock
    from storage.rotation import rotate

    passphrase = call.passphrase()
    opened, recovery_key = rotate(unlock(call.house.data_dir, passphrase), passphrase)
    with closing(opened):
        _tell_key(call, opened.store_id, recovery_key, "Lageret har fået en ny nøgle.")


def _recover(call: Call, options: Namespace) -> None:
    from storage.opening import recover, recover_with_escrow

    folder = call.house.data_dir
    if options.escrow_key:
        private_key = read_text(options.escrow_key).encode()
        passphrase = call.passphrase()
        recovered = recover_with_escrow(folder, private_key, passphrase)
    else:
        recovery_key, passphrase = read_text(options.key_file).strip(), call.passphrase()
        recovered = recover(folder, recovery_key, passphrase)
    _warn_if_weak(call, passphrase)
    with closing(recovered) as opened:
        store_id = opened.store_id
    call.answer({"store_id": store_id}, ["Den nye adgangssætning gælder fra nu af."])


def _warn_if_weak(call: Call, passphrase: str, owner: str = "") -> None:
    """Scripts may choose what they like, but nobody is left in doubt."""
    from jobassist.services.passphrase import strength

    if strength(passphrase, (owner,)).level < _GOOD:
        call.warn(UserError("cli.weak_passphrase"))


def _tell_key(call: Call, store_id: str, recovery_key: str, line: str) -> None:
    call.answer(
        {"store_id": store_id, "recovery_key": recovery_key},
        [
            line,
            f"Gendannelsesnøgle: {recovery_key}",
            "Skriv den ned nu, og gem den et sikkert sted; den vises kun denne ene gang.",
        ],
    )
