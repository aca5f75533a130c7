"""The held stream: told of what one may read, soon, and of nothing else."""

from contextlib import ExitStack

import httpx
import pytest

from central import admin
from central.database import Database
from central.live import news, stream
from jobassist.ids import new_id
from jobassist.sync.wire_live import Bye, Changed, Hello, LookAgain
from tests.central.listening import listening
from tests.central.pushing import sent
from tests.sync.laptop import new_laptop
from tests.sync.servers import serving


@pytest.fixture
def url(database):
    with serving(database) as url:
        yield url


@pytest.fixture
def mette(central):
    return new_laptop(central, "Mette")


@pytest.fixture
def jonas(central):
    return new_laptop(central, "Jonas")


def token(laptop):
    return laptop.central._token


def push(url, laptop, operation):
    headers = {"Authorization": f"Bearer {token(laptop)}", "Jobassist-Protocol": "2"}
    body = {"operations": [operation.model_dump()]}
    said = httpx.post(f"{url}/push", headers=headers, json=body, trust_env=False)
    assert said.json()["answers"][0]["outcome"] == "applied", said.text


def test_a_colleagues_change_is_told_and_a_strangers_is_not(url, central, mette, jonas):
    _, shared = mette.start_case()
    mette.sync()
    _, own = mette.start_case()
    mette.sync()
    central.grant(shared.id, jonas.session.user.id)
    with listening(url, token(jonas)) as ear:
        hello = ear.next()
        assert isinstance(hello, Hello)
        manifest, tag = jonas.central.manifest(None)
        assert (hello.etag, hello.epoch, hello.central) == (tag, manifest.epoch, manifest.central)
        push(url, mette, sent("case", own.id, 1, title="ikke for Jonas"))
        push(url, mette, sent("case", shared.id, 1, title="til begge"))
        heads = {s.name: s.head for s in jonas.central.manifest(None)[0].scopes}
        wanted, told = (f"case:{shared.id}", heads[f"case:{shared.id}"]), set()
        while wanted not in told:
            told |= {(scope.name, scope.head) for scope in ear.until(Changed)[-1].scopes}
        assert f"case:{own.id}" not in {name for name, _ in told}


def test_what_another_process_does_is_told_too(url, central, database_url, mette, jonas):
    _, case = mette.start_case()
    mette.sync()
    with listening(url, token(jonas)) as ear:
        ear.until(Hello)
        admin.grant(database_url, case.id, jonas.session.user.id)
        assert ear.until(LookAgain)
        other = Database(database_url)
        other.before_commit = lambda tx, moved: news.write_down(tx, moved, "other")
        central.database = mette.central.database = other
        mette.change(type(case), case.id, title="ny titel")
        mette.sync()
        other.close()
        told = set()
        while f"case:{case.id}" not in told:
            told |= {scope.name for scope in ear.until(Changed)[-1].scopes}
        admin.revoke(database_url, case.id, jonas.session.user.id)
        ear.until(LookAgain)


def test_a_wiped_devices_line_ends(url, central, jonas):
    with listening(url, token(jonas)) as ear:
        ear.until(Hello)
        central.wipe(jonas.session.device.id)
        while ear.next() != "end":
            pass


def test_a_stopping_central_says_goodbye(database, jonas):
    with ExitStack() as server:
        url = server.enter_context(serving(database))
        with listening(url, token(jonas)) as ear:
            ear.until(Hello)
            server.close()
            bye = ear.until(Bye)[-1]
            assert bye.retry_after >= 1
            assert ear.next() == "end"


def test_a_silent_line_beats(url, jonas, monkeypatch):
    monkeypatch.setattr(stream, "BEAT_SECONDS", 0.05)
    with listening(url, token(jonas)) as ear:
        ear.until(Hello)
        while ear.next() != "beat":
            pass


def test_a_devices_oldest_line_makes_room(url, jonas, monkeypatch):
    monkeypatch.setattr("central.live.hub.MOST_OF_ONE_DEVICE", 1)
    with listening(url, token(jonas)) as first:
        first.until(Hello)
        with listening(url, token(jonas)) as second:
            second.until(Hello)
            while first.next() != "end":
                pass


def test_strangers_hear_nothing_and_a_full_central_says_so(url, database, jonas):
    assert httpx.get(f"{url}/changes", trust_env=False).status_code == 401
    headers = {"Authorization": f"Bearer {token(jonas)}"}
    with serving(database, most_listening=0) as full:
        said = httpx.get(f"{full}/changes", headers=headers, trust_env=False)
    assert (said.status_code, said.json()["code"]) == (503, "busy")
    assert said.headers["Retry-After"] == "30"


def test_a_held_line_is_no_work(database, jonas):
    with serving(database, most_at_once=1) as url, listening(url, token(jonas)) as ear:
        ear.until(Hello)
        assert httpx.get(f"{url}/health", trust_env=False).status_code == 200


def test_news_are_numbered_without_gaps_and_say_when_they_are_too_old(database):
    for n in range(3):
        with database.write() as tx:
            news.write_down(tx, {f"case:{n}": n}, new_id())
    assert news.since(database, 1, "me") == (3, {"case:1": 1, "case:2": 2})
    assert news.since(database, 3, "me") == (3, {})
    with database.write() as tx:
        tx.exec_driver_sql("DELETE FROM news WHERE n < 3")
    assert news.since(database, 1, "me") is None
