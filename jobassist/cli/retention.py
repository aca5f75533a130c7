"""`retention`: what is due to go, and erasing it."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from jobassist.cli.call import Call
from jobassist.cli.case import find_case
from jobassist.cli.parser import verbs
from jobassist.services.erasure import Outcome


def add(parser: ArgumentParser) -> None:
    """Declare the verbs of `retention`."""
    verb = verbs(parser)
    verb("due", "vis lukkede sager, hvis frist er gået").set_defaults(run=_due)
    archived = verb("archived", "bekræft, at arkivet har sagen, eller at den må kasseres")
    archived.add_argument("case", metavar="ID", help="sagens id eller nummer")
    archived.set_defaults(run=_archived)
    apply = verb("apply", "slet en sag, hvis frist er gået")
    apply.add_argument("case", metavar="ID", help="sagens id eller nummer")
    apply.set_defaults(run=_apply)
    erase = verb("erase", "slet en borger med alle sager, notater og lyd")
    erase.add_argument("--citizen", required=True, metavar="ID", help="borgerens id")
    erase.set_defaults(run=_erase)
    tidy = verb("tidy", "slet, hvad der går af sig selv: lyd til endelige notater, gamle logposter")
    tidy.set_defaults(run=_tidy)


def _due(call: Call, _options: Namespace) -> None:
    from jobassist.services import retention

    with call.session() as session:
        found = retention.due(session)
    told = [
        {
            "case": one.case_id,
            "number": one.number,
            "closed_on": one.closed_on.isoformat(),
            "rule": one.rule.id,
            "archived": one.archived,
        }
        for one in found
    ]
    call.answer(
        told,
        (
            f"{one.number:<14}lukket {one.closed_on}  {one.rule.id}  "
            f"{'arkiveret' if one.archived else 'mangler arkivets svar'}"
            for one in found
        ),
    )


def _archived(call: Call, options: Namespace) -> None:
    from jobassist.services.erasure import confirm_archived

    with call.session() as session:
        case_id = find_case(session, options.case)
        confirm_archived(session, case_id)
    call.answer({"case": case_id, "archived": True}, ["Bekræftelsen er gemt."])


def _apply(call: Call, options: Namespace) -> None:
    from jobassist.services import retention

    with call.session() as session:
        outcome = retention.carry_out(session, find_case(session, options.case))
        call.house.snapshot_if_due()
    _answer(call, outcome)


def _erase(call: Call, options: Namespace) -> None:
    from jobassist.services.erasure import erase_citizen

    with call.session() as session:
        outcome = erase_citizen(session, options.citizen)
        call.house.snapshot_if_due()
    _answer(call, outcome)


def _tidy(call: Call, _options: Namespace) -> None:
    from jobassist.services import retention

    with call.session() as session:
        gone = retention.tidy(session)
        call.house.snapshot_if_due()
    call.answer(
        asdict(gone),
        [
            f"Slettet: {gone.sounds} optagelser, {gone.accesses} logposter, {gone.cases} sager. "
            f"Lukkede sager, der kun er på centralen nu: {gone.left}."
        ],
    )


def _answer(call: Call, outcome: Outcome) -> None:
    call.answer(asdict(outcome), [f"{outcome.records} poster er slettet for altid."])
