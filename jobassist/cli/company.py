"""`company`: the offline company register, its cards, its import, job orders."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from jobassist.cli.call import Call, read_text
from jobassist.cli.company_orders import add_orders, told_order
from jobassist.cli.parser import verbs, whole_number
from jobassist.cli.progress import progress
from jobassist.errors import UsageError
from jobassist.ports.stored import UnitHit
from jobassist.records.plain import plain, to_plain

_LARGEST_REGISTER = 200 * 1024 * 1024


def add(parser: ArgumentParser) -> None:
    """Declare the verbs of `company`."""
    verb = verbs(parser)
    verb("list", "vis alle arbejdspladser i registret").set_defaults(run=_list)
    search = verb("search", "søg efter navn, CVR, P-nummer, by eller branche")
    search.add_argument("query", metavar="ORD", help="begyndelsen af et eller flere ord")
    search.add_argument(
        "--limit", type=whole_number, default=30, metavar="N", help="højst så mange"
    )
    search.set_defaults(run=_search)
    show = verb("show", "vis en arbejdsplads: kontakter, aftaler, besøg, jobordrer, ledige pladser")
    show.add_argument("unit", metavar="NUMMER", help="P-nummer, CVR-nummer eller id")
    show.set_defaults(run=_show)
    take_in = verb("import", "importér et register: CSV eller JSON med én arbejdsplads pr. række")
    take_in.add_argument("file", type=Path, metavar="FIL", help="filen, i UTF-8")
    take_in.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="NAVN=OVERSKRIFT",
        help="hvad en kolonne hedder i filen: p_number, cvr, name, company, address, postcode, "
        "town, branch_code, branch, phone, email, is_public, employees, full_time_hundredths, "
        "easting, northing, ended_on",
    )
    take_in.add_argument(
        "--without-bad", action="store_true", help="udelad rækker med fejl, og importér resten"
    )
    take_in.add_argument("--check", action="store_true", help="se kun filen igennem")
    take_in.set_defaults(run=_import)
    add_orders(verb)


def _list(call: Call, _options: Namespace) -> None:
    from jobassist.services import companies

    with call.session() as session:
        found = companies.search(session, "", limit=None)
    call.answer([told_hit(hit) for hit in found.hits], (_line(hit) for hit in found.hits))


def _search(call: Call, options: Namespace) -> None:
    from jobassist.services import companies

    with call.session() as session:
        found = companies.search(session, options.query, limit=options.limit)
    lines = [f"Søgte efter: {found.corrected}"] if found.corrected else []
    if not found.hits:
        lines = ["Ingen arbejdsplads passer."]
    told = [{**told_hit(hit), "corrected": found.corrected} for hit in found.hits]
    call.answer(told, [*lines, *(_line(hit) for hit in found.hits)])


def _show(call: Call, options: Namespace) -> None:
    from jobassist.services import company_card as cards
    from jobassist.services.companies import find_unit

    with call.session() as session:
        card = cards.open_card(session, find_unit(session, options.unit).id)
    free = card.free
    told: dict[str, Any] = {
        "id": card.unit.id,
        **to_plain(card.unit),
        "company": to_plain(card.company) if card.company else None,
        "other_units": [unit.p_number for unit in card.other_units],
        "contacts": [{"id": c.id, **to_plain(c)} for c in (*card.contacts, *card.employee_reps)],
        "agreements": [{"id": a.id, **to_plain(a)} for a in card.agreements],
        "visits": [
            {"id": v.visit.id, "colleague": v.colleague, **to_plain(v.visit)} for v in card.visits
        ],
        "orders": [told_order(order) for order in card.orders],
        "places_now": [{"id": p.id, **to_plain(p)} for p in card.places],
        "places": {
            "taken": free.taken,
            "allowed": free.allowed,
            "free": free.free,
            "employees": free.employees,
            "counted": free.counted,
            "counted_on": plain(free.counted_on),
            "rule": free.rule,
            "basis": free.basis,
            "certainty": free.certainty,
        },
        "next_contact_on": plain(card.next_contact_on),
    }
    call.answer(told, _page(told))


def _page(card: dict[str, Any]) -> list[str]:
    places = card["places"]
    free = "ukendt" if places["free"] is None else str(places["free"])
    return [
        f"{card['name']}, {card['address']}, {card['postcode']} {card['town']}",
        f"P-nummer {card['p_number']}, CVR {card['cvr']}, {card['branch']}",
        f"Ledige pladser: {free} (i brug: {places['taken']}, tilladt: {places['allowed'] or '–'})",
        *(f"Kontakt: {c['name']}, {c['role']}, {c['phone']}" for c in card["contacts"]),
        *(f"Aftale: {a['title']} fra {a['from_day']}" for a in card["agreements"]),
        *(f"Jobordre: {o['count']} × {o['job_title']}" for o in card["orders"]),
        *(
            f"Besøg {v['held_at'][:10]} {v['colleague']}: {v['labour_need']}"
            for v in card["visits"]
        ),
        *([f"Næste kontakt: {card['next_contact_on']}"] if card["next_contact_on"] else []),
    ]


def _import(call: Call, options: Namespace) -> None:
    from jobassist.services import register_import

    columns = dict(_column(one) for one in options.column)
    stop = False
    with call.session() as session, progress("Indlæser arbejdspladser") as show:
        text = read_text(options.file, at_most=_LARGEST_REGISTER)
        checked = register_import.read(text, columns)
        stop = bool(checked.bad) and not options.without_bad
        if options.check or stop:
            made = register_import.Imported(0, 0, 0)
        else:
            made = register_import.take_in(
                session, checked, without_bad=options.without_bad, on_progress=show
            )
    bad = [{"line": b.line, "column": b.column, "why": b.why} for b in checked.bad]
    call.answer(
        {
            "companies": made.companies,
            "units": made.units,
            "unchanged": made.unchanged,
            "rows": len(checked.rows),
            "bad": bad,
            "unused": list(checked.unused),
        },
        [
            f"{len(checked.rows)} gode rækker, {len(bad)} med fejl.",
            f"Ændrede arbejdspladser: {made.units}. Ændrede virksomheder: {made.companies}.",
            *([f"Kolonner, der ikke bruges: {', '.join(checked.unused)}"] * bool(checked.unused)),
            *(f"  linje {b['line']}: {b['column']} ({b['why']})" for b in bad),
        ],
    )
    if stop and not options.check:
        raise register_import.refused(checked)


def told_hit(hit: UnitHit) -> dict[str, Any]:
    """A workplace as a list tells it."""
    unit = hit.unit
    return {
        "id": unit.id,
        "p_number": unit.p_number,
        "cvr": unit.cvr,
        "name": unit.name,
        "company": hit.company.name if hit.company else None,
        "address": unit.address,
        "postcode": unit.postcode,
        "town": unit.town,
        "branch": unit.branch,
        "employees": unit.ordinary_employees,
    }


def _line(hit: UnitHit) -> str:
    unit = hit.unit
    return f"{unit.p_number}  {unit.cvr}  {unit.name[:44]:<44}  {unit.postcode} {unit.town}"


def _column(told: str) -> tuple[str, str]:
    name, mark, header = told.partition("=")
    if not (mark and name and header):
        raise UsageError("app.usage", detail="--column skrives som NAVN=OVERSKRIFT")
    return name, header
