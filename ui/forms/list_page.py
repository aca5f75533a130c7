"""A case's forms: what is begun, signed, filed and decided; and a new one."""

from __future__ import annotations

import json
from functools import partial

from PySide6.QtWidgets import QWidget

from jobassist.errors import AppError
from jobassist.forms.definition import Definition
from jobassist.records import Form, FormState, SignatureRole
from jobassist.services import form_definitions, forms, parts, signing
from jobassist.services.whereabouts import Place
from jobassist.session import Session
from ui import keys
from ui.companies.new_form import NewFormDialog
from ui.companies.words import ROLES, STATES, word
from ui.context import Context
from ui.page import Deeds, Page
from ui.shell.places import FORM, FORMS, SEALED
from ui.theme import tokens as t
from ui.widgets.banner import Banner
from ui.widgets.empty import Empty
from ui.widgets.layout import column, row
from ui.widgets.text import button, label
from ui.widgets.touch import Block, RowButton, empty, touch_page
from ui.words import moment

_WIDTH = 860
_BEFORE_SEALING = (FormState.DRAFT, FormState.COMPLETE)
Missing = dict[str, tuple[SignatureRole, ...]]  # by form: who has yet to sign
Read = tuple[list[Form], dict[str, Definition], dict[str, FormState], Missing]


class CaseFormsPage(Page):
    """Choosing a form opens it, or what became of it."""

    def __init__(self, context: Context, session: Session, case_id: str) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self.case_id = case_id
        self.rows: list[RowButton] = []
        self._build()
        self.refresh()

    def _build(self) -> None:
        self.new_button = button(self.tr("Ny blanket"), "primary", symbol="plus")
        self.new_button.clicked.connect(self.new_form)
        self.banner = Banner()
        head = QWidget()
        lines = column(t.S, 0, head)
        top = row(t.M)
        top.addWidget(label(self.tr("Blanketter"), "title"), 1)
        top.addWidget(self.new_button)
        lines.addLayout(top)
        lines.addWidget(self.banner)
        self.block = Block(self.tr("Sagens blanketter"))
        self.nothing = Empty(
            "text",
            self.tr("Ingen blanketter endnu"),
            self.tr("En ny blanket begynder med det, der er kendt om borgeren."),
        )
        body = QWidget()
        inside = column(t.M, 0, body)
        inside.addWidget(self.block)
        inside.addWidget(self.nothing)
        inside.addStretch(1)
        touch_page(self, head, body, width=_WIDTH)
        self.setFocusProxy(self.new_button)

    def place(self) -> Place:
        """The case's forms."""
        return Place(FORMS, self.case_id)

    def refresh(self) -> None:
        """Read them anew."""
        session, case_id = self._session, self.case_id

        def read() -> Read:
            found = forms.list_forms(session, case_id)
            known = {one.name: one for one in form_definitions.types(session)}
            missing = {
                one.id: signing.look(session, one.id).missing
                for one in found
                if one.state is FormState.COMPLETE
            }
            return found, known, parts.stages(session, found), missing

        self._context.jobs.run(self, read, self._show, self._explain)

    def _show(self, read: Read) -> None:
        found, known, stages, missing = read
        empty(self.block.lines)
        self.rows = []
        language = self._context.settings["language"]
        for form in found:
            title = known[form.type].title(language) if form.type in known else form.type
            when = moment(form.created_at, self._session.clock.now())
            told = [_workplace(form), word(STATES[stages[form.id]])]
            if roles := missing.get(form.id):
                names = ", ".join(word(ROLES[role]) for role in roles)
                told.append(self.tr("underskrift mangler: {names}").format(names=names))
            made = RowButton(title, " · ".join(part for part in (*told, when) if part))
            made.clicked.connect(partial(self._open, form))
            self.block.lines.addWidget(made)
            self.rows.append(made)
        self.block.setVisible(bool(found))
        self.nothing.setVisible(not found)

    def _open(self, form: Form) -> None:
        page = FORM if form.state in _BEFORE_SEALING else SEALED
        self.place_requested.emit(Place(page, self.case_id, form.id))

    def new_form(self) -> None:
        """Begin one with what is known of the citizen."""
        dialog = NewFormDialog(self._context, self._session, self, case_id=self.case_id)
        dialog.begun.connect(self.place_requested)
        dialog.open()

    def deeds(self) -> Deeds:
        """The keys of the page."""
        return {keys.NEW_NOTE: self.new_form}

    def _explain(self, error: AppError) -> None:
        self.banner.tell(self._context.explain(error))


def _workplace(form: Form) -> str:
    values = json.loads(form.values)
    return str(values.get("virksomhedsnavn") or "")
