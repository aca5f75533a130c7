"""The fake central and the real client with a real server keep the same promises."""

from base64 import b64decode
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from central import admin, backup
from central.feed import publish
from central.records import insert
from jobassist.errors import EnvironmentFault, PolicyDenied, UserError
from jobassist.ids import new_id
from jobassist.ports.central import CentralPort
from jobassist.records import KINDS
from jobassist.sync.client import HttpCentral
from jobassist.sync.wire import (
    Batch,
    DeviceKey,
    Enrolled,
    Enrolment,
    Sent,
    canonical,
    digest,
    enrolment_proof,
)
from jobassist.sync.wire_device import Condition, Found
from tests.fakes.central import FakeCentral
from tests.fakes.device import FakeDevice
from tests.sync.servers import serving


@pytest.fixture(params=["fake", "http"])
def port(request: pytest.FixtureRequest, central: FakeCentral) -> Iterator[CentralPort]:
    if request.param == "fake":
        yield central
        return
    with serving(central.database) as url:
        client = HttpCentral(url)
        yield client
        client.close()


def ask(central: FakeCentral, code: str | None = None, seed: int = 1) -> Enrolment:
    device = FakeDevice(new_id(), seed)
    code = code or central.new_user("Mette")[1]
    return Enrolment(
        code=code,
        device=DeviceKey(id=device.id, public_key=device.public_key),
        proof=device.sign(enrolment_proof(code, device.id)),
    )


def sent(**change: Any) -> Sent:
    whole = {
        "id": new_id(),
        "seq": 1,
        "kind": "phrase",
        "record": new_id(),
        "base_rev": 0,
        **change,
    }
    payload = canonical(whole)
    return Sent(id=whole["id"], hash=digest(payload), payload=payload)


@pytest.fixture
def enrolled(port: CentralPort, central: FakeCentral) -> Enrolled:
    return port.enrol(ask(central))


@pytest.fixture
def own(port: CentralPort, enrolled: Enrolled) -> Iterator[CentralPort]:
    client = port.with_token(enrolled.token)
    yield client
    client.close()


def test_enrolment_certifies_the_device(enrolled):
    certificate = enrolled.certificate
    key = Ed25519PublicKey.from_public_bytes(b64decode(certificate.central_key))
    key.verify(b64decode(certificate.signature), certificate.statement.encode())
    assert enrolled.device in certificate.statement and enrolled.user.id in certificate.statement
    assert (enrolled.user.name, enrolled.user.role) == ("Mette", "caseworker")


def test_a_code_is_used_once(port, central):
    code = central.new_user("Mette")[1]
    port.enrol(ask(central, code))
    with pytest.raises(UserError, match=r"^sync\.bad_code$"):
        port.enrol(ask(central, code))


def test_a_device_belongs_to_one_user(port, central):
    first = ask(central)
    port.enrol(first)
    code = central.new_user("Jonas")[1]
    device = FakeDevice(first.device.id, 1)
    again = first.model_copy(
        update={"code": code, "proof": device.sign(enrolment_proof(code, device.id))}
    )
    with pytest.raises(UserError, match=r"^sync\.device_known$"):
        port.enrol(again)


def test_its_keys_are_told_to_anyone(port, enrolled, central):
    from central import keys

    identity = central._identity
    keys.rotate(identity.folder, identity.id, identity.keys)
    told = port.keys()
    first, second = told.keys
    assert (told.central, first.key) == (enrolled.central, enrolled.certificate.central_key)
    assert first.vouched is None and second.vouched
    assert second.key == identity.keys.present.public


def test_an_epoch_that_another_process_begins_is_told_at_once(own, enrolled, database_url):
    _, tag = own.manifest(None)
    begun = backup.new_epoch(database_url)["epoch"]
    manifest, after = own.manifest(tag)
    assert manifest.epoch == own.page("organisation", 0).epoch == begun != enrolled.epoch
    assert own.manifest(after) is None
    late = sent(fields={"key": "k", "title": "T", "body": "b", "state": "draft"})
    with pytest.raises(EnvironmentFault, match=r"^sync\.other_epoch$"):
        own.push(Batch(epoch=enrolled.epoch, operations=(late,)))
    (answer,) = own.push(Batch(epoch=begun, operations=(late,)))
    assert answer.outcome == "applied"


def test_push_then_read(own, enrolled):
    assert own.push(Batch(operations=())) == ()
    operation = sent(fields={"key": "k", "title": "Titel", "body": "æøå", "state": "draft"})
    (answer,) = own.push(Batch(operations=(operation,)))
    assert (answer.id, answer.outcome, answer.rev) == (operation.id, "applied", 1)
    assert own.push(Batch(operations=(operation,))) == (answer,)
    manifest, tag = own.manifest(None)
    assert own.manifest(tag) is None
    heads = {scope.name: scope.head for scope in manifest.scopes}
    page = own.page("organisation", 0)
    assert (page.next, page.more) == (heads["organisation"], False)
    assert page.epoch == manifest.epoch == enrolled.epoch
    row = page.rows[-1]
    assert (row.kind, row.fields["title"], row.fields["body"]) == ("phrase", "Titel", "æøå")
    assert own.page("organisation", page.next).rows == ()
    assert own.held("phrase").count == 1


def test_the_condition_told_last_stands(own, central):
    first = Condition(version="1.0.0", system="Linux 6.1", model="base", ring=1, found=())
    ill = (Found(code="doctor.disk_scarce", level="error"),)
    for told in (first, first.model_copy(update={"found": ill})):
        own.tell_condition(told)
    (one,) = admin.device_list(central.database_url)
    assert (one["version"], one["ring"], one["errors"]) == ("1.0.0", 1, ["doctor.disk_scarce"])


def test_a_long_feed_comes_in_pages(own, database):
    kind = KINDS["phrase"]
    body = {f.name: None for f in kind.fields} | {"key": "k", "title": "t", "body": "b"}
    ids = [new_id() for _ in range(600)]
    with database.write() as tx:
        for id in ids:
            insert(tx, kind, id, {**body, "version": 1}, user_id="", device_id="")
        publish(tx, {id: {"organisation"} for id in ids})
    rows, after, more = [], 0, True
    while more:
        page = own.page("organisation", after)
        rows += page.rows
        after, more = page.next, page.more
    assert [row.id for row in rows][1:] == ids  # after the user


@pytest.mark.parametrize("scope", ["case:0", "user:x", "user:x:y", "nonsense", "case:", "case:%2F"])
def test_other_scopes_are_lost(own, scope):
    with pytest.raises(PolicyDenied, match=r"^sync\.scope_lost$"):
        own.page(scope, 0)


def test_strangers_and_wiped_devices(port, own, central, enrolled):
    stranger = port.with_token("nobody")
    with pytest.raises(PolicyDenied, match=r"^sync\.not_enrolled$"):
        stranger.manifest(None)
    stranger.close()
    central.wipe(enrolled.device)
    with pytest.raises(PolicyDenied, match=r"^sync\.device_wiped$"):
        own.manifest(None)
