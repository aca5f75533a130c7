"""What was erased goes from the older states too: each snapshot is written anew without it.

A snapshot that does not know of an erasure still holds what was erased. Housekeeping, off the
window's thread, copies such a snapshot, replays the list of erasures in the copy, verifies it, puts
it in place and overwrites the old one. The store itself is held to the same list: a restore that
was interrupted before its replay is finished here. A backup outside the data folder is not reached:
it is erased when it is restored.
"""

import shutil
from datetime import timedelta
from pathlib import Path

from jobassist.errors import EnvironmentFault
from storage import erasure, migrations, snapshots
from storage.destroying import erase_tree
from storage.durable import PARTIAL
from storage.engine import checkpoint, clear_faults, copy, open_engine
from storage.erasure import Listed
from storage.faults import clear_disk_faults
from storage.opened import OpenedStore
from storage.restoring import listed_in
from storage.snapshots import Snapshot


def forget_erased(opened: OpenedStore) -> int:
    """Replay every erasure where it is not known yet; returns how many snapshots were rewritten.

    For a thread of its own; the store may be used meanwhile. A damaged snapshot is left as it is:
    `store check` names it. Raises: EnvironmentFault `store.…`.
    """
    folder, key = opened.folder, opened.data_key
    snapshots.finish_removals(folder)
    database = folder.database(opened.header.generation).name
    own = opened.erased()
    known = [
        (one, found)
        for one in snapshots.listed(folder)
        if (found := listed_in(one.folder / database, key)) is not None
    ]
    everything = [*own, *(listed for _, found in known for listed in found)]
    if missing := _lacking(own, everything):
        with opened.store.sync() as tx:
            erasure.replay(tx.connection, missing)
        opened.store.settle()
    rewritten = 0
    for snapshot, found in known:
        if missing := _lacking(found, everything):
            with opened.making_files():
                rewritten += _rewrite(snapshot, database, key, missing)
    return rewritten


def _lacking(found: list[Listed], everything: list[Listed]) -> list[Listed]:
    """What a list lacks, by record: when it was erased may differ from store to store."""
    there = {(one.kind, one.record_id) for one in found}
    lacking = {
        (one.kind, one.record_id): one
        for one in everything
        if (one.kind, one.record_id) not in there
    }
    return list(lacking.values())


def _rewrite(snapshot: Snapshot, database: str, key: bytes, missing: list[Listed]) -> bool:
    """The same snapshot without what was erased, a microsecond younger; then the old one goes."""
    try:
        snapshots.verify(snapshot, key)
    except EnvironmentFault:
        return False
    anew = snapshots.place_at(snapshot, snapshot.made_at + timedelta(microseconds=1))
    if not anew.exists():  # a process was killed before the old one went
        partial = anew.with_name(anew.name + PARTIAL)
        try:
            _write_anew(snapshot, partial, database, key, missing)
            snapshots.put_in_place(partial, anew, snapshot.why, key)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    erase_tree(snapshots.give_up(snapshot))
    return True


def _write_anew(
    snapshot: Snapshot, partial: Path, database: str, key: bytes, missing: list[Listed]
) -> None:
    """Database and header in a new folder; the database in today's schema, so that it can forget.

    Raises: EnvironmentFault `store.…`.
    """
    with clear_disk_faults():
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(mode=0o700)
        for file in snapshot.folder.glob("header*.json"):
            shutil.copyfile(file, partial / file.name)
    copy(snapshot.folder / database, partial / database, key)
    engine = open_engine(partial / database, key)
    try:
        connection = engine.raw_connection()
        with clear_faults():
            migrations.migrate(connection.driver_connection)
        connection.close()
        with clear_faults(), engine.begin() as replaying:
            erasure.replay(replaying, missing)
        checkpoint(engine)
    finally:
        engine.dispose()
    snapshots.require_sound(partial / database, key)
