"""From the start page to a sealed form, over fakes: every page of the visit in its turn."""

from jobassist.envelope.packet import Copy
from jobassist.envelope.verify import verify
from jobassist.records import FormState, SignatureRole
from jobassist.services import envelopes, signing
from jobassist.services.whereabouts import Place
from tests.fakes.session import CASE
from tests.ui.visit import draw, fill_in
from tests.ui.visit_fixtures import house, work
from ui.companies.new_form import NewFormDialog

__all__ = ["house", "work"]


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


def test_from_the_register_to_a_proved_envelope(work, house, qtbot):
    page = begin_form(work)
    assert page.box("virksomhedsnavn").control.line.text() == "Skagen Bådeværft"
    assert page.box("virksomhedsnavn").origin.text() == "Hentet fra virksomheden"
    assert page.box("rep_rolle").control.buttons["tillidsrepraesentant"].isChecked()
    fill_in(page)
    assert [p.field for p in page.saver.opened.filling.problems() if p.blocks] == []
    page.go_on()
    qtbot.waitUntil(lambda: work.page.turned is not None)
    signers = work.page
    screen = signers.turned
    assert (screen.role, screen.name.text()) == (SignatureRole.EMPLOYER, "Ida Dam")
    draw(screen.pad)
    screen.sign_button.click()
    assert (screen.role, screen.name.text()) == (SignatureRole.EMPLOYEE_REP, "Per Ås")
    draw(screen.pad)
    screen.sign_button.click()
    assert screen.waiting.isVisible() and not screen.shown.isVisible()
    screen.go_button.click()
    assert screen.role is SignatureRole.CITIZEN
    draw(screen.pad)
    screen.sign_button.click()
    assert screen.waiting.isVisible() and not screen.go_button.isVisible()
    screen.release()
    qtbot.waitUntil(lambda: signers.turned is not None and signers.turned is not screen)
    own = signers.turned
    assert own.role is SignatureRole.CONSULTANT and not own.is_locked
    draw(own.pad)
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
    assert sealed.case_id == CASE.id
