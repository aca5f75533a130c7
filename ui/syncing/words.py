"""Words for what sync kept: kinds and fields by the one table, and why it was kept."""

from PySide6.QtCore import QCoreApplication

from jobassist import record_words
from ui.noop import QT_TRANSLATE_NOOP
from ui.words import language

_WHY = {
    "conflict": QT_TRANSLATE_NOOP(
        "Kept", "En kollega ændrede det samme. Kollegaens gælder, til du afgør det."
    ),
    "quarantined": QT_TRANSLATE_NOOP(
        "Kept", "Centralen tog ikke imod det. Det ligger her, og kun her."
    ),
    "purged": QT_TRANSLATE_NOOP(
        "Kept", "Sagen er ikke længere din, og dette nåede ikke frem. Det ligger her, og kun her."
    ),
    "overruled": QT_TRANSLATE_NOOP(
        "Kept", "En kollega skrev noget andet her. Det, du skrev, gælder."
    ),
    "unreadable": QT_TRANSLATE_NOOP("Kept", "Centralen sendte noget, der ikke kan læses her."),
}
_OWN = QT_TRANSLATE_NOOP(
    "Kept", "Du ændrede det samme på en anden computer. Det dér gælder, til du afgør det."
)
_JOINED = QT_TRANSLATE_NOOP(
    "Kept", "Den stod her to gange og er lagt sammen. Den anden sagde noget andet."
)
_CODES = {
    "forbidden": QT_TRANSLATE_NOOP("Kept", "Du har ikke ret til at ændre det."),
    "sealed": QT_TRANSLATE_NOOP("Kept", "Det var allerede gjort endeligt."),
    "erased": QT_TRANSLATE_NOOP("Kept", "Det er slettet."),
    "fixed": QT_TRANSLATE_NOOP("Kept", "Det kan ikke ændres, når det først er oprettet."),
    "unknown_record": QT_TRANSLATE_NOOP("Kept", "Centralen kender det ikke."),
    "unknown_reference": QT_TRANSLATE_NOOP(
        "Kept", "Det henviser til noget, centralen ikke kender."
    ),
    "too_large": QT_TRANSLATE_NOOP("Kept", "Det fylder for meget til at blive sendt."),
}
_BROKEN = QT_TRANSLATE_NOOP("Kept", "Centralen kunne ikke læse det. Vis det til IT.")


def kind(name: str) -> str:
    """What kind of thing it is."""
    return record_words.kind_word(name, language())


def field(of: str, name: str) -> str:
    """What a field of a kind is called."""
    return record_words.field_word(of, name, language())


def why(reason: str, code: str | None = None, *, own: bool = False, joined: bool = False) -> str:
    """Why it was kept. `own`: the other side is the user's, too; `joined`: of two records."""
    if reason == "conflict" and (own or joined):
        return _said(_OWN if own else _JOINED)
    said = _said(_WHY.get(reason, reason))
    if reason == "quarantined" and code:
        said += " " + _said(_CODES.get(code, _BROKEN))
    return said


def _said(source: str) -> str:
    return QCoreApplication.translate("Kept", source)
