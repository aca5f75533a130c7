"""What stands before, whose lexicon it is, and what the speech model wrote already."""

import pytest

from speech.written import Normaliser, lexicon

WRITTEN = Normaliser()


@pytest.mark.parametrize(
    ("before", "written"),
    [
        ("", "Han kommer"),
        ("Det er aftalt. ", "Han kommer"),
        ("Er det aftalt?", "Han kommer"),
        ("Aftale:\n", "Han kommer"),
        ("Det er aftalt,", "han kommer"),
        ("Det er aftalt, at", "han kommer"),
        ("Mødet er kl.", "han kommer"),
    ],
)
def test_capital_follows_the_text_before(before: str, written: str):
    assert WRITTEN("han kommer", before) == written


def test_a_function_word_the_model_made_capital_goes_on_in_lower_case():
    assert WRITTEN("Og han kommer", "Det er aftalt") == "og han kommer"
    assert WRITTEN("Jensen kommer", "Det er aftalt, at") == "Jensen kommer"


def test_a_mark_said_first_begins_the_text():
    assert WRITTEN("komma at han kommer", "Det er aftalt") == ", at han kommer"
    assert WRITTEN("ny linje aftale", "Det er aftalt.") == "\nAftale"


def test_lexicons_of_organisation_and_user():
    written = Normaliser({"momentum": "Momentum", "k c": "KC"}, {"K C": "Kundecenter"})
    assert written("sagen ligger i momentum hos k c") == "Sagen ligger i Momentum hos Kundecenter"


def test_the_shipped_lexicon_has_500_compounds():
    found = set(lexicon.compounds())
    assert len(found) >= 500
    assert "virksomhedspraktik" in found


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("virksomheds praktikkerne", "Virksomhedspraktikkerne"),
        ("Virksomheds praktik", "Virksomhedspraktik"),
        ("rehabiliterings teamets", "Rehabiliteringsteamets"),
        ("p numre", "P-numre"),
        ("cv oplysningerne", "Cv-oplysningerne"),
        ("en virksomheds ansvar", "En virksomheds ansvar"),
    ],
)
def test_compounds(heard: str, written: str):
    assert WRITTEN(heard) == written


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("Kommer han? Spørgsmålstegn. Ja.", "Kommer han? Ja."),
        ("Borgeren er mødt. Punktum.", "Borgeren er mødt."),
        ("Fremmødet er 95 procent. Punktum.", "Fremmødet er 95 pct."),
        ('Han siger: "Jeg kommer." Punktum.', 'Han siger: "Jeg kommer."'),
        ("Han oplyser. Komma. At han kommer.", "Han oplyser, at han kommer."),
        ("Lægen, parentes start, telefonisk, parentes slut, kom.", "Lægen (telefonisk) kom."),
        ("Det gælder., parentes start ja", "Det gælder (ja"),
        ("Aftale. Kolon. Ny linje. Han kommer.", "Aftale:\nHan kommer."),
        ("Hej. Nyt afsnit. ny linje hej", "Hej.\n\nHej"),
        ("Skriv til mh@kommune.dk om sagen", "Skriv til mh@kommune.dk om sagen"),
    ],
)
def test_a_spoken_mark_beside_the_models_own(heard: str, written: str):
    assert WRITTEN(heard) == written
