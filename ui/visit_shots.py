"""Pictures of the company visit, step by step, as a consultant comes through it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from jobassist.errors import UserError
from jobassist.ports.clock import danish_day
from jobassist.records import DecisionOutcome, SupportMeasure
from jobassist.services import candidates, companies, register_import, visits
from jobassist.services.whereabouts import Place
from jobassist.session import Session
from ui.companies.candidates_page import CandidatesPage
from ui.companies.card_page import CompanyPage
from ui.companies.importing import ImportDialog
from ui.companies.new_form import NewFormDialog
from ui.companies.page import CompaniesPage
from ui.companies.visit_page import VisitPage
from ui.context import Context
from ui.forms.page import FormPage
from ui.pictures import Look, Shot, Take, picture, put_away, settle
from ui.shell.places import CANDIDATES, COMPANIES, COMPANY
from ui.signing.pad import SignaturePad
from ui.signing.page import SigningPage
from ui.signing.sealed_page import SealedPage
from ui.theme.apply import apply_theme
from ui.window import MainWindow

SIZE = (1366, 768)
LOOKS = (("light", "light", 100), ("dark", "dark", 100), ("large", "light", 200))
_HEAD = (
    "pnummer;cvr;navn;virksomhed;adresse;postnr;by;branchekode;branche;telefon;ansatte;fuldtid\n"
)
_REGISTER = (
    _HEAD + "9000000001;99001232;Skagen Bådeværft;Nordlys A/S;Havnevej 1;9990;Skagen;301200;"
    "Bygning af skibe og både;98 44 00 00;9;8,5\n"
    "9000000002;99001232;Bådens Kantine;Nordlys A/S;Havnevej 2;9990;Skagen;561110;"
    "Restauranter;98 44 00 01;4;3\n"
    "9000000003;99198966;Plejecenter Kattegat;;Parkvej 8;9900;Frederikshavn;871010;"
    "Plejehjem;98 45 00 00;61;52\n"
)
_BAD = _HEAD + "900000001;99001232;For kort;;;;;;;;;\n9000000004;99001230;Forkert CVR;;;;;;;;;\n"
UNIT = companies.unit_id("9000000001")
_TEXTS = {
    "timer": "30",
    "daglige_tider": "8-14 alle hverdage",
    "stilling": "Bådebygger",
    "opgaver": "Slibe, lakere og hjælpe ved udrustning af joller.",
    "formaal_tekst": "Afklare, om bådebyggeri kan blive et jobmål, og om ryggen holder.",
    "sikkerhedsinstruktion": "Maskiner, støv og værnemidler gennemgås den første dag.",
}
_REASONS = "Formålet er præcist, der er plads efter rimelighedskravet, og borgeren ønsker forløbet."
_NOTICE = (
    "Du kan klage til os inden fire uger. Fastholder vi afgørelsen, sender vi klagen videre til "
    "Ankestyrelsen."
)
_CHOICES = {
    "selvfunden": False,
    "tidligere_ansat": False,
    "formaal": "afklaring",
    "har_skaanehensyn": False,
    "rep_bekraefter": True,
    "saesonarbejde": False,
    "erklaering_fortraengning": True,
}


def furnish(session: Session, case_id: str) -> None:
    """A small register with a history, and the case's citizen as a candidate; once."""
    register_import.take_in(session, register_import.read(_REGISTER))
    today = danish_day(session.clock.now())
    _as_candidate(session, case_id)
    if visits.list_visits(session, unit_id=UNIT):
        return
    visits.add_contact(
        session, UNIT, "Ida Dam", role="ejer", phone="98 44 12 34", email="ida@nordlys.example"
    )
    visits.add_contact(
        session,
        UNIT,
        "Per Ås",
        role="tillidsrepræsentant",
        phone="98 44 12 35",
        is_employee_rep=True,
    )
    visits.agree(session, UNIT, "Partnerskab om to praktikpladser", text="Evalueres hvert halvår.")
    visits.begin(
        session,
        UNIT,
        held_at=session.clock.now() - timedelta(days=40),
        labour_need="To til lakering i foråret",
        next_contact_on=today + timedelta(days=9),
    )
    visits.order_labour(
        session, UNIT, "Bådebygger", weekly_minutes=37 * 60, skills=("lakering", "træarbejde")
    )
    with session.store.write() as tx:
        visits.take_place(
            tx, UNIT, SupportMeasure.INTERNSHIP, today, today + timedelta(days=25), told_by="firma"
        )


def _as_candidate(session: Session, case_id: str) -> None:
    try:
        candidates.make_profile(
            session,
            case_id,
            job_titles=("Bådebygger", "Snedker"),
            skills=("lakering", "træarbejde"),
            licences=("kørekort B",),
            languages=("dansk", "engelsk"),
            considerations=("ingen tunge løft",),
            presentation="Har bygget to joller og arbejder omhyggeligt. Møder gerne tidligt.",
            postcode="9990",
        )
    except UserError:  # the case has one already
        return


def render_visit(
    context: Context,
    session: Session,
    case_ids: list[str],
    out: Path,
    *,
    looks: Sequence[Look] = LOOKS,
    take: Take | None = None,
) -> list[Path]:
    """Every step as `visit-<look>-<number>-<step>.png`: light, dark, and light with large text.

    Each look begins a form of its own, about the first of `case_ids` that is left.
    """
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    files = []
    for (look, theme, size), case_id in zip(looks, case_ids, strict=False):
        apply_theme(app, theme, size)
        window = MainWindow(context)
        window.show()
        window.start_work(session)
        for number, (step, widget) in enumerate(visit_shots(window, session, case_id), 1):
            settle()
            files.append(out / f"visit-{look}-{number:02}-{step}.png")
            (take or picture)(widget, files[-1])
        put_away(window)
    apply_theme(app, "light")
    return files


def visit_shots(window: MainWindow, session: Session, case_id: str) -> Iterator[Shot]:
    """Every step, from the register to the sealed form. `case_id`: whom the form is about."""
    furnish(session, case_id)
    work = window.work
    assert work is not None
    size = window.size()
    window.resize(*SIZE)
    work.care.clear()
    work.go(Place(COMPANIES))
    page = work.page
    assert isinstance(page, CompaniesPage)
    page.search.setText("skagen bådevræft")
    yield "companies", window
    page.search.clear()
    dialog = ImportDialog(page._context, session, page)
    dialog.show()
    dialog.show_checked(register_import.read(_REGISTER + _BAD.removeprefix(_HEAD)))
    yield "import", dialog
    dialog.close()
    work.go(Place(COMPANY, record_id=UNIT))
    card = work.page
    assert isinstance(card, CompanyPage)
    yield "company", window
    card.new_visit()
    visit = work.page
    assert isinstance(visit, VisitPage)
    visit.participants.setText("Ida Dam og Per Ås")
    visit.labour_need.setPlainText("En til lakering nu, gerne i praktik først.")
    visit.options["Virksomhedspraktik"].click()
    yield "visit", window
    work.go(Place(CANDIDATES, record_id=UNIT))
    found = work.page
    assert isinstance(found, CandidatesPage)
    found.title_line.setText("bådebygger")
    found.search()
    yield "candidates", window
    assert found.found
    if found.found.candidates:
        found.show_to_company(found.found.candidates[0].profile.id)
        assert found.shown
        yield "shown-to-company", found.shown
        found.shown.release()
    work.go(Place(COMPANY, record_id=UNIT))
    card.new_form()
    new = card.findChild(NewFormDialog)
    assert new
    yield "new-form", new
    new.start(case_id)
    yield from _form_shots(window)
    window.resize(size)


def _form_shots(window: MainWindow) -> Iterator[Shot]:
    work = window.work
    assert work is not None
    page = work.page
    assert isinstance(page, FormPage)
    page.box("virksomhedsnavn")
    yield "form", window
    period = page.box("periode")
    assert period and page.saver
    days = [session_day(page, 3), session_day(page, 700)]
    for line, text in zip((period.control.first, period.control.last), days, strict=True):  # type: ignore[attr-defined]
        line.line.setText(text)
    period.control._typed()  # type: ignore[attr-defined]
    page.go_to_field("periode")
    yield "form-warning", window
    page.show_missing()
    yield "form-missing", window
    page.missing.close_it()
    _fill_in(page)
    for problem in page.saver.opened.filling.problems():
        if problem.needs_reason and not problem.reason:
            page.saver.override(problem.rule, "Aftalt med virksomheden: den ene stopper i dag.")
    page.go_to_field("ansatte_hoveder")
    yield "form-filled", window
    page.go_on()
    signers = work.page
    if not isinstance(signers, SigningPage):
        return
    QApplication.processEvents()
    yield "signing", window
    if signers.turned is None:
        assert signers.state
        signers.turn(signers.state.missing[0])
    while (screen := signers.turned) is not None and screen.pad is not None:
        name = f"sign-{screen.role.value}" if screen.role else "sign"
        _draw(screen.pad)
        yield name.replace("_", "-"), screen
        screen.sign_button.click()
        if screen.waiting.isVisible() and screen.go_button.isVisible():
            screen.go_button.click()
        elif screen.waiting.isVisible():
            yield "sign-thanks", screen
            screen.release()
            QApplication.processEvents()
    sealed = work.page
    if isinstance(sealed, SealedPage):
        sealed.prove()
        yield "sealed", window
        yield from _decided_shots(window, sealed)


def _decided_shots(window: MainWindow, sealed: SealedPage) -> Iterator[Shot]:
    """What the caseworker decides afterwards, and the course that it grants."""
    asked = sealed.decision
    if not asked.asked.isVisibleTo(sealed):
        return
    assert window.work
    window.work.toast.hide()
    asked.choices[DecisionOutcome.APPROVED].click()
    asked.reasons.setPlainText(_REASONS)
    asked.notice.setPlainText(_NOTICE)
    scroll = sealed.findChild(QScrollArea)
    assert scroll
    scroll.verticalScrollBar().setValue(asked.y())
    yield "decision", window
    asked.decide_button.click()
    QApplication.processEvents()
    scroll.verticalScrollBar().setValue(0)
    yield "course", window


def session_day(page: FormPage, days: int) -> str:
    """A day that many days from the form's today, as one types it."""
    assert page.saver
    day = page.saver.opened.filling.today + timedelta(days=days)
    return f"{day.day}.{day.month}.{day.year}"


def _fill_in(page: FormPage) -> None:
    period = page.box("periode")
    assert period
    period.control.last.line.clear()  # type: ignore[attr-defined]
    period.control.weeks[4].click()  # type: ignore[attr-defined]
    for key, value in _CHOICES.items():
        if box := page.box(key):
            box.control.buttons[value].click()  # type: ignore[attr-defined]
    for key, text in _TEXTS.items():
        if box := page.box(key):
            if box.field.type.value == "lang_tekst":
                box.control.text.setPlainText(text)  # type: ignore[attr-defined]
            else:
                box.control.line.setText(text)  # type: ignore[attr-defined]
                box.control.tell(text)
    if box := page.box("rep_hoert_den"):
        box.control.day.today_button.click()  # type: ignore[attr-defined]


def _draw(pad: SignaturePad) -> None:
    wide, high = pad.width(), pad.height()
    points = [
        QPoint(wide // 6 + step * wide // 40, high // 2 + (-1) ** step * high // (4 + step % 5))
        for step in range(24)
    ]
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(pad, point)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=points[-1])
