"""What an envelope says, leaf by leaf, and which leaves the employer's copy opens.

Of a decision that was made on the spot the employer learns what it was and when; its reasons are
the citizen's.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from jobassist.envelope.leaves import Leaf, new_salt
from jobassist.envelope.packet import FILE_PATH, Copy
from jobassist.records import Signature
from jobassist.records.plain import plain
from jobassist.services.signed_content import Content, decision_value

DOCUMENTS = {Copy.FULL: "document", Copy.EMPLOYER: "employer_document"}
Files = dict[str, tuple[str, bytes]]  # media type and content by SHA-256
Told = tuple[str, Any, bool]  # path, value, whether the employer may see it
_EMPLOYERS = ("outcome", "decided_at", "delegated")


def leaves_of(
    content: Content,
    signatures: Sequence[Signature],
    images: Files,
    documents: Mapping[Copy, dict[str, Any]],
) -> tuple[list[Leaf], list[int]]:
    """Every leaf, and the places of those that an employer may see."""
    told: list[Told] = []
    for one in content.fields:
        value = {"label": one.field.label("da"), "value": one.value, "text": one.text["da"]}
        told.append((f"fields.{one.field.key}", value, one.field.employer_may_see))
    told.append(("content_hash", content.content_hash, False))
    told.append(("checks", content.checks, False))
    told.append(("overrides", content.overrides, False))
    if content.decision is not None:
        decided = decision_value(content.decision)
        told.append(("decision", decided, False))
        told.append(("outcome", {name: decided[name] for name in _EMPLOYERS}, True))
    for mark in signatures:
        told += _mark(mark, images)
    for copy, document in documents.items():
        path = f"{FILE_PATH}{DOCUMENTS[copy]}"
        told.append((path, document, copy is Copy.EMPLOYER))
    leaves = [Leaf(i, path, value, new_salt()) for i, (path, value, _) in enumerate(told)]
    return leaves, [i for i, (_, _, theirs) in enumerate(told) if theirs]


def _mark(mark: Signature, images: Files) -> list[Told]:
    """What one party signed or refused with."""
    role = mark.role.value
    value = {
        "role": role,
        "name": mark.name,
        "position": mark.position,
        "means": mark.means.value,
        "signed_at": plain(mark.signed_at),
        "refused": mark.refused,
        "image": mark.image_id,
    }
    told: list[Told] = [(f"signatures.{role}", value, True)]
    if mark.refused:
        told.append((f"refusals.{role}", mark.refusal_reason, False))
    if mark.image_id in images:
        media, picture = images[mark.image_id]
        is_drawn = media == "image/svg+xml"  # a scanned sheet may show what is not theirs
        file = file_value(media, mark.image_id, len(picture), role)
        told.append((f"{FILE_PATH}signature.{role}", file, is_drawn))
    return told


def file_value(media: str, sha256: str, size: int, title: str) -> dict[str, Any]:
    """What a leaf says of a file."""
    return {"media": media, "sha256": sha256, "size": size, "title": title}
