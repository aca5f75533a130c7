"""What is said into a field becomes what the field holds, or is kept as it was said."""

import pytest

from jobassist.forms import library
from jobassist.forms.values import read
from jobassist.services.form_voice import is_text, spoken

FIELDS = library.packaged("virksomhedspraktik").by_key


@pytest.mark.parametrize(
    ("key", "said", "value"),
    [
        ("timer", "30 timer og 15 minutter.", "30:15"),
        ("ansatte_hoveder", "23 ansatte.", 23),
        ("rep_hoert_den", "Den 3. november 2026.", "2026-11-03"),
        ("selvfunden", "Ja.", True),
        ("selvfunden", "Nej, det har han ikke.", False),
        ("formaal", "Ansættelse.", "ansaettelse"),
        ("formaal", "afklaring af jobmål", "afklaring"),
        ("maalgruppe", "Nr. 6: sygedagpengemodtagere", "LAB6-6"),
        ("cvr", "99 00 12 32", "99001232"),
        ("kontakt_telefon", "98 44 12 34.", "98441234"),
        (
            "periode",
            "Fra den 1. december 2026 til den 28. december 2026.",
            {"fra": "2026-12-01", "til": "2026-12-28"},
        ),
        ("erklaering_fortraengning", "Ja, det erklærer jeg", True),
    ],
)
def test_what_is_said_can_be_read(key, said, value):
    assert read(FIELDS[key], spoken(FIELDS[key], said)) == value


@pytest.mark.parametrize(
    ("key", "said"), [("formaal", "noget helt andet"), ("selvfunden", "måske"), ("timer", "mange")]
)
def test_what_fits_nothing_is_kept_as_it_was_said(key, said):
    assert spoken(FIELDS[key], said) == said


def test_only_texts_are_written_on():
    assert is_text(FIELDS["opgaver"]) and is_text(FIELDS["daglige_tider"])
    assert not is_text(FIELDS["timer"]) and not is_text(FIELDS["formaal"])
