"""A field for a passphrase: hidden, can be shown, warns of caps lock, judges strength."""

import math

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

LEAST_LETTERS = 12
_GOOD_BITS = 60
_KINDS = ((str.islower, 29), (str.isupper, 29), (str.isdigit, 10))
_OTHER_SIGNS = 20


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
    """0 too short, 1 weak, 2 good: by different signs and length, against guessing offline."""
    if len(passphrase) < LEAST_LETTERS:
        return 0
    alphabet = sum(size for is_kind, size in _KINDS if any(map(is_kind, passphrase)))
    if any(not sign.isalnum() for sign in passphrase):
        alphabet += _OTHER_SIGNS
    varied = min(len(passphrase), 2 * len(set(passphrase)))
    return 2 if varied * math.log2(alphabet) >= _GOOD_BITS else 1


def strength_words(passphrase: str) -> str:
    """The judgement in the user's words."""
    if not passphrase:
        return QCoreApplication.translate(
            "Passphrase", "Mindst 12 tegn. Fire tilfældige ord er lette at huske og svære at gætte."
        )
    return (
        QCoreApplication.translate("Passphrase", "For kort: brug mindst 12 tegn."),
        QCoreApplication.translate("Passphrase", "Svag: brug flere forskellige tegn eller ord."),
        QCoreApplication.translate("Passphrase", "God adgangssætning."),
    )[strength(passphrase)]
