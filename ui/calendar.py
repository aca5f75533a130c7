"""Asking where a calendar entry goes, from any page that shows an arrangement."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog

from jobassist.services.calendar_entry import file_name

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget


def ask_where(parent: QWidget, day: date) -> Path | None:
    """The file the user chose; its suggested name tells of nobody. None: given up."""
    title = QCoreApplication.translate("Calendar", "Gem til kalenderen")
    name, _ = QFileDialog.getSaveFileName(parent, title, file_name(day), "iCalendar (*.ics)")
    return Path(name) if name else None


def saved_words() -> str:
    """What is said when it is there."""
    return QCoreApplication.translate(
        "Calendar", "Gemt. Åbn filen, så kommer aftalen i din kalender."
    )
