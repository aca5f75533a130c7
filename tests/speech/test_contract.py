"""What every recogniser promises: the real engine and the fake that other rooms test with."""

import pytest

from jobassist.ports.speech import Committed, Finished, Recogniser
from tests.fakes.speech import FakeRecogniser
from tests.speech.conftest import NAMES, spoken
from tests.speech.listening import Listener, blocks, dictate, silence

SENTENCE = "Borgeren har deltaget i samtalen og vil gerne i praktik"


@pytest.fixture(params=["engine", "fake"])
def recogniser(request: pytest.FixtureRequest) -> Recogniser:
    if request.param == "fake":
        return FakeRecogniser([SENTENCE, "indsæt kontakt til praktiserende læge"])
    return request.getfixturevalue("engine")


def test_transcript_has_words_in_order_within_the_sound(recogniser: Recogniser) -> None:
    done: list[float] = []
    sound = spoken(SENTENCE)
    transcript = recogniser.transcribe(sound, on_progress=done.append)
    words = [word for segment in transcript.segments for word in segment.words]
    assert transcript.text and words
    assert transcript.model == recogniser.model == "base"
    assert transcript.audio_seconds == pytest.approx(len(sound) / 16_000)
    assert done[-1] == 1.0
    assert [w.start for w in words] == sorted(w.start for w in words)
    assert all(0 <= w.start <= w.end <= transcript.audio_seconds + 0.1 for w in words)
    assert all(0 <= w.confidence <= 1 for w in words)
    assert " ".join(w.text for w in words) == transcript.text


def test_silence_has_no_text(recogniser: Recogniser) -> None:
    assert recogniser.transcribe(silence(3)).text == ""
    assert recogniser.transcribe(silence(0)).segments == ()
    assert dictate(recogniser, silence(2)).text == ""


def test_dictation_ends_with_one_finished(recogniser: Recogniser) -> None:
    listener = dictate(recogniser, spoken(SENTENCE))
    assert listener.text
    assert [type(h) for h in listener.heard].count(Finished) == 1
    assert isinstance(listener.heard[-1], Finished)
    assert isinstance(listener.heard[-2], Committed)


def test_cancelled_dictation_says_nothing_more(recogniser: Recogniser) -> None:
    listener = Listener()
    ear = recogniser.listen(listener)
    for block in blocks(spoken(SENTENCE)):
        ear.feed(block)
    ear.cancel()
    before = len(listener.heard)
    ear.feed(spoken(SENTENCE))
    ear.finish()
    recogniser.transcribe(silence(1))  # whatever was under way has been answered by now
    assert not any(isinstance(h, Finished) for h in listener.heard)
    assert len(listener.heard) == before


def test_sound_after_the_end_is_ignored(recogniser: Recogniser) -> None:
    listener = Listener()
    ear = recogniser.listen(listener)
    ear.finish()
    ear.feed(spoken(SENTENCE))
    ear.finish()
    listener.wait_for(Finished)
    assert listener.text == ""


def test_named_text_is_first_of_at_least_five(recogniser: Recogniser) -> None:
    if isinstance(recogniser, FakeRecogniser):
        recogniser.transcribe(spoken(SENTENCE))
    found = recogniser.match(spoken("indsæt kontakt til praktiserende læge"), NAMES, top=1)
    assert found.accepted == "c" == found.candidates[0].key
    assert len(found.candidates) >= 5
    scores = [c.score for c in found.candidates]
    assert scores == sorted(scores, reverse=True)


def test_silence_names_nothing_but_still_lists_candidates(recogniser: Recogniser) -> None:
    found = recogniser.match(silence(2), NAMES)
    assert found.accepted is None
    assert len(found.candidates) >= 5


def test_speech_that_asks_for_nothing_has_no_candidates_when_only_requests_count(
    recogniser: Recogniser,
) -> None:
    found = recogniser.match(spoken(SENTENCE), NAMES, only_asked=True)
    assert not found.asked
    assert found.candidates == () and found.accepted is None


def test_without_triggers_a_name_alone_is_asked_for(recogniser: Recogniser) -> None:
    assert recogniser.match(silence(1), NAMES, triggers=()).asked


def test_other_readings_of_a_place_are_few_and_hold_what_was_heard(recogniser: Recogniser) -> None:
    sound = spoken(SENTENCE)
    heard = recogniser.transcribe(sound)
    if isinstance(recogniser, FakeRecogniser):
        recogniser.readings = ("praktik", "praksis", "Patrick", "praktisk")
        wanted = "praktik"
        found = recogniser.alternatives(sound, 2.0, 2.5, count=3)
    else:
        word = heard.segments[0].words[-1]
        wanted = word.text.strip(".,")
        found = recogniser.alternatives(sound, word.start, word.end, count=3)
    assert wanted in found
    assert 1 <= len(found) <= 3 and len(set(found)) == len(found)
    assert recogniser.alternatives(silence(2), 0.5, 1.0) == ()


def test_vocabulary_may_be_given_to_both_ways_of_listening(recogniser: Recogniser) -> None:
    sound = spoken(SENTENCE)
    assert recogniser.transcribe(sound, vocabulary=["Holmgaard"]).text
    listener = Listener()
    ear = recogniser.listen(listener, vocabulary=["Holmgaard"])
    ear.finish()
    listener.wait_for(Finished)
