"""The printed sheet: whole, readable by its owner alone, and nowhere else."""

import os
import sys
from pathlib import Path

import pytest

from jobassist.errors import EnvironmentFault
from jobassist.services.recovery_sheet import in_lines, print_sheet, save_sheet, sheet
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


def spooler(folder: Path, code: int = 0) -> list[str]:
    """A command that keeps what it is given, as a printer would."""
    script = "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())"
    return [sys.executable, "-c", f"{script}; sys.exit({code})", str(folder / "printed")]


def test_the_printer_is_given_the_sheet_without_a_file_of_ours(tmp_path: Path, monkeypatch):
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    print_sheet(spooler(tmp_path), new_recovery_key(), "Mette Holm")
    assert (tmp_path / "printed").read_bytes().startswith(b"%PDF")
    assert not list(temporary.iterdir())


def test_a_printer_that_refuses_is_told(tmp_path: Path):
    for command in (spooler(tmp_path, code=1), [str(tmp_path / "no-such-command")]):
        with pytest.raises(EnvironmentFault, match=r"sheet\.not_printed"):
            print_sheet(command, new_recovery_key(), "Mette Holm")
