"""docs/first-hour.md names what is in the window: every word in »« and every key is there."""

import re
import xml.etree.ElementTree as ET

import pytest
from PySide6.QtGui import QKeySequence

from jobassist.services.practice import begin_practice
from jobassist.services.whereabouts import Place
from tests.house.source import ROOT
from ui import keys
from ui.day.page import DayPage
from ui.shell.places import DAY

GUIDE = (ROOT / "docs" / "first-hour.md").read_text(encoding="utf-8")
QUOTED = re.findall(r"»([^«]+)«", " ".join(GUIDE.split()))
KEYS = sorted(set(re.findall(r"`([A-Z][^`]*)`", GUIDE)))
SAID = {"Jobsamtale holdt telefonisk punktum", "punktum", "ny linje", "indsæt jobsamtale telefon"}
NAMES = {"Øve Eksempelsen"}
OTHERS = {"Esc"}


def sources() -> set[str]:
    tree = ET.parse(ROOT / "resources" / "translations" / "jobassist_en.ts")
    return {str(one.text) for one in tree.getroot().iter("source")}


def test_every_word_that_is_quoted_is_in_the_window():
    missing = [words for words in QUOTED if words not in sources() | SAID | NAMES]
    assert not missing


@pytest.mark.parametrize("key", KEYS)
def test_every_key_does_something(key):
    declared = {QKeySequence(one.keys).toString() for one in keys.ALL}
    assert key in OTHERS or QKeySequence(key).toString() in declared


def test_the_practice_talk_stands_on_the_day_and_opens_by_enter(window, house):
    case_id = begin_practice(house.session)
    window.work.go(Place(DAY))
    page = window.work.page
    assert isinstance(page, DayPage)
    page.refresh()
    page.start_next()
    assert window.work.place().case_id == case_id
    assert window.work.place().page == "talk"
