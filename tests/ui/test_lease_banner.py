"""How long the laptop may go without the central is said in time, and then the window locks."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton

from jobassist.services import lease
from ui.syncing.lease import LeaseBanner


@pytest.fixture
def leased(house):
    with house.session.store.sync() as tx:
        tx.set_setting(lease.DAYS, "14")
        lease.renew(tx, house.session.clock.now())
    return house


def banner_after(house, qtbot, **passed):
    house.session.clock.advance(**passed)
    made = LeaseBanner(house.context, house.session)
    qtbot.addWidget(made)
    made.look()
    return made


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        ({"days": 10}, ""),
        ({"days": 11, "hours": 1}, "Om 3 dage skal"),
        ({"days": 12, "hours": 1}, "Om 2 dage skal"),
        ({"days": 13, "hours": 1}, "Om 23 timer skal"),
        ({"days": 13, "hours": 23, "minutes": 40}, "Om 1 tim"),
    ],
)
def test_the_days_left_are_said_in_time(leased, qtbot, passed, said):
    assert banner_after(leased, qtbot, **passed).text.startswith(said)


def test_contact_is_one_press_away_and_takes_the_words_back(leased, qtbot):
    made = banner_after(leased, qtbot, days=12)
    with qtbot.waitSignal(made.sync_requested):
        made.findChild(QPushButton).click()
    with leased.session.store.sync() as tx:
        lease.renew(tx, leased.session.clock.now())
    made.look()
    assert made.text == ""


@pytest.mark.parametrize("passed", [timedelta(days=14), timedelta(days=15), -timedelta(hours=2)])
def test_when_it_is_over_the_window_locks(leased, window, passed):
    lease.look(leased.session)
    leased.session.clock.advance(seconds=passed.total_seconds())
    assert leased.door.locked == 0
    window.work.lease.look()
    assert leased.door.locked == 1 and leased.door.begun_anew == 1
