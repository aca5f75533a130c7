"""Tasks (opgaver): what somebody is to do on a case, and by when."""

from datetime import date, datetime

from jobassist.records.declare import Merge, Record, Scope, field, record, ref


@record("task", scope=Scope.CASE, case_field="case_id")
class Task(Record):
    """A task. `source` names what made it (a rule's id, a talk's or a form's id), or is empty."""

    case_id: str = ref("case")
    user_id: str = ref("user", Merge.FIELD)  # whose task it is
    text: str = field(personal=True)
    due_on: date | None = field(default=None)
    done_at: datetime | None = field(default=None)
    source: str = field(Merge.FIXED, default="")
    created_at: datetime = field(Merge.FIXED)
    created_by: str = ref("user")
    discarded: bool = field(default=False)  # in the bin
