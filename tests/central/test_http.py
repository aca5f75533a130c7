"""The routes over real HTTP: problems with codes, limits, and a log without personal data."""

import gzip
import io
import logging

import httpx
import pytest
import zstandard

from jobassist.log import ImpersonalFormatter
from jobassist.sync.wire import MAX_BATCH, MAX_BODY_BYTES, STORE_HEADER
from tests.central.pushing import CITIZEN, sent
from tests.central.test_devices import request
from tests.sync.laptop import enrolled
from tests.sync.servers import serving


@pytest.fixture
def http(database):
    with serving(database) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


@pytest.fixture
def token(central):
    laptop = enrolled(central, central.new_user("Mette")[1])
    return {"Authorization": f"Bearer {laptop.central._token}"}


def problem(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body.keys() == {"type", "title", "status", "code"}
    assert body["status"] == answer.status_code
    return answer.status_code, body["code"]


def test_health_and_the_openapi_document(http):
    assert http.get("/health").json() == {"status": "ok", "protocol": 2, "oldest_protocol": 1}
    assert http.get("/ready").json()["status"] == "ready"
    document = http.get("/openapi.json").json()
    assert {"/enrol", "/manifest", "/feed/{scope}", "/push", "/health", "/ready"} <= (
        document["paths"].keys()
    )


def test_every_refusal_is_a_problem_with_a_code(http, token):
    assert problem(http.get("/nowhere")) == (404, "not_found")
    assert problem(http.delete("/push")) == (405, "method_not_allowed")
    assert problem(http.get("/manifest")) == (401, "not_enrolled")
    assert problem(http.get("/manifest", headers={"Authorization": "Basic x"})) == (
        401,
        "not_enrolled",
    )
    assert problem(http.post("/push", headers=token, content=b"{")) == (422, "malformed")
    assert problem(http.post("/push", headers=token, json={"operations": 7})) == (422, "malformed")
    newer = {"protocol": 3, "operations": []}
    assert problem(http.post("/push", headers=token, json=newer)) == (400, "protocol")
    assert problem(http.get("/feed/organisation?after=-1", headers=token)) == (422, "malformed")
    assert problem(http.get("/feed/organisation?limit=9999", headers=token)) == (422, "malformed")
    assert problem(http.get("/feed/case%00x", headers=token)) == (403, "scope_lost")
    assert problem(http.get("/held/spaceship", headers=token)) == (404, "not_found")


def test_limits(http, token):
    too_many = [sent("citizen", "0" * 8, **CITIZEN).model_dump()] * (MAX_BATCH + 1)
    assert problem(http.post("/push", headers=token, json={"operations": too_many})) == (
        422,
        "malformed",
    )
    huge = b"x" * (MAX_BODY_BYTES + 1)
    assert problem(http.post("/push", headers=token, content=huge)) == (413, "too_large")
    parts = (b"x" * 65536 for _ in range(MAX_BODY_BYTES // 65536 + 1))
    assert problem(http.post("/push", headers=token, content=parts)) == (413, "too_large")
    assert http.get("/health").status_code == 200


def test_the_manifest_answers_by_its_tag(http, token):
    first = http.get("/manifest", headers=token)
    tag = first.headers["ETag"]
    again = http.get("/manifest", headers={**token, "If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_codes_cannot_be_guessed(http):
    guess = {"code": "AAAA", "device": {"id": "0" * 8, "public_key": "x"}, "proof": "x"}
    assert problem(http.post("/enrol", json=guess)) == (422, "malformed")
    asked = request("AAAA-BBBB-CCCC").model_dump()
    for _ in range(10):
        assert problem(http.post("/enrol", json=asked)) == (403, "bad_code")
    answer = http.post("/enrol", json=asked)
    assert problem(answer) == (429, "too_many_tries")
    assert int(answer.headers["Retry-After"]) > 500


def test_too_many_at_once_are_told_to_come_back(database):
    with serving(database, most_at_once=0) as url:
        answer = httpx.get(f"{url}/health", trust_env=False)
    assert problem(answer) == (503, "busy")
    assert answer.headers["Retry-After"] == "2"


def test_nothing_personal_is_logged_or_answered(http, token, database, monkeypatch):
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(ImpersonalFormatter())
    logging.getLogger().addHandler(handler)
    logging.getLogger("jobassist").setLevel(logging.INFO)
    try:
        operation = sent("citizen", "01920000-0000-7000-8000-00000000abcd", **CITIZEN)
        batch = {"operations": [operation.model_dump()]}
        assert http.post("/push?q=7101905678", headers=token, json=batch).status_code == 200
        http.get("/held/7101905678", headers=token)
        bad = {"operations": [{**operation.model_dump(), "id": "Anders 7101905678"}]}
        told = http.post("/push", headers=token, json=bad).text
        database.engine.dispose()
        monkeypatch.setattr("central.routes.pushing.take_in", _broken)
        failed = http.post("/push", headers=token, json=batch)
    finally:
        logging.getLogger().removeHandler(handler)
    assert problem(failed) == (500, "failed")
    lines = written.getvalue()
    assert "central.answered call=post.push status=200" in lines
    assert "central.failed" in lines and "_broken" not in lines
    for canary in ("7101905678", "Anders", "Østergaard", "Traceback", "Mette"):
        assert canary not in lines + told + failed.text
    assert token["Authorization"].split()[1] not in lines


def _broken(*_args):
    raise RuntimeError("Anders 7101905678")


def test_the_manifest_tells_how_far_the_store_has_come(http, token):
    assert STORE_HEADER not in http.get("/manifest", headers=token).headers
    first = http.get("/manifest", headers={**token, STORE_HEADER: "1.12.2"})
    assert first.headers[STORE_HEADER] == "1.12.2"
    told = {**token, STORE_HEADER: "1.3.2", "If-None-Match": first.headers["ETag"]}
    again = http.get("/manifest", headers=told)
    assert (again.status_code, again.headers[STORE_HEADER]) == (304, "1.12.2")


@pytest.mark.parametrize("said", ["", "1.2", "1.2.3.4", "1.2.x", "1.2.3; yes", "-1.2.3", "9" * 60])
def test_a_store_state_that_is_none_is_refused(http, token, said):
    answer = http.get("/manifest", headers={**token, STORE_HEADER: said})
    assert problem(answer) == (422, "malformed")


PACKED = {
    "gzip": gzip.compress,
    "zstd": lambda body: zstandard.ZstdCompressor().compress(body),
}


@pytest.mark.parametrize("encoding", PACKED)
def test_bodies_may_come_packed_but_no_bomb(http, token, encoding):
    headers = {**token, "Content-Encoding": encoding, "Content-Type": "application/json"}
    packed = PACKED[encoding](b'{"operations": []}')
    assert http.post("/push", headers=headers, content=packed).json() == {"answers": []}
    bomb = PACKED[encoding](b" " * (50 * MAX_BODY_BYTES))
    assert len(bomb) < MAX_BODY_BYTES
    assert problem(http.post("/push", headers=headers, content=bomb)) == (413, "too_large")
    for broken in (b"nonsense", packed[:-6]):
        assert problem(http.post("/push", headers=headers, content=broken)) == (422, "malformed")
    headers["Content-Encoding"] = "br"
    assert problem(http.post("/push", headers=headers, content=packed)) == (415, "encoding")


def test_long_answers_are_packed(http):
    said = http.get("/openapi.json")
    assert said.headers["Content-Encoding"] == "gzip" and said.json()["openapi"]


def test_figures_tell_of_routes_and_nobody(http, token):
    http.get("/manifest", headers=token)
    http.get("/feed/case:7101905678", headers=token)
    figures = http.get("/metrics").text
    assert 'jobassist_requests_total{call="get.read_manifest",status="200"} 1.0' in figures
    assert "7101905678" not in figures
