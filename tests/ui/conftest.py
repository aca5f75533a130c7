"""The window over fakes, without a display."""

import os
from dataclasses import dataclass

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from jobassist.records import Phrase
from jobassist.services.phrases import import_standard_texts
from jobassist.session import Session
from tests.fakes.door import FakeDoor
from tests.fakes.session import fake_session
from tests.fakes.sound import FakeMicrophone
from tests.fakes.speech import FakeRecogniser
from ui.context import Context
from ui.jobs import Jobs
from ui.language import apply_language
from ui.theme.apply import apply_theme
from ui.window import MainWindow


@dataclass
class House:
    """Everything a test of the window holds on to."""

    context: Context
    session: Session
    door: FakeDoor
    recogniser: FakeRecogniser


def make_house(*, inline: bool, **parts: object) -> House:
    recogniser = FakeRecogniser()
    session = fake_session(
        **{
            "recogniser": lambda: recogniser,
            "microphone": FakeMicrophone,
            "written": lambda: lambda spoken, before="": spoken,
            **parts,
        }
    )
    import_standard_texts(session)
    with session.store.write() as tx:
        tx.put(
            Phrase(
                id="p-short",
                key="jn-proeve",
                title="Prøvetekst",
                spoken_name="prøvetekst",
                category="Journalnotat",
                body="{borger.navn} oplyser: {udfyld.oplyst}. {valg.aftale|Vi ringer|Vi mødes}.",
            )
        )
    door = FakeDoor(session)
    return House(Context(door, session.settings, Jobs(inline=inline)), session, door, recogniser)


@pytest.fixture(scope="session", autouse=True)
def _dressed(qapp: QApplication):
    apply_theme(qapp, "light")
    apply_language(qapp, "da")


@pytest.fixture
def house():
    """A house whose jobs run at once."""
    made = make_house(inline=True)
    yield made
    made.context.jobs.close()


@pytest.fixture
def live_house():
    """A house whose jobs run in threads, as for the user."""
    made = make_house(inline=False)
    yield made
    made.context.jobs.close()


@pytest.fixture
def window(house: House, qtbot):
    """The unlocked window of `house`."""
    made = MainWindow(house.context)
    qtbot.addWidget(made)
    made.show()
    made.start_work(house.session)
    yield made
    made.work = None
