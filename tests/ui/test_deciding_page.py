"""A consultant with delegated authority decides on the spot, before the screen is turned."""

import pytest
from PySide6.QtCore import QTimer

from jobassist.envelope.verify import verify
from jobassist.records import DecisionOutcome, FormState
from jobassist.services import envelopes, form_deciding, forms
from jobassist.services.whereabouts import Place
from jobassist.settings import Settings
from tests.fakes.session import CASE, JONAS
from tests.services.signed import complete_form, sign_all
from tests.ui.conftest import make_house
from tests.ui.test_conventions import _nameless
from tests.ui.test_signing_page import read
from tests.ui.visit import draw, furnish
from tests.ui.visit_fixtures import work

__all__ = ["work"]

POLICY = {"delegated_decisions": True}


@pytest.fixture
def house():
    """A consultant's, to whom decisions are delegated."""
    settings = Settings(policy=POLICY, chosen={"test_persons": True})
    made = make_house(inline=True, settings=settings, user=JONAS)
    furnish(made.session)
    yield made
    made.context.jobs.close()


@pytest.fixture
def form(house):
    return complete_form(house.session)


@pytest.fixture
def page(work, form):
    work.go(Place("signing", CASE.id, form.id, 1))  # as one comes from the form
    return work.page


def decide(page) -> None:
    """By the controls."""
    block = page.decision
    block.choices[DecisionOutcome.APPROVED].click()
    block.reasons.setPlainText("Borgeren ønsker det, og pladsen passer.")
    block.notice.setPlainText("Du kan klage inden fire uger.")
    block.decide_button.click()


def test_one_is_asked_before_the_screen_is_turned(page, qtbot):
    passed = []
    QTimer.singleShot(0, page, lambda: passed.append(True))  # after the page's own turn
    qtbot.waitUntil(lambda: bool(passed))
    assert page.turned is None
    assert page.decision.isVisible() and page.decision.asked.isVisible()
    assert "bemyndiget" in page.decision.told.text()
    assert _nameless(page) == []


def test_the_decision_is_read_signed_and_sealed(page, house, form, work, qtbot):
    decide(page)
    assert "Bevilget" in page.decision.told.text() and not page.decision.asked.isVisible()
    page.turn(page.state.missing[0])
    assert "Bevilget på stedet" in read(page.turned)
    assert "Borgeren ønsker det" not in read(page.turned)  # that is the citizen's
    draw(page.turned.pad)
    page.turned.sign_button.click()
    page.turned.release()
    page.refresh()
    assert not page.decision.correct_button.isVisible()  # somebody has signed
    sign_all(house.session, form.id)
    page.seal()
    assert work.place().page == "sealed"
    sealed = work.page
    assert "Godkendt" in sealed.about.text()
    assert "bemyndigelse" in sealed.decision.told.text()
    found = verify(envelopes.export(house.session, sealed.envelope.id))
    assert found.value("decision")["appeal_notice"] == "Du kan klage inden fire uger."


def test_it_can_be_put_right_until_somebody_signs(page, house, form):
    decide(page)
    page.decision.correct_button.click()
    assert page.decision.reasons.toPlainText().startswith("Borgeren ønsker")
    page.decision.choices[DecisionOutcome.REFUSED].click()
    page.decision.decide_button.click()
    assert "Afslået" in page.decision.told.text()
    latest = form_deciding.decisions(house.session, form.id)[0]
    assert latest.outcome is DecisionOutcome.REFUSED


def test_a_form_that_is_decided_is_not_changed_by_accident(page, house, form, work):
    decide(page)
    work.go(Place("form", CASE.id, form.id))
    assert "afgjort på stedet" in work.page.banner.text
    assert work.page.desk.is_locked
    work.page._change_after_all()
    assert not work.page.desk.is_locked
    assert forms.open_form(house.session, form.id).record.state is FormState.DRAFT


def test_afterwards_the_caseworker_decides(house, form, work):
    sign_all(house.session, form.id)
    work.go(Place("signing", CASE.id, form.id))
    work.page.seal()
    assert not work.page.decision.asked.isVisible()
    assert "Sagsbehandleren" in work.page.decision.told.text()
