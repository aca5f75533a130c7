"""What the unlocked window is laid out of: rail, tabs, banners, the page, the foot."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from jobassist.session import Session
from ui import keys
from ui.context import Context
from ui.shell.care import StoreCare
from ui.shell.parts import CaseParts
from ui.shell.practice import PracticeStrip
from ui.shell.rail import Rail
from ui.shell.tabs import CaseTabs
from ui.syncing.lease import LeaseBanner
from ui.syncing.status import SyncStatus
from ui.theme import tokens as t
from ui.theme.apply import scaled
from ui.widgets.entered import Entered
from ui.widgets.layout import column, row
from ui.widgets.text import button
from ui.widgets.toast import Toast

_NARROW = 1000  # below it the rail shows icons only


class WorkFrame(Entered):
    """The window without its pages; `pages` holds them."""

    def __init__(self, context: Context, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._session = session
        self._build()

    def _build(self) -> None:
        self.setObjectName("page")
        bar = QFrame()
        bar.setObjectName("bar")
        self.rail = Rail()
        self.tabs = CaseTabs()
        self.parts = CaseParts()
        self.search_button = button(self.tr("Søg"), "quiet", symbol="search", key=keys.SEARCH_NOTES)
        self.access_button = button(self._session.user.name, "quiet")
        self.access_button.setToolTip(self.tr("Adgangssætning, pinkode og gendannelsesnøgle"))
        top = row(t.S, 0, bar)
        top.setContentsMargins(t.L, t.XS + 2, t.L, t.XS + 2)
        top.addWidget(self.tabs, 1)
        top.addStretch(0)
        top.addWidget(self.search_button)
        top.addWidget(self.access_button)
        self.pages = QStackedWidget()
        self.status = SyncStatus(self._context)
        self.care = StoreCare(self._context)
        self.lease = LeaseBanner(self._context, self._session)
        right = column(0)
        self.practice = PracticeStrip(self._context, self._session)
        for widget in (bar, self.care, self.lease, self.parts, self.practice):
            right.addWidget(widget)
        right.addWidget(self.pages, 1)
        right.addWidget(self.status)
        across = row(0, 0, self)
        across.addWidget(self.rail)
        across.addLayout(right, 1)
        self.toast = Toast(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the page where there is little."""
        super().resizeEvent(event)
        self.rail.show_narrow(event.size().width() < scaled(_NARROW))
