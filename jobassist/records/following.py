"""Following a case: who follows it, what colleagues tell each other in it, and its hand-over."""

from datetime import datetime

from jobassist.records.declare import Merge, Record, Scope, field, record, ref


@record("case_follow", scope=Scope.CASE, case_field="case_id", author="user_id")
class CaseFollow(Record):
    """Whether a user follows a case. Without one, those who work on it follow it.

    It reaches the user's own devices only, as their drafts do.
    """

    case_id: str = ref("case")
    user_id: str = ref("user")
    follows: bool = field(default=True)


@record("case_message", scope=Scope.CASE, case_field="case_id", author="author_id", shared=True)
class CaseMessage(Record):
    """What one employee tells others in a case. It never changes; everyone on the case sees it.

    `to` holds the ids of those it is for. It is no journal note: what matters for a decision
    belongs in a note (offentlighedsloven § 13).
    """

    case_id: str = ref("case")
    author_id: str = ref("user")
    created_at: datetime = field(Merge.FIXED)
    to: tuple[str, ...] = field(Merge.FIXED, default=())
    text: str = field(Merge.FIXED, personal=True)


@record("case_handover", scope=Scope.CASE, case_field="case_id")
class CaseHandover(Record):
    """A case on its way from one coordinator to the next.

    `done` holds the keys of the checklist's points that are done (resources/handover.toml).
    """

    case_id: str = ref("case")
    from_id: str = ref("user")
    to_id: str = ref("user")
    created_at: datetime = field(Merge.FIXED)
    text: str = field(personal=True, default="")
    done: tuple[str, ...] = field(Merge.SET, default=())
    handed_over_at: datetime | None = field(default=None)
    accepted_at: datetime | None = field(default=None)
