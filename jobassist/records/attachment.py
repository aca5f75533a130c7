"""Attachments (bilag): which files belong where. The bytes lie apart, addressed by their hash.

A record tells everyone who may read it that there is a file, what it is, and whether the central
has all of it; the bytes themselves travel by their SHA-256.
"""

from datetime import datetime

from jobassist.records.declare import Merge, Record, Scope, field, record, ref, shared_fields


@shared_fields
class AttachedFile(Record):
    """What every attachment has. Insert-only, but for `held_at`.

    `sha256` (hex) is the id among `ports.Attachments`; `size` is bytes; `belongs_to` names the
    record it is part of (`envelope:<id>`, `form:<id>`, `signature:<id>`, `visit:<id>`).
    `held_at` is the instant at which the central had every byte and had checked the hash: only
    the central writes it, and until then nothing here may delete the file.
    """

    author_id: str = ref("user")
    made_at: datetime = field(Merge.FIXED)
    belongs_to: str = field(Merge.FIXED)
    sha256: str = field(Merge.FIXED)
    size: int = field(Merge.FIXED)
    media: str = field(Merge.FIXED)  # "application/pdf", "image/png", …
    title: str = field(Merge.FIXED, personal=True, default="")
    held_at: datetime | None = field(Merge.CENTRAL, default=None)


@record("attachment", scope=Scope.CASE, case_field="case_id")
class Attachment(AttachedFile):
    """A file of a case: a form's PDF, a signature, a scan."""

    case_id: str = ref("case")


@record("company_attachment", scope=Scope.COMPANIES)
class CompanyAttachment(AttachedFile):
    """A file of a company visit: a photo, a scan. It shows no citizen."""

    unit_id: str = ref("production_unit")
