from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy

from jobassist.errors import EnvironmentFault
from jobassist.ids import new_id
from jobassist.records import Citizen
from jobassist.services.cases import start_case
from tests.fakes.session import CASE, CITIZEN
from ui.cases.model import CARD, facts
from ui.cases.page import CasesPage


def test_search_answers_while_typing_and_escape_shows_all(window, qtbot):
    page = window.work.cases
    assert page.model.rowCount() == 1
    assert page.count.text() == "1 sag"
    qtbot.keyClicks(page.search, "øster")
    assert page.model.rowCount() == 1
    qtbot.keyClicks(page.search, "xyz")
    assert page.model.rowCount() == 0
    assert page.stack.currentWidget() is page.nothing
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    assert page.model.rowCount() == 1


def test_enter_in_the_search_opens_the_case_and_the_key_leads_back(window, qtbot):
    page = window.work.cases
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    case_page = window.work.case_page
    assert case_page.case_id == CASE.id
    assert case_page.header.name.text() == CITIZEN.name
    window.work.show_cases()
    assert window.work.case_page is None
    assert window.work.pages.currentWidget() is page


def test_cpr_is_masked_until_it_is_asked_for(window):
    window.work.open_case(CASE.id)
    header = window.work.case_page.header
    cpr = header._facts["cpr"]
    assert CITIZEN.cpr[6:] not in cpr.text()
    header.reveal.click()
    assert cpr.text() == f"{CITIZEN.cpr[:6]}-{CITIZEN.cpr[6:]}"
    header.reveal.click()
    assert CITIZEN.cpr[6:] not in cpr.text()


def test_the_list_never_shows_a_whole_cpr(window):
    model = window.work.cases.model
    assert CITIZEN.cpr[6:] not in model.data(model.index(0))


def test_a_failing_store_is_told_with_a_way_on(house, qtbot, monkeypatch):
    def fail(*_args):
        raise EnvironmentFault("store.in_use", program="jobassist", pid=1)

    monkeypatch.setattr("ui.cases.page.list_cases", fail)
    page = CasesPage(house.context, house.session)
    qtbot.addWidget(page)
    page.show()
    assert page.banner.text
    monkeypatch.undo()
    page.banner._actions[0].click()
    assert not page.banner.text
    assert page.model.rowCount() == 1


def test_a_protected_address_is_said_wherever_the_citizen_is_listed(window, house, qtbot):
    model, said = window.work.cases.model, "Beskyttet adresse"
    assert said not in model.data(model.index(0))
    with house.session.store.write() as tx:
        tx.put(replace(tx.get(Citizen, CITIZEN.id), protected_address=True))
    window.work.cases.refresh()
    card = model.data(model.index(0), CARD)
    assert said in model.data(model.index(0)) and facts(card)[0] == said
    assert said in window.work.search._case(card).detail
    window.work.open_case(CASE.id)
    assert window.work.case_page.header.protected.text() == said


def test_the_rest_of_many_cases_comes_when_one_is_at_the_end(house, qtbot, monkeypatch):
    for number in range(3):
        citizen = Citizen(
            id=new_id(), cpr=f"710190567{number}", given_name="Bo", family_name=f"Åholm {number}"
        )
        start_case(house.session, citizen, f"S-2026-9{number}")
    monkeypatch.setattr("ui.cases.page._FIRST", 2)
    page = CasesPage(house.context, house.session)
    qtbot.addWidget(page)
    page.show()
    page._search()
    assert (page.model.rowCount(), page.count.text()) == (2, "4 sager")
    resets = QSignalSpy(page.model.modelReset)
    page.list.setCurrentIndex(page.model.index(1))
    page.list.scrollToBottom()
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)
    assert page.list.currentIndex().row() == 1
    assert not resets.count()
    page.search.setText("åholm")
    assert page.count.text() == "3 sager"
