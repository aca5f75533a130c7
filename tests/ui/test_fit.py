"""Nothing is cut off: in texts three tenths longer, and at two hundred per cent."""

from pathlib import Path

import pytest

from jobassist.services.notes import finalise, new_draft
from tests.fakes.door import PASSPHRASE
from tests.fakes.session import CASE
from tests.ui.fit import Lengthened, cut_off
from ui.screenshots import render
from ui.theme.apply import apply_theme


@pytest.mark.parametrize(("longer", "size"), [(True, 100), (False, 200)])
def test_no_text_is_cut_on_any_page(house, tmp_path, qapp, longer, size):
    note = new_draft(house.session, CASE.id, "Telefonsamtale med borger om praktik.")
    finalise(house.session, note.id)
    house.session.settings.chosen["test_persons"] = True
    translator = Lengthened()
    found: dict[str, list[str]] = {}

    def measure(widget, file: Path) -> None:
        for told in cut_off(widget):
            found.setdefault(told, []).append(file.stem)

    if longer:
        qapp.installTranslator(translator)
    look = [("look", "light", size)]
    try:
        render(
            house.door,
            house.session.settings,
            tmp_path,
            passphrase=PASSPHRASE,
            pages=look,
            looks=look,
            together=(),
            seldom=look,
            take=measure,
        )
    finally:
        qapp.removeTranslator(translator)
        apply_theme(qapp, "light")
    assert not found, "\n".join(
        f"{told}: {pages[0]} …{len(pages)}" for told, pages in found.items()
    )
