"""The field above a list."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QWidget

from ui.widgets.palette import Palette, Row
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


@pytest.fixture
def chosen(line, fruit):
    rows = []
    line.chosen.connect(lambda: rows.append(fruit.currentItem().text()))
    return rows


def test_enter_waits_for_the_answer_to_what_was_typed(qtbot, line, fruit, chosen):
    qtbot.keyClicks(line, "blomme")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert chosen == []  # the list is still the one from before
    fruit.setCurrentRow(2)
    line.answered()
    assert chosen == ["blomme"]
    line.answered()  # read anew: nobody pressed anything
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert chosen == ["blomme"] * 2


def test_who_types_on_after_enter_has_chosen_nothing(qtbot, line, fruit, chosen):
    qtbot.keyClicks(line, "bl")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClicks(line, "o")
    line.answered()
    assert chosen == []


def test_enter_in_a_palette_waits_for_its_rows_too(qtbot, host):
    palette, chosen = Palette(host, "Søg"), []
    palette.chosen.connect(chosen.append)
    palette.open()
    palette.show_rows([Row("pære", "", 1), Row("æble", "", 2)])
    qtbot.keyClicks(palette.field, "æ")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert chosen == []
    palette.show_rows([Row("æble", "", 2)])
    assert chosen == [2]
    assert palette.isHidden()


def test_a_palette_left_while_it_waits_chooses_nothing(qtbot, host):
    palette, chosen = Palette(host, "Søg"), []
    palette.chosen.connect(chosen.append)
    palette.open("æ")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    palette.show_rows([Row("æble", "", 2)])
    assert chosen == []


@pytest.fixture
def host(qtbot):
    made = QWidget()
    made.resize(800, 600)
    qtbot.addWidget(made)
    made.show()
    return made
