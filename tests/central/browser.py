"""A real Chromium on IT support's pages, used by the keyboard alone."""

import shutil

import pytest
from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support import expected_conditions
from selenium.webdriver.support.wait import WebDriverWait

from tests.central.desk_server import NAME, PASSWORD


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for word in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"):
        options.add_argument(word)
    options.add_argument(f"--user-data-dir={tmp_path_factory.mktemp('chromium')}")
    options.add_argument("--no-proxy-server")
    options.add_argument("--lang=da")
    service = webdriver.ChromeService(shutil.which("chromedriver"))
    driver = webdriver.Chrome(options, service)
    driver.set_page_load_timeout(60)
    # The pages need no script, so the browser runs none; what a test asks of it still works.
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    yield driver
    driver.quit()


def keys(browser, *words):
    """Type, wherever the focus is."""
    for word in words:
        browser.switch_to.active_element.send_keys(word)


def shows(browser, selector, text):
    """Wait for a page that says this."""
    said = expected_conditions.text_to_be_present_in_element((By.CSS_SELECTOR, selector), text)
    try:
        WebDriverWait(browser, 20).until(said)
    except TimeoutException:
        raise AssertionError(f"{text}, but:\n{browser.page_source}") from None


def focus_is_on(browser, name):
    """Wait for it: the browser moves the focus when it draws, which may be after the loading."""

    def there(_browser):
        return browser.switch_to.active_element.get_attribute("name") == name

    WebDriverWait(browser, 20).until(there, name)


def log_in(browser, desk):
    """By the keyboard alone: the first field has the focus."""
    desk.forget_codes()
    browser.execute_cdp_cmd("Network.clearBrowserCookies", {})
    browser.get(f"{desk.url}/admin/language/da")
    for name, typed in (("name", NAME), ("password", PASSWORD), ("code", desk.code())):
        focus_is_on(browser, name)
        keys(browser, typed, Keys.ENTER if name == "code" else Keys.TAB)
    shows(browser, "h1", "Overblik")


def tab_to(browser, text, most=60):
    """Walk with the tabulator to what says this."""
    for _ in range(most):
        keys(browser, Keys.TAB)
        focus = browser.switch_to.active_element
        if focus.tag_name in ("a", "button") and text in focus.text:
            return
    raise AssertionError(text + browser.page_source)


def go(browser, text, selector, then):
    """Press enter on it, and wait for what comes."""
    tab_to(browser, text)
    keys(browser, Keys.ENTER)
    shows(browser, selector, then)
