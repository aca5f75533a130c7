"""The page of standard texts, as one who keeps them uses it."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from jobassist.records import Phrase, PhraseState, Role
from jobassist.services.phrase_editing import read_library
from jobassist.services.phrase_library import versions
from jobassist.services.phrase_use import count_vain_search
from tests.fakes.session import CASE, METTE, fake_session
from ui.cases.case_page import CasePage
from ui.phrases.library_list import Filter
from ui.phrases.library_page import LibraryPage
from ui.phrases.versions import VersionsDialog


@pytest.fixture
def page(window) -> LibraryPage:
    window.work.show_texts()
    return window.work.texts


def _stand(page: LibraryPage, key: str) -> None:
    page.show_text(next(text for text in page.library.texts if text.key == key))


def _saved(house, key: str) -> Phrase:
    with house.session.store.read() as tx:
        return tx.find(Phrase, key=key)[0]


def test_the_key_leads_here_and_back_and_search_finds(window, qtbot):
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    page = window.work.texts
    assert page.isVisible()
    page.search.setText("prøvetekst")
    page.list.setCurrentRow(0)
    assert page.editor.form.title.text() == "Prøvetekst"
    page.search.setText("æøåæøå æøå")
    assert page.rows.currentWidget() is page.no_hits
    page.back_button.click()
    assert window.work.texts is None


def test_a_text_is_changed_and_its_versions_come_back(page, house, monkeypatch):
    _stand(page, "jn-proeve")
    before = page.editor.form.body.toPlainText()
    page.editor.form.body.setPlainText("Noget andet.")
    page.editor.look()
    page.editor.save_button.click()
    assert _saved(house, "jn-proeve").body == "Noget andet."
    assert len(versions(house.session, "jn-proeve")) == 2

    def bring_back(dialog: VersionsDialog) -> int:
        dialog.list.setCurrentRow(1)
        dialog.back_button.click()
        return dialog.result()

    monkeypatch.setattr(VersionsDialog, "exec", bring_back)
    page.editor.show_versions()
    assert page.editor.form.body.toPlainText() == before
    page.editor.undo()
    assert page.editor.form.body.toPlainText() == "Noget andet."
    assert not page.editor.undo_button.isEnabled()


def test_a_fault_is_told_with_its_place_and_stops_saving(page):
    _stand(page, "jn-proeve")
    page.editor.form.body.setPlainText("Fin linje\nog {borger")
    page.editor.look()
    assert "linje 2, tegn 4" in page.editor.remarks.text()
    assert not page.editor.save_button.isEnabled()
    assert page.editor.form.body.extraSelections()


def test_the_preview_has_a_cases_data(page):
    _stand(page, "jn-proeve")
    page.editor.case.setCurrentIndex(page.editor.case.findData(CASE.id))
    assert "Anders Østergaard oplyser" in page.editor.form.preview.toPlainText()


def test_what_is_not_saved_is_there_next_time(page, window):
    page.new_text()
    page.editor.form.title.setText("Halvt skrevet")
    window.work.show_cases()
    window.work.show_texts()
    again = window.work.texts
    assert again.editor.form.title.text() == "Halvt skrevet"
    again.show_text(again.library.texts[0])
    again.new_text()
    assert again.editor.form.title.text() == "Halvt skrevet"


def test_a_new_text_is_saved_for_oneself_and_found_under_own(page, house):
    page.new_text()
    page.editor.form.title.setText("Min hilsen")
    page.editor.form.fields["gyldig_fra"].setText("1.2.2026")
    page.editor.form.body.setPlainText("Venlig hilsen")
    page.editor.look()
    assert page.editor.save_button.text() == "Gem til mig selv"
    page.editor.save()
    assert "Min hilsen" in {text.title for text in read_library(house.session).texts}
    page.filter.setCurrentIndex(page.filter.findData(Filter.OWN))
    assert "Min hilsen" in page.list.item(page.list.currentRow()).text()


def test_a_librarian_approves_what_waits(page, house):
    draft = Phrase(id="p-9", key="br-ny", title="Ny frist", body="Hej.", state=PhraseState.DRAFT)
    with house.session.store.write() as tx:
        tx.put(draft)
    page.refresh()
    page.filter.setCurrentIndex(page.filter.findData(Filter.AWAITING))
    assert page.list.count() == 1
    page.list.setCurrentRow(0)
    assert page.editor.save_button.text() == "Gem og godkend"
    page.editor.save_button.click()
    assert _saved(house, "br-ny").state is PhraseState.APPROVED


@pytest.mark.parametrize(
    ("dates", "said"),
    [({"valid_from": date(2099, 3, 1)}, "Fra 1. marts 2099"), ({"valid_to": date(2020, 1, 1)},
     "Udløbet")],
)  # fmt: skip
def test_a_text_that_is_not_in_force_says_so(page, house, dates, said):
    with house.session.store.write() as tx:
        tx.put(replace(_saved(house, "jn-proeve"), **dates))
    page.refresh()
    page.search.setText("prøvetekst")
    assert page.list.item(0).text().splitlines()[1].startswith(said)


def test_a_search_in_vain_becomes_a_new_text(page, house):
    for _ in range(3):
        count_vain_search(house.session, "prøvetekst", lambda _word: True)
    page.refresh()
    page.filter.setCurrentIndex(page.filter.findData(Filter.SUGGESTIONS))
    page.list.setCurrentRow(0)
    assert page.editor.form.title.text() == "Prøvetekst"
    assert "Titel mangler" not in page.editor.remarks.text()


def test_texts_go_out_and_come_in(page, house, tmp_path, monkeypatch):
    file = tmp_path / "ud"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), "Word (*.docx)"))
    page._files.choose_export(with_private=False)
    written = file.with_suffix(".docx")
    assert written.read_bytes().startswith(b"PK")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(written), ""))
    page.import_action.trigger()
    assert page.banner.text == ""
    written.write_bytes(b"\x00\x01")
    page.import_action.trigger()
    assert page.banner.text


def _new_central(**parts):
    """A librarian's session with a central that has no texts yet."""
    session = fake_session(user=replace(METTE, role=Role.LIBRARIAN), **parts)
    with session.store.write() as tx:
        tx.set_setting("central.url", "https://central.example")
    return session


def test_an_empty_library_offers_the_shipped_texts(house, qtbot):
    page = LibraryPage(house.context, _new_central())
    qtbot.addWidget(page)
    assert page.side.currentWidget() is page.empty
    page._files.load_shipped()
    assert len(page.library.texts) > 200
    assert page.side.currentWidget() is page.nothing


def test_an_empty_palette_offers_them_too(house, qtbot):
    session = _new_central(recogniser=house.session.recogniser)
    page = CasePage(house.context, session, CASE.id)
    page.show()
    qtbot.addWidget(page)
    page.new_note()
    page.desk.open_palette()
    assert page.desk.palette.list.count() == 1
    qtbot.keyClick(page.desk.palette.field, Qt.Key.Key_Return)
    assert page.desk.palette.list.count() > 30
