from dataclasses import replace
from datetime import UTC, datetime

import pytest

from jobassist.errors import PolicyDenied, UserError
from jobassist.ports.stored import Incoming
from jobassist.records import Case, CaseAssignment, CaseMessage, Note, NoteState, kind_of
from jobassist.records.plain import to_plain
from jobassist.services import following, handover
from tests.fakes.session import CASE, JONAS, METTE, fake_session

SCOPE = f"case:{CASE.id}"
AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
NOTE = Note(
    id="n-jonas",
    case_id=CASE.id,
    author_id=JONAS.id,
    created_at=AT,
    occurred_at=AT,
    text="Besøg",
    state=NoteState.FINAL,
)


def came_in(session, *records, rev=2):
    with session.store.sync() as tx:
        place = tx.cursor(SCOPE) + 1
        rows = [Incoming(kind_of(r).name, r.id, rev, to_plain(r)) for r in records]
        tx.apply(SCOPE, rows, place)
        tx.complete(SCOPE)


@pytest.fixture
def session():
    """Mette's, with her case fetched once."""
    made = fake_session()
    came_in(made, CASE, rev=1)
    return made


def test_what_a_colleague_wrote_is_new_until_one_has_looked(session):
    assert following.changes_in(session, CASE.id) == []
    came_in(session, NOTE)
    (change,) = following.changes_in(session, CASE.id)
    assert (change.kind, change.by, change.fields) == ("note", JONAS.name, ())
    assert (change.citizen, change.case_number) == ("Anders Østergaard", CASE.number)
    assert following.changes_for_me(session) == [change]
    following.looked(session, CASE.id)
    assert following.changes_in(session, CASE.id) == following.changes_for_me(session) == []


def test_changed_fields_are_named_once(session):
    came_in(session, replace(CASE, title="Ny"), rev=2)
    came_in(session, replace(CASE, title="Nyere", org_unit="Nord"), rev=3)
    (change,) = following.changes_in(session, CASE.id)
    assert change.fields == ("org_unit", "title")


def test_ones_own_work_from_another_laptop_is_no_news(session):
    came_in(session, replace(NOTE, id="n-mette", author_id=METTE.id))
    assert following.changes_in(session, CASE.id) == []


def test_one_follows_what_one_works_on_and_can_choose_otherwise(session):
    assert following.follows(session, CASE.id)
    following.follow(session, CASE.id, follows=False)
    came_in(session, NOTE)
    assert following.changes_for_me(session) == []
    assert len(following.changes_in(session, CASE.id)) == 1
    following.follow(session, CASE.id)
    assert len(following.changes_for_me(session)) == 1


def test_a_message_to_me_reaches_me_though_i_do_not_follow(session):
    following.follow(session, CASE.id, follows=False)
    message = CaseMessage(
        id="m-1", case_id=CASE.id, author_id=JONAS.id, created_at=AT, to=(METTE.id,), text="Ring"
    )
    came_in(session, message)
    (change,) = following.changes_for_me(session)
    assert change.for_me and change.by == JONAS.name


def test_telling_colleagues(session):
    told = following.tell(session, CASE.id, "  Kan du ringe?  ", (JONAS.id,))
    assert following.messages(session, CASE.id) == [told] and told.text == "Kan du ringe?"
    for text, code in (("  ", "message.empty"), ("x" * 2_001, "message.too_long")):
        with pytest.raises(UserError, match=code.replace(".", r"\.")):
            following.tell(session, CASE.id, text)
    with pytest.raises(UserError):
        following.tell(session, CASE.id, "x", ("u-ukendt",))


def test_a_case_changes_hands_when_every_point_is_done(session):
    begun = handover.begin_handover(session, CASE.id, JONAS.id)
    assert handover.begin_handover(session, CASE.id, JONAS.id) == begun
    with pytest.raises(UserError, match=r"^handover\.open_points$"):
        handover.hand_over(session, begun.id)
    for point in handover.checklist():
        handover.tick(session, begun.id, point.key)
    handover.tick(session, begun.id, "status", done=False)
    handover.tick(session, begun.id, "status")
    given = handover.hand_over(session, begun.id)
    with session.store.read() as tx:
        assert tx.get(Case, CASE.id).coordinator_id == JONAS.id
        assert any(a.user_id == METTE.id for a in tx.find(CaseAssignment, case_id=CASE.id))
    with pytest.raises(PolicyDenied, match=r"^handover\.not_yours$"):
        handover.accept(session, given.id)
    session.user = JONAS
    assert handover.accept(session, given.id).accepted_at is not None


def test_only_the_coordinator_hands_over(session):
    session.user = JONAS
    with pytest.raises(PolicyDenied, match=r"^handover\.not_coordinator$"):
        handover.begin_handover(session, CASE.id, METTE.id)
