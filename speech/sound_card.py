"""A recording stream of PortAudio's, and which devices there are.

The sound card's callback only copies. A vanished microphone does not say so, its callback just
stops, and closing a dead one may never return.
"""

import threading
from collections import deque
from contextlib import suppress
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any

import numpy as np

from jobassist import log
from jobassist.errors import EnvironmentFault
from jobassist.ports.speech import Samples

PRE_ROLL_SECONDS = 0.45
CLOSING_SECONDS = 0.5
_BLOCKS_A_SECOND = 20
_MIXED = 2  # channels that are taken together when none is chosen
_MOST_CHANNELS = 8
_open_cards: set["SoundCard"] = set()


def microphones() -> list[str]:
    """The names of the microphones that are there now, the system's own choice first."""
    library = _look_again(_library())
    with suppress(library.PortAudioError):
        default = library.query_devices(kind="input")["name"]
        names = [d["name"] for d in library.query_devices() if d["max_input_channels"] > 0]
        return list(dict.fromkeys([default, *names]))
    return []


class SoundCard:
    """An open recording stream of PortAudio's."""

    def __init__(
        self,
        device: str,
        avoid: str = "",
        *,
        channel: int = 0,
        only: bool = False,
        all_channels: bool = False,
    ) -> None:
        """Open it: the device of that name, or the system's choice ("" or when it is gone).

        A device called `avoid` is used only when there is no other; with `only` no other than
        `device` is. `channel` 1 is the first; 0, or one that the device has not, is the first two
        together. With `all_channels` each has its level.

        Raises: EnvironmentFault `sound.no_microphone`.
        """
        library = _library()
        self._queue: SimpleQueue[Samples | None] = SimpleQueue()
        self._recent: deque[Samples] = deque(maxlen=round(PRE_ROLL_SECONDS * _BLOCKS_A_SECOND))
        self._taken = False
        self._first = threading.Event()
        self.levels: tuple[float, tuple[float, ...]] = (0.0, ())  # when, and each channel's peak
        try:
            found = _find(library, device) or _find(_look_again(library), device)
            if found is None and only:
                raise EnvironmentFault("sound.no_microphone", retryable=True)
            if found is None:
                log.event("sound.microphone_missing")
                found = library.query_devices(kind="input")
            if found["name"] == avoid:
                found = _other(library, avoid) or found
            self.name = str(found["name"])
            self.rate = int(found["default_samplerate"])
            there = int(found["max_input_channels"])
            self._channel = channel if channel <= there else 0
            wanted = _MOST_CHANNELS if all_channels else max(_MIXED, self._channel)
            self._stream = library.InputStream(
                device=found["index"],
                channels=min(wanted, there),
                samplerate=self.rate,
                blocksize=self.rate // _BLOCKS_A_SECOND,
                dtype="float32",
                callback=self._record,
                finished_callback=lambda: self._queue.put(None),
            )
            self._stream.start()
        except (library.PortAudioError, ValueError):
            raise EnvironmentFault("sound.no_microphone", retryable=True) from None
        _open_cards.add(self)

    def _record(self, data: Samples, _frames: int, _time: object, _status: object) -> None:
        self.levels = (monotonic(), tuple(float(peak) for peak in np.abs(data).max(axis=0)))
        # A copy in either case: the library uses its buffer again.
        block = (
            data[:, self._channel - 1].copy() if self._channel else data[:, :_MIXED].mean(axis=1)
        )
        if self._taken:
            self._queue.put(block)
        else:
            self._recent.append(block)
        self._first.set()

    def pre_roll(self) -> list[Samples]:
        """What was recorded just before; from now on blocks are queued."""
        recent = list(self._recent)
        self._taken = True
        return recent

    def begins(self, patience: float) -> bool:
        """Whether sound comes within so many seconds; it is kept as the pre-roll is."""
        return self._first.wait(patience)

    def rest(self) -> None:
        """Nobody takes blocks any more: from now on only the last are kept."""
        self._taken = False
        self._recent.clear()
        with suppress(Empty):
            while True:
                self._queue.get_nowait()

    def next(self, patience: float) -> Samples:
        """The next block. Raises: EnvironmentFault `sound.microphone_stopped`."""
        block = None
        with suppress(Empty):
            block = self._queue.get(timeout=patience)
        if block is None:  # nothing came, or the device told that it ended
            raise EnvironmentFault("sound.microphone_stopped", retryable=True)
        return block

    def close(self) -> None:
        """Let go, in a thread of its own: a dead sound server can hold this up for ever."""
        closing = threading.Thread(target=self._close, name="sound-close", daemon=True)
        closing.start()
        closing.join(CLOSING_SECONDS)

    def _close(self) -> None:
        with suppress(_library().PortAudioError):
            self._stream.abort()
            self._stream.close()
        _open_cards.discard(self)


def _library() -> Any:
    try:
        import sounddevice
    except OSError:  # PortAudio itself is not installed
        raise EnvironmentFault("sound.no_microphone") from None
    return sounddevice


def _find(library: Any, device: str) -> Any:
    """The microphone of that name, None if it is not there; the system's choice for ""."""
    if not device:
        with suppress(library.PortAudioError):
            return library.query_devices(kind="input")
        return None
    for each in library.query_devices():
        if each["name"] == device and each["max_input_channels"] > 0:
            return each
    return None


def _other(library: Any, avoid: str) -> Any:
    """Any microphone but the one of that name, or None."""
    for each in library.query_devices():
        if each["name"] != avoid and each["max_input_channels"] > 0:
            return each
    return None


def _look_again(library: Any) -> Any:
    """PortAudio lists the devices once; a microphone plugged in since is seen after a restart."""
    if not _open_cards:
        library._terminate()  # the documented way, though its name does not say so
        library._initialize()
    return library
