"""Min Plan: the job goal, and the steps there in the citizen's own words."""

from datetime import date, datetime
from enum import StrEnum

from jobassist.records.declare import Merge, Record, Scope, field, record, ref


class StepKind(StrEnum):
    """What a step is: the citizen's own, or a measure (tilbud, indsats)."""

    OWN = "own"
    INTERNSHIP = "internship"
    WAGE_SUBSIDY = "wage_subsidy"
    UTILITY_JOB = "utility_job"
    MENTOR_SUPPORT = "mentor_support"
    UPSKILLING = "upskilling"
    ORDINARY_HOURS = "ordinary_hours"
    HEALTH = "health"
    OTHER = "other"


class StepState(StrEnum):
    """Where a step stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@record("plan", scope=Scope.CASE, case_field="case_id")
class Plan(Record):
    """A case's plan. There is one; its id is the case's."""

    case_id: str = ref("case")
    job_goal: str = field(personal=True, default="")
    own_words: str = field(Merge.LINES, personal=True, default="")
    progress: str = field(Merge.LINES, personal=True, default="")
    review_on: date | None = field(default=None)
    created_at: datetime = field(Merge.FIXED)


@record("plan_step", scope=Scope.CASE, case_field="case_id")
class PlanStep(Record):
    """One step. `position` orders the steps; `text` is the citizen's wording where it can be."""

    case_id: str = ref("case")
    kind: StepKind = field(default=StepKind.OWN)
    text: str = field(personal=True)
    position: int = field(default=0)
    starts_on: date | None = field(default=None)
    due_on: date | None = field(default=None)
    state: StepState = field(default=StepState.OPEN)
    outcome: str = field(personal=True, default="")
    created_at: datetime = field(Merge.FIXED)
    created_by: str = ref("user")
