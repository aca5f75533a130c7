"""Forgotten passphrase: the recovery key from the sheet opens, and a new passphrase is set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from jobassist.errors import AppError
from ui.context import Context
from ui.door.passphrase import PassphraseField, strength, strength_words
from ui.theme import tokens as t
from ui.widgets.entered import Entered
from ui.widgets.layout import centred, row
from ui.widgets.text import button, label

if TYPE_CHECKING:
    from jobassist.session import Session


class ForgottenPage(Entered):
    """`recovered` carries the session; `given_up` leads back to the lock page."""

    recovered = Signal(object)
    given_up = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._build()
        self._connect()

    def _build(self) -> None:
        self.key = QLineEdit()
        self.key.setAccessibleName(self.tr("Gendannelsesnøgle fra arket"))
        self.first = PassphraseField(self.tr("Ny adgangssætning"))
        self.again = PassphraseField(self.tr("Gentag adgangssætningen"))
        self.judgement = label(strength_words(""), "muted", wrap=True)
        self.problem = label(role="danger", wrap=True)
        self.problem.setMinimumHeight(t.XXL)
        self.open_button = button(self.tr("Åbn og skift"), "primary")
        self.back_button = button(self.tr("Tilbage"))
        column = centred(self, 480)
        column.addWidget(label(self.tr("Glemt adgangssætning?"), "title"))
        column.addWidget(
            label(
                self.tr(
                    "Find arket med gendannelsesnøglen. Har du det ikke, kan IT hjælpe, hvis "
                    "kommunen har nødadgang. Dine sager er her stadig."
                ),
                "muted",
                wrap=True,
            )
        )
        for field in (self.key, self.first, self.again):
            name = label(field.accessibleName(), "strong")
            name.setBuddy(field)
            column.addWidget(name)
            column.addWidget(field)
            if field is self.first:
                column.addWidget(self.judgement)
        column.addWidget(self.problem)
        foot = row(t.S)
        foot.addWidget(self.open_button)
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        column.addLayout(foot)
        self.setFocusProxy(self.key)

    def _connect(self) -> None:
        self.first.textChanged.connect(lambda text: self.judgement.setText(strength_words(text)))
        for field in (self.key, self.first, self.again):
            field.textEdited.connect(lambda: self.problem.setText(""))
            field.returnPressed.connect(self._open)
        self.open_button.clicked.connect(self._open)
        self.back_button.clicked.connect(self.given_up)

    def _open(self) -> None:
        key, passphrase = self.key.text().strip(), self.first.text()
        if not key:
            self.problem.setText(self.tr("Skriv nøglen fra arket."))
        elif strength(passphrase) == 0:
            self.problem.setText(self.tr("Vælg en længere adgangssætning."))
        elif passphrase != self.again.text():
            self.problem.setText(self.tr("De to adgangssætninger er ikke ens."))
        else:
            self.open_button.setEnabled(False)
            self.problem.setText("")
            door = self._context.door
            self._context.jobs.run(
                self, lambda: door.recover(key, passphrase), self._done, self._failed
            )

    def _done(self, session: Session) -> None:
        for field in (self.key, self.first, self.again):
            field.clear()
        self.recovered.emit(session)

    def _failed(self, error: AppError) -> None:
        self.open_button.setEnabled(True)
        self.problem.setText(str(self._context.explain(error)))
