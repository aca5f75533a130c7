"""The organisation's seal on documents that came in: once each, and any reader can check it."""

import hashlib
from datetime import UTC, datetime
from io import BytesIO

import pytest
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    pkcs12,
)
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from central import admin, attachments, feed
from central.access import case_scope
from central.documents import seal_documents
from central.pades import OrganisationSeal
from jobassist.errors import EnvironmentFault, UserError
from jobassist.ids import new_id
from tests.central.pushing import a_case, actor, push, sent

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


def test_a_key_that_cannot_be_opened_is_told(organisation):
    for file, passphrase in ((b"nothing", None), (organisation[0], b"wrong")):
        with pytest.raises(EnvironmentFault, match=r"central\.seal_key"):
            OrganisationSeal(file, passphrase)
    with pytest.raises(UserError, match=r"central\.not_a_document"):
        OrganisationSeal(organisation[0], PASSPHRASE).seal(b"nothing")


def test_what_came_in_is_sealed_once_and_told_in_the_case(
    database, database_url, organisation, document
):
    anne = actor(admin.user_add(database_url, "Anne")["user"])
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
    assert seal_documents(database_url, organisation[0], PASSPHRASE) == {"sealed": 0}
    scope = case_scope(case)
    attachments.take(database, anne, scope, id, offset=0, size=len(document), part=document)
    assert seal_documents(database_url, organisation[0], PASSPHRASE) == {"sealed": 1}
    assert seal_documents(database_url, organisation[0], PASSPHRASE) == {"sealed": 0}
    with database.read() as tx:
        rows = feed.page(tx, scope, 0, 100).rows
        files = {r.fields["title"]: r.fields for r in rows if r.kind == "attachment"}
        sealed = attachments.content(tx, files["sealed_document"]["sha256"])
    assert files["sealed_document"]["belongs_to"] == "envelope:e1"
    assert files["sealed_document"]["held_at"]
    assert sealed.startswith(document)
