"""Where speech begins and ends in a stream of sound.

A segment opens after two speech frames and reaches back far enough that no first word is
clipped; it closes after 480 ms without speech, or before it outgrows a short window. The silence
around it is kept: on real Danish, a sound trimmed close loses its last words.
"""

from dataclasses import dataclass

import numpy as np

from jobassist.ports.speech import SAMPLE_RATE, Samples
from speech.engine.silero import FRAME, Probabilities
from speech.engine.voice import Voice

SPEECH = 0.5
SILENCE = 0.35  # between the two, what was going on goes on
PRE_ROLL = int(0.7 * SAMPLE_RATE)  # 450 ms for the words, the rest for the decoder
ONSET = 2  # frames
HANGOVER = 15  # frames, 480 ms
LEAST_SPEECH = 3  # frames; a click or a key is shorter
LONGEST = 20 * SAMPLE_RATE
CUT_ZONE = 6 * SAMPLE_RATE  # where a segment that is too long may be cut


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of sound with speech in it. `start` is its first sample in the stream.

    Two spans with one `key` hold the same speech: what was decoded for one serves for the other.
    `alone`: it begins and ends with a pause, and was not cut because it was too long.
    """

    start: int
    samples: Samples
    key: tuple[int, int]
    alone: bool = True


class Endpointer:
    """Cuts one stream into spans. `at` is the number of its first sample.

    With a `voice` only the speaker's own speech counts, not that of others in the room.
    """

    def __init__(
        self, probabilities: Probabilities, at: int = 0, voice: Voice | None = None
    ) -> None:
        self._probabilities = probabilities
        self._voice = voice
        self._kept: Samples = np.zeros(0, np.float32)
        self._base = at  # the stream's number of the first sample kept
        self._next = at  # the first sample not looked at yet
        self._run = 0
        self._cut_at: int | None = None
        self._start: int | None = None
        self._last_end = at
        self._quiet: int | None = None
        self._speech_frames = 0
        self._seen: list[float] = []  # probabilities of the open segment's frames

    def feed(self, samples: Samples) -> list[Span]:
        """Take more sound; returns the segments that closed."""
        self._kept = np.concatenate([self._kept, samples])
        count = (self._base + len(self._kept) - self._next) // FRAME
        if not count:
            return []
        first = self._next - self._base
        frames = self._kept[first : first + count * FRAME].reshape(count, FRAME)
        closed = []
        for frame, probability in zip(frames, self._probabilities(frames), strict=True):
            self._next += FRAME
            span = self._step(self._of_the_speaker(frame, float(probability)))
            if span:
                closed.append(span)
        self._forget()
        return closed

    def finish(self) -> Span | None:
        """The stream ends: the segment that is open, if any."""
        if self._start is None:
            return None
        return self._close(self._base + len(self._kept))

    @property
    def settled(self) -> int:
        """No sound before this sample will be needed again."""
        return self._base

    @property
    def silent_frames(self) -> int:
        """How long the open segment has been without speech; 0 while somebody speaks."""
        return 0 if self._quiet is None else (self._next - self._quiet) // FRAME

    def open_span(self, least: int = LEAST_SPEECH) -> Span | None:
        """The segment being spoken, up to now; None before it has `least` frames of speech."""
        if self._start is None or self._speech_frames < least:
            return None
        return self._span(self._next)

    def _of_the_speaker(self, frame: Samples, probability: float) -> float:
        if self._voice is None or self._voice.is_near(frame, speech=probability >= SPEECH):
            return probability
        return 0.0

    def _step(self, probability: float) -> Span | None:
        speech = probability >= SPEECH
        if self._start is None:
            self._run = self._run + 1 if speech else 0
            if self._run >= ONSET:
                onset = self._next - self._run * FRAME
                self._start = max(self._base, self._last_end, onset - PRE_ROLL)
                self._speech_frames, self._quiet, self._seen = self._run, None, []
            return None
        self._seen.append(probability)
        if speech:
            self._speech_frames += 1
            self._quiet = None
        elif probability < SILENCE and self._quiet is None:
            self._quiet = self._next - FRAME
        if self._quiet is not None and self.silent_frames >= HANGOVER:
            return self._close(self._next)
        if self._next - self._start >= LONGEST:
            return self._cut()
        return None

    def _close(self, end: int) -> Span | None:
        span = self._span(end) if self._speech_frames >= LEAST_SPEECH else None
        if span:
            self._last_end = span.start + len(span.samples)
        self._start, self._quiet, self._run = None, None, 0
        return span

    def _span(self, end: int) -> Span:
        assert self._start is not None
        quiet = self._quiet if self._quiet is not None else end
        sound = self._kept[self._start - self._base : end - self._base]
        alone = self._cut_at not in (self._start, end)
        return Span(self._start, sound, (self._start, quiet), alone)

    def _cut(self) -> Span:
        """Close the long segment at its least speech-like frame and open the rest as the next."""
        zone = self._seen[-(CUT_ZONE // FRAME) : -ONSET]
        back = len(zone) - int(np.argmin(zone)) + ONSET
        cut = self._next - back * FRAME
        self._quiet, self._cut_at = None, cut
        span = self._span(cut)
        self._start = self._last_end = cut
        self._seen = self._seen[-back:]
        self._speech_frames = sum(p >= SPEECH for p in self._seen)
        return span

    def _forget(self) -> None:
        # A segment that is open is kept whole; silence only as far as the next may reach back.
        before_onset = self._next - self._run * FRAME - PRE_ROLL
        keep_from = self._start if self._start is not None else before_onset
        drop = min(max(0, keep_from - self._base), len(self._kept))
        self._kept = self._kept[drop:]
        self._base += drop
