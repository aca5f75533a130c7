"""A register of one company, and a house whose user visits it."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from jobassist.records import CandidateProfile
from jobassist.services import companies, forms, register_import, visits
from jobassist.services.candidates import make_profile
from tests.fakes.session import CASE

REGISTER = """pnummer;cvr;navn;virksomhed;adresse;postnr;by;branchekode;ansatte;fuldtid
9000000001;99001232;Skagen Bådeværft;Nordlys A/S;Havnevej 1;9990;Skagen;301200;23;21,5
9000000002;99001232;Bådens Kantine;Nordlys A/S;Havnevej 2;9990;Skagen;561110;4;3
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

CHOICES = {
    "selvfunden": False,
    "tidligere_ansat": False,
    "formaal": "afklaring",
    "har_skaanehensyn": False,
    "rep_bekraefter": True,
    "saesonarbejde": False,
    "erklaering_fortraengning": True,
}


def fill_in(page) -> None:
    """Everything that is missing, by the controls themselves."""
    page.box("periode").control.weeks[4].click()
    for key, value in CHOICES.items():
        page.box(key).control.buttons[value].click()
    for key, text in ANSWERS.items():
        write(page, key, text)
    page.box("rep_hoert_den").control.day.today_button.click()


def write(page, key: str, text: str) -> None:
    """Type into a field."""
    control = page.box(key).control
    control.setFocus()
    if hasattr(control, "line"):
        control.line.setText(text)
        control.line.textEdited.emit(text)
    else:
        control.text.setPlainText(text)


def is_turned_to(signers, role: str) -> bool:
    """Whether the screen is that party's, with a pad to sign on."""
    screen = signers.turned
    return (
        screen is not None
        and screen.role == role
        and screen.pad is not None
        and screen.pad.pad.role == role
    )


def draw(pad) -> None:
    """A mark, by the mouse."""
    at = [QPoint(40 + 12 * step, 60 + (step % 4) * 12) for step in range(12)]
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=at[0])
    for point in at[1:]:
        QTest.mouseMove(pad, point)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=at[-1])


def begin(session) -> str:
    """An internship form about the fake citizen at the company; its id."""
    return forms.start(session, "virksomhedspraktik", case_id=CASE.id, p_number="9000000001").id
