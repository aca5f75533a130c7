from PySide6.QtCore import Qt

from jobassist.door import DoorState
from jobassist.errors import EnvironmentFault
from tests.fakes.door import PASSPHRASE, RECOVERY_KEY
from ui.door.first_run import FirstRunPage
from ui.door.passphrase import strength
from ui.door.recovery_sheet import RecoveryPage
from ui.door.unlock import UnlockPage
from ui.window import MainWindow


def test_a_wrong_passphrase_is_said_and_can_be_typed_over(house, qtbot):
    page = UnlockPage(house.context)
    qtbot.addWidget(page)
    page.show()
    qtbot.keyClicks(page.field, "forkert")
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    assert "passer ikke" in page.hint.text() or "forkert" in page.hint.text().lower()
    assert page.field.selectedText()
    assert page.open_button.isEnabled()


def test_an_empty_passphrase_is_not_tried(house, qtbot):
    page = UnlockPage(house.context)
    qtbot.addWidget(page)
    house.door.fault = EnvironmentFault("store.in_use", program="jobassist", pid=1)
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    assert page.hint.text() == "Skriv din adgangssætning."
    assert house.door.fault is not None


def test_the_page_is_busy_while_the_key_is_derived(live_house, qtbot):
    page = UnlockPage(live_house.context)
    qtbot.addWidget(page)
    page.show()
    qtbot.keyClicks(page.field, PASSPHRASE)
    with qtbot.waitSignal(page.unlocked):
        qtbot.keyClick(page.field, Qt.Key.Key_Return)
        assert page.busy.isVisible()
        assert not page.open_button.isEnabled()
    assert not page.busy.isVisible()
    assert page.field.text() == ""


def test_caps_lock_is_told(house, qtbot):
    page = UnlockPage(house.context)
    qtbot.addWidget(page)
    qtbot.keyClick(page.field, "A", Qt.KeyboardModifier.ShiftModifier)
    assert page.hint.text() == ""
    qtbot.keyClick(page.field, "A")  # a capital without shift
    assert page.hint.text() == "Caps Lock er slået til."


def test_strength():
    assert strength("kort") == 0
    assert strength("aaaaaaaaaaaaaaaa") == 0
    assert strength("fire små ord i kæde") == 2


def test_first_run_leads_through_the_recovery_key_to_the_cases(house, qtbot):
    house.door.door_state = DoorState.NO_STORE
    window = MainWindow(house.context)
    qtbot.addWidget(window)
    window.show()
    page = window.pages.currentWidget()
    assert isinstance(page, FirstRunPage)
    qtbot.keyClicks(page.name, "Mette Holm")
    qtbot.keyClicks(page.first, PASSPHRASE)
    qtbot.keyClicks(page.again, "noget andet")
    qtbot.keyClick(page.again, Qt.Key.Key_Return)
    assert page.problem.text() == "De to adgangssætninger er ikke ens."
    page.again.clear()
    qtbot.keyClicks(page.again, PASSPHRASE)
    qtbot.keyClick(page.again, Qt.Key.Key_Return)
    shown = window.pages.currentWidget()
    assert isinstance(shown, RecoveryPage)
    assert shown.key.text().replace("\n", "-").startswith("K7QF-2M9D")
    qtbot.keyClicks(shown.typed, "K7QF-2M9D")
    qtbot.keyClick(shown.typed, Qt.Key.Key_Return)
    assert "forkert" in shown.said.text()
    assert window.work is None
    shown.typed.setText(RECOVERY_KEY)
    qtbot.keyClick(shown.typed, Qt.Key.Key_Return)
    assert window.work is not None
    window.work = None
