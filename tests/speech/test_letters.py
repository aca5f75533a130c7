"""Models that name letters: the arithmetic beside sums over every path, and the whole engine."""

import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from jobassist.errors import AppError
from jobassist.ports.speech import Committed, Finished, Tentative
from speech.engine.ctc.acoustics import Acoustics
from speech.engine.ctc.alphabet import Alphabet, read_alphabet
from speech.engine.ctc.guesses import CtcGuesses
from speech.engine.ctc.likelihood import log_likelihoods
from speech.engine.ctc.paths import best_words, readings
from speech.engine.endpointing import Span
from speech.models import describe, find_model, install, verify
from speech.recogniser import EngineRecogniser, open_recogniser
from tests.speech.conftest import COMMAND
from tests.speech.letter_model import LETTERS, hum, make, place_of
from tests.speech.listening import Listener, blocks, dictate, silence

SENTENCE = "borgeren vil i praktik"
NAMES = [("a", "plan bil"), ("b", "anita"), ("c", "lager"), ("d", "kontakt"), ("e", "oslo")]
SMALL = Alphabet(("_", "|", "a", "b"), 0, 1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("models") / "letters"
    make(place, more_outputs=2)
    return place


@pytest.fixture(scope="module")
def letters(folder: Path) -> Iterator[EngineRecogniser]:
    recogniser = open_recogniser(folder, "letters", COMMAND, threads=2)
    recogniser.warm_up()
    yield recogniser
    recogniser.close()


def chances(frames: int, seed: int) -> np.ndarray:
    raw = np.random.default_rng(seed).normal(0, 2, (frames, len(SMALL)))
    return (raw - np.log(np.exp(raw).sum(axis=1, keepdims=True))).astype(np.float32)


def over_every_path(emissions: np.ndarray) -> dict[tuple[int, ...], float]:
    """The probability of each text, the slow way."""
    found: dict[tuple[int, ...], float] = {}
    for path in itertools.product(range(len(SMALL)), repeat=len(emissions)):
        merged = [n for n, _ in itertools.groupby(path)]
        text = tuple(n for n in merged if n != SMALL.blank)
        chance = float(np.exp(sum(emissions[f, n] for f, n in enumerate(path))))
        found[text] = found.get(text, 0.0) + chance
    return found


@pytest.mark.parametrize("seed", range(5))
def test_likelihood_is_the_sum_over_every_path(seed: int) -> None:
    emissions = chances(5, seed)
    slow = over_every_path(emissions)
    quick = log_likelihoods(emissions, list(slow), SMALL.blank)
    assert np.allclose(np.exp(quick), list(slow.values()), atol=1e-6)
    assert sum(np.exp(quick)) == pytest.approx(1.0, abs=1e-4)
    assert log_likelihoods(emissions, [[2] * 9], SMALL.blank)[0] < -1e6  # too long for the sound


@pytest.mark.parametrize("seed", range(5))
def test_first_reading_is_the_likeliest_text(seed: int) -> None:
    emissions = chances(5, seed)
    by_text: dict[str, float] = {}
    for text, chance in over_every_path(emissions).items():
        spelt = " ".join("".join(" ab"[n - 1] for n in text).split())
        by_text[spelt] = by_text.get(spelt, 0.0) + chance
    best = max((t for t in by_text if t), key=lambda t: by_text[t])
    assert best in readings(emissions, SMALL, 4)[:2]


def test_repeated_letters_need_a_blank_between_them() -> None:
    path = [0, 2, 2, 0, 2, 1, 1, 3, 0]
    emissions = np.full((len(path), len(SMALL)), -9.0, np.float32)
    emissions[np.arange(len(path)), path] = -0.1
    words = best_words(emissions, SMALL)
    assert [word.text for word in words] == ["aa", "b"]
    assert words[0].start == pytest.approx(0.02) and words[0].end == pytest.approx(0.1)
    assert words[1].probability == pytest.approx(np.exp(-0.1), abs=0.01)


def test_published_numbers_go_before_the_order_of_the_list(tmp_path: Path) -> None:
    (tmp_path / "vocabulary.json").write_text(json.dumps(["a", "b", "|", "<pad>"]))
    assert read_alphabet(tmp_path).letters == ("a", "b", "|", "<pad>")
    (tmp_path / "vocab.json").write_text(json.dumps({"b": 0, "a": 1, "|": 3, "[PAD]": 2}))
    alphabet = read_alphabet(tmp_path)
    assert (alphabet.blank, alphabet.delimiter) == (2, 3)
    assert alphabet.numbers("AB b!") == [1, 0, 3, 0]
    (tmp_path / "vocab.json").write_text(json.dumps({"b": 0, "a": 1}))
    with pytest.raises(ValueError, match="letter"):
        read_alphabet(tmp_path)


def test_long_sound_in_chunks_is_heard_as_in_one(folder: Path) -> None:
    acoustics, alphabet = Acoustics(folder, 2, len(LETTERS)), read_alphabet(folder)
    sound = np.concatenate([np.concatenate([hum(SENTENCE + " "), silence(0.3)])] * 13)
    emissions = acoustics.emissions(sound)
    assert len(sound) > 45 * 16_000
    assert abs(len(emissions) - len(sound) / 320) <= 2
    heard = " ".join(word.text for word in best_words(emissions, alphabet))
    assert heard == " ".join([SENTENCE] * 13)
    assert len(acoustics.emissions(silence(0))) >= 1  # fewer samples would end the process


def test_guesses_hear_only_the_newest_sound_anew(folder: Path) -> None:
    acoustics, alphabet = Acoustics(folder, 2, len(LETTERS)), read_alphabet(folder)
    lengths: list[int] = []
    whole = acoustics.emissions
    acoustics.emissions = lambda samples: lengths.append(len(samples)) or whole(samples)  # type: ignore[method-assign]
    guesses = CtcGuesses(acoustics, alphabet)
    sound = np.concatenate([np.concatenate([hum(SENTENCE + " "), silence(0.3)])] * 3)
    texts = [
        guesses.guess(Span(0, sound[:end], (0, end)), lambda: True)
        for end in range(16_000, len(sound), 8_000)
    ]
    assert texts[-1] and texts[-1].startswith(f"{SENTENCE} {SENTENCE}")
    assert max(lengths) < 4 * 16_000
    assert guesses.guess(Span(0, sound, (0, 0)), lambda: False) is None


def test_known_sound_gives_its_words_at_their_times(letters: EngineRecogniser) -> None:
    heard = letters.transcribe(hum(SENTENCE))
    assert heard.text == SENTENCE and heard.retries == 0
    words = [word for segment in heard.segments for word in segment.words]
    for number, word in enumerate(words):
        start, end = place_of(SENTENCE, number)
        assert abs(word.start - start) < 0.1 and abs(word.end - end) < 0.1
        assert word.confidence > 0.8


def test_silence_and_a_sound_nobody_says_have_no_text(letters: EngineRecogniser) -> None:
    assert letters.transcribe(silence(3)).text == ""
    noise = np.random.default_rng(1).normal(0, 0.05, 48_000).astype(np.float32)
    assert letters.transcribe(noise).text == ""


def test_dictation_shows_guesses_and_then_the_same_text(letters: EngineRecogniser) -> None:
    sound = np.concatenate([silence(0.5), hum(SENTENCE), silence(1)])
    listener = Listener()
    ear = letters.listen(listener)
    for block in blocks(sound):
        ear.feed(block)
    listener.wait_for(Committed)
    ear.finish()
    listener.wait_for(Finished)
    assert listener.text == SENTENCE
    assert any(isinstance(h, Tentative) for h in listener.heard)
    assert dictate(letters, np.concatenate([hum(SENTENCE), silence(0.1)])).text == SENTENCE


def test_names_are_told_apart_and_speech_that_is_none_is_not_taken(
    letters: EngineRecogniser,
) -> None:
    found = letters.match(hum("insert plan bil"), NAMES, triggers=("insert",))
    assert found.accepted == "a" == found.candidates[0].key
    assert found.asked and len(found.candidates) == 5
    assert letters.match(hum("oslo"), NAMES, triggers=()).accepted == "e"
    ordinary = letters.match(hum(SENTENCE), NAMES, triggers=("insert",), only_asked=True)
    assert not ordinary.asked and ordinary.candidates == ()
    assert letters.match(hum(SENTENCE), NAMES, triggers=()).accepted is None
    assert letters.match(silence(1), NAMES).accepted is None


def test_other_readings_begin_with_what_was_said(letters: EngineRecogniser) -> None:
    found = letters.alternatives(hum(SENTENCE), *place_of(SENTENCE, 3), vocabulary=["Praktika"])
    assert found[0] == "praktik"
    assert 1 < len(found) <= 4
    assert letters.alternatives(silence(2), 0.5, 1.0) == ()


def test_name_takes_the_place_of_what_sounds_like_it(letters: EngineRecogniser) -> None:
    said = "anita tager til aslo"  # never as sure as it should be of a word it half knows
    sure = letters.transcribe(hum(said), vocabulary=["Oslo"])
    assert sure.text == said  # the sound speaks for what was said


def test_model_of_letters_is_installed_and_verified_as_any_other(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOBASSIST_MODEL_DIR", str(tmp_path))
    model = install(str(folder), into=tmp_path, name="my-letters")
    assert find_model("my-letters") == model.path
    assert verify(model.path).sha256_ok is True
    assert not describe(model.path).fit_for_notes
    (model.path / "vocab.json").write_text("{}")
    assert verify(model.path).sha256_ok is False
    for name in ("vocab.json", "vocabulary.json"):
        (model.path / name).unlink()
    with pytest.raises(AppError, match=r"speech\.model_damaged"):
        find_model("my-letters")


def test_alphabet_that_does_not_fit_is_a_damaged_model(folder: Path, tmp_path: Path) -> None:
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "vocab.json").write_text(json.dumps({"a": 0}))
    engine = open_recogniser(tmp_path, "letters", COMMAND, threads=1)
    with pytest.raises(AppError, match=r"speech\.model_damaged"):
        engine.warm_up()
    engine.close()
