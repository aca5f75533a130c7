"""The team of a case: people, messages, handing over; and what colleagues did, on Min dag."""

from dataclasses import replace
from datetime import date

import pytest

from jobassist.ports.stored import Incoming
from jobassist.records import Case, CaseMessage
from jobassist.records.plain import to_plain
from jobassist.services import following
from jobassist.services.handover import checklist
from jobassist.services.my_day import read_day
from jobassist.services.whereabouts import Place
from tests.fakes.session import CASE, JONAS, METTE
from ui.day.rows import rows_of
from ui.shell.places import TEAM


@pytest.fixture
def page(window):
    window.work.go(Place(TEAM, CASE.id))
    return window.work.page


def texts(page) -> list[str]:
    return [line.message.text for line in page.message_rows]


def test_a_colleague_is_put_on_the_case_and_taken_off(page, qtbot):
    page.colleague.setCurrentText(JONAS.name)
    page.until.setText("i går")
    page.add()
    assert page.banner.text
    page.until.setText("")
    page.add()
    qtbot.waitUntil(lambda: len(page.member_rows) == 2)
    page.member_rows[1].button.click()
    qtbot.waitUntil(lambda: not page.member_rows[1].member.present)
    page.member_rows[1].button.click()
    qtbot.waitUntil(lambda: page.member_rows[1].member.present)


def test_a_message_names_whom_it_is_for(page, house, qtbot):
    page.send()
    assert page.banner.text  # nothing is written
    page.add()
    qtbot.waitUntil(lambda: bool(page.to_menu.actions()))
    page.to_menu.actions()[0].setChecked(True)
    page.text.setPlainText("Kan du ringe i morgen?")
    page.send()
    qtbot.waitUntil(lambda: texts(page) == ["Kan du ringe i morgen?"])
    (message,) = following.messages(house.session, CASE.id)
    assert message.to == (JONAS.id,) and page.text.toPlainText() == ""
    assert page.banner.text == ""


def test_what_is_being_written_stays_when_the_page_is_read_anew(page):
    page.text.setPlainText("Halvt skrevet")
    page.refresh()
    assert page.text.toPlainText() == "Halvt skrevet"


def test_a_case_is_handed_over_once_every_point_is_done(page, house, qtbot):
    page.handing.begin_button.click()
    qtbot.waitUntil(lambda: len(page.handing.points) == len(checklist()))
    assert not page.handing.hand_over_button.isEnabled()
    for key in [point.key for point in checklist()]:
        page.handing.points[key].click()
        qtbot.waitUntil(lambda key=key: page.handing.points[key].isChecked())
    qtbot.waitUntil(page.handing.hand_over_button.isEnabled)
    page.handing.hand_over_button.click()
    with house.session.store.read() as tx:
        assert tx.get(Case, CASE.id).coordinator_id == JONAS.id
    qtbot.waitUntil(lambda: not page.add_button.isVisibleTo(page))
    assert page.member_rows


def test_following_is_chosen(page, house):
    assert page.follow.isChecked()  # Mette works on it
    page.follow.click()
    assert not following.follows(house.session, CASE.id)


def test_what_colleagues_did_stands_on_the_day_until_it_is_ticked(house, window):
    session = house.session
    message = CaseMessage(
        id="m-1",
        case_id=CASE.id,
        author_id=JONAS.id,
        created_at=session.clock.now(),
        to=(METTE.id,),
        text="Han er klar på mandag",
    )
    moved = replace(CASE, title="Ny titel", opened_on=date(2026, 9, 1))
    rows = [
        Incoming("case_message", message.id, 1, to_plain(message)),
        Incoming("case", CASE.id, 2, to_plain(moved)),
    ]
    with session.store.sync() as tx:
        tx.apply(f"case:{CASE.id}", [], 1)
    with session.store.sync() as tx:
        tx.apply(f"case:{CASE.id}", rows, 5)
    found = rows_of(session, read_day(session))
    heading, line = found[0], found[1]
    assert heading.title == "Nyt fra kolleger"
    assert "Besked i sagen (Jonas Friis)" in line.detail and line.place == Place(TEAM, CASE.id)
    line.tick(True)
    assert not read_day(session).news
    line.tick(False)
    assert len(read_day(session).news) == 2
