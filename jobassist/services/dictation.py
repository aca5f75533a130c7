"""A dictation: from the microphone (or a file) to text in the note.

The sound is kept in the vault while it is spoken, and goes to the engine at the same time. What
the engine commits is put into written Danish; a spoken request for a standard text is told
apart and answered with the texts that may have been meant. Nothing here waits for the window.
"""

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from queue import SimpleQueue

import numpy as np

from jobassist import log
from jobassist.errors import AppError, EnvironmentFault
from jobassist.ids import new_id
from jobassist.ports.speech import (
    SAMPLE_RATE,
    TRIGGERS,
    Committed,
    EngineLost,
    Finished,
    Heard,
    NameMatch,
    Samples,
    Segment,
    SoundSource,
    Tentative,
)
from jobassist.services.command_sound import listened_for
from jobassist.services.command_sound import order as order_by_sound
from jobassist.services.commands import Order
from jobassist.services.commands import heard as order_in
from jobassist.services.dictation_text import joint
from jobassist.services.doubts import Doubt, doubts
from jobassist.services.recent_sound import FirstSound, RecentSound
from jobassist.services.requests import after_trigger, answer, asked
from jobassist.services.vocabulary import words_of
from jobassist.session import Session

# Ends what was being said before a pause.
_SILENCE_AFTER_PAUSE = np.zeros(int(0.6 * SAMPLE_RATE), np.float32)


@dataclass(frozen=True, slots=True)
class Level:
    """How loud it is now, 0 to 1 (peak of the last block). The first one means: speak now."""

    peak: float


@dataclass(frozen=True, slots=True)
class LiveText:
    """A guess at what is being said, to be shown as tentative; replaced by the next event."""

    text: str


@dataclass(frozen=True, slots=True)
class NewText:
    """Text for the note, in written Danish with its leading space if it needs one."""

    text: str
    segment: Segment
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class PhraseAsked:
    """A standard text was asked for by voice: what may have been meant, best first.

    Show the best with two runners-up; what is said next may choose (`PhraseAnswered`). `text` is
    the written form of what was said, with its leading space if it needs one: whoever leaves
    without choosing may have meant just that.
    """

    match: NameMatch
    text: str
    segment: Segment


@dataclass(frozen=True, slots=True)
class PhraseAnswered:
    """What was shown was answered by voice: the number of one of them, or "no" for none.

    `text` is the same as ordinary text, for whoever shows nothing any more.
    """

    answer: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Ordered:
    """A command was spoken. What it changes is told back by `Dictation.continue_after`."""

    order: Order


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something failed; what was said until then is kept. The dictation may go on."""

    error: AppError


@dataclass(frozen=True, slots=True)
class Ended:
    """All that was said has become text."""


Choices = Sequence[tuple[str, str]]
"""What is shown to choose from: the number of each as text, and what it is called."""

Event = Level | LiveText | NewText | PhraseAsked | PhraseAnswered | Ordered | Trouble | Ended


class Dictation:
    """One dictation into a draft. `begin` it, `release` it when the key is let go, or `cancel` it.

    Events come from the dictation's threads, `Ended` last and exactly once.
    """

    def __init__(
        self,
        session: Session,
        source: SoundSource,
        on_event: Callable[[Event], None],
        *,
        note_id: str,
        before: str = "",
        names: Sequence[tuple[str, str]] = (),
    ) -> None:
        self.id = new_id()
        self._session = session
        self._source = source
        self._tell = on_event
        self._note_id = note_id
        self._before = before
        self._names = names
        self._shown: Choices | None = None  # to choose from, and nothing was said since
        self._heard: SimpleQueue[Heard] = SimpleQueue()
        self._sound = RecentSound()
        self._released = threading.Event()
        self._cancelled = threading.Event()
        self._paused = threading.Event()
        self._threads = [
            threading.Thread(target=self._record, name="dictation-record", daemon=True),
            threading.Thread(target=self._write, name="dictation-write", daemon=True),
        ]

    def begin(self) -> None:
        """Start recording and listening."""
        for thread in self._threads:
            thread.start()

    def release(self) -> None:
        """The speaker is done: stop recording, decode the rest, then tell `Ended`."""
        self._released.set()
        self._source.stop()

    def pause(self) -> None:
        """Hear nothing until `resume`; what was said until now becomes text."""
        self._paused.set()

    def resume(self) -> None:
        """Go on after a pause."""
        self._paused.clear()

    def continue_after(self, before: str, choices: Choices = ()) -> None:
        """The text now continues `before`: a command, a text or the keyboard changed it.

        `choices` are shown for what is to stand there: what is said next may be one of them.
        """
        self._before = before
        self._shown = choices or None

    def cancel(self) -> None:
        """Stop and forget what has not become text yet; `Ended` follows."""
        self._cancelled.set()
        self.release()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait for `Ended` (for the command line and tests). False when the time ran out."""
        self._threads[1].join(timeout)
        return not self._threads[1].is_alive()

    def _record(self) -> None:
        awaited = False  # the engine will tell `Finished`
        try:
            triggers = TRIGGERS if self._names else ()
            expected = words_of(self._session, self._note_id)
            ear = self._session.recogniser().listen(
                self._heard.put,
                vocabulary=expected,
                triggers=triggers,
                commands=listened_for(),
            )
            try:
                self._pump(ear.feed)
            finally:
                if self._cancelled.is_set():
                    ear.cancel()
                else:
                    ear.finish()
                    awaited = True
        except AppError as error:
            self._fail(error)
        finally:
            if sys.exception() is not None:  # a bug: the speaker must not wait for ever
                self._fail(EnvironmentFault("app.unexpected"))
            if not awaited:
                self._heard.put(Finished())

    def _pump(self, feed: Callable[[Samples], None]) -> None:
        recording = self._session.recordings.new(self.id, self._note_id)
        try:
            with self._source.open() as blocks:
                heard = FirstSound()
                for block in self._unpaused(blocks):
                    recording.append(block)
                    self._sound.add(block)
                    if heard.by_now(block):
                        self._tell(Level(float(np.abs(block).max(initial=0.0))))
                    feed(block)
                    if self._released.is_set():
                        break
        finally:
            recording.close()

    def _unpaused(self, blocks: Iterator[Samples]) -> Iterator[Samples]:
        """The blocks outside pauses; a moment of silence stands for each pause."""
        pausing = False
        for block in blocks:
            if not self._paused.is_set():
                pausing = False
                yield block
            elif not pausing:
                pausing = True
                yield _SILENCE_AFTER_PAUSE
            elif self._released.is_set():
                return

    def _write(self) -> None:
        try:
            while not isinstance(heard := self._heard.get(), Finished):
                if not self._cancelled.is_set():
                    self._answer_or_tell(heard)
        finally:
            self.release()  # where the engine gave up: what nobody hears is not recorded
            self._threads[0].join()  # it may yet tell what failed: nothing comes after the end
            self._tell(Ended())

    def _answer_or_tell(self, heard: Heard) -> None:
        try:
            self._answer(heard)
        except AppError as error:
            self._fail(error)

    def _answer(self, heard: Heard) -> None:
        if isinstance(heard, Tentative):
            self._tell(LiveText(joint(self._before, heard.text) if heard.text else ""))
        elif isinstance(heard, EngineLost):
            log.event("dictation.engine_lost", code=heard.code)
            if heard.given_up:
                self._fail(heard.given_up)
        elif isinstance(heard, Committed):
            self._commit(heard.segment, heard.asked, heard.command)

    def _commit(self, segment: Segment, begins: bool | None, command: str | None) -> None:
        sound = self._sound.take(segment.start, segment.end)
        shown, self._shown = self._shown, None
        choice = None if shown is None else answer(self._session.recogniser, segment, sound, shown)
        if choice:
            self._tell(PhraseAnswered(choice, self._joined(segment)))
            return
        order = None if after_trigger(segment.text) else order_in(segment.text, self._before)
        if order is None and command:
            order = order_by_sound(command)
        if order:
            self._tell(Ordered(order))
            return
        joined = self._joined(segment)
        if match := asked(self._session.recogniser, segment, sound, self._names, begins):
            self._shown = ()
            self._tell(PhraseAsked(match, joined, segment))
            return
        if not joined:
            return
        self._before += joined
        below = self._session.recogniser().doubt_below
        self._tell(NewText(joined, segment, doubts(joined, segment.words, below)))

    def _joined(self, segment: Segment) -> str:
        """A segment in written form, with the space it needs after what stands before it."""
        written = self._session.written()(segment.text, self._before)
        return joint(self._before, written) if written else ""

    def _fail(self, error: AppError) -> None:
        log.event("dictation.trouble", code=error.code)
        self._tell(Trouble(error))
