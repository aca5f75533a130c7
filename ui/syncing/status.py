"""The state of sync, always visible: a symbol and words, never colour alone."""

from datetime import datetime

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel

from jobassist.door import SyncState
from jobassist.messages import message
from jobassist.ports.clock import SystemClock
from ui import keys
from ui.context import Context
from ui.icons import pixmap
from ui.syncing.trouble import trouble
from ui.theme import tokens as t
from ui.theme.apply import colours, scaled
from ui.widgets.layout import row
from ui.widgets.text import button, label
from ui.words import moment

_SYMBOLS = {
    "not_enrolled": "laptop",
    "idle": "synced",
    "working": "sync",
    "offline": "offline",
    "failed": "warning",
    "paused": "stop",
}
_HEIGHT, _NARROW = 44, 760
_CLOCK_SECONDS = 300
_DAY, _HOUR, _MB = 86_400, 3_600, 1_000_000


class SyncStatus(QFrame):
    """The foot of the window. Its requests ask the window."""

    sync_requested = Signal()
    enrol_requested = Signal()
    page_requested = Signal()
    login_requested = Signal()
    pause_requested = Signal(bool)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setObjectName("foot")
        self.setMinimumHeight(_HEIGHT)
        self.symbol = QLabel()
        self.words = label(role="muted", wrap=True)  # two lines, where text is large
        self.conflicts = button("", "quiet", symbol="warning")
        self.conflicts.setAccessibleName(self.tr("Venter på din afgørelse"))
        self.details_button = button(self.tr("Vis"), "quiet")
        self.pause_button = button("", "quiet")
        self.login_button = button(self.tr("Log ind igen"), "quiet")
        self.sync_button = button(self.tr("Synkronisér nu"), "quiet", key=keys.SYNC)
        self.enrol_button = button(self.tr("Tilmeld computeren"), "quiet")
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._both.setContentsMargins(t.L, 0, t.L, 0)
        self._both.setSpacing(0)
        said, line = row(t.S), row(t.S)
        said.addWidget(self.symbol)
        said.addWidget(self.words, 1)
        self._both.addLayout(said, 1)
        self._both.addLayout(line)
        line.addWidget(self.conflicts)
        line.addWidget(self.details_button)
        line.addWidget(self.enrol_button)
        line.addWidget(self.login_button)
        line.addWidget(self.pause_button)
        line.addWidget(self.sync_button)
        self.sync_button.clicked.connect(self.sync_requested)
        self.enrol_button.clicked.connect(self.enrol_requested)
        self.login_button.clicked.connect(self.login_requested)
        self.pause_button.clicked.connect(lambda: self.pause_requested.emit(not self._is_paused()))
        self.conflicts.clicked.connect(self.page_requested)
        self.details_button.clicked.connect(self.page_requested)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.state = SyncState("not_enrolled")
        self.show_state(SyncState("not_enrolled"))

    def show_state(self, state: SyncState) -> None:
        """Say how sync stands."""
        self.state = state
        troubled = state.state == "failed"
        self.symbol.setPixmap(
            pixmap(
                _SYMBOLS.get(state.state, "warning"), colours().warning if troubled else "", size=18
            )
        )
        self.words.setText(self._say(state))
        self.words.setToolTip(self._why(state))
        self.setAccessibleName(self.tr("Synkronisering: {words}").format(words=self.words.text()))
        n = state.conflicts
        self.conflicts.setText(self.tr("%n konflikter venter på dig", "", n) if n else "")
        self.conflicts.setVisible(bool(n))
        enrolled = state.state != "not_enrolled"
        self.sync_button.setVisible(enrolled)
        self.sync_button.setEnabled(state.state != "working")
        self.enrol_button.setVisible(not enrolled)
        self.login_button.setVisible(state.code == "sync.login_needed")
        self.pause_button.setVisible(enrolled)
        paused = state.state == "paused"
        self.pause_button.setText(self.tr("Fortsæt") if paused else self.tr("Sæt på pause"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words above the buttons, where both have no room side by side."""
        super().resizeEvent(event)
        narrow = event.size().width() < scaled(_NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._both.setDirection(way)

    def _is_paused(self) -> bool:
        return self.state.state == "paused"

    def _say(self, state: SyncState) -> str:
        words = {
            "not_enrolled": self.tr("Kun på denne computer"),
            "idle": self.tr("Synkroniseret"),
            "working": self._say_progress(state) or self.tr("Synkroniserer …"),
            "offline": self.tr("Ingen forbindelse. Du kan arbejde videre"),
            "failed": self.tr("Synkronisering lykkedes ikke"),
            "paused": self.tr("Synkronisering er sat på pause"),
        }
        troubled = state.state in ("offline", "failed")
        known = trouble(state.code) if troubled and state.code else ""
        parts = [known or words.get(state.state, state.state)]
        if off := self._say_clock(abs(state.clock_off)):
            parts.append(off)  # early: what stands last is cut off first in a narrow window
        if state.state in ("idle", "offline", "failed", "paused") and state.last_success:
            then = datetime.fromisoformat(state.last_success)
            when = moment(then, SystemClock().now())
            when = when[:1].lower() + when[1:]
            parts.append(
                when if state.state == "idle" else self.tr("senest {when}").format(when=when)
            )
        if state.unsent and state.state != "not_enrolled":
            parts.append(self.tr("%n ændringer venter", "", state.unsent))
        return " · ".join(parts)

    def _say_progress(self, state: SyncState) -> str:
        """How far it has come, where there is more to it than a moment."""
        done, total = QLocale().toString(state.done), QLocale().toString(state.total)
        if state.phase == "sending":
            return self.tr("Sender, {done} af {total}").format(done=done, total=total)
        if state.phase == "fetching":
            return self.tr("Henter, {done} af {total}").format(done=done, total=total)
        if state.phase == "files":
            done = QLocale().toString(state.done / _MB, "f", 1)
            total = QLocale().toString(state.total / _MB, "f", 1)
            return self.tr("Overfører filer, {done} af {total} MB").format(done=done, total=total)
        return ""

    def _say_clock(self, off: float) -> str:
        if off < _CLOCK_SECONDS:
            return ""
        if off >= _DAY:
            return self.tr("computerens ur går %n dage forkert", "", round(off / _DAY))
        if off >= _HOUR:
            return self.tr("computerens ur går %n timer forkert", "", round(off / _HOUR))
        return self.tr("computerens ur går %n minutter forkert", "", round(off / 60))

    def _why(self, state: SyncState) -> str:
        if not state.code:
            return self.words.text()
        return str(message(state.code, self._context.settings["language"]))
