"""A small caseload for the tests of this room. CPR numbers are in the replacement form."""

from datetime import UTC, date, datetime

from jobassist.records import Case, CaseAssignment, CaseRole, Citizen, Note, NoteState, User

MOMENT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def record_id(number: int) -> str:
    """A well-formed id that is easy to read."""
    return f"01920000-0000-7000-8000-{number:012d}"


ANNE = User(id=record_id(1), name="Anne Sagsbehandler")
LISE = Citizen(
    id=record_id(11), cpr="6101802233", given_name="Lise-Lotte", family_name="Ærøskøbing"
)
OLE = Citizen(id=record_id(12), cpr="7205751234", given_name="Ole", family_name="Ågård")
CASE_1 = Case(
    id=record_id(21),
    number="2026-000021",
    citizen_id=LISE.id,
    coordinator_id=ANNE.id,
    opened_on=date(2026, 9, 1),
)
CASE_2 = Case(
    id=record_id(22),
    number="2026-000022",
    citizen_id=OLE.id,
    coordinator_id=ANNE.id,
    opened_on=date(2026, 10, 1),
)
TEAM_1 = CaseAssignment(
    id=record_id(31),
    case_id=CASE_1.id,
    user_id=ANNE.id,
    role=CaseRole.COORDINATOR,
    from_day=date(2026, 9, 1),
)
DRAFT = Note(
    id=record_id(41),
    case_id=CASE_1.id,
    author_id=ANNE.id,
    created_at=MOMENT,
    occurred_at=MOMENT,
    text="Borgeren ønsker virksomhedspraktik på et værksted i Skagen.",
)
FINAL = Note(
    id=record_id(42),
    case_id=CASE_1.id,
    author_id=ANNE.id,
    created_at=MOMENT,
    occurred_at=MOMENT,
    text="Samtalen er holdt.",
    state=NoteState.FINAL,
    finalised_at=MOMENT,
    sealed='{"text":"Samtalen er holdt."}',
    hash="ab" * 32,
)
CASELOAD = (ANNE, LISE, OLE, CASE_1, CASE_2, TEAM_1, DRAFT)
