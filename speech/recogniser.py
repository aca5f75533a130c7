"""The speech engine behind its port: a child process that may die without taking anything along.

When it dies it is started again and is given every sound that has no text yet. It is given up
only when it dies over and over without having answered anything.
"""

import itertools
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from jobassist import log
from jobassist.errors import AppError, EnvironmentFault, UserError
from jobassist.ports.speech import (
    TRIGGERS,
    DoubtBelow,
    Heard,
    NameMatch,
    Samples,
    Transcript,
)
from speech.answers import heard, name_match, transcript
from speech.calls import Call
from speech.ear import EngineEar, LockedEar, Wanted
from speech.engine.wire import NO_SOUND, Head
from speech.engine_process import EngineProcess
from speech.heartbeat import HUNG_SECONDS, Heartbeat
from speech.models.calibration import Calibration
from speech.models.catalogue import catalogue
from speech.models.installed import missing_file

MOST_DEATHS = 3  # in a row, without an answer between them
_READY = -1  # the number of the call that waits for the model


def open_recogniser(
    model_dir: Path, name: str, command: list[str], threads: int | None = None
) -> "EngineRecogniser":
    """A recogniser for the model in the folder `model_dir`; its process starts at first use.

    `command` starts the engine (`python -m speech.engine`, or the bundled app's own). `threads`
    None means one for each physical core.

    Raises: UserError `speech.no_model`, `speech.model_damaged`.
    """
    if not model_dir.is_dir():
        raise UserError("speech.no_model", name=name)
    if missing_file(model_dir):
        raise UserError("speech.model_damaged", name=name)
    known = catalogue().get(name)
    trust = known.confidence if known else Calibration()
    return EngineRecogniser(model_dir, name, command, threads, trust=trust)


class EngineRecogniser:
    """A `Recogniser`. Its methods may be called from any thread."""

    def __init__(
        self,
        model_dir: Path,
        name: str,
        command: Sequence[str],
        threads: int | None,
        *,
        patience: float = HUNG_SECONDS,
        trust: Calibration | None = None,
    ) -> None:
        """See `open_recogniser`. After `patience` seconds without a sign of life it is hung.

        `trust` maps the model's confidences to how often it is right.
        """
        self._trust = trust or Calibration()
        self._model_dir = model_dir
        self._name = name
        self._command = command
        self._threads = threads
        self._patience = patience
        self._lock = threading.RLock()
        self._numbers = itertools.count()
        self._process: EngineProcess | None = None
        self._heartbeat: Heartbeat | None = None
        self._ears: dict[int, EngineEar] = {}
        self._calls: dict[int, Call] = {}
        self._deaths = 0
        self._closed = False

    @property
    def model(self) -> str:
        """The catalogue name of the model."""
        return self._name

    @property
    def doubt_below(self) -> DoubtBelow:
        """The catalogue's, or what stands for a model it does not know."""
        known = catalogue().get(self._name)
        return known.doubt_below if known else DoubtBelow()

    @property
    def engine_pid(self) -> int | None:
        """The engine's process id while it runs."""
        with self._lock:
            return self._process.pid if self._process else None

    def warm_up(self) -> None:
        """Load the model now. Raises: UserError `speech.model_damaged`, EnvironmentFault."""
        with self._lock:
            call = self._calls.setdefault(_READY, Call({"kind": "warm"}))
            if self._process is None:
                self._start()
            else:
                self.ask({"kind": "are_you_ready"})
        call.wait()

    def listen(
        self,
        on_heard: Callable[[Heard], None],
        *,
        vocabulary: Sequence[str] = (),
        triggers: Sequence[str] = (),
        commands: Sequence[tuple[str, str]] = (),
    ) -> LockedEar:
        """Open a dictation. Raises: EnvironmentFault `speech.engine_failed`."""
        with self._lock:
            wanted = Wanted(list(vocabulary), list(triggers), list(commands))
            ear = EngineEar(next(self._numbers), self, on_heard, wanted)
            if self._process is None:
                self._start()
            self._ears[ear.number] = ear
            ear.begin()
        return LockedEar(ear, self._lock)

    def transcribe(
        self,
        samples: Samples,
        *,
        padded: bool = False,
        on_progress: Callable[[float], None] | None = None,
        vocabulary: Sequence[str] = (),
    ) -> Transcript:
        """Decode a whole sound; `padded` uses the plain 30-second window for comparison."""
        question = {"kind": "transcribe", "padded": padded, "vocabulary": list(vocabulary)}
        answer = self._call(question, samples, on_progress)
        return transcript(answer, self._name, len(samples), self._trust)

    def alternatives(
        self,
        samples: Samples,
        start: float,
        end: float,
        *,
        count: int = 4,
        vocabulary: Sequence[str] = (),
    ) -> tuple[str, ...]:
        """What may have been said from `start` to `end` of a sound, most likely first."""
        question: Head = {"kind": "alternatives", "start": start, "end": end, "count": count}
        answer = self._call(question | {"vocabulary": list(vocabulary)}, samples)
        return tuple(answer["texts"])

    def match(
        self,
        samples: Samples,
        names: Sequence[tuple[str, str]],
        top: int = 5,
        *,
        triggers: Sequence[str] = TRIGGERS,
        only_asked: bool = False,
    ) -> NameMatch:
        """Which of `names` (key, spoken name) was said; at least `top` candidates, best first."""
        question: Head = {"kind": "match", "names": list(names), "top": top}
        question |= {"triggers": list(triggers), "only_asked": only_asked}
        answer = self._call(question, samples)
        return name_match(answer)

    def close(self) -> None:
        """End the engine and its process; open dictations and calls end with it."""
        with self._lock:
            self._closed = True
            process, self._process = self._process, None
            self._quiet()
        if process:
            process.close()
        self._give_up(EnvironmentFault("speech.engine_failed"))

    def ask(self, head: Head, samples: Samples = NO_SOUND) -> None:
        """Send a frame to the running engine, if there is one."""
        if self._process:
            self._process.send(head, samples)

    def hang_up(self, number: int) -> None:
        """Forget a dictation."""
        self._ears.pop(number, None)

    def _call(
        self, head: Head, samples: Samples, on_progress: Callable[[float], None] | None = None
    ) -> Head:
        with self._lock:
            number = next(self._numbers)
            call = Call({**head, "call": number}, samples, on_progress)
            if self._process is None:
                self._start()
            self._calls[number] = call
            self.ask(call.head, call.samples)
        return call.wait()

    def _start(self) -> None:
        if self._closed:
            raise EnvironmentFault("speech.engine_failed")
        try:
            self._process = EngineProcess(self._command, self._told, self._ended)
        except OSError:
            raise EnvironmentFault("speech.engine_failed") from None
        process = self._process
        self._heartbeat = Heartbeat(process.send, process.kill, self._is_wanted, self._patience)
        load = {"kind": "load", "path": str(self._model_dir), "threads": self._threads}
        self._process.send(load)

    def _told(self, head: Head) -> None:
        kind = head["kind"]
        if kind == "progress":
            if call := self._calls.get(head["call"]):
                call.progress(head["done"])
        elif kind == "beat":
            if self._heartbeat:
                self._heartbeat.beat()
        elif kind == "refused":
            self._give_up(UserError(head["code"], name=self._name))
        elif "ear" in head:
            self._told_ear(head)
        else:
            if kind == "ready" and self._heartbeat:
                self._heartbeat.start()
            with self._lock:
                self._deaths = self._deaths if kind == "ready" else 0
                call = self._calls.pop(head.get("call", _READY), None)
            if call:
                call.answer(head)

    def _told_ear(self, head: Head) -> None:
        with self._lock:
            ear = self._ears.get(head["ear"])
            if ear is None:
                return
            if "upto" in head:
                self._deaths = 0
                ear.settle(head["upto"])
            if head["kind"] == "finished":
                self.hang_up(ear.number)
        news = heard(head, self._trust)
        if news:
            ear.tell(news)

    def _ended(self, process: EngineProcess) -> None:
        """The engine's process has ended. Called from its reading thread."""
        with self._lock:
            if process is not self._process:
                return  # ended because we told it to
            self._process = None
            self._quiet()
            self._deaths += 1
            log.event("speech.engine_died", deaths=self._deaths)
            fault = EnvironmentFault("speech.engine_failed", retryable=True)
            ears = list(self._ears.values())
            again = self._deaths < MOST_DEATHS and self._start_again()
        if not again:
            self._give_up(fault)
            return
        for ear in ears:
            ear.lost("speech.engine_restarted")

    def _quiet(self) -> None:
        heartbeat, self._heartbeat = self._heartbeat, None
        if heartbeat:
            heartbeat.stop()

    def _is_wanted(self) -> bool:
        return bool(self._ears or self._calls)

    def _start_again(self) -> bool:
        """A new process for whoever waits, with all that has no answer; False if none starts."""
        if not self._ears and not self._calls:
            return True
        try:
            self._start()
        except EnvironmentFault:
            return False
        for ear in self._ears.values():
            ear.begin()
        for number, call in self._calls.items():
            if number != _READY:
                self.ask(call.head, call.samples)
        return True

    def _give_up(self, error: AppError) -> None:
        """Every dictation and call ends with the error; the next one tries anew."""
        with self._lock:
            ears, self._ears = list(self._ears.values()), {}
            calls, self._calls = list(self._calls.values()), {}
            process, self._process = self._process, None
            self._quiet()
            self._deaths = 0
        if process:
            process.hang_up()
        for ear in ears:
            ear.lost(error.code, given_up=error)
        for call in calls:
            call.fail(error)
