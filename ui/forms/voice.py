"""Dictation into whatever field one stands in. Its sound is erased once it is text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from jobassist.session import Session
from ui.context import Context
from ui.notes.dictation_bar import DictationBar
from ui.notes.left_behind import LeftBehind
from ui.widgets.banner import Banner
from ui.widgets.text import label

if TYPE_CHECKING:
    from jobassist.services.commands import Order
    from jobassist.services.unfinished import Recovered


class FormVoice(QObject):
    """`spoken` carries what was said, in written form; `next_asked` a spoken "næste felt".

    What a killed program had heard and not written is offered in `banner`.
    """

    spoken = Signal(str)
    next_asked = Signal()
    troubled = Signal(object)

    def __init__(self, context: Context, session: Session, banner: Banner, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._session = session
        self._banner = banner
        self._left: LeftBehind | None = None
        self._heard: set[str] = set()
        self.before: Callable[[], str] = str  # the text before the cursor
        self.bar = DictationBar(context, session)
        self.bar.more_button.hide()
        self.live = label(role="muted", wrap=True)
        self.live.hide()
        self.bar.live.connect(self._show_live)
        self.bar.written.connect(self.spoken)
        self.bar.heard_until.connect(lambda id, _until: self._heard.add(id))
        self.bar.troubled.connect(self.troubled)
        self.bar.ordered.connect(self._obey)

    def begin(self, id: str) -> None:
        """What is dictated from now on belongs to this form or visit."""
        self.bar.prepare(id, self._now, (), lambda: None)
        if self._left:
            self._left.deleteLater()
        self._left = LeftBehind(self._context, self._session, id, self._banner, self)
        self._left.recovered.connect(self._take_recovered)
        self._left.failed.connect(self.troubled)
        self._left.offer(self._now)

    def _take_recovered(self, recovered: Recovered) -> None:
        self._heard.add(recovered.dictation_id)
        self.spoken.emit(recovered.text)

    def _now(self) -> str:
        return self.before()

    def end(self) -> None:
        """Whoever leaves has done with what was said."""
        if self.bar.running:
            self.bar.release()
            return
        heard, self._heard = self._heard, set()
        recordings = self._session.recordings

        def erase() -> None:
            for id in heard:
                recordings.delete(id)

        if heard:
            self._context.jobs.run(self, erase, failed=self.troubled.emit)

    def _show_live(self, text: str) -> None:
        self.live.setText(text)
        self.live.setVisible(bool(text))

    def _obey(self, order: Order) -> None:
        if order.name == "next_blank":
            self.next_asked.emit()
