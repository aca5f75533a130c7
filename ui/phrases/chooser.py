"""Choosing a standard text for something other than a note: a letter, a section of the plan."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from jobassist.errors import AppError
from jobassist.records import PhraseText
from jobassist.services.phrase_search import PhraseIndex
from jobassist.services.phrase_use import count_choice, read_use
from jobassist.services.phrases import list_phrases, unfold
from jobassist.session import Session
from ui.context import Context
from ui.widgets.palette import Palette, Row

_SHOWN = 40
_PREVIEW_AFTER_MS = 40  # of standing still: typing goes before looking
Rank = Callable[[PhraseText], int | None]
"""Where a text comes among the others while nothing is searched for; None: it is not offered."""


class TextChooser(QObject):
    """A palette of the texts that a place can use.

    `chosen` carries the text of the library, `unfolded` what it gives for the case once that was
    asked for.
    """

    chosen = Signal(object)
    unfolded = Signal(str)
    failed = Signal(object)

    def __init__(
        self, context: Context, session: Session, host: QWidget, name: str, rank: Rank
    ) -> None:
        super().__init__(host)
        self._context = context
        self._session = session
        self._rank = rank
        self.index: PhraseIndex | None = None
        self.palette = Palette(host, name)
        self.palette.typed.connect(self._show_fitting)
        self.palette.moved.connect(self._stand_on)
        self.palette.chosen.connect(self.chosen)
        self._case_id = ""
        self._previews: dict[str, str] = {}
        self._still = QTimer(self, singleShot=True, interval=_PREVIEW_AFTER_MS)
        self._still.timeout.connect(self._preview)

    def open(self, case_id: str) -> None:
        """Read the library and open the palette; texts are shown as they become for the case."""
        self._case_id = case_id
        self._previews.clear()
        session, rank = self._session, self._rank

        def read() -> PhraseIndex:
            texts = [text for text in list_phrases(session) if rank(text) is not None]
            return PhraseIndex.of(texts, read_use(session))

        def ask(index: PhraseIndex) -> None:
            self.index = index
            self.palette.open()

        self._context.jobs.run(self, read, ask, self.failed.emit)

    def unfold(self, text: PhraseText) -> None:
        """Fill the text's fields with the case's data, and count that it was chosen."""
        session, case_id = self._session, self._case_id
        self.count(text)
        self._context.jobs.run(
            self,
            lambda: unfold(session, text.key, case_id),
            self.unfolded.emit,
            self.failed.emit,
        )

    def count(self, text: PhraseText) -> None:
        """Counting never stands in anybody's way."""
        session = self._session

        def nothing(_error: AppError | None = None) -> None: ...

        self._context.jobs.run(self, lambda: count_choice(session, text.key), nothing, nothing)

    def _stand_on(self, text: PhraseText) -> None:
        if text.key in self._previews:
            self.palette.show_preview(self._previews[text.key])
        else:
            self._still.start()

    def _preview(self) -> None:
        """Show what the row one stands on gives for the case."""
        row = self.palette.current()
        if row is None:
            return
        session, case_id, key = self._session, self._case_id, row.value.key

        def show(written: str) -> None:
            self._previews[key] = written
            now = self.palette.current()
            if now and now.value.key == key:
                self.palette.show_preview(written)

        self._context.jobs.run(self, lambda: unfold(session, key, case_id), show, self.failed.emit)

    def _show_fitting(self, query: str) -> None:
        found = self.index.search(query) if self.index else []
        if not query.strip():
            found.sort(key=lambda text: self._rank(text) or 0)
        rows = [Row(text.title, text.name_to_say, text) for text in found[:_SHOWN]]
        self.palette.show_rows(rows, self.tr("Ingen standardtekst passer. Prøv andre ord."))
