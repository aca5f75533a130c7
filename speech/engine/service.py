"""What the engine is asked for, and who answers it.

| asked | answered |
|---|---|
| `load` path, threads; `are_you_ready` | `ready`, or `refused` code |
| `listen` ear, at, vocabulary, triggers, | `tentative`, `committed`, |
| commands; `sound` ear + samples; | |
| `finish`, `cancel` ear | `settled`, `finished` ear |
| `transcribe` call, padded, vocabulary + samples | `progress`…, `transcript` |
| `alternatives` call, start, end, count, vocabulary + samples | `readings` |
| `beat` | `beat`, between two jobs |
| `match` call, names, top, triggers, only_asked + samples | `matched` |
"""

import threading
from collections.abc import Callable
from pathlib import Path

import psutil

from jobassist.ports.speech import Samples
from speech.engine.dictation import Dictation
from speech.engine.model import Matcher, Model, open_model
from speech.engine.transcription import Transcription, spans
from speech.engine.wire import Head
from speech.engine.work import Worker

_LEARNING = -1  # the worker's key; dictations have theirs from 0
_LEARNT_AT_ONCE = 8  # names; a job that comes meanwhile waits less than a tenth of a second


class Service:
    """One model, any number of dictations, one thread that decodes."""

    def __init__(self, tell: Callable[[Head], None]) -> None:
        self._tell = tell
        self._worker = Worker()
        self._dictations: dict[int, Dictation] = {}
        self._model: Model | None = None
        threading.Thread(target=self._worker.run, name="decoding", daemon=True).start()

    def handle(self, head: Head, samples: Samples) -> None:
        """Do what a frame asks for; what takes time goes to the worker."""
        kind = head["kind"]
        if kind == "load":
            self._load(Path(head["path"]), head["threads"])
        elif self._model is None:
            return  # refused already, and said so
        elif kind == "are_you_ready":
            self._tell({"kind": "ready"})
        elif kind == "beat":
            self._worker.submit(lambda: self._tell({"kind": "beat"}))
        elif kind == "listen":
            ear, commands = head["ear"], [(key, said) for key, said in head["commands"]]
            self._dictations[ear] = Dictation(
                ear,
                head["at"],
                model=self._model,
                worker=self._worker,
                tell=self._tell,
                vocabulary=head["vocabulary"],
                triggers=head["triggers"],
                commands=commands,
            )
            if commands:  # worked out before the first is said
                matcher, wanted = self._model.matcher(), {"names": commands, "triggers": []}
                self._worker.offer(_LEARNING, lambda: self._learn(matcher, wanted))
        elif kind == "transcribe":
            call = Transcription(
                head["call"],
                samples,
                padded=head["padded"],
                model=self._model,
                worker=self._worker,
                tell=self._tell,
                vocabulary=head["vocabulary"],
            )
            self._worker.submit(call.begin)
        elif kind == "alternatives":
            model = self._model
            self._worker.submit(lambda: self._read_otherwise(model, head, samples))
        elif kind == "match":
            matcher = self._model.matcher()
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

    def _read_otherwise(self, model: Model, head: Head, samples: Samples) -> None:
        found: list[str] = []
        if spans(samples):  # in silence a model imagines words
            found = model.alternatives(
                samples,
                head["start"],
                head["end"],
                count=head["count"],
                vocabulary=head["vocabulary"],
            )
        self._tell({"kind": "readings", "call": head["call"], "texts": found})

    def _learn(self, matcher: Matcher, head: Head) -> None:
        """While nobody speaks, work out what the next match will need."""
        if matcher.learn(head, _LEARNT_AT_ONCE):
            self._worker.offer(_LEARNING, lambda: self._learn(matcher, head))

    def _load(self, folder: Path, threads: int | None) -> None:
        try:
            model = open_model(folder, threads or psutil.cpu_count(logical=False) or 1)
        except (RuntimeError, ValueError, KeyError, OSError):
            # CTranslate2 and the tokenizers say no more than this of a file they cannot read.
            self._tell({"kind": "refused", "code": "speech.model_damaged"})
            return
        self._model = model
        self._tell({"kind": "ready"})
