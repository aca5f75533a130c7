"""What is expected to be said in a note: its own case's words, and the house's."""

from jobassist.records import Company, CompanyContact, Form, ProductionUnit
from jobassist.services.lexicon import corrected
from jobassist.services.notes import new_draft
from jobassist.services.terms import add_term
from jobassist.services.vocabulary import MOST, words_of_case, words_of_note
from tests.fakes.clock import FakeClock
from tests.fakes.session import CASE, METTE, fake_session

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
    assert words_of_note(session, note.id) == PEOPLE
    assert words_of_case(session, CASE.id) == PEOPLE
    assert words_of_note(session, "gone") == words_of_case(session, "gone") == ()


def test_firm_place_and_contact_of_the_cases_forms() -> None:
    session = fake_session(COMPANY, OTHER, UNIT, CONTACT, FORM)
    found = words_of_note(session, new_draft(session, CASE.id, "").id)
    assert set(found) == {*PEOPLE, "Skagen Træ & Byg", "Værkstedet", "Ålbæk", "Birgit", "Qvist"}


def test_words_of_the_house_and_learnt_ones_come_last_and_short_ones_not_at_all() -> None:
    session = fake_session()
    add_term(session, "momentum", "Momentum")
    add_term(session, "k c", "KC")
    corrected(session, "kristjansen", "Christiansen")
    found = words_of_note(session, new_draft(session, CASE.id, "").id)
    assert found == (*PEOPLE, "Momentum", "Christiansen")


def test_there_are_never_too_many() -> None:
    session = fake_session()
    for number in range(MOST + 5):
        letters = "".join(chr(ord("a") + int(digit)) for digit in f"{number:03}")
        add_term(session, f"navn{number}", f"Navn{letters}")
    assert len(words_of_note(session, new_draft(session, CASE.id, "").id)) == MOST
