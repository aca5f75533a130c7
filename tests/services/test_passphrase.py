"""What a guesser tries first counts for little; four random words are good."""

import pytest

from jobassist.services.passphrase import strength


@pytest.mark.parametrize(
    "passphrase",
    [
        "skovtur kaffe tinsoldat regnvejr",
        "hest-batteri-klips-korrekt",
        "Vandmand 47 spiser tørv aldrig",
        "x9#Kq2!vTz7&",
    ],
)
def test_good(passphrase: str):
    assert strength(passphrase).level == 2


@pytest.mark.parametrize(
    "passphrase",
    [
        "",
        "kort",
        "x9#Kq2!",
        "aaaaaaaaaaaaaaaaaaaaaaaa",
        "abcdefghijklmnop",
        "qwertyuiop123",
        "Frederikshavn2026!",
        "mandag tirsdag onsdag torsdag",
        "hund hund hund hund hund",
        "jobcenter jobcenter 123456",
    ],
)
def test_too_weak(passphrase: str):
    assert strength(passphrase).level == 0


def test_in_between():
    assert strength("kaffe tinsoldat regnvejr").level == 1


def test_the_users_own_name_is_known_to_a_guesser():
    passphrase = "Birgitte Kvistgaard cykler hurtigt"
    assert strength(passphrase).level == 2
    assert strength(passphrase, known=("Birgitte Kvistgaard",)).level == 1


def test_a_longer_passphrase_is_never_weaker():
    grown = "skovtur kaffe"
    for word in ("tinsoldat", "ålegræs", "77", "ål!"):
        assert strength(f"{grown} {word}").bits >= strength(grown).bits
        grown = f"{grown} {word}"
