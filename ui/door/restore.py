"""Restore: an older state is put in the place of a store that is damaged or in doubt."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
)

from jobassist.door import Restorable
from jobassist.errors import AppError, UserError
from jobassist.ports.clock import SystemClock
from ui.context import Context
from ui.door.passphrase import PassphraseField
from ui.theme import tokens as t
from ui.widgets.entered import Entered
from ui.widgets.layout import both_ends, centred, row
from ui.widgets.palette import Row, RowDelegate
from ui.widgets.text import button, label, restyle
from ui.words import moment

if TYPE_CHECKING:
    from jobassist.session import Session

_LEAST_LIST, _LIST = 104, 212  # two rows, and four
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


class RestorePage(Entered):
    """`restored` carries the session; `given_up` leads back to the lock page."""

    restored = Signal(object)
    given_up = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._build()
        self._connect()
        self.show_state(None)
        context.jobs.run(self, context.door.restorable, self.show_state, self._failed)

    def _build(self) -> None:
        self.heading = label(self.tr("Gendan sagslageret"), "title")
        self.empty = label(
            self.tr(
                "Her er ingen øjebliksbilleder. Vælg en sikkerhedskopi. Har du ingen, kan IT lave "
                "et nyt sagslager; det, centralen har, hentes ved synkronisering."
            ),
            wrap=True,
        )
        self.list = QListWidget()
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMinimumHeight(_LEAST_LIST)
        self.list.setMaximumHeight(_LIST)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Hvad der kan gendannes, det nyeste først"))
        self.file_button = button(self.tr("Vælg en sikkerhedskopi …"))
        self.field = PassphraseField(self.tr("Adgangssætning eller gendannelsesnøgle"))
        self.shown = button(self.tr("Vis"), "quiet")
        self.shown.setAccessibleName(self.tr("Vis det, jeg skriver"))
        self.shown.setCheckable(True)
        self.escrow_button = button(self.tr("IT: brug nødadgangens nøgle …"), "quiet")
        self._escrow: Path | None = None
        self.said = label(role="muted", wrap=True)
        self.said.setMinimumHeight(t.XXL)
        self.restore_button = button(self.tr("Gendan"), "primary")
        self.back_button = button(self.tr("Tilbage"))
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setAccessibleName(self.tr("Gendanner sagslageret"))
        policy = self.busy.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.busy.setSizePolicy(policy)
        self._lay_out()
        self.setFocusProxy(self.field)

    def _lay_out(self) -> None:
        column = centred(self, 540)
        column.addWidget(self.heading)
        column.addWidget(self.empty)
        column.addWidget(self.list)
        words = self.tr(
            "Det, der er skrevet efter det valgte tidspunkt, kan mangle; det, centralen har, "
            "kommer igen ved synkronisering. Det nuværende sagslager slettes ikke: det lægges til "
            "side i en mappe ved siden af datamappen."
        )
        column.addWidget(label(words, "muted", wrap=True))
        name = label(self.field.accessibleName(), "strong")
        name.setBuddy(self.field)
        column.addWidget(name)
        line = row(t.S)
        line.addWidget(self.field, 1)
        line.addWidget(self.shown)
        column.addLayout(line)
        column.addWidget(self.escrow_button)
        column.addWidget(self.said)
        column.addLayout(both_ends((self.restore_button, self.back_button), (self.file_button,)))
        column.addWidget(self.busy)

    def _connect(self) -> None:
        self.file_button.clicked.connect(self._ask_for_file)
        self.list.itemActivated.connect(lambda _: self.field.setFocus())
        self.shown.toggled.connect(self._show_typed)
        self.field.textEdited.connect(self._typed)
        self.escrow_button.clicked.connect(self._ask_for_key)
        self.field.caps_lock_changed.connect(self._show_caps_lock)
        self.field.returnPressed.connect(self._restore)
        self.restore_button.clicked.connect(self._restore)
        self.back_button.clicked.connect(self.given_up)

    def show_state(self, found: list[Restorable] | None, now: datetime | None = None) -> None:
        """List what there is, the newest chosen; None while it is being looked for."""
        at = now or SystemClock().now()
        self.list.clear()
        for one in found or []:
            size = QLocale().formattedDataSize(one.size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
            detail = f"{self._age(at - one.made_at)} · {size}"
            self._add(Row(moment(one.made_at, at), detail, one.name))
        self.empty.setVisible(found == [])
        self._show_list()

    def take_file(self, file: Path) -> None:
        """Offer a backup file, and choose it."""
        self._add(Row(file.name, self.tr("Sikkerhedskopi"), file))
        self.list.setCurrentRow(0)
        self.empty.hide()
        self._show_list()
        self._say("")
        self.field.setFocus()

    def _add(self, entry: Row) -> None:
        item = QListWidgetItem(f"{entry.title}\n{entry.detail}")
        item.setData(Qt.ItemDataRole.UserRole, entry)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.title}, {entry.detail}")
        self.list.insertItem(0 if isinstance(entry.value, Path) else self.list.count(), item)

    def _show_list(self) -> None:
        some = self.list.count() > 0
        if some and self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self.list.setVisible(some)
        self._show_busy(False)

    def _age(self, age: timedelta) -> str:
        if age < _HOUR:
            return self.tr("Under en time gammelt")
        if age < _DAY:
            return self.tr("%n timer gammelt", "", age // _HOUR)
        return self.tr("%n dage gammelt", "", age // _DAY)

    def _ask_for_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Vælg en sikkerhedskopi"))
        if name:
            self.take_file(Path(name))

    def _restore(self) -> None:
        item, typed, door = self.list.currentItem(), self.field.text(), self._context.door
        key = self._escrow
        if item is None:
            self._say(self.tr("Vælg en sikkerhedskopi."), "danger")
            return
        if not typed and not key:
            self._say(self.tr("Skriv adgangssætningen eller nøglen fra arket."), "danger")
            return
        source: str | Path = item.data(Qt.ItemDataRole.UserRole).value

        def work() -> Session:
            secret = _content(key) if key else typed
            if isinstance(source, Path):
                return door.restore_backup(source, secret)
            return door.restore(source, secret)

        self._show_busy(True)
        self._say(self.tr("Kontrollerer og gendanner. Luk ikke jobassist imens …"))
        self._context.jobs.run(self, work, self._done, self._failed)

    def _typed(self) -> None:
        """What is typed stands over a key that was chosen before."""
        self._escrow = None
        self._say("")

    def _ask_for_key(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Vælg nødadgangens private nøgle"))
        if name:
            self.take_key(Path(name))

    def take_key(self, file: Path) -> None:
        """Open with the municipality's private key, in place of what is typed."""
        self._escrow = file
        self.field.clear()
        self._say(self.tr("Åbner med nøglen i {file}.").format(file=file.name))
        self.restore_button.setFocus()

    def _done(self, session: Session) -> None:
        self._escrow = None
        self.field.clear()
        self._say("")
        self._show_busy(False)
        self.restored.emit(session)

    def _failed(self, error: AppError) -> None:
        self._show_busy(False)
        self._say(str(self._context.explain(error)), "danger")
        self.field.selectAll()
        self.field.setFocus()

    def _show_typed(self, shown: bool) -> None:
        echo = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.field.setEchoMode(echo)
        self.shown.setText(self.tr("Skjul") if shown else self.tr("Vis"))
        self.field.setFocus()

    def _show_caps_lock(self, on: bool) -> None:
        self._say(self.tr("Caps Lock er slået til.") if on else "", "warning")

    def _show_busy(self, busy: bool) -> None:
        fields = (self.list, self.field, self.shown)
        for widget in (*fields, self.file_button, self.escrow_button, self.back_button):
            widget.setEnabled(not busy)
        self.restore_button.setEnabled(not busy and self.list.count() > 0)
        self.busy.setVisible(busy)

    def _say(self, text: str, role: str = "muted") -> None:
        self.said.setText(text)
        restyle(self.said, role=role)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise UserError("store.escrow_key_unreadable") from None
