"""IT support's way with a computer: a code, a policy, what is wrong with it, and its end."""

import json

import pytest
from selenium.webdriver.common.by import By

from central import publishing
from central.database import Database, default_url
from jobassist.cli.run import run
from jobassist.door import DoorState
from jobassist.ids import new_id
from jobassist.records import Citizen
from jobassist.services.cases import start_case
from tests.central.browser import browser, go, log_in
from tests.central.desk_server import desk_server
from tests.fakes.central import FakeCentral
from tests.journeys.conftest import PASSPHRASE
from tests.journeys.hands import Hands
from ui.door.wiped import WipedPage

__all__ = ["browser"]
SECRET = "Østergaard"


@pytest.fixture
def desk(tmp_path, browser):
    """The pages with somebody logged in, of a central that knows Mette and has a policy."""
    url = default_url(tmp_path / "central")
    database = Database(url)
    central = FakeCentral(database, url)
    central.new_user("Mette Holm")
    publishing.file(url, "policy", "policy", json.dumps({"locked": {"idle_minutes": 2}}))
    with desk_server(database) as served:
        log_in(browser, served)
        yield served
    database.close()


def new_code(browser):
    """Made on the page of the user; it is shown once."""
    go(browser, "Medarbejdere", "h1", "Medarbejdere")
    go(browser, "Mette Holm", "h1", "Mette Holm")
    go(browser, "Lav en engangskode", ".told", "Koden er lavet")
    return browser.find_element(By.ID, "code").text


def wipe(browser, device):
    """From the list of computers, asked twice."""
    go(browser, "Computere", "h1", "Computere")
    go(browser, device[-12:], "h1", "Computer hos")
    go(browser, "Slet computerens data", "h1", "Er du sikker?")
    go(browser, "Ja, gør det", ".told", "slettes ved næste kontakt")


def until_shown(window, page):
    """The window goes there by itself."""
    yield lambda: isinstance(window.pages.currentWidget(), page)


def furnish(session):
    citizen = Citizen(id=new_id(), cpr="7101905678", given_name="Anders", family_name=SECRET)
    start_case(session, citizen, "S-2026-0001")


@pytest.fixture
def told(capsys):
    """What a command says of a data folder, as JSON."""

    def tell(folder, *words):
        run(["--data-dir", str(folder), "--json", *words])
        return json.loads(capsys.readouterr().out)

    return tell


def test_a_code_a_policy_a_diagnosis_and_a_wipe(browser, desk, furnished, open_window, told):
    code = new_code(browser)
    house = furnished(furnish)
    session = house.unlock(PASSPHRASE)
    house.enrol(desk.url, code)
    device = session.device.id
    house.sync_once()
    assert (house.settings["idle_minutes"], house.settings.locked("idle_minutes")) == (2, True)
    house.lock()

    checks = {one["code"]: one["level"] for one in told(house.data_dir, "doctor")["checks"]}
    assert len(checks) > 10 and "ok" in checks.values()
    bundle = json.dumps(told(house.data_dir, "diagnostics"))
    assert not [word for word in (SECRET, "7101905678", "Mette", desk.url) if word in bundle]

    wipe(browser, device)
    opened = open_window(house)  # the lock page asks by itself, without anybody's key
    Hands().do(until_shown(opened.window, WipedPage))
    assert house.state() is DoorState.NO_STORE
    assert not list(house.data_dir.glob("store-*"))
