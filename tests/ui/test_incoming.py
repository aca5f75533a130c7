"""A citizen's letter in the window: on Min dag, in the timeline, among the letters, answered."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from jobassist.services import incoming
from jobassist.services.my_day import read_day
from jobassist.services.whereabouts import Place
from tests.fakes.session import CASE
from tests.services.test_incoming import LETTER, receive
from ui.day.rows import rows_of
from ui.shell.places import LETTERS


@pytest.fixture
def received(house):
    receive(house.session)
    return house


def words(widget):
    return " | ".join(found.text() for found in widget.findChildren(QLabel))


def save_button(reader):
    QApplication.processEvents()  # what is put into a layout is shown a turn later
    found = [b for b in reader.findChildren(QPushButton) if b.text().startswith("Gem en kopi")]
    (shown,) = [one for one in found if one.isVisibleTo(reader)]
    return shown


def test_it_waits_on_min_dag_leads_to_it_and_is_ticked_off(received, window):
    rows = rows_of(received.session, read_day(received.session))
    at = [row.title for row in rows].index("Breve fra borgere")
    row = rows[at + 1]
    assert row.detail == f"Om min praktik · {CASE.number}" and row.when == "I går"
    window.work.go(row.place)
    page = window.work.case_page
    assert page.side.currentWidget() is page.letter
    assert "Om min praktik" in words(page.letter)
    row.tick(True)
    assert not incoming.waiting(received.session)
    row.tick(False)
    assert incoming.waiting(received.session)


def test_the_timeline_has_it_among_the_notes_and_the_side_shows_it(received, window):
    window.work.open_case(CASE.id)
    page = window.work.case_page
    rows = page.past.timeline.rows
    at = rows.row_of(LETTER.id)
    said = rows.data(rows.index(at), Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Brev fra borgeren, ubehandlet") and "Om min praktik" in said
    page.past.timeline.setCurrentIndex(rows.index(at))
    assert page.letter.text.toPlainText() == LETTER.text
    page.letter.handled_tick.click()
    assert "Behandlet af Mette Holm" in page.letter.handled.text()
    said = rows.data(rows.index(rows.row_of(LETTER.id)), Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Brev fra borgeren, ") and "ubehandlet" not in said
    page.letter.handled_tick.click()
    assert "Ingen har behandlet" in page.letter.handled.text()
    page.past.filter.setText("ikke komme på mandag")
    assert rows.row_of(LETTER.id) == 0
    page.past.filter.setText("noget helt andet")
    assert rows.row_of(LETTER.id) == -1


def test_the_letters_page_lists_it_and_an_answer_is_written_there(received, window, qtbot):
    window.work.open_case(CASE.id, LETTER.id)
    page = window.work.case_page
    page.letter.answer()
    palette = page.letter.texts.palette
    palette.chosen.emit(palette.current().value)
    letters = window.work.letters
    assert letters is not None and letters.side.currentWidget() is letters.sheet
    assert letters.sheet.letter.subject == "Svar: Om min praktik"
    assert letters.list.count() == 2
    window.work.go(Place(LETTERS, CASE.id, LETTER.id))
    assert letters.side.currentWidget() is letters.reader
    assert letters.place() == Place(LETTERS, CASE.id, LETTER.id)
    letters.reader.handled_tick.click()
    assert "Behandlet af" in letters.reader.handled.text()


def test_its_files_are_listed_and_saved_where_one_says(received, window, tmp_path):
    window.work.open_case(CASE.id, LETTER.id)
    reader = window.work.case_page.letter
    assert "lægeerklæring.pdf · 1 kB" in words(reader)
    save = save_button(reader)
    assert save.isEnabled()
    reader.save_file(reader.letter.files[0], tmp_path / "bilag.pdf")
    assert (tmp_path / "bilag.pdf").exists()


def test_a_file_on_its_way_is_said_to_be(received, window):
    (file,) = incoming.in_case(received.session, CASE.id)[0].files
    received.session.attachments.delete(file.sha256)
    window.work.open_case(CASE.id, LETTER.id)
    reader = window.work.case_page.letter
    assert "på vej" in words(reader)
    save = save_button(reader)
    assert not save.isEnabled()
