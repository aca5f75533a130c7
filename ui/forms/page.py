"""Filling in a form: sections and their fields, what is missing, and on to the signatures."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QListWidgetItem,
    QWidget,
)

from jobassist.errors import AppError
from jobassist.records import CompanyForm, Form, FormState
from jobassist.services import forms
from jobassist.services.companies import unit_id
from jobassist.services.form_desk import Desk, open_desk
from jobassist.services.form_flow import void_signatures
from jobassist.services.whereabouts import Left, Place, keep_place, take_place
from jobassist.session import Session
from ui import keys
from ui.context import Context
from ui.forms import missing
from ui.forms.box import FieldBox
from ui.forms.frame import FormFrame
from ui.forms.saver import FormSaver
from ui.forms.sections import SectionCard
from ui.notes.dictate_key import DictateKey
from ui.page import Deeds
from ui.shell.places import COMPANIES, COMPANY, FORM, FORMS, SEALED, SIGNING, VISIT
from ui.theme.apply import scaled
from ui.widgets.touch import empty

_WIDE = 1000  # from here on the sections stand beside the fields
_SEALED = frozenset(set(FormState) - {FormState.DRAFT, FormState.COMPLETE})


class FormPage(FormFrame):
    """What is typed is in the vault before the next key is pressed."""

    def __init__(self, context: Context, session: Session, case_id: str) -> None:
        super().__init__(context, session)
        self.case_id = case_id
        self.desk: Desk | None = None
        self.saver: FormSaver | None = None
        self._unsaved = ""  # what the banner says of saving
        self.cards: list[SectionCard] = []
        self.current = ""  # the field one stands in
        self._strict = False
        self._language = context.settings["language"]
        self._connect()

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.back_requested)
        self.missing_button.clicked.connect(self.show_missing)
        self.sign_button.clicked.connect(self.go_on)
        self.nav.currentRowChanged.connect(self._go_to_section)
        self.missing.chosen.connect(self.go_to_field)
        self.voice.spoken.connect(self._take_spoken)
        self.voice.next_asked.connect(lambda: self.go_to_next(self.current))
        self.voice.troubled.connect(self._explain)
        DictateKey(self, lambda: self.voice.bar)
        app = QApplication.instance()
        app.focusChanged.connect(self._focus_went)  # type: ignore[union-attr]

    # Opening

    def show_place(self, place: Place) -> None:
        """Open the form, at the field one stood in when the place was kept."""
        if self.desk and self.desk.opened.record.id == place.record_id:
            return
        session, id = self._session, place.record_id
        self._context.jobs.run(
            self,
            lambda: open_desk(session, id),
            lambda desk: self.show_desk(desk, place.cursor),
            self._explain,
        )

    def refresh(self) -> None:
        """Take up what came from elsewhere, unless something is being saved."""
        if not self.desk or not self.saver or not self.saver.is_idle:
            return
        session, id = self._session, self.desk.opened.record.id

        def renew(desk: Desk) -> None:
            if self.saver and self.saver.is_idle:
                self.show_desk(desk, self._number_of(self.current))

        self._context.jobs.run(self, lambda: open_desk(session, id), renew, self._explain)

    def show_desk(self, desk: Desk, at: int = 0) -> None:
        """Show an opened form; `at` is the number of the field to stand in, from 1."""
        same = bool(self.desk and self.desk.opened.record.id == desk.opened.record.id)
        self.desk = desk
        opened = desk.opened
        if not same or not self.saver:
            self._begin(desk)
        assert self.saver
        self.saver.opened = opened
        for card in self.cards:
            card.opened(opened, locked=desk.is_locked)
        self.title = desk.citizen
        self.titled.emit()
        self.heading.setText(opened.definition.title(self._language))
        parts = (desk.citizen, desk.company)
        self.about.setText(" · ".join(part for part in parts if part))
        self._show_lock()
        self.show_state()
        if not same:
            self.voice.begin(opened.record.id)
        fields = list(opened.definition.by_key)
        if at and at <= len(fields):
            self.go_to_field(fields[at - 1])
        elif not same:
            self.go_to_next("")

    def _begin(self, desk: Desk) -> None:
        opened = desk.opened
        self._strict = False
        self.saver = FormSaver(self._context, self._session, opened, self)
        self.saver.saved.connect(lambda _touched: self.show_state())
        self.saver.state_changed.connect(self._show_saved)
        self.saver.failed.connect(self._fail_to_save)
        empty(self._cards)
        self.cards = []
        self.nav.clear()
        for section in opened.definition.sections:
            card = SectionCard(section, self._language, desk.known)
            card.edited.connect(self.saver.fill)
            card.reasoned.connect(self.saver.override)
            card.done.connect(self.go_to_next)
            self.cards.append(card)
            self._cards.addWidget(card)
            self.nav.addItem(QListWidgetItem(section.title(self._language)))
        self._cards.addStretch(1)

    def _show_lock(self) -> None:
        assert self.desk
        state = self.desk.opened.record.state
        count = sum(not one.refused for one in self.desk.signatures)
        self.voice.bar.setVisible(not self.desk.is_locked)
        if state in _SEALED:
            self.banner.tell(
                self.tr("Blanketten er underskrevet og forseglet. Den kan læses, ikke rettes."),
                "info",
                action=self.tr("Vis den forseglede"),
                then=self.go_on,
            )
        elif self.desk.signatures:
            self.banner.tell(
                self.tr(
                    "%n underskrift(er) er givet. Retter du noget, bliver de alle ugyldige.",
                    "",
                    count,
                )
                if count
                else self.tr("En part vil ikke skrive under. Retter du noget, spørges alle igen."),
                "warning",
                action=self.tr("Ret alligevel"),
                then=self._change_after_all,
            )
        elif self.desk.is_decided:
            self.banner.tell(
                self.tr(
                    "Blanketten er afgjort på stedet. Retter du noget, gælder afgørelsen ikke."
                ),
                "warning",
                action=self.tr("Ret alligevel"),
                then=self._change_after_all,
            )
        else:
            self.banner.clear()

    def _change_after_all(self) -> None:
        assert self.desk
        session, id = self._session, self.desk.opened.record.id
        self._context.jobs.run(
            self,
            lambda: (void_signatures(session, id), open_desk(session, id))[1],
            lambda desk: self.show_desk(desk, self._number_of(self.current)),
            self._explain,
        )

    # Showing

    def show_state(self) -> None:
        """Show every field as it stands, and what is missing."""
        if not self.desk or not self.saver or not self.saver.opened:
            return
        opened = self.saver.opened
        blocking = [problem.field for problem in missing.blocking(opened)]
        for at, card in enumerate(self.cards):
            card.show_state(strict=self._strict, holds=self.saver.holds)
            open_here = sum(key in card.keys for key in blocking)
            words = card.section.title(self._language)
            shown = f"{words}  ·  {open_here}" if open_here else f"{words}  ✓"
            if self.nav.item(at).text() != shown:
                self.nav.item(at).setText(shown)
            self.nav.item(at).setHidden(card.isHidden())
        count = len(blocking)
        self.missing_button.setText(
            self.tr("%n mangler", "", count) if count else self.tr("Intet mangler")
        )
        self.missing_button.setEnabled(bool(count))
        further = opened.record.state in _SEALED
        self.sign_button.setText(
            self.tr("Vis den forseglede")
            if further
            else self.tr("Til underskrift")
            if isinstance(opened.record, Form)
            else self.tr("Gør færdig")
        )

    def _show_saved(self, state: str) -> None:
        words = {
            "saving": self.tr("Gemmer …"),
            "saved": self.tr("Gemt"),
            "failed": self.tr("Kunne ikke gemmes"),
        }
        self.saved.setText(words[state])
        if state == "saved":
            self.banner.withdraw(self._unsaved)

    def _fail_to_save(self, error: AppError) -> None:
        self._explain(error)
        self._unsaved = self.banner.text

    def _explain(self, error: AppError) -> None:
        self.banner.tell(self._context.explain(error))

    # Going about

    def box(self, key: str) -> FieldBox | None:
        """A field's box, if it is shown."""
        for card in self.cards:
            if key in card.boxes:
                return card.boxes[key]
        return None

    def go_to_field(self, key: str) -> None:
        """Stand in a field, with all of it to be seen."""
        box = self.box(key)
        if box is None or box.isHidden():
            return
        QTimer.singleShot(0, box, lambda: self.view.ensureWidgetVisible(box, 0, 60))
        box.control.setFocus()
        self._stand_in(key)

    def go_to_next(self, after: str) -> None:
        """The next field that is missing, after that one or from the beginning."""
        self._go_to_missing(after, 1)

    def _go_to_missing(self, after: str, step: int) -> None:
        if not self.saver:
            return
        if not self.saver.is_idle:  # what was just chosen may show or hide fields
            self.saver.flush(lambda: self._go_to_missing(after, step))
            return
        for key in missing.from_field(self.saver.opened, after, step):
            if self.box(key):
                self.go_to_field(key)
                return
        if step > 0:
            self.sign_button.setFocus()

    def show_missing(self) -> None:
        """The list of what is missing; choosing leads there."""
        if not self.saver or not self.desk:
            return
        self._strict = True
        self.show_state()
        rows = missing.as_rows(self.saver.opened, self._language)
        self.missing.show_rows(rows, self.tr("Intet mangler."))
        self.missing.show_preview("")
        if rows:
            self.missing.open()

    def _go_to_section(self, at: int) -> None:
        if 0 <= at < len(self.cards):
            card = self.cards[at]
            self.view.verticalScrollBar().setValue(card.y())

    def _focus_went(self, _old: QWidget | None, new: QWidget | None) -> None:
        widget = new if self.isVisible() else None  # one that is closing has no cursor
        while widget is not None and widget is not self:
            if isinstance(widget, FieldBox):
                self._stand_in(widget.field.key)
                return
            widget = widget.parentWidget()

    def _stand_in(self, key: str) -> None:
        if key == self.current or not self.saver or not self.desk:
            return
        self.current = key
        box = self.box(key)
        self.voice.before = box.control.before if box else str
        session = self._session
        left = Left(self.place(), {self.case_id: self.title} if self.case_id else {})
        self.saver.do("place", lambda: keep_place(session, left))

    def _number_of(self, key: str) -> int:
        fields = list(self.desk.opened.definition.by_key) if self.desk else []
        return fields.index(key) + 1 if key in fields else 0

    def place(self) -> Place:
        """The form; the cursor is the number of the field one stands in, from 1."""
        id = self.desk.opened.record.id if self.desk else ""
        return Place(FORM, self.case_id, id, self._number_of(self.current))

    def back_place(self) -> Place:
        """Where the form was begun."""
        record = self.desk.opened.record if self.desk else None
        begun = record.started_from if isinstance(record, Form | CompanyForm) else ""
        kind, _, id = begun.partition(":")
        places = {"visit": VISIT, "company": COMPANY}
        if kind in places:
            return Place(places[kind], record_id=id)
        if self.case_id:
            return Place(FORMS, self.case_id)
        if record and record.p_number:
            return Place(COMPANY, record_id=unit_id(record.p_number))
        return Place(COMPANIES)

    def go_on(self) -> None:
        """Complete it and go to the signatures; what is missing is gone to instead."""
        if not self.saver or not self.desk:
            return
        record = self.saver.opened.record
        if record.state in _SEALED:
            self.place_requested.emit(Place(SEALED, self.case_id, record.id))
        elif self.desk.is_locked:
            self.place_requested.emit(Place(SIGNING, self.case_id, record.id))
        else:
            self.saver.flush(self._complete)

    def _complete(self) -> None:
        assert self.saver
        session, opened = self._session, self.saver.opened
        if missing.blocking(opened):
            self.show_missing()
            return

        def completed(_record: object) -> None:
            if isinstance(opened.record, CompanyForm):
                self.told.emit(self.tr("Blanketten er færdig"))
                self.show_state()
            else:
                self.place_requested.emit(Place(SIGNING, self.case_id, opened.record.id, 1))

        self._context.jobs.run(
            self, lambda: forms.complete(session, opened), completed, self._explain
        )

    # What the window asks

    def deeds(self) -> Deeds:
        """The keys of a form."""
        return {
            keys.NEXT_BLANK: self.show_missing,
            keys.PREVIOUS_BLANK: lambda: self._go_to_missing(self.current, -1),
            keys.FINALISE: self.go_on,
        }

    def save_all(self, then: Callable[[], None]) -> None:
        """Everything is in the vault; nobody needs to come back here of themselves."""
        if not self.saver:
            then()
            return
        self.voice.end()
        session = self._session
        self.current = ""
        self.saver.do("place", lambda: take_place(session) and None)
        self.saver.flush(then)

    def save_for_lock(self, then: Callable[[], None]) -> None:
        """Everything is in the vault; one comes back to the field one stood in."""
        if self.saver:
            self.saver.flush(then)
        else:
            then()

    def is_busy(self) -> bool:
        """Whether somebody dictates."""
        return self.voice.bar.running

    def _take_spoken(self, said: str) -> None:
        if (box := self.box(self.current)) and self.desk and not self.desk.is_locked:
            box.control.take_spoken(said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the fields where there is little."""
        super().resizeEvent(event)
        self.nav.setVisible(event.size().width() >= scaled(_WIDE))
