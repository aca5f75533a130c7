"""Spoken commands carried out in the text of a draft, each as one step of undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QTextCursor

from ui.noop import QT_TRANSLATE_NOOP
from ui.notes.text import NoteText

if TYPE_CHECKING:
    from jobassist.services.commands import Order

MEANINGS = {
    "delete_last": QT_TRANSLATE_NOOP("Orders", "Slet det, der sidst blev dikteret"),
    "delete_sentence": QT_TRANSLATE_NOOP("Orders", "Slet sætningen før markøren"),
    "correct": QT_TRANSLATE_NOOP("Orders", "Ret en tekst, der står i notatet"),
    "go_to": QT_TRANSLATE_NOOP(
        "Orders", "Gå til et afsnit: fakta, borgerens udtalelse, vurdering, aftale, næste skridt"
    ),
    "next_blank": QT_TRANSLATE_NOOP("Orders", "Næste felt, der skal udfyldes"),
    "previous_blank": QT_TRANSLATE_NOOP("Orders", "Forrige felt"),
    "skip": QT_TRANSLATE_NOOP("Orders", "Lad feltet stå, og gå til det næste"),
    "spell": QT_TRANSLATE_NOOP("Orders", "Stav et ord, bogstav for bogstav"),
    "capital": QT_TRANSLATE_NOOP("Orders", "Stort begyndelsesbogstav i det sidste ord"),
    "undo": QT_TRANSLATE_NOOP("Orders", "Fortryd det seneste"),
    "stop": QT_TRANSLATE_NOOP("Orders", "Slut diktatet"),
}


def meaning(name: str) -> str:
    """What a command does, in the user's language."""
    return QCoreApplication.translate("Orders", MEANINGS[name])


class SpokenOrders(QObject):
    """`stop_asked` asks to end the dictation; `changed` tells that text or cursor did.

    `corrected` tells what is about to be corrected to what, `remembered` what was dictated.
    """

    stop_asked = Signal()
    corrected = Signal(str, str)
    remembered = Signal(str)
    changed = Signal()

    def __init__(self, text: NoteText) -> None:
        super().__init__(text)
        self._text = text
        self._pieces: list[str] = []

    @property
    def last(self) -> str:
        """What was dictated last, if it has not been taken away."""
        return self._pieces[-1] if self._pieces else ""

    def remember(self, piece: str) -> None:
        """This text was dictated just now: it is what "slet det" takes away."""
        self._pieces.append(piece)
        self.remembered.emit(piece)

    def carry_out(self, order: Order) -> None:
        """Do what was said; what cannot be done changes nothing."""
        if order.name == "stop":
            self.stop_asked.emit()
        elif order.name == "undo":
            self._text.undo()
        elif order.name in ("next_blank", "skip"):
            self._text.next_blank()
        elif order.name == "previous_blank":
            self._text.next_blank(backward=True)
        else:
            self._edit(order)
        self.changed.emit()

    def _edit(self, order: Order) -> None:
        from jobassist.services.command_edits import edit  # late: before the first word is spoken

        here = self._text.textCursor().selectionStart()
        made = edit(order, self._text.toPlainText(), here, self._pieces)
        if made is None:
            return
        if order.name == "delete_last" and self._pieces:
            self._pieces.pop()
        if order.name == "correct":
            self.corrected.emit(self._text.toPlainText()[made.start : made.end], made.text)
        cursor = self._text.textCursor()
        cursor.beginEditBlock()
        cursor.setPosition(made.start)
        cursor.setPosition(made.end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(made.text)
        cursor.endEditBlock()
        cursor.setPosition(made.cursor)
        self._text.setTextCursor(cursor)
        self._text.ensureCursorVisible()
