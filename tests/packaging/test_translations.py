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
    monkeypatch.setattr(module, "FOLDER", tmp_path / "resources")
    (tmp_path / "ui").mkdir()
    (tmp_path / "resources").mkdir()
    (tmp_path / "ui" / "page.py").write_text(WINDOW)
    assert module.main("update") == 0
    for file in (tmp_path / "resources").glob("*.ts"):
        text = file.read_text(encoding="utf-8")
        text = text.replace(
            '<translation type="unfinished"></translation>', "<translation>Cases</translation>"
        )
        text = text.replace(' type="unfinished"', "")
        text = text.replace("<numerusform></numerusform>", "<numerusform>%n note(s)</numerusform>")
        file.write_text(text, encoding="utf-8")
    return module


@pytest.fixture
def english(translations):
    return translations.FOLDER / "jobassist_en.ts"


def test_a_complete_catalogue_passes(translations, capsys):
    assert translations.main("check") == 0
    told = capsys.readouterr().out
    assert "jobassist_en.ts: 2 texts, complete" in told
    assert "jobassist_da.ts: 1 texts, complete" in told


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


def test_an_unfinished_text_is_noticed(translations, english, capsys):
    text = english.read_text(encoding="utf-8")
    english.write_text(text.replace("<translation>Cases", '<translation type="unfinished">'))
    assert translations.main("check") == 1
    assert "»Sager« has no translation in jobassist_en.ts" in capsys.readouterr().out


def test_an_empty_form_is_noticed(translations, english, capsys):
    english.write_text(english.read_text(encoding="utf-8").replace("%n note(s)", "", 1))
    assert translations.main("check") == 1
    assert "has no translation" in capsys.readouterr().out


def test_the_catalogues_compile(translations):
    assert translations.main("build") == 0
    compiled = {file.name for file in translations.FOLDER.glob("*.qm")}
    assert compiled == {"jobassist_da.qm", "jobassist_en.qm"}


def test_an_unknown_task_is_wrong_use(translations):
    assert translations.main("") == 2
