"""What is expected to be said in a note: its own case's words, and the house's."""

from jobassist.records import (
    CandidateProfile,
    Company,
    CompanyContact,
    Form,
    JobOrder,
    ProductionUnit,
)
from jobassist.services import forms, visits
from jobassist.services.lexicon import corrected
from jobassist.services.notes import new_draft
from jobassist.services.terms import add_term
from jobassist.services.vocabulary import MOST, words_of, words_of_case
from tests.fakes.clock import FakeClock
from tests.fakes.session import CASE, CITIZEN, METTE, fake_session

PEOPLE = ("Anders", "Østergaard", "Mette", "Holm")
COMPANY = Company(id="co-1", cvr="99001232", name="Skagen Træ & Byg")
OTHER = Company(id="co-2", cvr="99001240", name="Slet ikke her")
UNIT = ProductionUnit(
    id="pu-1",
    p_number="9000001234",
    company_id="co-1",
    cvr="99001232",
    name="Værkstedet",
    town="Ålbæk",
)
CONTACT = CompanyContact(id="cc-1", company_id="co-1", name="Birgit Qvist")
FORM = Form(
    id="f-1",
    author_id=METTE.id,
    created_at=FakeClock().now(),
    type="virksomhedspraktik",
    version="",
    case_id=CASE.id,
    cvr=COMPANY.cvr,
    p_number=UNIT.p_number,
)


def test_people_of_the_notes_own_case() -> None:
    session = fake_session()
    note = new_draft(session, CASE.id, "")
    assert words_of(session, note.id) == PEOPLE
    assert words_of_case(session, CASE.id) == PEOPLE
    assert words_of(session, "gone") == words_of_case(session, "gone") == ()


def test_firm_place_and_contact_of_the_cases_forms() -> None:
    session = fake_session(COMPANY, OTHER, UNIT, CONTACT, FORM)
    found = words_of(session, new_draft(session, CASE.id, "").id)
    assert set(found) == {*PEOPLE, "Skagen Træ & Byg", "Værkstedet", "Ålbæk", "Birgit", "Qvist"}


def test_words_of_the_house_and_learnt_ones_come_last_and_short_ones_not_at_all() -> None:
    session = fake_session()
    add_term(session, "momentum", "Momentum")
    add_term(session, "k c", "KC")
    corrected(session, "kristjansen", "Christiansen")
    found = words_of(session, new_draft(session, CASE.id, "").id)
    assert found == (*PEOPLE, "Momentum", "Christiansen")


def test_there_are_never_too_many() -> None:
    session = fake_session()
    for number in range(MOST + 5):
        letters = "".join(chr(ord("a") + int(digit)) for digit in f"{number:03}")
        add_term(session, f"navn{number}", f"Navn{letters}")
    assert len(words_of(session, new_draft(session, CASE.id, "").id)) == MOST


def job_order(title: str) -> JobOrder:
    return JobOrder(
        id=f"jo-{title}",
        unit_id=UNIT.id,
        company_id=COMPANY.id,
        user_id=METTE.id,
        created_at=FakeClock().now(),
        job_title=title,
    )


def test_a_form_expects_its_workplace_its_choices_and_job_titles_first() -> None:
    profile = CandidateProfile(
        id="cp-1",
        case_id=CASE.id,
        contact_id=METTE.id,
        label="K-1",
        job_titles=("Bådebygger",),
        skills=("gaffeltruck",),
        since=FakeClock().now().date(),
    )
    session = fake_session(COMPANY, OTHER, UNIT, CONTACT, profile, job_order("Tømrersvend"))
    form = forms.start(session, "virksomhedspraktik", case_id=CASE.id, p_number=UNIT.p_number)
    found = words_of(session, form.id)
    assert found[:2] == ("Værkstedet", "Ålbæk")
    assert {"Skagen Træ & Byg", "Birgit", "Qvist"} <= set(found)
    assert {"Tømrersvend", "Bådebygger", "gaffeltruck"} <= set(found)  # job titles
    assert {"Forlængelse", "Offentlig", "fleksjobvisiterede"} <= set(found)  # choices
    assert {"Anders", "Østergaard"} <= set(found)  # and those of the case
    assert "Slet ikke her" not in found


def test_a_visit_expects_whom_one_meets_and_a_note_its_case() -> None:
    session = fake_session(COMPANY, UNIT, CONTACT, job_order("Svejser"))
    visit = visits.begin(session, UNIT.id, participants="Birgit Qvist, Poul")
    found = words_of(session, visit.id)
    assert {"Værkstedet", "Birgit", "Poul", "Svejser"} <= set(found)
    assert CITIZEN.family_name not in found  # no citizen is known at a visit
    note = new_draft(session, CASE.id, "")
    assert words_of(session, note.id) == words_of_case(session, CASE.id)
    assert words_of(session, "gone") == ()
