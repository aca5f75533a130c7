"""A talk is agreed: day, time, form, place. It says what is wrong beside the field."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLineEdit, QSpinBox, QWidget

from jobassist.errors import AppError
from jobassist.ports.clock import danish_day
from jobassist.records import ContactChannel, ContactTalk, TalkKind
from jobassist.services.danish import danish_date, read_date, working_day_from
from jobassist.services.talks import LONGEST_MINUTES, plan_talk
from jobassist.session import Session
from ui.context import Context
from ui.theme import tokens as t
from ui.theme.apply import scaled
from ui.widgets.banner import Banner
from ui.widgets.layout import column, row
from ui.widgets.text import button, label
from ui.words import CHANNELS, TALKS, word

_USUAL_MINUTES = 45
_WIDTH = 480
_WIDEST = 1000


class TalkFields(QWidget):
    """The fields of a talk that is to be held; `read` gives what `plan_talk` takes."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self.day = QLineEdit(danish_date(working_day_from(today)))
        self.time = QLineEdit()
        self.time.setPlaceholderText("9.30")
        self.minutes = QSpinBox()
        self.minutes.setRange(1, LONGEST_MINUTES)
        self.minutes.setValue(_USUAL_MINUTES)
        self.minutes.lineEdit().setTextMargins(t.S, 0, 0, 0)
        self.kind, self.channel = QComboBox(), QComboBox()
        for kind, name in TALKS.items():
            self.kind.addItem(word(name), kind)
        for channel, name in CHANNELS.items():
            if channel is not ContactChannel.NONE:
                self.channel.addItem(word(name), channel)
        self.location = QLineEdit()
        self.location.setPlaceholderText(self.tr("Lokale, telefonnummer eller mødelink"))
        self.agenda = QLineEdit()
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(t.S)
        for name, field in (
            (self.tr("Dag"), self.day),
            (self.tr("Klokken"), self.time),
            (self.tr("Minutter"), self.minutes),
            (self.tr("Samtale"), self.kind),
            (self.tr("Form"), self.channel),
            (self.tr("Sted"), self.location),
            (self.tr("Dagsorden"), self.agenda),
        ):
            field.setAccessibleName(name)
            named = label(name)
            named.setMinimumHeight(t.CONTROL_HEIGHT)
            form.addRow(named, field)
        self.setFocusProxy(self.day)

    def read(self) -> dict[str, Any] | None:
        """The fields; None when the day cannot be read."""
        day = read_date(self.day.text())
        if day is None:
            return None
        return {
            "day": day,
            "starts_at": _clock(self.time.text()),
            "minutes": self.minutes.value(),
            "kind": TalkKind(self.kind.currentData()),
            "channel": ContactChannel(self.channel.currentData()),
            "location": self.location.text().strip(),
            "agenda": self.agenda.text().strip(),
        }


class PlanTalkDialog(QDialog):
    """Accepted when the talk stands in the calendar; `talk` is it."""

    def __init__(
        self, context: Context, session: Session, case_id: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._session = session
        self._case_id = case_id
        self.talk: ContactTalk | None = None
        self.setWindowTitle(self.tr("Aftal en samtale"))
        self.setMinimumWidth(min(scaled(_WIDTH), _WIDEST))
        self.fields = TalkFields(danish_day(session.clock.now()))
        self.banner = Banner()
        self.ok_button = button(self.tr("Aftal"), "primary")
        self.ok_button.setDefault(True)
        self.no_button = button(self.tr("Annullér"))
        buttons = row(t.M)
        buttons.addStretch(1)
        buttons.addWidget(self.no_button)
        buttons.addWidget(self.ok_button)
        lines = column(t.M, t.XL, self)
        lines.addWidget(label(self.tr("Aftal en samtale"), "title"))
        lines.addWidget(self.fields)
        lines.addWidget(self.banner)
        lines.addLayout(buttons)
        self.ok_button.clicked.connect(self.agree)
        self.no_button.clicked.connect(self.reject)

    def agree(self) -> None:
        """Put it in the calendar."""
        given = self.fields.read()
        if given is None:
            self.banner.tell(self.tr("Dagen kan ikke læses. Skriv den som 3-12-2026."))
            self.fields.day.setFocus()
            return
        session, case_id, day = self._session, self._case_id, given.pop("day")
        self._context.jobs.run(
            self, lambda: plan_talk(session, case_id, day, **given), self._agreed, self._failed
        )

    def _agreed(self, talk: ContactTalk) -> None:
        self.talk = talk
        self.accept()

    def _failed(self, error: AppError) -> None:
        self.banner.tell(self._context.explain(error))


def _clock(written: str) -> str:
    """The time as "09:30", from "9.30", "9:30" or "0930"; what cannot be read stays as it is."""
    digits = written.strip().replace(".", ":")
    if digits.isdigit() and len(digits) <= len("0930"):
        digits = f"{digits}:00" if len(digits) <= len("09") else f"{digits[:-2]}:{digits[-2:]}"
    hour, colon, minute = digits.partition(":")
    return f"{hour.zfill(2)}:{minute}" if colon else digits
