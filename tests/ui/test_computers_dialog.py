"""One's own computers in the window, and reporting one as lost."""

from datetime import UTC, date, datetime

import pytest

from jobassist.door import OwnComputer
from jobassist.errors import EnvironmentFault
from ui.syncing.computers import ComputersDialog

AT = datetime(2026, 9, 1, 8, tzinfo=UTC)


@pytest.fixture
def dialog(house, qtbot):
    house.door.computers = [
        OwnComputer("d-1", AT, date(2026, 11, 20), "active", this=True),
        OwnComputer("d-2", AT, date(2026, 11, 12), "active", this=False),
    ]
    made = ComputersDialog(house.context, house.session, None)
    qtbot.addWidget(made)
    made.show()
    return made


def test_only_another_one_can_be_reported(dialog):
    assert [line.button.isVisibleTo(line) for line in dialog.rows] == [False, True]
    assert dialog.rows[0].name.text() == "Computer tilmeldt 1. september · denne computer"
    assert dialog.rows[1].state.text() == "i brug · sidst i kontakt 12. november"


def test_reporting_it_shows_that_it_is_lost(dialog, house):
    dialog.report(house.door.computers[1])
    assert dialog.rows[1].state.text().startswith("meldt mistet")
    assert not dialog.rows[1].button.isVisibleTo(dialog.rows[1])


def test_without_contact_it_says_so_and_shows_nothing(house, qtbot):
    house.door.fault = EnvironmentFault("sync.unreachable", retryable=True)
    made = ComputersDialog(house.context, house.session, None)
    qtbot.addWidget(made)
    assert "Centralen kan ikke nås." in made.banner._text.text() and not made.rows
    assert made.busy.isHidden()
