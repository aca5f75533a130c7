"""What a note is about before its text: heading, time, kind of contact and who took part."""

from datetime import UTC, datetime

from PySide6.QtCore import QDateTime, Signal
from PySide6.QtWidgets import QComboBox, QDateTimeEdit, QLineEdit, QWidget

from jobassist.ports.clock import DENMARK
from jobassist.records import ContactChannel, Note
from jobassist.services.danish import danish_date
from ui.theme import tokens as t
from ui.theme.apply import is_large
from ui.widgets.layout import column, row
from ui.words import CHANNELS, clock_time, word


class NoteFacts(QWidget):
    """`changed` carries the new value of a field, by the note's own names."""

    changed = Signal(dict)

    def __init__(self) -> None:
        super().__init__()
        self.title = QLineEdit()
        self.title.setProperty("kind", "heading")
        self.title.setPlaceholderText(self.tr("Overskrift"))
        self.title.setAccessibleName(self.tr("Overskrift"))
        self.occurred = QDateTimeEdit()
        self.occurred.setCalendarPopup(True)
        self.occurred.setDisplayFormat("d.M.yyyy HH.mm")
        self.occurred.lineEdit().setTextMargins(t.S, 0, t.S, 0)
        self.occurred.setAccessibleName(self.tr("Tidspunkt for kontakten"))
        self.channel = QComboBox()
        self.channel.setAccessibleName(self.tr("Kontaktform"))
        for channel, source in CHANNELS.items():
            self.channel.addItem(word(source), channel)
        self.participants = QLineEdit()
        self.participants.setPlaceholderText(self.tr("Deltagere"))
        self.participants.setAccessibleName(self.tr("Deltagere"))
        side_by_side = row(t.S)
        side_by_side.addWidget(self.occurred, 3)
        side_by_side.addWidget(self.channel, 3)
        lines = column(t.M, 0, self)
        lines.addWidget(self.title)
        lines.addLayout(side_by_side)
        if not is_large():
            side_by_side.addWidget(self.participants, 5)
        else:  # large text has no room for three on a line
            lines.addWidget(self.participants)

    def show_note(self, note: Note) -> None:
        """Show a note's facts; only what is changed from then on is told."""
        self.title.setText(note.title)
        local = note.occurred_at.astimezone(DENMARK).replace(tzinfo=None)
        self.occurred.setDateTime(QDateTime(local))  # type: ignore[call-overload]
        self.channel.setCurrentIndex(list(CHANNELS).index(ContactChannel(note.channel)))
        self.participants.setText(note.participants)
        tell = self.changed.emit
        self.title.textEdited.connect(lambda text: tell({"title": text}))
        self.participants.textEdited.connect(lambda text: tell({"participants": text}))
        self.channel.currentIndexChanged.connect(
            lambda _: tell({"channel": self.channel.currentData()})
        )
        self.occurred.dateTimeChanged.connect(lambda _: tell({"occurred_at": self._instant()}))

    def merge_values(self) -> dict[str, str]:
        """What a standard text may take from the facts."""
        local = self._instant().astimezone(DENMARK)
        values = {
            "samtale.dato": danish_date(local.date()),
            "samtale.klokkeslaet": clock_time(local),
            "samtale.deltagere": self.participants.text().strip(),
        }
        return {name: value for name, value in values.items() if value}

    def _instant(self) -> datetime:
        local = self.occurred.dateTime().toPython()
        assert isinstance(local, datetime)
        return local.replace(tzinfo=DENMARK).astimezone(UTC)
