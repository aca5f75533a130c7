"""A register file is looked through, its faults shown line by line, and taken in whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QListWidget, QProgressBar, QWidget

from jobassist.errors import AppError, UserError
from jobassist.services import register_import
from jobassist.services.register_import import BadRow, Checked, Imported
from jobassist.session import Session
from ui.context import Context
from ui.theme import tokens as t
from ui.widgets.banner import Banner
from ui.widgets.layout import column, row
from ui.widgets.text import button, label, restyle

_MOST_BYTES = 200 * 1024 * 1024
_SIZE = (620, 440)
_PERCENT = 100


def read_file(file: Path, on_progress: Callable[[float], None] | None = None) -> Checked:
    """The rows of a file, good and bad; `on_progress` hears how much is done, 0 to 1.

    Raises: UserError `register.…`.
    """
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise UserError("register.not_readable")
        content = file.read_bytes()
    except OSError:
        raise UserError("register.not_readable") from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")  # as Danish Excel writes CSV
    return register_import.read(text, on_progress=on_progress)


class ImportDialog(QDialog):
    """`imported` when the register has changed."""

    imported = Signal()

    def __init__(self, context: Context, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._session = session
        self._checked: Checked | None = None
        self.setWindowTitle(self.tr("Indlæs virksomhedsregister"))
        self.setProperty("touch", True)
        self.resize(*_SIZE)
        self._build()

    def _build(self) -> None:
        self.about = label(
            self.tr(
                "Vælg en CSV- eller JSON-fil med én arbejdsplads i hver række. P-nummer, "
                "CVR-nummer og navn skal være der. Filen læses igennem, før noget ændres."
            ),
            wrap=True,
        )
        self.choose_button = button(self.tr("Vælg fil …"), "primary")
        self.choose_button.clicked.connect(self._choose)
        self.progress = QProgressBar()
        self.progress.setRange(0, _PERCENT)
        self.progress.setFormat("%p %")
        self.progress.setAccessibleName(self.tr("Arbejder"))
        self.progress.hide()
        self.told = label(wrap=True)
        self.faults = QListWidget()
        self.faults.setObjectName("choices")
        self.faults.setWordWrap(True)
        self.faults.setAccessibleName(self.tr("Rækker med fejl"))
        self.faults.hide()
        self.banner = Banner()
        self.take_button = button(self.tr("Indlæs"), "primary")
        self.take_button.clicked.connect(self._take)
        self.take_button.hide()
        close = button(self.tr("Luk"))
        close.clicked.connect(self.reject)
        lines = column(t.M, t.XL, self)
        lines.addWidget(label(self.tr("Indlæs virksomhedsregister"), "title"))
        for part in (self.about, self.banner, self.progress, self.told):
            lines.addWidget(part)
        lines.addWidget(self.faults, 1)
        lines.addStretch(0)
        foot = row(t.S)
        foot.addWidget(close)
        foot.addStretch(1)
        foot.addWidget(self.choose_button)
        foot.addWidget(self.take_button)
        lines.addLayout(foot)
        self.choose_button.setFocus()  # Enter goes on, and never closes what was just opened

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Vælg registerfil"), "", self.tr("Register (*.csv *.txt *.json)")
        )
        if name:
            self.look_through(Path(name))

    def look_through(self, file: Path) -> None:
        """Read a file, and say what is wrong with which line."""
        self._wait(self.tr("Læser filen igennem …"))
        show = self._context.jobs.relay(self, self._show_progress)
        self._context.jobs.run(self, lambda: read_file(file, show), self.show_checked, self._failed)

    def show_checked(self, checked: Checked) -> None:
        """What the file holds."""
        self._checked = checked
        self._rest()
        count, bad = len(checked.rows), len(checked.bad)
        told = self.tr("%n arbejdsplads(er) kan indlæses.", "", count)
        if bad:
            told += " " + self.tr("%n række(r) har fejl og bliver udeladt:", "", bad)
        if checked.unused:
            unused = self.tr("Kolonner, der ikke bruges: {columns}.")
            told += "\n" + unused.format(columns=", ".join(checked.unused))
        self.told.setText(told)
        self.faults.clear()
        self.faults.setVisible(bool(bad))
        for one in checked.bad:
            self.faults.addItem(self._fault(one))
        self.take_button.setText(
            self.tr("Indlæs uden rækkerne med fejl") if bad else self.tr("Indlæs")
        )
        self.take_button.setVisible(bool(count))
        restyle(self.choose_button, kind="")
        (self.take_button if count else self.choose_button).setFocus()

    def _fault(self, one: BadRow) -> str:
        why = {
            "missing": self.tr("mangler"),
            "digits": self.tr("har ikke det rigtige antal cifre"),
            "check_digit": self.tr("har en forkert kontrolsum"),
            "twice": self.tr("står også i en tidligere række"),
            "number": self.tr("er ikke et tal"),
            "yes_or_no": self.tr("er hverken ja eller nej"),
            "day": self.tr("er ikke en dato (åååå-mm-dd)"),
            "not_text": self.tr("kan ikke læses"),
        }.get(one.why, one.why)
        column = {
            "p_number": self.tr("P-nummer"),
            "cvr": self.tr("CVR-nummer"),
            "name": self.tr("navn"),
            "employees": self.tr("antal ansatte"),
            "full_time": self.tr("ansatte på fuld tid"),
            "is_public": self.tr("offentlig"),
            "ended_on": self.tr("ophørsdato"),
            "easting": self.tr("øst-koordinat"),
            "northing": self.tr("nord-koordinat"),
        }.get(one.column, one.column)
        said = self.tr("Linje {line}: {column} {why}")
        return said.format(line=one.line, column=column, why=why)

    def _take(self) -> None:
        checked, session = self._checked, self._session
        if checked is None:
            return
        self._wait(self.tr("Indlæser …"))
        without = bool(checked.bad)
        show = self._context.jobs.relay(self, self._show_progress)
        self._context.jobs.run(
            self,
            lambda: register_import.take_in(
                session, checked, without_bad=without, on_progress=show
            ),
            self._taken,
            self._failed,
        )

    def _taken(self, made: Imported) -> None:
        self._rest()
        self.faults.hide()
        self.take_button.hide()
        said = self.tr("Indlæst: {units} nye eller ændrede arbejdspladser, {same} uændrede.")
        self.told.setText(said.format(units=made.units, same=made.unchanged))
        self.imported.emit()

    def _wait(self, said: str) -> None:
        self.banner.clear()
        self.told.setText(said)
        self.progress.setValue(0)
        self.progress.show()
        for made in (self.take_button, self.choose_button):
            made.setEnabled(False)

    def _show_progress(self, done: float) -> None:
        self.progress.setValue(round(done * _PERCENT))

    def _rest(self) -> None:
        self.progress.hide()
        for made in (self.take_button, self.choose_button):
            made.setEnabled(True)

    def _failed(self, error: AppError) -> None:
        self._rest()
        self.told.clear()
        self.banner.tell(self._context.explain(error))
