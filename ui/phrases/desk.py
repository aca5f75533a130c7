"""Standard texts at the editor's side: the palette, spoken requests, and a blank's choices."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from jobassist.errors import AppError
from jobassist.ports.speech import NameMatch
from jobassist.records import Phrase
from jobassist.services import phrases
from jobassist.services.templates import Blank
from jobassist.session import Session
from ui.context import Context
from ui.notes.editor import DraftEditor
from ui.phrases.rank import ranked
from ui.widgets.palette import Palette, Row

_SPOKEN_SHOWN = 3


class PhraseDesk(QObject):
    """Serves one editor at a time; the page is the host of its palettes."""

    def __init__(self, context: Context, session: Session, host: QWidget) -> None:
        super().__init__(host)
        self._context = context
        self._session = session
        self._editor: DraftEditor | None = None
        self._case_id = ""
        self._phrases: list[Phrase] = []
        self._previews: dict[str, str] = {}
        self.palette = Palette(host, self.tr("Find standardtekst"))
        self.spoken = Palette(host, self.tr("Mente du en af disse?"), numbered=True)
        self.choices = Palette(host, self.tr("Vælg"), numbered=True)
        self.palette.typed.connect(self._show_fitting)
        for palette in (self.palette, self.spoken):
            palette.moved.connect(self._preview)
            palette.chosen.connect(self._insert)
        self.choices.chosen.connect(self._choose)

    def serve(self, editor: DraftEditor, case_id: str) -> None:
        """Serve this editor from now on."""
        self._editor, self._case_id = editor, case_id
        self._previews.clear()
        editor.palette_requested.connect(self.open_palette)
        editor.phrase_asked.connect(self._show_asked)
        editor.text.blank_reached.connect(self._offer)
        session = self._session
        self._context.jobs.run(
            self, lambda: phrases.list_phrases(session), self._take, self._failed
        )

    def leave(self) -> None:
        """Serve nobody."""
        self._editor = None
        for palette in (self.palette, self.spoken, self.choices):
            palette.close_it()

    def open_palette(self) -> None:
        """Open the palette, if a draft is being written."""
        self._previews.clear()
        if self._editor:
            self._editor.bar.release()
            self.palette.open()

    def _take(self, known: list[Phrase]) -> None:
        self._phrases = known
        if self._editor:
            self._editor.listen_for([(phrase.key, phrase.name_to_say) for phrase in known])
        if self.palette.isVisible():
            self._show_fitting(self.palette.field.text())

    def _show_fitting(self, query: str) -> None:
        rows = [_row(phrase) for phrase in ranked(self._phrases, query)]
        self.palette.show_rows(rows, self.tr("Ingen standardtekst passer. Prøv andre ord."))

    def _show_asked(self, match: NameMatch) -> None:
        known = {phrase.key: phrase for phrase in self._phrases}
        meant = [known[c.key] for c in match.candidates if c.key in known][:_SPOKEN_SHOWN]
        if match.accepted in known:
            meant.sort(key=lambda phrase: phrase.key != match.accepted)
        if meant:
            self._ask(meant)
        elif self._editor:
            heard = self.tr("Ingen standardtekst ligner »{heard}«.").format(heard=match.heard)
            self._editor.banner.tell(heard, "warning")

    def show_meant(self, query: str) -> None:
        """Ask which of the texts that fit `query` was meant, as after a spoken request."""
        self._ask(ranked(self._phrases, query)[:_SPOKEN_SHOWN])

    def _ask(self, meant: list[Phrase]) -> None:
        self.spoken.open()
        self.spoken.show_rows([_row(phrase) for phrase in meant])

    def _preview(self, phrase: Phrase) -> None:
        if phrase.key in self._previews:
            self._show_preview(phrase, self._previews[phrase.key])
            return
        if self._editor is None:
            return
        session, case_id, given = self._session, self._case_id, self._editor.merge_values()
        self._context.jobs.run(
            self,
            lambda: phrases.unfold(session, phrase.key, case_id, given),
            lambda text: self._show_preview(phrase, text),
            self._failed,
        )

    def _show_preview(self, phrase: Phrase, text: str) -> None:
        self._previews[phrase.key] = text
        for palette in (self.palette, self.spoken):
            entry = palette.current()
            if entry and entry.value.key == phrase.key:
                palette.show_preview(text)

    def _insert(self, phrase: Phrase) -> None:
        session, case_id, editor = self._session, self._case_id, self._editor
        if editor is None:
            return
        used, given = phrases.version_of(phrase), editor.merge_values()
        self._context.jobs.run(
            editor,
            lambda: phrases.unfold(session, phrase.key, case_id, given),
            lambda text: editor.insert_phrase(text, used),
            self._failed,
        )

    def _offer(self, blank: Blank) -> None:
        if blank.choices:
            self.choices.open()
            self.choices.show_preview("")
            self.choices.show_rows([Row(choice, "", choice) for choice in blank.choices])

    def _choose(self, choice: str) -> None:
        if self._editor:
            self._editor.text.insert(choice)
            self._editor.text.setFocus()
            self._editor.text.next_blank()

    def _failed(self, error: AppError) -> None:
        if self._editor:
            self._editor.banner.tell(self._context.explain(error))


def _row(phrase: Phrase) -> Row:
    return Row(phrase.title, f"{phrase.category} · {phrase.name_to_say}", phrase)
