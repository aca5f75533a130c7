"""What became of a signed form: its envelope and copies, what the central has, VITAS, decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from jobassist.envelope.packet import Copy
from jobassist.envelope.verify import BrokenEnvelopeError, verify
from jobassist.errors import AppError, EnvironmentFault, UserError
from jobassist.records import Envelope, Form, FormDecision, FormState
from jobassist.services import envelopes, form_deciding, form_flow, form_sheet, parts
from jobassist.services.exporting import may_save
from jobassist.services.form_desk import Desk, open_desk
from jobassist.services.form_following import end, extend
from jobassist.services.form_sheet import SheetRow
from jobassist.services.parts import Part
from jobassist.services.whereabouts import Place
from jobassist.session import Session
from ui import keys
from ui.companies.part_list import PartList
from ui.companies.words import STATES, word
from ui.context import Context
from ui.page import Page
from ui.shell.places import FORM, FORMS, LETTERS, SEALED
from ui.signing.course import CourseBlock
from ui.signing.decision import DecisionBlock
from ui.signing.filing import FilingSheet
from ui.theme import tokens as t
from ui.widgets.banner import Banner
from ui.widgets.flow import flow
from ui.widgets.layout import column, row
from ui.widgets.text import button, icon_button, label
from ui.widgets.touch import Block, touch_page
from ui.words import moment_within

_WIDTH = 980


@dataclass(frozen=True, slots=True)
class _Read:
    desk: Desk
    envelope: Envelope | None
    held: list[Part]
    sheet: list[SheetRow]
    decisions: list[FormDecision]
    may_decide: bool
    stage: FormState


class SealedPage(Page):
    """One form after it was sealed."""

    def __init__(self, context: Context, session: Session, case_id: str) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self.case_id = case_id
        self._form_id = ""
        self.envelope: Envelope | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.decision = DecisionBlock(self._context, self._session)
        self.course = CourseBlock(self._context, self._session)
        body = QWidget()
        inside = column(t.M, 0, body)
        for block in (self.course, self._seal(), self._held(), self.decision, self._filing()):
            inside.addWidget(block)
        inside.addSpacing(t.M)
        inside.addStretch(1)
        touch_page(self, self._head(), body, width=_WIDTH)
        self.setFocusProxy(self.verify_button)

    def _head(self) -> QWidget:
        self.back_button = icon_button("back", self.tr("Til sagens blanketter"), key=keys.BACK)
        self.heading = label(role="title", wrap=True)
        self.about = label(role="muted", wrap=True)
        self.banner = Banner()
        head = QWidget()
        lines = column(t.S, 0, head)
        top = row(t.M)
        words = column(2)
        words.addWidget(self.heading)
        words.addWidget(self.about)
        top.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        lines.addLayout(top)
        lines.addWidget(self.banner)
        return head

    def _seal(self) -> Block:
        self.seal = Block(self.tr("Forseglet"))
        self.hash = label(role="code", wrap=True)
        self.hash.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hash.setAccessibleName(self.tr("Konvoluttens fingeraftryk"))
        self.sealed_at = label(role="muted", wrap=True)
        self.verify_button = button(self.tr("Efterprøv"), symbol="check")
        self.verdict = label(role="strong", wrap=True)
        for part in (self.sealed_at, self.hash, self.verdict):
            self.seal.lines.addWidget(part)
        self.seal.lines.addLayout(flow(self.verify_button, *self._copies()))
        self.seal.say(
            self.tr(
                "Arbejdsgiverens kopi er uden CPR-nummer, ydelse og helbred og bevises af samme "
                "fingeraftryk. En gemt fil ligger ukrypteret dér, hvor du lægger den."
            )
        )
        return self.seal

    def _held(self) -> Block:
        self.held = Block(self.tr("Hvad kommunen har modtaget"))
        self.parts = PartList()
        self.held.lines.addWidget(self.parts)
        return self.held

    def _filing(self) -> Block:
        self.filing = Block(self.tr("Indsend i VITAS"))
        self.sheet = FilingSheet()
        self.reference = QLineEdit()
        self.reference.setPlaceholderText(self.tr("Referencenummer fra VITAS"))
        self.reference.setAccessibleName(self.tr("Referencenummer fra VITAS"))
        self.reference_button = button(self.tr("Gem referencen"))
        across = row(t.S)
        across.addWidget(self.reference, 1)
        across.addWidget(self.reference_button)
        self.filing.lines.addWidget(self.sheet)
        self.filing.lines.addSpacing(t.S)
        self.filing.lines.addLayout(across)
        return self.filing

    def _copies(self) -> list[QWidget]:
        full = button(self.tr("Gem hele konvolutten …"))
        theirs = button(self.tr("Gem arbejdsgiverens kopi …"))
        pdf = button(self.tr("Gem PDF …"))
        their_pdf = button(self.tr("Gem arbejdsgiverens PDF …"))
        for made, kind, copy in (
            (full, "json", Copy.FULL),
            (theirs, "json", Copy.EMPLOYER),
            (pdf, "pdf", Copy.FULL),
            (their_pdf, "pdf", Copy.EMPLOYER),
        ):
            made.clicked.connect(partial(self._choose, kind, copy))
        return [full, theirs, pdf, their_pdf]

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.back_requested)
        self.verify_button.clicked.connect(self.prove)
        self.sheet.ticked.connect(self._tick)
        self.reference_button.clicked.connect(self._file)
        self.reference.returnPressed.connect(self._file)
        self.decision.decided.connect(self.refresh)
        self.course.changed.connect(self.told)
        self.course.changed.connect(lambda _said: self.refresh())
        self.course.letters_written.connect(
            lambda id: self.place_requested.emit(Place(LETTERS, self.case_id, id))
        )
        self.course.failed.connect(self._explain)
        self.decision.failed.connect(self._explain)
        self.course.extend_button.clicked.connect(lambda: self._follow(extend))
        self.course.end_button.clicked.connect(lambda: self._follow(end))

    def place(self) -> Place:
        """The sealed form."""
        return Place(SEALED, self.case_id, self._form_id)

    def back_place(self) -> Place:
        """The case's forms."""
        return Place(FORMS, self.case_id)

    def show_place(self, place: Place) -> None:
        """Show the form with that id."""
        self._form_id = place.record_id
        self.verdict.clear()
        self.refresh()

    def refresh(self) -> None:
        """Read anew what became of it."""
        if self._form_id:
            self._context.jobs.run(self, self._read, self._show, self._explain)

    def _read(self) -> _Read:
        session, id = self._session, self._form_id
        desk = open_desk(session, id)
        try:
            envelope = envelopes.find(session, id)
        except UserError:
            envelope = None
        try:
            sheet = form_sheet.filing_sheet(session, id)
        except UserError:
            sheet = []
        with session.store.read() as tx:
            stage = parts.stage(tx, desk.opened.record)
        return _Read(
            desk,
            envelope,
            parts.of_form(session, id),
            sheet,
            form_deciding.decisions(session, id),
            self._may_decide(desk),
            stage,
        )

    def _may_decide(self, desk: Desk) -> bool:
        """A caseworker, afterwards; who decides on the spot does it before it is signed."""
        is_open = desk.opened.record.state in form_deciding.AFTER_SIGNING
        by = form_deciding.may_decide(self._session) and not form_deciding.on_the_spot(
            self._session
        )
        return is_open and by and desk.opened.definition.decided

    def _show(self, read: _Read) -> None:
        desk, form = read.desk, read.desk.opened.record
        assert isinstance(form, Form)
        definition = desk.opened.definition
        self.title = desk.citizen
        self.titled.emit()
        self.envelope = read.envelope
        self.heading.setText(definition.title(self._context.settings["language"]))
        facts = (desk.citizen, desk.company, word(STATES[read.stage]))
        self.about.setText(" · ".join(part for part in facts if part))
        going = bool(form_flow.STEPS[form.state]) and any(
            one.outcome.value == "approved" for one in read.decisions
        )
        self.course.extend_button.setVisible(going and "forlaengelse" in definition.follows)
        self.course.end_button.setVisible(going and "ophoer" in definition.follows)
        self.seal.setVisible(read.envelope is not None)
        if read.envelope:
            when = moment_within(read.envelope.made_at, self._session.clock.now())
            self.sealed_at.setText(self.tr("Forseglet {when}. Fingeraftryk:").format(when=when))
            root = read.envelope.root
            self.hash.setText(" ".join(root[at : at + 8] for at in range(0, len(root), 8)))
        self.parts.show_parts(read.held)
        self.filing.setVisible(bool(read.sheet))
        self.sheet.show_rows(read.sheet)
        if form.vitas_ref:
            self.reference.setText(form.vitas_ref)
        decision = next((one for one in read.decisions if one.round == form.round), None)
        asks = decision is None and read.may_decide
        self.decision.show_form(form, definition, decision, asks=asks)
        self.course.show_form(desk.opened)

    def prove(self) -> None:
        """Prove the envelope from its exported bytes alone."""
        if not self.envelope:
            return
        session, id = self._session, self.envelope.id

        def check() -> str:
            try:
                proved = verify(envelopes.export(session, id))
            except BrokenEnvelopeError as broken:
                raise UserError("envelope.broken", why=broken.why) from None
            return proved.root

        def held(root: str) -> None:
            same = self.envelope is not None and root == self.envelope.root
            self.verdict.setText(
                self.tr("✓  Konvolutten holder: intet i den er ændret, siden den blev forseglet.")
                if same
                else self.tr("Fingeraftrykket er et andet.")
            )

        self._context.jobs.run(self, check, held, self._explain)

    def _choose(self, kind: str, copy: Copy) -> None:
        whose = "" if copy is Copy.FULL else "-arbejdsgiver"
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Gem som"), f"blanket{whose}.{kind}", f"*.{kind}"
        )
        if name:
            file = Path(name)
            self.save_as(file if file.suffix else file.with_suffix(f".{kind}"), kind, copy)

    def save_as(self, file: Path, kind: str, copy: Copy) -> None:
        """Write the envelope or its PDF where somebody asked for it."""
        if not self.envelope:
            return
        session, id = self._session, self.envelope.id
        make = envelopes.export if kind == "json" else envelopes.pdf

        def write() -> None:
            may_save(session.settings, file)
            content = make(session, id, copy)
            try:
                file.write_bytes(content)
            except OSError:
                raise EnvironmentFault("cli.unwritable_file", retryable=True) from None

        self._do(write, self.tr("Filen er gemt"))

    def _tick(self, key: str, ticked: bool) -> None:
        session, id = self._session, self._form_id
        self._context.jobs.run(
            self,
            lambda: form_sheet.tick(session, id, key, ticked=ticked),
            lambda _form: self.refresh(),
            self._explain,
        )

    def _file(self) -> None:
        session, id, text = self._session, self._form_id, self.reference.text()
        self._do(lambda: form_flow.file(session, id, text), self.tr("Referencen er gemt"))

    def _follow(self, how: Callable[[Session, str], Form]) -> None:
        session, id = self._session, self._form_id

        def begun(form: Form) -> None:
            self.place_requested.emit(Place(FORM, form.case_id, form.id))

        self._context.jobs.run(self, lambda: how(session, id), begun, self._explain)

    def _do(self, deed: Callable[[], object], said: str) -> None:
        def done(_made: object) -> None:
            self.banner.clear()
            self.told.emit(said)
            self.refresh()

        self._context.jobs.run(self, deed, done, self._explain)

    def _explain(self, error: AppError) -> None:
        self.banner.tell(self._context.explain(error))
