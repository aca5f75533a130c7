"""The organisation's seal on documents that came in: once each, and any reader can check it."""

import hashlib
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO

import pytest
import sqlalchemy as sa
from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from central import admin, attachments, config, feed
from central.access import case_scope
from central.config import Config
from central.connectors import outbox, round
from central.connectors.outbox import State
from central.database import Database
from central.documents import Sealer, seal_documents
from central.pades import OrganisationSeal
from central.schema_outbox import delivery
from jobassist.errors import EnvironmentFault, UserError
from jobassist.ids import new_id
from jobassist.services import envelopes
from tests.central.pushing import a_case, actor, push, sent
from tests.fakes.session import fake_session
from tests.services.pdf_structure import faults
from tests.services.signed import complete_form, sign_all
from tests.sync.servers import serving

PASSPHRASE = b"en lang saetning"


@pytest.fixture(scope="module")
def organisation() -> tuple[bytes, bytes]:
    """A key with its certificate: PKCS#12, and the certificate as DER."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Prøve Kommune")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2120, 1, 1, tzinfo=UTC))
        .sign(key, hashes.SHA256())
    )
    file = pkcs12.serialize_key_and_certificates(
        b"o", key, made, None, BestAvailableEncryption(PASSPHRASE)
    )
    return file, made.public_bytes(Encoding.DER)


@pytest.fixture(scope="module")
def authority(organisation) -> Iterator[str]:
    """A time stamp authority over HTTP (RFC 3161), with a certificate for nothing else."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Prøvetid")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(8)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2120, 1, 1, tzinfo=UTC))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(key, hashes.SHA256())
    )
    raw = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    stamper = DummyTimeStamper(
        asn1.Certificate.load(made.public_bytes(Encoding.DER)),
        asn1_keys.PrivateKeyInfo.load(raw),
    )

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            said = stamper.request_tsa_response(tsp.TimeStampReq.load(asked)).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def document() -> bytes:
    """A small PDF."""
    writer = PdfFileWriter()
    contents = writer.add_object(generic.StreamObject(stream_data=b""))
    box = generic.ArrayObject(map(generic.NumberObject, (0, 0, 200, 200)))
    writer.insert_page(PageObject(contents=contents, media_box=box))
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def test_any_reader_finds_the_seal_and_the_document_under_it(organisation, document):
    file, certificate = organisation
    sealed = OrganisationSeal(file, PASSPHRASE).seal(document)
    assert sealed.startswith(document)
    (signature,) = PdfFileReader(BytesIO(sealed)).embedded_signatures
    roots = ValidationContext(trust_roots=[asn1.Certificate.load(certificate)])
    status = validate_pdf_signature(signature, roots, skip_diff=True)
    assert (status.intact, status.valid) == (True, True)
    changed = bytearray(sealed)
    changed[len(document) // 2] ^= 1
    (signature,) = PdfFileReader(BytesIO(bytes(changed))).embedded_signatures
    assert not validate_pdf_signature(signature, roots, skip_diff=True).intact


def test_the_seal_leaves_an_archivable_document_archivable(organisation):
    session = fake_session()
    form = complete_form(session)
    sign_all(session, form.id)
    pdf = envelopes.pdf(session, envelopes.seal(session, form.id).id)
    assert faults(OrganisationSeal(organisation[0], PASSPHRASE).seal(pdf)) == []


def test_a_key_that_cannot_be_opened_is_told(organisation):
    for file, passphrase in ((b"nothing", None), (organisation[0], b"wrong")):
        with pytest.raises(EnvironmentFault, match=r"central\.seal_key"):
            OrganisationSeal(file, passphrase)
    with pytest.raises(UserError, match=r"central\.not_a_document"):
        OrganisationSeal(organisation[0], PASSPHRASE).seal(b"nothing")


@pytest.fixture
def anne(database_url):
    return actor(admin.user_add(database_url, "Anne")["user"])


def sign(database, anne, document):
    """Tell of a signed document in a new case; the case, and what uploads it."""
    case, _ = a_case(database, anne)
    id = hashlib.sha256(document).hexdigest()
    told = {
        "author_id": anne.user_id,
        "case_id": case,
        "made_at": "2026-11-20T09:30:00.000Z",
        "belongs_to": "envelope:e1",
        "sha256": id,
        "size": len(document),
        "media": "application/pdf",
        "title": "document",
    }
    (answer,) = push(database, anne, sent("attachment", new_id(), **told))
    assert answer.outcome == "applied", answer.code
    scope = case_scope(case)

    def upload():
        attachments.take(database, anne, scope, id, offset=0, size=len(document), part=document)

    return scope, upload


def files(database, scope):
    with database.read() as tx:
        rows = feed.page(tx, scope, 0, 100).rows
    return [row.fields for row in rows if row.kind == "attachment" and row.fields]


def sealed_bytes(database, scope):
    (one,) = [one for one in files(database, scope) if one["title"] == "sealed_document"]
    assert one["belongs_to"] == "envelope:e1" and one["held_at"]
    with database.read() as tx:
        return attachments.content(tx, one["sha256"])


def states(database):
    with database.read() as tx:
        return [(one.state, one.reason) for one in outbox.listed(tx)]


def due_again(database):
    with database.write() as tx:
        tx.execute(sa.update(delivery).values(due_at="2000-01-01T00:00:00.000Z"))


def test_what_came_in_before_there_was_a_seal_is_sealed_once_by_the_command(
    database, database_url, anne, organisation, document
):
    scope, upload = sign(database, anne, document)
    assert seal_documents(database_url, organisation[0], PASSPHRASE) == {"sealed": 0}
    upload()
    assert seal_documents(database_url, organisation[0], PASSPHRASE) == {"sealed": 1}
    assert seal_documents(database_url, organisation[0], PASSPHRASE) == {"sealed": 0}
    assert sealed_bytes(database, scope).startswith(document)
    with pytest.raises(EnvironmentFault, match=r"central\.no_seal"):
        seal_documents(database_url)


def test_a_document_is_sealed_when_its_last_byte_is_here_and_stays_what_it_was(
    database, anne, organisation, document
):
    database.connectors = (Sealer(database, OrganisationSeal(organisation[0], PASSPHRASE)),)
    scope, upload = sign(database, anne, document)
    assert states(database) == []
    before = files(database, scope)
    upload()
    assert round.go(database, database.connectors).delivered == 1
    assert round.go(database, database.connectors).delivered == 0
    assert states(database) == [(State.DELIVERED, "")]
    assert sealed_bytes(database, scope).startswith(document)
    (signed,) = [one for one in files(database, scope) if one["title"] == "document"]
    assert {**signed, "held_at": None} == before[0]
    with database.read() as tx:
        assert attachments.content(tx, signed["sha256"]) == document


def test_a_crash_between_sealing_and_saying_so_makes_no_second_seal(
    database, anne, organisation, document
):
    sealer = Sealer(database, OrganisationSeal(organisation[0], PASSPHRASE))
    database.connectors = (sealer,)
    scope, upload = sign(database, anne, document)
    upload()
    (one,) = outbox.claim(database, sealer)
    with database.read() as tx:
        sealer.deliver(round.pack(tx, one))
    due_again(database)  # the process died: the lease ran out
    assert round.go(database, database.connectors).delivered == 1
    assert sealed_bytes(database, scope)


def test_several_processes_seal_it_once(database, database_url, anne, organisation, document):
    seal = OrganisationSeal(organisation[0], PASSPHRASE)
    database.connectors = (Sealer(database, seal),)
    scope, upload = sign(database, anne, document)
    upload()
    others = [Database(database_url) for _ in range(3)]
    start = threading.Barrier(len(others))

    def go(other):
        start.wait(20)
        return round.go(other, (Sealer(other, seal),)).delivered

    with ThreadPoolExecutor(len(others)) as pool:
        assert sum(pool.map(go, others)) == 1
    for other in others:
        other.close()
    assert sealed_bytes(database, scope)


def test_two_who_both_sealed_it_keep_the_first(database, anne, organisation, document):
    sealer = Sealer(database, OrganisationSeal(organisation[0], PASSPHRASE))
    database.connectors = (sealer,)
    scope, upload = sign(database, anne, document)
    upload()
    (one,) = outbox.claim(database, sealer)
    with database.read() as tx:
        parcel = round.pack(tx, one)
    real, second = sealer.seal.seal, Sealer(database, sealer.seal)

    class Overtaken:
        stamped_by = ""

        def seal(self, content):
            second.deliver(parcel)  # another process was quicker, while this one sealed
            return real(content)

    Sealer(database, Overtaken()).deliver(parcel)
    assert sealed_bytes(database, scope)


def test_what_is_no_document_is_with_it_and_a_dead_authority_is_asked_again(
    database, anne, organisation, document
):
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        dead = f"http://127.0.0.1:{nobody.getsockname()[1]}/"
    file, _ = organisation
    stamped = Sealer(database, OrganisationSeal(file, PASSPHRASE, dead))
    database.connectors = (stamped,)
    scope, upload = sign(database, anne, document)
    upload()
    assert round.go(database, database.connectors).again == 1
    assert states(database) == [(State.WAITING, "central.timestamp")]
    due_again(database)
    plain = (Sealer(database, OrganisationSeal(file, PASSPHRASE)),)
    assert round.go(database, plain).delivered == 1 and sealed_bytes(database, scope)
    _, upload = sign(database, anne, b"no PDF")
    upload()
    assert round.go(database, plain).dead == 1
    assert (State.DEAD, "central.not_a_document") in states(database)


def test_with_an_authority_the_seal_carries_its_time(organisation, document, authority):
    file, _ = organisation
    sealed = OrganisationSeal(file, PASSPHRASE, authority).seal(document)
    (signature,) = PdfFileReader(BytesIO(sealed)).embedded_signatures
    beside = {attribute["type"].native for attribute in signature.signer_info["unsigned_attrs"]}
    assert "signature_time_stamp_token" in beside


def test_a_serving_central_takes_up_what_came_before_its_seal(
    database, anne, organisation, document
):
    scope, upload = sign(database, anne, document)
    upload()
    seal = OrganisationSeal(organisation[0], PASSPHRASE)
    with serving(database, config=Config(seal=seal)):
        assert states(database)[0][0] in (State.WAITING, State.DELIVERED)
    with serving(database, config=Config(seal=seal)):
        assert len(states(database)) == 1
    round.go(database, database.connectors)
    assert sealed_bytes(database, scope)


GOOD = """
[seal]
pkcs12 = "{key}"
passphrase_file = "{words}"
"""


def test_the_seal_is_read_from_the_configuration(tmp_path, organisation):
    key, words, file = (tmp_path / name for name in ("segl.p12", "segl.txt", "central.toml"))
    key.write_bytes(organisation[0])
    words.write_bytes(PASSPHRASE + b"\n")
    text = GOOD.format(key=key.as_posix(), words=words.as_posix())
    file.write_text(text)
    assert config.read(file).seal.stamped_by == ""
    file.write_text(text + 'timestamp_url = "http://tsa.example/"')
    assert config.read(file).seal.stamped_by == "http://tsa.example/"
    for wrong in ('timestamp_url = "ftp://tsa.example"', "timestamp_url = 7", "tsa = true"):
        file.write_text(text + wrong)
        with pytest.raises(EnvironmentFault, match=r"central\.config"):
            config.read(file)
    words.write_text("another")
    file.write_text(text)
    with pytest.raises(EnvironmentFault, match=r"central\.seal_key"):
        config.read(file)
