"""The end of a talk: what was agreed, when next and why, and what is to be done, in one step."""

from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLineEdit, QPlainTextEdit, QWidget

from jobassist.errors import AppError
from jobassist.ports.clock import danish_day
from jobassist.records import ContactTalk
from jobassist.services.danish import danish_date, read_date
from jobassist.services.next_talk import Answer, Suggestion, suggest
from jobassist.services.talks import Closing, end_talk
from jobassist.session import Session
from ui.context import Context
from ui.talks.plan_dialog import TalkFields
from ui.theme import tokens as t
from ui.theme.apply import scaled
from ui.widgets.banner import Banner
from ui.widgets.layout import Scrolled, column, row
from ui.widgets.text import button, label

_WIDTH = 620
_WIDEST = 1000
_AGREED_HEIGHT = 80
_TASK_DAYS = 14


class EndTalkDialog(QDialog):
    """Accepted when note, agreements, next talk and task are written."""

    def __init__(
        self, context: Context, session: Session, talk: ContactTalk, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._session = session
        self._talk = talk
        self._suggested = self._why = ""
        self._despite_others = False
        self.setWindowTitle(self.tr("Afslut samtalen"))
        self.setMinimumWidth(min(scaled(_WIDTH), _WIDEST))
        self._build()
        self._connect()
        self._suggest()

    def _build(self) -> None:
        today = danish_day(self._session.clock.now())
        self.agreed = QPlainTextEdit()
        self.agreed.setTabChangesFocus(True)
        self.agreed.setFixedHeight(_AGREED_HEIGHT)
        self.agreed.setAccessibleName(self.tr("Hvad er aftalt"))
        self.answers = [
            self._answer(self.tr("Virker indsatsen?")),
            self._answer(self.tr("Er der fremgang?")),
            self._answer(self.tr("Hvordan oplever borgeren det?")),
        ]
        self.reason = label(role="muted", wrap=True)
        self.next = QCheckBox(self.tr("Aftal næste samtale"))
        self.next.setChecked(True)
        self.fields = TalkFields(today)
        self.fields.kind.setCurrentIndex(self.fields.kind.findData(self._talk.kind))
        self.fields.channel.setCurrentIndex(self.fields.channel.findData(self._talk.channel))
        self.fields.location.setText(self._talk.location)
        self.fields.time.setText(self._talk.starts_at.replace(":", "."))
        self.task = QLineEdit()
        self.task.setAccessibleName(self.tr("Opgave til mig"))
        self.task.setPlaceholderText(self.tr("Opgave til mig"))
        self.due = QLineEdit(danish_date(today + timedelta(days=_TASK_DAYS)))
        self.due.setAccessibleName(self.tr("Opgavens frist"))
        self.due.setFixedWidth(scaled(170))
        self.banner = Banner()
        self.ok_button = button(self.tr("Lås notatet og afslut"), "primary")
        self.no_button = button(self.tr("Fortsæt samtalen"))
        self._lay_out()

    def _lay_out(self) -> None:
        inner = QWidget()
        whole = column(t.M, t.XL, self)
        whole.addWidget(Scrolled(inner), 1)
        lines = column(t.S, 0, inner)
        lines.addWidget(label(self.tr("Afslut samtalen"), "title"))
        lines.addWidget(label(self.tr("Hvad er aftalt"), "strong"))
        lines.addWidget(self.agreed)
        asked = row(t.M)
        for box in self.answers:
            pair = column(2)
            pair.addWidget(label(box.accessibleName(), "caption", wrap=True))
            pair.addWidget(box)
            asked.addLayout(pair, 1)
        lines.addLayout(asked)
        lines.addWidget(self.next)
        lines.addWidget(self.reason)
        lines.addWidget(self.fields)
        job = row(t.S)
        job.addWidget(self.task, 1)
        job.addWidget(self.due)
        lines.addLayout(job)
        whole.addWidget(self.banner)
        buttons = row(t.M)
        buttons.addStretch(1)
        buttons.addWidget(self.no_button)
        buttons.addWidget(self.ok_button)
        whole.addLayout(buttons)

    def _connect(self) -> None:
        for box in self.answers:
            box.activated.connect(lambda _: self._suggest())
        self.next.toggled.connect(self._show_next)
        self.ok_button.clicked.connect(self.end)
        self.no_button.clicked.connect(self.reject)

    def _answer(self, question: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(question)
        for answer, words in (
            (Answer.SAME, self.tr("Uændret")),
            (Answer.BETTER, self.tr("Bedre")),
            (Answer.WORSE, self.tr("Dårligere")),
        ):
            box.addItem(words, answer)
        return box

    def _suggest(self) -> None:
        session, case_id = self._session, self._talk.case_id
        effect, progress, experience = (Answer(box.currentData()) for box in self.answers)
        self._context.jobs.run(
            self,
            lambda: suggest(session, case_id, effect, progress, experience),
            self._show_suggestion,
            self._failed,
        )

    def _show_suggestion(self, suggestion: Suggestion) -> None:
        if self.fields.day.text() in ("", self._suggested) or not self._suggested:
            self.fields.day.setText(danish_date(suggestion.day))
        self._suggested = danish_date(suggestion.day)
        self._why = self.tr("Dagen er foreslået ud fra svarene ved den forrige samtale.")
        words = self.tr("Forslag: {day}, om %n uger efter svarene ovenfor.", "", suggestion.weeks)
        if suggestion.by_law:
            by_law = " " + self.tr("En frist kræver den tidligere dag.")
            words, self._why = words + by_law, self._why + by_law
        self.reason.setText(words.format(day=self._suggested) + " " + self.tr("Du bestemmer."))

    def _show_next(self, wanted: bool) -> None:
        self.fields.setVisible(wanted)
        self.reason.setVisible(wanted)
        self.resize(self.sizeHint())

    def _closing(self) -> Closing | None:
        """What is to be written; None when a day cannot be read, which is told."""
        following: dict[str, Any] | None = None
        if self.next.isChecked():
            following = self.fields.read()
            if following is None:
                self.banner.tell(self.tr("Dagen kan ikke læses. Skriv den som 3-12-2026."))
                self.fields.day.setFocus()
                return None
            suggested = self.fields.day.text() == self._suggested
            following["reason"] = self._why if suggested else ""
        tasks: tuple[tuple[str, date | None], ...] = ()
        if words := self.task.text().strip():
            due = read_date(self.due.text()) if self.due.text().strip() else None
            if due is None and self.due.text().strip():
                self.banner.tell(self.tr("Fristen kan ikke læses. Skriv den som 3-12-2026."))
                self.due.setFocus()
                return None
            tasks = ((words, due),)
        return Closing(self.agreed.toPlainText().strip(), following, tasks)

    def end(self) -> None:
        """Write everything down, or say what is in the way."""
        closing = self._closing()
        if closing is None:
            return
        session, talk_id, despite = self._session, self._talk.id, self._despite_others
        self._context.jobs.run(
            self,
            lambda: end_talk(session, talk_id, closing, despite_others=despite),
            lambda _: self.accept(),
            self._failed,
        )

    def _end_despite_others(self) -> None:
        self._despite_others = True
        self.end()

    def _failed(self, error: AppError) -> None:
        others = error.code == "note.other_citizen"
        self.banner.tell(
            self._context.explain(error),
            "warning" if others else "error",
            action=self.tr("Afslut alligevel") if others else "",
            then=self._end_despite_others if others else None,
        )
