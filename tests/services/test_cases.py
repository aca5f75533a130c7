"""Cases: found, opened, started."""

from datetime import date

import pytest

from jobassist.errors import UserError
from jobassist.records import CaseRole, Citizen
from jobassist.services import cases, notes
from tests.fakes.session import CASE, CITIZEN, METTE, fake_session


@pytest.mark.parametrize("query", ["", "øster", "anders øst", "710190", "S-2026-0001"])
def test_a_case_is_found_by_name_cpr_and_number(query: str):
    (card,) = cases.list_cases(fake_session(), query)
    assert card.case == CASE
    assert card.coordinator == METTE


def test_a_case_that_matches_only_one_word_is_not_found():
    assert cases.list_cases(fake_session(), "anders hansen") == []


def test_the_case_page_has_citizen_team_and_the_latest_note_first():
    session = fake_session()
    first = notes.new_draft(session, CASE.id, "Først.")
    session.clock.advance(minutes=1)
    second = notes.new_draft(session, CASE.id, "Så.")
    page = cases.open_case(session, CASE.id)
    assert page.citizen == CITIZEN
    assert [(a.role, user) for a, user in page.team] == [(CaseRole.COORDINATOR, METTE)]
    assert [note.id for note in page.notes] == [second.id, first.id]


def test_an_unknown_case_is_told():
    with pytest.raises(UserError, match=r"store\.no_such_record"):
        cases.open_case(fake_session(), "c-unknown")


def test_who_starts_a_case_becomes_its_coordinator_on_the_danish_day():
    session = fake_session()
    session.clock.advance(hours=14, minutes=45)  # 23.15 UTC: tomorrow in Denmark
    citizen = Citizen(id="b-2", cpr="6502915432", given_name="Bo", family_name="Juul")
    case = cases.start_case(session, citizen, "S-2026-0002")
    page = cases.open_case(session, case.id)
    assert page.coordinator == METTE
    assert page.case.opened_on == date(2026, 11, 21)
