"""Min Plan and tasks."""

from datetime import timedelta

import pytest

from jobassist.errors import UserError
from jobassist.ports.clock import danish_day
from jobassist.records import StepState
from jobassist.services.plans import add_step, change_step, move_step, read_plan, save_plan
from jobassist.services.tasks import my_tasks, new_task, set_done, tasks_of_case
from tests.fakes.session import CASE, fake_session


@pytest.fixture
def session():
    return fake_session()


def texts(view):
    return [step.text for step in view.steps]


def test_a_case_without_a_plan_shows_an_empty_one(session):
    assert read_plan(session, CASE.id).plan.job_goal == ""
    save_plan(session, CASE.id, job_goal="Lagermedarbejder")
    assert read_plan(session, CASE.id).plan.job_goal == "Lagermedarbejder"


def test_steps_keep_the_order_they_are_given(session):
    first, _, third = (add_step(session, CASE.id, text) for text in ("Et", "To", "Tre"))
    assert texts(read_plan(session, CASE.id)) == ["Et", "To", "Tre"]
    assert texts(move_step(session, third.id, -1)) == ["Et", "Tre", "To"]
    assert texts(move_step(session, first.id, -1)) == ["Et", "Tre", "To"]
    change_step(session, first.id, state=StepState.DROPPED)
    assert texts(read_plan(session, CASE.id)) == ["Tre", "To", "Et"]
    change_step(session, third.id, state=StepState.DONE)
    assert read_plan(session, CASE.id).done == 1


def test_a_step_and_a_task_say_something(session):
    with pytest.raises(UserError, match=r"plan\.empty_step"):
        add_step(session, CASE.id, " ")
    with pytest.raises(UserError, match=r"task\.empty"):
        new_task(session, CASE.id, "\n")
    assert texts(read_plan(session, CASE.id)) == []


def test_tasks_stand_by_their_day_and_a_tick_can_be_taken_back(session):
    today = danish_day(session.clock.now())
    later = new_task(session, CASE.id, "Senere", today + timedelta(days=9))
    soon = new_task(session, CASE.id, "Snart", today)
    new_task(session, CASE.id, "En dag")
    new_task(session, CASE.id, "Kollegas", user_id="u-jonas")
    assert [one.task.text for one in my_tasks(session)] == ["Snart", "Senere", "En dag"]
    assert [one.task.text for one in my_tasks(session, today)] == ["Snart", "En dag"]
    set_done(session, soon.id)
    assert [one.task.text for one in my_tasks(session)] == ["Senere", "En dag"]
    assert tasks_of_case(session, CASE.id)[-1].id == soon.id
    set_done(session, soon.id, done=False)
    assert my_tasks(session)[0].task.id == soon.id
    assert later.user_id == session.user.id
