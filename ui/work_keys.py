"""What the keys of the unlocked window do: the window's own, and those of the page shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from jobassist.services.whereabouts import Place
from ui import keys
from ui.shell.places import APART, CASE_PARTS, SECTIONS

if TYPE_CHECKING:
    from ui.page import Deeds
    from ui.work import Work


def bind_keys(work: Work) -> Deeds:
    """Let every key of `ui.keys` that no widget handles itself do its work.

    Returns what the window's own keys do.
    """
    everywhere: dict[keys.Key, Callable[[], object]] = {
        keys.LOCK: work.lock_requested.emit,
        keys.SEARCH_NOTES: work.search.begin,
        keys.HELP: work.show_help,
        keys.SHEET: work.show_keys,
        keys.SYNC: work.syncing.sync,
        keys.FIND: work.go_to_search,
        keys.BACK: work.go_back,
        keys.TAKE_BACK: work.toast.undo,
        keys.OTHER_WINDOW: work.go_beside,
        keys.NEXT_CASE: lambda: work.step_tabs(1),
        keys.PREVIOUS_CASE: lambda: work.step_tabs(-1),
        keys.CLOSE_CASE: work.close_tab,
    }
    for section in (*SECTIONS, *APART):
        everywhere[section.key] = partial(work.go, Place(section.page))

    for part in CASE_PARTS:
        everywhere[part.key] = partial(work.show_part, part.page)

    def press(key: keys.Key) -> None:
        deed = everywhere.get(key) or (work.page.deeds().get(key) if work.page else None)
        if deed:
            deed()

    for key in keys.ALL:
        if key in keys.OF_WIDGETS:
            continue
        shortcut = QShortcut(QKeySequence(key.keys), work)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(lambda pressed=key: press(pressed))
    return everywhere
