"""Right of access (aktindsigt): choose the parts, mark what is others', and give it away."""

import threading
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QProgressBar,
    QWidget,
)

from jobassist.errors import AppError
from jobassist.ports.clock import danish_day
from jobassist.services.dossier import USUAL, Dossier, Part, gather, words
from jobassist.services.dossier_document import save
from jobassist.services.dossier_redaction import Marks, Reason, reasons, suggested
from jobassist.services.passphrase import LEAST_LETTERS
from jobassist.services.whereabouts import Place
from jobassist.session import Session
from ui import keys
from ui.context import Context
from ui.dossier.printing import Printing
from ui.dossier.text import DossierText
from ui.jobs import Job
from ui.page import Deeds, Page
from ui.shell.places import DOSSIER
from ui.theme import tokens as t
from ui.theme.apply import scaled
from ui.widgets.banner import Banner
from ui.widgets.layout import column, row, scrolling
from ui.widgets.text import button, label
from ui.words import language

_SIDE, _WIDEST_SIDE = 290, 420


class DossierPage(Page):
    """Nothing leaves the store before it is saved or printed; that is logged as an extract."""

    def __init__(self, context: Context, session: Session, case_id: str) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self.case_id = case_id
        self.dossier: Dossier | None = None
        self._kept: Marks = {}  # also of parts that are not shown just now
        self._job: Job | None = None
        self._stop = threading.Event()
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        self.setObjectName("page")
        said = words(language())
        self.boxes = {part: QCheckBox(_short(said, part)) for part in Part}
        for part, box in self.boxes.items():
            box.setChecked(part in USUAL)
            box.setToolTip(said[part.value])
        self.text = DossierText()
        self.count = label(role="muted", wrap=True)
        self.leave_button = button(self.tr("Udelad"), key=keys.LEAVE_OUT)
        self.suggest_button = button(self.tr("Foreslå"))
        self.next_button = button(self.tr("Næste sted"), "quiet", key=keys.NEXT_DOUBT)
        self.reason = QComboBox()
        self.reason.setAccessibleName(self.tr("Grunden til, at noget er udeladt"))
        self.basis = label(role="caption", wrap=True)
        self.locked = QCheckBox(self.tr("Beskyt filen med en kode"))
        self.password = QLineEdit()
        self.password.setAccessibleName(self.tr("Filens kode"))
        self.password.setPlaceholderText(self.tr("Mindst {least} tegn").format(least=LEAST_LETTERS))
        self.password.hide()
        self.banner = Banner()
        self.busy = QProgressBar()
        self.busy.setAccessibleName(self.tr("Så langt er sagen samlet"))
        self.cancel_button = button(self.tr("Annullér"))
        self.print_button = button(self.tr("Udskriv …"))
        self.save_button = button(self.tr("Gem som PDF …"), "primary", key=keys.FINALISE)
        self.setFocusProxy(self.text)
        self._lay_out()
        self._show_busy(False)

    def _lay_out(self) -> None:
        side = QWidget()
        side.setFixedWidth(min(scaled(_SIDE), _WIDEST_SIDE))
        left = column(t.S, 0, side)
        left.addWidget(label(self.tr("Det gives med"), "strong"))
        for box in self.boxes.values():
            left.addWidget(box)
        left.addSpacing(t.M)
        left.addWidget(label(self.tr("Udelades"), "strong"))
        left.addWidget(self.count)
        left.addWidget(self.reason)
        left.addWidget(self.basis)
        left.addSpacing(t.M)
        left.addWidget(self.locked)
        left.addWidget(self.password)
        left.addStretch(1)
        tools = row(t.S)
        for tool in (self.leave_button, self.suggest_button, self.next_button):
            tools.addWidget(tool)
        tools.addStretch(1)
        right = column(t.S)
        right.addLayout(tools)
        right.addWidget(self.text, 1)
        area = scrolling(side)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedWidth(side.width() + t.L)
        middle = row(t.L)
        middle.addWidget(area)
        middle.addLayout(right, 1)
        head = row(t.M)
        head.addWidget(label(self.tr("Aktindsigt"), "display"))
        head.addStretch(1)
        for one in (self.busy, self.cancel_button, self.print_button, self.save_button):
            head.addWidget(one)
        lines = column(t.M, t.XL, self)
        lines.addLayout(head)
        lines.addWidget(self.banner)
        lines.addLayout(middle, 1)

    def _connect(self) -> None:
        for box in self.boxes.values():
            box.toggled.connect(lambda _: self.refresh())
        self.text.marked.connect(self._count)
        self.reason.currentIndexChanged.connect(lambda _: self._show_basis())
        self.leave_button.clicked.connect(self.text.leave_out)
        self.suggest_button.clicked.connect(self.suggest)
        self.next_button.clicked.connect(lambda _checked: self.text.go_to_next())
        self.locked.toggled.connect(self.password.setVisible)
        self.save_button.clicked.connect(self.save)
        self.print_button.clicked.connect(self.print)
        self.cancel_button.clicked.connect(self.cancel)
        self._show_reasons(danish_day(self._session.clock.now()))

    def _show_reasons(self, today: date) -> None:
        english = language() == "en"
        for one in reasons(today):
            self.reason.addItem(one.en if english else one.da, one)
        self.reason.setMinimumContentsLength(12)
        self.reason.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )

    def _show_basis(self) -> None:
        """The chosen reason's legal basis, and that it is uncertain where it is."""
        one: Reason | None = self.reason.currentData()
        words = one.basis if one else ""
        if one and one.certainty == "U":
            words += "\n" + self.tr("Usikker hjemmel: lad en jurist bekræfte den.")
        self.basis.setText(words)
        self.basis.setVisible(bool(words) and self.text.count > 0)

    def _reason(self) -> str:
        one: Reason | None = self.reason.currentData()
        return one.told(language()) if one else ""

    def refresh(self) -> None:
        """Read the chosen parts anew; what is marked stays marked."""
        self._remember()
        session, case_id, stop = self._session, self.case_id, self._begin()
        parts = [part for part, box in self.boxes.items() if box.isChecked()]
        tell = self._context.jobs.relay(self, self._show_share)
        self._job = self._context.jobs.run(
            self,
            lambda: gather(
                session,
                case_id,
                parts,
                language=language(),
                on_progress=tell,
                cancelled=stop.is_set,
            ),
            self.show_dossier,
            self._failed,
        )

    def _show_share(self, share: float) -> None:
        self.busy.setValue(round(share * 100))

    def show_dossier(self, dossier: Dossier) -> None:
        """Show what was gathered."""
        self.dossier = dossier
        self._show_busy(False)
        self.banner.clear()
        said = words(dossier.language)
        self.text.show_dossier(dossier, {part.value: said[part.value] for part in Part}, self._kept)
        for section in dossier.sections:
            title = _short(said, section.part)
            self.boxes[section.part].setText(f"{title} ({section.count})")

    def suggest(self) -> None:
        """Mark what is surely somebody else's, besides what is marked already."""
        session, dossier = self._session, self.dossier
        if dossier is None:
            return

        def read() -> Marks:
            return suggested(session, dossier)

        def put(found: Marks) -> None:
            before, marked = self.text.count, self.text.marks
            both = {key: (*found.get(key, ()), *marked.get(key, ())) for key in {*found, *marked}}
            self.text.put_marks(both)
            more = self.text.count - before
            self.told.emit(
                self.tr("%n steder foreslået. Læs resten selv igennem.", "", more)
                if more
                else self.tr("Intet nyt at foreslå. Læs selv igennem.")
            )

        self._context.jobs.run(self, read, put, self._failed)

    def save(self) -> None:
        """Ask where, and write it there."""
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Gem aktindsigten"), self.tr("aktindsigt.pdf"), "PDF (*.pdf)"
        )
        if name:
            self.save_to(Path(name))

    def save_to(self, file: Path) -> None:
        """Write it there; it is made in memory, and nowhere else."""
        session, dossier, marks = self._session, self.dossier, self.text.marks
        if dossier is None:
            return
        reason = self._reason()
        password = self.password.text() if self.locked.isChecked() else ""
        if self.locked.isChecked() and len(password) < LEAST_LETTERS:
            self.banner.tell(
                self.tr("Koden er for kort. Vælg mindst {least} tegn.").format(least=LEAST_LETTERS)
            )
            self.password.setFocus()
            return
        self._run(
            lambda: save(session, dossier, marks, file, reason=reason, password=password),
            self.tr("Aktindsigten er gemt, og udleveringen står i loggen"),
        )

    def print(self) -> None:
        """Ask for a printer, and print it."""
        if self.dossier is None:
            return
        printing = Printing(self._session, self.dossier, self.text.marks)
        deed = printing.ask(self, self._reason())
        if deed:
            said = self.tr("Aktindsigten er udskrevet, og udleveringen står i loggen")
            self._run(deed, said)

    def cancel(self) -> None:
        """Stop reading; what was shown before stays."""
        self._stop.set()
        if self._job:
            self._job.cancel()
        self._show_busy(False)
        self.told.emit(self.tr("Annulleret. Intet er skrevet."))

    def _run(self, deed: Callable[[], object], said: str) -> None:
        def done(_result: object) -> None:
            self._show_busy(False)
            self.banner.clear()
            self.password.clear()
            self.told.emit(said)

        self._begin()
        self.busy.setRange(0, 0)
        self.cancel_button.hide()  # from here on it is logged, and is soon done
        self._job = self._context.jobs.run(self, deed, done, self._failed)

    def _begin(self) -> threading.Event:
        self._stop.set()
        self._stop = threading.Event()
        if self._job:
            self._job.cancel()
        self._show_busy(True)
        return self._stop

    def _show_busy(self, busy: bool) -> None:
        self.busy.setRange(0, 100)
        self.busy.setValue(0)
        for widget in (self.busy, self.cancel_button):
            widget.setVisible(busy)
        for button_ in (self.save_button, self.print_button):
            button_.setEnabled(not busy and self.dossier is not None)

    def _remember(self) -> None:
        shown = {passage.key for passage in self.dossier.passages} if self.dossier else set()
        kept = {key: marks for key, marks in self._kept.items() if key not in shown}
        self._kept = {**kept, **self.text.marks}

    def _count(self) -> None:
        count = self.text.count
        self.count.setText(
            self.tr("%n steder udelades.", "", count) if count else self.tr("Intet udelades endnu.")
        )
        self.reason.setEnabled(bool(count))
        self._show_basis()

    def _failed(self, error: AppError) -> None:
        self._show_busy(False)
        self.banner.tell(self._context.explain(error))

    def place(self) -> Place:
        """This case's answer."""
        return Place(DOSSIER, self.case_id)

    def go_to_search(self) -> None:
        """There is no search here: one reads."""
        self.text.setFocus()

    def deeds(self) -> Deeds:
        """The keys of this page."""
        return {
            keys.LEAVE_OUT: self.text.leave_out,
            keys.NEXT_DOUBT: self.text.go_to_next,
            keys.FINALISE: self.save,
        }


def _short(said: Mapping[str, Any], part: Part) -> str:
    return str(said.get(f"{part.value}_short", said[part.value]))
