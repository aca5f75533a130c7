"""`sync`: send and fetch once; show and decide what did not stand."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from jobassist.cli.call import Call
from jobassist.cli.parser import Parser
from jobassist.errors import UsageError

if TYPE_CHECKING:
    from jobassist.services.kept import Undecided

_WORDS = {
    "pushed": "sendt",
    "pulled": "hentet",
    "merged": "flettet",
    "conflicts": "konflikter",
    "quarantined": "tilbageholdt",
    "purged": "fjernet herfra",
    "files_sent": "filer sendt",
    "files_fetched": "filer hentet",
    "files_refused": "filer, der ikke kunne overføres",
}
_WHY = {
    "conflict": "centralens værdi gælder",
    "quarantined": "ikke modtaget af centralen",
    "purged": "ikke sendt, før sagen blev mistet",
    "unreadable": "kunne ikke læses",
}


def add(parser: ArgumentParser) -> None:
    """Declare `sync` and its verbs."""
    parser.add_argument("--once", action="store_true", help="synkronisér én gang, og slut")
    parser.set_defaults(run=_run)
    made = parser.add_subparsers(title="handlinger", metavar="HANDLING", parser_class=Parser)
    about = "vis, hvad der blev lagt til side, ved siden af det, der gælder"
    made.add_parser("conflicts", help=about, description=about).set_defaults(run=_conflicts)
    for name, about in (
        ("keep-mine", "skriv det, der blev lagt til side, igen, og send det"),
        ("keep-theirs", "lad det, der gælder, stå, og glem det, der blev lagt til side"),
    ):
        verb = made.add_parser(name, help=about, description=about)
        verb.add_argument("id", metavar="ID", help="nummeret fra »sync conflicts«")
        verb.set_defaults(run=_decide, mine=name == "keep-mine")


def _run(call: Call, options: Namespace) -> None:
    if not options.once:
        raise UsageError("app.usage", detail="der mangler --once eller en handling")
    with call.session():
        counts = call.house.sync_once()
    call.answer(counts, [", ".join(f"{counts[key]} {word}" for key, word in _WORDS.items())])


def _conflicts(call: Call, _options: Namespace) -> None:
    from jobassist.services.kept import undecided

    with call.session() as session:
        found = undecided(session)
    data = [{**asdict(one), "at": one.at.isoformat() if one.at else None} for one in found]
    call.answer(data, (line for one in found for line in _lines(one)))


def _lines(one: "Undecided") -> Iterator[str]:
    when = f", {one.at.astimezone():%d.%m.%Y %H.%M}" if one.at else ""
    case = f", sag {one.case}" if one.case else ""
    yield f"{one.id}: {one.kind} {one.record}{case}{when}: {_WHY.get(one.why, one.why)}"
    for name, value in one.kept.items():
        yield f"    {name}: {value}"
        if one.present is not None:
            yield f"    {name} (gælder): {one.present[name]}"


def _decide(call: Call, options: Namespace) -> None:
    from jobassist.services.kept import keep_mine, keep_theirs

    with call.session() as session:
        (keep_mine if options.mine else keep_theirs)(session, options.id)
    call.answer({"decided": options.id}, ["Afgjort."])
