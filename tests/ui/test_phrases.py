import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from shiboken6 import isValid

from jobassist.ports.speech import Candidate, NameMatch, Segment
from jobassist.services.dictation import NewText, PhraseAnswered, PhraseAsked
from jobassist.services.notes import new_draft, show
from jobassist.services.phrase_library import save_private
from jobassist.services.phrase_use import read_use
from tests.fakes.session import CASE


@pytest.fixture
def page(window, house):
    draft = new_draft(house.session, CASE.id, "")
    window.work.open_case(CASE.id, draft.id)
    made = window.work.case_page
    made.editor.text.setFocus()
    return made


def test_the_palette_finds_while_one_types(page, qtbot):
    page.desk.open_palette()
    qtbot.keyClicks(page.desk.palette.field, "prvetekst")
    assert page.desk.palette.current().value.key == "jn-proeve"


def test_a_favourite_stands_first_and_is_starred(page, qtbot):
    page.desk.open_palette()
    palette = page.desk.palette
    qtbot.keyClicks(palette.field, "udeblivelse")
    key = palette.current().value.key
    qtbot.keyClick(palette.field, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    palette.field.clear()
    assert palette.current().value.key == key
    assert palette.current().title.startswith("★")


def test_an_abbreviation_unfolds_while_typing_and_is_undone_in_one_step(page, house, qtbot):
    save_private(
        house.session, "min", title="Min", body="Talt med {borger.fornavn}.", abbreviation=";tm"
    )
    page.desk.serve(page.editor, CASE.id)
    text = page.editor.text
    qtbot.keyClicks(text, "Kl. 9. ;tm ")
    assert text.toPlainText() == "Kl. 9. Talt med Anders. "
    text.undo()
    assert text.toPlainText() == "Kl. 9. ;tm "
    text.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(text, "a;tm ")
    assert text.toPlainText().endswith("a;tm ")


def test_use_is_counted_and_a_search_in_vain_too(page, house, qtbot):
    for query in ("prøvetekst", "prøvetekst om bil"):
        page.desk.open_palette()
        qtbot.keyClicks(page.desk.palette.field, query)
        chosen = query == "prøvetekst"
        qtbot.keyClick(page.desk.palette.field, Qt.Key.Key_Return if chosen else Qt.Key.Key_Escape)
    page.desk.leave()
    assert read_use(house.session).chosen == {"jn-proeve": 1}
    with house.session.store.read() as tx:
        assert "om prøvetekst" in (tx.setting("phrases.use") or "")


def test_enter_inserts_with_the_cases_data_and_stands_on_the_first_blank(page, house, qtbot):
    page.desk.open_palette()
    palette = page.desk.palette
    qtbot.keyClicks(palette.field, "prøvetekst")
    qtbot.waitUntil(lambda: "Anders Østergaard oplyser" in palette.preview.toPlainText())
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isHidden()
    text = page.editor.text
    assert text.toPlainText().startswith("Anders Østergaard oplyser: […oplyst…].")
    assert text.textCursor().selectedText() == "[…oplyst…]"
    page.editor.saver.flush(lambda: None)
    assert show(house.session, page.editor.note.id).phrases == ("jn-proeve@1",)
    text.undo()
    assert text.toPlainText() == ""


def test_a_choice_is_offered_and_taken_by_its_number(page, qtbot):
    page.editor.insert_phrase("[vælg: Vi ringer | Vi mødes].", "jn-proeve@1")
    choices = page.desk.choices
    assert choices.isVisible()
    assert choices.list.count() == 2
    qtbot.keyClick(choices.list, Qt.Key.Key_2)
    assert page.editor.text.toPlainText() == "Vi mødes."


def test_escape_leaves_the_palette_and_gives_the_focus_back(page, qtbot):
    page.desk.open_palette()
    qtbot.keyClick(page.desk.palette.field, Qt.Key.Key_Escape)
    assert page.desk.palette.isHidden()
    assert page.editor.text.toPlainText() == ""


def test_a_spoken_request_shows_three_with_the_accepted_first(page, qtbot):
    keys = ("jn-udeblivelse", "jn-proeve", "jn-jobsamtale-video", "jn-jobsamtale-telefon")
    match = NameMatch("indsæt prøvetekst", tuple(Candidate(k, 1.0) for k in keys), "jn-proeve", 0.1)
    page.editor.phrase_asked.emit(match, "")
    spoken = page.desk.spoken
    assert spoken.list.count() == 3
    assert spoken.current().value.key == "jn-proeve"
    qtbot.keyClick(spoken.list, Qt.Key.Key_Return)
    assert "Anders Østergaard oplyser" in page.editor.text.toPlainText()


def test_a_request_that_resembles_nothing_is_said(page):
    page.editor.phrase_asked.emit(NameMatch("indsæt noget", (), None, 0.1), "")
    assert page.desk.spoken.isHidden()
    assert "noget" in page.editor.banner.text


def test_the_palette_serves_the_draft_one_moved_on_to(page, house, qtbot):
    other = new_draft(house.session, CASE.id, "Den anden.")
    page.refresh()
    first = page.editor
    page.show_note(other.id)
    qtbot.waitUntil(lambda: not isValid(first))
    page.desk.open_palette()
    assert page.desk.palette.isVisible()
    qtbot.keyClicks(page.desk.palette.field, "prøvetekst")
    qtbot.keyClick(page.desk.palette.field, Qt.Key.Key_Return)
    assert "Den anden. Anders" in page.editor.text.toPlainText()


def hear(page, *events) -> None:
    for event in events:
        page.editor.bar._take(event)


def request(words: str) -> PhraseAsked:
    keys = ("jn-udeblivelse", "jn-proeve")
    match = NameMatch(words, tuple(Candidate(key, 1.0) for key in keys), None, 0.1)
    return PhraseAsked(match, f"{words.capitalize()}.", Segment(0.0, 2.0, words, ()))


def test_a_number_said_to_the_texts_shown_chooses(page):
    hear(page, request("indsæt prøvetekst"), PhraseAnswered("2"))
    assert page.desk.spoken.isHidden()
    assert page.editor.text.toPlainText().startswith("Anders Østergaard oplyser")


def test_a_number_beyond_the_texts_shown_chooses_nothing(page):
    hear(page, request("indsæt prøvetekst"), PhraseAnswered("3"))
    assert page.desk.spoken.isVisible()
    assert page.editor.text.toPlainText() == ""


@pytest.mark.parametrize(
    ("said", "text"), [("han satte sig", "Han satte sig."), ("indsæt prøvetekst", "")]
)
def test_no_leaves_ordinary_speech_as_text_and_a_request_as_nothing(page, said, text):
    hear(page, request(said), PhraseAnswered("no"))
    assert page.desk.spoken.isHidden()
    assert page.editor.text.toPlainText() == text


@pytest.mark.parametrize(
    ("said", "text"), [("han satte sig", "Han satte sig."), ("indsæt prøvetekst", "")]
)
def test_esc_leaves_ordinary_speech_as_text_and_a_request_as_nothing(page, qtbot, said, text):
    hear(page, request(said))
    qtbot.keyClick(page.desk.spoken.list, Qt.Key.Key_Escape)
    assert page.desk.spoken.isHidden()
    assert page.editor.text.toPlainText() == text


def test_two_sentences_taken_for_requests_both_stay(page, qtbot):
    hear(page, request("han satte sig"), request("hun gik igen"))
    qtbot.keyClick(page.desk.spoken.list, Qt.Key.Key_Escape)
    assert page.editor.text.toPlainText() == "Han satte sig.Hun gik igen."


def test_an_answer_to_nothing_that_is_shown_is_text(page):
    hear(page, request("indsæt prøvetekst"))
    page.desk.spoken.close_it()
    hear(page, PhraseAnswered("no", "Nej."))
    assert page.editor.text.toPlainText() == "Nej."


@pytest.mark.parametrize("shown", [True, False])
def test_a_choice_of_a_blank_is_made_by_voice(page, shown):
    page.editor.text.show_text("Aftale: [vælg: Vi ringer | Vi mødes].")
    page.editor.text.go_to_blanks()
    assert page.desk.choices.isVisible()
    if not shown:
        page.desk.choices.close_it()
    assert page.editor.text.choices_here() == ("Vi ringer", "Vi mødes")
    hear(page, PhraseAnswered("2", "To."))
    assert page.desk.choices.isHidden()
    assert page.editor.text.toPlainText() == "Aftale: Vi mødes."


def test_what_is_no_choice_takes_the_place_of_the_blank_and_closes_the_list(page):
    page.editor.text.show_text("Aftale: [vælg: Vi ringer | Vi mødes].")
    page.editor.text.go_to_blanks()
    hear(page, NewText("Vi skrives ved", Segment(0.0, 2.0, "vi skrives ved", ())))
    assert page.desk.choices.isHidden()
    assert page.editor.text.toPlainText() == "Aftale: Vi skrives ved."
