"""A letter as a MeMo message, checked against `resources/memo/letter.xsd` before it leaves.

The schema is our own words for the part of MeMo that a letter uses: the agency's ends with version
1.1 (the notice of MeMo 1.2, 23 February 2024), so the authority is Digital Post's test environment.
"""

import base64
from dataclasses import dataclass
from functools import cache
from importlib import resources
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from xmlschema import XMLSchema10, XMLSchemaValidationError

from jobassist.errors import UserError

NAMESPACE = "https://DigitalPost.dk/MeMo-1"
VERSIONS = ("1.2", "1.1")
"""The versions of MeMo that are written, the one that is preferred first."""

_PREFIX = "memo"  # SF1601 asks for exactly this one
_LONGEST = 256
_SYSTEM = "jobassist"


@dataclass(frozen=True, slots=True)
class Post:
    """What a message says. `recipient` is ten digits (a CPR number) or eight (a CVR number)."""

    message_id: str  # UUIDv4: Digital Post takes no other
    letter_id: str
    sender_cvr: str
    sender_name: str
    recipient: str
    recipient_name: str
    subject: str
    case_number: str
    queued_at: str  # UTC, ends with Z
    pdf: bytes


def write(post: Post, version: str = VERSIONS[0]) -> bytes:
    """The message as UTF-8. Raises: UserError `post.invalid` with the element at fault."""
    register_namespace(_PREFIX, NAMESPACE)
    message = Element(_name("Message"), {"memoVersion": version})
    if version == "1.1":
        message.set("memoSchVersion", "1.1.0")
    header = _below(message, "MessageHeader")
    is_person = len(post.recipient) == len("DDMMÅÅLLLL")
    _texts(
        header,
        messageType="DIGITALPOST",
        messageUUID=post.message_id,
        messageID=post.letter_id,
        label=_short(post.subject),
        mandatory="false",
        legalNotification="false",
    )
    _texts(
        _below(header, "Sender"),
        senderID=post.sender_cvr,
        idType="CVR",
        label=_short(post.sender_name),
    )
    _texts(
        _below(header, "Recipient"),
        recipientID=post.recipient,
        idType="CPR" if is_person else "CVR",
        label=_short(post.recipient_name),
    )
    case = _below(_below(header, "ContentData"), "CaseID")
    _texts(case, caseID=_short(post.case_number), caseSystem=_SYSTEM)
    body = _below(message, "MessageBody")
    _texts(body, createdDateTime=post.queued_at)
    document = _below(body, "MainDocument")
    _texts(document, label=_short(post.subject))
    _texts(
        _below(document, "File"),
        encodingFormat="application/pdf",
        filename="brev.pdf",
        language="da",
        content=base64.b64encode(post.pdf).decode(),
    )
    check(message)
    return bytes(tostring(message, encoding="utf-8", xml_declaration=True))


def check(message: Element) -> None:
    """Raises: UserError `post.invalid` with the name of the element at fault."""
    try:
        _schema().validate(message)
    except XMLSchemaValidationError as error:
        # The validator's words would quote the letter.
        at_fault = getattr(error.elem, "tag", "") or ""
        raise UserError("post.invalid", element=str(at_fault).rpartition("}")[2]) from None


def _below(parent: Element, name: str) -> Element:
    return SubElement(parent, _name(name))


def _texts(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        if text:
            _below(parent, name).text = text


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _short(text: str) -> str:
    """In one line, as long as MeMo lets a text be."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


@cache
def _schema() -> XMLSchema10:
    file = resources.files("resources").joinpath("memo", "letter.xsd")
    return XMLSchema10(file.read_text(encoding="utf-8"), allow="none")
