"""The words dictation knows besides the model's: the house's and one's own."""

from PySide6.QtWidgets import QDialog, QWidget

from jobassist.session import Session
from ui.context import Context
from ui.notes.house_words import HouseWords
from ui.notes.learnt_words import LearntWords
from ui.theme import tokens as t
from ui.widgets.layout import column, row
from ui.widgets.text import button, label


class WordsDialog(QDialog):
    """Esc closes it."""

    def __init__(self, context: Context, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Ordliste"))
        self.setMinimumSize(560, 600)
        self.own = LearntWords(context, session)
        self.house = HouseWords(context, session)
        close = button(self.tr("Luk"))
        close.clicked.connect(self.accept)
        lines = column(t.L, t.XL, self)
        lines.addWidget(label(self.tr("Ordliste"), "title"))
        lines.addWidget(self.house, 1)
        lines.addWidget(self.own, 1)
        foot = row()
        foot.addStretch(1)
        foot.addWidget(close)
        lines.addLayout(foot)
