"""What is likely to be said in a note: the names, firms, places and terms of its case.

A model knows no citizen. The engine gets these words with each dictation and writes one where the
sound speaks for it (`Recogniser.listen`). They leave neither the vault nor this computer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jobassist.errors import AppError
from jobassist.records import (
    Case,
    CaseAssignment,
    Citizen,
    Company,
    CompanyContact,
    Form,
    Letter,
    Note,
    ProductionUnit,
    User,
)
from jobassist.services import lexicon, terms
from jobassist.services.commands import sound

if TYPE_CHECKING:
    from jobassist.ports.store import Reader
    from jobassist.session import Session

SHORTEST = 4  # sounds; shorter names are found in ordinary words
MOST = 200  # words; each costs the engine a little


def words_of_note(session: Session, note_id: str) -> tuple[str, ...]:
    """What may be said in a note: the words of its case."""
    try:
        with session.store.read() as tx:
            case_id = tx.get(Note, note_id).case_id
    except AppError:
        return ()
    return words_of_case(session, case_id)


def words_of_case(session: Session, case_id: str) -> tuple[str, ...]:
    """What may be said about a case, its own words first, then the house's and the user's."""
    try:
        with session.store.read() as tx:
            case = tx.get(Case, case_id)
            found = [*_people(tx, case), *_companies(tx, case)]
        found += [term.written for term in terms.terms(session)]
        found += lexicon.in_use(session).values()
    except AppError:  # these words are a help, never a reason to hear nothing
        return ()
    unique = dict.fromkeys(word for word in found if len(sound(word)) >= SHORTEST)
    return tuple(unique)[:MOST]


def _people(tx: Reader, case: Case) -> Iterator[str]:
    """The citizen and those who work on the case, by each of their names."""
    citizen = tx.get(Citizen, case.citizen_id)
    working = {each.user_id for each in tx.find(CaseAssignment, case_id=case.id)}
    users = [tx.get(User, id) for id in sorted(working)]
    for name in (citizen.given_name, citizen.family_name, *(user.name for user in users)):
        yield from name.split()


def _companies(tx: Reader, case: Case) -> Iterator[str]:
    """The firms of the case's forms and letters, where they lie and whom one talks to there."""
    forms = tx.find(Form, case_id=case.id)
    numbers = {form.cvr for form in forms}
    numbers |= {letter.recipient_cvr for letter in tx.find(Letter, case_id=case.id)}
    for cvr in sorted(numbers - {""}):
        for company in tx.find(Company, cvr=cvr):
            yield company.name
            for contact in tx.find(CompanyContact, company_id=company.id, left_on=None):
                yield from contact.name.split()
    for number in sorted({form.p_number for form in forms} - {""}):
        for unit in tx.find(ProductionUnit, p_number=number):
            yield from (unit.name, unit.town)
