"""Help at the place: every page has its words, F1 shows them with the page's keys."""

import pytest

from jobassist.services.practice import practice_case
from jobassist.services.whereabouts import Place
from tests.fakes.session import CASE
from ui import keys
from ui.help_sheet import HelpSheet, help_texts
from ui.shell.places import CASES, PAGES, TRASH
from ui.widgets.text import label


@pytest.mark.parametrize("page", sorted(PAGES))
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_page_has_a_title_and_something_to_say(page, language):
    title, *paragraphs = help_texts(page, language)
    assert title and len(title) < 40
    assert paragraphs
    assert all(text.endswith(".") for text in paragraphs)


def shown(sheet: HelpSheet) -> str:
    return "\n".join(one.text() for one in sheet.findChildren(type(label())))


def test_it_shows_the_keys_of_the_page_one_is_on(window):
    window.work.open_case(CASE.id)
    sheet = HelpSheet("case", window.work.page.deeds(), window)
    told = shown(sheet)
    assert help_texts("case", "da")[1] in told
    assert keys.NEW_NOTE.title in told
    assert keys.START_NEXT.title not in told


def test_f1_and_the_rail_open_it_and_lead_on(window, monkeypatch, house):
    opened = []

    def show(sheet):
        opened.append(sheet)
        return 0

    monkeypatch.setattr(HelpSheet, "exec", show)
    window.work._everywhere[keys.HELP]()
    window.work.rail.keys_button.click()
    assert len(opened) == 2
    opened[0].practice_button.click()
    assert practice_case(house.session) == window.work.page.case_id


def test_an_empty_page_offers_it(window, monkeypatch):
    opened = []
    monkeypatch.setattr(HelpSheet, "exec", lambda sheet: opened.append(sheet) or 0)
    window.work.go(Place(TRASH))
    nothing = window.work.page.nothing
    assert nothing.help_button.isVisible()
    nothing.help_button.click()
    assert help_texts(TRASH, "da")[0] in shown(opened[0])
    window.work.go(Place(CASES))
    assert window.work.place().page == CASES
