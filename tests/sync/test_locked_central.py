"""A laptop enrols with the central that the organisation has decided for, and with no other."""

import pytest

from jobassist.bootstrap import House
from jobassist.errors import PolicyDenied
from jobassist.services import sync
from jobassist.settings import Settings
from storage.vault.keys import Kdf
from tests.sync.servers import serving


@pytest.fixture
def house(tmp_path, monkeypatch):
    """Makes an unlocked house under a policy."""
    monkeypatch.setattr("storage.opening.calibrated", lambda: Kdf(1, 8, 1))
    made = []

    def make(**locked):
        made.append(House(tmp_path / "store", Settings(tmp_path / "settings.json", locked)))
        made[0].create("fire små ord i kæde", "Mette Holm")
        return made[0]

    yield make
    made[0].lock()


def test_another_central_than_the_policys_is_not_even_asked(house, central, database):
    under = house(central_url="https://central.kommunen.example")
    with serving(database) as url:
        for ask in (
            lambda: under.enrol(url, central.new_user("Mette Holm")[1]),
            lambda: under.offers_login(url),
            lambda: under.enrol_by_browser(url, lambda: False),
        ):
            with pytest.raises(PolicyDenied, match=r"settings\.locked"):
                ask()
    assert sync.login(under.session) is None


def test_the_policys_own_is_known_with_other_letters_and_a_stroke(house, central, database):
    with serving(database) as url:
        under = house(central_url=f"{url}/".replace("http", "HTTP"))
        under.enrol(url, central.new_user("Mette Holm")[1])
        under.sync_once()
