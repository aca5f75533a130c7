"""One party's screen: what they sign in large type, their pad, their name; or their refusal."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from jobassist.errors import AppError
from jobassist.messages import LANGUAGES, explain
from jobassist.records import SignatureRole
from jobassist.services import sign_summary, signing
from jobassist.services.pad import Pad, open_pad
from jobassist.services.sign_summary import Summary
from jobassist.session import Session
from ui.context import Context
from ui.signing.pad import SignaturePad
from ui.signing.turned import Turned
from ui.theme import tokens as t
from ui.theme.apply import scaled
from ui.widgets.banner import Banner
from ui.widgets.flow import flow
from ui.widgets.layout import column, row
from ui.widgets.text import button, label, restyle
from ui.widgets.touch import empty

_SIDE_BY_SIDE = 1000
_LEAST_READ = 200  # of the text, when all stands under each other
_ANY = 16_777_215  # Qt's own largest size
_PAD = 560  # the pad's width then
_LANGUAGES = {"da": "Dansk", "en": "English"}


class PartyScreen(Turned):
    """Locked to one person at a time; `show_party` shows the next.

    `signed`, `refused` and `postponed` tell what the person did.
    """

    signed = Signal()
    refused = Signal()
    postponed = Signal()
    is_locked = True

    def __init__(self, context: Context, session: Session, form_id: str, parent: QWidget) -> None:
        super().__init__(context, parent)
        self._session = session
        self._form_id = form_id
        self._language = "da"
        self._last = False
        self.role: SignatureRole | None = None
        self.pad: SignaturePad | None = None
        self._make()

    def _make(self) -> None:
        self.shown = QWidget()
        whole = column(t.M, 0, self.shown)
        whole.addLayout(self._head())
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(t.XL)
        self._both.addWidget(self._text(), 6)
        self._both.addWidget(self._side(), 5)
        whole.addLayout(self._both, 1)
        self.content.addWidget(self.shown, 1)
        self.content.addWidget(self._between(), 1)

    def _head(self) -> QHBoxLayout:
        self.who = label(role="display", wrap=True)
        self.languages: dict[str, QPushButton] = {}
        top = row(t.M)
        top.addWidget(self.who, 1)
        for code in sign_summary.languages():
            made = button(_LANGUAGES.get(code, code), "choice")
            made.setCheckable(True)
            made.clicked.connect(partial(self._speak, code))
            self.languages[code] = made
            top.addWidget(made)
        return top

    def _text(self) -> QScrollArea:
        reading = QWidget()
        self._reading = column(t.XS, 0, reading)
        text = QScrollArea()
        text.setWidgetResizable(True)
        text.setWidget(reading)
        text.setMinimumHeight(_LEAST_READ)
        self.text = text
        return text

    def _side(self) -> QWidget:
        self.name = QLineEdit()
        self.position = QLineEdit()
        self.banner = Banner()
        self._pad_place = column(0)
        self.sign_button = button("", "primary")
        self.clear_button = button("")
        self.later_button = button("")
        self.refuse_button = button("")
        side = QWidget()
        lines = column(t.S, 0, side)
        people = row(t.S)
        people.addWidget(self.name, 3)
        people.addWidget(self.position, 2)
        lines.addLayout(people)
        self._signing = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._do = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for layout in (self._signing, self._do):
            layout.setSpacing(t.S)
        self._do.addWidget(self.clear_button)
        self._do.addStretch(1)
        self._do.addWidget(self.sign_button)
        self._signing.addLayout(self._pad_place)
        self._signing.addLayout(self._do)
        lines.addLayout(self._signing)
        lines.addWidget(self.banner)
        lines.addStretch(1)
        lines.addLayout(flow(self.refuse_button, self.later_button))
        lines.addWidget(self._refusal())
        self.sign_button.clicked.connect(self._sign)
        self.clear_button.clicked.connect(self._clear)
        self.later_button.clicked.connect(self.postponed)
        self.refuse_button.clicked.connect(self._ask_why)
        return side

    def _refusal(self) -> QFrame:
        self.reason = QLineEdit()
        self.refuse_now = button("")
        self.refuse_now.clicked.connect(self._refuse_to_sign)
        self.reason.returnPressed.connect(self._refuse_to_sign)
        self.refusal = QFrame()
        beside = row(t.S, 0, self.refusal)
        beside.addWidget(self.reason, 1)
        beside.addWidget(self.refuse_now)
        self.refusal.hide()
        return self.refusal

    def _between(self) -> QWidget:
        self.thanks = label(role="huge", wrap=True)
        self.thanks.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.go_button = button("", "primary")
        self.waiting = QWidget()
        middle = column(t.L, 0, self.waiting)
        middle.addStretch(1)
        middle.addWidget(self.thanks)
        middle.addWidget(self.go_button, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(1)
        self.waiting.hide()
        return self.waiting

    def show_party(self, role: SignatureRole, name: str, *, last: bool, locked: bool) -> None:
        """Show what this person signs. `last`: nobody else is missing after them."""
        self.role, self._last, self.is_locked = role, last, locked
        self._language = "da"
        self.name.setText(name)
        self.position.clear()
        self.position.setVisible(role in (SignatureRole.EMPLOYER, SignatureRole.EMPLOYEE_REP))
        self.reason.clear()
        self.refusal.hide()
        self.banner.clear()
        self.waiting.hide()
        self.shown.show()
        self._say()
        session, id = self._session, self._form_id

        def read() -> tuple[Summary, Pad]:
            return signing.summary(session, id, role), open_pad(session, id, role)

        self._context.jobs.run(self, read, self._show_pad, self._explain)

    def _show_pad(self, read: tuple[Summary, Pad]) -> None:
        summary, pad = read
        empty(self._pad_place)
        self.pad = SignaturePad(self._context, pad)
        self.pad.failed.connect(self._explain)
        self.pad.drawn.connect(self._look)
        self._pad_place.addWidget(self.pad)
        self._fit()
        self._show_summary(summary)
        self._say()
        self._look()
        self.text.verticalScrollBar().setValue(0)  # not where the one before had read to
        self.text.setFocus()  # what is read first; never the button that the one before pressed

    def _show_summary(self, summary: Summary) -> None:
        empty(self._reading)
        self._reading.addWidget(label(summary.title, "huge", wrap=True))
        self._reading.addWidget(label(summary.intro, "reading", wrap=True))
        for line in summary.lines:
            self._reading.addSpacing(t.S)
            self._reading.addWidget(label(line.label, "reading-caption", wrap=True))
            self._reading.addWidget(label(line.text, "reading", wrap=True))
        for line in summary.decision:
            self._reading.addSpacing(t.M)
            self._reading.addWidget(label(line.label, "reading-caption", wrap=True))
            self._reading.addWidget(label(line.text, "reading", wrap=True))
        self._reading.addSpacing(t.L)
        self._reading.addWidget(label(summary.means, "reading", wrap=True))
        self._reading.addWidget(label(summary.refusal, "reading-caption", wrap=True))
        self._reading.addStretch(1)
        for code, made in self.languages.items():
            made.setChecked(code == summary.language)

    def _say(self) -> None:
        """Everything the party reads and presses, in the language of their summary."""
        assert self.role
        words = sign_summary.buttons(self._language)
        self.who.setText(words[f"role_{self.role.value}"])
        self.text.setAccessibleName(words["reading"])
        lines = {"name": self.name, "position": self.position, "reason": self.reason}
        for name, line in lines.items():
            line.setPlaceholderText(words[name])
            line.setAccessibleName(words[name])
        for made, name in (
            (self.sign_button, "seal" if self._last else "sign"),
            (self.clear_button, "clear"),
            (self.later_button, "later"),
            (self.refuse_button, "refuse"),
            (self.refuse_now, "refuse_now"),
        ):
            made.setText(words[name])
        if self.pad:
            self.pad.setAccessibleName(words["pad"])
        self.back_button.setText(words["staff"] if self.is_locked else self.tr("Tilbage"))

    def _speak(self, language: str) -> None:
        session, id, role = self._session, self._form_id, self.role
        assert role
        self._language = language
        self._say()
        self._context.jobs.run(
            self,
            lambda: signing.summary(session, id, role, language),
            self._show_summary,
            self._explain,
        )

    def _look(self) -> None:
        ready = bool(self.pad and self.pad.is_signature)
        self.clear_button.setEnabled(bool(self.pad and self.pad._lines))
        restyle(self.sign_button, kind="primary" if ready else "")

    def _clear(self) -> None:
        if self.pad:
            self.pad.clear()

    def _sign(self) -> None:
        if not self.pad:
            return
        self.sign_button.setEnabled(False)
        self.pad.flush(self._signed)

    def _signed(self) -> None:
        assert self.role and self.pad
        session, id, role, pad = self._session, self._form_id, self.role, self.pad.pad
        name, position = self.name.text(), self.position.text()

        def done(_signature: object) -> None:
            self.sign_button.setEnabled(True)
            self.signed.emit()

        self._context.jobs.run(
            self,
            lambda: signing.sign(session, id, role, pad, name=name, position=position),
            done,
            self._explain,
        )

    def _ask_why(self) -> None:
        self.refusal.setVisible(self.refusal.isHidden())
        if not self.refusal.isHidden():
            self.reason.setFocus()

    def _refuse_to_sign(self) -> None:
        assert self.role
        session, id, role = self._session, self._form_id, self.role
        name, reason = self.name.text(), self.reason.text()
        self._context.jobs.run(
            self,
            lambda: signing.refuse(session, id, role, name=name, reason=reason),
            lambda _signature: self.refused.emit(),
            self._explain,
        )

    def show_waiting(self, name: str = "") -> None:
        """Between two people: who is to have the screen now. Empty `name`: the consultant.

        It is said in the language of whoever has it.
        """
        words = sign_summary.buttons(self._language)
        said = words["thanks_next" if name else "thanks"]
        self.thanks.setText(said.format(name=name))
        self.go_button.setText(words["here"].format(name=name) if name else "")
        self.go_button.setVisible(bool(name))
        self.shown.hide()
        self.waiting.show()
        if name:
            QTimer.singleShot(0, self.go_button, self.go_button.setFocus)

    def _ask(self) -> None:
        if self.is_locked:
            super()._ask()
        else:
            self.release()

    def _explain(self, error: AppError) -> None:
        self.sign_button.setEnabled(True)
        language = self._language if self._language in LANGUAGES else "en"
        self.banner.tell(explain(error, language), "warning")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Under each other where there is little room; then what is done stands beside the pad."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide = self.width() >= scaled(_SIDE_BY_SIDE)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._both.setDirection(across if wide else down)
        self._signing.setDirection(down if wide else across)
        self._do.setDirection(across if wide else down)
        for at, share in enumerate((6, 5) if wide else (1, 0)):  # what there is room for is read
            self._both.setStretch(at, share)
        if self.pad:
            self.pad.setMaximumWidth(_ANY if wide else _PAD)
