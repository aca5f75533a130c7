"""From the start page to a sealed form, over fakes: every page of the visit in its turn."""

import pytest
from PySide6.QtCore import QPoint, Qt

from jobassist.envelope.packet import Copy
from jobassist.envelope.verify import verify
from jobassist.records import FormState, SignatureRole
from jobassist.services import envelopes, signing
from jobassist.services.whereabouts import Place
from jobassist.settings import Settings
from tests.fakes.session import CASE
from tests.ui.conftest import make_house
from tests.ui.visit import ANSWERS, UNIT, furnish
from ui.companies.new_form import NewFormDialog
from ui.window import MainWindow

CHOICES = {
    "selvfunden": False,
    "tidligere_ansat": False,
    "formaal": "afklaring",
    "har_skaanehensyn": False,
    "rep_bekraefter": True,
    "saesonarbejde": False,
    "erklaering_fortraengning": True,
}


@pytest.fixture
def house():
    made = make_house(inline=True, settings=Settings(chosen={"test_persons": True}))
    furnish(made.session)
    yield made
    made.context.jobs.close()


@pytest.fixture
def work(house, qtbot):
    window = MainWindow(house.context)
    window.resize(1366, 768)
    qtbot.addWidget(window)
    window.show()
    window.start_work(house.session)
    yield window.work
    if window.work and getattr(window.work.page, "turned", None):
        window.work.page.turned.release()
    window.work = None


def begin_form(work):
    """From the register to an open internship form, as a consultant does it."""
    work.go(Place("companies"))
    work.page.search.setText("skagen båd")
    work.page.list.itemClicked.emit(work.page.list.item(0))
    work.page.form_button.click()
    dialog = work.page.findChild(NewFormDialog)
    dialog.search.setText("østergaard")
    dialog.list.itemClicked.emit(dialog.list.item(0))
    return work.page


def fill_in(page):
    """Everything that is missing, by the controls themselves."""
    page.box("periode").control.weeks[4].click()
    for key, value in CHOICES.items():
        page.box(key).control.buttons[value].click()
    for key, text in ANSWERS.items():
        control = page.box(key).control
        control.setFocus()
        if hasattr(control, "line"):
            control.line.setText(text)
            control.line.textEdited.emit(text)
        else:
            control.text.setPlainText(text)
    page.box("rep_hoert_den").control.day.today_button.click()


def draw(pad, qtbot):
    """A mark, by the mouse."""
    at = [QPoint(40 + 12 * step, 60 + (step % 4) * 12) for step in range(12)]
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=at[0])
    for point in at[1:]:
        qtbot.mouseMove(pad, point)
    qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=at[-1])


def test_from_the_register_to_a_proved_envelope(work, house, qtbot):
    page = begin_form(work)
    assert page.box("virksomhedsnavn").control.line.text() == "Skagen Bådeværft"
    assert page.box("virksomhedsnavn").origin.text() == "Hentet fra virksomheden"
    assert page.box("rep_rolle").control.buttons["tillidsrepraesentant"].isChecked()
    fill_in(page)
    assert [p.rule for p in page.saver.opened.filling.problems() if p.blocks] == []
    page.go_on()
    qtbot.waitUntil(lambda: work.page.turned is not None)
    signers = work.page
    screen = signers.turned
    assert (screen.role, screen.name.text()) == (SignatureRole.EMPLOYER, "Ida Dam")
    draw(screen.pad, qtbot)
    screen.sign_button.click()
    assert (screen.role, screen.name.text()) == (SignatureRole.EMPLOYEE_REP, "Per Ås")
    draw(screen.pad, qtbot)
    screen.sign_button.click()
    assert screen.waiting.isVisible() and not screen.shown.isVisible()
    screen.go_button.click()
    assert screen.role is SignatureRole.CITIZEN
    draw(screen.pad, qtbot)
    screen.sign_button.click()
    assert screen.waiting.isVisible() and not screen.go_button.isVisible()
    screen.release()
    qtbot.waitUntil(lambda: signers.turned is not None and signers.turned is not screen)
    own = signers.turned
    assert own.role is SignatureRole.CONSULTANT and not own.is_locked
    draw(own.pad, qtbot)
    own.sign_button.click()
    assert work.place().page == "sealed"
    sealed = work.page
    sealed.prove()
    assert sealed.verdict.text().startswith("✓")
    form_id = sealed.place().record_id
    copy = verify(envelopes.export(house.session, sealed.envelope.id, Copy.EMPLOYER))
    assert copy.withheld > 0 and copy.root == sealed.envelope.root
    assert signing.look(house.session, form_id).form.state is FormState.SIGNED
    assert len(sealed.sheet.rows) > 20
    assert CASE.id == sealed.case_id and UNIT
