"""A short lone segment is a command by its sound, or it is for the note; never a bit of both."""

import pytest

from benchmarks._utterances import in_voice
from benchmarks.spoken_commands import Case, dictated, figures
from benchmarks.spoken_commands import _alone as alone
from jobassist.services.commands import Order
from speech.engine.whisper import Hypothesis
from speech.names.alone import Alone, LoneNames, accepted, certainty
from speech.recogniser import EngineRecogniser
from tests.speech.listening import silence

SURE = Alone("stop", gain=7.0, ahead=3.0, alike=72.0)


def said(text: str, voice: str = "da+m3", order: Order | None = None) -> Case:
    return Case(text, voice, order, alone(in_voice(text, voice, 160)))


@pytest.mark.parametrize(
    ("text", "voice", "order"),
    [
        ("stop diktering", "da+f2", Order("stop")),
        ("gå til faktiske oplysninger", "da+f5", Order("go_to", "facts")),
    ],
)
def test_command_that_is_written_otherwise_is_heard(
    engine: EngineRecogniser, text: str, voice: str, order: Order
) -> None:
    found = dictated(engine, said(text, voice, order))
    assert found.by_both == order
    assert found.by_text != order  # else the sound was not needed


@pytest.mark.parametrize("text", ["det er fint", "ja tak", "han møder op", "stop med det"])
def test_ordinary_speech_is_for_the_note(engine: EngineRecogniser, text: str) -> None:
    found = dictated(engine, said(text))
    assert found.text and found.by_both is None


def test_command_inside_speech_is_for_the_note(engine: EngineRecogniser) -> None:
    text = "vi vil gerne stoppe diktering af brevet og gå til faktiske oplysninger i morgen"
    assert dictated(engine, said(text)).by_both is None


@pytest.mark.parametrize("less", [{"gain": -1.0}, {"ahead": 0.5}, {"alike": 30.0}])
def test_each_of_three_must_speak_for_it(less: dict[str, float]) -> None:
    assert accepted(SURE)
    assert certainty(SURE._replace(**less)) < certainty(SURE)
    assert not accepted(Alone("stop", **{"gain": 2.0, "ahead": 1.5, "alike": 62.0, **less}))


def test_figures_count_what_was_obeyed_and_taken(engine: EngineRecogniser) -> None:
    outcomes = [
        dictated(engine, said("stop diktering", "da+f2", Order("stop"))),
        dictated(engine, said("ja tak")),
    ]
    told = figures(outcomes)
    assert (told["commands"], told["obeyed"], told["ordinary"], told["taken"]) == (1, 1.0, 1, 0)


@pytest.mark.parametrize(
    ("text", "probability", "seconds"),
    [("Stoppik, tag dem.", -0.2, 1), ("Borgeren ringer", -0.9, 1), ("Stoppik, tag dem.", -0.9, 4)],
)
def test_clear_other_or_long_speech_is_not_even_looked_at(
    text: str, probability: float, seconds: int
) -> None:
    decoded = Hypothesis([1], text, probability, 0.0, 1.0, at_cap=False)
    names = LoneNames(None, None, [("stop", "stop diktat"), ("", "start")])  # type: ignore[arg-type]
    assert names.said(silence(seconds), None, decoded) is None  # type: ignore[arg-type]
