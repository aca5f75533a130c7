"""Photos and scans: streamed into the encrypted attachments, and told in a record.

The bytes go from the camera's or scanner's file straight into the vault, piece by piece; no copy of
them is made outside it. What a file is says its content, not its name.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeVar

from jobassist.errors import EnvironmentFault, UserError
from jobassist.ids import new_id
from jobassist.records import Attachment, CompanyAttachment, CompanyVisit, Form
from jobassist.session import Session

MOST_BYTES = 100 * 1024 * 1024  # as much as the central takes
_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"%PDF-", "application/pdf"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_LONGEST_BEGINNING = 8
A = TypeVar("A", Attachment, CompanyAttachment)


class _Counted(io.RawIOBase):
    """A stream that counts what was read of it, and ends with a fault when that is too much."""

    def __init__(self, beginning: bytes, rest: BinaryIO) -> None:
        self._beginning = beginning
        self._rest = rest
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes."""
        given = self._beginning[: size if size >= 0 else None]
        self._beginning = self._beginning[len(given) :]
        if size < 0 or len(given) < size:
            given += self._rest.read(size - len(given) if size >= 0 else -1)
        self.count += len(given)
        if self.count > MOST_BYTES:
            raise UserError("attachment.too_large", most=MOST_BYTES // 1024 // 1024)
        return given


def attach_to_form(session: Session, form_id: str, content: BinaryIO, title: str) -> Attachment:
    """Keep a photo or scan with a form, in its case.

    Raises: UserError `attachment.unknown_kind`, `attachment.too_large`; EnvironmentFault
    `store.disk_full`, `attachment.unreadable`.
    """
    with session.store.read() as tx:
        case_id = tx.get(Form, form_id).case_id
    return keep(session, f"form:{form_id}", content, title, case_id=case_id)


def attach_to_visit(
    session: Session, visit_id: str, content: BinaryIO, title: str
) -> CompanyAttachment:
    """Keep a photo or scan with a visit, for all who have the company register.

    Raises: as `attach_to_form`.
    """
    with session.store.read() as tx:
        unit_id = tx.get(CompanyVisit, visit_id).unit_id
    kept, size, media = take(session, content)
    made = CompanyAttachment(
        id=new_id(),
        author_id=session.user.id,
        made_at=session.clock.now(),
        belongs_to=f"visit:{visit_id}",
        sha256=kept,
        size=size,
        media=media,
        title=title,
        unit_id=unit_id,
    )
    return _told(session, made)


def keep(
    session: Session, belongs_to: str, content: BinaryIO, title: str, *, case_id: str
) -> Attachment:
    """Keep a file of a case with any of its records."""
    kept, size, media = take(session, content)
    made = file_of_case(session, belongs_to, kept, size, media, title=title, case_id=case_id)
    return _told(session, made)


def file_of_case(
    session: Session,
    belongs_to: str,
    sha256: str,
    size: int,
    media: str,
    *,
    title: str,
    case_id: str,
) -> Attachment:
    """The record of a file that is among the attachments already; it is not put yet."""
    return Attachment(
        id=new_id(),
        author_id=session.user.id,
        made_at=session.clock.now(),
        belongs_to=belongs_to,
        sha256=sha256,
        size=size,
        media=media,
        title=title,
        case_id=case_id,
    )


def forget(session: Session, files: set[str]) -> None:
    """Erase the files that no record names any more, and nothing that sync kept aside."""
    with session.store.read() as tx:
        kinds = (Attachment, CompanyAttachment)
        aside = {item.operation.fields.get("sha256") for item in tx.kept()}
        gone = [id for id in files - aside if not any(tx.count(kind, sha256=id) for kind in kinds)]
    for id in gone:
        session.attachments.delete(id)


def take(
    session: Session, content: BinaryIO, kinds: tuple[str, ...] | None = None
) -> tuple[str, int, str]:
    """Stream a file into the attachments; its SHA-256, size and kind, which its content says.

    Raises: as `attach_to_form`; only `kinds` are taken, if they are named.
    """
    try:
        beginning = content.read(_LONGEST_BEGINNING)
    except OSError:
        raise EnvironmentFault("attachment.unreadable", retryable=True) from None
    media = next((media for magic, media in _KINDS if beginning.startswith(magic)), None)
    if media is None or (kinds is not None and media not in kinds):
        raise UserError("attachment.unknown_kind")
    stream = _Counted(beginning, content)
    return session.attachments.add(stream), stream.count, media  # type: ignore[arg-type]


def attachments_of(session: Session, belongs_to: str) -> list[Attachment | CompanyAttachment]:
    """The files of a record (`form:<id>`, `visit:<id>`, …), in the order they were kept."""
    with session.store.read() as tx:
        case = tx.find(Attachment, belongs_to=belongs_to)
        company = tx.find(CompanyAttachment, belongs_to=belongs_to)
    return [*case, *company]


def _told(session: Session, made: A) -> A:
    with session.store.write() as tx:
        tx.put(made)
    return made


@contextmanager
def opened(file: Path) -> Iterator[BinaryIO]:
    """A camera's or scanner's file. Raises: EnvironmentFault `attachment.unreadable`."""
    try:
        content = file.open("rb")
    except OSError:
        raise EnvironmentFault("attachment.unreadable", retryable=True) from None
    with content:
        yield content
