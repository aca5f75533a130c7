"""The fields of a standard text, filled from its columns and read back into them."""

import re

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QLineEdit,
    QSplitter,
    QTextEdit,
    QWidget,
)

from jobassist.services.phrase_editing import Told
from jobassist.services.phrase_row import PRIVATE
from ui.phrases.remark_words import column as column_name
from ui.theme import tokens as t
from ui.theme.apply import colours, is_large, scaled
from ui.widgets.layout import column
from ui.widgets.text import label

_LEAST_HEIGHT = 110  # of the text and of how it becomes; what is above scrolls away
_FIELDS = ("talenavn", "forkortelse", "maerker", "gyldig_fra", "gyldig_til")
_DATES = ("gyldig_fra", "gyldig_til")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_DANISH = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_CATEGORIES = ("Journalnotat", "Brev", "Min Plan", "Blanketbemærkning")


class TextForm(QWidget):
    """`changed` after every change by hand."""

    changed = Signal()

    def __init__(self, unit: str) -> None:
        super().__init__()
        self._unit = unit  # the user's own team
        self._rest: dict[str, str] = {}
        self._build()
        self._connect()

    def _build(self) -> None:
        self.title = QLineEdit()
        self.title.setProperty("kind", "heading")
        self.title.setPlaceholderText(column_name("titel"))
        self.title.setAccessibleName(column_name("titel"))
        self.title.setFixedHeight(scaled(t.CONTROL_HEIGHT))
        self.fields = {name: QLineEdit() for name in _FIELDS}
        self.category = QComboBox()
        self.category.setEditable(True)
        self.category.addItems(_CATEGORIES)
        self.scope = QComboBox()
        self.scope.addItem(self.tr("Kun mig"), PRIVATE)
        self.scope.addItem(self.tr("Hele organisationen"), "")
        if self._unit:
            self.scope.addItem(self._unit, self._unit)
        self.fields["forkortelse"].setPlaceholderText(";pv")
        self.fields["maerker"].setPlaceholderText(self.tr("med semikolon imellem"))
        for name in _DATES:
            self.fields[name].setPlaceholderText(self.tr("dag.måned.år"))
        places: tuple[tuple[str, QWidget, int, int, int], ...] = (
            ("talenavn", self.fields["talenavn"], 0, 0, 4),
            ("forkortelse", self.fields["forkortelse"], 0, 4, 2),
            ("kategori", self.category, 1, 0, 2),
            ("maerker", self.fields["maerker"], 1, 2, 4),
            ("enhed", self.scope, 2, 0, 2),
            ("gyldig_fra", self.fields["gyldig_fra"], 2, 2, 2),
            ("gyldig_til", self.fields["gyldig_til"], 2, 4, 2),
        )
        if is_large():  # one below the other
            places = tuple((one[0], one[1], at, 0, 6) for at, one in enumerate(places))
        grid = QGridLayout()
        grid.setHorizontalSpacing(t.M)
        grid.setVerticalSpacing(2)
        for name, widget, line, place, width in places:
            widget.setAccessibleName(column_name(name))
            caption = label(column_name(name), "caption")
            grid.addWidget(caption, 2 * line, place, 1, width, Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(widget, 2 * line + 1, place, 1, width)
        for line in (1, 2):
            grid.setRowMinimumHeight(2 * line, t.XL)  # the captions stand apart from what is above
        for place in range(6):
            grid.setColumnStretch(place, 1)
        self.body = QTextEdit()
        self.body.setAcceptRichText(False)
        self.body.setTabChangesFocus(True)
        self.body.setAccessibleName(column_name("tekst"))
        self.body.setPlaceholderText(self.tr("Teksten, med felter som {borger.navn}"))
        self.preview = QTextEdit()
        self.preview.setProperty("kind", "preview")
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setAccessibleName(self.tr("Forhåndsvisning"))
        self._put_side_by_side()
        lines = column(t.S, 0, self)
        lines.addWidget(self.title)
        lines.addLayout(grid)
        lines.addWidget(self.sides, 1)
        self.setFocusProxy(self.title)

    def _put_side_by_side(self) -> None:
        self.sides = QSplitter(Qt.Orientation.Horizontal)
        self.sides.setChildrenCollapsible(False)
        self.sides.setHandleWidth(t.M)
        for side, name in ((self.body, "editor"), (self.preview, "sheet")):
            frame = QFrame()
            frame.setObjectName(name)
            column(0, t.S, frame).addWidget(side)
            side.setMinimumHeight(scaled(_LEAST_HEIGHT))
            self.sides.addWidget(frame)
        self.sides.setSizes([400, 400])

    def _connect(self) -> None:
        for field in (self.title, *self.fields.values()):
            field.textEdited.connect(self.changed)
        self.category.currentTextChanged.connect(self.changed)
        self.scope.currentIndexChanged.connect(self.changed)
        self.body.textChanged.connect(self.changed)

    def show_text(self, told: Told) -> None:
        """Fill the fields."""
        self._rest = dict(told)
        with (
            QSignalBlocker(self.category),
            QSignalBlocker(self.scope),
            QSignalBlocker(self.body),
        ):
            self.title.setText(told["titel"])
            self.title.setCursorPosition(0)
            for name, field in self.fields.items():
                value = told[name]
                field.setText(_ISO.sub(_as_danish, value) if name in _DATES else value)
            self.category.setCurrentText(told["kategori"])
            self._show_scope(PRIVATE if told["ejer"] else told["enhed"])
            if self._written() != told["tekst"]:
                self.body.setPlainText(told["tekst"])
        self.mark(0, 0)

    def told(self) -> dict[str, str]:
        """The text as it stands in the fields."""
        values = {name: field.text().strip() for name, field in self.fields.items()}
        for name in _DATES:
            values[name] = _DANISH.sub(_as_iso, values[name])
        scope = self.scope.currentData()
        return {
            **self._rest,
            **values,
            "titel": self.title.text().strip(),
            "kategori": self.category.currentText().strip(),
            "ejer": PRIVATE if scope == PRIVATE else "",
            "enhed": "" if scope == PRIVATE else scope,
            "tekst": self._written().strip(),
        }

    def put_body(self, title: str, body: str) -> None:
        """Replace title and text; Ctrl+Z in the text takes it back."""
        self.title.setText(title)
        cursor = QTextCursor(self.body.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(body)

    def mark(self, line: int, place: int) -> None:
        """Underline the sign at fault; line 0: none."""
        marks = []
        block = self.body.document().findBlockByNumber(line - 1)
        if line and block.isValid():
            one = QTextEdit.ExtraSelection()
            one.cursor = QTextCursor(block)
            one.cursor.setPosition(block.position() + min(place - 1, block.length() - 1))
            one.cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            look = QTextCharFormat()
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            look.setUnderlineColor(QColor(colours().danger))
            one.format = look
            marks.append(one)
        self.body.setExtraSelections(marks)

    def _written(self) -> str:
        """The body with its hard spaces, which `toPlainText` makes soft."""
        return self.body.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def _show_scope(self, scope: str) -> None:
        at = self.scope.findData(scope)
        if at < 0:  # another team's text, which a librarian may see
            self.scope.addItem(scope, scope)
            at = self.scope.count() - 1
        self.scope.setCurrentIndex(at)


def _as_danish(found: re.Match[str]) -> str:
    year, month, day = found.groups()
    return f"{int(day)}.{int(month)}.{year}"


def _as_iso(found: re.Match[str]) -> str:
    day, month, year = found.groups()
    return f"{year}-{int(month):02d}-{int(day):02d}"
