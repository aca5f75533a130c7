"""Reads a MeMo message that has come in: defensively, since anybody may have written it.

No document types and no entities (defusedxml); nothing is looked up. What is taken is the part
that `resources/memo/letter.xsd` names, wherever a newer MeMo adds more.
"""

import base64
import re
import uuid
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from central.database import stamp
from central.post.memo import NAMESPACE
from jobassist.errors import UserError

MOST_FILES = 100
LONGEST_TEXT = 100_000
_MEDIA = re.compile(r"[a-z]+/[a-z0-9.+-]{1,80}")
_PLAIN = "text/plain"


@dataclass(frozen=True, slots=True)
class File:
    """One file of a message."""

    name: str
    media: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a message says."""

    message_id: str
    sender: str
    sender_type: str
    recipient: str
    subject: str
    case_number: str
    sent_at: str
    files: tuple[File, ...]

    @property
    def text(self) -> str:
        """What its first plain text says; nothing where it has none."""
        plain = next((file for file in self.files if file.media == _PLAIN), None)
        said = plain.content.decode("utf-8", errors="replace") if plain else ""
        return _printable(said[:LONGEST_TEXT])


def read(content: bytes) -> Arrived:
    """The message. Raises: UserError `incoming.unreadable`."""
    try:
        message = fromstring(content, forbid_dtd=True)
        if message.tag != _name("Message"):
            raise ValueError
        header, body = _child(message, "MessageHeader"), _child(message, "MessageBody")
        sender, recipient = _child(header, "Sender"), _child(header, "Recipient")
        files = tuple(map(_file, body.iter(_name("File"))))
        if len(files) > MOST_FILES:
            raise ValueError
        return Arrived(
            message_id=str(uuid.UUID(_text(header, "messageUUID"))),
            sender=_text(sender, "senderID"),
            sender_type=_text(sender, "idType"),
            recipient=_text(recipient, "recipientID"),
            subject=_line(_text(header, "label")),
            case_number=_line(header.findtext(f".//{_name('caseID')}") or ""),
            sent_at=stamp(datetime.fromisoformat(_text(body, "createdDateTime"))),
            files=files,
        )
    except (DefusedXmlException, ParseError, ValueError, LookupError, RecursionError):
        raise UserError("incoming.unreadable") from None


def _file(element: Element) -> File:
    media = _text(element, "encodingFormat").lower()
    content = base64.b64decode("".join(_text(element, "content").split()), validate=True)
    known = media if _MEDIA.fullmatch(media) else "application/octet-stream"
    return File(_line(element.findtext(_name("filename")) or ""), known, content)


def _child(parent: Element, name: str) -> Element:
    found = parent.find(_name(name))
    if found is None:
        raise LookupError
    return found


def _text(parent: Element, name: str) -> str:
    return (_child(parent, name).text or "").strip()


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _line(text: str) -> str:
    return _printable(" ".join(text.split()))[:256]


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter >= " " or letter in "\n\t")
