"""What is likely to be said: the names, firms, places and terms of the case, form or visit.

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
    CompanyForm,
    CompanyVisit,
    Form,
    Letter,
    Note,
    ProductionUnit,
    User,
)
from jobassist.services import lexicon, terms
from jobassist.services.commands import sound
from jobassist.services.form_words import words_of_filled, words_of_met

if TYPE_CHECKING:
    from jobassist.ports.store import Reader
    from jobassist.session import Session

SHORTEST = 4  # sounds; shorter names are found in ordinary words
MOST = 200  # words; each costs the engine a little


def words_of(session: Session, id: str) -> tuple[str, ...]:
    """What may be said into whatever has that id: a note, a form or a visit."""
    try:
        with session.store.read() as tx:
            own, case_id = _own(tx, id)
    except AppError:  # these words are a help, never a reason to hear nothing
        return ()
    return _useful([*own, *_all_of(session, case_id)])


def words_of_case(session: Session, case_id: str) -> tuple[str, ...]:
    """What may be said about a case, its own words first, then the house's and the user's."""
    return _useful(_all_of(session, case_id))


def _own(tx: Reader, id: str) -> tuple[list[str], str]:
    """The words of a form or visit itself, and the case it is about, if any."""
    for visit in tx.find(CompanyVisit, id=id):
        return list(words_of_met(tx, visit)), ""
    for about_company in tx.find(CompanyForm, id=id):
        return list(words_of_filled(tx, about_company)), ""
    for form in tx.find(Form, id=id):
        return list(words_of_filled(tx, form)), form.case_id
    return [], tx.get(Note, id).case_id


def _all_of(session: Session, case_id: str) -> list[str]:
    try:
        found: list[str] = []
        if case_id:
            with session.store.read() as tx:
                case = tx.get(Case, case_id)
                found = [*_people(tx, case), *_companies(tx, case)]
        found += [term.written for term in terms.terms(session)]
        found += lexicon.in_use(session).values()
    except AppError:  # these words are a help, never a reason to hear nothing
        return []
    return found


def _useful(words: list[str]) -> tuple[str, ...]:
    unique = dict.fromkeys(word for word in words if len(sound(word)) >= SHORTEST)
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
