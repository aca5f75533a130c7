"""Finding candidates and companies offline: `jobassist bench register`.

3,000 profiles and 2,500 workplaces in the encrypted store. The peers are the same questions asked
of the same rows in a plain SQLite file: workplaces by LIKE instead of an index, and candidates by
the same reasons over rows read without a key.
"""

import json
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from benchmarks import _signing
from benchmarks.vault import _stores
from jobassist.records import CandidateProfile, Case
from jobassist.records.plain import from_plain, to_plain
from jobassist.services import candidates, companies
from jobassist.services import synthetic_companies as synthetic
from jobassist.services.matching import Wanted, order, reasons
from jobassist.services.places import of_postcode
from jobassist.services.seed_companies import seed_candidates, seed_companies

T = TypeVar("T")

GOAL_P95_MS = 100
_PROFILES, _UNITS, _QUERIES = 3_000, 2_500, 100


def run(*, size: float = 1.0, report: Callable[[str], None] = print) -> dict[str, Any]:
    """p95 of both searches beside their peers; `size` 1 is what is promised."""
    chance = random.Random(20261121)
    with tempfile.TemporaryDirectory(prefix="jobassist-bench-") as place:
        _stores.make(Path(place) / "data", 1)
        opened = _stores.unlock(Path(place) / "data")
        session = _signing.session_of(opened)
        units = seed_companies(session, units=round(_UNITS * size), seed=1)
        profiles = _profiles(session, round(_PROFILES * size))
        report(f"{units} workplaces, {profiles} candidates")
        plain = _plain(session)
        jobs = synthetic.words()["jobs"]
        spent: dict[str, list[float]] = {n: [] for n in ("candidates", "companies", "slips")}
        peers: dict[str, list[float]] = {n: [] for n in ("candidates", "companies")}
        hits = session_hits = 0
        names = [hit.unit for hit in companies.search(session, "", limit=None).hits]
        for _ in range(round(_QUERIES * max(size, 0.1))):
            title, skills, licences = chance.choice(jobs)
            wanted = Wanted(
                title=title,
                skills=tuple(skills[:2]),
                licences=tuple(licences[:1]),
                minutes=chance.choice((600, 1_200, 2_220)),
                offers=("ekstra pauser",),
            )
            unit = chance.choice(names)
            asked = partial(candidates.search, session, wanted, unit_id=unit.id)
            hits += len(_timed(spent["candidates"], asked).candidates)
            place_of_work = of_postcode(unit.postcode)
            there = Wanted(**{**_fields(wanted), "place": place_of_work})
            _timed(peers["candidates"], partial(_peer_candidates, plain, there))
            words = unit.name.split()
            query = f"{words[0][:4]} {words[-1][:3]}"
            found_units = _timed(spent["companies"], partial(companies.search, session, query))
            session_hits += len(found_units.hits)
            _timed(peers["companies"], partial(_peer_units, plain, query))
            slip = words[0][:2] + words[0][3:4] + words[0][2:3] + words[0][4:]
            _timed(spent["slips"], partial(companies.search, session, slip))
        plain.close()
        opened.close()
    found: dict[str, Any] = {"profiles": profiles, "units": units, "hits": [hits, session_hits]}
    for name, values in spent.items():
        found[f"{name}_ms"] = _figures(values)
    for name, values in peers.items():
        found[f"{name}_peer_ms"] = _figures(values)
        found[f"{name}_ratio"] = round(
            found[f"{name}_ms"]["p95"] / max(0.001, found[f"{name}_peer_ms"]["p95"]), 2
        )
    found["goal"] = {"p95_ms": GOAL_P95_MS}
    found["met"] = all(found[f"{name}_ms"]["p95"] < GOAL_P95_MS for name in spent)
    return found


def _profiles(session: Any, count: int) -> int:
    with session.store.write() as tx:
        for number in range(round(count / 0.9) + 10):
            case = Case(
                id=_stores.record_id(100_000 + number),
                number=f"B-{number}",
                citizen_id=_stores.CITIZEN.id,
                coordinator_id=session.user.id,
                opened_on=date(2026, 1, 1),
            )
            tx.put(case)
    return seed_candidates(session, seed=1)


def _plain(session: Any) -> sqlite3.Connection:
    """The same rows in a plain file's memory; invented data only."""
    plain = sqlite3.connect(":memory:")
    plain.execute("CREATE TABLE profile (id TEXT, body TEXT)")
    plain.execute("CREATE TABLE unit (id TEXT, told TEXT)")
    with session.store.read() as tx:
        rows = [(p.id, json.dumps(to_plain(p))) for p in tx.search_profiles()]
        units = tx.search_units("")
    plain.executemany("INSERT INTO profile VALUES (?, ?)", rows)
    told = [
        (h.unit.id, f"{h.unit.name} {h.unit.p_number} {h.unit.cvr} {h.unit.town}") for h in units
    ]
    plain.executemany("INSERT INTO unit VALUES (?, ?)", told)
    return plain


def _peer_candidates(plain: sqlite3.Connection, wanted: Wanted) -> list[Any]:
    found = []
    for id, body in plain.execute("SELECT id, body FROM profile"):
        profile = from_plain(CandidateProfile, id, 0, json.loads(body))
        found.append((order(reasons(wanted, profile)), profile.label))
    return sorted(found)[:50]


def _peer_units(plain: sqlite3.Connection, query: str) -> list[Any]:
    where = " AND ".join("told LIKE ?" for _ in query.split())
    given = [f"%{word}%" for word in query.split()]
    return plain.execute(f"SELECT id FROM unit WHERE {where} LIMIT 30", given).fetchall()


def _fields(wanted: Wanted) -> dict[str, Any]:
    return {name: getattr(wanted, name) for name in wanted.__slots__}


def _timed(spent: list[float], ask: Callable[[], T]) -> T:
    began = time.perf_counter()
    found = ask()
    spent.append((time.perf_counter() - began) * 1000)
    return found


def _figures(values: list[float]) -> dict[str, float]:
    return {
        "p50": round(statistics.median(values), 1),
        "p95": round(statistics.quantiles(values, n=20)[-1], 1),
    }
