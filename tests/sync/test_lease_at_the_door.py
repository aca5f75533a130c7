"""At the lock page a lease that is over opens with contact, or with the printed key; else not."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring
import pytest

from jobassist.bootstrap import build
from jobassist.door import DoorState
from jobassist.errors import PolicyDenied
from jobassist.records import Citizen
from jobassist.services import lease, sync
from jobassist.services.seed import seed
from storage.vault.keys import Kdf
from tests.fakes.keyring import FakeKeyring
from tests.sync.servers import answering, serving

PASSPHRASE = "fire små ord i kæde"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, central, database):
    """A house with a store that is enrolled; what was made in it since is not sent."""
    before = keyring.get_keyring()
    keyring.set_keyring(FakeKeyring())
    monkeypatch.setattr("storage.opening.calibrated", lambda: Kdf(1, 8, 1))
    made = build(tmp_path / "store")
    _, made.printed = made.create(PASSPHRASE, "Mette Holm")
    with serving(database) as url:
        made.enrol(url, central.new_user("Mette Holm")[1])
        made.sync_once()
        seed(made.session, cases=1, notes=1, seed=1)
    yield made
    made.lock()
    keyring.set_keyring(before)


def let_pass(house, days, url=None):
    """As if the last contact was so long ago, with a central at `url`; then lock."""
    with house.session.store.sync() as tx:
        tx.set_setting(lease.DAYS, "14")
        lease.renew(tx, datetime.now(UTC) - timedelta(days=days))
        if url:
            tx.set_setting(sync.URL, url)
    house.lock()


def citizens(session):
    with session.store.read() as tx:
        return tx.count(Citizen)


def unsent(session):
    with session.store.read() as tx:
        return tx.sync_counts().unsent


def test_before_it_is_over_it_opens_without_any_network(house):
    let_pass(house, 13)
    assert citizens(house.unlock(PASSPHRASE)) == 1


def test_when_it_is_over_and_nothing_answers_it_stays_shut_and_loses_nothing(house):
    waiting = unsent(house.session)
    let_pass(house, 15)
    for _ in range(2):
        with pytest.raises(PolicyDenied, match=r"^sync\.lease_over$"):
            house.unlock(PASSPHRASE)
        assert house._session is None and house.state() is DoorState.LOCKED
    session = house.recover(house.printed, PASSPHRASE)  # whoever has the printed key is let in
    assert citizens(session) == 1 and unsent(session) == waiting > 0


def test_with_contact_it_opens_and_what_waited_is_sent(house, database):
    with serving(database) as url:
        let_pass(house, 15, url)
        session = house.unlock(PASSPHRASE)
        assert citizens(session) == 1 and unsent(session) == 0
        assert not lease.look(session).over


def test_a_login_page_with_200_is_no_contact(house):
    page = b"<html>Log in to the guest network</html>"
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(page)}\r\n\r\n"
    with answering(head.encode() + page) as url:
        let_pass(house, 15, url)
        with pytest.raises(PolicyDenied, match=r"^sync\.lease_over$"):
            house.unlock(PASSPHRASE)
    assert house.state() is DoorState.LOCKED


def test_a_clock_set_back_is_over_too(house):
    with house.session.store.sync() as tx:
        tx.set_setting(lease.DAYS, "14")
        lease.renew(tx, datetime.now(UTC) + timedelta(days=2))  # it was two days later then
    house.lock()
    with pytest.raises(PolicyDenied, match=r"^sync\.lease_over$"):
        house.unlock(PASSPHRASE)
