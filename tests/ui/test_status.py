import pytest

from jobassist.door import SyncState
from jobassist.errors import EnvironmentFault
from ui.syncing.enrol import EnrolDialog


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (SyncState("not_enrolled", 7), "Kun på denne computer"),
        (SyncState("working"), "Synkroniserer …"),
        (SyncState("idle", 1), "Synkroniseret · 1 ændring venter"),
        (SyncState("offline", 3), "Ingen forbindelse. Du kan arbejde videre · 3 ændringer venter"),
        (SyncState("failed", 0), "Synkronisering lykkedes ikke"),
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


def test_the_toast_leaves_the_focus_alone(window, qtbot):
    window.work.cases.search.setFocus()
    before = window.focusWidget()
    window.work.toast.tell("Notatet er låst")
    assert window.work.toast.isVisible()
    assert window.focusWidget() is before
