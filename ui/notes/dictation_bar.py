"""Dictation: the button, the level meter, and what is going on in words.

The key is held while one speaks, or pressed briefly to begin and again to end.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from jobassist.errors import AppError
from jobassist.session import Session
from ui import keys
from ui.context import Context
from ui.icons import icon
from ui.notes.level import LevelMeter
from ui.notes.sound_menu import SoundMenu
from ui.theme import tokens as t
from ui.theme.apply import colours, scaled
from ui.widgets.flow import flow
from ui.widgets.layout import row
from ui.widgets.text import button, label, restyle

if TYPE_CHECKING:
    from jobassist.services.dictation import Dictation, Event, PhraseAsked

_HELD_SECONDS = 0.4  # longer than this is holding, shorter is a press


class DictationBar(QWidget):
    """Signals tell what was heard: `live` and `written` text.

    `asked` carries a `NameMatch` and the text it is if it was no request (empty if it surely
    was); `answered` tells what was said to what is then shown ("1", "2", … or "no"), and the same
    as ordinary text.
    `doubted` follows `written` with its doubts and the dictation's id; `ordered` is a command;
    `heard_until` tells to what second a dictation has become text.
    """

    live = Signal(str)
    written = Signal(str)
    doubted = Signal(object, str)
    asked = Signal(object, str)
    answered = Signal(str, str)
    ordered = Signal(object)
    heard_until = Signal(str, float)
    troubled = Signal(object)

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self._note_id = ""
        self._before: Callable[[], str] = str
        self._store: Callable[[], None] = lambda: None
        self._choices: Callable[[], Sequence[str]] = tuple
        self._names: Sequence[tuple[str, str]] = ()
        self._dictation: Dictation | None = None
        self._state = "rest"
        self._since = 0.0
        self._let_go = False
        self.start_button = button(self.tr("Diktér"), key=keys.DICTATE, symbol="microphone")
        self.start_button.setMinimumWidth(scaled(112))
        self.meter = LevelMeter()
        self.words = label(role="muted")
        self.pause_button = button(self.tr("Pause"))
        self.pause_button.clicked.connect(self.pause)
        self.menu = SoundMenu(context, session, self)
        self.menu.failed.connect(self.troubled)
        self.more_button = button(self.tr("Lyd"))
        self.more_button.setMenu(self.menu)
        line = row(t.M, 0, self)
        shown = flow(self.start_button, self.pause_button, self.meter, self.words, spacing=t.M)
        line.addLayout(shown, 1)
        line.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignTop)
        self.start_button.clicked.connect(self.toggle)
        self.show_state("rest")

    def prepare(
        self,
        note_id: str,
        before: Callable[[], str],
        names: Sequence[tuple[str, str]],
        store: Callable[[], None],
        choices: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        """Which draft it is, the text before the cursor, and which names may be spoken.

        `store` sees to it, in a thread of a job, that the draft is stored before its sound is.
        `choices` are those of the blank one stands on: they may be spoken, too.
        """
        self._note_id, self._before, self._names, self._store = note_id, before, names, store
        self._choices = choices

    @property
    def running(self) -> bool:
        """Whether something is being dictated or still being written."""
        return self._state != "rest"

    def toggle(self) -> None:
        """Begin, or end."""
        if self._state == "rest":
            self._begin()
        else:
            self.release()

    def pause(self) -> None:
        """Hear nothing for a while, or go on."""
        if self._dictation and self._state == "listening":
            self._dictation.pause()
            self.show_state("paused")
        elif self._dictation and self._state == "paused":
            self._dictation.resume()
            self.show_state("listening")

    def key_up(self) -> None:
        """The key came up: the end, if it was held."""
        if self.running and monotonic() - self._since > _HELD_SECONDS:
            self.release()

    def release(self) -> None:
        """The speaker is done; what was said until now still becomes text."""
        self._let_go = True
        if self._dictation:
            self._dictation.release()
            self.show_state("finishing")

    def text_changed(self) -> None:
        """The text before the cursor is another now: what follows is written to fit it."""
        if self._dictation:
            numbered = [(str(number), name) for number, name in enumerate(self._choices(), start=1)]
            self._dictation.continue_after(self._before(), numbered)

    def cancel(self) -> None:
        """Forget what has not become text."""
        if self._dictation:
            self._dictation.cancel()

    def show_state(self, state: str) -> None:
        """Say how it stands: rest, starting, listening, paused or finishing."""
        self._state = state
        recording = state in ("starting", "listening", "paused")
        self.words.setText(
            {
                "starting": self.tr("Gør klar …"),
                "listening": self.tr("Lytter. F9 slutter"),
                "paused": self.tr("Holder pause"),
                "finishing": self.tr("Skriver det sidste …"),
            }.get(state, "")
        )
        name = self.tr("Stop") if recording else self.tr("Diktér")
        self.start_button.setText(f" {name}")
        self.start_button.setAccessibleName(name)
        paused = state == "paused"  # it is not listening, and must not look as if it were
        live = recording and not paused
        tint = colours().danger if live else colours().muted
        self.start_button.setIcon(icon("stop" if recording else "microphone", tint))
        self.start_button.setEnabled(state != "finishing")
        restyle(self.start_button, kind="recording" if live else "")
        restyle(self.pause_button, kind="primary" if paused else "")
        self.more_button.setEnabled(state == "rest")
        self.pause_button.setVisible(state in ("listening", "paused"))
        self.pause_button.setText(self.tr("Fortsæt") if paused else self.tr("Pause"))
        if state != "listening":
            self.meter.show_level(0.0)

    def _begin(self) -> None:
        self._since, self._let_go = monotonic(), False
        self.show_state("starting")
        session, tell = self._session, self._context.jobs.relay(self, self._take)
        note_id, before, names, store = self._note_id, self._before(), self._names, self._store

        def begin() -> Dictation:
            from jobassist.services.dictation import Dictation  # late: it brings numpy

            store()
            sound = session.microphone()
            made = Dictation(session, sound, tell, note_id=note_id, before=before, names=names)
            made.begin()
            return made

        self._context.jobs.run(self, begin, self._begun, self._not_begun)

    def _begun(self, dictation: Dictation) -> None:
        self._dictation = dictation
        self.text_changed()
        self.destroyed.connect(dictation.cancel)
        if self._let_go:
            self.release()

    def _not_begun(self, error: AppError) -> None:
        self.show_state("rest")
        self.troubled.emit(error)

    def _take(self, event: Event) -> None:
        from jobassist.services import dictation as heard

        if isinstance(event, heard.Level):
            if self._state == "starting":
                self.show_state("listening")
            if self._state == "listening":
                self.meter.show_level(event.peak)
        elif isinstance(event, heard.LiveText):
            self.live.emit(event.text)
        elif isinstance(event, heard.NewText):
            self.live.emit("")
            self.written.emit(event.text)
            if self._dictation:
                self.doubted.emit(event.doubts, self._dictation.id)
                self.heard_until.emit(self._dictation.id, event.segment.end)
        elif isinstance(event, heard.PhraseAsked):
            self.live.emit("")
            self.asked.emit(event.match, ordinary_text(event))
        elif isinstance(event, heard.PhraseAnswered):
            self.live.emit("")
            self.answered.emit(event.answer, event.text)
        elif isinstance(event, heard.Ordered):
            self.live.emit("")
            self.ordered.emit(event.order)
        elif isinstance(event, heard.Trouble):
            self.troubled.emit(event.error)
        elif isinstance(event, heard.Ended):
            self._dictation = None
            self.live.emit("")
            self.show_state("rest")


def ordinary_text(asked: PhraseAsked) -> str:
    """What was said as text for the note; empty when it began with the trigger word."""
    from jobassist.services.requests import after_trigger

    return "" if after_trigger(asked.segment.text) is not None else asked.text
