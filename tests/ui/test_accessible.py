"""What a screen reader is told of every page: each control one can reach has a name and a role."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QDialog, QMainWindow, QVBoxLayout, QWidget

from jobassist.services.notes import finalise, new_draft
from tests.fakes.door import PASSPHRASE
from tests.fakes.session import CASE
from ui.screenshots import render
from ui.widgets.text import button

_UNTOLD = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Window}


def _reached(root: QWidget) -> list[QWidget]:
    """The visible controls that the tab key comes to."""
    tab = Qt.FocusPolicy.TabFocus.value
    found = [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy().value & tab
    ]
    return [widget for widget in found if widget.focusProxy() is None]


def _wrong(widget: QWidget) -> str:
    told = QAccessible.queryAccessibleInterface(widget)
    if told is None:
        return "nothing is told"
    if not told.text(QAccessible.Text.Name).strip():
        return "no name"
    if told.role() in _UNTOLD and not isinstance(widget, QAbstractScrollArea):
        return f"role {told.role().name}"
    return ""


def test_every_control_one_reaches_is_told_with_a_name_and_a_role(house, tmp_path):
    note = new_draft(house.session, CASE.id, "Telefonsamtale med borger om praktik.")
    finalise(house.session, note.id)
    house.session.settings.chosen["test_persons"] = True
    found: dict[str, str] = {}
    seen = 0

    def look(root: QWidget, file: Path) -> None:
        nonlocal seen
        assert isinstance(root, QMainWindow | QDialog | QWidget)
        for widget in _reached(root):
            seen += 1
            if wrong := _wrong(widget):
                parent = type(widget.parentWidget()).__name__
                found.setdefault(f"{type(widget).__name__} in {parent}: {wrong}", file.stem)

    one = [("look", "light", 100)]
    render(
        house.door,
        house.session.settings,
        tmp_path,
        passphrase=PASSPHRASE,
        pages=one,
        looks=one,
        together=(),
        seldom=(),
        take=look,
    )
    assert seen > 500
    assert not found, "\n".join(f"{told} ({page})" for told, page in found.items())


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_button_one_stands_on_answers_the_keys_and_not_the_dialogs_default(qtbot, key):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    default, stood_on = button("Slet"), button("Annullér")
    lines = QVBoxLayout(dialog)
    lines.addWidget(default)
    lines.addWidget(stood_on)
    default.setDefault(True)
    pressed = []
    default.clicked.connect(lambda: pressed.append("default"))
    stood_on.clicked.connect(lambda: pressed.append("stood on"))
    dialog.show()
    stood_on.setFocus()
    qtbot.keyClick(stood_on, key)
    assert pressed == ["stood on"]
