"""Letters that citizens send by Digital Post, in their case."""

from datetime import datetime

from jobassist.records.declare import Merge, Record, Scope, field, record, ref


@record("incoming_post", scope=Scope.CASE, case_field="case_id")
class IncomingPost(Record):
    """A message from the case's citizen. The central alone writes it, one for each message.

    `message_id` is Digital Post's own. Its files are attachments of the case whose `belongs_to` is
    `incoming:<id>`; `text` is what it says where one of them is plain text.
    """

    case_id: str = ref("case", Merge.CENTRAL)
    message_id: str = field(Merge.CENTRAL)
    received_at: datetime = field(Merge.CENTRAL)
    subject: str = field(Merge.CENTRAL, personal=True, default="")
    text: str = field(Merge.CENTRAL, personal=True, default="")
    files: int = field(Merge.CENTRAL, default=0)


@record("incoming_handling", scope=Scope.CASE, case_field="case_id")
class IncomingHandling(Record):
    """Somebody on the case has dealt with a letter. `taken_back`: they had not after all."""

    case_id: str = ref("case")
    incoming_id: str = ref("incoming_post")
    user_id: str = ref("user")
    handled_at: datetime = field(Merge.FIXED)
    taken_back: bool = field(default=False)
