"""`transcribe`: sound files to text."""

import sys
from argparse import ArgumentParser, Namespace
from contextlib import closing
from pathlib import Path
from typing import Any

from jobassist import messages
from jobassist.cli.call import Call
from jobassist.cli.progress import progress
from jobassist.errors import UserError
from jobassist.ports.speech import Recogniser, Transcript


def add(parser: ArgumentParser) -> None:
    """Declare `transcribe`."""
    parser.add_argument(
        "file", type=Path, nargs="+", metavar="FIL", help="WAV, FLAC, OGG eller MP3"
    )
    parser.add_argument("--model", metavar="M", help="talemodel (ellers den valgte)")
    parser.add_argument(
        "--padded", action="store_true", help="brug det almindelige vindue på 30 sekunder"
    )
    parser.add_argument("--case", metavar="ID", help="sag, hvis navne skal genkendes")
    parser.set_defaults(run=_run)


def _run(call: Call, options: Namespace) -> int:
    answers = []
    with closing(call.house.recogniser(options.model)) as recogniser:
        for file in options.file:
            answers.append(_one(recogniser, file, options.padded))
    call.answer(answers, (a["text"] for a in answers if "error" not in a))
    return 1 if any("error" in a for a in answers) else 0


def _one(recogniser: Recogniser, file: Path, padded: bool) -> dict[str, Any]:
    """A file's answer. One that is no sound is told, and the others still get theirs."""
    from speech.sound_file import read_sound_file

    try:
        with progress(file.name) as show:
            heard = recogniser.transcribe(read_sound_file(file), padded=padded, on_progress=show)
    except UserError as error:
        print(f"jobassist: {file.name}: {messages.explain(error)}", file=sys.stderr)
        return {"file": str(file), "error": error.code, "text": "", "segments": []}
    return {"file": str(file)} | told(heard)


def told(heard: Transcript) -> dict[str, Any]:
    """A transcript as the command line tells it."""
    return {
        "text": heard.text,
        "segments": [
            {
                "start": round(s.start, 3),
                "end": round(s.end, 3),
                "text": s.text,
                "words": [
                    {
                        "start": round(w.start, 3),
                        "end": round(w.end, 3),
                        "text": w.text,
                        "confidence": round(w.confidence, 4),
                    }
                    for w in s.words
                ],
            }
            for s in heard.segments
        ],
        "model": heard.model,
        "audio_seconds": round(heard.audio_seconds, 3),
        "processing_seconds": round(heard.processing_seconds, 3),
        "retries": heard.retries,
    }
