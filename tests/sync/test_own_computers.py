"""The user's computers, and the report that one is lost: shut out at once, wiped when it comes."""

from pathlib import Path

import keyring
import pytest

from jobassist.bootstrap import build
from jobassist.errors import EnvironmentFault, PolicyDenied, UserError
from storage.vault.keys import Kdf
from tests.fakes.keyring import FakeKeyring
from tests.sync.laptop import enrolled
from tests.sync.servers import serving

PASSPHRASE = "fire små ord i kæde"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    before = keyring.get_keyring()
    keyring.set_keyring(FakeKeyring())
    monkeypatch.setattr("storage.opening.calibrated", lambda: Kdf(1, 8, 1))
    made = build(tmp_path / "store")
    made.create(PASSPHRASE, "Mette Holm")
    yield made
    made.lock()
    keyring.set_keyring(before)


def test_one_that_is_lost_is_shut_out_at_once_and_wiped_when_it_comes(house, central, database):
    with serving(database) as url:
        user, code = central.new_user("Mette Holm")
        house.enrol(url, code)
        other = enrolled(central, central.new_code(user))
        other.sync()
        stranger = enrolled(central, central.new_user("Jonas")[1])
        found = {one.id: one for one in house.own_computers()}
        assert found.keys() == {house.session.device.id, other.session.device.id}
        assert found[house.session.device.id].this and not found[other.session.device.id].this
        for not_mine in (house.session.device.id, stranger.session.device.id, "x"):
            with pytest.raises(UserError, match=r"^sync\.no_such_device$"):
                house.report_lost(not_mine)
        house.report_lost(other.session.device.id)
        states = {one.id: one.state for one in house.own_computers()}
        assert states[other.session.device.id] == "lost"
        with pytest.raises(PolicyDenied, match=r"^sync\.device_wiped$"):
            other.sync()
        stranger.sync()
        house.sync_once()


def test_without_a_central_and_without_a_network_it_says_so(house, central, database):
    with pytest.raises(UserError, match=r"^cli\.not_enrolled$"):
        house.own_computers()
    with serving(database) as url:
        house.enrol(url, central.new_user("Mette Holm")[1])
    with pytest.raises(EnvironmentFault, match=r"^sync\.unreachable$"):
        house.own_computers()
