"""The company register: found offline while one types, shown as one card.

What a window needs of a company visit, in the order a consultant does it::

    found = companies.search(session, "skagen bådv")        # found.hits, found.corrected
    card = company_card.open_card(session, unit_id)         # contacts, visits, orders, free places
    result = candidates.search(session, Wanted(title="tømrer", unit_id=unit_id))
    shown = showing.to_company(session, profile_id, unit_id)  # nothing in it may not be seen
    visit = visits.begin(session, unit_id)                  # then visits.save, visits.attach

Ids of companies and workplaces follow from their numbers, so that two laptops that import the same
register make the same records.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid5

from rapidfuzz.distance import OSA

from jobassist.errors import UserError
from jobassist.ports.store import Reader
from jobassist.ports.stored import UnitHit
from jobassist.records import Company, ProductionUnit
from jobassist.session import Session

_REGISTER = UUID("6f1d8f0e-3b57-5c0a-9d53-2f1c9b1d7a11")
_SHORTEST_TO_CORRECT = 4
_LONG_WORD = 8  # from here on two letters may be wrong, else one
_CVR_DIGITS, _P_DIGITS = 8, 10


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found. `corrected` is what was looked for instead, if the query had nothing."""

    hits: tuple[UnitHit, ...]
    corrected: str | None = None


def company_id(cvr: str) -> str:
    """The record id of the company with this CVR number."""
    return str(uuid5(_REGISTER, f"cvr:{cvr}"))


def unit_id(p_number: str) -> str:
    """The record id of the workplace with this P-number."""
    return str(uuid5(_REGISTER, f"p:{p_number}"))


def search(session: Session, query: str, *, limit: int | None = 30) -> Found:
    """Workplaces by the beginnings of words of their name, numbers, town, branch or company.

    Where nothing fits, words one letter off (two in long words) are tried: `corrected` says so.
    An empty query finds all, by name.
    """
    with session.store.read() as tx:
        hits = tx.search_units(query, limit=limit)
        if hits or not query.strip():
            return Found(tuple(hits))
        corrected = _corrected(query, tx.register_words())
        if corrected is None:
            return Found(())
        return Found(tuple(tx.search_units(corrected, limit=limit)), corrected)


def find_unit(session: Session, name: str) -> ProductionUnit:
    """The workplace with this id or P-number, or the only one of this CVR number.

    Raises: UserError `company.none`, `company.several_units` (with `count`).
    """
    digits = name.replace(" ", "")
    with session.store.read() as tx:
        for found in _candidates(tx, name, digits):
            if len(found) > 1:
                raise UserError("company.several_units", count=len(found))
            if found:
                return found[0]
    raise UserError("company.none")


def find_company(session: Session, name: str) -> Company:
    """The company with this id or CVR number. Raises: UserError `company.none`."""
    with session.store.read() as tx:
        found = tx.find(Company, id=name, limit=1) or tx.find(
            Company, cvr=name.replace(" ", ""), limit=1
        )
    if not found:
        raise UserError("company.none")
    return found[0]


def _candidates(tx: Reader, name: str, digits: str) -> Iterable[list[ProductionUnit]]:
    yield tx.find(ProductionUnit, id=name, limit=1)
    if len(digits) == _P_DIGITS:
        yield tx.find(ProductionUnit, p_number=digits, limit=1)
    if len(digits) == _CVR_DIGITS:
        yield tx.find(ProductionUnit, cvr=digits, ended_on=None)


def _corrected(query: str, known: list[str]) -> str | None:
    """The query with each unknown word as the nearest known one; None where there is none."""
    words = [_nearest(word.casefold(), known) for word in query.split()]
    return " ".join(word for word in words if word) if all(words) else None


def _nearest(word: str, known: list[str]) -> str | None:
    """The known word whose beginning is nearest; the word itself where one begins with it."""
    if any(other.startswith(word) for other in known):
        return word
    if len(word) < _SHORTEST_TO_CORRECT or word.isdigit():
        return None
    allowed = 2 if len(word) >= _LONG_WORD else 1
    best: tuple[int, int, str] | None = None
    for other in known:
        for length in (len(word), len(word) - 1, len(word) + 1):
            off = OSA.distance(word, other[:length], score_cutoff=allowed)
            rank = (off, abs(len(other) - len(word)), other)
            if off <= allowed and (best is None or rank < best):
                best = rank
    return best[2] if best else None
