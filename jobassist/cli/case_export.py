"""`case export` and `case passages`: a whole case for its citizen (aktindsigt)."""

import json
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobassist.cli.call import Call, read_text
from jobassist.cli.case import find_case
from jobassist.cli.progress import progress
from jobassist.errors import UsageError, UserError
from jobassist.services.exporting import may_save

if TYPE_CHECKING:
    from jobassist.services.dossier import Dossier, Part
    from jobassist.services.dossier_redaction import Marks

_LONGEST_PASSWORD = 400


def add_export(parser: ArgumentParser) -> None:
    """Declare `case export`."""
    _common(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="FIL", help="ny PDF-fil")
    parser.add_argument(
        "--suggested", action="store_true", help="udelad andres CPR-numre og andre kendte borgere"
    )
    parser.add_argument(
        "--leave-out",
        type=Path,
        metavar="FIL",
        help="JSON-fil med det, der skal udelades: [{key, start, end}] som »case passages« viser",
    )
    parser.add_argument("--reason", default="", metavar="GRUND", help="hvorfor noget er udeladt")
    parser.add_argument(
        "--password-file", type=Path, metavar="FIL", help="fil med den kode, PDF'en åbnes med"
    )
    parser.set_defaults(run=_export)


def add_passages(parser: ArgumentParser) -> None:
    """Declare `case passages`."""
    _common(parser)
    parser.set_defaults(run=_passages)


def _common(parser: ArgumentParser) -> None:
    parser.add_argument("case", metavar="ID", help="sagens id eller nummer")
    parser.add_argument(
        "--parts",
        metavar="DELE",
        default="",
        help="dele med komma: person,notes,plan,talks,tasks,letters,forms,files,messages,log",
    )
    parser.add_argument("--language", choices=("da", "en"), default="da", help="dokumentets sprog")


def _export(call: Call, options: Namespace) -> None:
    from jobassist.services.dossier_document import save

    parts = _parts(options.parts)
    if options.out.exists():
        raise UsageError("cli.file_exists")
    may_save(call.house.settings, options.out)
    left_out = _read_marks(options.leave_out) if options.leave_out else []
    password = ""
    if options.password_file:
        password = read_text(options.password_file, at_most=_LONGEST_PASSWORD).split("\n", 1)[0]
    with call.session() as session:
        found = _gather(options, session, parts)
        marks = _marks(session, found, left_out, suggest=options.suggested)
        size = save(session, found, marks, options.out, reason=options.reason, password=password)
    count = sum(len(one) for one in marks.values())
    told = {
        "file": str(options.out),
        "bytes": size,
        "encrypted": bool(password),
        "left_out": count,
        "parts": {section.part.value: section.count for section in found.sections},
    }
    call.answer(told, [f"{options.out}: {size} byte, {count} steder udeladt"])


def _passages(call: Call, options: Namespace) -> None:
    from jobassist.services.dossier_redaction import suggested

    with call.session() as session:
        found = _gather(options, session, _parts(options.parts))
        marks = suggested(session, found)
    told = [
        {
            "key": passage.key,
            "part": section.part.value,
            "heading": passage.heading,
            "text": passage.text,
            "suggested": [
                {"key": passage.key, "start": mark.start, "end": mark.end}
                for mark in marks.get(passage.key, ())
            ],
        }
        for section in found.sections
        for passage in section.passages
    ]
    call.answer(told, (f"{one['key']}  {one['heading']}" for one in told))


def _gather(options: Namespace, session: Any, parts: "tuple[Part, ...]") -> "Dossier":
    from jobassist.services.dossier import gather

    case_id = find_case(session, options.case)
    with progress("Samler sagen") as show:
        return gather(session, case_id, parts, language=options.language, on_progress=show)


def _parts(named: str) -> "tuple[Part, ...]":
    from jobassist.services.dossier import USUAL, Part

    wanted = [name.strip() for name in named.split(",") if name.strip()]
    known = {part.value for part in Part}
    for name in wanted:
        if name not in known:
            raise UsageError("dossier.no_such_part", part=name[:40])
    return tuple(Part(name) for name in wanted) or USUAL


def _read_marks(file: Path) -> list[tuple[str, int, int]]:
    try:
        told = json.loads(read_text(file))
        found = [(str(one["key"]), int(one["start"]), int(one["end"])) for one in told]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise UsageError("dossier.marks_unreadable") from None
    return found


def _marks(
    session: Any, found: "Dossier", left_out: list[tuple[str, int, int]], *, suggest: bool
) -> "Marks":
    """Every place that is to be left out. One that fits no text stops all of it."""
    from jobassist.services.dossier_redaction import merged, suggested
    from jobassist.services.other_citizens import Mention

    texts = {passage.key: passage.text for passage in found.passages}
    misfits = [
        key
        for key, start, end in left_out
        if key not in texts or not 0 <= start < end <= len(texts[key])
    ]
    if misfits:
        raise UserError("dossier.no_such_passage", count=len(misfits))
    places: dict[str, list[Mention]] = defaultdict(list)
    for key, start, end in left_out:
        places[key].append(Mention(start, end))
    for key, marks in (suggested(session, found) if suggest else {}).items():
        places[key] += marks
    return {key: merged(marks) for key, marks in places.items()}
