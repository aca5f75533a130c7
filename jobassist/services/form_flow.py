"""A form's way after it is complete: signed, synced, filed in VITAS, decided, run, ended.

kladde → komplet → underskrevet → synkroniseret → indsendt → godkendt/afslag → i gang →
forlænget/afsluttet/afbrudt (DOMAIN.md §2.1). A step that the table does not know is refused.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from jobassist.errors import PolicyDenied, UserError
from jobassist.forms.filling import Filling
from jobassist.forms.periods import later
from jobassist.forms.problems import Problem
from jobassist.ids import new_id
from jobassist.ports.clock import danish_day
from jobassist.ports.store import Reader, Writer
from jobassist.records import (
    DecisionOutcome,
    Form,
    FormDecision,
    FormState,
    Role,
)
from jobassist.services import phrases, placing
from jobassist.services.form_law import checks_of, filling_of
from jobassist.services.forms import OpenForm, dumped, open_form
from jobassist.services.templates import blanks
from jobassist.session import Session

APPEAL_NOTICE = "br-klagevejledning"
_DELEGATED = "delegated_decisions"
_S = FormState
STEPS: dict[FormState, frozenset[FormState]] = {
    _S.DRAFT: frozenset({_S.COMPLETE}),
    _S.COMPLETE: frozenset({_S.DRAFT, _S.SIGNED}),
    _S.SIGNED: frozenset({_S.DRAFT, _S.SYNCED, _S.FILED, _S.APPROVED, _S.REFUSED}),
    _S.SYNCED: frozenset({_S.DRAFT, _S.FILED, _S.APPROVED, _S.REFUSED}),
    _S.FILED: frozenset({_S.APPROVED, _S.REFUSED}),
    _S.APPROVED: frozenset({_S.RUNNING, _S.FILED, _S.EXTENDED, _S.ENDED, _S.BROKEN_OFF}),
    _S.REFUSED: frozenset(),
    _S.RUNNING: frozenset({_S.EXTENDED, _S.ENDED, _S.BROKEN_OFF}),
    _S.EXTENDED: frozenset({_S.ENDED, _S.BROKEN_OFF}),
    _S.ENDED: frozenset(),
    _S.BROKEN_OFF: frozenset(),
}
"""Which state may follow which. An approved form may still be filed: it was decided on the spot."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A course that ends soon and whose follow-up is due."""

    form: Form
    ends_on: date
    remind_on: date


def mark_signed(session: Session, form_id: str) -> Form:
    """Everyone who has to sign has signed. The caller has put the last signature and envelope.

    Raises: UserError `form.step` when the form is not complete.
    """
    with session.store.write() as tx:
        form = tx.get(Form, form_id)
        signed = _stepped(form, FormState.SIGNED)
        tx.put(signed)
    return signed


def void_signatures(session: Session, form_id: str) -> Form:
    """The form is to be changed after the first signature: all of them are void from now on.

    They stay in the store with their round, visibly void. Raises: UserError `form.locked` when
    the form is filed or decided already: then it takes an extension, an end or a new form.
    """
    with session.store.write() as tx:
        form = tx.get(Form, form_id)
        if FormState.DRAFT not in STEPS[form.state] and form.state is not FormState.DRAFT:
            raise UserError("form.locked")
        form = replace(form, state=FormState.DRAFT, round=form.round + 1)
        tx.put(form)
    return form


def mark_synced(session: Session, form_id: str) -> Form:
    """The central holds every part. Raises: UserError `form.step`."""
    return _step(session, form_id, FormState.SYNCED)


def file(session: Session, form_id: str, reference: str) -> Form:
    """It stands in VITAS: the reference number that came back is kept.

    A form that was approved on the spot stays approved. Raises: UserError `form.no_reference`,
    `form.step`.
    """
    if not reference.strip():
        raise UserError("form.no_reference")
    with session.store.write() as tx:
        form = tx.get(Form, form_id)
        state = form.state if form.state is FormState.APPROVED else FormState.FILED
        filed = form if form.state is state else _stepped(form, state)
        filed = replace(filed, vitas_ref=reference.strip())
        tx.put(filed)
    return filed


def decision_problems(session: Session, form_id: str, outcome: DecisionOutcome) -> list[Problem]:
    """What the rules say of deciding so today: a start before approval, a right that is refused."""
    opened = open_form(session, form_id)
    return [one for one in _judged(session, opened, outcome).problems() if one.source]


def decide(
    session: Session,
    form_id: str,
    outcome: DecisionOutcome,
    reasons: str,
    *,
    appeal_notice: str = "",
    legal_basis: str = "",
    particular: Mapping[str, str] | None = None,
) -> FormDecision:
    """Decide the application, with reasons and appeal notice; both are sealed with the form.

    Without `appeal_notice` the standard text is used, without `legal_basis` the form's.
    `particular` are reasons by rule for warnings that the decision itself raises. A consultant
    decides only where the organisation's policy says so. An extension that is approved makes the
    form it follows an extended one. From now on the person counts among those with support at the
    workplace on the days of the form, and after an end no longer.

    Raises: PolicyDenied `form.no_authority`; UserError `form.no_reasons`,
    `form.no_appeal_notice`, `form.decision_stopped` (with `rule`), `form.step`.
    """
    delegated = _authority(session)
    if not reasons.strip():
        raise UserError("form.no_reasons")
    opened = open_form(session, form_id)
    if not isinstance(opened.record, Form):
        raise UserError("form.step")
    _require_lawful(session, opened, outcome, particular or {})
    notice = appeal_notice.strip() or _standard_notice(session, opened.record.case_id)
    if not notice or blanks(notice):
        raise UserError("form.no_appeal_notice")
    now = session.clock.now()
    decision = FormDecision(
        id=new_id(),
        case_id=opened.record.case_id,
        form_id=form_id,
        decided_by=session.user.id,
        decided_at=now,
        round=opened.record.round,
        outcome=outcome,
        reasons=reasons.strip(),
        legal_basis=legal_basis.strip() or opened.definition.legal_basis,
        appeal_notice=notice,
        delegated=delegated,
    )
    with session.store.write() as tx:
        form = tx.get(Form, form_id)
        if form.state is FormState.APPROVED or form.round != decision.round:
            raise UserError("form.step")
        approved = outcome is DecisionOutcome.APPROVED
        decided = _stepped(form, FormState.APPROVED if approved else FormState.REFUSED)
        if approved and form.ends_on:
            decided = replace(decided, remind_on=_before(form.ends_on, opened.definition.remind))
        told = _judged(session, opened, outcome, particular or {})
        tx.put(replace(decided, checks=dumped(checks_of(told))))
        tx.put(decision)
        if approved:
            _tell_followed(tx, opened, form)
            placing.place_of(tx, form)
            placing.settle_end(tx, form)
    return decision


def decisions(session: Session, form_id: str) -> list[FormDecision]:
    """A form's decisions, the latest first."""
    with session.store.read() as tx:
        return tx.find(FormDecision, form_id=form_id, order="-decided_at")


def begin_course(session: Session, form_id: str) -> Form:
    """The course has begun. Raises: UserError `form.step`, `form.not_begun` (before its start)."""
    with session.store.write() as tx:
        form = tx.get(Form, form_id)
        if form.starts_on is None or form.starts_on > danish_day(session.clock.now()):
            raise UserError("form.not_begun")
        running = _stepped(form, FormState.RUNNING)
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
        form = _stepped(tx.get(Form, form_id), state)
        ended = replace(form, outcome=outcome, outcome_remarks=remarks.strip(), remind_on=None)
        tx.put(ended)
        placing.leave_place(tx, form_id, danish_day(session.clock.now()))
    return ended


def reminders(session: Session) -> list[Reminder]:
    """Courses whose end comes near, those that end first at the top: follow up, extend or end."""
    today = danish_day(session.clock.now())
    with session.store.read() as tx:
        going = [
            form
            for state in (FormState.APPROVED, FormState.RUNNING)
            for form in tx.find(Form, state=state)
        ]
    due = [
        Reminder(form, form.ends_on, form.remind_on)
        for form in going
        if form.ends_on and form.remind_on and form.remind_on <= today
    ]
    return sorted(due, key=lambda one: one.ends_on)


def may_decide(session: Session) -> bool:
    """Whether the user may decide an application."""
    try:
        _authority(session)
    except PolicyDenied:
        return False
    return True


def _authority(session: Session) -> bool:
    """True for a delegated one. Only policy delegates: a user's own choice does not count."""
    role = session.user.role
    if role is Role.CASEWORKER:
        return False
    by_policy = session.settings.locked(_DELEGATED) and session.settings[_DELEGATED]
    if role is Role.COMPANY_CONSULTANT and by_policy:
        return True
    raise PolicyDenied("form.no_authority")


def _require_lawful(
    session: Session, opened: OpenForm, outcome: DecisionOutcome, particular: Mapping[str, str]
) -> None:
    for problem in _judged(session, opened, outcome, particular).problems():
        concerns_refusal = outcome is DecisionOutcome.REFUSED and not problem.needs_reason
        if problem.source and problem.blocks and not concerns_refusal:
            raise UserError("form.decision_stopped", rule=problem.rule)


def _judged(
    session: Session,
    opened: OpenForm,
    outcome: DecisionOutcome,
    particular: Mapping[str, str] | None = None,
) -> Filling:
    filling = filling_of(session, opened.definition, opened.record, afgoerelse=outcome.value)
    for rule, reason in (particular or {}).items():
        try:
            filling.give_reason(rule, reason)
        except (KeyError, ValueError):
            continue
    return filling


def _standard_notice(session: Session, case_id: str) -> str:
    try:
        return phrases.unfold(session, APPEAL_NOTICE, case_id)
    except UserError:
        raise UserError("form.no_appeal_notice") from None


def _tell_followed(tx: Writer, opened: OpenForm, form: Form) -> None:
    """The form that an approved extension follows is extended from now on."""
    if form.follows_id is None or opened.filling.native("art") != "forlaengelse":
        return
    before = tx.get(Form, form.follows_id)
    if FormState.EXTENDED in STEPS[before.state]:
        tx.put(replace(before, state=FormState.EXTENDED, remind_on=None))


def _before(day: date, duration: str) -> date:
    return day - (later(day, duration) - day)


def _step(session: Session, form_id: str, state: FormState) -> Form:
    with session.store.write() as tx:
        form = _stepped(tx.get(Form, form_id), state)
        tx.put(form)
    return form


def _stepped(form: Form, state: FormState) -> Form:
    if state not in STEPS[form.state]:
        raise UserError("form.step")
    return replace(form, state=state)


def overrides_of(tx: Reader, form_id: str) -> dict[str, dict[str, str]]:
    """The reasons that were given for overridden warnings, by rule."""
    found: dict[str, dict[str, str]] = json.loads(tx.get(Form, form_id).overrides)
    return found
