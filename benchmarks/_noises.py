"""Six kinds of sound that are no speech, made by numpy and different for each seed."""

from collections.abc import Callable

import numpy as np

from jobassist.ports.speech import SAMPLE_RATE, Samples

Chance = np.random.Generator
_NOTES = 220 * 2 ** (np.array([0, 3, 5, 7, 10, 12, 15, 17]) / 12)


def silence(seconds: int, chance: Chance) -> Samples:
    """A quiet room: the microphone's own noise."""
    return _float(chance.normal(0, 0.0008, seconds * SAMPLE_RATE))


def hiss(seconds: int, chance: Chance) -> Samples:
    """A ventilator: noise with more low than high, swelling a little."""
    white = np.fft.rfft(chance.normal(0, 1, seconds * SAMPLE_RATE))
    pink = np.fft.irfft(white / np.sqrt(np.arange(1, len(white) + 1)))
    swell = 1 + 0.4 * np.sin(2 * np.pi * 0.2 * _time(seconds))
    return _float(0.05 * swell * pink / np.abs(pink).std())


def hum(seconds: int, chance: Chance) -> Samples:
    """The mains and its harmonics."""
    time = _time(seconds)
    tones = [np.sin(2 * np.pi * 50 * k * time + chance.uniform(0, 6)) / k for k in (1, 2, 3, 5, 7)]
    return _float(0.08 * np.sum(tones, axis=0))


def clatter(seconds: int, chance: Chance) -> Samples:
    """Typing: six keys a second, each two clicks with a body of wood."""
    sound = chance.normal(0, 0.0008, seconds * SAMPLE_RATE)
    for _ in range(seconds * 6):
        for late in (0, int(chance.integers(700, 1800))):
            _add(sound, chance, late, _ring(chance, chance.uniform(900, 3500), 0.008))
    return _float(sound)


def coughs(seconds: int, chance: Chance) -> Samples:
    """A cough every few seconds: bursts of throaty noise without a voice."""
    sound = chance.normal(0, 0.0008, seconds * SAMPLE_RATE)
    for _ in range(max(1, seconds // 4)):
        at = int(chance.integers(0, len(sound)))
        for again in range(int(chance.integers(1, 4))):
            length = int(chance.uniform(0.12, 0.3) * SAMPLE_RATE)
            burst = np.convolve(chance.normal(0, 1, length), np.ones(9) / 9, "same")
            shape = np.exp(-np.linspace(0, 5, length)) * np.minimum(1, np.arange(length) / 200)
            _put(sound, at + again * int(0.4 * SAMPLE_RATE), 0.4 * burst * shape)
    return _float(sound)


def music(seconds: int, chance: Chance) -> Samples:
    """A radio in the next room: chords and a tune."""
    sound = chance.normal(0, 0.0008, seconds * SAMPLE_RATE)
    for beat in range(seconds * 3):
        length = int(chance.uniform(0.3, 1.2) * SAMPLE_RATE)
        time = np.arange(length) / SAMPLE_RATE
        note = chance.choice(_NOTES)
        tone = sum(np.sin(2 * np.pi * note * k * time) / k**2 for k in range(1, 5))
        _put(sound, beat * SAMPLE_RATE // 3, 0.06 * tone * np.exp(-3 * time))
    return _float(sound)


KINDS: dict[str, Callable[[int, Chance], Samples]] = {
    each.__name__: each for each in (silence, hiss, hum, clatter, coughs, music)
}


def _time(seconds: int) -> np.ndarray:
    return np.arange(seconds * SAMPLE_RATE) / SAMPLE_RATE


def _ring(chance: Chance, pitch: float, decay: float) -> np.ndarray:
    time = np.arange(int(6 * decay * SAMPLE_RATE)) / SAMPLE_RATE
    body = np.sin(2 * np.pi * pitch * time) + 0.5 * chance.normal(0, 1, len(time))
    return chance.uniform(0.03, 0.12) * body * np.exp(-time / decay)


def _add(sound: np.ndarray, chance: Chance, late: int, part: np.ndarray) -> None:
    _put(sound, int(chance.integers(0, len(sound))) + late, part)


def _put(sound: np.ndarray, at: int, part: np.ndarray) -> None:
    end = min(len(sound), at + len(part))
    if at < end:
        sound[at:end] += part[: end - at]


def _float(sound: np.ndarray) -> Samples:
    clipped: Samples = np.clip(sound, -1, 1).astype(np.float32)
    return clipped
