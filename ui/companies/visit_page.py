"""A company visit: who was met, what is needed, offered and agreed, and what comes next.

Everything is kept as it is written. A photo or scan goes straight into the vault.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
)

from jobassist.errors import AppError
from jobassist.ports.clock import danish_day
from jobassist.records import (
    Attachment,
    CompanyAttachment,
    CompanyVisit,
    FilledForm,
    Form,
    FormState,
    JobOrder,
    ProductionUnit,
)
from jobassist.services import attaching, forms, job_orders, parts, visits
from jobassist.services.danish import read_date
from jobassist.services.dictation_text import joint
from jobassist.services.parts import Part
from jobassist.services.whereabouts import Place
from jobassist.session import Session
from ui import keys
from ui.companies.ask import Ask, ask
from ui.companies.new_form import NewFormDialog
from ui.companies.order_list import order_fields
from ui.companies.visit_frame import OPTIONS, VisitFrame
from ui.companies.words import STATES, form_name, word
from ui.context import Context
from ui.notes.dictate_key import DictateKey
from ui.page import Deeds
from ui.shell.places import CANDIDATES, COMPANY, FORM, SEALED, VISIT
from ui.widgets.touch import RowButton
from ui.words import moment

_PAUSE_MS = 400
Begun = list[tuple[FilledForm, FormState]]
Files = list[Attachment | CompanyAttachment]
Orders = tuple[list[JobOrder], list[JobOrder]]  # open, and closed
Read = tuple[CompanyVisit, ProductionUnit, Files, list[Part], Begun, Orders]


class VisitPage(VisitFrame):
    """One visit. Only who made it can write in it."""

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__(context, session)
        self.visit: CompanyVisit | None = None
        self._id = ""
        self._unit: ProductionUnit | None = None
        self._pending: dict[str, Any] = {}
        self._saving = False
        self._then: list[Callable[[], None]] = []
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._connect()

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.back_requested)
        self.form_button.clicked.connect(self.new_form)
        self.candidates_button.clicked.connect(self._find_candidates)
        self.order_button.clicked.connect(self.new_order)
        self.attach_button.clicked.connect(self._choose_file)
        self._timer.timeout.connect(self._save)
        self.order_list.chosen.connect(self._find_for)
        self.order_list.changed.connect(self._read_anew)
        self.order_list.closed.connect(self.thrown)
        self.order_list.failed.connect(self._failed)
        for name in ("participants", "next_contact"):
            line: QLineEdit = getattr(self, name)
            line.textEdited.connect(partial(self._change, name))
        for name in ("labour_need", "agreements"):
            text: QPlainTextEdit = getattr(self, name)
            text.textChanged.connect(
                lambda name=name, text=text: self._change(name, text.toPlainText())
            )
        self.employees.textEdited.connect(self._count)
        self.next_on.edited.connect(self._promise)
        for option in self.options.values():
            option.clicked.connect(self._offer)
        self.voice.spoken.connect(self._take_spoken)
        self.voice.troubled.connect(self._failed)
        self.voice.before = self._before
        DictateKey(self, lambda: self.voice.bar)

    def place(self) -> Place:
        """The visit."""
        return Place(VISIT, record_id=self._id)

    def show_place(self, place: Place) -> None:
        """Show the visit with that id."""
        if place.record_id != self._id:
            self._id = place.record_id
            self.visit = None
            self.refresh()

    def refresh(self) -> None:
        """Read it anew, unless something is being written."""
        if not self._id or self._pending or self._saving:
            return
        session, id = self._session, self._id

        def read() -> Read:
            visit = visits.show(session, id)
            with session.store.read() as tx:
                unit = tx.get(ProductionUnit, visit.unit_id)
            files = attaching.attachments_of(session, f"visit:{id}")
            begun = parts.forms_of_visit(session, visit)
            shut = job_orders.closed_orders(session, unit_id=unit.id)
            orders = visits.list_orders(session, unit_id=unit.id), shut
            return visit, unit, files, parts.of_visit(session, visit), begun, orders

        self._context.jobs.run(self, read, self._show, self._failed)

    def _show(self, read: Read) -> None:
        visit, unit, files, held, begun, (orders, shut) = read
        first = self.visit is None
        self.visit, self._unit = visit, unit
        self.heading.setText(self.tr("Besøg hos {name}").format(name=unit.name))
        self.when.setText(moment(visit.held_at, self._session.clock.now()))
        own = visit.user_id == self._session.user.id
        if first:
            self.voice.begin(visit.id)
            self._fill(visit, own)
        self.files.clear()
        for file in files:
            size = self.tr("{size} kB").format(size=max(1, file.size // 1024))
            self.files.say(f"{file.title or file.media} · {size}", "")
        if not files:
            self.files.say(self.tr("Ingen endnu."))
        self.order_list.show_orders(tuple(orders), shut, danish_day(self._session.clock.now()))
        self._show_forms(begun)
        self.parts.show_parts(held)
        if not own:
            self.banner.tell(self.tr("En kollega har været her. Du kan læse med."), "info")

    def _show_forms(self, begun: Begun) -> None:
        self.forms.clear()
        self.forms.setVisible(bool(begun))
        for form, stage in begun:
            made = RowButton(form_name(form.type), word(STATES[stage]))
            made.clicked.connect(partial(self._open_form, form))
            self.forms.lines.addWidget(made)

    def _open_form(self, form: FilledForm) -> None:
        case_id = form.case_id if isinstance(form, Form) else ""
        page = SEALED if case_id and form.state not in forms.EDITABLE else FORM
        self.place_requested.emit(Place(page, case_id, form.id))

    def _fill(self, visit: CompanyVisit, own: bool) -> None:
        for name in ("participants", "next_contact", "labour_need", "agreements"):
            made = getattr(self, name)
            made.blockSignals(True)
            if isinstance(made, QLineEdit):
                made.setText(getattr(visit, name))
            else:
                made.setPlainText(getattr(visit, name))
            made.blockSignals(False)
            made.setReadOnly(not own)
        self.employees.setText("" if visit.employees is None else str(visit.employees))
        self.employees.setReadOnly(not own)
        on = visit.next_contact_on
        self.next_on.line.setText(f"{on.day}.{on.month}.{on.year}" if on else "")
        self.next_on.setEnabled(own)
        for name, option in self.options.items():
            option.setChecked(name in visit.options_offered)
            option.setEnabled(own)
        for made in (self.attach_button, self.voice.bar):
            made.setVisible(own)

    # Writing

    def _change(self, name: str, value: Any) -> None:
        self._pending[name] = value
        self.saved.setText(self.tr("Gemmer …"))
        self._timer.start()

    def _count(self, text: str) -> None:
        if text.strip().isdigit() or not text.strip():
            self._change("employees", int(text) if text.strip() else None)
        else:
            self.saved.setText(self.tr("Antal ansatte er ikke gemt: det er ikke et tal"))

    def _promise(self, text: str) -> None:
        day = read_date(text)
        if day or not text.strip():
            self._change("next_contact_on", day)
        else:
            self.saved.setText(self.tr("Næste kontakt er ikke gemt: skriv en hel dato"))

    def _offer(self) -> None:
        known = set(self.visit.options_offered) - set(OPTIONS) if self.visit else set()
        chosen = {name for name, option in self.options.items() if option.isChecked()}
        self._change("options_offered", tuple(sorted(chosen | known)))

    def _save(self) -> None:
        self._timer.stop()
        if self._saving:
            return
        if not self._pending:
            waiting, self._then = self._then, []
            for then in waiting:
                then()
            return
        fields, self._pending = self._pending, {}
        session, id = self._session, self._id
        self._saving = True

        def saved(visit: CompanyVisit) -> None:
            self._saving, self.visit = False, visit
            self.saved.setText(self.tr("Gemt"))
            self._save()

        def failed(error: AppError) -> None:
            self._saving = False
            self._pending = fields | self._pending
            self._then.clear()
            self.saved.setText(self.tr("Kunne ikke gemmes"))
            self._failed(error)

        self._context.jobs.run(self, lambda: visits.save(session, id, **fields), saved, failed)

    def save_all(self, then: Callable[[], None]) -> None:
        """Save what is written, then go on."""
        self.voice.end()
        self._then.append(then)
        self._save()

    def _before(self) -> str:
        at = QApplication.focusWidget()
        if isinstance(at, QPlainTextEdit):
            return at.toPlainText()[: at.textCursor().position()]
        return at.text()[: at.cursorPosition()] if isinstance(at, QLineEdit) else ""

    def _take_spoken(self, said: str) -> None:
        at = QApplication.focusWidget()
        if not said.strip() or at is None or not self.isAncestorOf(at):
            return
        if isinstance(at, QPlainTextEdit) and not at.isReadOnly():
            at.textCursor().insertText(joint(self._before(), said.strip()))
        elif isinstance(at, QLineEdit) and not at.isReadOnly():
            plain = at in (self.employees, self.next_on.line)
            at.insert(said.strip(" .") if plain else joint(self._before(), said.strip()))
            at.textEdited.emit(at.text())

    # Doing

    def new_form(self) -> None:
        """Choose a form and whom it is about."""
        if not self._unit:
            return
        number, source = self._unit.p_number, f"visit:{self._id}"
        dialog = NewFormDialog(
            self._context, self._session, self, p_number=number, started_from=source
        )
        dialog.begun.connect(self.place_requested)
        dialog.open()

    def new_order(self) -> None:
        """A job order that was told at the visit."""
        asked = [
            Ask("job_title", self.tr("Stilling"), required=True),
            Ask("count", self.tr("Antal"), value="1"),
            Ask("hours", self.tr("Timer om ugen")),
            Ask("start_on", self.tr("Fra"), "day"),
            Ask("skills", self.tr("Skal kunne (skil med komma)")),
            Ask("licences", self.tr("Certifikater og kørekort (skil med komma)")),
            Ask("remarks", self.tr("Bemærkninger"), "text", value=self.labour_need.toPlainText()),
        ]

        def order(told: dict[str, Any]) -> None:
            session, unit, id = self._session, self._unit, self._id
            assert unit
            given = order_fields(told)
            self._do(
                lambda: visits.order_labour(
                    session, unit.id, told["job_title"], visit_id=id, **given
                ),
                self.tr("Jobordren er gemt"),
            )

        ask(self, self.tr("Ny jobordre"), asked, self.tr("Gem jobordren"), order)

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Vælg foto eller scanning"),
            "",
            self.tr("Billeder og PDF (*.jpg *.jpeg *.png *.tif *.tiff *.pdf)"),
        )
        if name:
            self.attach(Path(name))

    def attach(self, file: Path) -> None:
        """Keep a photo or scan with the visit."""
        session, id = self._session, self._id

        def keep() -> object:
            with attaching.opened(file) as content:
                return attaching.attach_to_visit(session, id, content, self.tr("Foto eller scan"))

        self._do(keep, self.tr("Filen ligger nu krypteret hos besøget"))

    def _do(self, deed: Callable[[], object], said: str) -> None:
        def done(_made: object) -> None:
            self.told.emit(said)
            self._read_anew()

        self._context.jobs.run(self, deed, done, self._failed)

    def _read_anew(self) -> None:
        """When what is being written is saved: it is never read over."""
        self._then.append(self.refresh)
        self._save()

    def back_place(self) -> Place | None:
        """The workplace."""
        return Place(COMPANY, record_id=self._unit.id) if self._unit else None

    def _find_candidates(self) -> None:
        if self._unit:
            self.place_requested.emit(Place(CANDIDATES, record_id=self._unit.id))

    def _find_for(self, order_id: str) -> None:
        if self._unit:
            self.place_requested.emit(Place(CANDIDATES, record_id=f"{self._unit.id}/{order_id}"))

    def _failed(self, error: AppError) -> None:
        self.banner.tell(self._context.explain(error))

    def deeds(self) -> Deeds:
        """The keys of a visit."""
        return {keys.NEW_NOTE: self.new_form}

    def is_busy(self) -> bool:
        """Whether somebody dictates."""
        return self.voice.bar.running
