"""The house of a company visit, and the window on it."""

import pytest

from jobassist.settings import Settings
from tests.ui.conftest import make_house
from tests.ui.visit import furnish
from ui.window import MainWindow


@pytest.fixture
def house():
    """Its jobs run at once; test persons are allowed; there is a company to visit."""
    made = make_house(inline=True, settings=Settings(chosen={"test_persons": True}))
    furnish(made.session)
    yield made
    made.context.jobs.close()


@pytest.fixture
def work(house, qtbot):
    """What is in the unlocked window."""
    window = MainWindow(house.context)
    window.resize(1366, 768)
    qtbot.addWidget(window)
    window.show()
    window.start_work(house.session)
    made = window.work
    yield made
    for page in (made.page,):
        if turned := getattr(page, "turned", None) or getattr(page, "shown", None):
            turned.release()
    window.work = None
