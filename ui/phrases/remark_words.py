"""Remarks on a standard text, in the user's words."""

from PySide6.QtCore import QCoreApplication

from jobassist.services.phrase_remarks import Remark
from ui.noop import QT_TRANSLATE_NOOP

COLUMNS = {
    "titel": QT_TRANSLATE_NOOP("Remarks", "Titel"),
    "talenavn": QT_TRANSLATE_NOOP("Remarks", "Talenavn"),
    "forkortelse": QT_TRANSLATE_NOOP("Remarks", "Forkortelse"),
    "kategori": QT_TRANSLATE_NOOP("Remarks", "Kategori"),
    "maerker": QT_TRANSLATE_NOOP("Remarks", "Mærker"),
    "gyldig_fra": QT_TRANSLATE_NOOP("Remarks", "Gælder fra"),
    "gyldig_til": QT_TRANSLATE_NOOP("Remarks", "Gælder til"),
    "enhed": QT_TRANSLATE_NOOP("Remarks", "Bruges af"),
    "tekst": QT_TRANSLATE_NOOP("Remarks", "Tekst"),
}
"""What the columns are called in the window."""

_SAID = {
    "missing": QT_TRANSLATE_NOOP("Remarks", "{column} mangler."),
    "refused": QT_TRANSLATE_NOOP("Remarks", "{column} kan ikke være sådan."),
    "broken": QT_TRANSLATE_NOOP("Remarks", "Fejl i et felt: linje {line}, tegn {place}."),
    "dates": QT_TRANSLATE_NOOP("Remarks", "Teksten udløber, før den gælder."),
    "same_abbreviation": QT_TRANSLATE_NOOP("Remarks", "»{detail}« har samme forkortelse."),
    "sounds_alike": QT_TRANSLATE_NOOP("Remarks", "Lyder som »{detail}«; de kan forveksles."),
    "duplicate": QT_TRANSLATE_NOOP("Remarks", "Siger det samme som »{detail}«."),
    "missing_text": QT_TRANSLATE_NOOP("Remarks", "Der er ingen tekst, der hedder »{detail}«."),
    "no_law": QT_TRANSLATE_NOOP(
        "Remarks", "Lovhenvisningen kendes ikke og bliver en tom plads. Skriv den selv i teksten."
    ),
    "unsure_law": QT_TRANSLATE_NOOP(
        "Remarks", "Lovhenvisningen »{detail}« er ikke efterprøvet: en jurist skal bekræfte den."
    ),
    "misspelled": QT_TRANSLATE_NOOP("Remarks", "Måske stavet forkert: {detail}."),
}
_HINTS = {
    "forkortelse": QT_TRANSLATE_NOOP("Remarks", "Skriv semikolon og bogstaver: ;pv"),
    "gyldig_fra": QT_TRANSLATE_NOOP("Remarks", "Skriv dag, måned og år: 1.2.2027"),
    "gyldig_til": QT_TRANSLATE_NOOP("Remarks", "Skriv dag, måned og år: 1.2.2027"),
}


def said(remark: Remark) -> str:
    """The remark as a sentence."""
    text = _word(_SAID[remark.kind]).format(
        column=column(remark.detail),
        detail=remark.detail,
        line=remark.line,
        place=remark.column,
    )
    hint = _HINTS.get(remark.detail, "") if remark.kind == "refused" else ""
    return f"{text} {_word(hint)}." if hint else text


def column(name: str) -> str:
    """What a column is called; a name that is none as it stands."""
    return _word(COLUMNS[name]) if name in COLUMNS else name


def _word(source: str) -> str:
    return QCoreApplication.translate("Remarks", source)
