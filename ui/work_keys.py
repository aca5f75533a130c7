"""What the keys of the unlocked window do, by the page that is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from ui import keys

if TYPE_CHECKING:
    from ui.cases.case_page import CasePage
    from ui.letters.page import LettersPage
    from ui.notes.editor import DraftEditor
    from ui.work import Work

_Case = dict[keys.Key, "Callable[[CasePage], object]"]
_Draft = dict[keys.Key, "Callable[[DraftEditor], object]"]
_Letters = dict[keys.Key, "Callable[[LettersPage], object]"]


def bind_keys(work: Work) -> None:
    """Let every key of `ui.keys` that a page does not handle itself do its work."""
    everywhere: dict[keys.Key, Callable[[], object]] = {
        keys.LOCK: work.lock_requested.emit,
        keys.SEARCH_NOTES: work.search.begin,
        keys.TEXTS: work.show_texts,
        keys.SHEET: work.show_keys,
        keys.SYNC: work.sync,
        keys.FIND: work.go_to_search,
        keys.BACK: work.go_back,
    }
    in_case: _Case = {
        keys.NEW_NOTE: lambda page: page.new_note(),
        keys.LETTERS: lambda page: work.show_letters(page.case_id),
        keys.ADDENDUM: lambda page: page.reader.request_addendum(),
        keys.REVEAL: lambda page: page.header.reveal.toggle(),
        keys.SWITCH: lambda page: page.switch(),
        keys.PALETTE: lambda page: page.desk.open_palette(),
    }
    in_draft: _Draft = {
        keys.NEXT_BLANK: lambda editor: editor.text.go_to_blanks(),
        keys.PREVIOUS_BLANK: lambda editor: editor.text.next_blank(backward=True),
        keys.NEXT_DOUBT: lambda editor: editor.doubts.go_to_next(),
        keys.FINALISE: lambda editor: editor.finalise(),
    }
    in_letters: _Letters = {
        keys.NEW_NOTE: lambda page: page.new_letter(),
        keys.NEXT_BLANK: lambda page: page.sheet.text.next_blank(),
        keys.PREVIOUS_BLANK: lambda page: page.sheet.text.next_blank(backward=True),
    }

    def press(key: keys.Key) -> None:
        page = work.case_page
        if key in everywhere:
            everywhere[key]()
        elif work.letters and key in in_letters:
            in_letters[key](work.letters)
        elif page and key in in_case:
            in_case[key](page)
        elif page and page.editor and key in in_draft:
            in_draft[key](page.editor)

    for key in {**everywhere, **in_case, **in_draft, **in_letters}:
        shortcut = QShortcut(QKeySequence(key.keys), work)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(lambda pressed=key: press(pressed))
