"""`case`: the cases in the store."""

from argparse import ArgumentParser, Namespace
from typing import Any

from jobassist.cli.call import Call
from jobassist.cli.parser import verbs
from jobassist.errors import UserError
from jobassist.ports.stored import CaseCard
from jobassist.records import Case, CaseAssignment, User
from jobassist.session import Session


def add(parser: ArgumentParser) -> None:
    """Declare the verbs of `case`."""
    from jobassist.cli.case_export import add_export, add_passages  # it finds cases by this module

    verb = verbs(parser)
    verb("list", "vis alle åbne sager").set_defaults(run=_list)
    show = verb("show", "vis én sag")
    show.add_argument("case", metavar="ID", help="sagens id eller nummer")
    show.set_defaults(run=_show)
    close = verb("close", "luk en sag; den bliver på computeren en tid endnu")
    close.add_argument("case", metavar="ID", help="sagens id eller nummer")
    close.set_defaults(run=_close)
    reopen = verb("reopen", "åbn en lukket sag igen")
    reopen.add_argument("case", metavar="ID", help="sagens id eller nummer")
    reopen.set_defaults(run=_reopen)
    add_export(verb("export", "skriv hele sagen til borgeren som PDF (aktindsigt)"))
    add_passages(verb("passages", "vis sagens tekster med det, der foreslås udeladt"))


def find_case(session: Session, name: str) -> str:
    """The id of the case with this id or number. Raises: UserError `cli.no_such_case`."""
    with session.store.read() as tx:
        if tx.find(Case, id=name, limit=1):
            return name
        numbered = tx.find(Case, number=name, limit=1)
    if not numbered:
        raise UserError("cli.no_such_case")
    return numbered[0].id


def _list(call: Call, _options: Namespace) -> None:
    from jobassist.services.cases import list_cases

    with call.session() as session:
        users = _users(session)
        cards = [_told(card, users) for card in list_cases(session)]
    call.answer(
        cards,
        (f"{c['number']:<14}{c['citizen']:<32}{c['coordinator'] or '–'}" for c in cards),
    )


def _close(call: Call, options: Namespace) -> None:
    from jobassist.services.cases import close_case

    with call.session() as session:
        case = close_case(session, find_case(session, options.case))
    told = {"id": case.id, "state": case.state.value, "closed_on": str(case.closed_on)}
    call.answer(told, [f"Sagen {case.number} er lukket."])


def _reopen(call: Call, options: Namespace) -> None:
    from jobassist.services.cases import reopen_case

    with call.session() as session:
        case = reopen_case(session, find_case(session, options.case))
    told = {"id": case.id, "state": case.state.value, "closed_on": None}
    call.answer(told, [f"Sagen {case.number} er åben igen."])


def _show(call: Call, options: Namespace) -> None:
    from jobassist.services.cases import open_case

    with call.session() as session:
        case = open_case(session, find_case(session, options.case))
        card = CaseCard(case.case, case.citizen, case.coordinator, tuple(a for a, _ in case.team))
        told = _told(card, _users(session))
        told |= {
            "title": case.case.title,
            "state": case.case.state.value,
            "opened_on": case.case.opened_on.isoformat(),
            "notes": [
                {"id": n.id, "state": n.state.value, "occurred_at": n.occurred_at.isoformat()}
                for n in case.notes
            ],
        }
    call.answer(told, _page(told))


def _page(case: dict[str, Any]) -> list[str]:
    team = (f"  {a['user']} ({a['role']}) fra {a['from']}" for a in case["assignments"])
    notes = (f"  {n['occurred_at'][:10]}  {n['state']:<6} {n['id']}" for n in case["notes"])
    return [
        f"Sag {case['number']}: {case['title']}",
        f"Borger: {case['citizen']}",
        f"Tovholder: {case['coordinator'] or '–'}",
        "Tilknyttede:",
        *team,
        f"Notater ({len(case['notes'])}):",
        *notes,
    ]


def _users(session: Session) -> dict[str, str]:
    with session.store.read() as tx:
        return {user.id: user.name for user in tx.find(User)}


def _told(card: CaseCard, users: dict[str, str]) -> dict[str, Any]:
    def assignment(a: CaseAssignment) -> dict[str, Any]:
        until = a.to_day.isoformat() if a.to_day else None
        return {
            "user": users.get(a.user_id, a.user_id),
            "role": a.role.value,
            "from": a.from_day.isoformat(),
            "to": until,
        }

    return {
        "id": card.case.id,
        "number": card.case.number,
        "citizen": card.citizen.name,
        "citizen_id": card.citizen.id,
        "coordinator": card.coordinator.name if card.coordinator else None,
        "assignments": [assignment(a) for a in card.assignments],
    }
