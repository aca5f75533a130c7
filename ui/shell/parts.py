"""The parts of a case: its notes, plan, talks, letters. Each is a page of its own."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QTabBar

from ui.shell.places import CASE_PARTS


class CaseParts(QTabBar):
    """`chosen` carries the name of a page of the case that is shown."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("parts")
        self.setAccessibleName(self.tr("Sagens dele"))
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for part in CASE_PARTS:
            at = self.addTab(part.title)
            self.setTabData(at, part.page)
            self.setTabToolTip(at, f"{part.title} ({part.key.shown})")
        self.currentChanged.connect(lambda at: self.chosen.emit(str(self.tabData(at))))

    def light(self, page: str) -> None:
        """Mark the part that is shown."""
        with QSignalBlocker(self):
            for at in range(self.count()):
                if self.tabData(at) == page:
                    self.setCurrentIndex(at)
