"""The microphone is chosen by ear: its loudness is shown, and every one is let go of again."""

import pytest

from jobassist.errors import EnvironmentFault
from tests.ui.conftest import make_house
from ui.notes.microphone_dialog import MicrophoneDialog


class FakeMeter:
    def __init__(self, name: str) -> None:
        self.name, self.levels, self.closed = name, (0.5, 0.001), False

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def opened():
    return []


@pytest.fixture
def dialog(qtbot, opened):
    def meter(name: str) -> FakeMeter:
        if name == "Væk":
            raise EnvironmentFault("sound.no_microphone")
        opened.append(FakeMeter(name))
        return opened[-1]

    house = make_house(inline=True, microphones=lambda: ["Headset", "Væk"], microphone_level=meter)
    made = MicrophoneDialog(house.context, house.session, None)
    made.house = house
    made._timer.timeout.disconnect()  # the tests look themselves, and at nothing in between
    qtbot.addWidget(made)
    made.open()
    yield made
    house.context.jobs.close()


def test_moving_to_a_microphone_listens_to_it_and_lets_go_of_the_last(dialog, opened) -> None:
    assert [meter.name for meter in opened] == [""]
    dialog.names.setCurrentRow(1)
    assert [(meter.name, meter.closed) for meter in opened] == [("", True), ("Headset", False)]
    dialog._show_level()
    assert dialog.words.text() == "Den hører dig"


def test_choice_of_microphone_and_channel_is_kept_and_the_meter_closed(dialog, opened) -> None:
    dialog.names.setCurrentRow(1)
    dialog._show_level()
    dialog.channel.setCurrentIndex(2)
    dialog.use_button.click()
    settings = dialog.house.context.settings
    assert (settings["microphone"], settings["microphone_channel"]) == ("Headset", 2)
    assert all(meter.closed for meter in opened)


def test_a_quiet_channel_and_a_silent_device_are_told(dialog, opened) -> None:
    dialog.channel.setCurrentIndex(2)
    dialog._show_level()
    assert dialog.words.text() == "Sig noget …"
    opened[-1].levels = ()
    dialog._show_level()
    assert dialog.words.text() == "Der kommer ingen lyd"


def test_a_microphone_that_is_gone_is_told_and_changes_nothing(dialog, opened) -> None:
    dialog.names.setCurrentRow(2)
    assert dialog.banner.isVisible()
    dialog.reject()
    assert dialog.house.context.settings["microphone"] == ""
    assert all(meter.closed for meter in opened)
