"""What became of a letter, in words."""

from PySide6.QtCore import QCoreApplication

from jobassist.records import DeliveryState, Letter, LetterDelivery, LetterState
from ui.noop import QT_TRANSLATE_NOOP

_DRAFT = QT_TRANSLATE_NOOP("LetterStates", "Kladde")
_DISCARDED = QT_TRANSLATE_NOOP("LetterStates", "Smidt ud")
_QUEUED = QT_TRANSLATE_NOOP("LetterStates", "I kø")
_DELIVERIES = {
    DeliveryState.QUEUED: _QUEUED,
    DeliveryState.HANDED_OVER: QT_TRANSLATE_NOOP("LetterStates", "Afleveret til Digital Post"),
    DeliveryState.SENT: QT_TRANSLATE_NOOP("LetterStates", "Sendt"),
    DeliveryState.FAILED: QT_TRANSLATE_NOOP("LetterStates", "Ikke sendt"),
}
_FAILED = QT_TRANSLATE_NOOP(
    "LetterStates",
    "Digital Post tog ikke imod brevet ({reason}). Send det på papir, eller skriv et nyt.",
)


def state_word(letter: Letter, delivery: LetterDelivery | None) -> str:
    """Where the letter is."""
    if letter.state is LetterState.QUEUED:
        return _tr(_DELIVERIES[delivery.state] if delivery else _QUEUED)
    return _tr(_DRAFT if letter.state is LetterState.DRAFT else _DISCARDED)


def failure_words(delivery: LetterDelivery) -> str:
    """Why it was not delivered, and what to do."""
    return _tr(_FAILED).format(reason=delivery.reason)


def _tr(text: str) -> str:
    return QCoreApplication.translate("LetterStates", text)
