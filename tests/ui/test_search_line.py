"""The field above a list."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget

from ui.widgets.search_line import SearchLine


@pytest.fixture
def line(qtbot):
    made = SearchLine("Søg i frugt", "Søg på navn")
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def fruit(qtbot, line):
    made = QListWidget()
    qtbot.addWidget(made)
    made.addItems(["pære", "æble", "blomme"])
    made.setCurrentRow(0)
    line.walk(made)
    return made


def test_arrows_move_in_the_list_and_the_field_keeps_its_text(qtbot, line, fruit):
    qtbot.keyClicks(line, "bl")
    qtbot.keyClick(line, Qt.Key.Key_Down)
    assert (fruit.currentRow(), line.text()) == (1, "bl")
    qtbot.keyClick(line, Qt.Key.Key_Up)
    assert fruit.currentRow() == 0


def test_escape_empties_it_once_and_is_then_somebody_elses(qtbot, line):
    heard = []
    line.textChanged.connect(heard.append)
    qtbot.keyClicks(line, "p")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert heard == ["p", ""]


def test_going_to_it_marks_what_stands_in_it(line):
    line.setText("pære")
    line.begin()
    assert line.selectedText() == "pære"
