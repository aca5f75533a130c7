"""The trigger before a standard text's name, and answers to the texts that are shown."""

import numpy as np
import pytest

from jobassist.ports.speech import Segment
from jobassist.services.requests import after_trigger, answer, asked
from tests.fakes.speech import FakeRecogniser, spread


@pytest.mark.parametrize(
    ("spoken", "rest"),
    [
        ("Indsæt jobsamtale telefon.", "jobsamtale telefon."),
        ("indset første jobsamtale", "første jobsamtale"),
        ("Ind sæt virksomhedsbesøg", "virksomhedsbesøg"),
        ("Standardtekst udeblivelse fra samtale", "udeblivelse fra samtale"),
    ],
)
def test_a_request_is_heard_through_weak_spelling(spoken: str, rest: str):
    assert after_trigger(spoken) == rest


@pytest.mark.parametrize(
    "spoken",
    [
        "",
        "indsæt",
        "Indsatsen er tilrettelagt sammen med borgeren.",
        "Borgeren har selv indsat beløbet.",
        "Standarden for samtaler er uændret.",
        "Vi har talt om insatser.",
    ],
)
def test_ordinary_speech_is_no_request(spoken: str):
    assert after_trigger(spoken) is None


SOUND = np.full(16_000, 0.2, np.float32)
NAMES = [("jn-telefon", "jobsamtale telefon"), ("br-klage", "klagevejledning")]


def segment(text: str, seconds: float = 2.0) -> Segment:
    return spread(text, 0.0, seconds)


def test_what_the_engine_heard_of_a_trigger_saves_listening_once_more():
    ears = FakeRecogniser(["indsæt jobsamtale telefon"])
    ordinary = segment("Hvis du har en halv omkring")
    assert asked(lambda: ears, ordinary, SOUND, NAMES, False) is None
    assert asked(lambda: ears, ordinary, SOUND, NAMES, True)  # the script was not used up before
    ears.say("indsæt jobsamtale telefon")
    written = segment("indsæt jobsamtale telefon")
    assert asked(lambda: ears, written, SOUND, NAMES, False)  # the text says it all the same


def test_a_trigger_that_only_the_sound_tells_is_a_request():
    ears = FakeRecogniser(["indsæt jobsamtale telefon"])
    match = asked(lambda: ears, segment("Hvis du har en halv omkring"), SOUND, NAMES)
    assert match and match.accepted == "jn-telefon"


def test_ordinary_speech_and_speech_too_long_for_a_request_are_for_the_note():
    assert (
        asked(lambda: FakeRecogniser(["hun ringer"]), segment("Hun ringer"), SOUND, NAMES) is None
    )
    ears = FakeRecogniser(["indsæt jobsamtale telefon"])
    assert asked(lambda: ears, segment("Hun ringer", 12.0), SOUND, NAMES) is None


def test_without_names_nothing_is_listened_to_again():
    def no_engine() -> FakeRecogniser:
        raise AssertionError

    assert asked(no_engine, segment("Indsæt jobsamtale telefon"), SOUND, ()) is None


@pytest.mark.parametrize(
    ("written", "sounded", "choice"),
    [("To.", "", "2"), ("Nej!", "", "no"), ("Thor", "nummer to", "2"), ("Han ringer", "", None)],
)
def test_an_answer_is_read_or_heard(written: str, sounded: str, choice: str | None):
    assert answer(lambda: FakeRecogniser([sounded]), segment(written, 1.0), SOUND) == choice


@pytest.mark.parametrize("sounded", ["træt", "det er det", "den anden dag", "ingenting"])
def test_ordinary_speech_that_sounds_like_an_answer_is_none(sounded: str):
    assert answer(lambda: FakeRecogniser([sounded]), segment("Hm", 1.0), SOUND) is None


def test_long_speech_is_no_answer():
    assert answer(lambda: FakeRecogniser(["to"]), segment("To.", 8.0), SOUND) is None
