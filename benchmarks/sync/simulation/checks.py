"""What must hold when the network has healed; each broken promise is told in a line."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.sync.simulation.central import Office, said_in
from benchmarks.sync.simulation.laptops import Laptop
from benchmarks.sync.simulation.memory import Memory, Written, marks
from jobassist.ports.store import Store
from jobassist.records import KINDS
from jobassist.records.plain import to_plain
from jobassist.services import sync
from jobassist.sync.wire import PROTOCOL, PROTOCOL_HEADER, to_wire

_ASIDE = ("kept",)
_HERE = ("outbox", "sent", "theirs", "news")
Held = dict[tuple[str, str], tuple[int, dict[str, Any]]]
"""By kind and id: the revision, and the fields by their wire names."""


def broken(office: Office, laptops: Sequence[Laptop], memory: Memory) -> list[str]:
    """Every promise that was not kept."""
    alive = [laptop for laptop in laptops if not laptop.wiped]
    return [
        *_lost(office, alive, memory),
        *_doubled(office, laptops, memory),
        *(line for laptop in alive for line in _unlike(office, laptop)),
        *(line for laptop in alive for line in _leaked(office, laptop, memory)),
    ]


def _lost(office: Office, alive: Sequence[Laptop], memory: Memory) -> Iterator[str]:
    """What somebody wrote stands at the central, or was kept aside where they can see it."""
    there = set()
    for (body,) in office.query("SELECT body FROM record"):
        there |= set(marks(body))
    for (payload,) in office.query("SELECT payload FROM kept"):
        there |= set(marks(payload))
    for laptop in alive:
        for row in laptop.tables(*_ASIDE)["kept"]:
            there |= set(marks(row["payload"]))
    for one in memory.owed():
        if one.number not in there:
            yield f"lost: {one.kind}.{one.field} {one.mark} of {one.laptop}"


def _doubled(office: Office, laptops: Sequence[Laptop], memory: Memory) -> Iterator[str]:
    issued = set[str]()
    for laptop in laptops:
        issued |= laptop.issued | (laptop.store.issued if laptop.store else set())
    for (op_id,) in office.query("SELECT id FROM operation"):
        if op_id not in issued:
            yield "doubled: an operation nobody issued"
    for record_id, kind, body in office.query("SELECT id, kind, body FROM record"):
        if kind not in ("user", "case_assignment") and record_id not in memory.made:
            yield f"doubled: a {kind} nobody made"
        for name, value in json.loads(body).items():
            if name == "sealed":
                continue
            most = Counter(marks(value)).most_common(1)
            if most and most[0][1] > 1:
                yield f"doubled: «{most[0][0]}» in {kind}.{name}"


def _unlike(office: Office, laptop: Laptop) -> Iterator[str]:
    """The laptop has what its user may read at the central, all of it and no more."""
    theirs, ours = _at_central(office, laptop), here(laptop.at_work.store)
    outbox = laptop.tables("outbox")["outbox"]
    waits = {(row["kind"], row["record_id"]) for row in outbox}
    for_others = {  # refused until others have sent theirs again
        (row["kind"], row["record_id"]) for row in outbox if row["again"]
    }
    if waits - for_others and laptop.last is None:
        yield f"unsent: {len(waits - for_others)} records of {laptop.name}"
    refused = {
        (row["kind"], row["record_id"])
        for row in laptop.tables("kept")["kept"]
        if row["why"] == "quarantined"
    }
    for key in sorted((theirs.keys() | ours.keys()) - waits):
        if key in refused and key in ours and _shown_as_refused(key, theirs.get(key), ours[key]):
            continue
        if key not in ours:
            yield f"missing: {key[0]} on {laptop.name}"
        elif key not in theirs:
            yield f"left over: {key[0]} on {laptop.name}"
        elif theirs[key][1] != ours[key][1]:
            names = [n for n, v in theirs[key][1].items() if ours[key][1][n] != v]
            yield f"unlike: {key[0]}.{names} on {laptop.name}"
        elif theirs[key][0] != ours[key][0]:
            yield f"unlike: the revision of a {key[0]} on {laptop.name}"


def _shown_as_refused(key: tuple[str, str], theirs: Any, ours: Any) -> bool:
    """Never taken in, or sealed here alone: kept aside, and shown to its user as that."""
    sealed_when = KINDS[key[0]].sealed_when
    sealed = sealed_when is not None and ours[1].get(sealed_when[0]) == sealed_when[1]
    return (theirs is None and ours[0] == 0) or sealed


def _leaked(office: Office, laptop: Laptop, memory: Memory) -> Iterator[str]:
    """Nothing is on the laptop of a case its user has no part in, but what they wrote there."""
    cases = cases_of(office, laptop)
    drafts = {
        row[0] for row in office.query("SELECT id FROM record WHERE kind = 'note' AND NOT sealed")
    }

    def may_be_here(one: Written) -> bool:
        if one.case is None or one.record in drafts:
            return one.user == laptop.user and (one.case is None or one.case in cases)
        return one.case in cases

    kept_aside = {n for row in laptop.tables("kept")["kept"] for n in marks(row["payload"])}
    here = {n for rows in laptop.records().values() for row in rows for n in marks(row)}
    here |= {n for rows in laptop.tables(*_HERE).values() for row in rows for n in marks(row)}
    for number in sorted(here | kept_aside):
        one = memory.written.get(number)
        if one is None or may_be_here(one):
            continue
        if number in kept_aside - here and one.user == laptop.user:
            continue  # their own work, set aside
        yield f"leaked: {one.kind}.{one.field} {one.mark} on {laptop.name}"


def cases_of(office: Office, laptop: Laptop) -> set[str]:
    """Decided anew from the records, not by the central's own table of access."""
    from jobassist.ports.clock import SystemClock, danish_day

    today = danish_day(SystemClock().now()).isoformat()
    found = set()
    rows = office.query("SELECT id, kind, body FROM record WHERE kind LIKE 'case%'")
    ended = {(case, user) for case, user in office.revoked}
    for record_id, kind, text in rows:
        body = json.loads(text)
        if kind == "case" and body["coordinator_id"] == laptop.user:
            found |= {record_id} if (record_id, laptop.user) not in ended else set()
        is_theirs = kind == "case_assignment" and body["user_id"] == laptop.user
        if is_theirs and body["from_day"] <= today <= (body["to_day"] or today):
            found.add(body["case_id"])
    return found


def _at_central(office: Office, laptop: Laptop) -> Held:
    login = sync.login(laptop.at_work)
    assert login
    headers = [(b"authorization", f"Bearer {login.token}".encode())]
    headers.append((PROTOCOL_HEADER.lower().encode(), str(PROTOCOL).encode()))
    found: Held = {}
    for scope in said_in(office.ask("GET", "/manifest", headers, b""))["scopes"]:
        after, more = 0, True
        while more:
            path = f"/feed/{scope['name']}?after={after}&limit=1000"
            page = said_in(office.ask("GET", path, headers, b""))
            after, more = page["next"], page["more"]
            for row in page["rows"]:
                if row["fields"] is not None:
                    found[row["kind"], row["id"]] = (row["rev"], row["fields"])
    return found


def here(store: Store) -> Held:
    """Every record of a store: its revision and its fields by their wire names."""
    found: Held = {}
    with store.read() as tx:
        for kind in KINDS.values():
            for record in tx.find(kind.cls):
                found[kind.name, record.id] = (record.rev, to_wire(kind, to_plain(record)))
    return found
