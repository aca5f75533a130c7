"""Looks at every file of a store for what should not be so, and mends what can be mended."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from jobassist.errors import EnvironmentFault, Param
from jobassist.records import KINDS
from storage import access_log, seals, snapshots
from storage.data_folder import DataFolder
from storage.durable import PARTIAL
from storage.engine import IMMEDIATE, clear_faults, integrity_problems
from storage.fulltext import tell_index
from storage.opened import OpenedStore
from storage.opening import find_header
from storage.vault import header as headers
from storage.vault.header import Header


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong. `code` has its words in the messages; `what` is a file or an id."""

    code: str
    what: str
    mended: bool = False
    params: dict[str, Param] = field(default_factory=dict)


def check(data_dir: Path, secret: str) -> list[Problem]:
    """Everything that is wrong with the store, also what was mended; empty when all is well.

    Raises: UserError `store.none`, `store.wrong_passphrase`; EnvironmentFault `store.in_use`, and
    `store.missing_header`, `store.header_damaged` when neither copy can be read.
    """
    folder = DataFolder(data_dir)
    header, data_key = find_header(folder, lambda h: h.open_with_passphrase(secret))
    folder.writer.claim()
    try:
        problems: list[Problem] = []
        database = folder.database(header.generation)
        found: list[str] = []
        try:
            opened = OpenedStore(folder, header, data_key)
        except EnvironmentFault as fault:
            return [Problem(fault.code, database.name)]
        certain = opened.doubt is None
        try:
            problems += _headers(folder, header, mend=certain)
            if opened.doubt:
                name = folder.head(header.generation).name
                problems.append(Problem(opened.doubt.code, name, params=opened.doubt.params))
            found = integrity_problems(database, data_key, pages_only=True)
            if not found:
                problems += _contents(opened)
            problems += _files(opened)
        except EnvironmentFault as fault:
            problems.append(Problem(fault.code, database.name))
        finally:
            opened.close()
        found = found or integrity_problems(database, data_key)
        problems += [Problem(f"check.{kind}", database.name) for kind in found]
        if certain and not found:
            problems += _leftovers(folder, header)
        return problems
    finally:
        folder.writer.release()


def _headers(folder: DataFolder, genuine: Header, *, mend: bool) -> Iterator[Problem]:
    """In doubt the other copy may be the newer one: then it is left as it is."""
    for file in folder.headers:
        if headers.read(file) != genuine:
            if mend:
                headers.write(genuine, file)
            yield Problem("check.header", file.name, mended=mend)


def _contents(opened: OpenedStore) -> Iterator[Problem]:
    with clear_faults(), opened.engine.connect() as plain:
        connection = plain.execution_options(**{IMMEDIATE: True})
        with connection.begin():
            yield from _indexes(connection)
            for note_id in seals.broken(connection, opened.device):
                yield Problem("check.seal", note_id)
            for entry in access_log.problems(connection):
                yield Problem("check.access_log", entry)


def _files(opened: OpenedStore) -> Iterator[Problem]:
    """The files beside the database: sound, attachments, snapshots."""
    for dictation_id in opened.recordings.ids():
        if not opened.recordings.is_sound(dictation_id):
            yield Problem("check.recording", dictation_id)
    for name in opened.attachments.damaged():
        yield Problem("check.attachment", name)
    for partial in opened.attachments.leftovers():
        partial.unlink(missing_ok=True)
        yield Problem("check.leftover", partial.name, mended=True)
    foreign = snapshots.foreign(opened.folder, opened.header.generation)
    for snapshot in snapshots.listed(opened.folder):
        if snapshot in foreign:
            continue
        try:
            snapshots.verify(snapshot, opened.data_key)
        except EnvironmentFault:
            yield Problem("check.snapshot", snapshot.name)


def _indexes(connection: Connection) -> Iterator[Problem]:
    """A full-text index that parted from its records is built anew: it holds nothing else."""
    for kind in KINDS.values():
        if not kind.search:
            continue
        index = f"{kind.name}_fts"
        try:
            with connection.begin_nested():
                tell_index(connection, index, "integrity-check", ", 1")
        except DatabaseError:
            tell_index(connection, index, "rebuild")
            yield Problem("check.index", index, mended=True)


def _leftovers(folder: DataFolder, header: Header) -> Iterator[Problem]:
    """What an interrupted backup or change of keys left behind; the present files are sound."""
    if folder.snapshot.exists():
        folder.snapshot.unlink()
        yield Problem("check.leftover", folder.snapshot.name, mended=True)
    for name in snapshots.finish_removals(folder):
        yield Problem("check.leftover", name, mended=True)
    for partial in folder.snapshots.glob(f"*{PARTIAL}"):
        shutil.rmtree(partial)
        yield Problem("check.leftover", partial.name, mended=True)
    for snapshot in snapshots.foreign(folder, header.generation):
        snapshots.remove([snapshot])
        yield Problem("check.leftover", snapshot.name, mended=True)
    for generation in folder.other_generations(header.generation):
        folder.remove_generation(generation)
        yield Problem("check.leftover", folder.database(generation).name, mended=True)
