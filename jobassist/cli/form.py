"""`form`: the forms there are, filled in from data, checked; and form and rule files linted."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobassist.cli.call import Call, print_json, read_text
from jobassist.cli.case import find_case
from jobassist.cli.form_signing import add_signing
from jobassist.cli.parser import verbs
from jobassist.errors import UsageError
from jobassist.forms.definition import Definition
from jobassist.forms.problems import Problem
from jobassist.records import Envelope, FilledForm, Form
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
    validate.set_defaults(run=_validate)
    export = verb("export", "skriv en udfyldt blanket som data til et andet system")
    export.add_argument("form", metavar="ID", help="blankettens id")
    export.add_argument("--employers-copy", action="store_true", help="uden CPR, helbred og ydelse")
    export.set_defaults(run=_export)
    sheet = verb("sheet", "vis blanketten felt for felt i VITAS' rækkefølge")
    sheet.add_argument("form", metavar="ID", help="blankettens id")
    sheet.set_defaults(run=_sheet)
    check = verb("check", "kontrollér filer med blanketter og regler")
    check.add_argument("files", nargs="+", type=Path, metavar="FIL", help="YAML-filer")
    check.set_defaults(run=_check)
    accept = verb("accept", "tag kommunens egen blanket eller regler i brug")
    accept.add_argument("file", type=Path, metavar="FIL", help="YAML-fil")
    accept.set_defaults(run=_accept)
    withdraw = verb("withdraw", "brug ikke kommunens egen blanket eller regler mere")
    withdraw.add_argument("name", metavar="NAVN", help="blankettens eller regelsættets navn")
    withdraw.set_defaults(run=_withdraw)
    schema = verb("schema", "skriv JSON Schema for en blankets data")
    schema.add_argument("form", metavar="NAVN|FIL", help="blankettens navn eller fil")
    schema.set_defaults(run=_schema)
    add_signing(verb)


def _list(call: Call, options: Namespace) -> None:
    from jobassist.services import forms

    if options.case is None:
        known = _known(call)
        call.answer(
            [{"type": one.name, "version": one.version, "title": one.title.da} for one in known],
            (f"{one.name:<20} {one.version[:12]}  {one.title.da}" for one in known),
        )
        return
    with call.session() as session:
        found = forms.list_forms(session, find_case(session, options.case))
        roots = {one.id: _root(session, one) for one in found}
    call.answer([told(one, root=roots[one.id]) for one in found], (_line(one) for one in found))


def _known(call: Call) -> list[Definition]:
    """The forms that can be begun today; the municipality's own too, where the store may open."""
    from jobassist.forms import library
    from jobassist.services import form_definitions

    if not call.may_unlock:
        return [library.packaged(name) for name in library.names()]
    with call.session() as session:
        return form_definitions.types(session)


def _show(call: Call, options: Namespace) -> None:
    from jobassist.forms import preview
    from jobassist.services import forms

    definition = next((one for one in _known(call) if one.name == options.form), None)
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
    filling = opened.filling
    states = [filling.state(field.key) for field in opened.definition.fields()]
    lines = [f"{s.field.label.da}: {s.text}" for s in states if s.visible and s.text]
    problems = filling.problems()
    told_ = {**told(opened.record, problems, root), "values": filling.submitted()}
    call.answer(told_, [_line(opened.record), *lines, "", *map(_problem_line, problems)])


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
            session, options.type, case_id=case_id, p_number=options.p_number, given=given
        )
        opened = forms.open_form(session, record.id)
        for rule, reason in reasons.items():
            forms.override(session, opened, rule, str(reason))
        if opened.filling.complete:
            forms.complete(session, opened)
    return _answer(call, opened)


def _validate(call: Call, options: Namespace) -> int:
    from jobassist.services import forms

    with call.session() as session:
        opened = forms.open_form(session, options.form)
    return _answer(call, opened)


def _answer(call: Call, opened: OpenForm) -> int:
    problems = opened.filling.problems()
    call.answer(
        told(opened.record, problems), [_line(opened.record), *map(_problem_line, problems)]
    )
    return 0 if opened.filling.complete else 1


def _export(call: Call, options: Namespace) -> None:
    from jobassist.services import form_sheet

    with call.session() as session:
        data = form_sheet.export(session, options.form, employers_copy=options.employers_copy)
    print_json(data)


def _sheet(call: Call, options: Namespace) -> None:
    from dataclasses import asdict

    from jobassist.services import form_sheet

    with call.session() as session:
        rows = form_sheet.filing_sheet(session, options.form)
    call.answer(
        [asdict(row) for row in rows],
        (f"[{'x' if row.ticked else ' '}] {row.label}: {row.text}" for row in rows),
    )


def _check(call: Call, options: Namespace) -> int:
    from jobassist.forms import library
    from jobassist.forms.linting import check

    known = {name: library.packaged(name) for name in library.names()}
    contents = [(file, _bytes(file)) for file in options.files]
    found = []
    for _file, content in contents:  # forms first: rules name their fields
        if (checked := check(content, known)).definition is not None:
            known[checked.definition.name] = checked.definition
    for file, content in contents:
        checked = check(content, known)
        found.append((file, checked))
    call.answer(
        [
            {
                "file": str(file),
                "ok": checked.ok,
                "faults": [
                    {
                        "line": fault.line,
                        "column": fault.column,
                        "code": fault.code,
                        "message": fault.text(),
                        "grave": fault.grave,
                    }
                    for fault in checked.source.faults
                ],
            }
            for file, checked in found
        ],
        (
            line
            for file, checked in found
            for line in (
                [f"{file}:{f.line}:{f.column}: {f.text()}" for f in checked.source.faults]
                or [f"{file}: i orden"]
            )
        ),
    )
    return 0 if all(checked.ok for _file, checked in found) else 1


def _accept(call: Call, options: Namespace) -> None:
    from jobassist.services import form_definitions

    content = _bytes(options.file)
    with call.session() as session:
        checked = form_definitions.accept(session, content)
    if checked.rules is not None:
        name, version = checked.rules.name, checked.rules.version
        told_ = {"rules": name, "version": version, "count": len(checked.rules.rules)}
        call.answer(told_, [f"Reglerne »{name}« er taget i brug: {len(checked.rules.rules)}"])
        return
    one = checked.definition
    assert one is not None
    from_day = one.valid_from
    told_ = {"type": one.name, "version": one.version, "valid_from": from_day.isoformat()}
    call.answer(told_, [f"{one.name} bruges fra {from_day:%d-%m-%Y}"])


def _withdraw(call: Call, options: Namespace) -> None:
    from jobassist.services import form_definitions

    with call.session() as session:
        count = form_definitions.withdraw(session, options.name)
    call.answer({"name": options.name, "withdrawn": count}, [f"{options.name} bruges ikke mere"])


def _schema(call: Call, options: Namespace) -> None:
    from jobassist.forms import json_schema
    from jobassist.forms.reading import read_form

    definition = next((one for one in _known(call) if one.name == options.form), None)
    if definition is None:
        definition = read_form(_bytes(Path(options.form)))
    print_json(json_schema.export(definition))


def _root(session: "Session", record: FilledForm) -> str | None:
    """The hash that its latest envelope proves, if it is sealed."""
    with session.store.read() as tx:
        sealed = tx.find(Envelope, form_id=record.id, order="-round", limit=1)
    return sealed[0].root if sealed else None


def told(
    record: FilledForm, problems: list[Problem] | None = None, root: str | None = None
) -> dict[str, Any]:
    """A filled form as the command line tells it; `root` is its envelope's hash."""
    said: dict[str, Any] = {
        "id": record.id,
        "type": record.type,
        "version": record.version,
        "state": record.state.value,
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


def _line(record: FilledForm) -> str:
    return f"{record.type:<20} {record.state.value:<11} {record.id}"


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


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(_LARGEST_FILE + 1)
    except FileNotFoundError:
        raise UsageError("cli.no_such_file") from None
    except OSError:
        raise UsageError("app.unreadable_file") from None
