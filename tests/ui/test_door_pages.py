from PySide6.QtCore import Qt

from jobassist.door import DoorState, Protection
from jobassist.errors import EnvironmentFault, UserError
from tests.fakes.door import PASSPHRASE, RECOVERY_KEY
from ui.door.access import AccessDialog
from ui.door.first_run import FirstRunPage
from ui.door.forgotten import ForgottenPage
from ui.door.passphrase import strength
from ui.door.recovery_sheet import RecoveryPage
from ui.door.unlock import UnlockPage
from ui.first.steps import FirstSteps
from ui.window import MainWindow

NEW = "gule cykler synger sagte"


def test_a_wrong_passphrase_is_said_and_can_be_typed_over(house, qtbot):
    page = UnlockPage(house.context)
    qtbot.addWidget(page)
    page.show()
    qtbot.keyClicks(page.field, "forkert")
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    assert "passer ikke" in page.hint.text() or "forkert" in page.hint.text().lower()
    assert page.field.selectedText()
    assert page.open_button.isEnabled()


def test_only_what_opens_this_store_is_asked_for(house, qtbot):
    for pin, words in ((False, "Adgangssætning"), (True, "Adgangssætning eller pinkode")):
        house.door.protected = Protection(pin=pin, keyring=True, recovery_confirmed=True)
        page = UnlockPage(house.context)
        qtbot.addWidget(page)
        qtbot.waitUntil(lambda page=page, words=words: page.name.text() == words)
        assert page.field.accessibleName() == words


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
        assert not page.forgotten_button.isEnabled()  # it would get the focus, and an Enter
    assert page.forgotten_button.isEnabled()
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


def test_first_run_leads_through_the_recovery_key_to_the_first_steps(house, qtbot):
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
    assert isinstance(window.pages.currentWidget(), FirstSteps)  # tests/ui/test_first_steps.py


def test_the_speech_model_loads_while_the_passphrase_is_typed(house, qtbot):
    page = UnlockPage(house.context)
    qtbot.addWidget(page)
    assert house.door.warmed == 0
    qtbot.keyClicks(page.field, "fire")
    assert house.door.warmed == 1


def test_too_many_tries_are_counted_down(house, qtbot):
    page = UnlockPage(house.context)
    qtbot.addWidget(page)
    house.door.fault = UserError("store.too_many_tries", seconds=30)
    qtbot.keyClicks(page.field, "194837")
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    assert "30 sekunder" in page.hint.text()
    page._count_down()
    assert "29 sekunder" in page.hint.text()
    qtbot.keyClicks(page.field, "f")  # the passphrase may be typed meanwhile
    assert page.hint.text() == ""


def test_a_forgotten_passphrase_is_replaced_by_the_key_from_the_sheet(house, qtbot):
    window = MainWindow(house.context)
    qtbot.addWidget(window)
    window.show()
    window.pages.currentWidget().forgotten_button.click()
    page = window.pages.currentWidget()
    assert isinstance(page, ForgottenPage)
    page.first.setText(NEW)
    page.again.setText(NEW)
    page.key.setText("K7QF-2M9D")
    page.open_button.click()
    assert "forkert" in page.problem.text()
    page.key.setText(RECOVERY_KEY)
    page.open_button.click()
    assert window.work is not None
    assert house.door.opens == NEW
    window.work = None


def test_the_passphrase_is_changed_only_by_who_knows_it(house, qtbot):
    dialog = AccessDialog(house.context)
    qtbot.addWidget(dialog)
    for field, text in ((dialog.present, "gættet"), (dialog.first, NEW), (dialog.again, NEW)):
        field.setText(text)
    dialog.change_button.click()
    assert house.door.opens == PASSPHRASE
    dialog.present.setText(PASSPHRASE)
    dialog.change_button.click()
    assert house.door.opens == NEW
    assert dialog.first.text() == ""


def test_a_pin_is_set_and_removed(house, qtbot):
    dialog = AccessDialog(house.context)
    qtbot.addWidget(dialog)
    for pin, said in (("194", "for kort"), ("194837", "gælder")):
        dialog.pin_present.setText(PASSPHRASE)
        dialog.pin.setText(pin)
        dialog.pin_again.setText(pin)
        dialog.pin_button.click()
        assert said in dialog.said.text()
    assert house.door.protected.pin
    dialog.pin_present.setText(PASSPHRASE)
    dialog.no_pin_button.click()
    assert not house.door.protected.pin


def test_without_a_keyring_no_pin_is_offered(house, qtbot):
    house.door.protected = Protection(pin=False, keyring=False, recovery_confirmed=True)
    dialog = AccessDialog(house.context)
    qtbot.addWidget(dialog)
    assert not dialog.pin_button.isEnabled()
    assert "ingen nøglering" in dialog.pin_state.text()


def test_what_the_user_should_know_of_the_store_is_told_quietly(house, qtbot):
    doubt = EnvironmentFault("store.head_missing")
    house.door.protected = Protection(
        pin=False, keyring=True, recovery_confirmed=False, doubt=doubt
    )
    window = MainWindow(house.context)
    qtbot.addWidget(window)
    window.show()
    window.start_work(house.session)
    assert "tællerfil mangler" in window.work.care.text
    window.work.care._accept_doubt()
    assert house.door.protected.doubt is None
    window.work.care.show_state(house.door.protected)
    assert "ikke bekræftet" in window.work.care.text
    window.work = None


def test_the_sheet_is_saved_where_the_user_says(house, qtbot, tmp_path):
    page = RecoveryPage(house.context, RECOVERY_KEY, "Mette Holm")
    qtbot.addWidget(page)
    page.save_to(tmp_path / "ark.pdf")
    assert (tmp_path / "ark.pdf").read_bytes().startswith(b"%PDF")
    page.save_to(tmp_path / "mangler" / "ark.pdf")
    assert "kunne ikke gemmes" in page.said.text()


def test_a_poor_place_is_told_before_a_store_is_made_there(house, qtbot):
    house.door.badly_placed = EnvironmentFault("doctor.place_cloud")
    page = FirstRunPage(house.context)
    qtbot.addWidget(page)
    assert "skyen" in page.place.text()
    assert not page.place.isHidden()
    house.door.badly_placed = None
    page = FirstRunPage(house.context)
    qtbot.addWidget(page)
    assert page.place.isHidden()


def test_the_sheet_is_printed_without_a_temporary_file(house, qtbot, tmp_path):
    spooler = tmp_path / "lp"
    spooler.write_text(f'#!/bin/sh\necho "$@" > "{tmp_path}/asked"\ncat > "{tmp_path}/printed"\n')
    spooler.chmod(0o700)
    page = RecoveryPage(house.context, RECOVERY_KEY, "Mette Holm")
    qtbot.addWidget(page)
    page.print_by(str(spooler), "Kontor 2", 1)
    assert "sendt til printeren" in page.said.text()
    assert (tmp_path / "printed").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "asked").read_text().split() == ["-d", "Kontor", "2", "-n", "1"]
