"""Logging in with a browser: the real loopback server, a real login server, the real central."""

import threading
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from jobassist.errors import EnvironmentFault, PolicyDenied, UserError
from jobassist.services import sync, tokens
from jobassist.sync import browser
from jobassist.sync.client import HttpCentral
from jobassist.sync.wire_device import BrowserLogin, login_nonce
from tests.central.login_server import login_server
from tests.sync.laptop import standalone
from tests.sync.servers import serving

OFFER = BrowserLogin(
    issuer="https://login.example",
    authorization_endpoint="https://login.example/authorize",
    client_id="jobassist",
    scope="openid",
)


def coming_back(**changes: str):
    """A browser that comes back at once, as the login server told it, with these changes."""

    def open_page(url: str) -> bool:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        back = {"state": asked["state"], "code": "K1", **changes}
        back = {name: value for name, value in back.items() if value}
        said.append(asked)
        threading.Thread(target=visit, args=(asked["redirect_uri"], back)).start()
        return True

    def visit(address: str, back: dict[str, str]) -> None:
        answers.append(httpx.get(address, params=back, trust_env=False))

    said: list[dict[str, str]] = []
    answers: list[httpx.Response] = []
    return open_page, said, answers


def test_the_code_comes_back_with_its_verifier():
    open_page, said, _ = coming_back()
    login = browser.log_in(OFFER, "n" * 64, open_page)
    (asked,) = said
    assert (login.code, login.redirect_uri) == ("K1", asked["redirect_uri"])
    assert (asked["nonce"], asked["code_challenge_method"]) == ("n" * 64, "S256")
    assert login.verifier not in str(asked)


def test_a_refusal_is_told():
    open_page, _, _ = coming_back(code="", error="access_denied")
    with pytest.raises(UserError, match=r"^sync\.login_refused$"):
        browser.log_in(OFFER, "n", open_page)


def test_whoever_does_not_know_the_state_is_not_heard():
    open_page, _, answers = coming_back(state="gættet")
    with pytest.raises(UserError, match=r"^sync\.login_given_up$"):
        browser.log_in(OFFER, "n", open_page, given_up=lambda: bool(answers), seconds=20)
    assert answers[0].status_code == 404


def test_no_browser():
    with pytest.raises(EnvironmentFault, match=r"^sync\.no_browser$"):
        browser.log_in(OFFER, "n", lambda _url: False)


@pytest.fixture
def provider():
    with login_server() as provider:
        yield provider


def as_a_user_does(url: str) -> bool:
    """The browser follows the login server's redirect back to loopback."""
    client = httpx.Client(trust_env=False, follow_redirects=True)
    threading.Thread(target=lambda: client.get(url)).start()
    return True


def browsed(session, central: HttpCentral):
    offer = central.offer().browser
    nonce = login_nonce(session.device.id, session.device.public_key)
    return browser.log_in(offer, nonce, as_a_user_does)


def test_an_entitled_user_enrols_without_anyones_help_and_is_asked_again(database, provider):
    with serving(database, login=provider.config) as url:
        session, central = standalone(), HttpCentral(url)
        sync.enrol_by_login(session, central, browsed(session, central))
        assert session.user.name == "Mette Holm"
        known = central.with_token(sync.login(session).token)
        sync.sync_once(session, known)
        provider.forgotten = True
        with pytest.raises(PolicyDenied, match=r"^sync\.login_needed$"):
            tokens.renew(session, known)
        again = central.with_token(tokens.renew(session, known, browsed(session, known)))
        sync.sync_once(session, again)
        provider.groups = ["alle"]
        stranger = standalone()
        with pytest.raises(PolicyDenied, match=r"^sync\.not_entitled$"):
            sync.enrol_by_login(stranger, central, browsed(stranger, central))
        for one in (central, known, again):
            one.close()


def test_a_central_without_a_login_offers_none(database):
    with serving(database) as url:
        central = HttpCentral(url)
        assert central.offer().browser is None
        central.close()
