"""Journal notes (journalnotater)."""

from datetime import datetime
from enum import StrEnum

from jobassist.records.declare import Merge, Record, Scope, field, record, ref


class NoteState(StrEnum):
    """Draft, thrown away (a draft in the bin), or final: locked, hashed, chained and signed."""

    DRAFT = "draft"
    DISCARDED = "discarded"
    FINAL = "final"


class ContactChannel(StrEnum):
    """Contact form (kontaktform)."""

    NONE = "none"
    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"


@record(
    "note",
    scope=Scope.CASE,
    case_field="case_id",
    sealed_when=("state", "final"),
    author="author_id",
    search=("text",),
)
class Note(Record):
    """A journal note: one author's draft until it is final; then corrected by addendum only.

    What is hashed and signed is `sealed`, the stored bytes of the final note (canonical JSON as
    text), never a re-serialisation. `hash` is SHA-256 of `previous_hash` and those bytes, hex;
    `signature` is the device's Ed25519 signature of that hash, base64.
    """

    case_id: str = ref("case")
    author_id: str = ref("user")
    created_at: datetime = field(Merge.FIXED)
    occurred_at: datetime = field()
    channel: ContactChannel = field(default=ContactChannel.NONE)
    participants: str = field(personal=True, default="")
    title: str = field(personal=True, default="")
    text: str = field(Merge.LINES, personal=True, default="")
    addendum_to: str | None = ref("note", default=None)
    phrases: tuple[str, ...] = field(Merge.SET, default=())  # key@version of each text used
    model: str | None = field(default=None)  # the speech model that helped write it
    model_unfit: bool = field(default=False)  # that model is unfit for case notes
    state: NoteState = field(default=NoteState.DRAFT)
    finalised_at: datetime | None = field(default=None)
    sealed: str | None = field(personal=True, default=None)
    previous_hash: str | None = field(default=None)
    hash: str | None = field(default=None)
    signature: str | None = field(default=None)
    device_id: str | None = field(default=None)
