"""What is likely to be said into a form or at a visit: the workplace, people, job titles, choices.

Beside the words of the case (`services.vocabulary`). A form's choices are said by what they are
called; job titles are those that companies here have asked for and the citizen is known by.
"""

import json
from collections.abc import Iterator

from jobassist.forms.definition import Definition
from jobassist.ports.store import Reader
from jobassist.records import (
    CandidateProfile,
    Company,
    CompanyContact,
    CompanyForm,
    CompanyVisit,
    Form,
    JobOrder,
    ProductionUnit,
)
from jobassist.services.form_definitions import filled_in_by

_MOST_TITLES = 60
_MOST_WORDS = 4  # of a choice that anybody says as it is written
_TELLING = 8  # letters; shorter ones are in every other name
_NAMES = ("virksomhedsnavn", "kontaktperson", "oplaerer", "rep_navn", "mentor_navn", "stilling")


def words_of_filled(tx: Reader, form: Form | CompanyForm) -> Iterator[str]:
    """Of a form: its workplace, what is filled in, its choices, job titles."""
    yield from words_of_workplace(tx, form.p_number)
    values = json.loads(form.values)
    for name in _NAMES:
        if isinstance(told := values.get(name), str):
            yield from (told, *told.split())
    if isinstance(form, Form):
        for profile in tx.find(CandidateProfile, case_id=form.case_id):
            yield from (*profile.job_titles, *profile.skills, *profile.licences)
    yield from _choices(filled_in_by(tx, form))
    yield from _job_titles(tx)


def words_of_met(tx: Reader, visit: CompanyVisit) -> Iterator[str]:
    """Of a visit: its workplace, who was met, job titles."""
    number = tx.get(ProductionUnit, visit.unit_id).p_number
    yield from words_of_workplace(tx, number)
    yield from visit.participants.replace(",", " ").split()
    yield from _job_titles(tx)


def words_of_workplace(tx: Reader, p_number: str) -> Iterator[str]:
    """A workplace's and its company's name, where it lies, whom one talks to there."""
    for unit in tx.find(ProductionUnit, p_number=p_number) if p_number else ():
        yield from (unit.name, unit.town)
        for company in tx.find(Company, id=unit.company_id):
            yield company.name
        for contact in tx.find(CompanyContact, company_id=unit.company_id, left_on=None):
            yield from contact.name.split()
        yield from (order.job_title for order in tx.find(JobOrder, unit_id=unit.id))


def _choices(definition: Definition) -> Iterator[str]:
    """What each choice is called; of a long name, the words that tell it from others."""
    for field in definition.fields():
        for one in (field, *field.columns):
            for choice in one.choices:
                name = choice.words.da.rpartition(": ")[2]
                words = name.split()
                if len(words) <= _MOST_WORDS:
                    yield name
                else:
                    yield from (word.strip(",.()") for word in words if len(word) >= _TELLING)


def _job_titles(tx: Reader) -> Iterator[str]:
    orders = tx.find(JobOrder, order="-created_at", limit=_MOST_TITLES)
    yield from dict.fromkeys(order.job_title for order in orders)
