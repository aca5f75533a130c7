"""A form's way after it is complete: signed, synced, filed in VITAS, decided, run, ended.

kladde → komplet → underskrevet → synkroniseret → indsendt → godkendt/afslag → i gang →
forlænget/afsluttet/afbrudt (DOMAIN.md §2.1). A step that the table does not know is refused. What
decides it is in `form_deciding`; whether it is synced, `parts.stage` tells.
"""

from dataclasses import replace

from jobassist.errors import UserError
from jobassist.ports.clock import danish_day
from jobassist.records import Form, FormState
from jobassist.services import placing
from jobassist.services.forms import open_form
from jobassist.session import Session

_S = FormState
STEPS: dict[FormState, frozenset[FormState]] = {
    _S.DRAFT: frozenset({_S.COMPLETE}),
    _S.COMPLETE: frozenset({_S.DRAFT, _S.SIGNED, _S.APPROVED, _S.REFUSED}),
    _S.SIGNED: frozenset({_S.DRAFT, _S.FILED, _S.APPROVED, _S.REFUSED}),
    _S.SYNCED: frozenset({_S.DRAFT, _S.FILED, _S.APPROVED, _S.REFUSED}),
    _S.FILED: frozenset({_S.APPROVED, _S.REFUSED}),
    _S.APPROVED: frozenset({_S.RUNNING, _S.EXTENDED, _S.ENDED, _S.BROKEN_OFF}),
    _S.REFUSED: frozenset(),
    _S.RUNNING: frozenset({_S.EXTENDED, _S.ENDED, _S.BROKEN_OFF}),
    _S.EXTENDED: frozenset({_S.ENDED, _S.BROKEN_OFF}),
    _S.ENDED: frozenset(),
    _S.BROKEN_OFF: frozenset(),
}
"""Which state may follow which. A complete form that was decided on the spot is decided when it is
sealed. SYNCED is never stored, but what it may become is known."""
_FILED_LATER = (FormState.APPROVED, FormState.REFUSED, FormState.RUNNING)


def void_signatures(session: Session, form_id: str) -> Form:
    """The form is to be changed after the first signature: all of them are void from now on.

    So is a decision that was made on the spot. They stay in the store with their round, visibly
    void. Raises: UserError `form.locked` when
    the form is filed or decided already: then it takes an extension, an end or a new form.
    """
    with session.store.write() as tx:
        form = tx.get(Form, form_id)
        if FormState.DRAFT not in STEPS[form.state] and form.state is not FormState.DRAFT:
            raise UserError("form.locked")
        form = replace(form, state=FormState.DRAFT, round=form.round + 1)
        tx.put(form)
    return form


def file(session: Session, form_id: str, reference: str) -> Form:
    """It stands in VITAS: the reference number that came back is kept.

    A form that was decided on the spot stays decided. Raises: UserError `form.no_reference`,
    `form.step`.
    """
    if not reference.strip():
        raise UserError("form.no_reference")
    with session.store.write() as tx:
        form = tx.get(Form, form_id)
        filed = form if form.state in _FILED_LATER else stepped(form, FormState.FILED)
        filed = replace(filed, vitas_ref=reference.strip())
        tx.put(filed)
    return filed


def begin_course(session: Session, form_id: str) -> Form:
    """The course has begun. Raises: UserError `form.step`, `form.not_begun` (before its start)."""
    with session.store.write() as tx:
        form = tx.get(Form, form_id)
        if form.starts_on is None or form.starts_on > danish_day(session.clock.now()):
            raise UserError("form.not_begun")
        running = stepped(form, FormState.RUNNING)
        tx.put(running)
        placing.place_of(tx, running)
    return running


def record_outcome(
    session: Session, form_id: str, outcome: str, remarks: str = "", *, broken_off: bool = False
) -> Form:
    """How the course ended, by one of the form's own codes (`udfald`); the reminder is done.

    Raises: UserError `form.unknown_outcome`, `form.step`.
    """
    opened = open_form(session, form_id)
    if outcome not in {choice.code for choice in opened.definition.outcomes}:
        raise UserError("form.unknown_outcome")
    state = FormState.BROKEN_OFF if broken_off else FormState.ENDED
    with session.store.write() as tx:
        form = stepped(tx.get(Form, form_id), state)
        ended = replace(form, outcome=outcome, outcome_remarks=remarks.strip(), remind_on=None)
        tx.put(ended)
        placing.leave_place(tx, form_id, danish_day(session.clock.now()))
    return ended


def stepped(form: Form, state: FormState) -> Form:
    """The form in that state. Raises: UserError `form.step` when it may not follow."""
    if state not in STEPS[form.state]:
        raise UserError("form.step")
    return replace(form, state=state)
