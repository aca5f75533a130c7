"""What is copied here is somebody's case: it is marked as a secret, and does not stay.

Whatever page it was copied from, clipboard histories are asked to leave it out, and it is taken
away after a while, on lock and at the end, unless something else has been copied since. What is
copied by hand is plain text; `copy_formatted` alone puts headings and lists there too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:  # nothing of the services loads before the first paint
    from jobassist.services.formatted import Copied

_DO_NOT_KEEP = {
    "x-kde-passwordManagerHint": b"secret",  # Klipper, and others after it
    # Windows: history, cloud and whoever watches; as their documentation has it, not run there.
    "ExcludeClipboardContentFromMonitorProcessing": b"1",
    "CanIncludeInClipboardHistory": bytes(4),
    "CanUploadToCloudClipboard": bytes(4),
    "application/x-nspasteboard-concealed-type": b"1",  # macOS, by agreement of the managers
}

_FORMATTED = "application/x-jobassist-formatted"  # ours alone: a text field's HTML does not have it


def copy_formatted(copied: Copied) -> None:
    """Put a text there with its formatting; whoever pastes takes the form they can use."""
    formatted = QMimeData()
    formatted.setText(copied.plain)
    formatted.setHtml(copied.html)
    formatted.setData(_FORMATTED, b"1")
    QGuiApplication.clipboard().setMimeData(formatted)


class ClipboardGuard(QObject):
    """Watches the clipboard for what this program puts there; keeps it `seconds` at most."""

    def __init__(self, seconds: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._clipboard.dataChanged.connect(self._look)
        self._marking = False
        self._timer = QTimer(self, singleShot=True, interval=seconds * 1000)
        self._timer.timeout.connect(self.clear)

    def is_ours(self) -> bool:
        """Whether what was copied last was copied here."""
        return self._clipboard.ownsClipboard()

    def clear(self) -> None:
        """Take away what is still ours."""
        self._timer.stop()
        if self.is_ours() and self._clipboard.text():
            self._clipboard.clear()

    def _look(self) -> None:
        if self._marking or not self.is_ours():
            return
        copied = self._clipboard.mimeData()
        if copied is None or not copied.hasText():
            return
        marked = QMimeData()
        marked.setText(copied.text())  # the plain text alone: nothing hidden in other formats
        if copied.hasFormat(_FORMATTED):
            marked.setHtml(copied.html())
            marked.setData(_FORMATTED, b"1")
        for name, value in _DO_NOT_KEEP.items():
            marked.setData(name, value)
        self._marking = True
        self._clipboard.setMimeData(marked)
        self._marking = False
        self._timer.start()
