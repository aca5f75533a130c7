"""Two colleagues, each with a laptop and a window, on one case at a central with the real rules."""

from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from jobassist.door import SyncState
from jobassist.records import Case, Note
from jobassist.services import assignments
from jobassist.services.following import changes_for_me
from jobassist.services.kept import undecided
from jobassist.services.my_day import read_day
from jobassist.services.whereabouts import Place
from tests.central.conftest import central, database, database_url, state_folder
from tests.fakes.door import FakeDoor
from tests.sync.laptop import Laptop, enrolled
from ui.context import Context
from ui.day.rows import rows_of
from ui.jobs import Jobs
from ui.shell.places import SYNC, TEAM
from ui.window import MainWindow

__all__ = ["central", "database", "database_url", "state_folder"]


@dataclass
class Desk:
    """A laptop and its window."""

    laptop: Laptop
    window: MainWindow

    @property
    def session(self):
        return self.laptop.session

    def team(self, case_id):
        self.window.work.go(Place(TEAM, case_id))
        self.window.work.page.refresh()
        return self.window.work.page

    def sync(self):
        return self.laptop.sync()


def words(widget):
    QApplication.processEvents()  # what is put into a layout is shown a turn later
    return " | ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


@pytest.fixture
def desks(central, qtbot):
    """Mette coordinates a case, Jonas is on it; both windows are open."""
    jobs = Jobs(inline=True)
    made = []
    for name in ("Mette", "Jonas"):
        laptop = enrolled(central, central.new_user(name)[1])
        window = MainWindow(Context(FakeDoor(laptop.session), laptop.session.settings, jobs))
        qtbot.addWidget(window)
        window.show()
        window.start_work(laptop.session)
        made.append(Desk(laptop, window))
    mette, jonas = made
    _, case = mette.laptop.start_case()
    assert mette.sync().quarantined == 0
    assignments.assign(mette.session, case.id, jonas.session.user.id, "caseworker")
    both(mette, jonas)
    yield mette, jonas, case.id
    for desk in made:
        desk.window.work = None
    jobs.close()


def both(*desks):
    for desk in (*desks, *desks):
        assert desk.sync().quarantined == 0


def test_a_mention_is_seen_where_the_day_begins_and_gone_when_it_was(desks):
    mette, jonas, case_id = desks
    page = mette.team(case_id)
    (action,) = page.to_menu.actions()
    action.setChecked(True)
    page.text.setPlainText("Vil du ringe til ham i dag?")
    page.send()
    assert "Vil du ringe til ham i dag?" in words(page)
    both(mette, jonas)
    rows = rows_of(jonas.session, read_day(jonas.session))
    row = next(one for one in rows if one.place and "Besked i sagen" in one.detail)
    assert "Mette" in row.detail and row.place == Place(TEAM, case_id)
    assert any(one.for_me for one in changes_for_me(jonas.session))
    jonas.window.work.go(row.place)
    assert "Vil du ringe til ham i dag?" in words(jonas.window.work.page)
    row.tick(True)
    assert not changes_for_me(jonas.session)
    assert not changes_for_me(mette.session)  # one's own is no news


def test_what_changed_since_one_last_looked_is_said_in_the_case(desks):
    mette, jonas, case_id = desks
    note = mette.laptop.draft(mette.laptop.find(Case)[0], "Talte med borgeren.")
    mette.laptop.finalise(note)
    both(mette, jonas)
    jonas.window.work.open_case(case_id)
    assert "Notat (Mette)" in jonas.window.work.case_page.news.text
    jonas.window.work.case_page.news._put_aside()
    assert jonas.window.work.case_page.news.text == ""


def test_a_case_is_handed_over_by_its_checklist_and_the_receivers_yes(desks):
    mette, jonas, case_id = desks
    page = mette.team(case_id)
    page.handing.begin_button.click()
    for key in list(page.handing.points):
        page.handing.points[key].click()
    page.handing.hand_over_button.click()
    assert "Jonas er tovholder nu og har ikke sagt ja endnu." in words(page)
    both(mette, jonas)
    theirs = jonas.team(case_id)
    assert "Jonas, tovholder" in words(theirs)
    assert "Mette har overdraget sagen til dig." in words(theirs)
    theirs.handing.accept_button.click()
    both(jonas, mette)
    assert "Jonas, tovholder" in words(mette.team(case_id))
    assert "Kun sagens tovholder kan overdrage den." in words(mette.window.work.page)


def test_who_loses_a_case_loses_it_here_and_keeps_what_was_not_sent(desks, central):
    _, jonas, case_id = desks
    jonas.window.work.open_case(case_id)
    case = jonas.laptop.find(Case)[0]
    note = jonas.laptop.draft(case, "Skrevet uden net.")
    central.revoke(case_id, jonas.session.user.id)
    jonas.sync()
    assert jonas.laptop.find(Note) == [] and jonas.laptop.find(Case) == []
    for state in ("working", "idle"):  # as the sync in the window tells it
        jonas.window.work.status.show_state(SyncState("working"))
        jonas.window.work.syncing.show(SyncState(state))
    assert not jonas.window.work.tabs.titles() and jonas.window.work.case_page is None
    assert "Anders Østergaard" not in words(jonas.window)
    (kept,) = [one for one in undecided(jonas.session) if one.record == note.id]
    assert kept.why in ("purged", "quarantined")
    jonas.window.work.go(Place(SYNC))
    page = jonas.window.work.page
    page.refresh()
    said = words(page)
    assert "Skrevet uden net." in said and "Det ligger her, og kun her." in said
    assert "Notat" in said
