"""Tab goes round the whole window, from any page: nothing catches it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jobassist.services.practice import begin_practice
from jobassist.services.whereabouts import Place
from tests.fakes.session import CASE
from ui.shell.places import CASE as CASE_PAGE
from ui.shell.places import CASES, COMPANIES, DAY, DOSSIER, FORMS, LETTERS, PLAN, SETTINGS, TALKS

PLACES = [
    *(Place(page) for page in (DAY, CASES, COMPANIES, SETTINGS)),
    *(Place(page, CASE.id) for page in (CASE_PAGE, PLAN, TALKS, LETTERS, FORMS, DOSSIER)),
]
_MOST = 250  # places of the longest page


def round_trip(key=Qt.Key.Key_Tab):
    """Every widget Tab comes to, until it is back where it began."""
    been = [QApplication.focusWidget()]
    for _ in range(_MOST):
        QTest.keyClick(been[-1], key)
        now = QApplication.focusWidget()
        if now is been[0]:
            return been
        been.append(now)
    raise AssertionError("it never came back")


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.page)
def test_from_every_page_it_comes_to_the_rail_the_search_and_the_foot(window, house, place):
    begin_practice(house.session)  # so that Min dag has something to stand on
    window.activateWindow()
    work = window.work
    work.go(place)
    work.page.refresh()
    work.setFocus()
    been = round_trip()
    first = been[0]
    assert work.page.isAncestorOf(first)
    assert any(work.rail.isAncestorOf(one) for one in been)
    assert {work.search_button, work.status.enrol_button} <= set(been)
    assert len(been) == len(set(been)), "it goes in a circle within the circle"
    assert set(round_trip(Qt.Key.Key_Backtab)) == set(been)
