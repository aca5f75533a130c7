"""Writing one standard text: the fields, what there is to say of them, and what they would give."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFrame

from jobassist.errors import AppError
from jobassist.ports.clock import danish_day
from jobassist.ports.stored import CaseCard
from jobassist.records import Phrase, PhraseState, PhraseText, PrivatePhrase
from jobassist.services import phrases
from jobassist.services.phrase_editing import Library, Told, save_text
from jobassist.services.phrase_library import History, versions
from jobassist.services.phrase_remarks import Remark, remarks
from jobassist.services.phrase_row import COLUMNS, PRIVATE, told
from jobassist.session import Session
from ui.context import Context
from ui.jobs import Job
from ui.phrases.remark_words import said
from ui.phrases.text_form import TextForm
from ui.phrases.versions import VersionsDialog
from ui.theme import tokens as t
from ui.theme.apply import is_large
from ui.widgets.banner import Banner
from ui.widgets.entered import Entered
from ui.widgets.layout import column, row, scrolling
from ui.widgets.text import button, label, restyle

_LOOK_AFTER_MS = 300  # of standing still
_MOST_SAID = 4


class TextEditor(Entered):
    """`saved` carries the text as it is now; `thrown` one of the user's own, for the bin."""

    saved = Signal(object)
    thrown = Signal(object)

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self._library = Library((), False, {})
        self._text: PhraseText | None = None
        self._kept: dict[str, str] = {}
        self._stops = True
        self._jobs: list[Job] = []
        self._build()
        self._connect()

    def _build(self) -> None:
        self.form = TextForm(self._session.user.org_unit)
        self.state = label(role="muted", wrap=True)
        self.versions_button = button(self.tr("Versioner"), "quiet")
        self.remarks = label(role="warning", wrap=True)
        self.remarks.setAccessibleName(self.tr("Bemærkninger til teksten"))
        self.case = QComboBox()
        self.case.setAccessibleName(self.tr("Vis med data fra sag"))
        self.case.addItem(self.tr("Vis med data fra en sag"), "")
        self.case.setFixedWidth(520 if is_large() else 280)
        self.throw_button = button(self.tr("Smid ud"), "quiet")
        self.undo_button = button(self.tr("Fortryd ændringer"), "quiet")
        self.save_button = button(self.tr("Gem"), "primary")
        self.banner = Banner()
        lines = column(t.S, 0, self)
        top = row(t.S)
        top.addWidget(self.state, 1)
        if is_large():
            lines.addWidget(self.case)
        else:
            top.addWidget(self.case)
        top.addWidget(self.versions_button)
        lines.addLayout(top)
        scrolled = scrolling(self.form)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        lines.addWidget(scrolled, 1)
        lines.addWidget(self.remarks)
        lines.addWidget(self.banner)
        foot = row(t.S)
        foot.addStretch(1)
        foot.addWidget(self.throw_button)
        foot.addWidget(self.undo_button)
        foot.addWidget(self.save_button)
        lines.addLayout(foot)
        self.setFocusProxy(self.form)
        self._still = QTimer(self, singleShot=True, interval=_LOOK_AFTER_MS)

    def _connect(self) -> None:
        self._still.timeout.connect(self.look)
        self.form.changed.connect(self._show_changed)
        self.form.changed.connect(self._still.start)
        self.case.currentIndexChanged.connect(self.look)
        self.undo_button.clicked.connect(self.undo)
        self.save_button.clicked.connect(self.save)
        self.throw_button.clicked.connect(lambda _: self.thrown.emit(self._text))
        self.versions_button.clicked.connect(self.show_versions)

    def show_cases(self, cards: list[CaseCard]) -> None:
        """The cases whose data a preview may use."""
        for card in cards:
            self.case.addItem(f"{card.citizen.name}, {card.case.number}", card.case.id)

    def show_text(
        self, library: Library, text: PhraseText | None, unsaved: Told | None = None
    ) -> None:
        """Write on this text, or on a new one; `unsaved` is what was written of it before."""
        self._library, self._text = library, text
        self.banner.clear()
        kept = told(text) if text else _new_text()
        if isinstance(text, Phrase) and not self._may_change(text):
            kept["ejer"] = PRIVATE  # one writes one's own edition of it
        self.form.show_text(kept)
        self._kept = self.form.told()
        if unsaved:
            self.form.show_text(unsaved)
        self.state.setText(self._state())
        self.versions_button.setVisible(text is not None)
        self.throw_button.setVisible(isinstance(text, PrivatePhrase))
        self._show_changed()
        self.look()

    def unsaved(self) -> dict[str, str] | None:
        """What is written and not saved, if anything."""
        now = self.form.told()
        return now if now != self._kept else None

    def look(self) -> None:
        """Say what there is to say, and show what the text would give."""
        self._still.stop()
        for job in self._jobs:
            job.cancel()
        now, library, session = self.form.told(), self._library, self._session
        run, today = self._context.jobs.run, danish_day(self._session.clock.now())
        self._jobs = [
            run(self, lambda: remarks(now, library.texts, today), self._show_remarks, self._failed)
        ]
        if case_id := self.case.currentData():
            self._jobs.append(
                run(
                    self,
                    lambda: phrases.unfold_unsaved(session, now["tekst"], case_id),
                    self.form.preview.setPlainText,
                    lambda _broken: self.form.preview.clear(),
                )
            )
        else:
            self.form.preview.setPlainText(
                self.tr("Vælg en sag ovenfor for at se teksten med dens data.")
            )

    def save(self) -> None:
        """Save it; a shared text goes to approval, or is approved by a librarian."""
        if self._stops:
            return
        session, now = self._session, self.form.told()
        self._context.jobs.run(self, lambda: save_text(session, now), self.saved.emit, self._failed)

    def undo(self) -> None:
        """Back to what is saved."""
        self.form.show_text(self._kept)
        self._show_changed()
        self.look()

    def show_versions(self) -> None:
        """Every version with author and date; the chosen one comes back as a change."""
        if self._text is None:
            return
        session, key = self._session, self._text.key

        def show(found: list[PhraseText | History]) -> None:
            dialog = VersionsDialog(found, self._library.authors, session.clock.now(), self)
            if dialog.exec() == QDialog.DialogCode.Accepted and dialog.chosen:
                self.form.put_body(dialog.chosen.title, dialog.chosen.body)
                self._show_changed()
                self.look()

        self._context.jobs.run(self, lambda: versions(session, key), show, self._failed)

    def _show_changed(self) -> None:
        self.undo_button.setEnabled(self.unsaved() is not None)
        self.save_button.setText(self._save_word())
        waits = isinstance(self._text, Phrase) and self._text.state is PhraseState.DRAFT
        to_approve = waits and self._library.is_librarian
        changed = self.unsaved() is not None
        self.save_button.setEnabled(not self._stops and (changed or to_approve))

    def _save_word(self) -> str:
        if self.form.scope.currentData() == PRIVATE:
            return self.tr("Gem til mig selv")
        if self._library.is_librarian:
            return self.tr("Gem og godkend")
        return self.tr("Send til godkendelse")

    def _show_remarks(self, found: list[Remark]) -> None:
        self._stops = any(remark.stops for remark in found)
        sentences = [said(remark) for remark in found[:_MOST_SAID]]
        if len(found) > _MOST_SAID:
            sentences.append(self.tr("… og {count} til.").format(count=len(found) - _MOST_SAID))
        self.remarks.setText("\n".join(sentences) or self.tr("Ingen bemærkninger."))
        restyle(self.remarks, role="danger" if self._stops else "warning" if found else "muted")
        broken = next((remark for remark in found if remark.kind == "broken"), Remark(""))
        self.form.mark(broken.line, broken.column)
        self._show_changed()

    def _may_change(self, text: Phrase) -> bool:
        mine = text.author_id == self._session.user.id
        return self._library.is_librarian or (mine and text.state is PhraseState.DRAFT)

    def _state(self) -> str:
        text = self._text
        if text is None:
            return self.tr("Ny tekst")
        parts = [self.tr("Version {count}").format(count=text.version)]
        if author := self._library.authors.get(text.author_id or ""):
            parts.append(author)
        if isinstance(text, Phrase) and text.state is PhraseState.DRAFT:
            parts.append(self.tr("Venter på godkendelse"))
        elif isinstance(text, Phrase) and not self._may_change(text):
            parts.append(self.tr("Rettes af en tekstansvarlig; gem din egen udgave"))
        return " · ".join(parts)

    def _failed(self, error: AppError) -> None:
        self.banner.tell(self._context.explain(error))


def _new_text() -> dict[str, str]:
    return {**dict.fromkeys(COLUMNS, ""), "kategori": "Journalnotat", "ejer": PRIVATE}
