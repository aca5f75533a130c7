"""The trigger before a standard text's name."""

import pytest

from jobassist.services.requests import after_trigger


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
