"""Which microphone to use, with the loudness of the one that is looked at, before one dictates."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QComboBox, QDialog, QListWidget, QListWidgetItem, QWidget

from jobassist.errors import AppError
from jobassist.session import Session
from ui.context import Context
from ui.notes.level import LevelMeter
from ui.theme import tokens as t
from ui.theme.apply import scaled
from ui.widgets.banner import Banner
from ui.widgets.layout import column, row
from ui.widgets.text import button, label

if TYPE_CHECKING:
    from jobassist.ports.speech import Meter

_LOOK_MS = 50
_HEARD = 0.02  # a peak: louder than a quiet room
_NAME = Qt.ItemDataRole.UserRole
_WIDTH, _HEIGHT, _LIST_HEIGHT = 440, 440, 110


class MicrophoneDialog(QDialog):
    """Moving to a microphone listens to it; »Brug« keeps the choice."""

    def __init__(self, context: Context, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._session = session
        self._meter: Meter | None = None
        self._asked = 0  # the number of the microphone that is wanted; older ones are let go
        self._gone = threading.Event()
        self._build()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._show_level)
        self.use_button.clicked.connect(self._use)
        self.finished.connect(self._let_go)
        self.names.currentItemChanged.connect(lambda _new, _old: self._listen())
        self._show_channels(2)
        locked = context.settings.locked("microphone")
        self.names.setEnabled(not locked)
        self.use_button.setEnabled(not locked)
        context.jobs.run(self, session.microphones, self._show, self._failed)

    def _build(self) -> None:
        self.setWindowTitle(self.tr("Mikrofon"))
        self.setMinimumSize(self._room())
        self.names = QListWidget()
        self.names.setObjectName("choices")
        self.names.setAccessibleName(self.tr("Mikrofoner"))
        self.names.setWordWrap(True)  # long names are told apart by their ends
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.setMinimumHeight(scaled(_LIST_HEIGHT))
        self.channel = QComboBox()
        self.channel.setAccessibleName(self.tr("Kanal"))
        self.meter = LevelMeter()
        self.words = label(role="muted")
        self.words.setAccessibleName(self.tr("Hvad mikrofonen hører"))
        self.banner = Banner()
        self.use_button = button(self.tr("Brug"), "primary")
        self.use_button.setDefault(True)
        cancel = button(self.tr("Annullér"))
        cancel.clicked.connect(self.reject)
        lines = column(t.M, t.XL, self)
        lines.addWidget(label(self.tr("Mikrofon"), "title"))
        hint = self.tr("Vælg en, og sig noget. Intet bliver optaget her.")
        lines.addWidget(label(hint, "muted", wrap=True))
        lines.addWidget(self.names, 1)
        level = row(t.M)
        for part in (self.meter, self.words):
            level.addWidget(part)
        level.addStretch(1)
        lines.addLayout(level)
        heard_on = label(self.tr("Kanal"))
        heard_on.setBuddy(self.channel)
        channel = row(t.M)
        channel.addWidget(heard_on)
        channel.addWidget(self.channel)
        channel.addStretch(1)
        lines.addLayout(channel)
        lines.addWidget(self.banner)
        foot = row()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.use_button)
        lines.addLayout(foot)

    def _room(self) -> QSize:
        """Room for the text at its size, as far as the screen has any."""
        wanted = QSize(scaled(_WIDTH), scaled(_HEIGHT))
        return wanted.boundedTo(self.screen().availableSize() - QSize(t.XL, 2 * t.XL))

    def _show(self, names: list[str]) -> None:
        chosen = self._context.settings["microphone"]
        shown = [(self.tr("Systemets valg"), ""), *((name, name) for name in names)]
        if chosen and chosen not in names:
            shown.append((self.tr("{name} (ikke tilsluttet)").format(name=chosen), chosen))
        for text, name in shown:
            item = QListWidgetItem(text, self.names)
            item.setData(_NAME, name)
            if name == chosen:
                self.names.setCurrentItem(item)
        self.names.setFocus()

    def _show_channels(self, count: int) -> None:
        if self.channel.count() == count + 1:
            return
        kept = self._context.settings["microphone_channel"]
        chosen = kept if self.channel.count() == 0 else self.channel.currentIndex()
        self.channel.clear()
        self.channel.addItem(self.tr("Alle kanaler"))
        for number in range(1, max(count, kept) + 1):
            self.channel.addItem(self.tr("Kanal {number}").format(number=number))
        self.channel.setCurrentIndex(min(chosen, self.channel.count() - 1))

    @property
    def _name(self) -> str:
        item = self.names.currentItem()
        return str(item.data(_NAME)) if item else ""

    def _listen(self) -> None:
        """Listen to the microphone that is looked at, and let go of the one before."""
        self._close()
        self._asked += 1
        asked, name, session = self._asked, self._name, self._session
        gone = self._gone
        self.banner.clear()
        self.words.setText(self.tr("Åbner …"))

        def listen() -> Meter | None:
            if gone.is_set():
                return None
            meter = session.microphone_level(name)
            if gone.is_set():  # the dialog was closed meanwhile
                meter.close()
                return None
            return meter

        def opened(meter: Meter | None) -> None:
            if meter is None:
                return
            if asked != self._asked:
                self._context.jobs.run(self, meter.close)
                return
            self._meter = meter
            self._timer.start()

        self._context.jobs.run(self, listen, opened, self._failed)

    def _show_level(self) -> None:
        levels = self._meter.levels if self._meter else ()
        if levels:
            self._show_channels(len(levels))
        channel = self.channel.currentIndex()
        peak = levels[channel - 1] if 0 < channel <= len(levels) else max(levels, default=0.0)
        self.meter.show_level(peak)
        if not levels:
            self.words.setText(self.tr("Der kommer ingen lyd"))
        elif peak > _HEARD:
            self.words.setText(self.tr("Den hører dig"))
        elif self.words.text() != self.tr("Den hører dig"):
            self.words.setText(self.tr("Sig noget …"))

    def _use(self) -> None:
        settings, name, channel = self._context.settings, self._name, self.channel.currentIndex()

        def choose() -> None:
            settings.choose("microphone", name)
            settings.choose("microphone_channel", channel)

        self._context.jobs.run(self, choose, lambda _: self.accept(), self._failed)

    def _failed(self, error: AppError) -> None:
        self.words.setText("")
        self.banner.tell(self._context.explain(error))

    def _close(self) -> None:
        self._timer.stop()
        self.meter.show_level(0.0)
        meter, self._meter = self._meter, None
        if meter:
            self._context.jobs.run(self, meter.close)

    def _let_go(self) -> None:
        self._gone.set()
        self._asked += 1
        self._close()
