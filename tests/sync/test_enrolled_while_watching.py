"""Enrolling in the middle of a session: what there is goes to the central without locking first."""

import threading

from jobassist.bootstrap import build
from jobassist.ids import new_id
from jobassist.records import Citizen
from jobassist.services.cases import start_case
from storage.vault.keys import Kdf
from tests.sync.servers import serving

LONG = 20


def test_the_first_sync_follows_by_itself(tmp_path, monkeypatch, central):
    monkeypatch.setattr("storage.opening.calibrated", lambda: Kdf(1, 8, 1))
    house = build(tmp_path / "store")
    session, _key = house.create("fire små ord i kæde", "Mette Holm")
    citizen = Citizen(id=new_id(), cpr="7101905678", given_name="Anders", family_name="Ås")
    start_case(session, citizen, "S-1")
    told, sent = [], threading.Event()

    def tell(state):
        told.append(state.state)
        if state.last_success and not state.unsent:
            sent.set()

    house.watch_sync(tell)
    assert told == ["not_enrolled"]
    with serving(central.database) as url:
        house.enrol(url, central.new_user("Mette Holm")[1])
        assert sent.wait(LONG), told
        house.lock()
