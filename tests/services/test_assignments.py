"""Who is on a case: put on, ended, resumed, and by whom."""

from datetime import timedelta

import pytest

from jobassist.errors import PolicyDenied, UserError
from jobassist.ports.clock import danish_day
from jobassist.records import CaseRole, User
from jobassist.services import assignments
from tests.fakes.session import CASE, JONAS, METTE, fake_session

SIGNE = User(id="u-signe", name="Signe Dahl")


@pytest.fixture
def session():
    return fake_session(SIGNE)


def test_any_number_of_colleagues_with_days(session):
    today = danish_day(session.clock.now())
    assignments.assign(session, CASE.id, JONAS.id, CaseRole.COMPANY_CONSULTANT)
    assignments.assign(session, CASE.id, SIGNE.id, CaseRole.READER, to_day=today)
    assignments.assign(session, CASE.id, SIGNE.id, CaseRole.MENTOR_COORDINATOR)
    team = assignments.team_of(session, CASE.id)
    assert team.may_change and team.coordinator == METTE
    assert [user.name for user in team.present] == ["Mette Holm", "Jonas Friis", "Signe Dahl"]
    assert len(team.members) == 4


def test_who_is_ended_is_off_the_case_at_once_and_can_be_resumed(session):
    made = assignments.assign(session, CASE.id, JONAS.id, CaseRole.CASEWORKER)
    assignments.end(session, made.id)
    team = assignments.team_of(session, CASE.id)
    assert JONAS not in team.present and not team.members[-1].present
    assignments.go_on(session, made.id)
    assert JONAS in assignments.team_of(session, CASE.id).present


def test_what_cannot_be(session):
    today = danish_day(session.clock.now())
    assignments.assign(session, CASE.id, JONAS.id, CaseRole.CASEWORKER)
    with pytest.raises(UserError, match=r"^assignment\.already$"):
        assignments.assign(session, CASE.id, JONAS.id, CaseRole.CASEWORKER)
    with pytest.raises(UserError, match=r"^assignment\.days$"):
        assignments.assign(
            session, CASE.id, SIGNE.id, CaseRole.READER, to_day=today - timedelta(days=1)
        )
    other = fake_session(SIGNE, user=JONAS)
    assert not assignments.team_of(other, CASE.id).may_change
    with pytest.raises(PolicyDenied, match=r"^assignment\.not_coordinator$"):
        assignments.assign(other, CASE.id, SIGNE.id, CaseRole.READER)
