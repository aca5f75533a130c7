"""Why sync does not get through, in a few words at the foot; the page Sync says what to do."""

from PySide6.QtCore import QCoreApplication

from ui.noop import QT_TRANSLATE_NOOP

_WORDS = {
    "sync.not_a_central": QT_TRANSLATE_NOOP(
        "Trouble", "Netværket svarer i stedet for centralen: log på det i browseren"
    ),
    "sync.untrusted": QT_TRANSLATE_NOOP("Trouble", "Forbindelsen er ikke godkendt: sig det til IT"),
    "sync.slow": QT_TRANSLATE_NOOP("Trouble", "Forbindelsen er for langsom lige nu"),
    "sync.central_failed": QT_TRANSLATE_NOOP("Trouble", "Centralen har en fejl lige nu"),
    "sync.busy": QT_TRANSLATE_NOOP("Trouble", "Centralen har travlt lige nu"),
    "sync.not_enrolled": QT_TRANSLATE_NOOP(
        "Trouble", "Computeren er lukket ude af centralen: tal med IT"
    ),
    "sync.not_entitled": QT_TRANSLATE_NOOP(
        "Trouble", "Du har ikke længere adgang til centralen: tal med IT"
    ),
    "sync.login_needed": QT_TRANSLATE_NOOP("Trouble", "Du skal logge ind igen"),
    "sync.protocol": QT_TRANSLATE_NOOP("Trouble", "jobassist skal opdateres: tal med IT"),
    "sync.another_central": QT_TRANSLATE_NOOP(
        "Trouble", "En anden central svarer på adressen: tal med IT"
    ),
    "store.disk_full": QT_TRANSLATE_NOOP("Trouble", "Disken er fuld: gør plads"),
}


def trouble(code: str) -> str:
    """What is wrong, where there is more to say than that it did not work; else nothing."""
    return QCoreApplication.translate("Trouble", _WORDS[code]) if code in _WORDS else ""
