"""The user's language: Danish is the source; its plurals, English and Qt's texts are .qm files."""

from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

import resources
from jobassist import log

_COUNTRIES = {
    "da": (QLocale.Language.Danish, QLocale.Country.Denmark),
    "en": (QLocale.Language.English, QLocale.Country.UnitedKingdom),
}


def change_language(app: QApplication, language: str) -> None:
    """Speak `da` or `en` from now on; what is shown already has to be made anew."""
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.setParent(None)
    apply_language(app, language)


def apply_language(app: QApplication, language: str) -> list[QTranslator]:
    """Install the translators for `da` or `en`; returns them, for whoever changes it again."""
    QLocale.setDefault(QLocale(*_COUNTRIES[language]))
    ours = str(Path(resources.__path__[0], "translations"))
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    installed = []
    for name, folder in ((f"qtbase_{language}", qt), (f"jobassist_{language}", ours)):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
            installed.append(translator)
        else:
            log.event("window.no_translation", language=language)
    return installed
