"""The verbs of `form` about files: forms and rules linted, taken into use, exported as a schema."""

from argparse import Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path

from jobassist.cli.call import Call, existing, print_json
from jobassist.cli.form_known import known_forms
from jobassist.cli.parser import Parser
from jobassist.errors import UsageError, UserError

_LARGEST_FILE = 1 << 20


def add_files(verb: Callable[..., Parser]) -> None:
    """Declare `form check`, `accept`, `withdraw` and `schema`."""
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
    if all(checked.ok for _file, checked in found):
        return 0
    grave = sum(fault.grave for _file, checked in found for fault in checked.source.faults)
    call.warn(UserError("form.files_faulty", count=grave))
    return 1


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
    since = "nu" if from_day == date.min else f"{from_day:%d-%m-%Y}"
    call.answer(told_, [f"{one.name} bruges fra {since}"])


def _withdraw(call: Call, options: Namespace) -> None:
    from jobassist.services import form_definitions

    with call.session() as session:
        count = form_definitions.withdraw(session, options.name)
    call.answer({"name": options.name, "withdrawn": count}, [f"{options.name} bruges ikke mere"])


def _schema(call: Call, options: Namespace) -> None:
    from jobassist.forms import json_schema
    from jobassist.forms.reading import read_form

    definition = next((one for one in known_forms(call) if one.name == options.form), None)
    if definition is None:
        definition = read_form(_bytes(Path(options.form)))
    print_json(json_schema.export(definition))


def _bytes(file: Path) -> bytes:
    try:
        with existing(file).open("rb") as stream:
            return stream.read(_LARGEST_FILE + 1)
    except OSError:
        raise UsageError("app.unreadable_file") from None
