"""What every page keeps to: names for the screen reader, keys, and translatable texts."""

import ast
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDateTimeEdit,
    QDialog,
    QLineEdit,
    QTextEdit,
    QWidget,
)

from jobassist.services.notes import new_draft
from jobassist.services.phrase_library import versions
from tests.fakes.session import CASE
from ui import keys
from ui.crash import CrashDialog
from ui.door.access import AccessDialog
from ui.door.curtain import Curtain
from ui.door.first_run import FirstRunPage
from ui.door.forgotten import ForgottenPage
from ui.door.recovery_sheet import RecoveryPage
from ui.door.restore import RestorePage
from ui.door.unlock import UnlockPage
from ui.key_sheet import KeySheet
from ui.language import apply_language
from ui.phrases.versions import VersionsDialog
from ui.syncing.enrol import EnrolDialog

CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QDateTimeEdit, QLineEdit, QTextEdit)
UI = Path(__file__).resolve().parents[2] / "ui"


def _nameless(root: QWidget) -> list[str]:
    ours = (w for kind in CONTROLS for w in root.findChildren(kind))
    return [
        f"{type(w).__name__} in {type(w.parent()).__name__}"
        for w in ours
        if not (w.accessibleName() or (isinstance(w, QAbstractButton) and w.text()))
        and not isinstance(w.parent(), (QComboBox, QDateTimeEdit, QLineEdit))
        and not any(isinstance(up, QComboBox) for up in _parents(w))
    ]


def _parents(widget: QWidget) -> list[QWidget]:
    found = []
    while (up := widget.parentWidget()) is not None:
        found.append(up)
        widget = up
    return found


def test_every_control_of_the_work_has_a_name(window, house):
    draft = new_draft(house.session, CASE.id, "Tekst")
    window.work.open_case(CASE.id, draft.id)
    assert window.work.case_page.editor is not None
    assert _nameless(window) == []


def test_every_control_of_the_library_has_a_name(window, house):
    window.work.show_texts()
    page = window.work.texts
    page.show_text(page.library.texts[0])
    assert _nameless(window) == []
    known = versions(house.session, page.library.texts[0].key)
    assert _nameless(VersionsDialog(known, {}, house.session.clock.now(), window)) == []


def test_every_control_of_the_letters_has_a_name(window):
    window.work.show_letters(CASE.id)
    assert _nameless(window) == []


@pytest.mark.parametrize("page", [UnlockPage, FirstRunPage, ForgottenPage, RestorePage, Curtain])
def test_every_control_before_the_work_has_a_name(house, qtbot, page):
    made = page(house.context)
    qtbot.addWidget(made)
    assert _nameless(made) == []


def test_every_control_of_the_dialogs_has_a_name(house, window, qtbot):
    dialogs: list[QDialog] = [
        KeySheet(window),
        AccessDialog(house.context, window),
        EnrolDialog(house.context, window),
        CrashDialog("01920000-0000-7000-8000-000000000001", "da", window),
    ]
    recovery = RecoveryPage(house.context, "AAAA-BBBB")
    qtbot.addWidget(recovery)
    for root in (*dialogs, recovery):
        assert _nameless(root) == []


def test_no_two_actions_share_a_key():
    assert max(Counter(key.keys for key in keys.ALL).values()) == 1


def test_every_key_is_on_the_sheet():
    declared = {key for key in vars(keys).values() if isinstance(key, keys.Key)}
    assert declared == set(keys.ALL)


def test_texts_are_translated_before_they_are_filled_in():
    """`tr(f"…")` is extracted but never matches at run time."""
    for file in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"tr", "translate"}:
                assert not any(isinstance(a, ast.JoinedStr) for a in node.args), file.name


def test_english_is_spoken_when_it_is_chosen(qapp, house, qtbot):
    translators = apply_language(qapp, "en")
    try:
        page = UnlockPage(house.context)
        qtbot.addWidget(page)
        assert page.open_button.text() == "Unlock"
        assert keys.LOCK.title == "Lock"
    finally:
        for translator in translators:
            qapp.removeTranslator(translator)
        apply_language(qapp, "da")


def test_no_title_of_a_window_can_name_anybody():
    """The system lists titles, and other programs read them: they are fixed words."""
    titles = [
        (file.name, call.args[0])
        for file in UI.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "setWindowTitle"
    ]
    assert titles
    for name, title in titles:
        words = title.args[0] if isinstance(title, ast.Call) else title
        assert isinstance(words, ast.Constant), name
