"""The check of the translations notices what it is there to notice."""

import importlib.util

import pytest

from tests.house.source import ROOT

WINDOW = """
from PySide6.QtWidgets import QWidget

class Page(QWidget):
    def build(self):
        self.label = self.tr("Sager")
        self.count = self.tr("%n notat(er)", "", 3)
"""


@pytest.fixture
def translations(tmp_path, monkeypatch):
    """packaging/translations.py on a small project of its own, all translated."""
    spec = importlib.util.spec_from_file_location(
        "translations", ROOT / "packaging" / "translations.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "CATALOGUE", tmp_path / "resources" / "jobassist_en.ts")
    (tmp_path / "ui").mkdir()
    (tmp_path / "resources").mkdir()
    (tmp_path / "ui" / "page.py").write_text(WINDOW)
    module.extract(module.CATALOGUE)
    text = module.CATALOGUE.read_text(encoding="utf-8")
    text = text.replace(
        '<translation type="unfinished"></translation>', "<translation>Cases</translation>"
    )
    text = text.replace(' type="unfinished"', "")
    text = text.replace("<numerusform></numerusform>", "<numerusform>%n note(s)</numerusform>")
    module.CATALOGUE.write_text(text, encoding="utf-8")
    return module


def test_a_complete_catalogue_passes(translations, capsys):
    assert translations.main("check") == 0
    assert "2 texts, complete" in capsys.readouterr().out


def test_a_new_text_is_noticed(translations, capsys):
    page = translations.ROOT / "ui" / "page.py"
    page.write_text(page.read_text() + '        self.new = self.tr("Ny tekst")\n')
    assert translations.main("check") == 1
    assert "»Ny tekst« is not in" in capsys.readouterr().out


def test_a_gone_text_is_noticed(translations, capsys):
    page = translations.ROOT / "ui" / "page.py"
    page.write_text(page.read_text().replace('self.tr("Sager")', '"Sager"'))
    assert translations.main("check") == 1
    assert "»Sager« is no longer in ui/" in capsys.readouterr().out


def test_an_unfinished_text_is_noticed(translations, capsys):
    file = translations.CATALOGUE
    file.write_text(
        file.read_text().replace("<translation>Cases", '<translation type="unfinished">')
    )
    assert translations.main("check") == 1
    assert "»Sager« has no English text" in capsys.readouterr().out


def test_an_empty_text_is_noticed(translations, capsys):
    file = translations.CATALOGUE
    file.write_text(file.read_text().replace("%n note(s)", ""))
    assert translations.main("check") == 1
    assert "has no English text" in capsys.readouterr().out


def test_an_unknown_task_is_wrong_use(translations):
    assert translations.main("") == 2
