"""Pictures of working together: conflicts, the team, a citizen's letter, a network that fails."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication

from jobassist.door import SyncState
from jobassist.ids import new_id
from jobassist.ports.clock import danish_day
from jobassist.ports.stored import Incoming, Kept, Operation
from jobassist.records import (
    Attachment,
    Case,
    CaseAssignment,
    CaseMessage,
    CaseRole,
    Citizen,
    IncomingPost,
    Role,
    User,
)
from jobassist.records.plain import plain, to_plain
from jobassist.services import assignments, forms, handover, sync
from jobassist.services.kept import undecided
from jobassist.services.lease import Lease
from jobassist.services.sync_pull import CENTRAL
from jobassist.services.tokens import TOKEN
from jobassist.services.whereabouts import Place
from jobassist.session import Session
from ui.context import Context
from ui.pictures import Look, Shot, picture, put_away, settle
from ui.shell.places import CASE, LETTERS, SYNC, TEAM
from ui.syncing.page import SyncPage
from ui.theme.apply import apply_theme
from ui.window import SIZE, MainWindow

LOOKS = (
    ("light", "light", 100),
    ("dark", "dark", 100),
    ("contrast", "contrast", 100),
    ("large", "light", 200),
)
_BO = User(id="01920000-0000-7000-8000-0000000000b0", name="Bo Lind", role=Role.CASEWORKER)
_LETTER_ID = "01920000-0000-7000-8000-0000000000e1"
_PDF = b"%PDF-1.7 en opdigtet erklaering"
_SEEN = {
    "offline": SyncState("offline", 3, 0, code="sync.unreachable"),
    "login-page": SyncState("offline", 3, 0, code="sync.not_a_central"),
    "clock": SyncState("idle", 0, 0, clock_off=2 * 86_400.0),
    "revoked": SyncState("failed", 3, 0, code="sync.not_enrolled"),
}


def render_together(
    context: Context,
    session: Session,
    case_ids: list[str],
    out: Path,
    looks: Sequence[Look] = LOOKS,
) -> list[Path]:
    """Every page as `sync-<look>-<number>-<page>.png`; about the first of `case_ids`."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    files: list[Path] = []
    if not case_ids:
        return files
    case_id = case_ids[0]
    _furnish(session, case_id)
    for look, theme, size in looks:
        apply_theme(app, theme, size)
        window = MainWindow(context)
        window.resize(*SIZE)
        window.show()
        window.start_work(session)
        with _enrolled(session):
            for number, (page, widget) in enumerate(sync_shots(window, session, case_id), 1):
                settle()
                file = out / f"sync-{look}-{number:02}-{page}.png"
                picture(widget, file)
                files.append(file)
        put_away(window)
    apply_theme(app, "light")
    return files


def sync_shots(window: MainWindow, session: Session, case_id: str) -> Iterator[Shot]:
    """Every page and state. `case_id`: the case that two work on."""
    work = window.work
    assert work is not None
    settle()  # what sync says by itself comes before what it is made to say
    work.care.clear()
    last = plain(session.clock.now() - timedelta(hours=19))
    idle = SyncState("idle", 3, 3, str(last))
    work.status.show_state(idle)
    work.go(Place(SYNC))
    page = work.page
    assert isinstance(page, SyncPage)
    for row, name in enumerate(("conflict", "form-conflict", "refused")):
        page.list.setCurrentRow(row)
        yield name, window
    page.show_readiness()
    yield "ready", window
    page.readiness.hide()
    work.go(Place(TEAM, case_id))
    yield "team", window
    work.go(Place(CASE, case_id, _LETTER_ID))
    work.lease.show_state(Lease(timedelta(days=2, hours=3)))
    yield "letter", window
    work.lease.clear()
    work.go(Place(LETTERS, case_id, _LETTER_ID))
    yield "letters", window
    work.go(Place(SYNC))
    for name, state in _SEEN.items():
        work.status.show_state(replace(state, last_success=idle.last_success))
        page.show_trouble(work.status.state)
        yield name, window


@contextmanager
def _enrolled(session: Session) -> Iterator[None]:
    """As on a laptop that has a central, and whose IT has a key; nothing is sent anywhere."""
    last = str(plain(session.clock.now() - timedelta(hours=19)))
    said = {sync.URL: "https://central.example", TOKEN: "-", CENTRAL: new_id()}
    said[sync.LAST_SUCCESS] = last
    policy = session.settings.policy
    key = base64.b64encode(bytes(range(1, 33))).decode()
    session.settings.policy = {**policy, "escrow_public_key": key}
    with session.store.sync() as tx:
        for name, value in said.items():
            tx.set_setting(name, value)
    try:
        yield
    finally:
        session.settings.policy = policy
        with session.store.sync() as tx:
            for name in said:
                tx.set_setting(name, None)


def _furnish(session: Session, case_id: str) -> None:
    """A colleague on the case, what two wrote differently, and a letter from the citizen."""
    with session.store.read() as tx:
        if tx.count(User, id=_BO.id):
            return
    with session.store.sync() as tx:
        tx.apply("organisation", [Incoming("user", _BO.id, 1, to_plain(_BO))], 1)
        case = tx.get(Case, case_id)
        tx.apply(f"case:{case_id}", [Incoming("case", case_id, 3, to_plain(case))], 1)
    _team(session, case_id)
    _letter(session, case_id)
    _conflicts(session, case_id)


def _team(session: Session, case_id: str) -> None:
    now, today = session.clock.now(), danish_day(session.clock.now())
    with session.store.write() as tx:
        part = CaseAssignment(
            id=new_id(),
            case_id=case_id,
            user_id=_BO.id,
            role=CaseRole.COMPANY_CONSULTANT,
            from_day=today,
        )
        tx.put(part)
        tx.put(replace(tx.get(Case, case_id), coordinator_id=session.user.id))
        for hours, author, text in (
            (26, _BO.id, "Bådeværftet kan tage en i praktik fra mandag. Vil du sige det til ham?"),
            (3, session.user.id, "Ja. Jeg taler med ham på torsdag."),
        ):
            tx.put(
                CaseMessage(
                    id=new_id(),
                    case_id=case_id,
                    author_id=author,
                    created_at=now - timedelta(hours=hours),
                    to=(session.user.id,) if author == _BO.id else (),
                    text=text,
                )
            )
    assert assignments.team_of(session, case_id).may_change
    begun = handover.begin_handover(session, case_id, _BO.id)
    handover.tick(session, begun.id, handover.checklist()[0].key)


def _letter(session: Session, case_id: str) -> None:
    at = session.clock.now() - timedelta(hours=20)
    letter = IncomingPost(
        id=_LETTER_ID,
        case_id=case_id,
        message_id=new_id(),
        received_at=at,
        subject="Om min praktik",
        text="Hej\n\nJeg kan ikke komme på mandag, fordi jeg skal til læge. Kan vi finde en anden "
        "dag? Jeg har lagt lægens brev ved.\n\nVenlig hilsen",
        files=1,
    )
    file = Attachment(
        id=new_id(),
        case_id=case_id,
        author_id=session.user.id,
        made_at=at,
        belongs_to=f"incoming:{letter.id}",
        sha256=session.attachments.add(io.BytesIO(_PDF)),
        size=len(_PDF),
        media="application/pdf",
        title="Brev fra lægen.pdf",
        held_at=at,
    )
    rows = [Incoming("incoming_post", letter.id, 1, to_plain(letter))]
    rows.append(Incoming("attachment", file.id, 1, to_plain(file)))
    with session.store.sync() as tx:
        tx.apply(f"case:{case_id}", rows, 2)


def _conflicts(session: Session, case_id: str) -> None:
    """Another telephone number, another trainer in a form, and a note that was refused."""
    if undecided(session):
        return
    at = str(plain(session.clock.now() - timedelta(hours=19)))
    form = forms.start(session, "virksomhedspraktik", case_id=case_id)
    opened = forms.open_form(session, form.id)
    forms.fill(session, opened, "oplaerer", "Ida Dam")
    forms.fill(session, opened, "periode", {"fra": "2026-12-07", "til": "2026-12-20"})
    period = {"fra": "2026-12-07", "til": "2027-01-03"}
    values = json.dumps({"oplaerer": "Per Ås", "periode": period}, ensure_ascii=False)
    with session.store.write() as tx:
        citizen = tx.get(Citizen, tx.get(Case, case_id).citizen_id)
        phone = {"phone": "98 44 12 07", "address": "Havnevej 4, 9990 Skagen"}
        by = (_BO.id, at)
        for kind, id, fields, others in (
            ("citizen", citizen.id, phone, {"phone": by, "address": by}),
            ("form", form.id, {"values": values}, {"values": by}),
        ):
            operation = Operation(new_id(), 1, kind, id, 1, dict(fields))
            tx.keep_again(Kept("", "conflict", operation, None, others))
        note = {"case_id": case_id, "text": "Talte med borgeren om mandag.", "title": "Telefon"}
        refused = Operation(new_id(), 1, "note", new_id(), 0, dict(note))
        tx.keep_again(Kept("", "quarantined", refused, "forbidden"))
