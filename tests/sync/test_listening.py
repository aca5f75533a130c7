"""A held stream: what a colleague sends is heard at once; a lost line is taken up again."""

import threading

from jobassist.errors import EnvironmentFault, PolicyDenied
from jobassist.services import sync
from jobassist.sync.client import HttpCentral
from jobassist.sync.listening import Listener
from jobassist.sync.wire_live import Bye, Changed, Hello, LookAgain
from tests.sync.laptop import enrolled
from tests.sync.servers import serving

_LONG = 20
_ID = "01920000-0000-7000-8000-000000000001"
HELLO = Hello(protocol=2, central=_ID, epoch=_ID, etag="x")


class Script:
    """Lines that say what they are told, one after the other; the last one is held."""

    def __init__(self, *lines):
        self.lines, self.opened, self.closed = list(lines), 0, threading.Event()

    def open(self):
        self.opened += 1
        return self

    def changes(self):
        if not self.lines:
            self.closed.wait(_LONG)
            return
        for said in self.lines.pop(0):
            if isinstance(said, Exception):
                raise said
            yield said

    def close(self):
        if not self.lines:
            self.closed.set()


def listen(script, monkeypatch, expected):
    """Until so many news were heard; the news and whether the line was held, in order."""
    monkeypatch.setattr("jobassist.sync.listening._FIRST_WAIT", 0.01)
    heard, enough = [], threading.Event()

    def tell(what):
        heard.append(what)
        if heard.count("news") >= expected:
            enough.set()

    listener = Listener(script.open, lambda: tell("news"), tell)
    listener.start()
    assert enough.wait(_LONG)
    assert listener.stop(_LONG)
    return heard


def test_every_kind_of_news_asks_for_a_sync(monkeypatch):
    script = Script([HELLO, Changed(scopes=()), LookAgain()])
    assert listen(script, monkeypatch, 3) == [True, "news", "news", "news", False]


def test_a_lost_line_is_taken_up_again(monkeypatch):
    lost = EnvironmentFault("sync.unreachable", retryable=True)
    script = Script([lost], [HELLO, lost], [HELLO, Bye(retry_after=0.01)], [HELLO])
    heard = listen(script, monkeypatch, 3)
    assert heard == [True, "news", False] * 3
    assert script.opened >= 4


def test_a_token_that_ended_is_the_syncs_to_renew(monkeypatch):
    heard = listen(Script([PolicyDenied("sync.token_expired")]), monkeypatch, 1)
    assert heard == ["news"]


def test_a_colleagues_change_is_heard_over_http(central):
    with serving(central.database) as url:
        plain = HttpCentral(url)
        mette = enrolled(plain, central.new_user("Mette")[1])
        _, case = mette.start_case()
        mette.sync()
        user, code = central.new_user("Jonas")
        central.grant(case.id, user)
        jonas = enrolled(plain, code)
        jonas.sync()
        token = sync.login(jonas.session).token
        said, held = threading.Event(), threading.Event()

        def news():
            (said if held.is_set() else held).set()

        listener = Listener(lambda: HttpCentral(url, token), news, lambda _: None)
        listener.start()
        assert held.wait(_LONG)
        mette.change(type(case), case.id, title="Ny titel")
        mette.sync()
        assert said.wait(_LONG)
        jonas.sync()
        assert jonas.get(type(case), case.id).title == "Ny titel"
        assert listener.stop(_LONG)
        for laptop in (mette, jonas):
            laptop.central.close()
        plain.close()
