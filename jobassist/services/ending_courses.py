"""Courses that end soon: somebody follows up, extends or ends them. Needs no forms engine."""

from dataclasses import dataclass
from datetime import date

from jobassist.ports.clock import danish_day
from jobassist.records import Form, FormState
from jobassist.services.cases import case_words
from jobassist.session import Session

_GOING = (FormState.APPROVED, FormState.RUNNING)


@dataclass(frozen=True, slots=True)
class Ending:
    """A course that ends soon and whose follow-up is due."""

    form: Form
    ends_on: date
    remind_on: date
    citizen: str
    case_number: str


def ending_courses(session: Session) -> list[Ending]:
    """Those whose reminder has come, the one that ends first at the top.

    When one is reminded is the form's data (`paamind`); an extension, an end or an outcome is the
    end of it.
    """
    today = danish_day(session.clock.now())
    with session.store.read() as tx:
        going = [form for state in _GOING for form in tx.find(Form, state=state)]
        due = [
            form for form in going if form.ends_on and form.remind_on and form.remind_on <= today
        ]
        words = case_words(tx, (form.case_id for form in due))
    found = [
        Ending(
            form,
            form.ends_on,
            form.remind_on,
            words[form.case_id].citizen,
            words[form.case_id].number,
        )
        for form in due
        if form.case_id in words and form.ends_on and form.remind_on
    ]
    return sorted(found, key=lambda one: one.ends_on)
