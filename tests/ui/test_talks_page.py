"""Talks and tasks of a case, the workspace, and the end of a talk."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from jobassist.ports.clock import danish_day
from jobassist.records import Note, NoteState, TalkState
from jobassist.services.danish import danish_date
from jobassist.services.notes import save_draft
from jobassist.services.plans import add_step
from jobassist.services.talks import plan_talk, talks_of_case
from jobassist.services.tasks import my_tasks
from jobassist.services.whereabouts import Place
from tests.fakes.session import CASE
from ui.talks.ending import EndTalkDialog
from ui.talks.plan_dialog import PlanTalkDialog


@pytest.fixture
def today(house):
    return danish_day(house.session.clock.now())


@pytest.fixture
def page(window):
    window.work.go(Place("talks", CASE.id))
    return window.work.page


@pytest.fixture
def workspace(window, house, today):
    """A talk that has begun, with an agreement from the last one and a step in the plan."""
    session = house.session
    earlier = plan_talk(session, CASE.id, today, starts_at="08:00")
    with session.store.write() as tx:
        tx.put(_held(earlier, "Borger søger to job"))
    add_step(session, CASE.id, "Ring til Skagen Værft")
    talk = plan_talk(session, CASE.id, today, starts_at="09:30", location="98 45 10 20")
    window.work.go(Place("talk", CASE.id, talk.id))
    return window.work.page


def _held(talk, agreements):
    from dataclasses import replace

    return replace(talk, state=TalkState.HELD, agreements=agreements)


def test_a_talk_is_agreed_in_the_dialog(house, qtbot, today):
    dialog = PlanTalkDialog(house.context, house.session, CASE.id)
    qtbot.addWidget(dialog)
    dialog.fields.day.setText("i morgen")
    dialog.agree()
    assert "kan ikke læses" in dialog.banner.text
    dialog.fields.day.setText(danish_date(today + timedelta(days=3)))
    dialog.fields.time.setText("25.00")
    dialog.agree()
    assert "Klokkeslættet" in dialog.banner.text
    dialog.fields.time.setText("9.30")
    dialog.agree()
    assert dialog.talk
    assert (dialog.talk.starts_at, dialog.result()) == ("09:30", 1)


@pytest.mark.parametrize(
    "typed, time", [("9.30", "09:30"), ("0930", "09:30"), ("14", "14:00"), ("", ""), ("x", "x")]
)
def test_a_time_may_be_typed_as_one_likes(house, qtbot, typed, time):
    dialog = PlanTalkDialog(house.context, house.session, CASE.id)
    qtbot.addWidget(dialog)
    dialog.fields.time.setText(typed)
    assert dialog.fields.read()["starts_at"] == time


def test_who_did_not_come_and_who_called_off(page, window, house, today):
    plan_talk(house.session, CASE.id, today, starts_at="09:30")
    plan_talk(house.session, CASE.id, today + timedelta(days=2))
    page.refresh()
    now, later = page.talk_rows
    assert not hasattr(later, "absent_button")
    later.off_button.click()
    now.absent_button.click()
    states = {one.state for one in talks_of_case(house.session, CASE.id)}
    assert states == {TalkState.CANCELLED, TalkState.NO_SHOW}
    assert window.work.case_page.editor is not None


def test_a_task_is_added_and_ticked(page, house, qtbot, today):
    page.text.setText("Send cv")
    page.due.setText("32-1-2027")
    page.add_button.click()
    assert "Fristen kan ikke læses" in page.banner.text
    page.due.setText(danish_date(today))
    page.add_button.click()
    assert [one.task.text for one in my_tasks(house.session)] == ["Send cv"]
    page.task_rows[0].tick.click()
    assert my_tasks(house.session) == []


def test_the_workspace_shows_what_was_agreed_and_planned(workspace):
    assert "Borger søger to job" in workspace.before.text()
    assert workspace.steps.text() == "• Ring til Skagen Værft"
    assert workspace.link_button.isVisible()
    assert workspace.editor is not None


def test_the_agenda_is_saved_on_the_way_out(workspace, window, house, qtbot):
    workspace.agenda.setPlainText("1. Cv\n2. Praktik")
    window.work.show_cases()
    (talk,) = [one for one in talks_of_case(house.session, CASE.id) if one.starts_at == "09:30"]
    assert talk.agenda == "1. Cv\n2. Praktik"


def test_the_dictation_key_works_from_the_agenda(workspace, qtbot):
    workspace.agenda.setFocus()
    qtbot.keyClick(workspace.agenda, Qt.Key.Key_F9)
    assert workspace.editor.bar.running
    assert workspace.is_busy()
    workspace.editor.bar.cancel()


def ending(workspace, house, qtbot):
    dialog = EndTalkDialog(house.context, house.session, workspace.talk)
    qtbot.addWidget(dialog)
    return dialog


def test_a_blank_stops_the_end(workspace, qtbot):
    workspace.editor.text.insert("Mangler […noget…].")
    workspace.end()
    assert "felt" in workspace.editor.banner.text


def test_the_end_writes_note_next_talk_and_task(workspace, house, qtbot, today):
    save_draft(house.session, workspace.editor.note.id, text="Vi talte om job.")
    dialog = ending(workspace, house, qtbot)
    suggested = dialog.fields.day.text()
    assert suggested in dialog.reason.text()
    dialog.agreed.setPlainText("Søger to job mere")
    dialog.task.setText("Ring til lægen")
    dialog.end()
    assert dialog.result() == 1
    following = next(
        one for one in talks_of_case(house.session, CASE.id) if one.state is TalkState.PLANNED
    )
    assert danish_date(following.day) == suggested
    assert following.reason.startswith("Dagen er foreslået")  # said again where no answers are
    assert "ovenfor" not in following.reason
    assert [one.task.text for one in my_tasks(house.session)] == ["Ring til lægen"]
    with house.session.store.read() as tx:
        assert tx.get(Note, workspace.editor.note.id).state is NoteState.FINAL


def test_worse_answers_bring_the_next_talk_nearer_unless_the_day_was_chosen(
    workspace, house, qtbot
):
    dialog = ending(workspace, house, qtbot)
    first = dialog.fields.day.text()
    for box in dialog.answers:
        box.setCurrentIndex(2)
        box.activated.emit(2)
    assert dialog.fields.day.text() != first
    dialog.fields.day.setText("24. december 2026")
    dialog.answers[0].activated.emit(0)
    assert dialog.fields.day.text() == "24. december 2026"


def test_one_key_leads_to_each_part_of_the_case(window, qtbot):
    window.work.open_case(CASE.id)
    qtbot.waitUntil(window.isActiveWindow)
    for key, page in (
        (Qt.Key.Key_2, "plan"),
        (Qt.Key.Key_3, "talks"),
        (Qt.Key.Key_4, "letters"),
        (Qt.Key.Key_1, "case"),
    ):
        qtbot.keyClick(window, key, Qt.KeyboardModifier.AltModifier)
        assert window.work.place().page == page
        assert window.work.parts.tabData(window.work.parts.currentIndex()) == page


def test_a_talk_goes_to_the_calendar_by_a_click(page, window, house, today, tmp_path):
    talk = plan_talk(house.session, CASE.id, today, starts_at="09:30")
    page.refresh()
    assert not page.talk_rows[0].calendar_button.isHidden()
    page.save_entry_to(talk, tmp_path / "aftale.ics")
    assert (tmp_path / "aftale.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert "kalender" in window.work.toast.text
