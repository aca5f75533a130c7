"""What the engine is asked for, and who answers it.

| asked | answered |
|---|---|
| `load` path, threads; `are_you_ready` | `ready`, or `refused` code |
| `listen` ear, at; `sound` ear + samples; `finish`, `cancel` ear | `tentative`, `committed`,
| | `settled`, `finished` ear |
| `transcribe` call, padded + samples | `progress`…, `transcript` |
| `beat` | `beat`, between two jobs |
| `match` call, names, top, triggers, only_asked + samples | `matched` |
"""

import threading
from collections.abc import Callable
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from jobassist.ports.speech import Samples
from speech.engine.dictation import Dictation
from speech.engine.transcription import Transcription
from speech.engine.whisper import Whisper
from speech.engine.wire import Head
from speech.engine.work import Worker
from speech.names.matcher import NameMatcher

_LEARNING = -1  # the worker's key; dictations have theirs from 0
_LEARNT_AT_ONCE = 8  # names; a job that comes meanwhile waits less than a tenth of a second


class Service:
    """One model, any number of dictations, one thread that decodes."""

    def __init__(self, tell: Callable[[Head], None]) -> None:
        self._tell = tell
        self._worker = Worker()
        self._dictations: dict[int, Dictation] = {}
        self._whisper: Whisper | None = None
        self._matcher: NameMatcher | None = None
        threading.Thread(target=self._worker.run, name="decoding", daemon=True).start()

    def handle(self, head: Head, samples: Samples) -> None:
        """Do what a frame asks for; what takes time goes to the worker."""
        kind = head["kind"]
        if kind == "load":
            self._load(Path(head["path"]), head["threads"])
        elif self._whisper is None or self._matcher is None:
            return  # refused already, and said so
        elif kind == "are_you_ready":
            self._tell({"kind": "ready"})
        elif kind == "beat":
            self._worker.submit(lambda: self._tell({"kind": "beat"}))
        elif kind == "listen":
            ear = head["ear"]
            self._dictations[ear] = Dictation(
                ear, head["at"], self._whisper, self._worker, self._tell
            )
        elif kind == "transcribe":
            call = Transcription(
                head["call"],
                samples,
                padded=head["padded"],
                whisper=self._whisper,
                worker=self._worker,
                tell=self._tell,
            )
            self._worker.submit(call.begin)
        elif kind == "match":
            matcher = self._matcher
            self._worker.submit(
                lambda: self._tell({"call": head["call"], **matcher.match(samples, head)})
            )
            self._worker.offer(_LEARNING, lambda: self._learn(matcher, head))
        else:
            self._dictate(kind, head["ear"], samples)

    def _dictate(self, kind: str, ear: int, samples: Samples) -> None:
        dictation = self._dictations.get(ear)
        if dictation is None:
            return
        if kind == "sound":
            dictation.feed(samples)
            return
        del self._dictations[ear]
        if kind == "finish":
            dictation.finish()
        else:
            dictation.cancel()

    def _learn(self, matcher: NameMatcher, head: Head) -> None:
        """While nobody speaks, work out what the next match will need."""
        if matcher.learn(head, _LEARNT_AT_ONCE):
            self._worker.offer(_LEARNING, lambda: self._learn(matcher, head))

    def _load(self, folder: Path, threads: int | None) -> None:
        try:
            whisper = Whisper(folder, threads or psutil.cpu_count(logical=False) or 1)
        except (RuntimeError, ValueError, OSError):
            # CTranslate2 and the tokenizer say no more than this of a file they cannot read.
            self._tell({"kind": "refused", "code": "speech.model_damaged"})
            return
        self._matcher = NameMatcher(whisper)
        self._whisper = whisper
        self._tell({"kind": "ready"})
