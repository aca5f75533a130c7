"""Standard texts at the editor's side: the palette, spoken requests, and a blank's choices."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from jobassist.errors import AppError
from jobassist.ports.speech import NameMatch
from jobassist.records import PhraseText
from jobassist.services import phrase_use, phrases
from jobassist.services.phrase_library import is_librarian
from jobassist.services.phrase_search import PhraseIndex
from jobassist.services.phrase_use import Use
from jobassist.services.templates import Blank
from jobassist.session import Session
from ui import keys
from ui.context import Context
from ui.notes.editor import DraftEditor
from ui.widgets.palette import Palette, Row

_SPOKEN_SHOWN = 3
_SHOWN = 40
_PREVIEW_AFTER_MS = 40  # of standing still: typing goes before looking
_SHORTEST_SEARCH = 4  # letters; what is shorter was hardly a search


class PhraseDesk(QObject):
    """Serves one editor at a time; the page is the host of its palettes."""

    def __init__(self, context: Context, session: Session, host: QWidget) -> None:
        super().__init__(host)
        self._context = context
        self._session = session
        self._editor: DraftEditor | None = None
        self._case_id = ""
        self._index = PhraseIndex.of((), Use())
        self._may_load = False  # the texts that come with jobassist
        self._said = ""  # what was taken for a request, as the ordinary text it may have been
        self._searched = ""  # what was typed and has led to nothing yet
        self._previews: dict[str, str] = {}
        self.palette = Palette(host, self.tr("Find standardtekst"))
        self.spoken = Palette(host, self.tr("Mente du en af disse?"), numbered=True)
        self.choices = Palette(host, self.tr("Vælg"), numbered=True)
        self.palette.hint.setText(
            self.tr(
                "Enter vælger · {favourite} favorit · {texts} retter tekster · Esc lukker"
            ).format(favourite=keys.FAVOURITE.shown, texts=keys.TEXTS.shown)
        )
        self.palette.typed.connect(self._show_fitting)
        self.palette.marked.connect(self._mark)
        for palette in (self.palette, self.spoken):
            palette.moved.connect(self._stand_on)
            palette.chosen.connect(self._insert)
        self.spoken.left.connect(self._write_said)
        self.choices.chosen.connect(self._choose)
        self._stood_on: PhraseText | None = None
        self._still = QTimer(self, singleShot=True, interval=_PREVIEW_AFTER_MS)
        self._still.timeout.connect(self.preview)
        self._read_library()

    def serve(self, editor: DraftEditor, case_id: str) -> None:
        """Serve this editor from now on."""
        self._editor, self._case_id = editor, case_id
        self._previews.clear()
        editor.palette_requested.connect(self.open_palette)
        editor.phrase_asked.connect(self._show_asked)
        editor.phrase_answered.connect(self._take_answer)
        editor.bar.written.connect(lambda _text: self.choices.close_it())
        editor.text.blank_reached.connect(self._offer)
        editor.text.abbreviation_typed.connect(self._unfold_typed)
        self._tell_editor()
        self._read_library()

    def leave(self) -> None:
        """Serve nobody."""
        self._count_vain()
        self._editor = None
        for palette in (self.palette, self.spoken, self.choices):
            palette.close_it()

    def open_palette(self) -> None:
        """Open the palette, if a draft is being written."""
        self._previews.clear()
        self._count_vain()
        if self._editor:
            self._editor.bar.release()
            self.palette.open()

    def _read_library(self) -> None:
        session = self._session
        self._context.jobs.run(self, lambda: _read(session), self._take, self._failed)

    def _take(self, found: tuple[PhraseIndex, bool]) -> None:
        self._index, self._may_load = found
        self._tell_editor()
        if self.palette.isVisible():
            self._show_fitting(self.palette.field.text())

    def _tell_editor(self) -> None:
        """What may be spoken and typed; the texts of the draft before serve until they are read."""
        if self._editor:
            self._editor.listen_for([(text.key, text.name_to_say) for text in self._index.texts])
            self._editor.text.abbreviations = frozenset(self._index.abbreviations())

    def _show_fitting(self, query: str) -> None:
        self._searched = query.strip()
        rows = [self._row(text) for text in self._index.search(query)[:_SHOWN]]
        if self._may_load and not self._index.texts:
            load = self.tr("Indlæs de {count} medfølgende tekster")
            rows = [Row(load.format(count=phrases.shipped_count()), "", None)]
        self.palette.show_rows(rows, self.tr("Ingen standardtekst passer. Prøv andre ord."))

    def _row(self, text: PhraseText) -> Row:
        star = "★ " if text.key in self._index.use.favourites else ""
        said = (text.category, text.name_to_say, text.abbreviation)
        return Row(star + text.title, " · ".join(part for part in said if part), text)

    def _mark(self, text: PhraseText | None) -> None:
        """Make a favourite of the text, or no longer."""
        if text is None:
            return
        session = self._session
        self._context.jobs.run(
            self,
            lambda: phrase_use.toggle_favourite(session, text.key),
            lambda _is_favourite: self._read_library(),
            self._failed,
        )

    def _count_vain(self) -> None:
        """What was typed last led to no text."""
        session, query, knows = self._session, self._searched, self._index.knows
        self._searched = ""
        if len(query) >= _SHORTEST_SEARCH:
            self._count(lambda: phrase_use.count_vain_search(session, query, knows))

    def _count(self, job: Callable[[], None]) -> None:
        """Counting never stands in anybody's way: a store that others write to is left alone."""
        self._context.jobs.run(self, job, lambda _none: None, lambda _error: None)

    def _show_asked(self, match: NameMatch, said: str = "") -> None:
        self._write_said()  # what was said before was no request after all
        self._said = said
        known = {text.key: text for text in self._index.texts}
        meant = [known[c.key] for c in match.candidates if c.key in known][:_SPOKEN_SHOWN]
        if match.accepted in known:
            meant.sort(key=lambda phrase: phrase.key != match.accepted)
        if meant:
            self._ask(meant)
        elif self._editor:
            self._write_said()
            heard = self.tr("Ingen standardtekst ligner »{heard}«.").format(heard=match.heard)
            self._editor.banner.tell(heard, "warning")

    def _take_answer(self, answer: str, said: str) -> None:
        """What is shown was answered by voice; where nothing is, it was ordinary speech."""
        editor = self._editor
        if editor is None:
            return
        number = 0 if answer == "no" else int(answer)
        if self.spoken.isVisible():
            if number:
                self.spoken.choose(number - 1)
            else:
                self.spoken.close_it()
                self._write_said()
            return
        choices = editor.text.choices_here()
        if choices and number <= len(choices):
            self.choices.close_it()
            if number:
                self._choose(choices[number - 1])
            return
        self._said = said
        self._write_said()

    def _write_said(self) -> None:
        """What was taken for a request or an answer, and is neither, is text."""
        said, self._said = self._said, ""
        if said and self._editor:
            self._editor.take_dictated(said)
            self._editor.bar.text_changed()

    def show_meant(self, query: str) -> None:
        """Ask which of the texts that fit `query` was meant, as after a spoken request."""
        self._ask(self._index.search(query)[:_SPOKEN_SHOWN])

    def _ask(self, meant: list[PhraseText]) -> None:
        self.spoken.open()
        self.spoken.show_rows([self._row(phrase) for phrase in meant])

    def _stand_on(self, phrase: PhraseText | None) -> None:
        self._stood_on = phrase
        if phrase is None:
            self.palette.show_preview("")
        elif phrase.key in self._previews:
            self._show_preview(phrase, self._previews[phrase.key])
        else:
            self._still.start()

    def preview(self) -> None:
        """Show what the row one stands on would give, without waiting for stillness."""
        self._still.stop()
        phrase = self._stood_on
        if phrase is None or self._editor is None:
            return
        session, case_id, given = self._session, self._case_id, self._editor.merge_values()
        self._context.jobs.run(
            self,
            lambda: phrases.unfold(session, phrase.key, case_id, given),
            lambda text: self._show_preview(phrase, text),
            self._failed,
        )

    def _show_preview(self, phrase: PhraseText, text: str) -> None:
        self._previews[phrase.key] = text
        for palette in (self.palette, self.spoken):
            entry = palette.current()
            if entry and entry.value and entry.value.key == phrase.key:
                palette.show_preview(text)

    def _insert(self, phrase: PhraseText | None) -> None:
        self._said = ""
        if phrase is None:
            self._load_shipped()
        elif self._editor:
            self._write(phrase, self._editor.insert_phrase)

    def _load_shipped(self) -> None:
        def then(_counts: object) -> None:
            self.open_palette()
            self._read_library()

        session = self._session
        self._context.jobs.run(self, lambda: phrases.import_library(session), then, self._failed)

    def _unfold_typed(self, abbreviation: str, end: int) -> None:
        """Put the text in place of its abbreviation, if that still stands there."""
        phrase, editor = self._index.abbreviations().get(abbreviation), self._editor
        if phrase and editor:
            start = end - len(abbreviation)

            def replace(text: str, used: str) -> None:
                if editor.text.select_expected(start, end, abbreviation):
                    editor.insert_phrase(text, used)

            self._write(phrase, replace)

    def _write(self, phrase: PhraseText, insert: Callable[[str, str], None]) -> None:
        session, case_id, editor = self._session, self._case_id, self._editor
        if editor is None:
            return
        self._searched = ""
        used, given = phrases.version_of(phrase), editor.merge_values()
        self._context.jobs.run(
            editor,
            lambda: phrases.unfold(session, phrase.key, case_id, given),
            lambda text: insert(text, used),
            self._failed,
        )
        self._count(lambda: phrase_use.count_choice(session, phrase.key))

    def _offer(self, blank: Blank) -> None:
        if blank.choices:
            self.choices.open()
            self.choices.show_preview("")
            self.choices.show_rows([Row(choice, "", choice) for choice in blank.choices])

    def _choose(self, choice: str) -> None:
        if self._editor:
            self._editor.text.insert(choice)
            self._editor.text.setFocus()
            if not self._editor.text.next_blank():
                self._editor.bar.text_changed()

    def _failed(self, error: AppError) -> None:
        if self._editor:
            self._editor.banner.tell(self._context.explain(error))


def _read(session: Session) -> tuple[PhraseIndex, bool]:
    index = PhraseIndex.of(phrases.list_phrases(session), phrase_use.read_use(session))
    with session.store.read() as tx:
        return index, not index.texts and is_librarian(session, tx)
