"""Shown once after IT erased the store: what happened, and whom to ask."""

from PySide6.QtCore import Signal

from jobassist.messages import message
from ui.context import Context
from ui.widgets.entered import Entered
from ui.widgets.layout import centred, row
from ui.widgets.text import button, label


class WipedPage(Entered):
    """`seen`: the user has read it."""

    seen = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        said = message("sync.device_wiped", context.settings["language"])
        self.what = label(said.what, "title", wrap=True)
        self.go_on = button(self.tr("Begynd forfra"))
        self.go_on.clicked.connect(self.seen)
        column = centred(self, 480)
        column.addWidget(self.what)
        column.addWidget(label(said.next, wrap=True))
        foot = row()
        foot.addWidget(self.go_on)
        foot.addStretch(1)
        column.addLayout(foot)
        self.setFocusProxy(self.go_on)
