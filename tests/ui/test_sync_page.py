from dataclasses import replace

import pytest

from jobassist.door import SyncState
from jobassist.ports.store import Incoming
from jobassist.records import Citizen
from jobassist.records.plain import to_plain
from jobassist.services.kept import undecided
from tests.fakes.session import CITIZEN
from ui.syncing.page import SyncPage

CITIZEN_ID = "01920000-0000-7000-8000-0000000000c1"
SCOPE = "case:c-9"


@pytest.fixture
def conflict(house):
    """The central has another telephone number than the one that was written here."""
    known = replace(CITIZEN, id=CITIZEN_ID, phone="98 00 00 01", rev=1)
    with house.session.store.sync() as tx:
        tx.apply(SCOPE, [Incoming("citizen", known.id, 1, to_plain(known))], 1)
    with house.session.store.write() as tx:
        tx.put(replace(known, phone="98 00 00 02"))
    with house.session.store.sync() as tx:
        (op,) = [op for op in tx.pending(500) if op.record_id == known.id]
        tx.settle(op.id, "conflict", 2)
    return house


def page_of(house, qtbot):
    page = SyncPage(house.context, house.session)
    qtbot.addWidget(page)
    page.show()
    return page


def phone(house):
    with house.session.store.read() as tx:
        return tx.get(Citizen, CITIZEN_ID).phone


def shown(page):
    from PySide6.QtWidgets import QLabel

    return [found.text() for found in page.comparison.findChildren(QLabel)]


def test_both_values_stand_side_by_side(conflict, qtbot):
    page = page_of(conflict, qtbot)
    words = shown(page)
    assert "98 00 00 01" in words and "98 00 00 02" in words
    assert any("Mette Holm" in word for word in words)
    assert page.list.count() == 1


def test_one_key_decides_and_undo_takes_it_back(conflict, qtbot):
    from ui import keys

    page = page_of(conflict, qtbot)
    page.deeds()[keys.KEEP_MINE]()
    assert phone(conflict) == "98 00 00 02" and not undecided(conflict.session)
    page.take_back()
    assert phone(conflict) == "98 00 00 01" and len(undecided(conflict.session)) == 1
    page.deeds()[keys.KEEP_THEIRS]()
    assert phone(conflict) == "98 00 00 01" and not undecided(conflict.session)
    page.take_back()
    assert len(undecided(conflict.session)) == 1


def test_nothing_to_decide_says_so(house, qtbot):
    page = page_of(house, qtbot)
    assert page.stack.currentWidget() is page.nothing


def test_the_foot_leads_to_the_page(window, house):
    house.door.tell(SyncState("idle", conflicts=1))
    window.work.status.conflicts.click()
    assert isinstance(window.work.page, SyncPage)


def test_ready_to_go_is_told_in_words(house, qtbot):
    from PySide6.QtWidgets import QLabel

    page = page_of(house, qtbot)
    page.show_readiness()
    words = " ".join(found.text() for found in page.readiness.findChildren(QLabel))
    assert "Computeren har ikke synkroniseret endnu." in words
    assert "Talemodellen er klar" in words
