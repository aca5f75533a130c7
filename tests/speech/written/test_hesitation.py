"""Sounds of thinking are left out, with the commas that set them apart and no other."""

import pytest

from speech.written import Normaliser

WRITTEN = Normaliser()


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("Øhm, borgeren har, øh, været syg.", "Borgeren har været syg."),
        ("Vi aftalte, øh, at han ringer.", "Vi aftalte, at han ringer."),
        ("det er øh... svært", "Det er svært"),
        ("han har øh øhm femten timer", "Han har 15 timer"),
        ("øh", ""),
        ("fem mm regn", "5 mm regn"),
        ("kød og øl", "Kød og øl"),
    ],
)
def test_hesitation(heard: str, written: str):
    assert WRITTEN(heard) == written
