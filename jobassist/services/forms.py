"""Forms: begun with all that is known, filled in, kept at every keystroke, completed.

What a window needs, in the order of a visit::

    form = forms.start(session, "virksomhedspraktik", case_id=case_id, p_number="9123456789")
    opened = forms.open_form(session, form.id)             # .definition, .filling, .record
    for section in opened.definition.sections:             # widgets by field.type
        ...opened.filling.state(field.key, language)       # visible, required, text, problems
    touched = forms.fill(session, opened, "timer", "30:15")  # saved; show these fields anew
    forms.override(session, opened, "praktik.forhold", "Aftalt med ...")
    forms.complete(session, opened)                         # or UserError form.incomplete
    then form_flow: signed, synced, filed, decided, running, extended, ended
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from jobassist.errors import UserError
from jobassist.forms import identity
from jobassist.forms.definition import Definition
from jobassist.forms.filling import Filling
from jobassist.forms.problems import Problem
from jobassist.ids import new_id
from jobassist.ports.store import Reader, Writer
from jobassist.records import (
    Case,
    CaseState,
    Citizen,
    CompanyForm,
    FilledForm,
    Form,
    FormDecision,
    FormState,
    Signature,
)
from jobassist.services.form_definitions import definition_of, filled_in_by, keep
from jobassist.services.form_facts import facts_for
from jobassist.services.form_law import checks_of, filling_of
from jobassist.services.form_record import dumped, require_no_citizen, told_by
from jobassist.session import Session

EDITABLE = (FormState.DRAFT, FormState.COMPLETE)
_COMPANY = "virksomhed"
_MOST_TOLD = 60  # characters of somebody's own word that an error tells back


@dataclass(slots=True)
class OpenForm:
    """A form on the desk: the record as it is stored, what it asks, and how it stands."""

    record: FilledForm
    definition: Definition
    filling: Filling

    @property
    def case_id(self) -> str:
        """The case it belongs to; empty for a form about a company alone."""
        return self.record.case_id if isinstance(self.record, Form) else ""


def start(
    session: Session,
    type: str,
    *,
    case_id: str = "",
    p_number: str = "",
    started_from: str = "",
    given: Mapping[str, Any] | None = None,
    reasons: Mapping[str, str] | None = None,
) -> FilledForm:
    """Begin a form with everything known filled in; what is `given` stands over it.

    `reasons` (by rule) are given for the warnings that it begins with: all of them, or no form.

    Raises: UserError `form.unknown_type`, `form.no_case`, `store.no_such_record`,
    `form.no_such_warning`, `form.no_reason`.
    """
    definition = definition_of(session, type)
    if definition.about != _COMPANY and not case_id:
        raise UserError("form.no_case")
    facts = facts_for(session, case_id, p_number)
    values = {
        f.key: facts[f.source] for f in definition.fields() if facts.get(f.source) is not None
    }
    defaults = {f.key: f.default for f in definition.fields() if f.default is not None}
    known = {key: raw for key, raw in (given or {}).items() if key in definition.by_key}
    return begin(
        session,
        definition,
        {**defaults, **values, **known},
        case_id=case_id,
        started_from=started_from,
        reasons=reasons,
    )


def case_by_cpr(session: Session, cpr: Any) -> str:
    """The open case of the citizen with that CPR number; empty when there is not exactly one."""
    number = identity.digits(str(cpr or ""))
    with session.store.read() as tx:
        citizens = tx.find(Citizen, cpr=number) if number else []
        cases = [
            case
            for one in citizens
            for case in tx.find(Case, citizen_id=one.id, state=CaseState.OPEN)
        ]
    return cases[0].id if len(cases) == 1 else ""


def begin(
    session: Session,
    definition: Definition,
    values: Mapping[str, Any],
    *,
    case_id: str = "",
    started_from: str = "",
    follows_id: str | None = None,
    reasons: Mapping[str, str] | None = None,
) -> FilledForm:
    """A draft with these values; its definition is kept in the store as long as it is there."""
    now = session.clock.now()
    common: dict[str, Any] = {
        "id": new_id(),
        "author_id": session.user.id,
        "created_at": now,
        "type": definition.name,
        "version": definition.version,
        "started_from": started_from,
    }
    record: FilledForm
    if definition.about == _COMPANY:
        record = CompanyForm(**common)
    else:
        record = Form(**common, case_id=case_id, follows_id=follows_id)
    filling = filling_of(session, definition, record, values)
    record = told_by(record, filling)
    if reasons:
        given = {rule: _reasoned(session, filling, rule, why) for rule, why in reasons.items()}
        record = replace(record, overrides=dumped(given))
    require_no_citizen(record, definition)
    with session.store.write() as tx:
        keep(tx, definition)
        tx.put(record)
    return record


def open_form(session: Session, form_id: str) -> OpenForm:
    """A form as it stands. Raises: UserError `store.no_such_record`, `form.version_missing`."""
    with session.store.read() as tx:
        record = find_form(tx, form_id)
        definition = filled_in_by(tx, record)
    return OpenForm(record, definition, filling_of(session, definition, record))


def list_forms(session: Session, case_id: str) -> list[Form]:
    """A case's forms, latest first."""
    with session.store.read() as tx:
        return tx.find(Form, case_id=case_id, order="-created_at")


def list_company_forms(session: Session, p_number: str) -> list[CompanyForm]:
    """The forms about a workplace that name no citizen, latest first."""
    with session.store.read() as tx:
        return tx.find(CompanyForm, p_number=p_number, order="-created_at")


def fill(session: Session, opened: OpenForm, key: str, raw: Any) -> frozenset[str]:
    """One keystroke's worth: on disk when this returns; returns the fields to show anew.

    What was typed is kept even if it cannot be read. Only this field is written: another
    device's change of another field stands.

    Raises: KeyError, ValueError as `Filling.fill`; UserError `form.locked`, `form.has_signatures`,
    `form.has_decision`, and `form.cpr_in_text` for a CPR number in a text about a company.
    """
    with session.store.write() as tx:
        stored = _editable(tx, opened.record.id)
        touched = opened.filling.fill(key, raw)
        opened.record = _saved(tx, opened, stored, {key})
    return touched


def save(session: Session, opened: OpenForm, keys: Iterable[str]) -> None:
    """Write fields that were filled in by `opened.filling` itself, together in one transaction.

    For a window that shows a keystroke at once and saves what came in the last tenth of a second.
    Raises: UserError `form.locked`, `form.has_signatures`.
    """
    with session.store.write() as tx:
        opened.record = _saved(tx, opened, _editable(tx, opened.record.id), set(keys))


def fill_cell(
    session: Session, opened: OpenForm, cell: tuple[str, int, str], raw: Any
) -> frozenset[str]:
    """The same for a cell of a table: (table, row from 0, column). Raises: and IndexError."""
    key, row, column = cell
    with session.store.write() as tx:
        stored = _editable(tx, opened.record.id)
        touched = opened.filling.fill_cell(key, row, column, raw)
        opened.record = _saved(tx, opened, stored, {key})
    return touched


def override(session: Session, opened: OpenForm, rule_id: str, reason: str) -> None:
    """Give the reason why a warning is overridden; kept with the rule's version, who and when.

    Raises: UserError `form.no_such_warning` (with `rule`), `form.no_reason`, and as `fill`.
    """
    with session.store.write() as tx:
        stored = _editable(tx, opened.record.id)
        overrides = json.loads(stored.overrides)
        overrides[rule_id] = _reasoned(session, opened.filling, rule_id, reason)
        opened.record = replace(stored, overrides=dumped(overrides), state=FormState.DRAFT)
        tx.put(opened.record)


def _reasoned(session: Session, filling: Filling, rule_id: str, reason: str) -> dict[str, str]:
    try:
        filling.give_reason(rule_id, reason)
    except KeyError:
        raise UserError("form.no_such_warning", rule=rule_id[:_MOST_TOLD]) from None
    except ValueError:
        raise UserError("form.no_reason") from None
    text, version = filling.reasons[rule_id]
    at = session.clock.now().isoformat()
    return {"reason": text, "version": version, "by": session.user.id, "at": at}


def complete(session: Session, opened: OpenForm) -> FilledForm:
    """Nothing blocks it any more: kept with every check as it stands now, each with its version.

    Raises: UserError `form.incomplete` with `count`, and as `fill`.
    """
    blocking = [problem for problem in opened.filling.problems() if problem.blocks]
    if blocking:
        raise UserError("form.incomplete", count=len(blocking))
    with session.store.write() as tx:
        stored = _editable(tx, opened.record.id)
        if isinstance(stored, Form) and spot_decisions(tx, stored):  # it decided something else
            stored = replace(stored, round=stored.round + 1)
        opened.record = replace(
            stored,
            state=FormState.COMPLETE,
            checks=dumped(checks_of(opened.filling)),
            completed_at=session.clock.now(),
        )
        tx.put(opened.record)
    return opened.record


def validate(session: Session, form_id: str) -> list[Problem]:
    """Everything that stands in the way of a form."""
    return open_form(session, form_id).filling.problems()


def find_form(tx: Reader, form_id: str) -> FilledForm:
    """The form, about a citizen or a company. Raises: UserError `store.no_such_record`."""
    found: list[FilledForm] = [*tx.find(CompanyForm, id=form_id)]
    return found[0] if found else tx.get(Form, form_id)


def signatures_of(tx: Reader, form: FilledForm) -> list[Signature]:
    """The signatures that stand: those of the present round, refusals too."""
    number = form.round if isinstance(form, Form) else 0
    return tx.find(Signature, form_id=form.id, round=number, order="signed_at")


def spot_decisions(tx: Reader, form: FilledForm) -> list[FormDecision]:
    """What was decided on the spot in the present round, the latest first."""
    number = form.round if isinstance(form, Form) else 0
    return tx.find(FormDecision, form_id=form.id, round=number, delegated=True, order="-decided_at")


def _editable(tx: Reader, form_id: str) -> FilledForm:
    stored = find_form(tx, form_id)
    if signatures_of(tx, stored):
        raise UserError("form.has_signatures")
    if stored.state is FormState.COMPLETE and spot_decisions(tx, stored):
        raise UserError("form.has_decision")
    if stored.state not in EDITABLE:
        raise UserError("form.locked")
    return stored


def _saved(tx: Writer, opened: OpenForm, stored: FilledForm, keys: set[str]) -> FilledForm:
    """Write the fields that were filled in over the stored values."""
    values = {**json.loads(stored.values), **{k: opened.filling.values.get(k) for k in keys}}
    record = replace(told_by(stored, opened.filling, values), state=FormState.DRAFT)
    require_no_citizen(record, opened.definition)
    tx.put(record)
    return record
