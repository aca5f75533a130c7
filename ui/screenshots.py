"""One picture of every page and state, light and dark, without a display.

The door leads to a store of invented people; it is changed (a draft is written), so give it one
made for the purpose.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog

from jobassist.door import Door, Restorable, SyncState
from jobassist.errors import EnvironmentFault
from jobassist.ports.clock import danish_day
from jobassist.ports.stored import CaseCard
from jobassist.records import ContactChannel, Note, NoteState
from jobassist.services.cases import list_cases
from jobassist.services.my_day import MyDay
from jobassist.services.notes import finalise, new_draft, save_draft
from jobassist.services.phrase_editing import Library
from jobassist.services.plans import add_step, save_plan
from jobassist.services.talks import Closing, end_talk, plan_talk
from jobassist.services.tasks import new_task
from jobassist.services.whereabouts import Place
from jobassist.session import Session
from jobassist.settings import Settings
from ui.app import application
from ui.cases.case_page import CasePage
from ui.context import Context
from ui.crash import CrashDialog
from ui.day.page import DayPage
from ui.door.access import AccessDialog
from ui.door.curtain import Curtain
from ui.door.first_run import FirstRunPage
from ui.door.forgotten import ForgottenPage
from ui.door.recovery_sheet import RecoveryPage
from ui.door.restore import RestorePage
from ui.door.unlock import UnlockPage
from ui.house_shots import LOOKS as SELDOM
from ui.house_shots import render_house
from ui.jobs import Jobs
from ui.key_sheet import KeySheet
from ui.language import apply_language
from ui.notes.editor import DraftEditor
from ui.phrases.desk import PhraseDesk
from ui.pictures import Look, Shot, Take, picture, put_away, settle
from ui.plan.page import PlanPage
from ui.shell.places import PLAN, SETTINGS, SYNC, TALK, TALKS
from ui.sync_shots import LOOKS as TOGETHER
from ui.sync_shots import render_together
from ui.syncing.enrol import EnrolDialog
from ui.talks.ending import EndTalkDialog
from ui.theme.apply import apply_theme
from ui.visit_shots import LOOKS, render_visit
from ui.window import SIZE, MainWindow

_FAMILY = "DejaVu Sans"  # the one font that is everywhere pictures are made
_TEXT = """Jobsamtale holdt ved personligt fremmøde. Til stede: borger og undertegnede.

Oplyst af borger:
Har søgt tre stillinger som lagermedarbejder og venter svar på to af dem.

"""
_AGREED = "Borgeren ringer til to lagre og sender cv"
_PHONE = "98 45 10 20"
_AGENDA = "1. Cv\n2. Praktikplads\n3. Truckkursus"
_GOAL = "Lagermedarbejder med truckcertifikat"
_OWN_WORDS = "Jeg vil gerne arbejde på et lager, hvor jeg kan bruge mit truckkort."
_STEPS = ("Ringe til to lagre i Skagen", "Opdatere cv'et på jobnet", "Tage truckkurset i uge 49")
_TASKS = (("Send cv til lageret i Skagen", -1), ("Ring til egen læge om raskmelding", 2))
_TOLD = "Telefonsamtale. Borgeren har fået en praktikplads fra mandag."
_SPOKEN = "har været til samtale på et lager i Skagen og hører nærmere på fredag"
_SAMPLE_KEY = "S44GH4-E1A4EB-V3DMZ1-X1ZW3A-C8MRVY-YVMPZ1"
_NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
_SNAPSHOTS = [
    Restorable("sample", _NOW - timedelta(days=days, minutes=20), 84_200_000 - days * 900_000)
    for days in (0, 1, 4, 5)
]
_INCIDENT = "01920000-0000-7000-8000-000000000001"


def render(
    door: Door,
    settings: Settings,
    out: Path,
    *,
    passphrase: str,
    pages: Sequence[Look] = LOOKS[:2],
    looks: Sequence[Look] = LOOKS,
    together: Sequence[Look] = TOGETHER,
    seldom: Sequence[Look] = SELDOM,
    take: Take = picture,
) -> list[Path]:
    """Write `<look>-<page>.png` files into `out`, each page in each of `pages`; returns them.

    The first hour and the seldom day (`ui.house_shots`), working together (`ui.sync_shots`) and the
    company visit, step by step (`ui.visit_shots`), come last, in each of `seldom`, of `together`
    and of `looks`. `take` is what is done with each page of the work and of the visit when it
    stands: other than a picture, to look at it otherwise.

    Raises: what `door.unlock` raises.
    """
    out.mkdir(parents=True, exist_ok=True)
    app = application()
    app.setFont(QFont(_FAMILY))
    translators = apply_language(app, settings["language"])
    session = door.unlock(passphrase)
    cards = list_cases(session)
    draft = _draft(session, cards[0]) if cards else None
    files = []
    for look, theme, size in pages:
        apply_theme(app, theme, size)
        jobs = Jobs(inline=True)
        for name, widget in _shots(Context(door, settings, jobs), session, draft):
            settle()
            files.append(out / f"{look}-{name}.png")
            take(widget, files[-1])
        jobs.close()
    jobs = Jobs(inline=True)
    known = [card.case.id for card in cards]
    files += render_house(
        Context(door, settings, jobs), session, known[-1:], out, seldom, take=take
    )
    files += render_together(
        Context(door, settings, jobs), session, known[1:] or known, out, together
    )
    files += render_visit(
        Context(door, settings, jobs), session, known, out, looks=looks, take=take
    )
    jobs.close()
    for translator in translators:
        app.removeTranslator(translator)
    return files


def _draft(session: Session, card: CaseCard) -> Note:
    note = new_draft(session, card.case.id, _TEXT)
    return save_draft(session, note.id, title="Jobsamtale", channel=ContactChannel.IN_PERSON)


def _shots(context: Context, session: Session, draft: Note | None) -> Iterator[Shot]:
    yield from _door_shots(context)
    window = MainWindow(context)
    window.resize(*SIZE)  # whatever the screen without a display measures
    window.show()
    window.start_work(session)
    work = window.work
    assert work is not None
    work.status.show_state(SyncState("not_enrolled"))
    assert isinstance(work.page, DayPage)
    work.page.show_day(MyDay(danish_day(session.clock.now()), (), (), (), (), (), 0, 0))
    yield "day-clear", window
    if draft:
        _fill_day(session, draft)
    work.page.refresh()
    yield "day", window
    work.show_cases()
    yield "cases", window
    work.cases.search.setText("æøåæøå")
    yield "cases-none", window
    work.cases.search.clear()
    if draft:
        save_draft(session, draft.id, text=_TEXT)
        work.status.show_state(SyncState("idle", last_success="2026-11-20T08:00:00+00:00"))
        yield from _case_shots(context, window, draft)
    work.toast.hide()
    yield from _library_shots(window)
    work.go(Place(SETTINGS))
    yield "settings", window
    work.go(Place(SYNC))
    yield "sync", window
    if draft:
        yield from _letter_shots(window, draft.case_id)
    for dialog in _dialogs(context, window):
        dialog.show()
        yield dialog.objectName(), dialog
        dialog.close()
    put_away(window)


def _fill_day(session: Session, draft: Note) -> None:
    today = danish_day(session.clock.now())
    cards = list_cases(session)[:4]
    for text, days in _TASKS:
        new_task(session, draft.case_id, text, today + timedelta(days=days))
    finalise(session, new_draft(session, cards[-1].case.id, _TOLD).id)


def _door_shots(context: Context) -> Iterator[Shot]:
    window = MainWindow(context)
    window.resize(*SIZE)  # whatever the screen without a display measures
    window.show()
    unlock = UnlockPage(context)
    first = FirstRunPage(context)
    curtain = Curtain(context)
    curtain.show_state(EnvironmentFault("store.disk_full"))
    damaged = UnlockPage(context)
    damaged.show_error(EnvironmentFault("store.damaged"))
    nothing, restore = RestorePage(context), RestorePage(context)
    nothing.show_state([])
    restore.show_state(_SNAPSHOTS, _NOW)
    pages: tuple[Shot, ...] = (
        ("unlock", unlock),
        ("first-run", first),
        ("recovery", RecoveryPage(context, _SAMPLE_KEY, "Mette Holm")),
        ("forgotten", ForgottenPage(context)),
        ("curtain", curtain),
        ("unlock-damaged", damaged),
        ("restore-none", nothing),
        ("restore", restore),
    )
    for name, page in pages:
        window.pages.addWidget(page)
        window.pages.setCurrentWidget(page)
        page.setFocus()
        yield name, window
        if page is unlock:
            unlock.field.setText("forkert adgangssætning")
            unlock.open_button.click()
            yield "unlock-wrong", window
    put_away(window)


def _case_shots(context: Context, window: MainWindow, draft: Note) -> Iterator[Shot]:
    work = window.work
    assert work is not None
    work.open_case(draft.case_id)
    page = work.case_page
    assert page is not None and page.file is not None
    finals = [note for note in page.file.notes if note.state is NoteState.FINAL]
    final = max(finals, key=lambda note: len(note.text), default=None)
    if final:
        page.show_note(final.id)
        page.past.timeline.setFocus()
        yield "case", window
    yield from _part_shots(context, window, draft.case_id)
    work.open_case(draft.case_id, draft.id)
    assert page.editor is not None
    page.editor.setFocus()
    yield "draft", window
    page.editor.bar.show_state("listening")
    page.editor.bar.meter.show_level(0.3)
    page.editor.text.show_live(_SPOKEN)
    yield "dictation", window
    page.editor.text.show_live("")
    page.editor.bar.show_state("rest")
    yield from _phrase_shots(window, page, page.editor)
    work.status.show_state(SyncState("offline", 3, 0, "2026-11-20T08:00:00+00:00", None))
    yield "blanks-stop", window
    work.search.begin()
    work.search.palette.field.setText("borger")
    yield "search", window
    work.search.palette.close_it()
    work.status.show_state(SyncState("failed", 3, 1, "2026-11-20T08:00:00+00:00", None))
    yield "sync-failed", window


def _part_shots(context: Context, window: MainWindow, case_id: str) -> Iterator[Shot]:
    work = window.work
    assert work is not None
    session = window.session
    assert session is not None
    save_plan(session, case_id, job_goal=_GOAL, own_words=_OWN_WORDS)
    for text in _STEPS:
        add_step(session, case_id, text)
    work.go(Place(PLAN, case_id))
    yield "plan", window
    yield from _plan_text_shots(window)
    today = danish_day(session.clock.now())
    held = plan_talk(session, case_id, today, starts_at="08:15")
    end_talk(session, held.id, Closing(_AGREED))
    talk = plan_talk(session, case_id, today, starts_at="14:00", location=_PHONE, agenda=_AGENDA)
    work.go(Place(TALKS, case_id))
    yield "talks", window
    work.go(Place(TALK, case_id, talk.id))
    yield "talk", window
    dialog = EndTalkDialog(context, session, talk)
    dialog.show()
    yield "talk-end", dialog
    dialog.close()


def _plan_text_shots(window: MainWindow) -> Iterator[Shot]:
    assert window.work is not None
    page = window.work.page
    assert isinstance(page, PlanPage)
    palette = page.texts.chooser.palette
    page.texts.open()
    yield "plan-palette", window
    palette.field.setText("plan sundhed")
    if entry := palette.current():
        palette.close_it()
        palette.chosen.emit(entry.value)
    yield "plan-text", window
    page.text.clear()


def _phrase_shots(window: MainWindow, page: CasePage, editor: DraftEditor) -> Iterator[Shot]:
    desk: PhraseDesk = page.desk
    desk.open_palette()
    desk.palette.field.setText("jobsamtale")
    desk.preview()
    yield "palette", window
    desk.palette.close_it()
    desk.show_meant("jobsamtale telefon")
    desk.preview()
    yield "spoken-request", window
    desk.spoken.close_it()
    desk.palette.open("jobsamtale telefon")
    if entry := desk.palette.current():
        desk.palette.close_it()
        desk.palette.chosen.emit(entry.value)
    yield "blanks", window
    editor.finalise()
    desk.choices.close_it()


def _library_shots(window: MainWindow) -> Iterator[Shot]:
    work = window.work
    assert work is not None
    work.show_texts()
    page = work.texts
    assert page is not None
    whole = page.library
    page.show_library((Library((), True, {}), []))
    yield "texts-empty", window
    page.show_library((whole, []))
    yield "texts", window
    page.show_text(page.library.texts[0])
    page.editor.case.setCurrentIndex(1)
    yield "text", window
    page.new_text()
    page.editor.form.title.setText(page.library.texts[1].title)
    page.editor.form.put_body(page.library.texts[1].title, "Vi har talt om praktig.\n{borger.navn")
    page.editor.look()
    yield "text-broken", window
    page.editor.undo()


def _letter_shots(window: MainWindow, case_id: str) -> Iterator[Shot]:
    work = window.work
    assert work is not None
    work.show_letters(case_id)
    page = work.letters
    assert page is not None
    page.new_letter()
    page.letter_texts.palette.field.setText("indkaldelse")
    yield "letter-choose", window
    if entry := page.letter_texts.palette.current():
        page.letter_texts.palette.close_it()
        page.letter_texts.palette.chosen.emit(entry.value)
    page.sheet.choices.close_it()
    yield "letter", window


def _dialogs(context: Context, window: MainWindow) -> Iterator[QDialog]:
    language = context.settings["language"]
    for name, dialog in (
        ("keys", KeySheet(window)),
        ("access", AccessDialog(context, window)),
        ("enrol", EnrolDialog(context, window)),
        ("crash", CrashDialog(_INCIDENT, language, window)),
    ):
        dialog.setObjectName(name)
        yield dialog
