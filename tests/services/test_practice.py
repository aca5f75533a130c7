"""The practice case: everything to try, nothing that is sent, and nothing that stays."""

import pytest

from jobassist.errors import UserError
from jobassist.ports.store import PRACTICE
from jobassist.records import Case, Citizen, ContactTalk, Note, NoteState, Plan, PlanStep, Task
from jobassist.services.filing import move_misfiled, untransferred
from jobassist.services.letters import new_letter, queue_letter, save_letter
from jobassist.services.my_day import read_day
from jobassist.services.notes import finalise, new_draft
from jobassist.services.phrases import import_standard_texts
from jobassist.services.practice import begin_practice, end_practice, practice_case
from tests.fakes.session import CASE, CITIZEN, fake_session


@pytest.fixture
def session():
    made = fake_session()
    import_standard_texts(made)
    return made


def unsent(session) -> int:
    with session.store.read() as tx:
        return tx.sync_counts().unsent


def test_it_holds_enough_to_practise_on_and_waits_on_min_dag(session):
    case_id = begin_practice(session)
    assert practice_case(session) == case_id
    with session.store.read() as tx:
        case = tx.get(Case, case_id)
        assert case.number == "ØVESAG"
        assert int(tx.get(Citizen, case.citizen_id).cpr[:2]) > 60  # nobody's number
        assert tx.get(Plan, case_id).job_goal
        assert tx.count(PlanStep, case_id=case_id) == 2
    today = read_day(session)
    assert case_id in {one.talk.case_id for one in today.talks}
    assert case_id in {one.task.case_id for one in today.tasks}


def test_nothing_of_it_is_ever_queued(session):
    before = unsent(session)
    case_id = begin_practice(session)
    note = finalise(session, new_draft(session, case_id, "Øve har fået en praktikplads.").id)
    assert note.state is NoteState.FINAL
    assert unsent(session) == before


def test_its_notes_never_wait_for_the_case_system(session):
    real = finalise(session, new_draft(session, CASE.id, "Et rigtigt notat.").id)
    finalise(session, new_draft(session, begin_practice(session), "Et øvenotat.").id)
    assert [one.note.id for one in untransferred(session)] == [real.id]


def test_its_notes_leave_no_gap_in_the_real_chain(session):
    first = finalise(session, new_draft(session, CASE.id, "Et rigtigt notat.").id)
    case_id = begin_practice(session)
    practised = finalise(session, new_draft(session, case_id, "Et øvenotat.").id)
    second = finalise(session, new_draft(session, CASE.id, "Endnu et rigtigt.").id)
    assert second.previous_hash == first.hash
    assert practised.previous_hash not in (None, first.hash)


def test_one_click_takes_it_all_away(session):
    case_id = begin_practice(session)
    note = finalise(session, new_draft(session, case_id, "Et øvenotat.").id)
    end_practice(session)
    assert practice_case(session) is None
    with session.store.read() as tx:
        assert tx.setting(PRACTICE) is None
        assert not tx.count(Case, id=case_id)
        assert not tx.count(ContactTalk, case_id=case_id)
        assert not tx.count(Task, case_id=case_id)
        assert all(not one.text for one in tx.find(Note, case_id=case_id))
        assert tx.get(Note, note.id).sealed is None
        assert tx.count(Citizen, id=CITIZEN.id)  # the real ones stay
    assert begin_practice(session) != case_id


def test_there_is_one_at_a_time(session):
    begin_practice(session)
    with pytest.raises(UserError, match=r"practice\.there"):
        begin_practice(session)
    end_practice(session)
    with pytest.raises(UserError, match=r"practice\.none"):
        end_practice(session)


def test_no_note_moves_between_practice_and_reality(session):
    case_id = begin_practice(session)
    real = finalise(session, new_draft(session, CASE.id, "Et rigtigt notat.").id)
    with pytest.raises(UserError, match=r"misfiling\.practice"):
        move_misfiled(session, real.id, case_id, "Forkert sag")
    practised = finalise(session, new_draft(session, case_id, "Et øvenotat.").id)
    with pytest.raises(UserError, match=r"misfiling\.practice"):
        move_misfiled(session, practised.id, CASE.id, "Forkert sag")


def test_a_queued_letter_of_it_waits_for_nobody(session):
    case_id = begin_practice(session)
    before = unsent(session)
    letter = new_letter(session, case_id, "br-workshop")
    save_letter(session, letter.id, subject="Workshop", text="Kom til workshop.")
    queued, _pdf = queue_letter(session, letter.id)
    assert queued.hash
    assert unsent(session) == before
