"""`visit`: company visits, their photos and scans, and what the central has of them."""

import json
from argparse import ArgumentParser, Namespace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jobassist.cli.call import Call, existing, read_text
from jobassist.cli.parser import Parser, verbs
from jobassist.errors import UsageError
from jobassist.records import CompanyVisit
from jobassist.records.plain import plain, to_plain
from jobassist.session import Session

_TEXTS = ("participants", "labour_need", "agreements", "next_contact")


def add(parser: ArgumentParser) -> None:
    """Declare the verbs of `visit`."""
    verb = verbs(parser)
    new = verb("new", "skriv et besøg på en arbejdsplads")
    new.add_argument("--company", required=True, metavar="NUMMER", help="P-nummer, CVR eller id")
    new.add_argument(
        "--data",
        type=Path,
        metavar="FIL",
        help="JSON: held_at, participants, labour_need, options_offered, agreements, employees, "
        "candidates_shown, next_contact_on, next_contact",
    )
    new.set_defaults(run=_new)
    show = verb("show", "vis et besøg, og hvad centralen har af det")
    _visit(show)
    show.set_defaults(run=_show)
    list_ = verb("list", "vis besøg, det nyeste først")
    list_.add_argument("--company", metavar="NUMMER", help="kun på denne arbejdsplads")
    list_.set_defaults(run=_list)
    attach = verb("attach", "læg et foto eller en skanning ved et besøg")
    _visit(attach)
    attach.add_argument("file", type=Path, metavar="FIL", help="PNG, JPEG, TIFF eller PDF")
    attach.add_argument("--title", default="", metavar="TEKST", help="hvad den viser")
    attach.set_defaults(run=_attach)


def _visit(parser: Parser) -> None:
    parser.add_argument("visit", metavar="ID", help="besøgets id")


def _new(call: Call, options: Namespace) -> None:
    from jobassist.services import visits
    from jobassist.services.companies import find_unit

    with call.session() as session:
        told = _data(read_text(options.data)) if options.data else {}
        visit = visits.begin(session, find_unit(session, options.company).id, **told)
        answer = _told(session, visit)
    call.answer(answer, _page(answer))


def _show(call: Call, options: Namespace) -> None:
    from jobassist.services import visits

    with call.session() as session:
        answer = _told(session, visits.show(session, options.visit))
    call.answer(answer, _page(answer))


def _list(call: Call, options: Namespace) -> None:
    from jobassist.services import visits
    from jobassist.services.companies import find_unit

    with call.session() as session:
        unit = find_unit(session, options.company).id if options.company else None
        found = visits.list_visits(session, unit_id=unit)
    lines = (f"{v.held_at:%Y-%m-%d}  {v.id}  {v.labour_need[:60]}" for v in found)
    call.answer([{"id": v.id, **to_plain(v)} for v in found], lines)


def _attach(call: Call, options: Namespace) -> None:
    from jobassist.services import attaching

    with call.session() as session, existing(options.file).open("rb") as content:
        made = attaching.attach_to_visit(session, options.visit, content, options.title)
    told = {"id": made.id, **to_plain(made)}
    call.answer(told, [f"Bilag {made.id}: {made.media}, {made.size} byte"])


def _told(session: Session, visit: CompanyVisit) -> dict[str, Any]:
    from jobassist.services import parts

    standing = parts.of_visit(session, visit)
    return {
        "id": visit.id,
        **to_plain(visit),
        "central_has_all": all(part.held for part in standing),
        "parts": [
            {
                "name": part.name,
                "sha256": part.sha256,
                "held": part.held,
                "held_at": plain(part.held_at),
            }
            for part in standing
        ],
    }


def _page(visit: dict[str, Any]) -> list[str]:
    lines = [f"Besøg {visit['id']} den {visit['held_at'][:10]}"]
    lines += [f"{name}: {visit[name]}" for name in _TEXTS if visit[name]]
    held = sum(part["held"] for part in visit["parts"])
    return [*lines, f"Centralen har {held} af {len(visit['parts'])} dele."]


def _data(text: str) -> dict[str, Any]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise UsageError("app.usage", detail="--data skal være et JSON-objekt")
    known = {name: told.pop(name) for name in _TEXTS if name in told}
    if not all(isinstance(text, str) for text in known.values()):
        raise UsageError("app.usage", detail="tekster i --data skal være tekst")
    try:
        for name in ("options_offered", "candidates_shown"):
            if name in told:
                known[name] = tuple(sorted(str(one) for one in told.pop(name)))
        if "held_at" in told:
            known["held_at"] = datetime.fromisoformat(told.pop("held_at")).astimezone()
        if told.get("next_contact_on"):
            known["next_contact_on"] = date.fromisoformat(told.pop("next_contact_on"))
        if "employees" in told:
            known["employees"] = int(told.pop("employees"))
    except (TypeError, ValueError):
        raise UsageError("app.usage", detail="--data: en værdi er ikke skrevet rigtigt") from None
    if told:
        unknown = sorted(told)[0][:40]
        raise UsageError("app.usage", detail=f"--data: ukendt felt »{unknown}«")
    return known
