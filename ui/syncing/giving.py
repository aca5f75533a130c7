"""Giving what waits to IT in a sealed file, when no network brings it to the central."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame

from jobassist.errors import AppError
from jobassist.services import parcels
from jobassist.services.parcels import Given
from jobassist.session import Session
from ui.context import Context
from ui.theme import tokens as t
from ui.widgets.layout import row
from ui.widgets.text import button, label
from ui.words import moment_within

_ENDING = ".jobassist-it"


class Giving(QFrame):
    """Shown while something waits and IT has a key. `told` and `failed` tell how it went."""

    told = Signal(str)
    failed = Signal(object)

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self.words = label(role="muted", wrap=True)
        self.button = button(self.tr("Giv til IT …"))
        self.button.setToolTip(
            self.tr("Skriver alt, der ikke er sendt, i en fil, som kun IT kan åbne")
        )
        across = row(t.M, 0, self)
        across.addWidget(self.words, 1)
        across.addWidget(self.button)
        self.button.clicked.connect(self.choose)
        self.hide()

    def show_state(self, unsent: int, given: Given | None) -> None:
        """What waits, and what was given to IT already."""
        self.setVisible(bool(unsent) and parcels.may_give(self._session))
        if given:
            when = moment_within(datetime.fromisoformat(given.at), self._session.clock.now())
            said = self.tr("%n ændringer blev givet til IT {when}.", "", given.operations)
            said += " " + self.tr("Alt ligger her, til centralen har kvitteret.")
            self.words.setText(said.format(when=when))
        else:
            said = self.tr("%n ændringer er ikke sendt endnu.", "", unsent)
            hint = self.tr("Kommer du ikke på nettet, kan du give dem til IT i en forseglet fil.")
            self.words.setText(f"{said} {hint}")

    def choose(self) -> None:
        """Ask where to write the file; one that is there already is never written over."""
        name, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Giv til IT"),
            f"overdragelse{_ENDING}",
            f"(*{_ENDING})",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if name:
            self.write(Path(name if name.endswith(_ENDING) else name + _ENDING))

    def write(self, file: Path) -> None:
        """Write the file."""
        session = self._session
        self.button.setEnabled(False)
        self._context.jobs.run(
            self, lambda: parcels.give(session, file), self._was_written, self._fail
        )

    def _was_written(self, given: Given) -> None:
        self.button.setEnabled(True)
        self.told.emit(self.tr("Filen er skrevet. Giv den til IT"))
        self.show_state(given.operations, given)

    def _fail(self, error: AppError) -> None:
        self.button.setEnabled(True)
        self.failed.emit(error)
