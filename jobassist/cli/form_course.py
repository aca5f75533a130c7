"""The verbs of `form` for what becomes of one: decided, filed in VITAS, run, followed, ended."""

import json
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobassist.cli.call import Call, print_json, read_text
from jobassist.cli.parser import Parser
from jobassist.errors import UsageError
from jobassist.records import DecisionOutcome

if TYPE_CHECKING:
    from jobassist.records import Form
    from jobassist.session import Session

_TEXTS = ("reasons", "appeal_notice", "legal_basis")


def add_course(verb: Callable[..., Parser]) -> None:
    """Declare the verbs."""

    def about_one(name: str, help: str, run: Callable[[Call, Namespace], object]) -> Parser:
        made = verb(name, help)
        made.add_argument("form", metavar="ID", help="blankettens id")
        made.set_defaults(run=run)
        return made

    export = about_one("export", "skriv en udfyldt blanket som data til et andet system", _export)
    export.add_argument("--employers-copy", action="store_true", help="uden CPR, helbred og ydelse")
    about_one("sheet", "vis blanketten felt for felt i VITAS' rækkefølge", _sheet)
    decide = about_one(
        "decide",
        "afgør: på stedet før første underskrift, eller som sagsbehandler efter forsegling",
        _decide,
    )
    decide.add_argument(
        "--data",
        type=Path,
        required=True,
        metavar="FIL",
        help="JSON: outcome (approved eller refused), reasons, og om ønsket appeal_notice, "
        "legal_basis og particular ({regel: begrundelse})",
    )
    about_one("letters", "lav udkast til brevene om afgørelsen", _letters)
    file = about_one("file", "gem det referencenummer, VITAS gav", _file)
    file.add_argument("--reference", required=True, metavar="NUMMER", help="nummeret fra VITAS")
    about_one("begin", "forløbet er begyndt", _begin)
    about_one("extend", "begynd en forlængelse med det, der er kendt", _extend)
    about_one("end", "begynd et ophør med det, der er kendt", _end)
    outcome = about_one("outcome", "skriv, hvordan forløbet endte", _outcome)
    outcome.add_argument("code", metavar="RESULTAT", help="et af blankettens egne (se »form show«)")
    outcome.add_argument("--broken-off", action="store_true", help="det blev afbrudt før tiden")
    reminders = verb("reminders", "vis de forløb, der snart slutter")
    reminders.set_defaults(run=_reminders)


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


def _decide(call: Call, options: Namespace) -> None:
    from jobassist.services import form_deciding

    outcome, told = _decision(read_text(options.data))
    with call.session() as session:
        decision = form_deciding.decide(session, options.form, outcome, **told)
    when = f"{decision.decided_at:%Y-%m-%d}"
    sealed = "; den forsegles med underskrifterne" if decision.delegated else ""
    call.answer(
        {
            "id": decision.id,
            "form": decision.form_id,
            "outcome": outcome.value,
            "delegated": decision.delegated,
            "appeal_notice": decision.appeal_notice,
            "legal_basis": decision.legal_basis,
        },
        [f"{'Bevilget' if outcome is DecisionOutcome.APPROVED else 'Afslået'} {when}{sealed}"],
    )


def _decision(text: str) -> tuple[DecisionOutcome, dict[str, Any]]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise UsageError("form.not_json") from None
    if not isinstance(told, dict):
        raise UsageError("form.not_json")
    try:
        outcome = DecisionOutcome(told.get("outcome", ""))
    except ValueError:
        codes = ", ".join(DecisionOutcome)
        raise UsageError("app.usage", detail=f"outcome skal være en af {codes}") from None
    known: dict[str, Any] = {name: told.get(name, "") for name in _TEXTS}
    particular = told.get("particular", {})
    texts = [*known.values(), *(particular.values() if isinstance(particular, dict) else [None])]
    if not all(isinstance(one, str) for one in texts):
        raise UsageError("app.usage", detail="begrundelser og tekster skal være tekst")
    return outcome, {**known, "particular": particular}


def _letters(call: Call, options: Namespace) -> None:
    from jobassist.services import form_letters

    with call.session() as session:
        made = form_letters.decision_letters(session, options.form)
    call.answer(
        [{"id": one.id, "phrase": one.phrase} for one in made],
        (f"{one.phrase:<40}{one.id}" for one in made),
    )


def _file(call: Call, options: Namespace) -> None:
    from jobassist.services import form_flow

    _done(call, lambda session: form_flow.file(session, options.form, options.reference))


def _begin(call: Call, options: Namespace) -> None:
    from jobassist.services import form_flow

    _done(call, lambda session: form_flow.begin_course(session, options.form))


def _extend(call: Call, options: Namespace) -> None:
    from jobassist.services import form_following

    _done(call, lambda session: form_following.extend(session, options.form))


def _end(call: Call, options: Namespace) -> None:
    from jobassist.services import form_following

    _done(call, lambda session: form_following.end(session, options.form))


def _outcome(call: Call, options: Namespace) -> None:
    from jobassist.services import form_flow

    _done(
        call,
        lambda session: form_flow.record_outcome(
            session, options.form, options.code, broken_off=options.broken_off
        ),
    )


def _done(call: Call, deed: Callable[["Session"], "Form"]) -> None:
    """Do it, and tell the form as it is now."""
    with call.session() as session:
        form = deed(session)
    told = {
        "id": form.id,
        "type": form.type,
        "state": form.state.value,
        "vitas_ref": form.vitas_ref,
        "follows": form.follows_id,
        "outcome": form.outcome,
    }
    call.answer(told, [f"{form.type:<20} {form.state.value:<11} {form.id}"])


def _reminders(call: Call, _options: Namespace) -> None:
    from jobassist.services.ending_courses import ending_courses

    with call.session() as session:
        due = ending_courses(session)
    call.answer(
        [
            {"form": one.form.id, "type": one.form.type, "ends_on": one.ends_on.isoformat()}
            for one in due
        ],
        (f"{one.ends_on}  {one.form.type:<20} {one.form.id}" for one in due),
    )
