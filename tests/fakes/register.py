"""The fake store's company register and candidates, found word by word without an index."""

import re
from typing import Any

from jobassist.ports.stored import UnitHit
from jobassist.records import CandidateProfile, Company, ProductionUnit, ProfileState
from tests.fakes import accesses


class FakeRegister:
    """The part of a transaction that belongs to the company visit."""

    _c: Any
    _trail: Any

    def search_units(self, query: str, *, limit: int | None = None) -> list[UnitHit]:
        return units(self, query)[:limit]

    def register_words(self) -> list[str]:
        return words(self)

    def search_profiles(self, query: str = "") -> list[CandidateProfile]:
        found = profiles(self, query)
        hashed = accesses.hashed(query.split())
        self._trail.searched("candidate_profile", hashed, (one.id for one in found))
        return found

    def ink(self, form_id: str, role: str) -> list[str]:
        return [points for *whose, points in self._c.ink if whose == [form_id, role]]

    def unsent_records(self) -> set[tuple[str, str]]:
        return {(op.kind, op.record_id) for op in self._c.outbox}

    def log_head(self) -> str:
        return f"{len(self._c.log):064x}" if self._c.log else ""

    def add_ink(self, form_id: str, role: str, points: str) -> None:
        self._c.ink.append((form_id, role, points))

    def forget_ink(self, form_id: str, role: str | None = None) -> None:
        self._c.ink = [i for i in self._c.ink if i[0] != form_id or role not in (None, i[1])]


def units(tx: Any, query: str) -> list[UnitHit]:
    """Workplaces that go on and match every word, those that begin as the query does first."""
    joined = query.replace(" ", "").replace("-", "")
    wanted = [joined] if joined.isascii() and joined.isdigit() else query.split()
    companies = {c.id: c for c in tx._find(Company)}
    hits = [
        UnitHit(unit, companies.get(unit.company_id))
        for unit in tx._find(ProductionUnit, ended_on=None)
        if all(_begins(word, _text(unit, companies.get(unit.company_id))) for word in wanted)
    ]
    start = query.strip().casefold()
    hits.sort(key=lambda h: (not h.unit.name.casefold().startswith(start), _danish(h.unit.name)))
    return hits


def words(tx: Any) -> list[str]:
    """Every word of the register."""
    told = [_text(unit, None) for unit in tx._find(ProductionUnit)]
    told += [f"{c.name} {c.cvr}" for c in tx._find(Company)]
    return sorted({word.casefold() for text in told for word in re.findall(r"\w+", text)})


def profiles(tx: Any, query: str) -> list[CandidateProfile]:
    """Active profiles with a title or skill that a word begins."""
    return [
        profile
        for profile in tx._find(CandidateProfile, state=ProfileState.ACTIVE)
        if not query.split()
        or any(_begins(w, " ".join(profile.job_titles + profile.skills)) for w in query.split())
    ]


def _text(unit: ProductionUnit, company: Company | None) -> str:
    own = f"{unit.name} {unit.p_number} {unit.cvr} {unit.town} {unit.branch}"
    return f"{own} {company.name} {company.cvr}" if company else own


def _begins(word: str, text: str) -> bool:
    return re.search(r"(?<!\w)" + re.escape(word), text, re.IGNORECASE) is not None


def _danish(name: str) -> str:
    return name.translate(str.maketrans("Åå", "Þÿ"))
