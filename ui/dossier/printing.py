"""Printing a dossier without a file of ours: to CUPS in memory, elsewhere as drawn pages."""

import shutil
from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from jobassist.services.dossier import Dossier
from jobassist.services.dossier_document import given, pages, print_by
from jobassist.services.dossier_redaction import Marks
from jobassist.session import Session


class Printing:
    """One dossier on its way to a printer."""

    def __init__(self, session: Session, dossier: Dossier, marks: Marks) -> None:
        self._session = session
        self._dossier = dossier
        self._marks = marks

    def ask(self, parent: QWidget, reason: str) -> Callable[[], object] | None:
        """Let the user choose a printer; returns what prints, to be run as a job, or None."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # late: few ever print

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if not QPrintDialog(printer, parent).exec():
            return None
        native = printer.outputFormat() is QPrinter.OutputFormat.NativeFormat
        session, dossier, marks = self._session, self._dossier, self._marks
        if native and printer.printerName() and (spooler := shutil.which("lp")):
            command = [spooler, "-d", printer.printerName(), "-n", str(printer.copyCount())]
            return lambda: print_by(session, dossier, marks, command, reason=reason)

        def draw() -> None:
            made = pages(session, dossier, marks, reason=reason)
            given(session, dossier)
            painter = QPainter(printer)
            for number, page in enumerate(made):
                if number:
                    printer.newPage()
                area = printer.pageLayout().fullRectPixels(printer.resolution())
                painter.drawImage(QRectF(0, 0, area.width(), area.height()), QImage.fromData(page))
            painter.end()

        return draw
