"""What happens to a final note after it: filed in the case system, or found in the wrong case."""

from datetime import datetime

from jobassist.records.declare import Merge, Record, Scope, field, record, ref


@record("note_transfer", scope=Scope.CASE, case_field="case_id")
class NoteTransfer(Record):
    """The note has been carried over to the case system (overført til fagsystem).

    `taken_back`: it turned out that it had not.
    """

    case_id: str = ref("case")
    note_id: str = ref("note")
    user_id: str = ref("user")
    transferred_at: datetime = field(Merge.FIXED)
    taken_back: bool = field(default=False)


@record("misfiling", scope=Scope.CASE, case_field="case_id")
class Misfiling(Record):
    """A final note that was written in the wrong case (fejljournalisering).

    It is hidden in that case and never edited. `copy_id` is the note that was filed in the right
    case instead; which case that is stands only there.
    """

    case_id: str = ref("case")  # the wrong one
    note_id: str = ref("note")
    copy_id: str = field(Merge.FIXED)
    reason: str = field(Merge.FIXED, personal=True)
    user_id: str = ref("user")
    moved_at: datetime = field(Merge.FIXED)
