"""Names, answers and ordinary speech, by the real engine."""

import csv
from importlib import resources
from io import StringIO

import numpy as np
import pytest

from jobassist.ports.speech import SAMPLE_RATE, Samples
from jobassist.services.requests import ANSWERS
from speech.recogniser import EngineRecogniser
from tests.speech.conftest import NAMES, spoken


def shipped() -> list[tuple[str, str]]:
    text = resources.files("resources.phrases").joinpath("standardtekster.csv")
    rows = csv.DictReader(StringIO(text.read_text(encoding="utf-8")))
    return [(row["noegle"], row["talenavn"]) for row in rows]


def held(text: str) -> Samples:
    """As with a key: silence before and after."""
    pause = np.zeros(int(0.6 * SAMPLE_RATE), np.float32)
    return np.concatenate([pause, spoken(text), pause])


def test_the_demos_request_is_accepted_among_all_shipped_names(engine: EngineRecogniser) -> None:
    found = engine.match(held("Indsæt jobsamtale telefon"), shipped())
    assert found.asked
    assert found.accepted == found.candidates[0].key == "jn-jobsamtale-telefon"
    scores = [candidate.score for candidate in found.candidates]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] >= 0 and scores[0] <= 1


@pytest.mark.parametrize("trigger", ["Indsæt", "Standardtekst"])
def test_either_trigger_is_heard(engine: EngineRecogniser, trigger: str) -> None:
    found = engine.match(held(f"{trigger} udeblivelse fra samtale"), NAMES, only_asked=True)
    assert found.asked
    assert found.candidates[0].key == "g"


@pytest.mark.parametrize(
    "said",
    [
        "Hun har været syg siden maj",
        "Borgeren vil gerne i praktik",
        "Indsatsen virker",
        "Indsatser skal følges op",
        "Standarden er høj",
    ],
)
def test_speech_without_a_trigger_asks_for_nothing(engine: EngineRecogniser, said: str) -> None:
    found = engine.match(held(said), NAMES, only_asked=True)
    assert not found.asked
    assert found.candidates == () and found.accepted is None


def test_a_name_without_its_trigger_is_listed_and_not_accepted(engine: EngineRecogniser) -> None:
    found = engine.match(held("udeblivelse fra samtale"), NAMES)
    assert not found.asked and found.accepted is None
    assert found.candidates[0].key == "g"


@pytest.mark.parametrize(("said", "meant"), [("nej", "no"), ("nummer to", "2"), ("to", "2")])
def test_answers_need_no_trigger(engine: EngineRecogniser, said: str, meant: str) -> None:
    found = engine.match(held(said), ANSWERS, triggers=())
    assert found.asked
    assert found.candidates[0].key == meant
    assert len({candidate.key for candidate in found.candidates}) == len(found.candidates) == 4


@pytest.mark.parametrize("said", ["lægen ringer", "hun kom i går", "punktum"])
def test_what_is_no_answer_is_not_accepted_as_one(engine: EngineRecogniser, said: str) -> None:
    assert engine.match(held(said), ANSWERS, triggers=()).accepted is None
