"""`form`: the forms there are, filled in from data, and checked."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobassist.cli.call import Call, read_text
from jobassist.cli.case import find_case
from jobassist.cli.form_course import add_course
from jobassist.cli.form_files import add_files
from jobassist.cli.form_known import known_forms
from jobassist.cli.form_signing import add_signing
from jobassist.cli.parser import verbs
from jobassist.errors import UsageError, UserError
from jobassist.forms.problems import Problem
from jobassist.records import Envelope, FilledForm, Form, FormState
from jobassist.services.forms import OpenForm

if TYPE_CHECKING:
    from jobassist.session import Session

_LARGEST_FILE = 1 << 20


def add(parser: ArgumentParser) -> None:
    """Declare the verbs of `form`."""
    verb = verbs(parser)
    list_ = verb("list", "vis de blanketter, der kan udfyldes, eller en sags udfyldte")
    list_.add_argument("--case", metavar="ID", help="sagens id eller nummer")
    list_.set_defaults(run=_list)
    show = verb("show", "vis, hvad en blanket spørger om, eller en udfyldt blanket")
    show.add_argument("form", metavar="NAVN|ID", help="blankettens navn eller en udfyldts id")
    show.set_defaults(run=_show)
    fill = verb("fill", "begynd en blanket, udfyld den med data, og kontrollér den")
    fill.add_argument("type", metavar="NAVN", help="blankettens navn (se »form list«)")
    fill.add_argument("--data", type=Path, required=True, metavar="FIL", help="JSON: {felt: værdi}")
    fill.add_argument(
        "--case", metavar="ID", help="sagens id eller nummer; ellers findes den ved CPR i dataene"
    )
    fill.add_argument("--p-number", default="", metavar="NUMMER", help="arbejdsstedets P-nummer")
    fill.add_argument(
        "--reasons", type=Path, metavar="FIL", help="JSON: {regel: begrundelse} for advarsler"
    )
    fill.set_defaults(run=_fill)
    validate = verb("validate", "kontrollér en udfyldt blanket")
    validate.add_argument("form", metavar="ID", help="blankettens id")
    validate.add_argument(
        "--reasons",
        type=Path,
        metavar="FIL",
        help="JSON: {regel: begrundelse} for en kladdes advarsler",
    )
    validate.set_defaults(run=_validate)
    add_course(verb)
    add_signing(verb)
    add_files(verb)


def _list(call: Call, options: Namespace) -> None:
    from jobassist.services import forms, parts

    if options.case is None:
        known = known_forms(call)
        call.answer(
            [{"type": one.name, "version": one.version, "title": one.title.da} for one in known],
            (f"{one.name:<20} {one.version[:12]}  {one.title.da}" for one in known),
        )
        return
    with call.session() as session:
        found = forms.list_forms(session, find_case(session, options.case))
        roots = {one.id: _root(session, one) for one in found}
        stages = parts.stages(session, found)
    call.answer(
        [told(one, stages[one.id], root=roots[one.id]) for one in found],
        (_line(one, stages[one.id]) for one in found),
    )


def _show(call: Call, options: Namespace) -> None:
    from jobassist.forms import preview
    from jobassist.services import forms, parts

    definition = next((one for one in known_forms(call) if one.name == options.form), None)
    if definition is not None:
        described = {
            "type": definition.name,
            "version": definition.version,
            "title": definition.title.da,
            "fields": [_field(definition, field.key) for field in definition.fields()],
        }
        call.answer(described, preview.lines(definition))
        return
    with call.session() as session:
        opened = forms.open_form(session, options.form)
        root = _root(session, opened.record)
        (stage,) = parts.stages(session, [opened.record]).values()
    filling = opened.filling
    states = [filling.state(field.key) for field in opened.definition.fields()]
    lines = [f"{s.field.label.da}: {s.text}" for s in states if s.visible and s.text]
    problems = filling.problems()
    told_ = {**told(opened.record, stage, problems, root), "values": filling.submitted()}
    call.answer(told_, [_line(opened.record, stage), *lines, "", *map(_problem_line, problems)])


def _field(definition: Any, key: str) -> dict[str, Any]:
    field = definition.field(key)
    return {
        "key": key,
        "type": field.type.value,
        "label": field.label.da,
        "section": definition.section_of(key).key,
        "calculated": field.calculate is not None,
        "privacy": sorted(field.privacy),
    }


def _fill(call: Call, options: Namespace) -> int:
    from jobassist.services import forms
    from jobassist.services.form_definitions import definition_of

    data = _object(options.data)
    reasons = _object(options.reasons) if options.reasons else {}
    with call.session() as session:
        definition = definition_of(session, options.type)
        if unknown := sorted(data.keys() - definition.by_key.keys()):
            raise UsageError("form.unknown_field", name=unknown[0][:60])
        given = {k: v for k, v in data.items() if definition.field(k).calculate is None}
        case_id = find_case(session, options.case) if options.case else ""
        if not case_id and definition.about != "virksomhed":
            case_id = forms.case_by_cpr(session, data.get("cpr"))
        record = forms.start(
            session,
            options.type,
            case_id=case_id,
            p_number=options.p_number,
            given=given,
            reasons={rule: str(reason) for rule, reason in reasons.items()},
        )
        opened = forms.open_form(session, record.id)
        if opened.filling.complete:
            forms.complete(session, opened)
    return _answer(call, opened)


def _validate(call: Call, options: Namespace) -> int:
    from jobassist.services import forms

    reasons = _object(options.reasons) if options.reasons else {}
    with call.session() as session:
        opened = forms.open_form(session, options.form)
        for rule, reason in reasons.items():
            forms.override(session, opened, rule, str(reason))
        if reasons and opened.filling.complete:
            forms.complete(session, opened)
    return _answer(call, opened)


def _answer(call: Call, opened: OpenForm) -> int:
    problems = opened.filling.problems()
    record = opened.record
    call.answer(
        told(record, record.state, problems),
        [_line(record, record.state), *map(_problem_line, problems)],
    )
    if opened.filling.complete:
        return 0
    call.warn(UserError("form.incomplete", count=sum(one.blocks for one in problems)))
    return 1


def _root(session: "Session", record: FilledForm) -> str | None:
    """The hash that its latest envelope proves, if it is sealed."""
    with session.store.read() as tx:
        sealed = tx.find(Envelope, form_id=record.id, order="-round", limit=1)
    return sealed[0].root if sealed else None


def told(
    record: FilledForm,
    stage: FormState,
    problems: list[Problem] | None = None,
    root: str | None = None,
) -> dict[str, Any]:
    """A filled form as the command line tells it, at that stage; `root` is its envelope's hash."""
    said: dict[str, Any] = {
        "id": record.id,
        "type": record.type,
        "version": record.version,
        "state": stage.value,
        "cvr": record.cvr,
        "p_number": record.p_number,
        "envelope_hash": root,
    }
    if isinstance(record, Form):
        said |= {"case": record.case_id, "vitas_ref": record.vitas_ref, "round": record.round}
    if problems is not None:
        said["problems"] = [
            {
                "field": p.field,
                "row": p.row,
                "column": p.column,
                "level": p.level.value,
                "rule": p.rule,
                "version": p.version,
                "message": p.words.da,
                "basis": p.basis,
                "source": p.source,
                "certainty": p.certainty.value if p.certainty else None,
                "reason": p.reason,
            }
            for p in problems
        ]
    return said


def _line(record: FilledForm, stage: FormState) -> str:
    return f"{record.type:<20} {stage.value:<11} {record.id}"


def _problem_line(problem: Problem) -> str:
    where = problem.field
    if problem.row is not None:
        where += f" række {problem.row + 1} {problem.column}"
    basis = f" ({problem.basis}, {problem.certainty.value})" if problem.certainty else ""
    return f"{problem.level.value:<9} {where}: {problem.words.da}{basis} [{problem.rule}]"


def _object(file: Path) -> dict[str, Any]:
    try:
        data = json.loads(read_text(file, at_most=_LARGEST_FILE))
    except (ValueError, RecursionError):
        raise UsageError("form.not_json") from None
    if not isinstance(data, dict):
        raise UsageError("form.not_json")
    return data
