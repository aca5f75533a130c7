"""The first run: language, name, key, PIN, microphone, practice case."""

import pytest
from PySide6.QtCore import Qt

from jobassist.door import DoorState, Protection
from jobassist.errors import EnvironmentFault
from jobassist.services.practice import begin_practice, practice_case
from tests.fakes.door import PASSPHRASE, RECOVERY_KEY
from tests.fakes.sound import FakeMicrophone
from ui.door.first_run import FirstRunPage
from ui.first.pin import PinStep
from ui.first.practise import PracticeStep
from ui.first.steps import FirstSteps
from ui.first.voice import VoiceStep
from ui.language import change_language
from ui.window import MainWindow


@pytest.fixture
def first(house, qtbot):
    """The window at its first run, past name and passphrase."""
    house.door.door_state = DoorState.NO_STORE
    window = MainWindow(house.context)
    qtbot.addWidget(window)
    window.show()
    page = window.pages.currentWidget()
    page.name.setText("Mette Holm")
    page.first.setText(PASSPHRASE)
    page.again.setText(PASSPHRASE)
    page.make_button.click()
    window.pages.currentWidget().typed.setText(RECOVERY_KEY)
    window.pages.currentWidget().go_on.click()
    yield window
    window.work = None


def shown(window: MainWindow):
    steps = window.pages.currentWidget()
    assert isinstance(steps, FirstSteps)
    return steps.currentWidget()


def test_the_language_is_chosen_on_the_first_page(house, qtbot, qapp):
    house.door.door_state = DoorState.NO_STORE
    window = MainWindow(house.context)
    qtbot.addWidget(window)
    page = window.pages.currentWidget()
    assert page.make_button.text() == "Opret sagslager"
    try:
        page.language.setCurrentIndex(page.language.findData("en"))
        page.language.activated.emit(page.language.currentIndex())
        anew = window.pages.currentWidget()
        assert isinstance(anew, FirstRunPage)
        assert anew is not page
        assert anew.make_button.text() != "Opret sagslager"
        assert house.context.settings["language"] == "en"
    finally:
        change_language(qapp, "da")


def test_a_pin_then_the_microphone_then_a_case_to_practise_on(first, house, qtbot):
    pin = shown(first)
    assert isinstance(pin, PinStep)
    assert "3" in pin.where.text()
    pin.present.setText(PASSPHRASE)
    pin.pin.setText("194")
    pin.again.setText("194")
    pin.save_button.click()
    assert "for kort" in pin.said.text()
    pin.pin.setText("194837")
    pin.again.setText("194837")
    pin.save_button.click()
    assert house.door.protected.pin
    voice = shown(first)
    assert isinstance(voice, VoiceStep)
    voice.go_on.click()
    last = shown(first)
    assert isinstance(last, PracticeStep)
    last.make_button.click()
    assert first.work is not None
    assert first.work.page.case_id == practice_case(house.session)
    assert "Øvesag" in first.work.practice.text


def test_a_wrong_passphrase_sets_no_pin(first, house):
    pin = shown(first)
    pin.present.setText("en helt anden")
    pin.pin.setText("194837")
    pin.again.setText("194837")
    pin.save_button.click()
    assert not house.door.protected.pin
    assert pin.said.text()
    assert pin.save_button.isEnabled()


def test_every_step_may_be_left_out_and_nothing_is_made(first, house, qtbot):
    for _ in range(3):
        qtbot.keyClick(shown(first), Qt.Key.Key_Escape)
    assert first.work is not None
    assert practice_case(house.session) is None


def test_no_pin_is_offered_where_the_computer_cannot_keep_one(house, qtbot):
    house.door.protected = Protection(pin=False, keyring=False, recovery_confirmed=True)
    steps = FirstSteps(house.context, house.session)
    qtbot.addWidget(steps)
    assert isinstance(steps.currentWidget(), VoiceStep)


def test_a_sentence_is_heard_written_and_played_but_never_kept(live_house, qtbot):
    played = []
    live_house.session.play = played.append
    live_house.recogniser.say("jobsamtale holdt telefonisk")
    step = VoiceStep(live_house.context, live_house.session)
    qtbot.addWidget(step)
    step.begin()
    assert not step.hear_button.isEnabled()
    step.speak_button.click()
    qtbot.waitUntil(lambda: "hører dig" in step.words.text())
    step.speak_button.click()
    qtbot.waitUntil(lambda: "jobsamtale" in step.text.text())
    step.hear_button.click()
    qtbot.waitUntil(lambda: bool(played))
    assert len(played[0])
    assert live_house.session.recordings.kept() == []


def test_a_microphone_that_is_not_there_is_explained_and_can_be_left_out(house, qtbot):
    house.session.microphone = lambda: FakeMicrophone(missing=True)
    step = VoiceStep(house.context, house.session)
    qtbot.addWidget(step)
    step.begin()
    step.speak_button.click()
    assert step.banner.text
    with qtbot.waitSignal(step.done):
        step.skip_button.click()


def test_a_speech_engine_that_fails_leaves_the_button_alive(house, qtbot):
    def broken():
        raise EnvironmentFault("speech.engine_lost")

    house.session.recogniser = broken
    step = VoiceStep(house.context, house.session)
    qtbot.addWidget(step)
    step.begin()
    step._recorded(0.4)
    assert step.banner.text
    assert step.speak_button.isEnabled()


def test_the_practice_case_goes_with_one_click_and_takes_its_tab(window, house):
    case_id = begin_practice(house.session)
    window.work.practise()
    assert window.work.page.case_id == case_id
    assert case_id in window.work.tabs.titles()
    window.work.practice.remove()
    assert practice_case(house.session) is None
    assert window.work.page.case_id == ""
    assert case_id not in window.work.tabs.titles()


def test_the_strip_is_on_no_other_case(window, house):
    window.work.practise()
    assert window.work.practice.text
    window.work.open_case("c-1")
    assert not window.work.practice.text
