"""A session over fakes, with one citizen, one case and two employees to begin with."""

from datetime import date
from typing import Any

from jobassist.records import Case, CaseAssignment, CaseRole, Citizen, Record, Role, User
from jobassist.session import Session
from jobassist.settings import Settings
from tests.fakes.attachments import FakeAttachments
from tests.fakes.clock import FakeClock
from tests.fakes.device import FakeDevice
from tests.fakes.recordings import FakeRecordings
from tests.fakes.store import FakeStore

METTE = User(id="u-mette", name="Mette Holm", org_unit="Jobcenter Nord", phone="98 45 00 00")
JONAS = User(id="u-jonas", name="Jonas Friis", role=Role.COMPANY_CONSULTANT)
CITIZEN = Citizen(
    id="b-1",
    cpr="7101905678",
    given_name="Anders",
    family_name="Østergaard",
    benefit="dagpenge",
    target_group="LAB6-1",
)
CASE = Case(
    id="c-1",
    number="S-2026-0001",
    citizen_id=CITIZEN.id,
    coordinator_id=METTE.id,
    opened_on=date(2026, 9, 1),
)
ASSIGNMENT = CaseAssignment(
    id="a-1",
    case_id=CASE.id,
    user_id=METTE.id,
    role=CaseRole.COORDINATOR,
    from_day=date(2026, 9, 1),
)


def _refuse() -> Any:
    raise AssertionError("this test promised not to use it")


def fake_session(*more: Record, **parts: Any) -> Session:
    """Mette's session. `more` records stand in the store too; `parts` replace the session's."""
    given: dict[str, Any] = {
        "store": FakeStore(METTE, JONAS, CITIZEN, CASE, ASSIGNMENT, *more),
        "user": METTE,
        "device": FakeDevice(),
        "clock": FakeClock(),
        "settings": Settings(),
        "recordings": FakeRecordings(),
        "attachments": FakeAttachments(),
        "written": _refuse,
        "recogniser": _refuse,
        "microphone": _refuse,
    }
    return Session(**{**given, **parts})
