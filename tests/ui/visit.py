"""A register of one company, and a house whose user visits it."""

from jobassist.records import CandidateProfile
from jobassist.services import companies, register_import, visits
from jobassist.services.candidates import make_profile
from tests.fakes.session import CASE

REGISTER = """pnummer;cvr;navn;virksomhed;adresse;postnr;by;branchekode;branche;ansatte;aarsvaerk;offentlig
9000000001;99001232;Skagen Bådeværft;Nordlys A/S;Havnevej 1;9990;Skagen;301200;Bådebygning;23;21,5;nej
9000000002;99001232;Bådens Kantine;Nordlys A/S;Havnevej 2;9990;Skagen;561110;Restauranter;4;3;nej
"""
UNIT = companies.unit_id("9000000001")


def furnish(session) -> None:
    """The company with a contact and a representative, and test persons allowed."""
    register_import.take_in(session, register_import.read(REGISTER))
    visits.add_contact(session, UNIT, "Ida Dam", role="ejer", phone="98 44 12 34")
    visits.add_contact(
        session,
        UNIT,
        "Per Ås",
        role="tillidsrepræsentant",
        phone="98 44 12 35",
        is_employee_rep=True,
    )


def profile(session, **told) -> CandidateProfile:
    """The fake session's citizen as a candidate."""
    given = {
        "job_titles": ("Bådebygger",),
        "skills": ("lakering",),
        "considerations": ("ingen tunge løft",),
        "presentation": "Har bygget to joller og kan lide at arbejde med træ.",
        "postcode": "9990",
    }
    return make_profile(session, CASE.id, **{**given, **told})


ANSWERS = {  # what is typed freely: the text of each field
    "timer": "30",
    "daglige_tider": "8-14",
    "stilling": "Bådebygger",
    "opgaver": "Slibe og lakere, hjælpe på værftet.",
    "formaal_tekst": "Afklare, om bådebyggeri kan blive et jobmål.",
    "sikkerhedsinstruktion": "Maskiner, støv og værnemidler gennemgås den første dag.",
}
