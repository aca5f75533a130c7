"""The unlock page: one field, one button. It is the first thing painted, so it stays light."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar

from jobassist.door import RESTORE_HELPS
from jobassist.errors import AppError, UserError
from ui.context import Context
from ui.door.passphrase import PassphraseField
from ui.theme import tokens as t
from ui.widgets.entered import Entered
from ui.widgets.layout import centred
from ui.widgets.text import button, label, restyle

if TYPE_CHECKING:
    from jobassist.session import Session

_FIRST_ASK_MS = 2_000  # after the first paint, and before most people have typed
_ASK_MS = 300_000


class UnlockPage(Entered):
    """Asks for the passphrase and opens the store. `unlocked` carries the session.

    `forgotten` asks for the way in without it, `restore_requested` for an older state. While it is
    shown it asks the central now and then whether this computer is to be wiped: `store_wiped`.
    """

    unlocked = Signal(object)
    forgotten = Signal()
    restore_requested = Signal()
    store_wiped = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._build()
        self._connect()

    def _build(self) -> None:
        self.field = PassphraseField(self.tr("Adgangssætning"))
        self.hint = label(role="muted", wrap=True)
        self.hint.setMinimumHeight(t.XXL)
        self.open_button = button(self.tr("Lås op"), "primary")
        self.forgotten_button = button(self.tr("Glemt adgangssætning?"), "quiet")
        self.restore_button = button(self.tr("Gendan sagslageret …"))
        self._wait = QTimer(self, interval=1000)
        self._left = 0
        self._warm = False
        self._ask = QTimer(self, interval=_ASK_MS)
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setAccessibleName(self.tr("Låser op"))
        self.name = label(self.tr("Adgangssætning"), "strong")
        self.name.setBuddy(self.field)
        column = centred(self, 440)
        column.addWidget(label(self.tr("jobassist"), "display"))
        column.addWidget(label(self.tr("Dine sager er låst og krypteret."), "muted"))
        column.addSpacing(t.M)
        column.addWidget(self.name)
        column.addWidget(self.field)
        column.addWidget(self.hint)
        column.addWidget(self.open_button)
        column.addWidget(self.busy)
        column.addWidget(self.restore_button)
        column.addWidget(self.forgotten_button)
        self.restore_button.hide()
        self.setFocusProxy(self.field)
        self._show_busy(False)

    def _connect(self) -> None:
        self.field.returnPressed.connect(self._unlock)
        self.field.textEdited.connect(self._typed)
        self.field.caps_lock_changed.connect(self._show_caps_lock)
        self.open_button.clicked.connect(self._unlock)
        self.forgotten_button.clicked.connect(self.forgotten)
        self.restore_button.clicked.connect(self.restore_requested)
        self._wait.timeout.connect(self._count_down)
        self._ask.timeout.connect(self._ask_central)
        self._ask.start()
        door = self._context.door  # away from the first paint: the header is read from the disk
        self._context.jobs.run(self, door.pin_opens, self._show_ways, lambda _: None)
        QTimer.singleShot(_FIRST_ASK_MS, self, self._ask_central)

    def _show_ways(self, pin: bool) -> None:
        """Ask for what opens this store: the PIN is named only where there is one."""
        words = self.tr("Adgangssætning eller pinkode") if pin else self.tr("Adgangssætning")
        self.name.setText(words)
        self.field.setAccessibleName(words)

    def _typed(self) -> None:
        self._say("")
        if not self._warm:  # the speech model loads while the passphrase is typed
            self._warm = True
            self._context.jobs.run(self, self._context.door.warm_up, failed=lambda _: None)

    def _ask_central(self) -> None:
        """Quietly: a central that cannot be reached keeps nobody out."""

        def answered(wiped: bool) -> None:
            if wiped:
                self.store_wiped.emit()

        door = self._context.door
        if self.open_button.isEnabled():  # otherwise it is being opened, and the sync will ask
            self._context.jobs.run(self, door.wipe_if_ordered, answered, lambda _: None)

    def _unlock(self) -> None:
        passphrase = self.field.text()
        if not passphrase:
            self._say(self.tr("Skriv din adgangssætning."))
            return
        self._say(self.tr("Låser op …"))
        self._show_busy(True)
        door = self._context.door
        self._context.jobs.run(self, lambda: door.unlock(passphrase), self._done, self.show_error)

    def _done(self, session: Session) -> None:
        self.field.clear()
        self._say("")
        self._show_busy(False)
        self.unlocked.emit(session)

    def show_error(self, error: AppError) -> None:
        """Say why it does not open, and show the way on where there is one."""
        self._show_busy(False)
        self._say(str(self._context.explain(error)), "danger")
        if error.code in RESTORE_HELPS:
            self.restore_button.show()
        self.field.selectAll()
        self.field.setFocus()
        if seconds := error.params.get("seconds"):
            self._left = int(seconds)
            self._wait.start()

    def _count_down(self) -> None:
        """The PIN waits, and it is seen how long; the passphrase works meanwhile."""
        self._left -= 1
        if self._left > 0:
            error = UserError("store.too_many_tries", seconds=self._left)
            self._say(str(self._context.explain(error)), "danger")
        else:
            self._say("")

    def _show_caps_lock(self, on: bool) -> None:
        self._say(self.tr("Caps Lock er slået til.") if on else "", "warning")

    def _show_busy(self, busy: bool) -> None:
        ways = (self.open_button, self.forgotten_button, self.restore_button)
        for widget in (self.field, *ways):  # or one of them takes the focus, and the next Enter
            widget.setEnabled(not busy)
        policy = self.busy.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.busy.setSizePolicy(policy)
        self.busy.setVisible(busy)

    def _say(self, text: str, role: str = "muted") -> None:
        if role != "danger":
            self._wait.stop()
        self.hint.setText(text)
        restyle(self.hint, role=role)
