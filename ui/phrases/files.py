"""Standard texts from a file and into one, chosen in the system's own dialog."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from jobassist.errors import AppError
from jobassist.services.phrase_file import Counts, export_file
from jobassist.services.phrases import import_file, import_library
from jobassist.session import Session
from ui.context import Context

_ENDINGS = {"CSV": ".csv", "JSON": ".json", "Word": ".docx"}


class TextFiles(QObject):
    """`told` carries what was done, `changed` that the library is another, `failed` an error."""

    told = Signal(str)
    changed = Signal()
    failed = Signal(object)

    def __init__(self, context: Context, session: Session, host: QWidget) -> None:
        super().__init__(host)
        self._context = context
        self._session = session
        self._host = host

    def choose_import(self) -> None:
        """Ask for a file and take its texts over: all of them or none."""
        endings = " ".join(f"*{ending}" for ending in _ENDINGS.values())
        kinds = self.tr("Standardtekster ({endings})").format(endings=endings)
        name, _ = QFileDialog.getOpenFileName(
            self._host, self.tr("Importér standardtekster"), "", kinds
        )
        if name:
            self.take(Path(name))

    def take(self, file: Path) -> None:
        """Take the texts of this file over."""
        session = self._session
        self._run(lambda: import_file(session, file))

    def load_shipped(self) -> None:
        """Take over the texts that come with jobassist."""
        session = self._session
        self._run(lambda: import_library(session))

    def choose_export(self, *, with_private: bool) -> None:
        """Ask where to write the texts; the kind chosen decides the format."""
        kinds = ";;".join(f"{name} (*{ending})" for name, ending in _ENDINGS.items())
        name, kind = QFileDialog.getSaveFileName(
            self._host, self.tr("Eksportér standardtekster"), "standardtekster.csv", kinds
        )
        if name:
            file, ending = Path(name), _ENDINGS.get(kind.partition(" ")[0], ".csv")
            known = file.suffix.lower() in _ENDINGS.values()
            self.write(file if known else Path(f"{name}{ending}"), with_private=with_private)

    def write(self, file: Path, *, with_private: bool) -> None:
        """Write the texts; the file's ending decides the format."""
        session = self._session
        self._context.jobs.run(
            self,
            lambda: export_file(session, file, with_private=with_private),
            lambda _size: self.told.emit(self.tr("Standardteksterne er eksporteret")),
            self._fail,
        )

    def _run(self, work: Callable[[], Counts]) -> None:
        self._context.jobs.run(self, work, self._taken, self._fail)

    def _taken(self, counts: Counts) -> None:
        text = self.tr(
            "{imported} tekster læst: {added} nye, {changed} ændrede, {unchanged} uændrede"
        )
        self.told.emit(text.format(**counts))
        self.changed.emit()

    def _fail(self, error: AppError) -> None:
        self.failed.emit(error)
