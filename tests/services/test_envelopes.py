"""Envelopes: whole, provable from their file alone, with nothing in a copy that is not theirs."""

import hashlib
import json
import random
from dataclasses import replace

import pytest

from jobassist.envelope.canonical import NotCanonicalError, canonical, parse
from jobassist.envelope.leaves import Leaf, new_salt
from jobassist.envelope.packet import Copy, make_head, root_of, signed_bytes
from jobassist.envelope.verify import NOT_AN_ENVELOPE, BrokenEnvelopeError, verify
from jobassist.errors import UserError
from jobassist.ports.access import Access
from jobassist.records import (
    Attachment,
    Envelope,
    Form,
    FormState,
    Signature,
)
from jobassist.services import envelopes, erasure, parts, signing
from jobassist.services.envelope_pdf import told as document
from jobassist.services.signed_content import read_content
from tests.fakes.session import CASE, CITIZEN, fake_session
from tests.services.signed import complete_form, sign_all

SECRETS = (CITIZEN.cpr, f"{CITIZEN.cpr[:6]}-{CITIZEN.cpr[6:]}", "dagpenge", "diskusprolaps")
FLIPS = 400


@pytest.fixture(scope="module")
def sealed():
    """A session, and what it sealed."""
    session = fake_session()
    form = complete_form(session)
    sign_all(session, form.id)
    return session, envelopes.seal(session, form.id)


@pytest.fixture(scope="module")
def full(sealed):
    session, envelope = sealed
    return envelopes.export(session, envelope.id)


@pytest.fixture(scope="module")
def employers(sealed):
    session, envelope = sealed
    return envelopes.export(session, envelope.id, Copy.EMPLOYER)


def test_a_sealed_form_is_one_envelope_with_all_its_parts(sealed):
    session, envelope = sealed
    with session.store.read() as tx:
        assert tx.get(Form, envelope.form_id).state is FormState.SIGNED
        files = tx.find(Attachment, belongs_to=f"envelope:{envelope.id}")
    assert {file.title for file in files} == {"document", "employer_document"}
    state = signing.look(session, envelope.form_id)
    assert (state.envelope, state.may_seal) == (envelope, False)
    names = [part.name for part in parts.of_form(session, envelope.form_id)]
    roles = ("employer", "employee_rep", "citizen", "consultant")
    assert {f"signature:{role}" for role in roles} <= set(names)
    assert {"form", "envelope", "document", "employer_document", "citizen"} <= set(names)
    with pytest.raises(UserError, match=r"signing\.sealed"):
        envelopes.seal(session, envelope.form_id)


def test_the_file_proves_itself(sealed, full):
    found = verify(full)
    assert (found.root, found.withheld) == (sealed[1].root, 0)
    assert found.value("fields.cpr")["value"] == CITIZEN.cpr
    assert found.value("signatures.citizen")["name"] == CITIZEN.name
    assert found.head["definition"] == sealed[1].form_version
    pdfs = [c for c in found.packet.files.values() if c.startswith(b"%PDF-1.7")]
    assert len(pdfs) == 2


def test_the_employers_copy_verifies_against_the_same_root_and_hides(sealed, full, employers):
    found = verify(employers)
    assert found.root == verify(full).root
    assert found.withheld > 0
    assert found.value("fields.cpr") is None
    assert found.value("fields.opgaver")["text"].startswith("Slibe")
    assert not any(secret.encode() in employers for secret in SECRETS)
    assert len([c for c in found.packet.files.values() if c.startswith(b"%PDF")]) == 1
    assert found.value("content_hash") is None


def test_the_employers_document_says_nothing_that_is_not_theirs(sealed):
    session, envelope = sealed
    with session.store.read() as tx:
        content = read_content(tx, tx.get(Form, envelope.form_id))
        signatures = tx.find(Signature, form_id=envelope.form_id)
    documents = {copy: repr(document(content, signatures, {}, copy=copy)) for copy in Copy}
    assert all(secret in documents[Copy.FULL] for secret in SECRETS[1:])
    assert not any(secret in documents[Copy.EMPLOYER] for secret in SECRETS)


def test_commitments_of_the_same_value_differ():
    one, two = (Leaf(0, "fields.cpr", CITIZEN.cpr, new_salt()) for _ in range(2))
    assert one.commitment != two.commitment


def test_one_flipped_bit_anywhere_is_refused(full, employers):
    chance = random.Random(7)
    for content in (full, employers):
        for _ in range(FLIPS // 2):
            at = chance.randrange(len(content) * 8)
            changed = bytearray(content)
            changed[at // 8] ^= 1 << at % 8
            with pytest.raises(BrokenEnvelopeError):
                verify(bytes(changed))


def test_what_is_cut_added_or_spelt_otherwise_is_refused(full):
    members = json.loads(full)
    for content in (b"", b"{}", b"[]", full[:-1], full + b"\n", b" " + full, b"\xff" + full):
        with pytest.raises(BrokenEnvelopeError):
            verify(content)
    for name in members:
        with pytest.raises(BrokenEnvelopeError):
            verify(canonical({k: v for k, v in members.items() if k != name}))
        for odd in (None, 1, "", [], {}, [None], {"a": 1}, "\x00", 2**53 - 1):
            if members[name] != odd:
                with pytest.raises(BrokenEnvelopeError):
                    verify(canonical({**members, name: odd}))
    with pytest.raises(BrokenEnvelopeError, match="members"):
        verify(canonical({**members, "more": 1}))


def test_a_file_that_never_was_an_envelope_is_told_from_a_changed_one(full):
    for content in (b"", b"pnummer;cvr\n1;2\n", b"[]", b"\x89PNG\r\n", b'{"cvr": 1}'):
        with pytest.raises(BrokenEnvelopeError, match=NOT_AN_ENVELOPE):
            verify(content)
    for content in (full[:40], full[1:], b"\xff" + full, json.dumps(json.loads(full)).encode()):
        with pytest.raises(BrokenEnvelopeError, match="not_canonical"):
            verify(content)


def test_a_full_copy_may_not_withhold_and_no_leaf_may_move(full):
    told = json.loads(full)
    for leaves, why in [
        (told["leaves"][1:], "withheld"),
        (told["leaves"][::-1], "leaves"),
        ([told["leaves"][0], *told["leaves"]], "leaves"),
        ([{**told["leaves"][0], "value": 1}, *told["leaves"][1:]], "leaves"),
        ([{**told["leaves"][0], "salt": "AA=="}, *told["leaves"][1:]], "leaves"),
        ([{**told["leaves"][0], "index": True}, *told["leaves"][1:]], "leaves"),
    ]:
        with pytest.raises(BrokenEnvelopeError, match=why):
            verify(canonical({**told, "leaves": leaves}))


def test_another_device_cannot_pass_it_off_as_its_own(full):
    """Signed anew, it is another envelope, or no envelope."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    told = json.loads(full)
    head = json.loads(told["head"]) | {"device": "another"}
    with pytest.raises(BrokenEnvelopeError, match="root"):
        verify(canonical({**told, "head": canonical(head).decode()}))
    stranger = Ed25519PrivateKey.generate()
    import base64

    forged = base64.b64encode(stranger.sign(signed_bytes(told["root"]))).decode()
    with pytest.raises(BrokenEnvelopeError, match="signature"):
        verify(canonical({**told, "signature": forged}))


def test_an_enrolled_devices_envelope_carries_its_certificate():
    import base64

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    session = fake_session()
    key = Ed25519PrivateKey.generate()
    device = {"device": session.device.id, "public_key": session.device.public_key}
    statement = canonical({"central": "c", "user": session.user.id, **device}).decode()
    certificate = {
        "statement": statement,
        "signature": base64.b64encode(key.sign(statement.encode())).decode(),
        "central_key": base64.b64encode(key.public_key().public_bytes_raw()).decode(),
    }
    with session.store.write() as tx:
        tx.set_setting("central.certificate", json.dumps(certificate))
    form = complete_form(session)
    sign_all(session, form.id)
    content = envelopes.export(session, envelopes.seal(session, form.id).id)
    found = verify(content)
    assert (found.certified, found.central_key) == (True, certificate["central_key"])
    told = json.loads(content)
    other = statement.replace(session.device.id, "another")
    signed = base64.b64encode(key.sign(other.encode())).decode()
    changes = {"statement": other, "signature": signed}
    told["device"]["certificate"] |= changes
    with pytest.raises(BrokenEnvelopeError, match="certificate"):
        verify(canonical(told))
    chance = random.Random(3)
    start = content.index(b'"certificate"')
    for _ in range(100):
        at = chance.randrange(start * 8, (start + 700) * 8)
        changed = bytearray(content)
        changed[at // 8] ^= 1 << at % 8
        with pytest.raises(BrokenEnvelopeError):
            verify(bytes(changed))


def test_the_envelope_is_chained_into_the_access_log(sealed):
    session, envelope = sealed
    head = json.loads(parse(envelope.content.encode())["head"])
    assert len(head["log_head"]) in (0, 64)
    with session.store.read() as tx:
        added = [e for e in tx.accesses(action=Access.ADD) if e.touch.record_id == envelope.id]
    assert len(added) == 1


def test_an_export_is_an_extract(sealed):
    session, envelope = sealed
    session.clock.advance(minutes=5)
    envelopes.pdf(session, envelope.id)
    with session.store.read() as tx:
        taken = [e.touch.record_id for e in tx.accesses(action=Access.EXTRACT)]
    assert taken[-1] == envelope.id


def test_the_records_own_seal_holds_as_the_central_checks_it(sealed):
    _, envelope = sealed
    said = json.loads(envelope.sealed)
    assert said["content"] == envelope.content
    assert hashlib.sha256(envelope.sealed.encode()).hexdigest() == envelope.hash


def test_who_has_not_signed_stops_the_seal():
    session = fake_session()
    form = complete_form(session)
    with pytest.raises(UserError) as caught:
        envelopes.seal(session, form.id)
    assert (caught.value.code, caught.value.params) == ("signing.not_all", {"count": 4})
    with session.store.read() as tx:
        assert tx.count(Envelope) == 0
    with pytest.raises(UserError, match=r"envelope\.none"):
        envelopes.export(session, form.id)


def test_what_is_only_here_may_not_be_deleted(sealed):
    session, envelope = sealed
    with session.store.read() as tx:
        parts.require_held(tx, CASE.id)  # alone: nobody to wait for
    with session.store.write() as tx:
        tx.set_setting("central.id", "c-1")
    with session.store.read() as tx, pytest.raises(UserError, match=r"envelope\.not_at_central"):
        parts.require_held(tx, CASE.id)
    with session.store.sync() as tx:
        for operation in tx.pending(1_000):
            tx.settle(operation.id, "applied", 1)
    with session.store.write() as tx:
        for file in tx.find(Attachment):
            tx.put(replace(file, held_at=session.clock.now()))
    with session.store.read() as tx:
        parts.require_held(tx, CASE.id)
    assert all(part.held for part in parts.of_form(session, envelope.form_id))


def test_erasing_takes_the_files_along():
    session = fake_session()
    form = complete_form(session)
    sign_all(session, form.id)
    envelope = envelopes.seal(session, form.id)
    with session.store.read() as tx:
        files = {file.sha256 for file in tx.find(Attachment)}
    erasure.confirm_archived(session, CASE.id)
    erasure.erase_citizen(session, CITIZEN.id)
    assert files
    assert not any(session.attachments.has(id) for id in files)
    assert envelope.pdf_id in files


def test_canonical_json_is_rfc_8785():
    value = {"peach": 1e30, "\u20ac": "é\u2028", "1": [4.50, 2e-3, 0.000001, -0.0]}
    expected = '{"1":[4.5,0.002,0.000001,0],"peach":1e+30,"€":"é\u2028"}'
    assert canonical(value).decode() == expected
    for odd in (b'{"a":1,"a":1}', b'{"b":1, "a":2}', b"1.0", b'"\\u0041"', b"[1", b"NaN"):
        with pytest.raises(NotCanonicalError):
            parse(odd)


def test_a_third_party_can_verify_with_a_page_of_code(employers):
    """What docs/envelope.md says, done by hand."""
    import base64

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    told = json.loads(employers)
    head = json.loads(told["head"])
    root = hashlib.sha256(told["head"].encode()).hexdigest()
    assert root == told["root"]
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(told["device"]["public_key"]))
    key.verify(base64.b64decode(told["signature"]), f"jobassist-envelope:{root}".encode())
    for leaf in told["leaves"]:
        said = canonical({"path": leaf["path"], "value": leaf["value"]})
        digest = hashlib.sha256(b"\x00" + base64.b64decode(leaf["salt"]) + said)
        assert digest.hexdigest() == head["commitments"][leaf["index"]]
    for name, content in told["files"].items():
        assert hashlib.sha256(base64.b64decode(content)).hexdigest() == name
    assert make_head and root_of(told["head"]) == root
