"""Attachments: taken up again where they stopped, whole only when the hash is right."""

import hashlib
import os

import httpx
import pytest

from central import attachments
from central.database import now
from jobassist.ids import new_id
from jobassist.sync.wire_live import CHUNK_BYTES, MAX_ATTACHMENT_BYTES
from tests.central.pushing import sent
from tests.sync.laptop import new_laptop
from tests.sync.servers import serving

CONTENT = os.urandom(2 * CHUNK_BYTES + 77)
SIZE = len(CONTENT)
ID = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def http(database):
    with serving(database) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


class Person:
    """A user's laptop, and its attachments over HTTP."""

    def __init__(self, central, http, name, role="caseworker"):
        self.laptop = new_laptop(central, name, role)
        self.http = http
        self.headers = {"Authorization": f"Bearer {self.laptop.central._token}"}

    def put(self, scope, offset, part, size=SIZE, id=ID):
        params = {"scope": scope, "offset": offset, "size": size}
        said = self.http.put(
            f"/attachments/{id}", params=params, content=part, headers=self.headers
        )
        body = said.json()
        return body["code"] if said.is_error else (body["offset"], body["complete"])

    def head(self, scope, id=ID):
        said = self.http.head(f"/attachments/{id}", params={"scope": scope}, headers=self.headers)
        if said.is_error:
            return said.status_code
        return int(said.headers["Upload-Offset"]), int(said.headers["Upload-Length"])

    def get(self, scope, wanted=None, id=ID):
        headers = {**self.headers, **({"Range": wanted} if wanted else {})}
        return self.http.get(f"/attachments/{id}", params={"scope": scope}, headers=headers)

    def upload(self, scope):
        for start in range(0, len(CONTENT), CHUNK_BYTES):
            last = self.put(scope, start, CONTENT[start : start + CHUNK_BYTES])
        assert last == (len(CONTENT), True)


@pytest.fixture
def mette(central, http):
    person = Person(central, http, "Mette")
    _, person.case = person.laptop.start_case()
    person.laptop.sync()
    person.scope = f"case:{person.case.id}"
    return person


def test_an_upload_is_taken_up_where_it_stopped(mette):
    scope = mette.scope
    assert mette.head(scope) == 404
    assert mette.put(scope, 5, b"x") == "offset"
    first = CONTENT[:CHUNK_BYTES]
    assert mette.put(scope, 0, first) == (CHUNK_BYTES, False)
    assert mette.put(scope, 0, first) == (CHUNK_BYTES, False)  # the answer was lost: once more
    assert mette.put(scope, 0, b"other") == "offset"
    assert mette.put(scope, CHUNK_BYTES, b"x", size=9**9) == "too_large"
    assert mette.head(scope) == (CHUNK_BYTES, len(CONTENT))
    assert mette.get(scope).status_code == 404
    assert mette.put(scope, CHUNK_BYTES, CONTENT[CHUNK_BYTES : 2 * CHUNK_BYTES])[1] is False
    assert mette.put(scope, 2 * CHUNK_BYTES, CONTENT[2 * CHUNK_BYTES :]) == (len(CONTENT), True)
    assert mette.put(scope, 2 * CHUNK_BYTES, CONTENT[2 * CHUNK_BYTES :]) == (len(CONTENT), True)
    said = mette.get(scope)
    assert (said.status_code, said.content) == (200, CONTENT)
    assert said.headers["Content-Length"] == str(len(CONTENT))


@pytest.mark.parametrize(
    ("wanted", "start", "end"),
    [
        ("bytes=0-9", 0, 10),
        (f"bytes={CHUNK_BYTES - 3}-{CHUNK_BYTES + 3}", CHUNK_BYTES - 3, CHUNK_BYTES + 4),
        ("bytes=2097150-", 2097150, len(CONTENT)),
        ("bytes=-5", len(CONTENT) - 5, len(CONTENT)),
        (f"bytes=7-{9**12}", 7, len(CONTENT)),
    ],
)
def test_ranges(mette, wanted, start, end):
    mette.upload(mette.scope)
    said = mette.get(mette.scope, wanted)
    assert (said.status_code, said.content) == (206, CONTENT[start:end])
    assert said.headers["Content-Range"] == f"bytes {start}-{end - 1}/{len(CONTENT)}"


@pytest.mark.parametrize(
    "wanted", ["bytes=9999999-", "bytes=5-2", "bytes=", "pages=1-2", "bytes=a-b", "bytes=0-1,4-5"]
)
def test_no_such_range(mette, wanted):
    mette.upload(mette.scope)
    said = mette.get(mette.scope, wanted)
    assert (said.status_code, said.json()["code"]) == (416, "range")


def test_wrong_bytes_are_thrown_away(mette):
    wrong = hashlib.sha256(b"rigtigt").hexdigest()
    assert mette.put(mette.scope, 0, b"forkert", size=7, id=wrong) == "hash_mismatch"
    assert mette.head(mette.scope, id=wrong) == 404
    assert mette.put(mette.scope, 0, b"rigtigt", size=7, id=wrong) == (7, True)
    empty = hashlib.sha256(b"").hexdigest()
    assert mette.put(mette.scope, 0, b"", size=0, id=empty) == (0, True)


def test_who_may(central, http, mette):
    mette.upload(mette.scope)
    jonas = Person(central, http, "Jonas")
    assert (jonas.head(mette.scope), jonas.get(mette.scope).status_code) == (403, 403)
    assert jonas.put(mette.scope, 0, b"x") == "scope_lost"
    own = jonas.laptop.start_case()[1]
    jonas.laptop.sync()
    assert jonas.head(f"case:{own.id}") == 404  # what another case holds is not told
    central.grant(mette.case.id, jonas.laptop.session.user.id, "reader")
    assert jonas.get(mette.scope).content == CONTENT
    assert jonas.put(mette.scope, 0, b"x", size=1, id="0" * 64) == "forbidden"
    assert jonas.put("organisation", 0, b"x", size=1, id="0" * 64) == "forbidden"
    assert jonas.put("companies", 0, b"x", size=2, id="0" * 64) == (1, False)


def test_limits(mette, monkeypatch):
    assert mette.put(mette.scope, 0, b"x", size=MAX_ATTACHMENT_BYTES + 1) == "too_large"
    assert mette.put(mette.scope, 0, b"x" * (CHUNK_BYTES + 1)) == "too_large"
    monkeypatch.setattr(attachments, "MOST_IN_SCOPE", len(CONTENT))
    assert mette.put(mette.scope, 0, b"x") == (1, False)
    assert mette.put(mette.scope, 0, b"x", size=1, id="0" * 64) == "quota"


def test_what_is_never_finished_is_dropped(database, mette):
    mette.put(mette.scope, 0, b"x")
    with database.write() as tx:
        assert attachments.drop_unfinished(tx, "2020") == 0
        assert attachments.drop_unfinished(tx, now()[:4] + "-99") == 1
    assert mette.head(mette.scope) == 404


@pytest.mark.parametrize("bytes_first", [True, False])
def test_the_record_tells_when_the_central_holds_it(database, http, mette, bytes_first):
    if bytes_first:
        mette.upload(mette.scope)
    fields = {
        "case_id": mette.case.id, "author_id": mette.laptop.session.user.id, "sha256": ID,
        "made_at": "2026-11-21T09:30:00.000Z", "belongs_to": f"form:{new_id()}",
        "size": len(CONTENT), "media": "application/pdf",
    }  # fmt: skip
    operation = sent("attachment", new_id(), **fields)
    body = {"operations": [operation.model_dump()]}
    said = http.post("/push", json=body, headers=mette.headers).json()["answers"][0]
    assert said["outcome"] == ("merged" if bytes_first else "applied")
    if not bytes_first:
        mette.upload(mette.scope)
    rows = http.get(f"/feed/{mette.scope}", headers=mette.headers).json()["rows"]
    (told,) = [row["fields"] for row in rows if row["kind"] == "attachment"]
    assert told["held_at"] is not None
    with database.read() as tx:
        assert attachments.content(tx, ID) == CONTENT
        assert attachments.content(tx, "0" * 64) is None
