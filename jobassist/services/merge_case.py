"""Merge values from the case itself: the citizen, the office, today, and the law."""

from jobassist.records import CaseAssignment, Citizen, User
from jobassist.services import law
from jobassist.services.danish import danish_date
from jobassist.services.days import deadline
from jobassist.services.grammar import own, pronoun_of, third_person, your
from jobassist.services.merge_asked import Asked, day


def days(asked: Asked) -> dict[str, str]:
    """Today; only a letter is dated, only a letter or a hearing has the usual deadline."""
    today = asked.today
    return {
        "dags.dato": danish_date(today),
        "brev.dato": danish_date(today) if asked.is_letter else "",
        "frist.dato": deadline(today) if asked.is_letter or asked.is_hearing else "",
    }


def office(asked: Asked) -> dict[str, str]:
    """Who writes, and from where."""
    user, settings = asked.session.user, asked.session.settings
    return {
        "sagsbehandler.navn": user.name,
        "sagsbehandler.enhed": user.org_unit,
        "sagsbehandler.telefon": user.phone,
        "sagsbehandler.email": user.email,
        "kommune.navn": str(settings["municipality_name"]),
        "kontor.navn": str(settings["office_name"]),
        "klage.frist_uger": str(settings["appeal_weeks"]),
    }


def law_references(asked: Asked) -> dict[str, str]:
    """The law as it is on the day of the event, for the citizen's benefit."""
    it = asked.tx.get(Citizen, asked.case.citizen_id)
    found = law.reference(asked.text.key, asked.event, it.benefit)
    return {"lov.henvisning": found.text if found else ""}


def case(asked: Asked) -> dict[str, str]:
    """The case and who works on it."""
    it, users = asked.case, {user.id: user.name for user in asked.tx.find(User)}
    here = asked.tx.find(CaseAssignment, case_id=it.id)
    names = {users.get(one.user_id, "") for one in here if one.to_day is None}
    return {
        "sag.nummer": it.number,
        "sag.aabnet": danish_date(it.opened_on),
        "sag.henvendelsesdato": day(it.first_contact_on),
        "sag.medarbejdere": ", ".join(sorted(name for name in names if name)),
        "tovholder.navn": users.get(it.coordinator_id, ""),
    }


def citizen(asked: Asked) -> dict[str, str]:
    """The citizen; an address under protection is not told."""
    it = asked.tx.get(Citizen, asked.case.citizen_id)
    pronoun = asked.given.get("borger.pronomen") or pronoun_of(it.cpr)
    return {
        "borger.navn": it.name,
        "borger.fornavn": it.given_name,
        "borger.efternavn": it.family_name,
        "borger.cpr": f"{it.cpr[:6]}-{it.cpr[6:]}",
        "borger.adresse": "" if it.protected_address else it.address,
        "borger.telefon": it.phone,
        "borger.email": it.email,
        "borger.ydelse": it.benefit,
        "borger.ydelse_med_din": your(it.benefit),
        "borger.ydelse_med_sin": own(it.benefit),
        "borger.maalgruppe": law.target_group(it.target_group, asked.event),
        **{f"borger.{name}": form for name, form in third_person(pronoun).items()},
    }
