"""`access`: who used whose data."""

import csv
import io
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from jobassist.cli.call import Call, standard_input
from jobassist.cli.parser import Parser, verbs, whole_number
from jobassist.errors import EnvironmentFault, UsageError
from jobassist.ports.access import Access
from jobassist.ports.clock import DENMARK
from jobassist.record_words import kind_within
from jobassist.records.plain import plain
from jobassist.services.access_log import Logged, Use
from jobassist.services.exporting import may_save

_ACTIONS = {
    Access.READ: "læst",
    Access.ADD: "tilføjet",
    Access.SEARCH: "søgt",
    Access.CHANGE: "ændret",
    Access.EXTRACT: "udleveret",
    Access.DELETE: "slettet",
}


def add(parser: ArgumentParser) -> None:
    """Declare the verbs of `access`."""
    verb = verbs(parser)
    list_ = verb("list", "vis hver brug af en borgers oplysninger")
    _citizen(list_)
    list_.set_defaults(run=_list)
    extract = verb("extract", "skriv en borgers udskrift af loggen, uden medarbejdernes navne")
    _citizen(extract)
    extract.add_argument(
        "--out", type=Path, required=True, metavar="FIL", help="ny fil (CSV i UTF-8)"
    )
    extract.set_defaults(run=_extract)
    sample = verb("sample", "træk en tilfældig stikprøve af loggen")
    sample.add_argument("--count", type=whole_number, default=20, metavar="N", help="hvor mange")
    sample.add_argument(
        "--action", choices=[one.value for one in Access], metavar="HVAD", help="kun denne slags"
    )
    sample.add_argument("--since", type=_day, metavar="DATO", help="kun fra denne dag (ÅÅÅÅ-MM-DD)")
    sample.set_defaults(run=_sample)
    searches = verb("searches", "vis søgninger på et navn, som læses fra standard input")
    searches.set_defaults(run=_searches)


def _citizen(parser: Parser) -> None:
    parser.add_argument("--citizen", required=True, metavar="ID", help="borgerens id")


def _day(text: str) -> datetime:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError("skal være en dato som 2026-11-21") from None
    return datetime.combine(day, time(), DENMARK).astimezone(UTC)


def _list(call: Call, options: Namespace) -> None:
    from jobassist.services import access_log

    with call.session() as session:
        found = access_log.of_citizen(session, options.citizen)
    _answer(call, found)


def _sample(call: Call, options: Namespace) -> None:
    from jobassist.services import access_log

    action = Access(options.action) if options.action else None
    with call.session() as session:
        found = access_log.sample(session, options.count, action=action, since=options.since)
    _answer(call, found)


def _searches(call: Call, _options: Namespace) -> None:
    from jobassist.services import access_log

    with call.session() as session:
        with standard_input() as said:
            name = said.readline().strip()
        found = access_log.searches_for(session, name)
    _answer(call, found)


def _extract(call: Call, options: Namespace) -> None:
    from jobassist.services import access_log

    if options.out.exists():
        raise UsageError("cli.file_exists")
    may_save(call.house.settings, options.out)
    with call.session() as session:
        uses = access_log.extract_for_citizen(session, options.citizen)
    try:
        options.out.write_text(_csv(uses), encoding="utf-8")
    except OSError:
        raise EnvironmentFault("cli.unwritable_file") from None
    count = len(uses)
    call.answer({"entries": count, "file": str(options.out)}, [f"{count} poster er skrevet."])


def _csv(uses: list[Use]) -> str:
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(("tidspunkt", "hvad", "oplysning"))
    for use in uses:
        local = use.at.astimezone(DENMARK)
        kind = kind_within(use.kind)
        lines.writerow((f"{local:%Y-%m-%d %H.%M}", _ACTIONS[use.action], kind))
    return out.getvalue()


def _answer(call: Call, found: list[Logged]) -> None:
    call.answer([_told(one) for one in found], (_line(one) for one in found))


def _told(one: Logged) -> dict[str, Any]:
    touch = one.entry.touch
    return {
        "number": one.entry.number,
        "at": plain(one.entry.at),
        "user": one.user,
        "action": touch.action.value,
        "kind": touch.kind,
        "id": touch.record_id,
        "citizen": touch.citizen_id,
    }


def _line(one: Logged) -> str:
    touch, local = one.entry.touch, one.entry.at.astimezone(DENMARK)
    kind = kind_within(touch.kind)
    return (
        f"{local:%Y-%m-%d %H.%M}  {_ACTIONS[touch.action]:<10}{kind:<17}{one.user}  "
        f"{touch.record_id}"
    )
