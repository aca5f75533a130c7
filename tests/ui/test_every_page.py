"""Every page, walked twice: nothing is cut off, and a screen reader is told of each control.

Once in texts three tenths longer, once at two hundred per cent.
"""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from jobassist.services.notes import finalise, new_draft
from tests.fakes.door import PASSPHRASE
from tests.fakes.session import CASE
from tests.ui.conftest import make_house
from tests.ui.fit import Lengthened, cut_off
from tests.ui.told import reached, wrong
from ui.screenshots import render
from ui.theme.apply import apply_theme


@dataclass
class Walk:
    """What was found on the way: told, and the pages it stands on."""

    controls: int = 0
    cut: dict[str, list[str]] = field(default_factory=dict)
    untold: dict[str, list[str]] = field(default_factory=dict)

    def look(self, page: QWidget, file: Path) -> None:
        for told in cut_off(page):
            self.cut.setdefault(told, []).append(file.stem)
        for control in reached(page):
            self.controls += 1
            if told := wrong(control):
                self.untold.setdefault(told, []).append(file.stem)


@pytest.fixture(scope="module", params=[(True, 100), (False, 200)])
def walk(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Walk:
    longer, size = request.param
    house = make_house(inline=True)
    note = new_draft(house.session, CASE.id, "Telefonsamtale med borger om praktik.")
    finalise(house.session, note.id)
    house.session.settings.chosen["test_persons"] = True
    walk, translator, look = Walk(), Lengthened(), [("look", "light", size)]
    if longer:
        qapp.installTranslator(translator)
    try:
        render(
            house.door,
            house.session.settings,
            tmp_path_factory.mktemp("pages"),
            passphrase=PASSPHRASE,
            pages=look,
            looks=look,
            together=(),
            seldom=look,
            take=walk.look,
        )
    finally:
        qapp.removeTranslator(translator)
        apply_theme(qapp, "light")
        house.context.jobs.close()
    return walk


def test_no_text_is_cut_on_any_page(walk: Walk):
    assert not walk.cut, _listed(walk.cut)


def test_every_control_one_reaches_is_told_with_a_name_and_a_role(walk: Walk):
    assert walk.controls > 500
    assert not walk.untold, _listed(walk.untold)


def _listed(found: dict[str, list[str]]) -> str:
    return "\n".join(f"{told}: {pages[0]} …{len(pages)}" for told, pages in found.items())
