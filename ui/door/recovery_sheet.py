"""The recovery key as a sheet: shown once, saved or printed, and typed once to be sure of it."""

import shutil
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QFileDialog, QLineEdit

from jobassist.errors import AppError
from jobassist.services.exporting import may_save
from jobassist.services.recovery_sheet import in_lines, print_sheet, save_sheet
from ui.context import Context
from ui.theme import tokens as t
from ui.widgets.entered import Entered
from ui.widgets.layout import centred, row
from ui.widgets.text import button, label, restyle


class RecoveryPage(Entered):
    """`confirmed` when the key was typed from the sheet; `postponed` when that waits."""

    confirmed = Signal()
    postponed = Signal()

    def __init__(self, context: Context, key: str, owner: str = "") -> None:
        super().__init__()
        self._context = context
        self._key = key
        self._owner = owner
        self._build()
        self._connect()

    def _build(self) -> None:
        self.key = label(in_lines(self._key), "recovery")
        self.key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.key.setAccessibleName(self.tr("Gendannelsesnøgle"))
        self.key.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.key.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.save_button = button(self.tr("Gem som PDF …"))
        self.print_button = button(self.tr("Udskriv …"))
        self.typed = QLineEdit()
        self.typed.setAccessibleName(self.tr("Skriv nøglen fra arket"))
        self.typed.setPlaceholderText(self.tr("Med eller uden bindestreger"))
        self.said = label(role="muted", wrap=True)
        self.said.setMinimumHeight(t.XL)
        self.go_on = button(self.tr("Bekræft nøglen"), "primary")
        self.later = button(self.tr("Senere"))
        column = centred(self, 560)
        column.addWidget(label(self.tr("Din gendannelsesnøgle"), "title"))
        column.addWidget(
            label(
                self.tr(
                    "Glemmer du adgangssætningen, er nøglen vejen ind. Den vises kun her. "
                    "Skriv den ned eller udskriv den, og gem den aldrig sammen med computeren."
                ),
                "muted",
                wrap=True,
            )
        )
        column.addWidget(self.key)
        sheet = row(t.S)
        sheet.addWidget(self.print_button)
        sheet.addWidget(self.save_button)
        sheet.addStretch(1)
        column.addLayout(sheet)
        column.addSpacing(t.S)
        name = label(self.typed.accessibleName(), "strong")
        name.setBuddy(self.typed)
        column.addWidget(name)
        column.addWidget(self.typed)
        column.addWidget(self.said)
        foot = row(t.S)
        foot.addWidget(self.go_on)
        foot.addWidget(self.later)
        foot.addStretch(1)
        column.addLayout(foot)
        self.setFocusProxy(self.typed)

    def _connect(self) -> None:
        self.save_button.clicked.connect(self._save)
        self.print_button.clicked.connect(self._print)
        self.go_on.clicked.connect(self._confirm)
        self.typed.returnPressed.connect(self._confirm)
        self.typed.textEdited.connect(lambda: self._say(""))
        self.later.clicked.connect(self.postponed)

    def _confirm(self) -> None:
        typed, door = self.typed.text(), self._context.door
        if not typed.strip():
            self._say(self.tr("Skriv nøglen, som den står på arket."))
            return
        self._context.jobs.run(
            self,
            lambda: door.confirm_recovery_key(typed),
            lambda _: self._confirmed(),
            self._failed,
        )

    def _confirmed(self) -> None:
        self.typed.clear()
        self.confirmed.emit()

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Gem arket"), self.tr("gendannelsesnoegle.pdf"), "PDF (*.pdf)"
        )
        if name:
            self.save_to(Path(name))

    def save_to(self, file: Path) -> None:
        """Write the sheet there; it is made in memory, and nowhere else."""
        key, owner, language = self._key, self._owner, self._context.settings["language"]

        def save() -> None:
            may_save(self._context.settings, file)
            save_sheet(file, key, owner, language)

        self._context.jobs.run(
            self,
            save,
            lambda _: self._saved(),
            self._failed,
        )

    def _saved(self) -> None:
        self._say(self.tr("Arket er gemt. Udskriv det, og slet så filen."))

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # late: few ever print

        printer = QPrinter()
        if not QPrintDialog(printer, self).exec():
            return
        native = printer.outputFormat() is QPrinter.OutputFormat.NativeFormat
        if native and printer.printerName() and (spooler := shutil.which("lp")):
            self.print_by(spooler, printer.printerName(), printer.copyCount())
        else:
            self._document().print_(printer)

    def print_by(self, spooler: str, printer: str, copies: int) -> None:
        """Hand the sheet to CUPS in memory: Qt would write it to a temporary file first."""
        key, owner, language = self._key, self._owner, self._context.settings["language"]
        self._context.jobs.run(
            self,
            lambda: print_sheet([spooler, "-d", printer, "-n", str(copies)], key, owner, language),
            lambda _: self._say(self.tr("Arket er sendt til printeren.")),
            self._failed,
        )

    def _document(self) -> QTextDocument:
        """The sheet for a printer, which takes no PDF; in memory as well."""
        sheet = QTextDocument()
        title = self.tr("Gendannelsesnøgle til jobassist")
        advice = self.tr("Gem arket et sikkert sted, aldrig sammen med computeren.")
        sheet.setPlainText(f"{title}\n\n{self._owner}\n\n{in_lines(self._key)}\n\n{advice}")
        font = sheet.defaultFont()
        font.setPointSize(14)
        sheet.setDefaultFont(font)
        return sheet

    def _failed(self, error: AppError) -> None:
        self._say(str(self._context.explain(error)), "danger")

    def _say(self, text: str, role: str = "muted") -> None:
        self.said.setText(text)
        restyle(self.said, role=role)
