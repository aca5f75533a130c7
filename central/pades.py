"""The organisation's seal on a document: a PAdES signature by pyHanko, with the organisation's key.

With the address of a time stamp authority (RFC 3161) it is baseline B-T, without one B-B: then the
envelope says when it was sealed, and the central's chain when it came.

The document that the parties signed stays as it is, under its hash in the envelope. The sealed one
is a further revision of the same PDF: its first bytes are the document's, so that both can be
compared, and any reader of PDFs can check the organisation's certificate.
"""

from io import BytesIO

import httpx
from asn1crypto import tsp
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError

from jobassist.errors import EnvironmentFault, UserError

_FIELD = "Organisationens segl"
_SECONDS = 10


class _Authority(TimeStamper):
    """A time stamp authority over HTTP (RFC 3161)."""

    def __init__(self, url: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._url = url

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Ask it. Raises: TimestampRequestError."""
        asked = {"Content-Type": "application/timestamp-query"}
        try:
            async with httpx.AsyncClient(timeout=_SECONDS) as line:
                said = await line.post(self._url, content=req.dump(), headers=asked)
            said.raise_for_status()
            return tsp.TimeStampResp.load(said.content)
        except (httpx.HTTPError, ValueError) as error:
            raise TimestampRequestError("no time stamp") from error


class OrganisationSeal:
    """The organisation's key, from a PKCS#12 file; `stamped_by` is the authority's address.

    Raises: EnvironmentFault `central.seal_key` when the key cannot be opened.
    """

    def __init__(self, pkcs12: bytes, passphrase: bytes | None, stamped_by: str = "") -> None:
        self.stamped_by = stamped_by
        self._stamper = _Authority(stamped_by) if stamped_by else None
        try:
            self._signer = signers.SimpleSigner.load_pkcs12_data(
                pkcs12, other_certs=[], passphrase=passphrase
            )
        except ValueError:
            raise EnvironmentFault("central.seal_key") from None

    def seal(self, document: bytes) -> bytes:
        """The document with the organisation's seal; its own bytes come first, unchanged.

        Raises: UserError `central.not_a_document` for bytes that are no PDF; EnvironmentFault
        `central.timestamp` while the authority gives no time stamp.
        """
        try:
            writer = IncrementalPdfFileWriter(BytesIO(document))
            sealed = signers.sign_pdf(
                writer,
                signers.PdfSignatureMetadata(
                    field_name=_FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
                ),
                signer=self._signer,
                timestamper=self._stamper,
            )
        except TimestampRequestError:
            raise EnvironmentFault("central.timestamp", retryable=True) from None
        except PdfError:
            raise UserError("central.not_a_document") from None
        return bytes(sealed.getvalue())
