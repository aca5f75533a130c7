"""A field for a passphrase: hidden, can be shown, warns of caps lock, judges strength."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit


class PassphraseField(QLineEdit):
    """`caps_lock_changed` tells when letters turn out as capitals that shift did not make."""

    caps_lock_changed = Signal(bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAccessibleName(name)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt cannot ask for caps lock everywhere: a capital without shift gives it away."""
        super().keyPressEvent(event)  # first: what it tells clears an older hint
        text = event.text()
        if text.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock_changed.emit(text.isupper() != shifted)
        elif event.key() == Qt.Key.Key_CapsLock:
            self.caps_lock_changed.emit(False)


def strength(passphrase: str) -> int:
    """0 too weak to use, 1 weak, 2 good, as `jobassist.services.passphrase` judges."""
    from jobassist.services import passphrase as judge  # late: the lock page judges nothing

    return judge.strength(passphrase).level


def strength_words(passphrase: str) -> str:
    """The judgement in the user's words."""
    if not passphrase:
        return QCoreApplication.translate(
            "Passphrase", "Mindst 12 tegn. Fire tilfældige ord er lette at huske og svære at gætte."
        )
    return (
        QCoreApplication.translate(
            "Passphrase", "For let at gætte: brug mindst 12 tegn og flere tilfældige ord."
        ),
        QCoreApplication.translate("Passphrase", "Svag: brug flere tilfældige ord."),
        QCoreApplication.translate("Passphrase", "God adgangssætning."),
    )[strength(passphrase)]
