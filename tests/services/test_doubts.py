"""Doubtful places: found through the written form, readier where it matters, and heard again."""

import numpy as np
import pytest

from jobassist.errors import UserError
from jobassist.ports.speech import SAMPLE_RATE, DoubtBelow, Word
from jobassist.services.doubts import AROUND, Doubt, doubts, readings, sound_of
from speech.written import Normaliser
from tests.fakes.session import fake_session
from tests.fakes.speech import FakeRecogniser


def said(text: str, **unsure: float) -> list[Word]:
    """The words of a text a second each, certain but for those named."""
    words = text.split()
    return [Word(i, i + 1, w, unsure.get(w.strip(".,"), 0.95)) for i, w in enumerate(words)]


def doubted(written: str, words: list[Word]) -> list[tuple[str, float, float]]:
    found = doubts(written, words, DoubtBelow())
    return [(written[d.start : d.end], d.sound_from, d.sound_to) for d in found]


def test_doubtful_word_is_found_where_it_was_written() -> None:
    words = said("borgeren møder på lageret i dag", lageret=0.2)
    assert doubted(" Borgeren møder på lageret i dag.", words) == [("lageret", 3, 4)]


def test_number_of_several_words_is_one_place_with_all_its_sound() -> None:
    spoken = "hun fik tre komma fem procent mere punktum"
    written = Normaliser()(spoken)
    ((text, first, last),) = doubted(written, said(spoken, komma=0.6))
    assert text.startswith("3,5") and first == 2 and last in (5, 6)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("han vil ikke møde", "ikke"),
        ("hun kommer på onsdag", "onsdag"),
        ("vi talte med Jensen i går", "Jensen"),
        ("der er 12 timer", "12"),
    ],
)
def test_what_matters_is_doubted_sooner(text: str, word: str) -> None:
    assert [d[0] for d in doubted(text, said(text, **{word: 0.6}))] == [word]
    plain = text.replace(word, "gerne")
    assert doubted(plain, said(plain, gerne=0.6)) == []


def test_first_word_of_a_sentence_is_no_name() -> None:
    assert (
        doubted("Borgeren kom. Samtalen gik", said("Borgeren kom. Samtalen gik", Samtalen=0.6))
        == []
    )


def test_word_that_was_joined_or_left_out_breaks_nothing() -> None:
    words = said("virksomheds praktik starter punktum", praktik=0.2)
    assert doubted("Virksomhedspraktik starter.", words) == [("Virksomhedspraktik", 0, 2)]
    assert doubts("", words, DoubtBelow()) == () == doubts("Hej", [], DoubtBelow())


def test_sound_of_a_doubt_reaches_a_little_to_both_sides() -> None:
    session = fake_session()
    recording = session.recordings.new("d-1", "n-1")
    recording.append(np.arange(10 * SAMPLE_RATE, dtype=np.float32))
    recording.close()
    heard = sound_of(session, "d-1", Doubt(0, 1, 0.1, 3.0, 4.0))
    assert heard[0] == int((3.0 - AROUND) * SAMPLE_RATE)
    assert len(heard) == pytest.approx((1 + 2 * AROUND) * SAMPLE_RATE, abs=2)
    with pytest.raises(UserError):
        sound_of(session, "gone", Doubt(0, 1, 0.1, 3.0, 4.0))


def test_readings_are_written_as_what_they_replace() -> None:
    recogniser = FakeRecogniser()
    recogniser.readings = ("tolv timer", "skagen", "sagen", "tyve timer")
    session = fake_session(recogniser=lambda: recogniser, written=Normaliser)
    session.recordings.new("d", "n").append(np.ones(9 * SAMPLE_RATE, np.float32))
    doubt = Doubt(0, 8, 0.3, 5.0, 6.0)
    assert readings(session, "d", doubt, "12 timer") == ("Skagen", "sagen", "20 timer")
    assert readings(session, "d", doubt, "Skagen.") == ("12 timer.", "Sagen.", "20 timer.")
