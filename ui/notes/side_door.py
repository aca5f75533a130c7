"""What goes on beside writing a draft: recordings are taken in, corrections teach words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from jobassist.session import Session
from ui.context import Context
from ui.notes.microphone_dialog import MicrophoneDialog
from ui.notes.sound_file_dialog import SUFFIXES, SoundFileDialog
from ui.notes.typed_corrections import TypedCorrections
from ui.notes.words_dialog import WordsDialog

if TYPE_CHECKING:
    from ui.notes.editor import DraftEditor


class SideDoor(QObject):
    """Opens the dialogs the sound menu asks for, and takes recordings dropped on the text."""

    def __init__(self, context: Context, session: Session, editor: DraftEditor) -> None:
        super().__init__(editor)
        self._context = context
        self._session = session
        self._editor = editor
        menu = editor.bar.menu
        menu.file_requested.connect(self._choose)
        menu.words_requested.connect(self._show_words)
        menu.microphone_requested.connect(self._show_microphones)
        self._typed = TypedCorrections(editor.text)
        self._typed.changed.connect(self._learn_typed)
        editor.orders.remembered.connect(self._typed.follow)
        editor.orders.corrected.connect(self._learn_spoken)
        editor.orders.changed.connect(self._typed.accept)
        editor.saver.state_changed.connect(self._look_when_saved)
        editor.text.viewport().installEventFilter(self)

    def write(self, file: Path) -> SoundFileDialog:
        """Offer to write a recording; the dialog is open."""
        editor = self._editor
        before = editor.text.toPlainText()
        keep_draft = editor.saver.store  # before its sound is kept
        self._context.jobs.run(editor, keep_draft, failed=editor.bar.troubled.emit)
        dialog = SoundFileDialog(self._context, self._session, editor.note.id, before, editor)
        dialog.recovered.connect(editor.take_recovered)
        dialog.take(file)
        dialog.open()
        return dialog

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A sound file may be dropped on the text; anything else is the text's own affair."""
        if isinstance(event, QDragEnterEvent | QDropEvent):
            file = _sound_file(event)
            if file:
                event.acceptProposedAction()
                if event.type() is QEvent.Type.Drop:
                    self.write(file)
                return True
        return super().eventFilter(watched, event)

    def _choose(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        title = self.tr("Skriv en optagelse")
        chosen, _ = QFileDialog.getOpenFileName(
            self._editor, title, "", self.tr("Optagelser ({kinds})").format(kinds=kinds)
        )
        if chosen:
            self.write(Path(chosen))

    def _show_words(self) -> None:
        WordsDialog(self._context, self._session, self._editor).open()

    def _show_microphones(self) -> None:
        MicrophoneDialog(self._context, self._session, self._editor).open()

    def _look_when_saved(self, state: str) -> None:
        if state == "saved":
            self._typed.look()

    def _learn_spoken(self, heard: str, written: str) -> None:
        self._typed.look(done=True)  # what was typed before it is not the command's doing
        self._learn(lambda: [(heard, written)])

    def _learn_typed(self, changed: list[tuple[str, str, str]]) -> None:
        def found() -> list[tuple[str, str]]:
            from jobassist.services.lexicon import corrections

            return [
                pair
                for dictated, before, now in changed
                for pair in corrections(dictated, now)
                if pair not in corrections(dictated, before)
            ]

        self._learn(found)

    def _learn(self, found: Callable[[], list[tuple[str, str]]]) -> None:
        session = self._session

        def learn() -> None:
            from jobassist.services.lexicon import corrected  # late: it brings the spelling

            for heard, written in found():
                corrected(session, heard, written)

        self._context.jobs.run(self, learn)


def _sound_file(event: QDropEvent) -> Path | None:
    """The one sound file that is being dropped, or None."""
    urls = event.mimeData().urls()
    if len(urls) == 1 and urls[0].isLocalFile():
        file = Path(urls[0].toLocalFile())
        return file if file.suffix.lower() in SUFFIXES else None
    return None
