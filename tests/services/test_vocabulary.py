"""Names of the open case: found where the model was unsure, and nowhere else."""

import random
from dataclasses import replace

import pytest

from benchmarks._commands import noisy, ordinary
from jobassist.ports.speech import Segment, Word
from jobassist.records import Note
from jobassist.services.notes import new_draft
from jobassist.services.vocabulary import names_of_case, with_names
from tests.fakes.session import CASE, fake_session

NAMES = ("Østergaard", "Christiansen", "Anders", "Mikkelsen", "Bodil")


def said(text: str, confidence: float = 0.3) -> Segment:
    words = tuple(Word(i, i + 1, w, confidence) for i, w in enumerate(text.split()))
    return Segment(0, len(words), text, words)


def test_names_are_those_of_the_notes_own_case() -> None:
    session = fake_session()
    note = new_draft(session, CASE.id, "")
    assert set(names_of_case(session, note.id)) == {"Anders", "Østergaard", "Mette", "Holm"}
    assert names_of_case(session, "gone") == ()
    assert isinstance(note, Note)


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("vi talte med kristjansen.", "vi talte med Christiansen."),
        ("øster gård ringede", "Østergaard ringede"),
        ("det er Anders sag", "det er Anders sag"),
        ("mikelsens læge", "Mikkelsens læge"),
    ],
)
def test_what_sounds_like_a_name_is_the_name(heard: str, written: str) -> None:
    found = with_names(said(heard), NAMES)
    assert found.text == written
    assert " ".join(word.text for word in found.words) == written
    assert found.words[-1].end == len(heard.split())


def test_sure_word_is_left_alone() -> None:
    segment = said("vi talte med kristjansen", confidence=0.9)
    assert with_names(segment, NAMES) is segment


def test_ordinary_words_become_no_names_even_where_all_are_unsure() -> None:
    for sentence in ordinary():
        segment = said(sentence)
        assert with_names(segment, NAMES) == segment


def test_nine_of_ten_noisy_names_are_found() -> None:
    chance, found = random.Random(3), 0
    for number in range(200):
        name = NAMES[number % len(NAMES)]
        heard = noisy(name.lower(), chance).strip(".,!?")
        found += with_names(said(f"vi så {heard} her"), NAMES).text == f"vi så {name} her"
    assert found >= 180


def test_segment_keeps_its_place() -> None:
    segment = replace(said("kristjansen kom"), start=7.0, end=9.0)
    assert (with_names(segment, NAMES).start, with_names(segment, NAMES).end) == (7.0, 9.0)
