"""What belongs to dictation and is seldom needed: which microphone, a recording, own words."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from jobassist.errors import AppError
from jobassist.session import Session
from ui.context import Context


class SoundMenu(QMenu):
    """What is `…_requested` asks for what it says; `failed` tells why not."""

    file_requested = Signal()
    words_requested = Signal()
    microphone_requested = Signal()
    failed = Signal(object)

    def __init__(self, context: Context, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._session = session
        self._group = QActionGroup(self)
        self.addAction(self.tr("Skriv en optagelse …"), self.file_requested.emit)
        self.addAction(self.tr("Ordliste …"), self.words_requested.emit)
        self.addAction(self.tr("Mikrofon og lydniveau …"), self.microphone_requested.emit)
        self.addSection(self.tr("Mikrofon"))
        self._found: list[QAction] = []
        self.aboutToShow.connect(self.look)

    def look(self) -> None:
        """Find out which microphones there are now."""
        self._context.jobs.run(self, self._session.microphones, self._show, self.failed.emit)

    def _show(self, names: list[str]) -> None:
        for action in self._found:
            self.removeAction(action)
        chosen, locked = self._context.settings["microphone"], self._locked
        self._found = [self._microphone(self.tr("Systemets valg"), "", chosen)]
        self._found += [self._microphone(name, name, chosen) for name in names]
        for action in self._found:
            action.setEnabled(not locked)

    @property
    def _locked(self) -> bool:
        return self._context.settings.locked("microphone")

    def _microphone(self, shown: str, name: str, chosen: str) -> QAction:
        action = self.addAction(shown, partial(self._choose, name))
        action.setCheckable(True)
        action.setChecked(name == chosen)
        self._group.addAction(action)
        return action

    def _choose(self, name: str) -> None:
        settings = self._context.settings

        def choose() -> None:
            settings.choose("microphone", name)

        def failed(error: AppError) -> None:
            self.failed.emit(error)

        self._context.jobs.run(self, choose, failed=failed)
