"""The microphone as a stream: native rate in, 16 kHz out, never a lost word at either end.

A device that vanishes or stalls is opened again, or another in its place, and the stream goes on
where it was: what is lost is the time until it was noticed. The named device is returned to in
the next pause of whoever speaks.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

import numpy as np

from jobassist import log
from jobassist.errors import EnvironmentFault
from jobassist.ports.speech import SAMPLE_RATE, Samples
from speech.sound_card import SoundCard, microphones

__all__ = ["Microphone", "microphones"]

WATCHDOG_SECONDS = 0.6
FIRST_SOUND_SECONDS = 3.0  # a Bluetooth headset takes its time to switch to speech
AWAY_SECONDS = 5.0  # so long without any microphone ends the stream
_RETRY_SECONDS = 0.2
_LOOK_EVERY = 5.0  # seconds between looks for the named device
_PAUSE_SECONDS = 0.6
_QUIET = 0.1  # of the loudest there was


class Microphone:
    """A `SoundSource`. `device` "" is the system's choice, and what is used if the named is gone.

    With `only`, no other device than the named one is ever opened.

    `channel` 1 is the device's first, and so on; 0 is the first two together.

    `arm` keeps the microphone open and the last 450 ms of it in memory, so that a stream opened
    when the key goes down begins before it; without it a stream begins with its first block.
    """

    def __init__(self, device: str = "", channel: int = 0, *, only: bool = False) -> None:
        self._device = device
        self._only = only
        self._channel = channel
        self._name = device
        self._card: SoundCard | None = None
        self._stopped = threading.Event()
        self._level = 0.0

    @property
    def name(self) -> str:
        """What the user knows it as: the device in use, once one is."""
        return self._name

    @property
    def level(self) -> float:
        """How loud the last block was: its root mean square, 0 to 1."""
        return self._level

    def arm(self) -> None:
        """Begin to keep the pre-roll. Raises: EnvironmentFault `sound.no_microphone`."""
        if self._card is None:
            self._open()

    def disarm(self) -> None:
        """Let go of the microphone."""
        card, self._card = self._card, None
        if card:
            card.close()

    @contextmanager
    def open(self) -> Iterator[Iterator[Samples]]:
        """Blocks as they come, until `stop`.

        Raises: EnvironmentFault `sound.no_microphone` on opening, `sound.microphone_stopped`
        from the stream; the blocks given before it are good.
        """
        self._stopped.clear()
        armed = self._card is not None
        self.arm()
        assert self._card
        try:
            yield self._stream()
        except EnvironmentFault:
            armed = False  # what stopped is not worth keeping open
            raise
        finally:
            self._level = 0.0
            if armed and self._card:
                self._card.rest()
            else:
                self.disarm()

    def stop(self) -> None:
        """End the stream after the block that is being recorded."""
        self._stopped.set()

    def _stream(self) -> Iterator[Samples]:
        """One card after the other, each at a rate of its own."""
        pause = _Pause()
        while not self._stopped.is_set():
            yield from self._one_card(pause)
            if not self._stopped.is_set():
                self._open_again()

    def _one_card(self, pause: "_Pause") -> Iterator[Samples]:
        """The blocks of the card that is open, until it stalls or is to be left."""
        import soxr

        card = self._card
        assert card
        resampler = soxr.ResampleStream(card.rate, SAMPLE_RATE, 1, dtype="float32")
        for block in card.pre_roll():
            yield resampler.resample_chunk(block)
        opened, patience = monotonic(), FIRST_SOUND_SECONDS
        while not self._stopped.is_set():
            try:
                block = card.next(patience)
            except EnvironmentFault:
                log.event("sound.microphone_stopped")
                break
            patience = WATCHDOG_SECONDS
            self._level = float(np.sqrt(np.mean(np.square(block)))) if len(block) else 0.0
            yield resampler.resample_chunk(block)
            elsewhere = self._device and self._name != self._device
            if pause.goes_on(self._level) and elsewhere and monotonic() - opened > _LOOK_EVERY:
                break  # nobody is speaking: see whether the named device is back
        yield resampler.resample_chunk(np.zeros(0, np.float32), last=True)

    def _open_again(self) -> None:
        """Open a microphone in place of the one that stopped.

        The same first: most often only its rate has changed. Raises: EnvironmentFault
        `sound.microphone_stopped` when there is none for a while.
        """
        until, avoid = monotonic() + AWAY_SECONDS, ""
        while not self._stopped.is_set():
            left = self._name
            self.disarm()
            try:
                self._open(avoid)
                assert self._card
                if self._card.begins(FIRST_SOUND_SECONDS):
                    return
            except EnvironmentFault:
                self._stopped.wait(_RETRY_SECONDS)
            avoid = left
            if monotonic() > until:
                raise EnvironmentFault("sound.microphone_stopped", retryable=True)

    def _open(self, avoid: str = "") -> None:
        avoid = "" if self._only else avoid
        self._card = SoundCard(self._device, avoid, channel=self._channel, only=self._only)
        self._name = self._card.name


class _Pause:
    """Notices that whoever spoke is silent."""

    def __init__(self) -> None:
        self._loudest = 0.0
        self._since: float | None = None

    def goes_on(self, level: float) -> bool:
        """Whether it has been quiet for a while, now that it is this loud."""
        self._loudest = max(self._loudest, level)
        if level > _QUIET * self._loudest:
            self._since = None
            return False
        self._since = self._since or monotonic()
        return monotonic() - self._since > _PAUSE_SECONDS
