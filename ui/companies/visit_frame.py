"""What the page of a visit is laid out of: its fields, job orders, options, files, dictation."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from jobassist.session import Session
from ui import keys
from ui.companies.order_list import OrderList
from ui.companies.part_list import PartList
from ui.context import Context
from ui.forms.control import DayLine
from ui.forms.voice import FormVoice
from ui.page import Page
from ui.theme import tokens as t
from ui.theme.apply import scaled
from ui.widgets.banner import Banner
from ui.widgets.flow import flow
from ui.widgets.layout import column, row
from ui.widgets.text import button, icon_button, label
from ui.widgets.touch import Block, touch_page

_WIDTH = 900
_TEXT_HIGH = 96
OPTIONS = (
    "Virksomhedspraktik",
    "Løntilskud",
    "Nytteindsats",
    "Mentorstøtte",
    "Jobrotation",
    "Fleksjob",
    "Ordinær ansættelse",
)
"""What one offers a company; kept in Danish, as the municipality's words for it."""


class VisitFrame(Page):
    """The page without its visit."""

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self._build()

    def _build(self) -> None:
        self.back_button = icon_button("back", self.tr("Til virksomheden"), key=keys.BACK)
        self.heading = label(role="title", wrap=True)
        self.when = label(role="muted", wrap=True)
        self.saved = label(role="caption")
        self.form_button = button(self.tr("Ny blanket"), "primary", symbol="text")
        self.candidates_button = button(self.tr("Find kandidater"), symbol="people")
        self.order_button = button(self.tr("Jobordre"))
        self.attach_button = button(self.tr("Foto eller scan …"))
        self.banner = Banner()
        self.voice = FormVoice(self._context, self._session, self.banner, self)
        self.participants = self._line(self.tr("Deltagere"))
        self.labour_need = self._text(self.tr("Behov for arbejdskraft"))
        self.employees = self._line(self.tr("Ordinært ansatte nu"))
        self.employees.setMaximumWidth(scaled(160))
        self.agreements = self._text(self.tr("Aftalt"))
        self.next_on = DayLine(self.tr("Næste kontakt"), today=False)
        self.next_contact = self._line(self.tr("Hvad der skal ske"))
        self.options = {one: QCheckBox(one) for one in OPTIONS}
        head = QWidget()
        lines = column(t.S, 0, head)
        top = row(t.M)
        words = column(2)
        words.addWidget(self.heading)
        words.addWidget(self.when)
        top.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        top.addWidget(self.saved)
        lines.addLayout(top)
        lines.addLayout(
            flow(self.form_button, self.candidates_button, self.order_button, self.attach_button)
        )
        lines.addWidget(self.banner)
        below = touch_page(self, head, self._body(), width=_WIDTH)
        foot = column(0)
        foot.setContentsMargins(0, 0, 0, t.S)
        foot.addWidget(self.voice.live)
        foot.addWidget(self.voice.bar)
        below.addLayout(foot)
        self.setFocusProxy(self.participants)

    def _body(self) -> QWidget:
        met, offered = Block(self.tr("Hvem og hvad")), Block(self.tr("Muligheder, der er tilbudt"))
        after = Block(self.tr("Aftalt, og hvad der skal ske"))
        for name, made in (
            (self.tr("Deltagere"), self.participants),
            (self.tr("Behov for arbejdskraft"), self.labour_need),
            (self.tr("Ordinært ansatte nu"), self.employees),
        ):
            met.lines.addWidget(label(name, "strong"))
            met.lines.addWidget(made)
        for option in self.options.values():
            offered.lines.addWidget(option)
        for name, widget in (
            (self.tr("Aftalt"), self.agreements),
            (self.tr("Næste kontakt"), self.next_on),
            (self.tr("Hvad der skal ske"), self.next_contact),
        ):
            after.lines.addWidget(label(name, "strong"))
            after.lines.addWidget(widget)
        self.orders = Block(self.tr("Firmaets jobordrer"))
        self.order_list = OrderList(self._context, self._session)
        self.orders.lines.addWidget(self.order_list)
        self.files = Block(self.tr("Fotos og scanninger"))
        self.forms = Block(self.tr("Blanketter fra besøget"))
        self.held = Block(self.tr("Hvad kommunen har modtaget"))
        self.parts = PartList()
        self.held.lines.addWidget(self.parts)
        body = QWidget()
        inside = column(t.M, 0, body)
        for block in (met, self.orders, offered, after, self.files, self.forms, self.held):
            inside.addWidget(block)
        inside.addStretch(1)
        return body

    def _line(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name)
        return made

    def _text(self, name: str) -> QPlainTextEdit:
        made = QPlainTextEdit()
        made.setAccessibleName(name)
        made.setTabChangesFocus(True)
        made.setFixedHeight(_TEXT_HIGH)
        return made
