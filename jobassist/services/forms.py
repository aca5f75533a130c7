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
from datetime import date
from typing import Any
from uuid import UUID

from jobassist.errors import UserError
from jobassist.forms import identity, library, rules
from jobassist.forms.definition import Definition
from jobassist.forms.filling import Filling
from jobassist.forms.periods import Span
from jobassist.forms.problems import Problem
from jobassist.ids import new_id
from jobassist.ports.clock import danish_day
from jobassist.ports.store import Reader, Writer
from jobassist.records import (
    Case,
    CaseState,
    Citizen,
    CompanyForm,
    FilledForm,
    Form,
    FormDefinition,
    FormState,
    Signature,
)
from jobassist.services.form_facts import facts_for
from jobassist.session import Session

TEST_PERSONS = "forms.test_persons"
"""The store's own mark, set by `seed`: it holds test persons, and forms may name them."""
EDITABLE = (FormState.DRAFT, FormState.COMPLETE)
_COMPANY = "virksomhed"


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


def types(session: Session) -> list[Definition]:
    """The forms that can be begun today, by name."""
    day = danish_day(session.clock.now())
    with session.store.read() as tx:
        kept = _kept(tx)
    known = sorted({*library.names(), *(one.name for one in kept)})
    return [library.current(name, day, kept) for name in known]


def definition_of(session: Session, name: str) -> Definition:
    """The form of that name as it is used today. Raises: UserError `form.unknown_type`."""
    with session.store.read() as tx:
        return library.current(name, danish_day(session.clock.now()), _kept(tx))


def accept(session: Session, content: bytes) -> Definition:
    """Take a municipality's own form into the store; it is used from the day it is valid.

    Raises: UserError `form.unusable` with line and column of the first fault.
    """
    from jobassist.forms.linting import check
    from jobassist.forms.source import refuse

    checked = check(content)
    if checked.definition is None:
        raise refuse(checked.source)
    with session.store.write() as tx:
        _keep(tx, checked.definition, content.decode("utf-8"))
    return checked.definition


def start(
    session: Session,
    type: str,
    *,
    case_id: str = "",
    p_number: str = "",
    started_from: str = "",
    given: Mapping[str, Any] | None = None,
) -> FilledForm:
    """Begin a form with everything known filled in; what is `given` stands over it.

    Raises: UserError `form.unknown_type`, `form.no_case`, `store.no_such_record`.
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
    filling = _filling(session, definition, record, dict(values))
    record = _told(record, filling)
    with session.store.write() as tx:
        text = library.packaged_texts().get(definition.name, b"").decode()
        if text and library.packaged(definition.name).version == definition.version:
            _keep(tx, definition, text)
        tx.put(record)
    return record


def open_form(session: Session, form_id: str) -> OpenForm:
    """A form as it stands. Raises: UserError `store.no_such_record`, `form.version_missing`."""
    with session.store.read() as tx:
        record = find_form(tx, form_id)
        definition = _definition(tx, record)
    return OpenForm(record, definition, _filling(session, definition, record))


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

    Raises: KeyError, ValueError as `Filling.fill`; UserError `form.locked`, `form.has_signatures`.
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


def set_rows(
    session: Session, opened: OpenForm, key: str, rows: list[dict[str, Any]]
) -> frozenset[str]:
    """All rows of a table at once: a row added, removed or moved. Raises: as `fill`."""
    return fill(session, opened, key, rows)


def override(session: Session, opened: OpenForm, rule_id: str, reason: str) -> None:
    """Give the reason why a warning is overridden; kept with the rule's version, who and when.

    Raises: UserError `form.no_such_warning`, `form.no_reason`, and as `fill`.
    """
    with session.store.write() as tx:
        stored = _editable(tx, opened.record.id)
        try:
            opened.filling.give_reason(rule_id, reason)
        except KeyError:
            raise UserError("form.no_such_warning") from None
        except ValueError:
            raise UserError("form.no_reason") from None
        overrides = json.loads(stored.overrides)
        text, version = opened.filling.reasons[rule_id]
        overrides[rule_id] = {
            "reason": text,
            "version": version,
            "by": session.user.id,
            "at": session.clock.now().isoformat(),
        }
        opened.record = replace(stored, overrides=dumped(overrides), state=FormState.DRAFT)
        tx.put(opened.record)


def complete(session: Session, opened: OpenForm) -> FilledForm:
    """Nothing blocks it any more: kept with every check as it stands now, each with its version.

    Raises: UserError `form.incomplete` with `count`, and as `fill`.
    """
    blocking = [problem for problem in opened.filling.problems() if problem.blocks]
    if blocking:
        raise UserError("form.incomplete", count=len(blocking))
    with session.store.write() as tx:
        stored = _editable(tx, opened.record.id)
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


def checks_of(filling: Filling) -> list[dict[str, Any]]:
    """What every rule in force says now, with rule id, version, legal basis and certainty."""
    told = []
    for rule, judged in filling.judged():
        broken = judged.verdict is rules.Verdict.BROKEN
        reason, version = filling.reasons.get(rule.id, ("", ""))
        told.append(
            {
                "rule": rule.id,
                "version": rule.version,
                "verdict": judged.verdict.value,
                "level": rule.level.value,
                "basis": rule.basis,
                "source": rule.origin.name,
                "certainty": rule.origin.certainty.value,
                "reason": reason if broken and version == rule.version else "",
            }
        )
    return told


def dumped(data: Any) -> str:
    """JSON as the records keep it."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def signatures_of(tx: Reader, form: FilledForm) -> list[Signature]:
    """The signatures that stand: those of the present round, refusals too."""
    number = form.round if isinstance(form, Form) else 0
    return tx.find(Signature, form_id=form.id, round=number, order="signed_at")


def law_settings(session: Session, **facts: Any) -> dict[str, Any]:
    """What stands over the rules' defaults: the municipality's choices, today, and `facts`."""
    return {
        rules.COUNT_UNIT: session.settings["ratio_count_unit"],
        "forsoeg_8_uger": session.settings["trial_eight_weeks"],
        "afgoerelsesdag": danish_day(session.clock.now()),
        **facts,
    }


def filling_of(
    session: Session, definition: Definition, record: FilledForm, **facts: Any
) -> Filling:
    """The form as it stands, judged by `facts` (the day and the outcome of a decision)."""
    return _filling(session, definition, record, facts=facts)


def _filling(
    session: Session,
    definition: Definition,
    record: FilledForm,
    values: dict[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Filling:
    overrides = json.loads(record.overrides)
    return Filling(
        definition,
        json.loads(record.values) if values is None else values,
        today=danish_day(session.clock.now()),
        rulesets=library.rulesets(),
        settings=law_settings(session, **(facts or {})),
        reasons={rule: (one["reason"], one["version"]) for rule, one in overrides.items()},
        replacement=_may_name_test_persons(session),
    )


def _may_name_test_persons(session: Session) -> bool:
    if session.settings["test_persons"]:
        return True
    with session.store.read() as tx:
        return tx.setting(TEST_PERSONS) is not None


def _editable(tx: Reader, form_id: str) -> FilledForm:
    stored = find_form(tx, form_id)
    if signatures_of(tx, stored):
        raise UserError("form.has_signatures")
    if stored.state not in EDITABLE:
        raise UserError("form.locked")
    return stored


def _saved(tx: Writer, opened: OpenForm, stored: FilledForm, keys: set[str]) -> FilledForm:
    """Write the fields that were filled in, and what is calculated, over the stored values."""
    values = json.loads(stored.values)
    calculated = {f.key for f in opened.definition.fields() if f.calculate is not None}
    for key in keys | calculated:
        values[key] = opened.filling.values.get(key)
    record = replace(_told(stored, opened.filling, values), state=FormState.DRAFT)
    tx.put(record)
    return record


def _told(
    record: FilledForm, filling: Filling, values: Mapping[str, Any] | None = None
) -> FilledForm:
    """The record with the values, and what lists and reminders go by."""
    kept = filling.values if values is None else values
    record = replace(
        record,
        values=dumped({key: value for key, value in kept.items() if value is not None}),
        cvr=str(filling.native("cvr") or "") if "cvr" in filling.definition.by_key else "",
        p_number=str(filling.native("p_nummer") or "")
        if "p_nummer" in filling.definition.by_key
        else "",
    )
    if isinstance(record, Form):
        first, last = _days(filling)
        record = replace(record, starts_on=first, ends_on=last)
    return record


def _days(filling: Filling) -> tuple[date | None, date | None]:
    event = filling.native(filling.definition.event) if filling.definition.event else None
    if isinstance(event, Span):
        return event.first, event.last
    return (event, None) if isinstance(event, date) else (None, None)


def _kept(tx: Reader) -> list[Definition]:
    return [
        library.read_once(one.version, one.text)
        for one in tx.find(FormDefinition)
        if one.version not in _packaged_versions()
    ]


def _packaged_versions() -> set[str]:
    return {library.packaged(name).version for name in library.names()}


def _definition(tx: Reader, record: FilledForm) -> Definition:
    for name in library.names():
        if library.packaged(name).version == record.version:
            return library.packaged(name)
    kept = tx.find(FormDefinition, version=record.version)
    if not kept:
        raise UserError("form.version_missing")
    return library.read_once(record.version, kept[0].text)


def _keep(tx: Writer, definition: Definition, text: str) -> None:
    if tx.count(FormDefinition, version=definition.version):
        return
    made_from = UUID(hex=definition.version[:32])
    tx.put(
        FormDefinition(
            id=str(made_from), name=definition.name, version=definition.version, text=text
        )
    )
