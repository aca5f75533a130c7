"""The decision of an application: outcome, reasons, appeal notice; by whoever may decide.

A caseworker decides what is signed, afterwards: a decision of its own beside the envelope. A
consultant to whom the municipality has delegated it decides on the spot, when the form is complete
and before anybody signs: the parties read the decision, sign it with the form, and it is sealed in
the same envelope. It takes effect when the form is sealed.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from jobassist.errors import PolicyDenied, UserError
from jobassist.forms.definition import Definition
from jobassist.forms.filling import Filling
from jobassist.forms.periods import later
from jobassist.forms.problems import Problem
from jobassist.ids import new_id
from jobassist.ports.store import Reader, Writer
from jobassist.records import DecisionOutcome, Form, FormDecision, FormState, Role
from jobassist.services import phrases, placing
from jobassist.services.form_flow import STEPS, stepped
from jobassist.services.form_law import checks_of, filling_of
from jobassist.services.form_record import dumped
from jobassist.services.forms import OpenForm, open_form, signatures_of
from jobassist.services.signed_content import read_content
from jobassist.services.templates import blanks
from jobassist.session import Session

APPEAL_NOTICE = "br-klagevejledning"
AFTER_SIGNING = (FormState.SIGNED, FormState.SYNCED, FormState.FILED)
_DELEGATED = "delegated_decisions"
_STATES = {
    DecisionOutcome.APPROVED: FormState.APPROVED,
    DecisionOutcome.REFUSED: FormState.REFUSED,
}


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
    """Decide the application, with reasons and appeal notice.

    Without `appeal_notice` the standard text is used, without `legal_basis` the form's.
    `particular` are reasons by rule for warnings that the decision itself raises. A consultant
    decides only where the organisation's policy says so, and before the first signature; until
    then another decision may replace it. A caseworker's decision takes effect at once, see
    `in_force`.

    Raises: PolicyDenied `form.no_authority`; UserError `form.no_reasons`, `form.spot_is_past`,
    `form.no_appeal_notice`, `form.open_appeal_notice` (a blank is open in it),
    `form.decision_stopped` (with `rule`), `form.step`.
    """
    delegated = _authority(session)
    if not reasons.strip():
        raise UserError("form.no_reasons")
    opened = open_form(session, form_id)
    record = opened.record
    if not isinstance(record, Form) or not opened.definition.decided:
        raise UserError("form.step")
    with session.store.read() as tx:
        _require_turn(tx, record, delegated=delegated)
    judged = _judged(session, opened, outcome, particular or {})
    _require_lawful(judged, outcome)
    notice = appeal_notice.strip() or _standard_notice(session, record.case_id)
    if not notice:
        raise UserError("form.no_appeal_notice")
    if blanks(notice):
        raise UserError("form.open_appeal_notice")
    decision = FormDecision(
        id=new_id(),
        case_id=record.case_id,
        form_id=form_id,
        decided_by=session.user.id,
        decided_at=session.clock.now(),
        round=record.round,
        outcome=outcome,
        reasons=reasons.strip(),
        legal_basis=legal_basis.strip() or opened.definition.legal_basis,
        appeal_notice=notice,
        delegated=delegated,
        checks=dumped(checks_of(judged)),
    )
    with session.store.write() as tx:
        form = tx.get(Form, form_id)
        _require_turn(tx, form, delegated=delegated)
        if (form.round, form.values) != (record.round, record.values):
            raise UserError("form.step")
        decision = replace(decision, content_hash=read_content(tx, form).decided_hash)
        tx.put(decision)
        if not delegated:
            tx.put(in_force(tx, form, decision, opened.definition))
    return decision


def decisions(session: Session, form_id: str) -> list[FormDecision]:
    """A form's decisions, the latest first."""
    with session.store.read() as tx:
        found = tx.find(FormDecision, form_id=form_id)
    return sorted(found, key=lambda one: (one.decided_at, one.id), reverse=True)


def in_force(tx: Writer, form: Form, decision: FormDecision, definition: Definition) -> Form:
    """The form as the decision makes it; the caller puts it.

    An extension that is approved makes the form it follows an extended one. From now on the person
    counts among those with support at the workplace on the days of the form, and after an end no
    longer. Raises: UserError `form.step`.
    """
    decided = stepped(form, _STATES[decision.outcome])
    if decision.outcome is not DecisionOutcome.APPROVED:
        return decided
    if form.ends_on:
        decided = replace(decided, remind_on=_before(form.ends_on, definition.remind))
    _tell_followed(tx, form)
    placing.place_of(tx, form)
    placing.settle_end(tx, form)
    return decided


def may_decide(session: Session) -> bool:
    """Whether the user may decide an application."""
    try:
        _authority(session)
    except PolicyDenied:
        return False
    return True


def on_the_spot(session: Session) -> bool:
    """Whether the user decides on the spot, by authority that was delegated."""
    return may_decide(session) and session.user.role is not Role.CASEWORKER


def _authority(session: Session) -> bool:
    """True for a delegated one. Only policy delegates: a user's own choice does not count."""
    role = session.user.role
    if role is Role.CASEWORKER:
        return False
    by_policy = session.settings.locked(_DELEGATED) and session.settings[_DELEGATED]
    if role is Role.COMPANY_CONSULTANT and by_policy:
        return True
    raise PolicyDenied("form.no_authority")


def _require_turn(tx: Reader, form: Form, *, delegated: bool) -> None:
    """On the spot: between complete and the first signature. Otherwise: when it is signed."""
    if not delegated:
        if form.state not in AFTER_SIGNING:
            raise UserError("form.step")
    elif form.state in AFTER_SIGNING or signatures_of(tx, form):
        raise UserError("form.spot_is_past")
    elif form.state is not FormState.COMPLETE:
        raise UserError("form.step")


def _require_lawful(judged: Filling, outcome: DecisionOutcome) -> None:
    for problem in judged.problems():
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


def _tell_followed(tx: Writer, form: Form) -> None:
    """The form that an approved extension follows is extended from now on."""
    if form.follows_id is None or json.loads(form.values).get("art") != "forlaengelse":
        return
    before = tx.get(Form, form.follows_id)
    if FormState.EXTENDED in STEPS[before.state]:
        tx.put(replace(before, state=FormState.EXTENDED, remind_on=None))


def _before(day: date, duration: str) -> date:
    return day - (later(day, duration) - day)
