"""The rules around the model: window, retry, what is no speech. Its answers are scripted."""

from collections.abc import Sequence
from typing import Any

import pytest

from jobassist.ports.speech import Samples, Word
from speech.engine.decoding import (
    decode,
    nothing_said,
    says_twice,
    short_window,
    token_cap,
)
from speech.engine.whisper import Encoded, Hypothesis
from tests.speech.listening import silence

GOOD = Hypothesis([1, 2], "Borgeren ringede", -0.4, 0.1, 1.0, at_cap=False)


def hypothesis(**changes: Any) -> Hypothesis:
    values = {name: getattr(GOOD, name) for name in Hypothesis.__slots__}
    return Hypothesis(**{**values, **changes})


class ScriptedWhisper:
    """Gives the scripted hypotheses in turn and remembers the windows it was asked for."""

    def __init__(self, *answers: Hypothesis) -> None:
        self._answers = list(answers)
        self.windows: list[int] = []
        self.beams: list[int] = []
        self.hotwords: list[int] = []
        self.looping: list[bool] = []
        self.confidence = 0.5

    def encode(self, samples: Samples, window: int) -> Encoded:
        self.windows.append(window)
        return Encoded(None, len(samples) // 160)

    def generate(
        self,
        encoded: Encoded,
        *,
        beam: int,
        most_tokens: int,
        looping: bool = True,
        hotwords: Sequence[int] = (),
    ) -> Hypothesis:
        self.hotwords.append(len(hotwords))
        self.beams.append(beam)
        self.looping.append(looping)
        return self._answers.pop(0)

    def tokens(self, text: str) -> list[int]:
        return [ord(letter) for letter in text]

    def words(self, encoded: Encoded, hypothesis: Hypothesis, start: float) -> tuple[Word, ...]:
        return tuple(Word(0, 1, text, self.confidence) for text in hypothesis.text.split())


@pytest.mark.parametrize(
    ("seconds", "frames"), [(1, 1000), (8, 1000), (12, 1400), (20, 2200), (29, 3000)]
)
def test_window_is_ten_seconds_or_two_more_than_the_sound(seconds: int, frames: int) -> None:
    assert short_window(silence(seconds)) == frames


def test_cap_grows_with_the_sound() -> None:
    assert token_cap(silence(1)) < token_cap(silence(5)) < token_cap(silence(60)) <= 224


def test_good_answer_is_taken_at_once() -> None:
    whisper = ScriptedWhisper(GOOD)
    decoded = decode(whisper, silence(3), 7.0)  # type: ignore[arg-type]
    assert decoded.segment and decoded.segment.text == GOOD.text
    assert (decoded.segment.start, decoded.segment.end) == (7.0, 10.0)
    assert not decoded.retried
    assert whisper.windows == [1000]


@pytest.mark.parametrize(
    ("doubtful", "windows"),
    [
        ({"compression": 2.6}, [1000, 3000]),
        ({"at_cap": True}, [1000, 3000]),
        ({"log_probability": -1.3}, [1000]),  # on what has been encoded already
        ({"tokens": [*range(8), 9, *range(8)]}, [1000]),
    ],
)
def test_doubtful_answer_is_decoded_once_more(doubtful: dict[str, Any], windows: list[int]) -> None:
    whisper = ScriptedWhisper(hypothesis(text="galt", **doubtful), GOOD)
    decoded = decode(whisper, silence(3), 0.0)  # type: ignore[arg-type]
    assert decoded.retried
    assert decoded.segment and decoded.segment.text == GOOD.text
    assert whisper.windows == windows
    assert whisper.beams[0] < whisper.beams[1]


def test_what_is_said_twice_is_no_row_of_noughts() -> None:
    assert says_twice([5, *range(8), 7, *range(8), 6])
    assert not says_twice([1, 2] * 5)  # nul nul nul nul nul
    assert not says_twice(list(range(40))) and not says_twice([])


def test_second_answer_that_is_worse_is_not_taken() -> None:
    first = hypothesis(log_probability=-1.3)
    loop = hypothesis(text="ja ja ja ja", log_probability=-0.1, compression=3.0)
    decoded = decode(ScriptedWhisper(first, loop), silence(3), 0.0)  # type: ignore[arg-type]
    assert decoded.segment and decoded.segment.text == first.text


def test_loop_is_decoded_anew_without_being_allowed_to_loop() -> None:
    whisper = ScriptedWhisper(hypothesis(text="ja ja ja ja", compression=3.0), GOOD)
    decoded = decode(whisper, silence(3), 0.0)  # type: ignore[arg-type]
    assert decoded.segment and decoded.segment.text == GOOD.text
    assert whisper.looping == [True, False]


def test_padded_decoding_is_never_retried() -> None:
    whisper = ScriptedWhisper(hypothesis(at_cap=True))
    assert not decode(whisper, silence(3), 0.0, padded=True).retried  # type: ignore[arg-type]
    assert whisper.windows == [3000]


@pytest.mark.parametrize(
    "nothing",
    [
        {"no_speech": 0.7, "log_probability": -1.1},
        {"text": "Danske tekster af Nicolai Winther"},
        {"text": " Scandinavian Text Service 2018"},
        {"text": "Tak for at se med!"},
        {"text": "..."},
        {"text": ""},
    ],
)
def test_silence_and_artefacts_have_no_text(nothing: dict[str, Any]) -> None:
    answer = hypothesis(**nothing)
    assert decode(ScriptedWhisper(answer), silence(3), 0.0).segment is None  # type: ignore[arg-type]
    assert nothing_said(answer)


@pytest.mark.parametrize(("confidence", "kept"), [(0.05, False), (0.3, True)])
def test_text_of_which_no_word_is_likely_is_none(confidence: float, kept: bool) -> None:
    whisper = ScriptedWhisper(GOOD)
    whisper.confidence = confidence
    assert (decode(whisper, silence(3), 0.0).segment is not None) is kept  # type: ignore[arg-type]


def test_quiet_but_probable_speech_is_kept() -> None:
    answer = hypothesis(no_speech=0.7)
    assert decode(ScriptedWhisper(answer), silence(3), 0.0).segment  # type: ignore[arg-type]


def test_expected_words_are_told_to_the_model_also_when_it_decodes_anew() -> None:
    whisper = ScriptedWhisper(hypothesis(log_probability=-1.3), GOOD)
    decode(whisper, silence(3), 0.0, vocabulary=["Holmgaard"])  # type: ignore[arg-type]
    assert whisper.hotwords == [len("Holmgaard")] * 2


@pytest.mark.parametrize(
    "lost", [{"text": "Jerup, Holmgaard."}, {"compression": 3.0}, {"at_cap": True}]
)
def test_model_that_recites_them_is_asked_without_them(lost: dict[str, Any]) -> None:
    whisper = ScriptedWhisper(hypothesis(**lost), GOOD)
    decoded = decode(whisper, silence(3), 0.0, vocabulary=["Holmgaard", "Jerup"])  # type: ignore[arg-type]
    assert decoded.segment and decoded.segment.text == GOOD.text
    assert [bool(count) for count in whisper.hotwords] == [True, False]
