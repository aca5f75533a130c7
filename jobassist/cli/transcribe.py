"""`transcribe`: sound files to text."""

from argparse import ArgumentParser, Namespace
from contextlib import closing
from pathlib import Path
from typing import Any

from jobassist.cli.call import Call
from jobassist.cli.progress import Progress
from jobassist.cli.sounds import for_each_sound
from jobassist.ports.speech import Samples, Transcript


def add(parser: ArgumentParser) -> None:
    """Declare `transcribe`."""
    parser.add_argument(
        "file", type=Path, nargs="+", metavar="FIL", help="WAV, FLAC, OGG eller MP3"
    )
    parser.add_argument("--model", metavar="M", help="talemodel (ellers den valgte)")
    parser.add_argument(
        "--padded", action="store_true", help="brug det almindelige vindue på 30 sekunder"
    )
    parser.add_argument(
        "--case", metavar="ID", help="vent navnene i denne sag (id eller nummer; låser lageret op)"
    )
    parser.set_defaults(run=_run)


def _run(call: Call, options: Namespace) -> int:
    expected = () if options.case is None else _words_of(call, options.case)
    with closing(call.house.ears.recogniser(options.model)) as recogniser:

        def one(samples: Samples, show: Progress) -> dict[str, Any]:
            heard = recogniser.transcribe(
                samples, padded=options.padded, on_progress=show, vocabulary=expected
            )
            return told(heard)

        answers = for_each_sound(options.file, one)
    call.answer(answers, (answer["text"] for answer in answers if "error" not in answer))
    return 1 if any("error" in answer for answer in answers) else 0


def _words_of(call: Call, case: str) -> tuple[str, ...]:
    from jobassist.cli.case import find_case
    from jobassist.services.vocabulary import words_of_case

    with call.session() as session:
        return words_of_case(session, find_case(session, case))


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
