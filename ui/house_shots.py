"""Pictures of the first hour and the seldom day: first steps, practice, access, bin, help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication

from jobassist.ports.clock import danish_day
from jobassist.records import Citizen
from jobassist.services.cases import list_cases
from jobassist.services.notes import finalise, new_draft
from jobassist.services.practice import begin_practice, end_practice, practice_case
from jobassist.services.talks import plan_talk
from jobassist.services.tasks import new_task
from jobassist.services.trash import Kind, throw_away
from jobassist.services.whereabouts import Place
from jobassist.session import Session
from ui.context import Context
from ui.dossier.page import DossierPage
from ui.first.pin import PinStep
from ui.first.steps import FirstSteps
from ui.help_sheet import HelpSheet
from ui.pictures import Look, Shot, Take, picture, put_away, settle
from ui.shell.places import CASE, DOSSIER, PLAN, TALKS, TRASH
from ui.talks.page import TalksPage
from ui.theme.apply import apply_theme
from ui.trash.page import TrashPage
from ui.window import SIZE, MainWindow

LOOKS = (
    ("light", "light", 100),
    ("dark", "dark", 100),
    ("contrast", "contrast", 100),
    ("large", "light", 200),
)
_HEARD = "Jobsamtale holdt telefonisk."
_DRAFT = "Borgeren ringer og spørger til sin praktik"
_STEPS = 5


def render_house(
    context: Context,
    session: Session,
    case_ids: list[str],
    out: Path,
    looks: Sequence[Look] = LOOKS,
    *,
    take: Take = picture,
) -> list[Path]:
    """Every page as `house-<look>-<number>-<page>.png`; about the first of `case_ids`."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    files: list[Path] = []
    if not case_ids:
        return files
    _furnish(session, case_ids[0])
    for look, theme, size in looks:
        apply_theme(app, theme, size)
        window = MainWindow(context)
        window.resize(*SIZE)
        window.show()
        for number, (page, widget) in enumerate(_shots(window, context, session, case_ids[0]), 1):
            settle()
            file = out / f"house-{look}-{number:02}-{page}.png"
            take(widget, file)
            files.append(file)
        if window.second:
            window.second.deleteLater()
            window.second = None
        put_away(window)
    if practice_case(session):
        end_practice(session)
    apply_theme(app, "light")
    return files


def _shots(window: MainWindow, context: Context, session: Session, case_id: str) -> Iterator[Shot]:
    yield from _first_shots(window, context, session)
    window.start_work(session)
    work = window.work
    assert work is not None
    settle()
    work.care.hide()
    work.practise()
    yield "practice", window
    work.open_case(case_id)
    work.go(Place(DOSSIER, case_id))
    page = work.page
    assert isinstance(page, DossierPage)
    page.suggest()
    page.text.go_to_next()
    work.toast.hide()
    yield "dossier", window
    work.go(Place(TALKS, case_id))
    talks = work.page
    assert isinstance(talks, TalksPage)
    if talks.task_rows:
        talks.task_rows[0].throw_button.click()
    yield "undo", window
    work.toast.undo()
    work.go(Place(TRASH))
    bin_ = work.page
    assert isinstance(bin_, TrashPage)
    yield "bin", window
    bin_.show_state([])
    yield "bin-empty", window
    work.open_case(case_id)
    sheet = HelpSheet(CASE, work.page.deeds() if work.page else (), window)
    sheet.show()
    yield "help", sheet
    sheet.close()
    assert window.windows
    window.windows.open_beside(Place(PLAN, case_id))
    assert window.second
    window.second.resize(*SIZE)
    yield "second-window", window.second


def _first_shots(window: MainWindow, context: Context, session: Session) -> Iterator[Shot]:
    steps = FirstSteps(context, session)
    pin = PinStep(context)
    pin.show_number(_STEPS - 2, _STEPS)
    window.pages.addWidget(pin)
    window.pages.setCurrentWidget(pin)
    yield "first-pin", window
    window.pages.addWidget(steps)
    window.pages.setCurrentWidget(steps)
    yield "first-microphone", window
    steps.voice.show_text(_HEARD)
    yield "first-dictation", window
    steps.voice.done.emit()
    yield "first-practice", window


def _furnish(session: Session, case_id: str) -> None:
    """Somebody else in a note, something to throw away, and something in the bin."""
    today = danish_day(session.clock.now())
    own = next(card.citizen for card in list_cases(session) if card.case.id == case_id)
    other = _other(session, own)
    if other:
        number = f"{other.cpr[:6]}-{other.cpr[6:]}"
        text = f"Borgeren bor sammen med {other.name} ({number}), som også er ledig."
        finalise(session, new_draft(session, case_id, text).id, despite_others=True)
    new_task(session, case_id, "Send cv til lageret i Skagen", today + timedelta(days=2))
    plan_talk(session, case_id, today, starts_at="14:00")
    draft = new_draft(session, case_id, _DRAFT)
    talk = plan_talk(session, case_id, today + timedelta(days=9), starts_at="10:15")
    throw_away(session, Kind.NOTE, draft.id)
    throw_away(session, Kind.TALK, talk.id)
    if practice_case(session) is None:
        begin_practice(session)


def _other(session: Session, own: Citizen) -> Citizen | None:
    return next((c.citizen for c in list_cases(session) if c.citizen.id != own.id), None)
