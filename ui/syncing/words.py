"""Words for what sync kept: kinds, fields and reasons, as a caseworker says them."""

from PySide6.QtCore import QCoreApplication

from ui.noop import QT_TRANSLATE_NOOP

_KINDS = {
    "citizen": QT_TRANSLATE_NOOP("Kept", "Borgerens oplysninger"),
    "case": QT_TRANSLATE_NOOP("Kept", "Sagen"),
    "case_assignment": QT_TRANSLATE_NOOP("Kept", "Tilknytning til sagen"),
    "case_message": QT_TRANSLATE_NOOP("Kept", "Besked i sagen"),
    "case_handover": QT_TRANSLATE_NOOP("Kept", "Overdragelse af sagen"),
    "note": QT_TRANSLATE_NOOP("Kept", "Notat"),
    "letter": QT_TRANSLATE_NOOP("Kept", "Brev"),
    "phrase": QT_TRANSLATE_NOOP("Kept", "Standardtekst"),
}
_FIELDS = {
    "phone": QT_TRANSLATE_NOOP("Kept", "Telefon"),
    "email": QT_TRANSLATE_NOOP("Kept", "E-mail"),
    "address": QT_TRANSLATE_NOOP("Kept", "Adresse"),
    "given_name": QT_TRANSLATE_NOOP("Kept", "Fornavn"),
    "family_name": QT_TRANSLATE_NOOP("Kept", "Efternavn"),
    "benefit": QT_TRANSLATE_NOOP("Kept", "Ydelse"),
    "target_group": QT_TRANSLATE_NOOP("Kept", "Målgruppe"),
    "title": QT_TRANSLATE_NOOP("Kept", "Titel"),
    "text": QT_TRANSLATE_NOOP("Kept", "Tekst"),
    "body": QT_TRANSLATE_NOOP("Kept", "Tekst"),
    "participants": QT_TRANSLATE_NOOP("Kept", "Deltagere"),
    "coordinator_id": QT_TRANSLATE_NOOP("Kept", "Tovholder"),
    "to_day": QT_TRANSLATE_NOOP("Kept", "Til og med"),
}
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
    "unreadable": QT_TRANSLATE_NOOP("Kept", "Centralen sendte noget, der ikke kan læses her."),
}


def kind(name: str) -> str:
    """What kind of thing it is."""
    return _said(_KINDS.get(name, name))


def field(name: str) -> str:
    """What a field is called."""
    return _said(_FIELDS.get(name, name))


def why(reason: str) -> str:
    """Why it was kept."""
    return _said(_WHY.get(reason, reason))


def _said(source: str) -> str:
    return QCoreApplication.translate("Kept", source)
