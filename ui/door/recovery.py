"""Shows the recovery key once, to be written down."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from ui.theme import tokens as t
from ui.widgets.layout import centred
from ui.widgets.text import button, label

_GROUPS_A_LINE = 5


class RecoveryPage(QWidget):
    """`confirmed` when the user says it is written down. Nothing copies or prints the key."""

    confirmed = Signal()

    def __init__(self, key: str) -> None:
        super().__init__()
        groups = key.split("-")
        half = (len(groups) + 1) // 2 if len(groups) > _GROUPS_A_LINE else len(groups)
        lines = ["-".join(groups[:half]), "-".join(groups[half:])]
        self.key = label("\n".join(filter(None, lines)), "recovery")
        self.key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.key.setAccessibleName(self.tr("Gendannelsesnøgle"))
        self.key.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.key.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.written = QCheckBox(self.tr("Jeg har skrevet nøglen ned"))
        self.go_on = button(self.tr("Fortsæt"), "primary")
        self.go_on.setEnabled(False)
        column = centred(self, 560)
        column.addWidget(label(self.tr("Skriv gendannelsesnøglen ned"), "title"))
        column.addWidget(
            label(
                self.tr(
                    "Glemmer du adgangssætningen, er nøglen den eneste vej ind. Den vises kun "
                    "her. Opbevar den et sikkert sted, aldrig sammen med computeren."
                ),
                "muted",
                wrap=True,
            )
        )
        column.addSpacing(t.S)
        column.addWidget(self.key)
        column.addSpacing(t.S)
        column.addWidget(self.written)
        column.addWidget(self.go_on)
        self.written.toggled.connect(self.go_on.setEnabled)
        self.go_on.clicked.connect(self.confirmed)
        self.setFocusProxy(self.written)
