"""Right of access in the window: parts, marks, a file, and the log."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from jobassist.ports.access import Access
from jobassist.records import Citizen
from jobassist.services.dossier import USUAL, Part
from jobassist.services.notes import finalise, new_draft
from jobassist.services.whereabouts import Place
from tests.fakes.session import CASE
from ui.dossier.page import DossierPage
from ui.shell.places import DOSSIER

TEXT = "🙂 Anders bor med Birthe Klitgaard og taler med læreren Karen."


@pytest.fixture
def page(window, house):
    with house.session.store.write() as tx:
        tx.put(Citizen(id="b-2", cpr="6203751111", given_name="Birthe", family_name="Klitgaard"))
    note = new_draft(house.session, CASE.id, TEXT)
    finalise(house.session, note.id, despite_others=True)
    window.work.go(Place(DOSSIER, CASE.id))
    shown = window.work.page
    assert isinstance(shown, DossierPage)
    return shown


def select(page: DossierPage, words: str) -> None:
    cursor = page.text.document().find(words)
    assert not cursor.isNull()
    page.text.setTextCursor(cursor)


def left_out(page: DossierPage) -> set[str]:
    return {
        passage.text[mark.start : mark.end]
        for passage in page.dossier.passages
        for mark in page.text.marks.get(passage.key, ())
    }


def test_the_usual_parts_are_chosen_and_counted(page):
    assert {part for part, box in page.boxes.items() if box.isChecked()} == set(USUAL)
    assert page.boxes[Part.NOTES].text() == "Journalnotater (1)"
    assert "Østergaard" in page.text.toPlainText()


def test_a_heading_is_larger_in_pixels_too_without_a_word_from_qt(page, qtlog):
    page.text.setStyleSheet("font-size: 20px;")
    page.show_dossier(page.dossier)
    page.text.grab()
    lines = page.text.document()
    head, body = lines.firstBlock(), lines.lastBlock()
    size = [block.layout().lineAt(0).height() for block in (head, body)]
    assert size[0] > size[1] > 0
    assert [record.message for record in qtlog.records if "QFont" in record.message] == []


def test_a_selection_is_left_out_and_taken_back(page, qtbot):
    select(page, "læreren Karen")
    qtbot.keyClick(page.text, Qt.Key.Key_Delete)
    assert left_out(page) == {"læreren Karen"}
    assert "1" in page.count.text()
    select(page, "Karen")
    page.leave_button.click()
    assert left_out(page) == set()


def test_a_selection_over_several_passages_leaves_headings_alone(page):
    cursor = page.text.textCursor()
    cursor.select(QTextCursor.SelectionType.Document)
    page.text.setTextCursor(cursor)
    page.text.leave_out()
    assert TEXT in left_out(page)
    assert all("Journalnotater" not in words for words in left_out(page))


def test_suggestions_come_on_top_of_what_is_marked(page):
    select(page, "læreren Karen")
    page.text.leave_out()
    page.suggest_button.click()
    assert left_out(page) == {"læreren Karen", "Birthe Klitgaard"}
    page.text.go_to_next()
    assert page.text.textCursor().selectedText() == "Birthe Klitgaard"
    page.text.go_to_next()
    assert page.text.textCursor().selectedText() == "læreren Karen"


def test_marks_survive_that_a_part_is_taken_away_and_back(page):
    page.suggest_button.click()
    page.boxes[Part.NOTES].setChecked(False)
    assert page.text.count == 0
    page.boxes[Part.NOTES].setChecked(True)
    assert left_out(page) == {"Birthe Klitgaard"}


def test_it_is_saved_as_chosen_and_logged(page, house, tmp_path):
    page.suggest_button.click()
    page.save_to(tmp_path / "aktindsigt.pdf")
    assert (tmp_path / "aktindsigt.pdf").read_bytes().startswith(b"%PDF")
    with house.session.store.read() as tx:
        assert tx.accesses(action=Access.EXTRACT)
    assert not page.banner.text


def test_a_short_password_writes_nothing(page, tmp_path):
    page.locked.setChecked(True)
    page.password.setText("kort")
    page.save_to(tmp_path / "aktindsigt.pdf")
    assert "for kort" in page.banner.text
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_allowed_is_explained(page, house, tmp_path):
    house.context.settings.policy["export_folders"] = str(tmp_path / "andet")
    page.save_to(tmp_path / "aktindsigt.pdf")
    assert page.banner.text
    assert page.save_button.isEnabled()
    assert list(tmp_path.iterdir()) == []


def test_reading_can_be_cancelled(page):
    page._show_busy(True)
    assert page.cancel_button.isVisible()
    page.cancel_button.click()
    assert not page.cancel_button.isVisible()
    assert page.save_button.isEnabled()
