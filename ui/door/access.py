"""Access: another passphrase, a PIN for this computer, the recovery key typed from its sheet."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QLineEdit, QTabWidget, QVBoxLayout, QWidget

from jobassist.door import Protection
from jobassist.errors import AppError
from ui.context import Context
from ui.door.passphrase import PassphraseField, strength, strength_words
from ui.theme import tokens as t
from ui.theme.apply import scaled
from ui.widgets.layout import column, row
from ui.widgets.text import button, label, restyle

LEAST_PIN = 6


class AccessDialog(QDialog):
    """Three tabs, each changes one thing at once and says so; closing it changes nothing."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.protection: Protection = context.door.protection()
        self._build()
        self._connect()
        self.show_state(self.protection)

    def _build(self) -> None:
        self.setWindowTitle(self.tr("Adgang"))
        self.setMinimumWidth(scaled(520))
        self.present = PassphraseField(self.tr("Nuværende adgangssætning"))
        self.first = PassphraseField(self.tr("Ny adgangssætning"))
        self.again = PassphraseField(self.tr("Gentag den nye"))
        self.judgement = label(role="muted", wrap=True)
        self.judgement.setMinimumHeight(scaled(t.XXL))  # two lines, in every size of text
        self.change_button = button(self.tr("Skift adgangssætning"), "primary")
        self.pin_present = PassphraseField(self.tr("Adgangssætning"))
        self.pin = PassphraseField(self.tr("Ny pinkode"))
        self.pin_again = PassphraseField(self.tr("Gentag pinkoden"))
        self.pin_state = label(role="muted", wrap=True)
        self.pin_button = button(self.tr("Gem pinkode"), "primary")
        self.no_pin_button = button(self.tr("Fjern pinkoden"))
        self.typed = QLineEdit()
        self.typed.setAccessibleName(self.tr("Gendannelsesnøglen fra arket"))
        self.recovery_state = label(role="muted", wrap=True)
        self.confirm_button = button(self.tr("Bekræft nøglen"), "primary")
        self.said = label(role="muted", wrap=True)
        self.said.setMinimumHeight(t.XXL)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.tr("Adgang"))
        fields = _fields(self.present, self.first, self.again)
        fields.insertWidget(4, self.judgement)
        self._tab(self.tr("Adgangssætning"), fields, self.change_button)
        fields = _fields(self.pin_present, self.pin, self.pin_again)
        fields.insertWidget(0, self.pin_state)
        self._tab(self.tr("Pinkode"), fields, self.pin_button, self.no_pin_button)
        fields = _fields(self.typed)
        fields.insertWidget(0, self.recovery_state)
        self._tab(self.tr("Gendannelsesnøgle"), fields, self.confirm_button)
        close = button(self.tr("Luk"))
        close.clicked.connect(self.accept)
        foot = row()
        foot.addStretch(1)
        foot.addWidget(close)
        lines = column(t.M, t.XL, self)
        lines.addWidget(self.tabs)
        lines.addWidget(self.said)
        lines.addLayout(foot)

    def _tab(self, name: str, fields: QVBoxLayout, *buttons: QWidget) -> None:
        page = QWidget()
        lines = column(t.M, t.L, page)
        lines.addLayout(fields)
        lines.addStretch(1)
        line = row(t.S)
        for each in buttons:
            line.addWidget(each)
        line.addStretch(1)
        lines.addLayout(line)
        self.tabs.addTab(page, name)

    def _connect(self) -> None:
        self.first.textChanged.connect(lambda text: self.judgement.setText(strength_words(text)))
        self.change_button.clicked.connect(self._change)
        self.pin_button.clicked.connect(self._set_pin)
        self.no_pin_button.clicked.connect(self._remove_pin)
        self.confirm_button.clicked.connect(self._confirm)
        self.tabs.currentChanged.connect(lambda _: self._say(""))

    def show_state(self, protection: Protection) -> None:
        """Say what is in force."""
        self.protection = protection
        self.judgement.setText(strength_words(""))
        if protection.pin:
            words = self.tr("Denne computer har en pinkode. Adgangssætningen virker også.")
        elif protection.keyring:
            words = self.tr(
                "En pinkode er kortere og virker kun på denne computer. Mindst {least} tegn."
            ).format(least=LEAST_PIN)
        else:
            words = self.tr("Computeren har ingen nøglering, så den kan ikke have en pinkode.")
        self.pin_state.setText(words)
        for widget in (self.pin_present, self.pin, self.pin_again, self.pin_button):
            widget.setEnabled(protection.keyring)
        self.no_pin_button.setVisible(protection.pin)
        self.recovery_state.setText(
            self.tr("Nøglen er bekræftet.")
            if protection.recovery_confirmed
            else self.tr("Find arket, og skriv nøglen, så det er sikkert, at den virker.")
        )

    def _change(self) -> None:
        new = self.first.text()
        if strength(new) == 0:
            self._say(self.tr("Vælg en længere adgangssætning."), "danger")
        elif new != self.again.text():
            self._say(self.tr("De to adgangssætninger er ikke ens."), "danger")
        else:
            present, door = self.present.text(), self._context.door
            said = self.tr("Adgangssætningen er skiftet.")
            self._run(lambda: door.change_passphrase(present, new), said)

    def _set_pin(self) -> None:
        pin = self.pin.text()
        if len(pin) < LEAST_PIN:
            self._say(self.tr("Pinkoden er for kort."), "danger")
        elif pin != self.pin_again.text():
            self._say(self.tr("De to pinkoder er ikke ens."), "danger")
        else:
            self._put_pin(pin, self.tr("Pinkoden gælder fra nu af."))

    def _remove_pin(self) -> None:
        self._put_pin("", self.tr("Pinkoden er fjernet."))

    def _put_pin(self, pin: str, said: str) -> None:
        present, door = self.pin_present.text(), self._context.door
        self._run(lambda: door.set_pin(present, pin), said)

    def _confirm(self) -> None:
        typed, door = self.typed.text(), self._context.door
        self._run(lambda: door.confirm_recovery_key(typed), self.tr("Nøglen er bekræftet."))

    def _run(self, change: Callable[[], None], said: str) -> None:
        door = self._context.door

        def then() -> Protection:
            change()
            return door.protection()

        def done(protection: Protection) -> None:
            for field in self.findChildren(QLineEdit):
                field.clear()
            self.show_state(protection)
            self._busy(False)
            self._say(said)

        self._busy(True)
        self._say(self.tr("Et øjeblik …"))
        self._context.jobs.run(self, then, done, self._failed)

    def _failed(self, error: AppError) -> None:
        self._busy(False)
        self._say(str(self._context.explain(error)), "danger")

    def _busy(self, busy: bool) -> None:
        self.tabs.setEnabled(not busy)

    def _say(self, text: str, role: str = "muted") -> None:
        self.said.setText(text)
        restyle(self.said, role=role)


def _fields(*fields: QLineEdit) -> QVBoxLayout:
    lines = column(t.S)
    for field in fields:
        name = label(field.accessibleName(), "strong")
        name.setBuddy(field)
        lines.addWidget(name)
        lines.addWidget(field)
    return lines
