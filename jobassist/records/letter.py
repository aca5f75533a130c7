"""Letters (breve)."""

from datetime import date, datetime
from enum import StrEnum

from jobassist.records.declare import Merge, Record, Scope, field, record, ref


class LetterState(StrEnum):
    """Draft, thrown away (a draft in the bin), or queued for sending: from then on sealed."""

    DRAFT = "draft"
    DISCARDED = "discarded"
    QUEUED = "queued"


class DeliveryState(StrEnum):
    """What became of a queued letter at the central."""

    QUEUED = "queued"  # perhaps its PDF is still on its way
    HANDED_OVER = "handed_over"  # to the gateway, no receipt yet
    SENT = "sent"
    FAILED = "failed"


@record(
    "letter",
    scope=Scope.CASE,
    case_field="case_id",
    sealed_when=("state", "queued"),
    author="author_id",
)
class Letter(Record):
    """A letter in a case. The municipality must be able to show an exact copy (DOMAIN.md §3).

    What is hashed and signed is `sealed`, the stored bytes of the queued letter. A letter stands
    alone in its device's order: `previous_hash` stays empty; the central chains it with its case.
    `pdf_id` is SHA-256 of the PDF that was made when it was queued, in hex. The letter is for the
    case's citizen unless `recipient_cvr` names a company.
    """

    case_id: str = ref("case")
    author_id: str = ref("user")
    created_at: datetime = field(Merge.FIXED)
    dated: date = field()
    phrase: str = field(default="")  # key@version of the text it was made from
    sender: str = field(default="")  # office and employee, one a line
    recipient: str = field(personal=True, default="")  # name and address, one a line
    recipient_cvr: str = field(default="")  # eight digits, or empty: the citizen
    subject: str = field(personal=True, default="")
    text: str = field(Merge.LINES, personal=True, default="")
    state: LetterState = field(default=LetterState.DRAFT)
    queued_at: datetime | None = field(default=None)
    pdf_id: str | None = field(default=None)
    sealed: str | None = field(personal=True, default=None)
    previous_hash: str | None = field(default=None)
    hash: str | None = field(default=None)
    signature: str | None = field(default=None)
    device_id: str | None = field(default=None)


@record("letter_delivery", scope=Scope.CASE, case_field="case_id")
class LetterDelivery(Record):
    """What became of a queued letter. The central alone writes it, one for each letter.

    `reason` is the gateway's code for why it could not be delivered: impersonal, or empty.
    """

    case_id: str = ref("case", Merge.CENTRAL)
    letter_id: str = ref("letter", Merge.CENTRAL)
    state: DeliveryState = field(Merge.CENTRAL)
    reason: str = field(Merge.CENTRAL, default="")
    tries: int = field(Merge.CENTRAL, default=0)
    changed_at: datetime = field(Merge.CENTRAL)
