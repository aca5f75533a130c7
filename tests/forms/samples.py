"""A complete application, and how to judge one."""

from datetime import date
from typing import Any

from jobassist.forms import library
from jobassist.forms.filling import Filling

TODAY = date(2026, 11, 2)
APPLICATION: dict[str, Any] = {
    "art": "ny",
    "cvr": "99001232",
    "p_nummer": "9123456789",
    "virksomhedsnavn": "Skagen Bådeværft",
    "arbejdssted": "Havnevej 1, 9990 Skagen",
    "sektor": "privat",
    "kontaktperson": "Bo Krogh",
    "kontakt_telefon": "98 44 12 34",
    "ansatte_hoveder": 12,
    "ansatte_fuldtid": 10.5,
    "stoettede_praktik": 1,
    "stoettede_loentilskud": 0,
    "stoettede_nytteindsats": 0,
    "cpr": "0101901234",
    "borger_navn": "Anders Østergaard",
    "ydelse": "sygedagpenge",
    "maalgruppe": "LAB6-6",
    "integrationsloven": False,
    "selvfunden": False,
    "tidligere_ansat": False,
    "periode": {"fra": "2026-11-09", "til": "2027-02-07"},
    "timer": "30:15",
    "daglige_tider": "8-14",
    "optrapning": False,
    "stilling": "Bådebygger",
    "opgaver": "Slibe, lakere, rydde op",
    "formaal": "afklaring",
    "formaal_tekst": "Afklare om ryggen holder til træarbejde",
    "oplaerer": "Bo Krogh",
    "sikkerhedsinstruktion": "Maskiner og støv",
    "har_skaanehensyn": False,
    "mentor": False,
    "rep_navn": "Ida Vig",
    "rep_rolle": "tillidsrepraesentant",
    "rep_hoert_den": "2026-11-01",
    "rep_bekraefter": True,
    "saesonarbejde": False,
    "erklaering_fortraengning": True,
}


def filled(form: str = "virksomhedspraktik", **changes: Any) -> Filling:
    """The application with changes; None takes a value away. `law` goes to the rules' settings."""
    law = {"afgoerelsesdag": TODAY, **changes.pop("law", {})}
    replacement = changes.pop("replacement", False)
    values = {k: v for k, v in {**APPLICATION, **changes}.items() if v is not None}
    return Filling(
        library.packaged(form),
        values,
        today=TODAY,
        rulesets=library.rulesets(),
        settings=law,
        replacement=replacement,
    )


def broken(filling: Filling) -> set[tuple[str, str]]:
    """(level, rule) of everything that stands in the way."""
    return {(problem.level.value, problem.rule) for problem in filling.problems()}
