"""Filling in a form: kept at every keystroke, shown as it stands, gone back to where one was."""

import json

from PySide6.QtCore import Qt

from jobassist.records import Form, SignatureRole
from jobassist.services import forms, signing
from jobassist.services.whereabouts import Place, take_place
from tests.fakes.session import CASE
from tests.services.signed import complete_form, sign
from tests.ui.test_conventions import _nameless
from tests.ui.visit import ANSWERS, begin, fill_in, furnish, write
from tests.ui.visit_fixtures import house, work
from ui.window import MainWindow

__all__ = ["house", "work"]


def open_form(work, house):
    id = begin(house.session)
    work.go(Place("form", CASE.id, id))
    return work.page


def stored(house, page):
    with house.session.store.read() as tx:
        return json.loads(tx.get(Form, page.place().record_id).values)


def words(box):
    notes = [box._problems.itemAt(at).widget() for at in range(box._problems.count())]
    return " ".join(
        label.text()
        for note in notes
        if note is not None
        for label in note.findChildren(type(box.name))
    )


def test_what_is_known_is_filled_in_and_marked(work, house):
    page = open_form(work, house)
    assert page.box("borger_navn").origin.text() == "Hentet fra sagen"
    assert page.box("stoettede_nu").origin.text() == "Regnes ud"
    write(page, "kontaktperson", "Bo Krogh")
    assert page.box("kontaktperson").origin.text() == ""


def test_every_keystroke_is_in_the_vault_before_the_next(work, house, qtbot):
    page = open_form(work, house)
    page.go_to_field("daglige_tider")
    line = page.box("daglige_tider").control.line
    for typed in ("8", "8-", "8-1"):
        qtbot.keyClick(line, typed[-1])
        assert stored(house, page)["daglige_tider"] == typed


def test_skip_logic_shows_and_hides_while_one_answers(work, house):
    page = open_form(work, house)
    assert page.box("skaanehensyn") is None
    page.box("har_skaanehensyn").control.buttons[True].click()
    page.box("skaanehensyn_samtykke").control.buttons[True].click()
    assert page.box("skaanehensyn").isVisibleTo(page)
    page.box("har_skaanehensyn").control.buttons[False].click()
    assert not page.box("skaanehensyn").isVisibleTo(page)


def test_what_cannot_be_read_says_so_beside_the_field_and_is_kept(work, house):
    page = open_form(work, house)
    write(page, "cvr", "99001239")
    assert "CVR" in words(page.box("cvr"))
    assert stored(house, page)["cvr"] == "99001239"


def test_a_warning_shows_its_law_and_is_kept_only_with_a_reason(work, house):
    page = open_form(work, house)
    write(page, "ansatte_hoveder", "1")
    write(page, "stoettede_praktik", "1")
    box = page.box("ansatte_hoveder")
    assert "Hjemmel:" in words(box) and "Usikker regel" in words(box)
    note = box._problems.itemAt(0).widget()
    note.reason.returnPressed.emit()
    assert not page.saver.opened.filling.reasons
    note.reason.setText("Den ene stopper i morgen.")
    note.reason.returnPressed.emit()
    assert "Fastholdt med begrundelsen: Den ene stopper" in words(box)


def test_the_missing_are_listed_and_gone_to(work, house, qtbot):
    page = open_form(work, house)
    assert page.missing_button.text() == "15 mangler"
    page.show_missing()
    assert page.missing.list.count() == 15
    assert "Hjemmel" not in words(page.box("timer")) and words(page.box("timer"))
    page.missing.choose(3)
    assert page.current == page.missing.list.item(3).data(Qt.ItemDataRole.UserRole).value
    page.go_on()
    assert work.place().page == "form"  # nothing is completed that is not complete


def test_choosing_goes_on_to_what_is_missing_next(work, house):
    page = open_form(work, house)
    assert page.current == "selvfunden"
    page.box("selvfunden").control.buttons[False].click()
    assert page.current == "tidligere_ansat"
    page.box("tidligere_ansat").control.buttons[True].click()
    assert page.current == "tidligere_ansat_til"


def test_a_usual_length_never_replaces_a_day_that_was_begun(work, house):
    page = open_form(work, house)
    period = page.box("periode").control
    for typed, first in (("30.11", "30.11"), ("30.11.2026", "30.11.2026"), ("", None)):
        period.first.line.setText(typed)
        period.last.line.clear()
        period._typed()
        period.weeks[4].click()
        assert first in (None, period.first.line.text())
        assert bool(period.last.line.text()) is (typed != "30.11")


def test_arrow_keys_walk_among_choices_and_choose_nothing(work, house, qtbot):
    page = open_form(work, house)
    page.go_to_field("formaal")
    made = list(page.box("formaal").control.buttons.values())
    for key, at in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Down, 2), (Qt.Key.Key_Down, 2)):
        qtbot.keyClick(page.focusWidget(), key)
        assert made[at].hasFocus()
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Up)
    assert "formaal" not in stored(house, page)
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Space)
    assert stored(house, page)["formaal"] == "optraening"


def test_a_killed_program_opens_the_form_at_the_same_field(work, house, qtbot):
    page = open_form(work, house)
    page.go_to_field("opgaver")
    left = take_place(house.session)  # nothing was locked or closed: it stood there all the time
    assert left.place.page == "form"
    work.go(Place("companies"))
    work.go(left.place)
    assert work.page.current == "opgaver"


def test_one_who_leaves_of_themselves_is_not_led_back(work, house):
    open_form(work, house).go_to_field("opgaver")
    work.go(Place("day"))
    assert take_place(house.session) is None


def test_what_is_said_goes_into_the_field_one_stands_in(work, house):
    page = open_form(work, house)
    for key, said, kept in (
        ("daglige_tider", "otte til fjorten", "otte til fjorten"),
        ("timer", "30 timer.", "30 timer"),
        ("selvfunden", "Ja.", True),
        ("formaal", "Afklaring af jobmål eller arbejdsevne.", "afklaring"),
        ("rep_hoert_den", "Den 3. november 2026.", "3. november 2026"),
    ):
        page.go_to_field(key)
        page.voice.spoken.emit(said)
        assert stored(house, page)[key] == kept, key
    page.go_to_field("opgaver")
    page.voice.spoken.emit("Slibe.")
    page.voice.spoken.emit("Lakere.")
    assert stored(house, page)["opgaver"] == "Slibe. Lakere."


def test_what_was_there_can_be_taken_away(work, house):
    page = open_form(work, house)
    write(page, "opgaver", "Slibe")
    page.refresh()
    page.box("opgaver").control.text.selectAll()
    page.box("opgaver").control.text.cut()
    assert stored(house, page)["opgaver"] == ""


def test_an_older_state_never_stands_over_newer_typing(live_house, qtbot):
    """While a save runs on its own thread, more is typed elsewhere on the page."""
    furnish(live_house.session)
    window = MainWindow(live_house.context)
    qtbot.addWidget(window)
    window.show()
    window.start_work(live_house.session)
    id = begin(live_house.session)
    window.work.go(Place("form", CASE.id, id))
    qtbot.waitUntil(lambda: window.work.page.saver is not None)
    page = window.work.page
    for key, text in ANSWERS.items():
        write(page, key, text)
    qtbot.waitUntil(lambda: page.saver.is_idle)
    assert {key: stored(live_house, page)[key] for key in ANSWERS} == ANSWERS
    window.work = None


def test_rows_are_added_filled_in_and_removed(work, house):
    page = open_form(work, house)
    page.box("optrapning").control.buttons[True].click()
    table = page.box("timetrin").control
    table.add_button.click()
    table.add_button.click()
    table.cells[1]["timer_om_ugen"].line.textEdited.emit("30")
    assert stored(house, page)["timetrin"][1] == {"timer_om_ugen": "30"}
    table._remove(0)
    assert stored(house, page)["timetrin"] == [{"timer_om_ugen": "30"}]


def test_a_signed_form_is_changed_only_after_it_was_said_what_that_does(work, house, qtbot):
    from jobassist.records import SignatureRole
    from jobassist.services import signing
    from tests.services.signed import draw as drawn

    page = open_form(work, house)
    fill_in(page)
    opened = page.saver.opened
    forms.complete(house.session, opened)
    id, role = opened.record.id, SignatureRole.EMPLOYER
    signing.sign(house.session, id, role, drawn(house.session, id, role), name="Ida Dam")
    page.refresh()
    assert "bliver" in page.banner.text
    assert page.box("daglige_tider").control.line.isReadOnly()
    page.banner._actions[0].click()
    assert not page.box("daglige_tider").control.line.isReadOnly()
    write(page, "daglige_tider", "9-15")
    assert len(signing.look(house.session, id).void) == 1


def test_english_words_and_names_for_the_screen_reader(work, house):
    page = open_form(work, house)
    assert _nameless(page) == []
    assert page.box("timer").control.line.accessibleName() == "Timer om ugen, højst"


def test_the_list_says_whose_signature_is_missing(work, house):
    form = complete_form(house.session)
    for role in (SignatureRole.EMPLOYER, SignatureRole.CONSULTANT):
        sign(house.session, form.id, role)
    work.go(Place("forms", CASE.id))
    missing = "underskrift mangler: Medarbejderrepræsentant, Borger"
    assert missing in work.page.rows[0].accessibleName()


def test_a_refusal_is_no_signature_and_holds_the_form_all_the_same(work, house):
    form = complete_form(house.session)
    signing.refuse(house.session, form.id, SignatureRole.EMPLOYER, name="Ida", reason="Nej tak")
    work.go(Place("form", CASE.id, form.id))
    assert "vil ikke skrive under" in work.page.banner.text
    sign(house.session, form.id, SignatureRole.CITIZEN)
    work.page.refresh()
    assert "1 underskrift" in work.page.banner.text


def test_a_cases_forms_are_listed_and_opened(work, house):
    id = begin(house.session)
    work.go(Place("forms", CASE.id))
    page = work.page
    assert len(page.rows) == 1
    assert page.rows[0].accessibleName().startswith("Virksomhedspraktik, Skagen Bådeværft · Kladde")
    page.rows[0].click()
    assert work.place() == Place("form", CASE.id, id, work.place().cursor)
    work.go_back()
    assert work.place().page == "forms"


def test_a_dictation_that_was_cut_off_is_offered_at_its_form(work, house):
    id = begin(house.session)
    recordings = house.session.recordings
    recordings.new("d-1", id)
    recordings.left_behind.append("d-1")
    work.go(Place("form", CASE.id, id))
    assert "diktat" in work.page.banner.text
