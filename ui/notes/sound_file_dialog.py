"""A recording from elsewhere on its way into a draft: keep its sound or not, progress, cancel."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QProgressBar, QWidget

from jobassist.errors import AppError
from jobassist.session import Session
from ui.context import Context
from ui.theme import tokens as t
from ui.widgets.banner import Banner
from ui.widgets.layout import column, row
from ui.widgets.text import button, label

if TYPE_CHECKING:
    from jobassist.services.unfinished import Recovered

SUFFIXES = (".wav", ".flac", ".ogg", ".oga", ".mp3")
_PERCENT = 100


class SoundFileDialog(QDialog):
    """`recovered` carries text, doubts and recording; the dialog is accepted then."""

    recovered = Signal(object)

    def __init__(
        self, context: Context, session: Session, note_id: str, before: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._session = session
        self._note_id = note_id
        self._before = before
        self._stop = threading.Event()
        self.setWindowTitle(self.tr("Skriv en optagelse"))
        self.setMinimumWidth(440)
        self.keep = QCheckBox(self.tr("Behold lyden, indtil notatet er afsluttet"))
        self.keep.setChecked(True)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(self.tr("Hvor langt optagelsen er skrevet"))
        self.banner = Banner()
        self.write_button = button(self.tr("Skriv"), "primary")
        self.write_button.setDefault(True)
        cancel = button(self.tr("Annullér"))
        lines = column(t.M, t.XL, self)
        lines.addWidget(label(self.tr("Skriv en optagelse"), "title"))
        hint = self.tr("Det sagte bliver til tekst i notatet. Filen selv røres ikke.")
        for part in (label(hint, "muted", wrap=True), self.keep, self.progress, self.banner):
            lines.addWidget(part)
        foot = row()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.write_button)
        lines.addLayout(foot)
        cancel.clicked.connect(self.reject)
        self.rejected.connect(self._stop.set)

    def take(self, file: Path) -> None:
        """Write this file once the user says so."""
        self.write_button.clicked.connect(lambda: self._write(file))

    def _write(self, file: Path) -> None:
        self.write_button.setEnabled(False)
        self.banner.clear()
        session, note_id, before = self._session, self._note_id, self._before
        keep, stop = self.keep.isChecked(), self._stop
        show = self._context.jobs.relay(self, self._show_progress)

        def write() -> Recovered:
            from jobassist.services.sound_files import write_file  # late: it brings numpy

            return write_file(
                session,
                file,
                note_id,
                before=before,
                keep=keep,
                on_progress=show,
                cancelled=stop,
            )

        self._context.jobs.run(self, write, self._written, self._failed)

    def _show_progress(self, done: float) -> None:
        self.progress.setValue(round(done * _PERCENT))

    def _written(self, recovered: Recovered) -> None:
        self.recovered.emit(recovered)
        self.accept()

    def _failed(self, error: AppError) -> None:
        self.write_button.setEnabled(True)
        self.banner.tell(self._context.explain(error))
        self.adjustSize()  # the words may need more lines than there is room for
