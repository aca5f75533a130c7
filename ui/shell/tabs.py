"""The open cases, one tab each: back to any of them with one key."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QTabBar

from ui.widgets.text import icon_button

_MOST = 9  # what fits on a laptop's screen and stays readable


class CaseTabs(QTabBar):
    """`chosen` and `close_requested` carry a case's id."""

    chosen = Signal(str)
    close_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("cases")
        self.setAccessibleName(self.tr("Åbne sager"))
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.currentChanged.connect(self._tell_chosen)
        self.setMovable(True)

    def tabInserted(self, _at: int) -> None:
        """There is something to stand on."""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def tabRemoved(self, _at: int) -> None:
        """Without cases the tab key passes it by."""
        if not self.count():
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def titles(self) -> dict[str, str]:
        """The open cases in order: id to the tab's words."""
        return {self._id(at): self.tabText(at) for at in range(self.count())}

    def light(self, case_id: str, title: str = "") -> None:
        """Open the case's tab if it is not open, and mark it; an empty id marks none."""
        with QSignalBlocker(self):
            if case_id and case_id not in self.titles():
                self.add(case_id, title or "…")
            self.setCurrentIndex(self._at(case_id))
        self.setProperty("lit", bool(case_id))
        self.style().unpolish(self)
        self.style().polish(self)

    def add(self, case_id: str, title: str) -> None:
        """A tab at the end."""
        with QSignalBlocker(self):
            at = self.addTab(title)
            self.setTabData(at, case_id)
            closer = icon_button("close", self.tr("Luk sagen"))
            closer.setFixedSize(20, 20)
            closer.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            closer.clicked.connect(lambda: self.close_requested.emit(case_id))
            self.setTabButton(at, QTabBar.ButtonPosition.RightSide, closer)

    def tell(self, case_id: str, title: str) -> None:
        """Say whose case it is."""
        if (at := self._at(case_id)) >= 0:
            self.setTabText(at, title)
            self.setTabToolTip(at, title)

    def close_case(self, case_id: str) -> None:
        """Take the tab away."""
        with QSignalBlocker(self):
            if (at := self._at(case_id)) >= 0:
                self.removeTab(at)

    def one_too_many(self, but: str) -> str:
        """The case that has been open longest when there are too many, or an empty text."""
        others = [case_id for case_id in self.titles() if case_id != but]
        return others[0] if len(others) >= _MOST else ""

    def beside(self, case_id: str, step: int) -> str:
        """The case that many tabs further on, round and round; empty when none is open."""
        if not self.count():
            return ""
        at = self._at(case_id)
        start = at if at >= 0 else (-1 if step > 0 else 0)
        return self._id((start + step) % self.count())

    def _tell_chosen(self, at: int) -> None:
        if at >= 0:
            self.chosen.emit(self._id(at))

    def _at(self, case_id: str) -> int:
        return next((at for at in range(self.count()) if self._id(at) == case_id), -1)

    def _id(self, at: int) -> str:
        return str(self.tabData(at) or "")
