import pytest

from jobassist.door import SyncState
from jobassist.errors import EnvironmentFault
from ui.syncing.browser import LoginDialog
from ui.syncing.enrol import EnrolDialog


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (SyncState("not_enrolled", 7), "Kun på denne computer"),
        (SyncState("working"), "Synkroniserer …"),
        (SyncState("idle", 1), "Synkroniseret · 1 ændring venter"),
        (SyncState("offline", 3), "Ingen forbindelse. Du kan arbejde videre · 3 ændringer venter"),
        (SyncState("failed", 0), "Synkronisering lykkedes ikke"),
        (SyncState("paused", 0), "Synkronisering er sat på pause"),
        (SyncState("working", phase="fetching", done=1200, total=9000), "Henter, 1.200 af 9.000"),
        (
            SyncState("working", phase="files", done=3_000_000, total=12_000_000),
            "Overfører filer, 3,0 af 12,0 MB",
        ),
        (
            SyncState("idle", clock_off=-172_800.0),
            "Synkroniseret · computerens ur går 2 dage forkert",
        ),
    ],
)
def test_every_state_is_said_in_words_and_with_a_symbol(window, house, state, words):
    house.door.tell(state)
    status = window.work.status
    assert status.words.text() == words
    assert words in status.accessibleName()
    assert not status.symbol.pixmap().isNull()


def test_conflicts_are_counted(window, house):
    house.door.tell(SyncState("idle", conflicts=1))
    assert window.work.status.conflicts.text() == "1 konflikt venter på dig"


def test_sync_now_asks_the_door(window, house):
    house.door.tell(SyncState("idle"))
    window.work.status.sync_button.click()
    assert house.door.synced == 1


def test_enrolment_needs_both_and_tells_what_fails(house, window, qtbot):
    dialog = EnrolDialog(house.context, window)
    dialog.show()
    dialog.enrol_button.click()
    assert dialog.banner.text == "Skriv både adresse og kode."
    qtbot.keyClicks(dialog.url, "https://central.example")
    qtbot.keyClicks(dialog.code, "ABCD")
    house.door.fault = EnvironmentFault("app.unexpected")
    dialog.enrol_button.click()
    assert dialog.banner.text
    dialog.enrol_button.click()
    assert house.door.enrolled == ("https://central.example", "ABCD")


def test_a_login_is_offered_where_the_central_has_one(house, window, qtbot):
    house.door.browser = True
    dialog = EnrolDialog(house.context, window)
    dialog.show()
    assert not dialog.browser_button.isVisible()
    qtbot.keyClicks(dialog.url, "https://central.example")
    dialog.code.setFocus()
    dialog.url.editingFinished.emit()
    qtbot.waitUntil(dialog.browser_button.isVisible)
    waiting = LoginDialog(
        house.context, dialog, lambda up: house.door.enrol_by_browser(dialog.url.text(), up)
    )
    qtbot.waitUntil(lambda: waiting.result() == LoginDialog.DialogCode.Accepted)
    assert house.door.enrolled == ("https://central.example", "browser")


def test_a_login_that_failed_can_be_begun_anew_or_given_up(house, window, qtbot):
    house.door.fault = EnvironmentFault("sync.no_browser")
    dialog = LoginDialog(house.context, window, house.door.log_in)
    dialog.show()
    qtbot.waitUntil(dialog.again_button.isVisible)
    assert "browser" in dialog.banner.text
    dialog.again_button.click()
    qtbot.waitUntil(lambda: house.door.logged_in == 1)
    dialog.cancel_button.click()
    assert dialog._given_up.is_set()


def test_sync_can_be_paused_and_one_is_asked_to_log_in(house, window):
    status = window.work.status
    house.door.tell(SyncState("idle"))
    status.pause_button.click()
    assert house.door.paused and status.pause_button.text() == "Fortsæt"
    status.pause_button.click()
    assert not house.door.paused
    assert status.login_button.isHidden()
    house.door.tell(SyncState("failed", code="sync.login_needed"))
    assert not status.login_button.isHidden()


def test_the_toast_leaves_the_focus_alone(window, qtbot):
    window.work.cases.search.setFocus()
    before = window.focusWidget()
    window.work.toast.tell("Notatet er låst")
    assert window.work.toast.isVisible()
    assert window.focusWidget() is before
