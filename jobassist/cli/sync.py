"""`sync`: send and fetch once; show and decide what did not stand."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from jobassist.cli.call import Call
from jobassist.cli.parser import Parser
from jobassist.errors import UsageError
from jobassist.ports.clock import DENMARK
from jobassist.record_words import kind_within

if TYPE_CHECKING:
    from jobassist.door import OwnComputer
    from jobassist.services.kept import Changed, Undecided
    from jobassist.services.kept_lines import Line

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
_STATES = {"active": "i brug", "lost": "meldt mistet", "revoked": "lukket ude"}
_GIVE = "læg alt, der ikke er sendt, i en fil, som kun IT kan åbne"
_WHY = {
    "conflict": "centralens værdi gælder",
    "quarantined": "ikke modtaget af centralen",
    "overruled": "en kollega skrev noget andet; det, du skrev, gælder",
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
    about = "vis dine computere, som centralen kender dem"
    made.add_parser("devices", help=about, description=about).set_defaults(run=_devices)
    about = "meld en af dine computere mistet: den lukkes ude og slettes ved kontakt"
    lost = made.add_parser("lost", help=about, description=about)
    lost.add_argument("device", metavar="COMPUTER", help="dens id fra »sync devices«")
    lost.set_defaults(run=_lost)
    give = made.add_parser("hand-over", help=_GIVE, description=_GIVE)
    give.add_argument("file", type=Path, metavar="FIL", help="en ny fil")
    give.set_defaults(run=_hand_over)


def _devices(call: Call, _options: Namespace) -> None:
    with call.session():
        found = call.house.own_computers()
    data = [{**asdict(one), "enrolled_at": one.enrolled_at.isoformat()} for one in found]
    told = [{**one, "seen_on": str(one["seen_on"])} for one in data]
    call.answer(told, (_computer(one) for one in found))


def _computer(one: "OwnComputer") -> str:
    state = _STATES.get(one.state, one.state) + (", denne computer" if one.this else "")
    return f"{one.id}: {state}, sidst set {one.seen_on:%d.%m.%Y}"


def _lost(call: Call, options: Namespace) -> None:
    with call.session():
        call.house.report_lost(options.device)
    told = "Computeren er meldt mistet: den er lukket ude nu og slettes, når den får kontakt."
    call.answer({"lost": options.device}, [told])


def _hand_over(call: Call, options: Namespace) -> None:
    from jobassist.services import parcels

    with call.session() as session:
        given = parcels.give(session, options.file)
    told = f"{given.operations} ændringer og {given.files} filer ligger forseglet i filen."
    call.answer(
        {**asdict(given), "file": str(options.file)},
        [told, "Alt bliver liggende her, til centralen har kvitteret."],
    )


def _run(call: Call, options: Namespace) -> None:
    if not options.once:
        raise UsageError("app.usage", detail="der mangler --once eller en handling")
    with call.session():
        counts = call.house.sync_once()
    call.answer(counts, [", ".join(f"{counts[key]} {word}" for key, word in _WORDS.items())])


def _conflicts(call: Call, _options: Namespace) -> None:
    from jobassist.services.kept import undecided
    from jobassist.services.kept_lines import lines

    with call.session() as session:
        found = [(one, lines(session, one)) for one in undecided(session)]
    call.answer(
        [_told(one) for one, _ in found], (said for one, its in found for said in _lines(one, its))
    )


def _told(one: "Undecided") -> dict[str, object]:
    others = {
        name: {"user": by.user_id, "name": by.name, "at": by.at.isoformat() if by.at else None}
        for name, by in one.others.items()
    }
    return {**asdict(one), "at": one.at.isoformat() if one.at else None, "others": others}


def _lines(one: "Undecided", its: "list[Line]") -> Iterator[str]:
    when = f", {one.at.astimezone():%d.%m.%Y %H.%M}" if one.at else ""
    case = f", sag {one.case}" if one.case else ""
    why = _WHY.get(one.why, one.why) + (f" ({one.code})" if one.code else "")
    yield f"{one.id}: {kind_within(one.kind)} {one.record}{case}{when}: {why}"
    for line in its:
        if one.why == "overruled":  # the other way round: what was kept is the colleague's
            yield f"    {line.label} (gælder): {line.theirs}"
            yield f"    {line.label}{_by(line.other)}: {line.mine}"
            continue
        yield f"    {line.label}: {line.mine}"
        if line.theirs is not None:
            yield f"    {line.label} (gælder{_by(line.other)}): {line.theirs}"


def _by(other: "Changed | None") -> str:
    at = f", {other.at.astimezone(DENMARK):%d.%m.%Y %H.%M}" if other and other.at else ""
    return f", {other.name or 'en kollega'}{at}" if other else ""


def _decide(call: Call, options: Namespace) -> None:
    from jobassist.services.kept import keep_mine, keep_theirs

    with call.session() as session:
        (keep_mine if options.mine else keep_theirs)(session, options.id)
    call.answer({"decided": options.id}, ["Afgjort."])
