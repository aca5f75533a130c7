"""What the engine tells, from its wire form. Confidences become how often the model is right."""

from collections.abc import Callable

from jobassist.ports.speech import (
    SAMPLE_RATE,
    Candidate,
    Committed,
    Finished,
    Heard,
    NameMatch,
    Segment,
    Tentative,
    Transcript,
    Word,
)
from speech.engine.wire import Head

Trust = Callable[[float], float]
"""How often a word of that confidence is right."""


def transcript(head: Head, model: str, samples: int, trust: Trust) -> Transcript:
    """What was heard in a whole sound of so many samples."""
    segments = tuple(segment(each, trust) for each in head["segments"])
    return Transcript(
        text=" ".join(each.text for each in segments),
        segments=segments,
        model=model,
        audio_seconds=samples / SAMPLE_RATE,
        processing_seconds=head["seconds"],
        retries=head["retries"],
    )


def name_match(head: Head) -> NameMatch:
    """Which name was said."""
    return NameMatch(
        heard=head["heard"],
        candidates=tuple(Candidate(key, score) for key, score in head["candidates"]),
        accepted=head["accepted"],
        seconds=head["seconds"],
        asked=head["asked"],
    )


def heard(head: Head, trust: Callable[[float], float]) -> Heard | None:
    """What a frame of the engine's tells a dictation; `trust` as for `segment`."""
    if head["kind"] == "tentative":
        return Tentative(head["text"])
    if head["kind"] == "committed":
        said = segment(head["segment"], trust)
        return Committed(said, head["retried"], head["asked"], head["command"])
    return Finished() if head["kind"] == "finished" else None


def segment(head: Head, trust: Callable[[float], float]) -> Segment:
    """A segment from its wire form; `trust` says how often a word of that confidence is right."""
    words = tuple(
        Word(word["start"], word["end"], word["text"], trust(word["confidence"]))
        for word in head["words"]
    )
    return Segment(head["start"], head["end"], head["text"], words)
