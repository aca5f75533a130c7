"""Min Plan: the job goal and the steps there, as far as possible in the citizen's own words."""

from dataclasses import dataclass, replace
from typing import Any

from jobassist.errors import UserError
from jobassist.ids import new_id
from jobassist.ports.store import Reader
from jobassist.records import Case, Plan, PlanStep, StepKind, StepState
from jobassist.session import Session


@dataclass(frozen=True, slots=True)
class PlanView:
    """The plan and its steps in order; steps that were dropped come last."""

    plan: Plan
    steps: tuple[PlanStep, ...]

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.state is StepState.DONE for step in self.steps)


def read_plan(session: Session, case_id: str) -> PlanView:
    """A case's plan; an empty one where none has been written.

    Raises: UserError `store.no_such_record` for an unknown case.
    """
    with session.store.read() as tx:
        tx.get(Case, case_id)
        return _read(session, tx, case_id)


def save_plan(session: Session, case_id: str, **changes: Any) -> PlanView:
    """Change the plan's own fields (`job_goal`, `own_words`, `progress`, `review_on`)."""
    with session.store.write() as tx:
        tx.get(Case, case_id)
        plan = _read(session, tx, case_id).plan
        tx.put(replace(plan, **changes))
        return _read(session, tx, case_id)


def add_step(
    session: Session, case_id: str, text: str, kind: StepKind = StepKind.OWN, **fields: Any
) -> PlanStep:
    """A step at the end. Raises: UserError `plan.empty_step`."""
    if not text.strip():
        raise UserError("plan.empty_step")
    with session.store.write() as tx:
        view = _read(session, tx, case_id)
        if not tx.count(Plan, id=case_id):
            tx.put(view.plan)
        step = PlanStep(
            id=new_id(),
            case_id=case_id,
            kind=kind,
            text=text.strip(),
            position=max((one.position for one in view.steps), default=0) + 1,
            created_at=session.clock.now(),
            created_by=session.user.id,
            **fields,
        )
        tx.put(step)
    return step


def change_step(session: Session, step_id: str, **changes: Any) -> PlanStep:
    """Change a step: its words, days, state (`StepState`) and outcome."""
    with session.store.write() as tx:
        step = tx.get(PlanStep, step_id)
        changed = replace(step, **changes)
        if not changed.text.strip():
            raise UserError("plan.empty_step")
        if changed != step:
            tx.put(changed)
    return changed


def move_step(session: Session, step_id: str, by: int) -> PlanView:
    """Move a step up (`by` -1) or down (1) among its neighbours."""
    with session.store.write() as tx:
        step = tx.get(PlanStep, step_id)
        steps = list(_read(session, tx, step.case_id).steps)
        at = [one.id for one in steps].index(step_id)
        steps.insert(max(0, min(len(steps) - 1, at + by)), steps.pop(at))
        for position, one in enumerate(steps, 1):
            if one.position != position:
                tx.put(replace(one, position=position))
        return _read(session, tx, step.case_id)


def _read(session: Session, tx: Reader, case_id: str) -> PlanView:
    found = tx.find(Plan, id=case_id)
    plan = found[0] if found else Plan(id=case_id, case_id=case_id, created_at=session.clock.now())
    steps = tx.find(PlanStep, case_id=case_id)
    dropped = StepState.DROPPED
    ordered = sorted(steps, key=lambda one: (one.state is dropped, one.position, one.id))
    return PlanView(plan, tuple(ordered))
