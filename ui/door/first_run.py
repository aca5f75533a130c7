"""The first run: a name and a passphrase make the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QProgressBar

from jobassist.errors import AppError
from ui.context import Context
from ui.door.passphrase import PassphraseField, strength, strength_words
from ui.language import change_language
from ui.theme import tokens as t
from ui.widgets.entered import Entered
from ui.widgets.layout import centred, row
from ui.widgets.text import button, label, restyle

if TYPE_CHECKING:
    from jobassist.session import Session


class FirstRunPage(Entered):
    """`created` carries the session and the recovery key.

    `language_changed`: the page is to be made anew, in the language that was chosen.
    """

    created = Signal(object, str)
    language_changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._build()
        self._connect()
        self._judge()

    def _build(self) -> None:
        self.language = QComboBox()
        for shown, code in (("Dansk", "da"), ("English", "en")):
            self.language.addItem(shown, code)
        chosen = self._context.settings["language"]
        self.language.setCurrentIndex(self.language.findData(chosen))
        self.language.setEnabled(not self._context.settings.locked("language"))
        self.language.setAccessibleName(self.tr("Sprog"))
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Dit navn"))
        self.first = PassphraseField(self.tr("Adgangssætning"))
        self.again = PassphraseField(self.tr("Gentag adgangssætningen"))
        self.judgement = label(role="muted", wrap=True)
        self.place = label(role="warning", wrap=True)
        self.place.hide()
        self.problem = label(role="danger", wrap=True)
        self.problem.setMinimumHeight(t.XL)
        self.make_button = button(self.tr("Opret sagslager"), "primary")
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setAccessibleName(self.tr("Opretter sagslager"))
        column = centred(self, 480)
        head = row(t.M)
        head.addWidget(label(self.tr("Velkommen"), "display"))
        head.addStretch(1)
        head.addWidget(self.language)
        column.addLayout(head)
        column.addWidget(
            label(
                self.tr(
                    "jobassist gemmer dine sager krypteret på denne computer. "
                    "Adgangssætningen er nøglen; ingen andre har den."
                ),
                "muted",
                wrap=True,
            )
        )
        column.addWidget(self.place)
        column.addSpacing(t.S)
        for field in (self.name, self.first, self.again):
            name = label(field.accessibleName(), "strong")
            name.setBuddy(field)
            column.addWidget(name)
            column.addWidget(field)
            if field is self.first:
                column.addWidget(self.judgement)
        column.addWidget(self.problem)
        column.addWidget(self.make_button)
        column.addWidget(self.busy)
        self.busy.hide()
        self.setFocusProxy(self.name)

    def _connect(self) -> None:
        for field in (self.name, self.first, self.again):
            field.textChanged.connect(self._judge)
            field.returnPressed.connect(self._create)
        self.make_button.clicked.connect(self._create)
        self.language.activated.connect(lambda _: self._speak())
        self._context.jobs.run(self, self._context.door.poor_place, self._show_place)

    def _speak(self) -> None:
        """Another language: what was typed is typed again, on a page that says it so."""
        wanted = self.language.currentData()
        if wanted == self._context.settings["language"]:
            return
        settings = self._context.settings

        def chosen(_none: object) -> None:
            app = QApplication.instance()
            assert isinstance(app, QApplication)
            change_language(app, wanted)
            self.language_changed.emit()

        self._context.jobs.run(
            self, lambda: settings.choose("language", wanted), chosen, self._failed
        )

    def _show_place(self, poor: AppError | None) -> None:
        if poor:
            self.place.setText(str(self._context.explain(poor)))
        self.place.setVisible(poor is not None)

    def _judge(self) -> None:
        passphrase = self.first.text()
        self.judgement.setText(strength_words(passphrase))
        poor = bool(passphrase) and strength(passphrase) == 0
        restyle(self.judgement, role="warning" if poor else "muted")
        self.problem.setText("")

    def _what_is_missing(self) -> str:
        if not self.name.text().strip():
            return self.tr("Skriv dit navn.")
        if strength(self.first.text()) == 0:
            return self.tr("Vælg en længere adgangssætning.")
        if self.first.text() != self.again.text():
            return self.tr("De to adgangssætninger er ikke ens.")
        return ""

    def _create(self) -> None:
        missing = self._what_is_missing()
        self.problem.setText(missing)
        if missing:
            return
        owner, passphrase = self.name.text().strip(), self.first.text()
        self._show_busy(True)
        door = self._context.door
        self._context.jobs.run(
            self, lambda: door.create(passphrase, owner), self._done, self._failed
        )

    def _done(self, made: tuple[Session, str]) -> None:
        self._show_busy(False)
        self.first.clear()
        self.again.clear()
        self.created.emit(*made)

    def _failed(self, error: AppError) -> None:
        self._show_busy(False)
        self.problem.setText(str(self._context.explain(error)))

    def _show_busy(self, busy: bool) -> None:
        for widget in (self.language, self.name, self.first, self.again, self.make_button):
            widget.setEnabled(not busy)
        self.busy.setVisible(busy)
