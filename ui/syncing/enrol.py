"""Enrolment: the central's address, and the one-time code or a login with the browser."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QProgressBar, QWidget

from jobassist.errors import AppError
from ui.context import Context
from ui.syncing.browser import LoginDialog
from ui.theme import tokens as t
from ui.theme.apply import scaled
from ui.widgets.banner import Banner
from ui.widgets.layout import column, row
from ui.widgets.text import button, label


class EnrolDialog(QDialog):
    """Accepted when the laptop is enrolled."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._asked = ""  # the address that was last asked whether one can log in there
        self.setWindowTitle(self.tr("Tilmeld computeren"))
        self.setMinimumWidth(scaled(480))
        self._build()

    def _build(self) -> None:
        settings = self._context.settings
        self.url = QLineEdit(settings["central_url"])
        self.url.setPlaceholderText("https://")
        self.url.setAccessibleName(self.tr("Centralens adresse"))
        self.url.setReadOnly(settings.locked("central_url"))
        if self.url.isReadOnly():
            self.url.setToolTip(self.tr("Styret af din organisation"))
        self.code = QLineEdit()
        self.code.setAccessibleName(self.tr("Engangskode"))
        self.banner = Banner()
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.hide()
        self.browser_button = button(self.tr("Log ind med browseren"))
        self.browser_button.hide()
        self.enrol_button = button(self.tr("Tilmeld"), "primary")
        self.enrol_button.setDefault(True)
        cancel = button(self.tr("Annullér"))
        lines = column(t.M, t.XL, self)
        lines.addWidget(label(self.tr("Tilmeld computeren"), "title"))
        hint = self.tr("IT giver dig adressen og en kode, der kan bruges én gang.")
        lines.addWidget(label(hint, "muted", wrap=True))
        for field in (self.url, self.code):
            name = label(field.accessibleName(), "strong")
            name.setBuddy(field)
            lines.addWidget(name)
            lines.addWidget(field)
        lines.addWidget(self.banner)
        lines.addWidget(self.busy)
        foot = row()
        foot.addWidget(self.browser_button)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.enrol_button)
        lines.addLayout(foot)
        cancel.clicked.connect(self.reject)
        self.enrol_button.clicked.connect(self._enrol)
        self.browser_button.clicked.connect(self._browse)
        self.url.editingFinished.connect(self._ask_for_browser)
        if self.url.text():
            self._ask_for_browser()
        (self.code if self.url.text() else self.url).setFocus(Qt.FocusReason.OtherFocusReason)

    def _enrol(self) -> None:
        url, code = self.url.text().strip(), self.code.text().strip()
        if not url or not code:
            self.banner.tell(self.tr("Skriv både adresse og kode."), "warning")
            return
        self.banner.clear()
        self._show_busy(True)
        door = self._context.door
        self._context.jobs.run(
            self, lambda: door.enrol(url, code), lambda _: self.accept(), self._failed
        )

    def _ask_for_browser(self) -> None:
        """Offer the browser where the central does; a central out of reach is told by enrolling."""
        url, door = self.url.text().strip(), self._context.door
        if url and url != self._asked:
            self._asked = url
            self.browser_button.hide()
            self._context.jobs.run(
                self, lambda: door.offers_login(url), self.browser_button.setVisible, lambda _: None
            )

    def _browse(self) -> None:
        url, door = self.url.text().strip(), self._context.door
        enrol = partial(door.enrol_by_browser, url)
        if LoginDialog(self._context, self, enrol).exec():
            self.accept()

    def _failed(self, error: AppError) -> None:
        self._show_busy(False)
        self.banner.tell(self._context.explain(error))

    def _show_busy(self, busy: bool) -> None:
        self.busy.setVisible(busy)
        for widget in (self.url, self.code, self.enrol_button, self.browser_button):
            widget.setEnabled(not busy)
