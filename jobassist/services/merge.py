"""What the merge fields of a standard text stand for, in one case on one day."""

import re
import tomllib
from datetime import date, timedelta
from functools import cache
from importlib import resources

from jobassist.ports.clock import danish_day
from jobassist.ports.store import Reader
from jobassist.records import Case, CaseAssignment, Citizen, User
from jobassist.services.danish import danish_date
from jobassist.session import Session

DEADLINE_DAYS = 14
_LATER = re.compile(r"dato\.om_(\d{1,3})_(dage|uger)")
_DAYS_A_WEEK = 7
_TARGET_GROUP = re.compile(r"LAB6-(\d+)")


def merge_values(session: Session, tx: Reader, case_id: str) -> dict[str, str]:
    """Field name to text for a case; a field without data is absent.

    Raises: UserError `store.no_such_record`.
    """
    case = tx.get(Case, case_id)
    citizen = tx.get(Citizen, case.citizen_id)
    values = {**_days(session), **_office(session), **_case(tx, case), **_citizen(citizen)}
    return {name: value for name, value in values.items() if value}


def later_day(session: Session, name: str) -> str:
    """Date arithmetic: `dato.om_14_dage`, `dato.om_4_uger`; empty for any other name."""
    asked = _LATER.fullmatch(name)
    if not asked:
        return ""
    days = int(asked[1]) * (_DAYS_A_WEEK if asked[2] == "uger" else 1)
    return danish_date(_today(session) + timedelta(days=days))


def your(benefit: str) -> str:
    """The benefit with din, dit or dine; empty when its gender is not known."""
    word = benefit.strip().lower()
    form = next((form for ending, form in _endings() if word.endswith(ending)), "")
    return f"{form} {word}" if form else ""


def _today(session: Session) -> date:
    return danish_day(session.clock.now())


def _days(session: Session) -> dict[str, str]:
    today = danish_date(_today(session))
    deadline = danish_date(_today(session) + timedelta(days=DEADLINE_DAYS))
    return {"dags.dato": today, "brev.dato": today, "frist.dato": deadline}


def _office(session: Session) -> dict[str, str]:
    user = session.user
    return {
        "sagsbehandler.navn": user.name,
        "sagsbehandler.enhed": user.org_unit,
        "sagsbehandler.telefon": user.phone,
        "sagsbehandler.email": user.email,
        "kommune.navn": str(session.settings["municipality_name"]),
        "kontor.navn": str(session.settings["office_name"]),
        "klage.frist_uger": str(session.settings["appeal_weeks"]),
    }


def _case(tx: Reader, case: Case) -> dict[str, str]:
    coordinator = tx.find(User, id=case.coordinator_id)
    helpers = {a.user_id for a in tx.find(CaseAssignment, case_id=case.id) if a.to_day is None}
    users = [user for user_id in sorted(helpers) for user in tx.find(User, id=user_id)]
    first = case.first_contact_on
    return {
        "sag.nummer": case.number,
        "sag.aabnet": danish_date(case.opened_on),
        "sag.henvendelsesdato": danish_date(first) if first else "",
        "sag.medarbejdere": ", ".join(sorted(user.name for user in users)),
        "tovholder.navn": coordinator[0].name if coordinator else "",
    }


def _citizen(citizen: Citizen) -> dict[str, str]:
    group = _TARGET_GROUP.fullmatch(citizen.target_group)
    return {
        "borger.navn": citizen.name,
        "borger.fornavn": citizen.given_name,
        "borger.efternavn": citizen.family_name,
        "borger.cpr": f"{citizen.cpr[:6]}-{citizen.cpr[6:]}",
        "borger.adresse": "" if citizen.protected_address else citizen.address,
        "borger.telefon": citizen.phone,
        "borger.email": citizen.email,
        "borger.ydelse": citizen.benefit,
        "borger.ydelse_med_din": your(citizen.benefit),
        "borger.maalgruppe": f"LAB § 6, nr. {group[1]}" if group else citizen.target_group,
    }


@cache
def _endings() -> list[tuple[str, str]]:
    file = resources.files("resources").joinpath("phrases", "benefits.toml")
    forms: dict[str, list[str]] = tomllib.loads(file.read_text(encoding="utf-8"))
    endings = [(ending, form) for form, known in forms.items() for ending in known]
    return sorted(endings, key=lambda entry: -len(entry[0]))
