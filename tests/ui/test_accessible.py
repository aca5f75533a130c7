"""A dialog's keys go where one stands; what a screen reader is told: `test_every_page`."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout

from ui.widgets.text import button


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
