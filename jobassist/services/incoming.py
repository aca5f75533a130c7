"""What citizens have sent to their case by Digital Post."""

from dataclasses import dataclass

from jobassist.records import Attachment, IncomingPost
from jobassist.session import Session


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message with its files; a file may still be on its way (`ports.Attachments`)."""

    message: IncomingPost
    files: tuple[Attachment, ...]


def in_case(session: Session, case_id: str) -> list[Incoming]:
    """The case's messages, the latest first."""
    with session.store.read() as tx:
        messages = tx.find(IncomingPost, case_id=case_id)
        found = [
            Incoming(one, tuple(tx.find(Attachment, belongs_to=f"incoming:{one.id}")))
            for one in messages
        ]
    return sorted(found, key=lambda one: one.message.received_at, reverse=True)
