"""Tasks: what somebody is to do on a case, and by when."""

from dataclasses import dataclass, replace
from datetime import date

from jobassist.errors import UserError
from jobassist.ids import new_id
from jobassist.records import Case, Task
from jobassist.services.cases import case_words
from jobassist.session import Session


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A task as a list shows it."""

    task: Task
    citizen: str
    case_number: str


def new_task(
    session: Session,
    case_id: str,
    text: str,
    due_on: date | None = None,
    *,
    user_id: str = "",
    source: str = "",
) -> Task:
    """A task for the user, or for a colleague. Raises: UserError `task.empty`."""
    if not text.strip():
        raise UserError("task.empty")
    task = Task(
        id=new_id(),
        case_id=case_id,
        user_id=user_id or session.user.id,
        text=text.strip(),
        due_on=due_on,
        source=source,
        created_at=session.clock.now(),
        created_by=session.user.id,
    )
    with session.store.write() as tx:
        tx.get(Case, case_id)
        tx.put(task)
    return task


def set_done(session: Session, task_id: str, *, done: bool = True) -> Task:
    """Tick it off, or take the tick back."""
    with session.store.write() as tx:
        task = tx.get(Task, task_id)
        changed = replace(task, done_at=session.clock.now() if done else None)
        if bool(task.done_at) != done:
            tx.put(changed)
    return changed


def tasks_of_case(session: Session, case_id: str) -> list[Task]:
    """A case's tasks: open ones by their day, then those that are done, the latest first."""
    with session.store.read() as tx:
        found = tx.find(Task, case_id=case_id, discarded=False)
    done = sorted((t for t in found if t.done_at), key=lambda t: str(t.done_at), reverse=True)
    return [*sorted((t for t in found if not t.done_at), key=_by_day), *done]


def my_tasks(session: Session, until: date | None = None) -> list[OpenTask]:
    """The user's open tasks by their day; those due after `until` are left out."""
    with session.store.read() as tx:
        mine = tx.listed(Task, user_id=session.user.id, done_at=None, discarded=False)
        wanted = [t for t in mine if until is None or t.due_on is None or t.due_on <= until]
        words = case_words(tx, (task.case_id for task in wanted))
    return [
        OpenTask(task, words[task.case_id].citizen, words[task.case_id].number)
        for task in sorted(wanted, key=_by_day)
        if task.case_id in words
    ]


def _by_day(task: Task) -> tuple[date, str]:
    return (task.due_on or date.max, str(task.created_at))
