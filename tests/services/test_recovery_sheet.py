"""The printed sheet: whole, readable by its owner alone, and nowhere else."""

import os

import pytest

from jobassist.errors import EnvironmentFault
from jobassist.services.recovery_sheet import in_lines, save_sheet, sheet
from storage.vault.recovery_key import new_recovery_key, typed


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_sheet_is_a_pdf_of_one_page(language):
    made = sheet(new_recovery_key(), "Mette Holm", language)
    assert made.startswith(b"%PDF-")
    assert made.count(b"/Type /Page\n") + made.count(b"/Type/Page/") <= 1


def test_the_key_in_lines_is_still_the_key():
    key = new_recovery_key()
    lines = in_lines(key)
    assert len(lines.splitlines()) == 2
    assert typed(lines.replace("\n", "-")) == typed(key)


def test_only_the_owner_may_read_the_file_and_nothing_lies_beside_it(tmp_path):
    file = tmp_path / "ark.pdf"
    save_sheet(file, new_recovery_key(), "Mette Holm")
    assert list(tmp_path.iterdir()) == [file]
    if os.name != "nt":
        assert file.stat().st_mode & 0o077 == 0


def test_a_place_that_takes_no_file_is_told(tmp_path):
    with pytest.raises(EnvironmentFault, match=r"sheet\.not_saved"):
        save_sheet(tmp_path / "mangler" / "ark.pdf", new_recovery_key(), "Mette Holm")
