"""Enrolment: proofs, codes that expire, tokens of which only a hash is kept."""

from base64 import b64encode

import pytest
import sqlalchemy as sa

from central import admin, devices, schema
from central.guard import Tries
from central.identity import identity
from central.refusal import RequestRefused
from jobassist.errors import UserError
from jobassist.ids import new_id
from jobassist.sync.wire import DeviceKey, Enrolment, enrolment_proof
from tests.fakes.device import FakeDevice


def request(code: str, **parts) -> Enrolment:
    device = FakeDevice(new_id(), 7)
    asked = Enrolment(
        code=code,
        device=DeviceKey(id=device.id, public_key=device.public_key),
        proof=device.sign(enrolment_proof(code, device.id)),
    )
    return asked.model_copy(update=parts)


@pytest.fixture
def code(database_url):
    user = admin.user_add(database_url, "Mette")["user"]
    return admin.enrolment_code(database_url, user)["code"]


def refused(database, asked) -> str:
    with pytest.raises(RequestRefused) as caught:
        devices.enrol(database, identity(database), asked)
    return caught.value.code


def test_only_hashes_of_code_and_token_are_kept(database, code):
    enrolled = devices.enrol(database, identity(database), request(code))
    with database.read() as tx:
        rows = [
            *tx.execute(sa.select(schema.device)),
            *tx.execute(sa.select(schema.enrolment_code)),
        ]
    text = repr(rows)
    assert enrolled.device in text
    assert enrolled.token not in text and code.replace("-", "") not in text.replace("-", "")
    assert devices.actor_for(database, enrolled.token).device_id == enrolled.device


def test_the_code_is_forgiving_of_how_it_is_typed(database, code):
    devices.enrol(database, identity(database), request(code.lower().replace("-", " ")))


def test_what_enrols_nobody(database, database_url, code):
    assert refused(database, request("AAAA-BBBB-CCCC")) == "bad_code"
    assert refused(database, request(code, proof=FakeDevice(seed=8).sign(b"x"))) == "bad_proof"
    short = DeviceKey(id=new_id(), public_key=b64encode(b"short").decode())
    assert refused(database, request(code, device=short)) == "bad_proof"
    other = admin.user_add(database_url, "Jonas")["user"]
    assert refused(database, request(code, local_user=other)) == "bad_local_user"
    with database.write() as tx:
        tx.execute(sa.update(schema.enrolment_code).values(expires_at="2020-01-01T00:00:00.000Z"))
    assert refused(database, request(code)) == "bad_code"


def test_the_central_keeps_its_identity(database):
    first, second = identity(database), identity(database)
    assert first.id == second.id
    assert first.key.private_bytes_raw() == second.key.private_bytes_raw()


def test_tries_run_out_and_come_back():
    tries = Tries(most=2, seconds=600)
    assert tries.wait("a") == 0
    tries.fail("a")
    assert tries.wait("a") == 0
    tries.fail("a")
    assert 590 <= tries.wait("a") <= 600
    assert tries.wait("b") == 0
    brief = Tries(most=1, seconds=0)
    brief.fail("a")
    assert brief.wait("a") == 0


def test_admin_says_what_is_wrong(database_url):
    user = admin.user_add(database_url, "Mette", "it_support")
    assert admin.enrolment_code(database_url, "Mette")["user"] == user["user"]
    for code, call in {
        "central.unknown_role": lambda: admin.user_add(database_url, "Jonas", "konge"),
        "central.no_such_user": lambda: admin.enrolment_code(database_url, "Ingen"),
        "central.user_known": lambda: admin.user_add(database_url, " Mette "),
        "central.no_such_case": lambda: admin.grant(database_url, new_id(), user["user"]),
        "central.no_such_device": lambda: admin.wipe(database_url, new_id()),
    }.items():
        with pytest.raises(UserError, match=code.replace(".", r"\.")):
            call()
    assert admin.device_list(database_url) == []
