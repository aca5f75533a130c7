"""Whole sentences: the customer's pairs, and ours beside them."""

import csv
from pathlib import Path

import pytest

from speech.written import Normaliser

DATA = Path(__file__).parents[2] / "data"
WRITTEN = Normaliser()


def _customer() -> list[tuple[str, str]]:
    with (DATA / "diktat.csv").open(encoding="utf-8", newline="") as file:
        return [(row["talt"], row["skrevet"]) for row in csv.DictReader(file)]


def _ours() -> list[tuple[str, str]]:
    lines = (DATA / "written_pairs.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.partition(" = ") for line in lines if not line.startswith("#")]
    return [(spoken, written.replace("\\n", "\n")) for spoken, _, written in pairs]


def test_there_are_enough_pairs():
    assert len(_customer()) == 46
    assert len(_ours()) >= 120


@pytest.mark.parametrize(("spoken", "written"), _customer() + _ours())
def test_pair(spoken: str, written: str):
    assert WRITTEN(spoken) == written


@pytest.mark.parametrize(("spoken", "written"), _customer() + _ours())
def test_written_text_stays(spoken: str, written: str):
    assert WRITTEN(written) == written


@pytest.mark.parametrize(("spoken", "written"), _customer())
def test_a_model_that_punctuates_is_not_doubled(spoken: str, written: str):
    """The speech model sets a comma or stop of its own around every spoken mark."""
    for mark in ("punktum", "komma", "kolon", "ny linje"):
        if "ordet" not in spoken:
            spoken = spoken.replace(f" {mark}", f", {mark.capitalize()},")
    decimals = ("tolv, Komma, fem", "tolv komma fem"), ("tretten, Komma, to", "tretten komma to")
    for broken, whole in decimals:
        spoken = spoken.replace(broken, whole)
    assert WRITTEN(spoken) == written
