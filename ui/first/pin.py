"""A PIN for this computer, right after the passphrase was chosen."""

from PySide6.QtCore import QCoreApplication

from jobassist.errors import AppError
from ui.context import Context
from ui.door.access import LEAST_PIN
from ui.door.passphrase import PassphraseField
from ui.first.step import Step
from ui.theme import tokens as t
from ui.widgets.text import button, label, restyle


class PinStep(Step):
    """The passphrase is asked for again: that also shows that one remembers it."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            QCoreApplication.translate("PinStep", "En pinkode til hverdag"),
            QCoreApplication.translate(
                "PinStep",
                "En pinkode er kortere end adgangssætningen og virker kun på denne computer. "
                "Adgangssætningen virker altid også.",
            ),
        )
        self._context = context
        self.present = PassphraseField(self.tr("Adgangssætning"))
        self.pin = PassphraseField(
            self.tr("Ny pinkode, mindst {least} tegn").format(least=LEAST_PIN)
        )
        self.again = PassphraseField(self.tr("Gentag pinkoden"))
        self.said = label(role="muted", wrap=True)
        self.said.setMinimumHeight(t.XL)
        for field in (self.present, self.pin, self.again):
            name = label(field.accessibleName(), "strong")
            name.setBuddy(field)
            self.lines.addWidget(name)
            self.lines.addWidget(field)
            field.returnPressed.connect(self._save)
            field.textEdited.connect(lambda _: self._say(""))
        self.lines.addWidget(self.said)
        self.save_button = button(self.tr("Gem pinkode"), "primary")
        self.save_button.clicked.connect(self._save)
        self.add_foot(self.save_button)
        self.setFocusProxy(self.present)

    def _save(self) -> None:
        present, pin, door = self.present.text(), self.pin.text(), self._context.door
        if len(pin) < LEAST_PIN:
            self._say(self.tr("Pinkoden er for kort."), "danger")
        elif pin != self.again.text():
            self._say(self.tr("De to pinkoder er ikke ens."), "danger")
        else:
            self._say(self.tr("Et øjeblik …"))
            self.save_button.setEnabled(False)
            self._context.jobs.run(
                self, lambda: door.set_pin(present, pin), lambda _: self._saved(), self._failed
            )

    def _saved(self) -> None:
        self.leave()
        self.done.emit()

    def leave(self) -> None:
        """Nothing that was typed stays in the fields."""
        for field in (self.present, self.pin, self.again):
            field.clear()
        self.save_button.setEnabled(True)

    def _failed(self, error: AppError) -> None:
        self.save_button.setEnabled(True)
        self._say(str(self._context.explain(error)), "danger")

    def _say(self, text: str, role: str = "muted") -> None:
        self.said.setText(text)
        restyle(self.said, role=role)
