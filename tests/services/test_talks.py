"""Talks: planned, held, and what they lead to."""

from datetime import date, timedelta

import pytest

from jobassist.errors import UserError
from jobassist.ports.clock import danish_day
from jobassist.records import Note, NoteState, TalkState
from jobassist.services.notes import save_draft
from jobassist.services.talks import (
    Closing,
    agreed_before,
    begin_note,
    call_off,
    change_talk,
    end_talk,
    no_show,
    plan_talk,
    talks_of_case,
    talks_on,
)
from jobassist.services.tasks import my_tasks
from tests.fakes.session import CASE, CITIZEN, fake_session


@pytest.fixture
def session():
    return fake_session()


@pytest.fixture
def today(session):
    return danish_day(session.clock.now())


def test_a_days_talks_stand_by_the_clock(session, today):
    plan_talk(session, CASE.id, today, starts_at="13:00")
    plan_talk(session, CASE.id, today)
    plan_talk(session, CASE.id, today, starts_at="09:30")
    call_off(session, plan_talk(session, CASE.id, today, starts_at="08:00").id, "Borger er syg")
    plan_talk(session, CASE.id, today + timedelta(days=1))
    assert [one.talk.starts_at for one in talks_on(session, today)] == ["09:30", "13:00", ""]
    assert {one.citizen for one in talks_on(session, today)} == {CITIZEN.name}


@pytest.mark.parametrize(
    "fields, code",
    [
        ({"starts_at": "9.30"}, "talk.time"),
        ({"starts_at": "24:00"}, "talk.time"),
        ({"minutes": 0}, "talk.minutes"),
        ({"minutes": 481}, "talk.minutes"),
    ],
)
def test_a_talk_that_cannot_be_is_refused(session, today, fields, code):
    with pytest.raises(UserError, match=code):
        plan_talk(session, CASE.id, today, **fields)
    with pytest.raises(UserError, match=r"talk\.in_the_past"):
        plan_talk(session, CASE.id, today - timedelta(days=1))
    assert talks_of_case(session, CASE.id) == []


@pytest.mark.parametrize(
    "day, starts_at, instant",
    [
        (date(2027, 3, 27), "09:30", "2027-03-27T08:30:00+00:00"),  # winter time
        (date(2027, 3, 28), "09:30", "2027-03-28T07:30:00+00:00"),  # the clock was put forward
        (date(2027, 10, 31), "09:30", "2027-10-31T08:30:00+00:00"),  # and back
        (date(2027, 1, 1), "00:15", "2026-12-31T23:15:00+00:00"),
    ],
)
def test_a_talk_stands_at_its_danish_time(session, day, starts_at, instant):
    talk = plan_talk(session, CASE.id, day, starts_at=starts_at)
    assert begin_note(session, talk.id).occurred_at.isoformat() == instant


def test_a_talk_has_one_note(session, today):
    talk = plan_talk(session, CASE.id, today, participants="Borger og bisidder")
    note = begin_note(session, talk.id)
    assert note.participants == "Borger og bisidder"
    assert begin_note(session, talk.id) == note


def test_the_end_of_a_talk_writes_down_all_that_was_agreed(session, today):
    talk = plan_talk(session, CASE.id, today, starts_at="09:30")
    note = begin_note(session, talk.id)
    save_draft(session, note.id, text="Vi talte om job.")
    then = today + timedelta(days=21)
    end_talk(
        session,
        talk.id,
        Closing("Borger søger to job.", {"day": then}, (("Ring til lægen", then),)),
    )
    following, over = talks_of_case(session, CASE.id)
    assert (over.state, over.agreements) == (TalkState.HELD, "Borger søger to job.")
    assert (following.day, following.state) == (then, TalkState.PLANNED)
    assert agreed_before(session, following) == over
    assert [one.task.text for one in my_tasks(session)] == ["Ring til lægen"]
    with session.store.read() as tx:
        assert tx.get(Note, note.id).state is NoteState.FINAL


@pytest.mark.parametrize(
    "text, next_day, code",
    [("Mangler […noget…]", 21, "note.open_blanks"), ("Hel", -1, "talk.in_the_past")],
)
def test_what_cannot_be_ended_changes_nothing(session, today, text, next_day, code):
    talk = plan_talk(session, CASE.id, today)
    note = begin_note(session, talk.id)
    save_draft(session, note.id, text=text)
    closing = Closing(next_talk={"day": today + timedelta(days=next_day)}, tasks=(("X", None),))
    with pytest.raises(UserError, match=code.replace(".", r"\.")):
        end_talk(session, talk.id, closing)
    assert [one.state for one in talks_of_case(session, CASE.id)] == [TalkState.PLANNED]
    assert my_tasks(session) == []
    with session.store.read() as tx:
        assert tx.get(Note, note.id).state is NoteState.DRAFT


def test_who_did_not_come_is_written_down(session, today):
    talk = plan_talk(session, CASE.id, today)
    note = no_show(session, talk.id)
    assert note.case_id == CASE.id
    assert [one.state for one in talks_of_case(session, CASE.id)] == [TalkState.NO_SHOW]
    with pytest.raises(UserError, match=r"talk\.is_over"):
        change_talk(session, talk.id, minutes=30)
