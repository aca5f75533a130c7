"""Files in the simulation: kept with a case, and in the end where they belong."""

import io
import random
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.sync.simulation.central import Office
from benchmarks.sync.simulation.checks import cases_of
from benchmarks.sync.simulation.laptops import Laptop
from benchmarks.sync.simulation.memory import Memory
from jobassist.errors import AppError
from jobassist.records import Attachment
from jobassist.services import attaching
from jobassist.session import Session
from jobassist.sync.wire_live import CHUNK_BYTES

_SMALL, _LARGE = 900, 2 * CHUNK_BYTES + 300_000
_LARGE_ONES = 0.15


def attach(session: Session, case_id: str, number: int, chance: random.Random) -> Attachment:
    """Keep a scan with a case; now and then one that travels in several parts."""
    size = _LARGE if chance.random() < _LARGE_ONES else chance.randrange(1, _SMALL)
    content = b"%PDF-1.7 " + str(number).encode() + chance.randbytes(size)
    belongs_to = f"case:{case_id}"
    return attaching.keep(
        session, belongs_to, io.BytesIO(content), f"Bilag «{number}»", case_id=case_id
    )


def at_central(office: Office) -> set[tuple[str, str]]:
    """Scope and hash of every file that the central has whole."""
    return set(office.query("SELECT scope, id FROM attachment WHERE complete"))


def broken(office: Office, laptops: Sequence[Laptop], memory: Memory) -> list[str]:
    """Every promise about files that was not kept."""
    alive = [laptop for laptop in laptops if not laptop.wiped]
    return [
        *_lost(office, alive, memory),
        *(line for laptop in alive for line in _on(laptop, office)),
    ]


def _lost(office: Office, alive: Sequence[Laptop], memory: Memory) -> Iterator[str]:
    """A file whose record stands is whole at the central; what could not be sent is kept."""
    whole, gone = at_central(office), memory.replaced | memory.let_go
    for one in memory.written.values():
        if one.kind != "attachment" or one.number in gone:
            continue
        id = memory.files[one.record]
        if (f"case:{one.case}", id) in whole:
            continue
        author = [laptop for laptop in alive if laptop.name == one.laptop]
        if not author:
            continue  # wiped, with what it had not sent
        if _has(author[0], id):
            if one.case in cases_of(office, author[0]) and not _refused(author[0], one.record):
                yield f"unsent: the file {one.mark} of {one.laptop}"
        elif not (office.restores and one.case not in cases_of(office, author[0])):
            yield f"lost: the file {one.mark} of {one.laptop}"


def _on(laptop: Laptop, office: Office) -> Iterator[str]:
    """A laptop has the files of its cases that the central has, whole, and no others."""
    with laptop.at_work.store.read() as tx:
        here = tx.find(Attachment)
    whole, named = at_central(office), {one.sha256 for one in here}
    for one in here:
        if one.held_at and (f"case:{one.case_id}", one.sha256) not in whole:
            yield f"unlike: a file that the central is said to have, on {laptop.name}"
        if one.held_at and not _has(laptop, one.sha256):
            yield f"missing: a file on {laptop.name}"
    kept = {row["sha256"] for row in _kept(laptop)}
    for lost in sorted(id for id in kept - named if not _has(laptop, id)):
        if not any(id == lost for _, id in whole):
            yield f"lost: a file that {laptop.name} says it kept aside"
    assert laptop.opened
    expected = named | kept
    names = {laptop.opened.attachments._file(id).name for id in expected}
    for file in laptop.opened.attachments._files():
        if file.name not in names:
            yield f"left over: a file on {laptop.name}"


def _kept(laptop: Laptop) -> list[dict[str, Any]]:
    """The fields of attachments that were set aside on a laptop."""
    with laptop.at_work.store.read() as tx:
        its = [one.operation for one in tx.kept() if one.operation.kind == "attachment"]
    return [dict(op.fields) for op in its if "sha256" in op.fields]


def _refused(laptop: Laptop, record: str) -> bool:
    with laptop.at_work.store.read() as tx:
        return any(one.operation.record_id == record for one in tx.kept())


def _has(laptop: Laptop, id: str) -> bool:
    try:
        for _ in laptop.at_work.attachments.read(id):
            pass
    except AppError:
        return False
    return True
