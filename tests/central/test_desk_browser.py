"""IT support's pages in a real Chromium: looks, keyboard, no script, and axe's rules of WCAG AA."""

import json
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from central import publishing
from central.database import Database, default_url
from tests.central.browser import browser, go, keys, log_in
from tests.central.desk_server import desk_server
from tests.central.pushing import actor, push, sent
from tests.fakes.central import FakeCentral
from tests.sync.laptop import new_laptop

AXE = (Path(__file__).with_name("axe") / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
__all__ = ["browser"]
PAGES = ["", "devices", "users", "kept", "sync", "post", "connectors", "published", "log"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    url = default_url(tmp_path_factory.mktemp("central"))
    database = Database(url)
    central = FakeCentral(database, url)
    for name in ("Mette Holm", "Søren Ås"):
        laptop = new_laptop(central, name)
        laptop.start_case()
        laptop.sync()
    who = actor(laptop.session.user.id, device=laptop.session.device.id)
    push(database, who, sent("citizen", "0190a000-0000-7000-8000-000000000000", 7, given_name="A"))
    publishing.file(url, "policy", "policy", '{"locked": {"idle_minutes": 2}}')
    with desk_server(database) as desk:
        desk.laptop = laptop
        yield desk
    database.close()


def violations(browser):
    """What axe finds on the page."""
    # Disabled scripts would stop axe as well; the policy keeps the page's own away all the same.
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    browser.execute_script(AXE)
    found = browser.execute_async_script(
        "const done = arguments[1];"
        "axe.run(document, {runOnly: arguments[0]}).then(r => done(JSON.stringify(r.violations)))",
        RULES,
    )
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in json.loads(found)]


def scheme(browser, value):
    features = [{"name": "prefers-color-scheme", "value": value}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})


def test_axe_finds_nothing_on_any_page_light_and_dark(browser, desk):
    browser.execute_cdp_cmd("Network.clearBrowserCookies", {})
    browser.get(f"{desk.url}/admin/login")
    assert violations(browser) == []
    log_in(browser, desk)
    laptop = desk.laptop
    paths = [*PAGES, f"users/{laptop.session.user.id}", f"devices/{laptop.session.device.id}"]
    for shade in ("light", "dark"):
        scheme(browser, shade)
        for path in paths:
            browser.get(f"{desk.url}/admin/{path}")
            assert violations(browser) == [], (shade, path)
    scheme(browser, "light")


def test_axe_is_awake(browser, desk):
    browser.get("data:text/html,<title>x</title><img src=''><p style='color:%23aaa'>grå</p>")
    assert {"image-alt", "color-contrast"} <= {rule for rule, _ in violations(browser)}


def test_a_code_is_made_and_a_computer_wiped_by_the_keyboard_alone(browser, desk):
    log_in(browser, desk)
    keys(browser, Keys.TAB)
    assert browser.switch_to.active_element.text == "Gå til indholdet"
    keys(browser, Keys.ENTER)
    go(browser, "Medarbejdere", "h1", "Medarbejdere")
    go(browser, "Søren Ås", "h1", "Søren Ås")
    go(browser, "Lav en engangskode", ".told", "Koden er lavet")
    assert len(browser.find_element(By.ID, "code").text) == len("ABCD-EFGH-JKMN")
    assert browser.find_element(By.CSS_SELECTOR, ".qr svg").size["width"] > 100
    go(browser, desk.laptop.session.device.id[-12:], "h1", "Computer hos")
    go(browser, "Slet computerens data", "h1", "Er du sikker?")
    go(browser, "Nej, gå tilbage", "h1", "Computer hos")
    go(browser, "Slet computerens data", "h1", "Er du sikker?")
    go(browser, "Ja, gør det", ".told", "slettes ved næste kontakt")
    go(browser, "Fortryd sletningen", ".told", "fortrudt")


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_cut_off_on_a_narrow_window_or_at_400_percent(browser, desk, width):
    log_in(browser, desk)
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        for path in PAGES:
            browser.get(f"{desk.url}/admin/{path}")
            wide = browser.execute_script("return document.documentElement.scrollWidth")
            assert wide <= width, path
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
