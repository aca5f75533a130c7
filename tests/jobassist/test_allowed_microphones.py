"""Where the policy names microphones, no other is offered or opened."""

import pytest

from jobassist.errors import EnvironmentFault
from jobassist.settings import Settings
from jobassist.wiring.ears import Ears

THERE = ["Built-in Audio", "Jabra Evolve2 40", "Webcam C920"]


@pytest.fixture(autouse=True)
def devices(monkeypatch):
    monkeypatch.setattr("speech.microphone.microphones", lambda: list(THERE))


def ears(allowed, chosen=""):
    settings = Settings(policy={"allowed_microphones": allowed}, chosen={"microphone": chosen})
    return Ears(settings, dict)


def test_without_a_policy_all_are_offered():
    assert ears("").microphones() == THERE


def test_parts_of_names_in_either_case_choose_which():
    assert ears("jabra; webcam").microphones() == THERE[1:]


def test_a_choice_that_is_not_allowed_gives_way_to_one_that_is():
    assert ears("jabra", chosen="Webcam C920").microphone().name == "Jabra Evolve2 40"
    assert ears("jabra;webcam", chosen="Webcam C920").microphone().name == "Webcam C920"


def test_where_none_is_allowed_none_is_opened():
    with pytest.raises(EnvironmentFault, match=r"sound\.microphone_denied"):
        ears("Sennheiser").microphone()
