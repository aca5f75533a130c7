"""What stands above a letter's text: subject, date, recipient and sender."""

from itertools import pairwise
from typing import Any

from PySide6.QtCore import QDate, QLocale, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QGridLayout, QTextEdit, QWidget

from jobassist.records import Letter
from jobassist.services.letter_address import Address
from ui.letters.subject import SubjectLine
from ui.theme import tokens as t
from ui.widgets.layout import column, row
from ui.widgets.text import label

_ADDRESS_HEIGHT = 104
_DATE = "d. MMMM yyyy"
_DATE_WIDTH = 210  # "20. september 2026" with its arrow


class LetterHeading(QWidget):
    """`edited` tells that the user changed something."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._cvr = ""
        self._addresses: list[Address] = []
        self._build()
        self._connect()

    def _build(self) -> None:
        self.subject = SubjectLine()
        self.subject.setProperty("kind", "heading")
        self.subject.setAccessibleName(self.tr("Emne"))
        self.subject.setPlaceholderText(self.tr("Emne"))
        self.dated = QDateEdit()
        self.dated.setCalendarPopup(True)
        self.dated.setDisplayFormat(_DATE)
        self.dated.setMinimumWidth(_DATE_WIDTH)
        self.dated.setLocale(QLocale(QLocale.Language.Danish))  # as it will stand in the letter
        self.dated.setAccessibleName(self.tr("Brevets dato"))
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("Hvem brevet er til"))
        self.recipient = _address_field(self.tr("Modtager"))
        self.sender_lines = _address_field(self.tr("Afsender"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(t.L)
        grid.setVerticalSpacing(t.XS)
        to = row(t.S)
        to.addWidget(label(self.tr("Modtager"), "caption"))
        to.addWidget(self.choice, 1)
        grid.addLayout(to, 0, 0)
        grid.addWidget(label(self.tr("Afsender"), "caption"), 0, 1)
        grid.addWidget(self.recipient, 1, 0)
        grid.addWidget(self.sender_lines, 1, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        lines = column(t.S, 0, self)
        top = row(t.M)
        top.addWidget(self.subject, 1)
        top.addWidget(self.dated)
        lines.addLayout(top)
        lines.addLayout(grid)
        for before, after in pairwise(
            (self.subject, self.dated, self.choice, self.recipient, self.sender_lines)
        ):
            self.setTabOrder(before, after)

    def _connect(self) -> None:
        self.subject.textEdited.connect(self.edited)
        self.dated.dateChanged.connect(self.edited)
        self.recipient.textChanged.connect(self.edited)
        self.sender_lines.textChanged.connect(self.edited)
        self.choice.activated.connect(self._address)

    def show_letter(self, letter: Letter, *, fixed: bool) -> None:
        """Show a letter's, to change or only to read."""
        self._cvr = letter.recipient_cvr
        with (
            QSignalBlocker(self.subject),
            QSignalBlocker(self.dated),
            QSignalBlocker(self.recipient),
            QSignalBlocker(self.sender_lines),
        ):
            self.subject.setText(letter.subject)
            self.subject.setCursorPosition(0)
            self.dated.setDate(QDate(letter.dated.year, letter.dated.month, letter.dated.day))
            self.recipient.setPlainText(letter.recipient)
            self.sender_lines.setPlainText(letter.sender)
        for field in (self.subject, self.recipient, self.sender_lines, self.dated):
            field.setReadOnly(fixed)
        self.choice.setEnabled(not fixed)
        self._show_choice()

    def show_recipients(self, addresses: list[Address]) -> None:
        """Offer whom the letter may be to."""
        self._addresses = addresses
        self.choice.clear()
        for address in addresses:
            self.choice.addItem(address.lines.partition("\n")[0])
        self._show_choice()

    def values(self) -> dict[str, Any]:
        """What stands there, by the letter's fields."""
        return {
            "subject": self.subject.text().strip(),
            "dated": self.dated.date().toPython(),
            "recipient": self.recipient.toPlainText().strip(),
            "recipient_cvr": self._cvr,
            "sender": self.sender_lines.toPlainText().strip(),
        }

    def _address(self, place: int) -> None:
        """The whole address of who was chosen; the text is the writer's to put right."""
        address = self._addresses[place]
        self._cvr = address.cvr
        self.recipient.setPlainText(address.lines)

    def _show_choice(self) -> None:
        known = [address.cvr for address in self._addresses]
        self.choice.setCurrentIndex(known.index(self._cvr) if self._cvr in known else -1)
        self.choice.setVisible(len(self._addresses) > 1)


def _address_field(name: str) -> QTextEdit:
    field = QTextEdit()
    field.setAcceptRichText(False)
    field.setTabChangesFocus(True)
    field.setAccessibleName(name)
    field.setFixedHeight(_ADDRESS_HEIGHT)
    return field
