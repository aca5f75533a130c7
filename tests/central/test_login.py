"""Tokens that end, the key that gets the next, and users who log in with their browser."""

import base64
import hashlib
import secrets
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
import sqlalchemy as sa

from central import admin, keys, schema
from central.identity import identity
from central.schema_devices import token as token_table
from jobassist.errors import EnvironmentFault
from jobassist.ids import new_id
from jobassist.sync.wire import DeviceKey, Enrolment, Login, enrolment_proof
from jobassist.sync.wire_device import login_nonce, login_proof, token_proof, wipe_statement
from tests.central.login_server import login_server
from tests.central.test_http import problem
from tests.fakes.device import FakeDevice
from tests.sync.servers import serving


@pytest.fixture
def provider():
    with login_server() as provider:
        yield provider


@pytest.fixture
def http(database, provider):
    with (
        serving(database, login=provider.config) as url,
        httpx.Client(base_url=url, trust_env=False) as client,
    ):
        client.headers["Jobassist-Protocol"] = "2"
        yield client


def browse(http, device) -> Login:
    """What a browser brings back to the laptop."""
    offer = http.get("/login").json()["browser"]
    verifier = secrets.token_urlsafe(40)
    hashed = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
    asked = {
        "response_type": "code", "client_id": offer["client_id"], "scope": offer["scope"],
        "redirect_uri": "http://127.0.0.1:5555/back", "state": "s", "code_challenge_method": "S256",
        "code_challenge": hashed.decode().rstrip("="),
        "nonce": login_nonce(device.id, device.public_key),
    }  # fmt: skip
    said = httpx.get(f"{offer['authorization_endpoint']}?{urlencode(asked)}", trust_env=False)
    back = parse_qs(urlsplit(said.headers["Location"]).query)
    assert back["state"] == ["s"]
    return Login(code=back["code"][0], verifier=verifier, redirect_uri=asked["redirect_uri"])


def enrol(http, device, login=None, **parts) -> httpx.Response:
    login = login or browse(http, device)
    asked = Enrolment(
        login=login,
        device=DeviceKey(id=device.id, public_key=device.public_key),
        proof=device.sign(login_proof(login, device.id)),
    ).model_copy(update=parts)
    return http.post("/enrol", json=asked.model_dump())


def next_token(http, device, central, login=None, challenge=None) -> httpx.Response:
    if challenge is None:
        challenge = http.post("/challenge", json={"device": device.id}).json()["challenge"]
    asked = {"device": device.id, "challenge": challenge, "protocol": 2}
    asked["proof"] = device.sign(token_proof(central, device.id, challenge))
    asked["login"] = login.model_dump() if login else None
    return http.post("/token", json=asked)


def manifest(http, token):
    return http.get("/manifest", headers={"Authorization": f"Bearer {token}"})


@pytest.fixture
def device():
    return FakeDevice(new_id(), 11)


@pytest.fixture
def mette(http, device):
    said = enrol(http, device)
    assert said.status_code == 200, said.text
    return said.json()


def test_an_entitled_users_laptop_enrols_itself(http, mette, device, provider):
    assert (mette["user"]["name"], mette["user"]["role"]) == ("Mette Holm", "caseworker")
    assert manifest(http, mette["token"]).json()["user"]["id"] == mette["user"]["id"]
    second = FakeDevice(new_id(), 12)
    provider.rotate()
    assert enrol(http, second).json()["user"]["id"] == mette["user"]["id"]
    provider.groups = ["konsulenter", "sagsbehandlere"]
    assert enrol(http, device).json()["user"]["role"] == "company_consultant"


def test_who_is_not_entitled_is_told_so(http, device, provider):
    provider.groups = ["kantinen"]
    assert problem(enrol(http, device)) == (403, "not_entitled")
    provider.groups = []
    assert problem(enrol(http, device)) == (403, "not_entitled")


@pytest.mark.parametrize(
    "spoil",
    [
        {"nonce": "another"}, {"aud": "another"}, {"iss": "https://another.example"},
        {"exp": 1000000000}, {"sub": None},
    ],
    ids=lambda spoil: next(iter(spoil)),
)  # fmt: skip
def test_a_login_that_is_not_for_us_is_refused(http, device, provider, spoil):
    provider.spoil = spoil
    assert problem(enrol(http, device)) == (400, "bad_login")


def test_a_login_is_for_one_device_and_one_time(http, device):
    login = browse(http, device)
    other = FakeDevice(new_id(), 13)
    assert problem(enrol(http, other, login)) == (400, "bad_login")
    assert problem(enrol(http, device, login)) == (400, "bad_login")  # its code is used up
    wrong = browse(http, device).model_copy(update={"verifier": "x" * 43})
    assert problem(enrol(http, device, wrong)) == (400, "bad_login")
    assert problem(enrol(http, device, proof="x")) == (400, "bad_proof")


def test_a_key_that_is_not_the_servers_signs_nobody_in(http, device, provider):
    real = provider.jwks()
    provider.rotate()
    provider.kid = "1"
    provider.jwks = lambda: real
    assert problem(enrol(http, device)) == (400, "bad_login")


def test_leaving_the_group_shuts_the_laptop_out(http, mette, device, provider):
    assert next_token(http, device, mette["central"]).status_code == 200
    provider.groups = ["kantinen"]
    assert problem(next_token(http, device, mette["central"])) == (403, "not_entitled")
    assert problem(manifest(http, mette["token"])) == (401, "not_enrolled")
    provider.groups = ["sagsbehandlere"]
    assert problem(next_token(http, device, mette["central"])) == (401, "not_enrolled")
    assert enrol(http, device).status_code == 200  # they are back


def test_a_login_server_that_forgets_or_is_away(http, mette, device, provider, database):
    central = mette["central"]
    provider.down = True
    assert next_token(http, device, central).status_code == 200  # for some days it may be
    provider.down, provider.forgotten = False, True
    assert problem(next_token(http, device, central)) == (401, "login_needed")
    again = browse(http, device)
    assert next_token(http, device, central, login=again).status_code == 200
    with database.write() as tx:
        tx.exec_driver_sql("UPDATE login SET checked_at = '2020-01-01T00:00:00.000Z'")
    provider.down = True
    said = next_token(http, device, central)
    assert problem(said) == (503, "login_server") and said.headers["Retry-After"] == "60"


def test_the_servers_token_is_not_readable_in_the_database(database, mette):
    with database.read() as tx:
        (row,) = tx.exec_driver_sql("SELECT * FROM login").all()
    assert row.refresh and "refresh-1" not in str(row)


def test_a_token_ends_and_the_key_gets_the_next(http, mette, device, database):
    ends = datetime.fromisoformat(mette["expires_at"])
    assert 11.9 < (ends - datetime.now(UTC)).total_seconds() / 3600 <= 12
    with database.write() as tx:
        tx.execute(sa.update(token_table).values(expires_at="2020-01-01T00:00:00.000Z"))
    assert problem(manifest(http, mette["token"])) == (401, "token_expired")
    anew = next_token(http, device, mette["central"]).json()
    assert manifest(http, anew["token"]).status_code == 200
    with database.read() as tx:
        assert anew["token"] not in str(tx.execute(sa.select(token_table)).all())


def test_a_challenge_serves_once_and_for_one_device(http, mette, device):
    central = mette["central"]
    challenge = http.post("/challenge", json={"device": device.id}).json()["challenge"]
    other = http.post("/challenge", json={"device": new_id()}).json()["challenge"]
    assert problem(next_token(http, device, central, challenge=other)) == (400, "bad_proof")
    assert problem(next_token(http, device, central, challenge="x.y")) == (400, "bad_proof")
    stranger = FakeDevice(device.id, 99)
    assert problem(next_token(http, stranger, central)) == (400, "bad_proof")
    unknown = FakeDevice(new_id(), 98)
    assert problem(next_token(http, unknown, central)) == (401, "not_enrolled")
    assert next_token(http, device, central, challenge=challenge).status_code == 200
    assert problem(next_token(http, device, central, challenge=challenge)) == (400, "bad_proof")


def test_a_device_of_version_1_keeps_its_token(http, database, database_url):
    user = admin.user_add(database_url, "Gammel")["user"]
    code = admin.enrolment_code(database_url, user)["code"]
    old = FakeDevice(new_id(), 14)
    asked = {
        "code": code, "device": {"id": old.id, "public_key": old.public_key},
        "proof": old.sign(enrolment_proof(code, old.id)), "protocol": 1,
    }  # fmt: skip
    said = http.post("/enrol", json=asked, headers={"Jobassist-Protocol": "1"}).json()
    assert (said["protocol"], said["expires_at"]) == (1, None)
    headers = {"Authorization": f"Bearer {said['token']}", "Jobassist-Protocol": "1"}
    assert http.get("/manifest", headers=headers).json()["protocol"] == 1
    assert problem(http.get("/manifest", headers={**headers, "Jobassist-Protocol": "9"})) == (
        400,
        "protocol",
    )


def test_own_devices_and_a_lost_one(http, mette, device):
    second = FakeDevice(new_id(), 15)
    other = enrol(http, second).json()
    mine = {"Authorization": f"Bearer {mette['token']}"}
    listed = http.get("/devices", headers=mine).json()["devices"]
    assert {(d["id"], d["this"], d["state"]) for d in listed} == {
        (device.id, True, "active"),
        (second.id, False, "active"),
    }
    assert http.get(f"/standing/{second.id}").json() == {
        "device": second.id, "wipe": False, "order": None,
    }  # fmt: skip
    assert problem(http.post(f"/devices/{device.id}/lost", headers=mine)) == (403, "forbidden")
    assert problem(http.post(f"/devices/{new_id()}/lost", headers=mine)) == (404, "not_found")
    assert http.post(f"/devices/{second.id}/lost", headers=mine).json()["wipe"] is True
    assert problem(manifest(http, other["token"])) == (403, "device_wiped")
    assert problem(next_token(http, second, mette["central"])) == (403, "device_wiped")
    order = http.get(f"/standing/{second.id}").json()["order"]
    assert order["statement"] == wipe_statement(mette["central"], second.id)
    assert order["central_key"] == mette["certificate"]["central_key"]


def test_the_central_certifies_with_a_new_key_that_the_old_vouches_for(http, database, mette):
    central = identity(database)
    keys.rotate(central.folder, central.id, central.keys)
    told = http.get("/keys").json()["keys"]
    assert [key["vouched"] is None for key in told] == [True, False]
    assert told[0]["key"] == mette["certificate"]["central_key"]
    with database.write() as tx:
        tx.execute(sa.update(schema.device).values(wiped=True))
    order = http.get(f"/standing/{mette['device']}").json()["order"]
    assert order["central_key"] == told[0]["key"]  # the one the device knows
    file = central.folder / f"keys-{central.id}.json"
    assert file.stat().st_mode & 0o077 == 0
    with database.read() as tx:
        assert "private" not in str(tx.execute(sa.select(schema.meta)).all())


def test_a_central_without_its_keys_does_not_start(database):
    central = identity(database)
    (central.folder / f"keys-{central.id}.json").unlink()
    with pytest.raises(EnvironmentFault, match=r"^central\.keys_missing$"):
        identity(database)


def test_where_nobody_logs_in(database):
    with serving(database) as url, httpx.Client(base_url=url, trust_env=False) as http:
        assert http.get("/login").json()["browser"] is None
        device = FakeDevice(new_id(), 16)
        login = Login(code="x", verifier="x" * 43, redirect_uri="http://127.0.0.1:1/x")
        assert problem(enrol(http, device, login)) == (400, "bad_login")
