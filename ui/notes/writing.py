"""Who writes which draft: of two windows one writes, the other reads what it saves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import shiboken6
from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


class Writer(Protocol):
    """A page with an editor."""

    def give_up(self, note_id: str) -> None:
        """Write on that draft no more: it is saved, and another window writes it now."""
        ...


class Writing(QObject):
    """`saved` carries the id of a note that was saved, for whoever only reads it."""

    saved = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._by: dict[str, tuple[QWidget, Writer]] = {}

    def take(self, note_id: str, page: QWidget, writer: Writer) -> bool:
        """Whether `page` may write the draft. One that shows it still keeps it; a hidden one not.

        What a hidden page wrote is saved: pages are left only so.
        """
        there = self._by.get(note_id)
        if there and there[0] is not page and shiboken6.isValid(there[0]):
            if there[0].isVisible():
                return False
            there[1].give_up(note_id)
        self._by[note_id] = (page, writer)
        return True

    def take_over(self, note_id: str, then: Callable[[], None]) -> None:
        """Have the page that writes it save it and let go, then go on."""
        there = self._by.get(note_id)
        if there is None or not shiboken6.isValid(there[0]):
            then()
            return
        page, writer = there

        def give_up() -> None:
            writer.give_up(note_id)
            self._by.pop(note_id, None)
            then()

        save: Callable[[Callable[[], None]], None] = page.save_all  # type: ignore[attr-defined]
        save(give_up)

    def leave(self, note_id: str, page: QWidget) -> None:
        """`page` writes it no more."""
        if (there := self._by.get(note_id)) and there[0] is page:
            del self._by[note_id]
