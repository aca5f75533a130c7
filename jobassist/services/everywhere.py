"""One search for everything: people, notes, companies, standard texts.

What one may see is what the store holds; that one searched is in its access log.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from rapidfuzz import process, utils
from rapidfuzz.distance import OSA

from jobassist.ports.store import Reader
from jobassist.ports.stored import CaseCard, UnitHit
from jobassist.records import PhraseText
from jobassist.services import companies
from jobassist.services.notes import Hit
from jobassist.services.notes import search as search_notes
from jobassist.services.phrase_search import PhraseIndex
from jobassist.services.phrase_use import read_use
from jobassist.services.phrases import list_phrases
from jobassist.session import Session

_FEW = 5  # so many hits of the words as typed need no other forms of them
_SHORTEST = 4  # a shorter word is not corrected, nor is its ending taken off


class What(StrEnum):
    """What is looked for; nothing else narrows it as well."""

    CASES = "cases"
    NOTES = "notes"
    COMPANIES = "companies"
    TEXTS = "texts"


@dataclass(frozen=True, slots=True)
class Everything:
    """The hits of each kind, best first. `corrected`: the name that was meant, if one was near."""

    cases: tuple[CaseCard, ...] = ()
    notes: tuple[Hit, ...] = ()
    units: tuple[UnitHit, ...] = ()
    texts: tuple[PhraseText, ...] = ()
    corrected: str | None = None


def look(session: Session, query: str, only: What | None = None, *, most: int = 8) -> Everything:
    """At most `most` hits of each kind, or four times as many of `only` one kind."""
    if not query.strip():
        return Everything()
    limit = most * 4 if only else most
    wanted = {only} if only else set(What)
    cards: tuple[CaseCard, ...] = ()
    corrected = None
    if What.CASES in wanted:
        cards, corrected = _cases(session, query, limit)
    found = companies.search(session, query, limit=limit) if What.COMPANIES in wanted else None
    return Everything(
        cases=cards,
        notes=_notes(session, query, limit) if What.NOTES in wanted else (),
        units=found.hits if found else (),
        texts=_texts(session, query, limit) if What.TEXTS in wanted else (),
        corrected=corrected,
    )


def word_forms(query: str) -> str:
    """The query with its words' endings taken off: "samtaler" looks for "samtal" (Snowball)."""
    return " ".join(_stem(word) for word in query.split())


def _cases(session: Session, query: str, limit: int) -> tuple[tuple[CaseCard, ...], str | None]:
    with session.store.read() as tx:
        if cards := tx.case_cards(query, limit=limit):
            return tuple(cards), None
        near = _near_name(tx, query)
        return (tuple(tx.case_cards(near, limit=limit)), near) if near else ((), None)


def _near_name(tx: Reader, query: str) -> str | None:
    """The query with each word put right by the nearest name, if every word has one."""
    known = set(utils.default_process(" ".join(tx.citizen_names())).split())
    put_right = [_nearest(word, known) for word in utils.default_process(query).split()]
    return " ".join(word for word in put_right if word) if put_right and all(put_right) else None


def _nearest(word: str, known: set[str]) -> str | None:
    if word in known:
        return word
    if len(word) < _SHORTEST:
        return None
    slips = 1 if len(word) < 2 * _SHORTEST else 2
    hit = process.extractOne(word, known, scorer=OSA.distance, score_cutoff=slips)
    return hit[0] if hit else None


def _notes(session: Session, query: str, limit: int) -> tuple[Hit, ...]:
    found = search_notes(session, query, limit)
    forms = word_forms(query)
    if len(found) < min(_FEW, limit) and forms != query:
        known = {hit.note.id for hit in found}
        more = search_notes(session, forms, limit)
        found += [hit for hit in more if hit.note.id not in known]
    return tuple(found[:limit])


def _texts(session: Session, query: str, limit: int) -> tuple[PhraseText, ...]:
    index = PhraseIndex.of(list_phrases(session), read_use(session))
    return tuple(index.search(query, limit))


@cache
def _stem(word: str) -> str:
    import snowballstemmer  # late: only where the words as typed found little

    stem: str = snowballstemmer.stemmer("danish").stemWord(word.lower())
    return stem if len(stem) >= _SHORTEST else word
