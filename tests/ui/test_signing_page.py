"""Signing: the turned screen, refusals, paper, changes, and what becomes of a sealed form."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from jobassist.envelope.verify import verify
from jobassist.records import Envelope, FormState, SignatureRole
from jobassist.services import form_deciding, form_flow, forms, signing
from jobassist.services.pad import open_pad
from jobassist.services.whereabouts import Place
from tests.fakes.door import PASSPHRASE
from tests.fakes.session import CASE
from tests.services.signed import complete_form, sign, sign_all
from tests.ui.test_conventions import _nameless
from tests.ui.visit import draw
from tests.ui.visit_fixtures import house, work

__all__ = ["house", "work"]

EMPLOYER, CITIZEN = SignatureRole.EMPLOYER, SignatureRole.CITIZEN


@pytest.fixture
def form(house):
    return complete_form(house.session)


@pytest.fixture
def page(work, form):
    work.go(Place("signing", CASE.id, form.id))
    return work.page


def read(screen):
    """What the person reads, as one text."""
    lines = screen._reading
    return "\n".join(
        lines.itemAt(at).widget().text() for at in range(lines.count()) if lines.itemAt(at).widget()
    )


def test_each_reads_only_what_is_theirs(page):
    page.turn(EMPLOYER)
    theirs = read(page.turned)
    assert "Skagen Bådeværft" in theirs and "diskusprolaps" not in theirs
    assert page.turned.is_locked
    page.turned.languages["en"].click()
    assert "Please read this" in read(page.turned)


def test_the_buttons_speak_the_language_of_the_summary(page, qtbot):
    page.turn(EMPLOYER)
    screen = page.turned
    assert (screen.sign_button.text(), screen.who.text()) == ("Underskriv", "Arbejdsgiver")
    screen.languages["en"].click()
    shown = (screen.sign_button, screen.clear_button, screen.later_button, screen.refuse_button)
    assert [made.text() for made in (*shown, screen.refuse_now, screen.back_button)] == [
        "Sign",
        "Clear",
        "Sign later",
        "I do not want to sign",
        "Refuse to sign",
        "Consultant",
    ]
    assert (screen.who.text(), screen.name.accessibleName()) == ("Employer", "Name")
    assert screen.pad.accessibleName().startswith("Signature field")
    screen.sign_button.click()
    assert "draw" in screen.banner.text.lower() or "sign" in screen.banner.text.lower()
    assert "Skriv" not in screen.banner.text
    draw(screen.pad)
    screen.sign_button.click()
    assert screen.sign_button.text() == "Underskriv"  # the next one reads Danish until they choose
    screen.languages["en"].click()
    screen.later_button.click()
    assert screen.thanks.text().startswith("Thank you. Give the screen to")
    assert screen.go_button.text().startswith("I am ")
    assert _nameless(screen) == []


def test_the_turned_screen_is_left_by_the_passphrase_or_the_key_alone(page, house, qtbot):
    page.turn(EMPLOYER)
    screen = page.turned
    screen.close()
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert screen.isVisible()
    screen.back_button.click()
    screen.secret.setText("gæt")
    screen.open_button.click()
    assert screen.isVisible() and screen.wrong.text()
    assert screen.secret.text() == ""
    screen.secret.setText(PASSPHRASE)
    screen.open_button.click()
    assert page.turned is None


def test_the_caseworkers_key_takes_it_back(page, qtbot):
    page.turn(EMPLOYER)
    screen = page.turned
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.waitUntil(screen.isActiveWindow)
    qtbot.keyClick(screen, Qt.Key.Key_T, keys)
    qtbot.waitUntil(lambda: page.turned is None)


def test_strokes_are_in_the_vault_as_they_are_drawn(page, house, form, qtbot):
    page.turn(EMPLOYER)
    draw(page.turned.pad)
    kept = open_pad(house.session, form.id, EMPLOYER)
    assert len(kept.strokes) == 1 and len(kept.strokes[0]) > 5
    assert signing.look(house.session, form.id).parties[0].is_drawing
    page.turned.clear_button.click()
    assert open_pad(house.session, form.id, EMPLOYER).strokes == ()


def test_a_killed_program_comes_back_to_the_half_signature(page, work, house, form, qtbot):
    from jobassist.services.whereabouts import take_place

    page.turn(EMPLOYER)
    draw(page.turned.pad)
    left = take_place(house.session)
    assert (left.place.page, left.place.record_id, left.place.cursor) == ("signing", form.id, 1)
    page.turned.release()
    page.show_place(left.place)
    qtbot.waitUntil(lambda: page.turned is not None)
    assert len(page.turned.pad.pad.strokes) == 1


def test_nobody_signs_with_an_empty_pad_or_without_a_name(page, qtbot):
    page.turn(EMPLOYER)
    screen = page.turned
    screen.sign_button.click()
    assert screen.role is EMPLOYER and screen.banner.text
    draw(screen.pad)
    screen.name.clear()
    screen.sign_button.click()
    assert screen.role is EMPLOYER and "navn" in screen.banner.text.lower()


def test_one_may_refuse_and_says_why(page, house, form):
    page.turn(EMPLOYER)
    screen = page.turned
    screen.refuse_button.click()
    screen.refuse_now.click()
    assert screen.role is EMPLOYER  # without a reason it is no refusal
    screen.reason.setText("Vi vil vente til foråret.")
    screen.refuse_now.click()
    assert screen.role is SignatureRole.EMPLOYEE_REP
    party = signing.look(house.session, form.id).parties[0]
    assert (party.state.value, party.signature.refusal_reason) == (
        "refused",
        "Vi vil vente til foråret.",
    )


def test_whoever_signs_later_leaves_the_others_signatures_standing(page, house, form, qtbot):
    page.turn(EMPLOYER)
    draw(page.turned.pad)
    page.turned.sign_button.click()
    page.turned.later_button.click()
    page.turned.release()
    state = signing.look(house.session, form.id)
    assert [p.role for p in state.parties if p.state.value == "signed"] == [EMPLOYER]
    assert not page.seal_button.isVisible()
    assert "gælder" in page.banner.text


def test_each_begins_at_the_first_line_and_on_no_button(page, qtbot):
    page.turn(EMPLOYER)
    screen = page.turned
    bar = screen.text.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    draw(screen.pad)
    screen.sign_button.click()
    assert screen.role is SignatureRole.EMPLOYEE_REP
    assert (bar.value(), screen.focusWidget()) == (0, screen.text)


def test_whoever_signs_last_seals_as_the_button_says(page, work, house, form, qtbot):
    for role in (EMPLOYER, SignatureRole.EMPLOYEE_REP, SignatureRole.CONSULTANT):
        sign(house.session, form.id, role)
    page.refresh()
    page.turn(CITIZEN)
    screen = page.turned
    assert screen.sign_button.text() == "Underskriv og forsegl"
    draw(screen.pad)
    screen.sign_button.click()
    with house.session.store.read() as tx:
        assert tx.find(Envelope, form_id=form.id)
    assert screen.waiting.isVisibleTo(screen) and work.place().page == "signing"
    screen.release()
    assert work.place().page == "sealed"


def test_a_scanned_sheet_stands_for_a_signature(page, house, form, tmp_path):
    sheet = tmp_path / "ark.pdf"
    sheet.write_bytes(b"%PDF-1.7 underskrevet")
    page.take_paper(CITIZEN, sheet, {"name": "Anders Østergaard", "position": ""})
    assert CITIZEN not in signing.look(house.session, form.id).missing
    page.take_paper(EMPLOYER, tmp_path / "ingen.pdf", {"name": "Ida", "position": ""})
    assert page.banner.text


def test_void_signatures_are_shown_as_such(page, house, form):
    sign(house.session, form.id, EMPLOYER)
    form_flow.void_signatures(house.session, form.id)
    page.refresh()
    texts = [label.text() for label in page.findChildren(type(page.heading))]
    assert "Gælder ikke længere" in texts


@pytest.fixture
def sealed(work, house, form):
    sign_all(house.session, form.id)
    work.go(Place("signing", CASE.id, form.id))
    work.page.seal()
    return work.page


def test_what_is_sealed_is_proved_and_saved_where_one_says(sealed, tmp_path):
    sealed.prove()
    assert sealed.verdict.text().startswith("✓")
    from jobassist.envelope.packet import Copy

    file = tmp_path / "kopi.json"
    sealed.save_as(file, "json", Copy.EMPLOYER)
    assert verify(file.read_bytes()).root == sealed.envelope.root
    assert b"7101905678" not in file.read_bytes()
    sealed.save_as(tmp_path / "ingen" / "kopi.json", "json", Copy.FULL)
    assert sealed.banner.text


def test_the_parts_the_central_has_are_told(sealed):
    assert sealed.parts.count.text().startswith("Kommunen har 0 af")


def test_the_filing_sheet_is_copied_field_by_field(sealed, house, qapp):
    sheet = sealed.sheet
    first = sheet.rows[0]
    sheet.buttons[0].click()
    assert qapp.clipboard().text() == first.text
    assert sealed.sheet.rows[0].ticked and not sealed.sheet.rows[1].ticked
    sealed.reference.setText("VITAS-123")
    sealed.reference_button.click()
    id = sealed.place().record_id
    record = forms.open_form(house.session, id).record
    assert (record.state, record.vitas_ref) == (FormState.FILED, "VITAS-123")


def test_a_caseworker_decides_with_reasons_and_notice(sealed, house):
    from jobassist.records import DecisionOutcome

    block = sealed.decision
    assert block.asked.isVisibleTo(sealed)
    block.decide_button.click()
    assert "Vælg" in block.warnings.text()
    block.choices[DecisionOutcome.APPROVED].click()
    block.decide_button.click()
    assert sealed.banner.text  # no reasons
    block.reasons.setPlainText("Formålet er præcist, og borgeren ønsker det.")
    block.notice.setPlainText("Du kan klage inden fire uger.")
    block.decide_button.click()
    assert "Bevilget" in block.told.text() and not block.asked.isVisibleTo(sealed)
    assert len(form_deciding.decisions(house.session, sealed.place().record_id)) == 1
    sealed.refresh()
    parts = [one.text() for one in sealed.parts.findChildren(QLabel)]
    assert any("Afgørelsen" in told for told in parts)
    assert not any("form_" in told for told in parts)


def test_every_control_has_a_name(sealed, page, house, form, qtbot):
    assert _nameless(sealed) == []
    assert _nameless(page) == []
