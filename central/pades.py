"""The organisation's seal on a document: a PAdES signature by pyHanko, with the organisation's key.

The document that the parties signed stays as it is, under its hash in the envelope. The sealed one
is a further revision of the same PDF: its first bytes are the document's, so that both can be
compared, and any reader of PDFs can check the organisation's certificate.
"""

from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter

from jobassist.errors import EnvironmentFault, UserError

_FIELD = "Organisationens segl"


class OrganisationSeal:
    """The organisation's key, from a PKCS#12 file.

    Raises: EnvironmentFault `central.seal_key` when it cannot be opened.
    """

    def __init__(self, pkcs12: bytes, passphrase: bytes | None) -> None:
        try:
            self._signer = signers.SimpleSigner.load_pkcs12_data(
                pkcs12, other_certs=[], passphrase=passphrase
            )
        except ValueError:
            raise EnvironmentFault("central.seal_key") from None

    def seal(self, document: bytes) -> bytes:
        """The document with the organisation's seal, as PAdES baseline B-B.

        No time stamp is fetched: the envelope says when it was sealed, the central's chain when it
        came. Raises: UserError `central.not_a_document` for bytes that are no PDF.
        """
        try:
            writer = IncrementalPdfFileWriter(BytesIO(document))
            sealed = signers.sign_pdf(
                writer,
                signers.PdfSignatureMetadata(
                    field_name=_FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
                ),
                signer=self._signer,
            )
        except PdfError:
            raise UserError("central.not_a_document") from None
        return bytes(sealed.getvalue())
