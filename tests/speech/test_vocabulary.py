"""Names that are expected: as hotwords without their echo, and by weighing what was heard."""

from collections.abc import Callable

import pytest

from benchmarks.names_heard import COMPANIES, FAMILY, GIVEN, PLACES
from jobassist.ports.speech import SAMPLE_RATE, Samples, Word
from speech.engine.hotwords import MOST_TOKENS, Hotwords
from speech.engine.unsure_names import settled, unsure
from speech.engine.vocabulary import alike, with_vocabulary
from speech.recogniser import EngineRecogniser

CASE = ["Kirsten", "Holmgaard", "Nordjysk Tømmerhandel", "Strandby"]


class Letters:
    """A tokenizer of one token for each letter."""

    def tokens(self, text: str) -> list[int]:
        return [ord(letter) for letter in text]


def hotwords(vocabulary: list[str]) -> Hotwords:
    return Hotwords(Letters(), vocabulary)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "echoed"),
    [
        ("Kirsten Holmgaard ringede fra Strandby", False),
        ("Nordjysk Tømmerhandel, Holmgaard, Kirsten.", True),
        ("Vi ses i Strandby, Nordjysk Tømmerhandel", True),
        ("Kirsten Strandby Holmgaard", True),  # nothing but names
        ("Holmgaard", False),
        ("Borgeren ringede", False),
        ("", False),
    ],
)
def test_list_that_is_recited_is_noticed(text: str, echoed: bool) -> None:
    assert hotwords(CASE).echoed(text) is echoed


def test_long_list_of_names_leaves_a_short_utterance_its_words(
    engine: EngineRecogniser, say: Callable[[str], Samples]
) -> None:
    names = [*GIVEN, *FAMILY, *COMPANIES, *PLACES]
    sound = say("Borgeren ringede i dag om sin praktik")
    before = engine.engine_pid
    for seconds in (1.0, 2.0):
        engine.transcribe(sound[: int(seconds * SAMPLE_RATE)], vocabulary=names)
    assert engine.engine_pid == before  # such a list once ended the engine


def test_long_list_is_cut_at_its_least_important_end() -> None:
    many = hotwords([f"Navn{n:03}" for n in range(100)])
    assert 0 < len(many.tokens) <= MOST_TOKENS
    assert "".join(map(chr, many.tokens)).endswith(", Navn001, Navn000")
    assert hotwords([]).tokens == []


def said(*texts: str, confidence: float = 0.3) -> tuple[Word, ...]:
    return tuple(Word(float(n), n + 1.0, text, confidence) for n, text in enumerate(texts))


def test_name_is_put_where_the_sound_speaks_for_it() -> None:
    heard = said("kisten", "holm", "gård,", "ringede")

    def for_names(texts: list[str]) -> list[float]:
        return [-20.0 + 2 * ("Kirsten" in text) + 2 * ("Holmgaard" in text) for text in texts]

    named = with_vocabulary(heard, CASE, for_names)
    assert [word.text for word in named] == ["Kirsten", "Holmgaard,", "ringede"]
    assert (named[1].start, named[1].end) == (1.0, 3.0)


def test_name_that_the_sound_speaks_against_is_not_put() -> None:
    heard = said("kisten", "ringede")
    against = with_vocabulary(heard, CASE, lambda texts: [-20.0, *[-40.0] * (len(texts) - 1)])
    assert against == heard
    sure = said("kisten", "ringede", confidence=0.95)
    assert with_vocabulary(sure, CASE, lambda texts: [0.0] * len(texts)) == sure


def test_short_names_and_unlike_ones_are_no_candidates() -> None:
    assert alike("bor", ["Bo", "Ib"]) == []
    assert alike("kisten", CASE)[:2] == ["Kirsten", "Kirstens"]


def test_engine_hears_a_name_it_was_told_of(
    engine: EngineRecogniser, say: Callable[[str], Samples]
) -> None:
    sound = say("Kirsten Holmgaard har talt med Mohammad Rahimi")
    case = ["Kirsten", "Holmgaard", "Strandby", "Mohammad", "Rahimi"]
    assert "Kirsten" not in engine.transcribe(sound).text
    assert "Kirsten" in engine.transcribe(sound, vocabulary=case).text


def placed(*words: tuple[str, float]) -> tuple[Word, ...]:
    """The words half a second each, with their confidence."""
    return tuple(Word(n / 2, n / 2 + 0.5, text, sure) for n, (text, sure) in enumerate(words))


HOUSE = ["Danzke", "Nordjysk Tømmerhandel", "Ålbæk"]


@pytest.mark.parametrize(
    ("named", "plain", "stands"),
    [
        # An ordinary word that the sound speaks for twice as much.
        ([("de", 0.9), ("Danzke,", 0.3)], [("de", 0.9), ("danske", 0.7)], "de danske"),
        # A name that is heard for sure, or beside something that is no word either.
        ([("i", 0.9), ("Ålbæk", 0.6)], [("i", 0.9), ("bårde", 0.9)], "i Ålbæk"),
        ([("i", 0.9), ("Ålbæks", 0.1)], [("i", 0.9), ("bårde", 0.4)], "i Ålbæks"),
        # A name of two words is one place.
        (
            [("hos", 0.9), ("Nordjysk", 0.3), ("Tømmerhandel", 0.1)],
            [("hos", 0.9), ("nordjyske", 0.6), ("tømmerhandlere", 0.5)],
            "hos nordjyske tømmerhandlere",
        ),
    ],
)
def test_ordinary_word_wins_over_a_name_that_is_less_like_the_sound(
    named: list[tuple[str, float]], plain: list[tuple[str, float]], stands: str
) -> None:
    found = settled(placed(*named), placed(*plain), HOUSE)
    assert " ".join(word.text for word in found) == stands


def test_only_names_that_are_not_sure_are_looked_at_again() -> None:
    assert unsure(placed(("Danzke", 0.2)), HOUSE)
    assert not unsure(placed(("Danzke", 0.6), ("ringer", 0.1)), HOUSE)
    assert not unsure(placed(("ringer", 0.1)), HOUSE)
