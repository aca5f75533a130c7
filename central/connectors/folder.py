"""A folder that a case system's own program empties: notes and documents as XML.

`out/<delivery id>.xml` is the message; a document's bytes lie beside it, `out/<delivery id>.bin`,
and are there first. Receipts come back to `receipts/` as the post's do (`central.post.gateway`).
The shape follows SF2900's: a message about a journal note or a document, the document's bytes
apart from it (there by SFTP), and receipts. The names of elements are our own, checked against
`resources/connectors/distribution.xsd`: KOMBIT's schema is for its parties only.
"""

import os
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from xmlschema import XMLSchema10, XMLSchemaValidationError

from central.connectors.port import Event, Parcel
from central.post.gateway import FolderGateway, Receipt
from jobassist.errors import EnvironmentFault, UserError

NAMESPACE = "urn:jobassist:distribution:1"


class FolderDrop:
    """`Connector` by files. The folder is on the central's own machine and for nobody else."""

    def __init__(
        self, name: str, events: frozenset[Event], folder: Path, cvr: str, kle: str = ""
    ) -> None:
        """Raises: EnvironmentFault `post.folder`."""
        self.name, self.events = name, events
        self._gateway = FolderGateway(folder)
        self._out = folder / "out"
        self._cvr, self._kle = cvr, kle

    def deliver(self, parcel: Parcel) -> None:
        """Put it into the folder, whole or not at all."""
        message = write(parcel, self._cvr, self._kle)
        if parcel.content is not None:
            self._put(self._out / f"{parcel.id}.bin", parcel.content)
        self._gateway.hand_over(parcel.id, message)

    def receipts(self) -> Iterator[Receipt]:
        """What the other program has answered."""
        return self._gateway.receipts()

    def noted(self, delivery_id: str) -> None:
        """Remove message, document and receipt."""
        try:
            (self._out / f"{delivery_id}.bin").unlink(missing_ok=True)
        except OSError:
            raise EnvironmentFault("post.folder", retryable=True) from None
        self._gateway.noted(delivery_id)

    def _put(self, file: Path, content: bytes) -> None:
        partial = file.with_name(f".{file.name}.partial")
        try:
            with partial.open("wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            partial.replace(file)
        except OSError:
            raise EnvironmentFault("post.folder", retryable=True) from None


def write(parcel: Parcel, cvr: str, kle: str = "") -> bytes:
    """The message as UTF-8. Raises: UserError `connector.invalid` with the element at fault."""
    message = Element(_name("Fordeling"), {"version": "1"})
    _texts(message, AnmodningId=parcel.id, AfsendtTidspunkt=parcel.queued_at)
    _texts(_below(message, "Afsender"), MyndighedCVR=cvr, System="jobassist")
    case = _below(message, "Sag")
    _texts(case, SagId=parcel.record["case_id"], Sagsnummer=parcel.case["number"], KLE=kle)
    name = f"{parcel.citizen['given_name']} {parcel.citizen['family_name']}"
    _texts(_below(message, "Part"), CPR=parcel.citizen["cpr"], Navn=name)
    said = parcel.record
    if parcel.event is Event.NOTE_FINAL:
        note = _below(message, "Journalnotat")
        _texts(note, NotatId=parcel.record_id, Titel=said["title"], Tekst=said["text"])
        _texts(note, Haendelsestidspunkt=said["occurred_at"], Oprettet=said["created_at"])
        _texts(note, Laast=said["finalised_at"] or "", Forfatter=parcel.author)
        _texts(note, Kontaktform=said["channel"], TilfoejelseTil=said["addendum_to"] or "")
        _texts(note, Hash=said["hash"] or "")
    else:
        document = _below(message, "Dokument")
        _texts(document, DokumentId=parcel.record_id, Titel=said["title"], Forfatter=parcel.author)
        _texts(document, Oprettet=said["made_at"], Format=said["media"])
        _texts(document, Filnavn=f"{parcel.id}.bin", Bytes=str(said["size"]))
        _texts(document, SHA256=said["sha256"])
    try:
        _schema().validate(message)
    except XMLSchemaValidationError as error:
        # The validator's words would quote the note.
        at_fault = getattr(error.elem, "tag", "") or ""
        raise UserError("connector.invalid", element=str(at_fault).rpartition("}")[2]) from None
    return bytes(tostring(message, encoding="utf-8", xml_declaration=True))


def _below(parent: Element, name: str) -> Element:
    return SubElement(parent, _name(name))


def _texts(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        if text:
            _below(parent, name).text = _printable(text)


def _printable(text: str) -> str:
    """Without the control characters that XML 1.0 has no way to write."""
    return "".join(letter for letter in text if letter >= " " or letter in "\n\t")


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


@cache
def _schema() -> XMLSchema10:
    file = resources.files("resources").joinpath("connectors", "distribution.xsd")
    return XMLSchema10(file.read_text(encoding="utf-8"), allow="none")
