"""Putting pieces together: spaces, capitals, and no mark twice.

What the speech model already punctuated stays, except beside a spoken mark, which wins.
"""

from speech.written.tokens import ABBREVIATIONS, Kind, Piece
from speech.written.vocabulary import words

_SENTENCE_ENDS = frozenset(".?!")
_PAUSES = frozenset(".,;:")
_QUOTES = frozenset('"”“»«')
_LOWERED = frozenset(
    words(
        """
        og men da at der den det de som hvilket fordi hvis når hvor han hun vi jeg er
        har i på med til om for fra af en et ikke kan skal vil også samt eller så dog
        mens inden efter hvorfor hvad borgeren borgerens virksomheden praktikken
        samtalen
        """
    )
)
"""Words the model made capital only because it took a pause for the end of a sentence."""


class Layout:
    """Takes pieces one by one; `text` is what they read as."""

    def __init__(self, before: str) -> None:
        """`before` is the text that the pieces continue; it decides about the first capital."""
        context = before.rstrip(" \t")
        self._pieces: list[Piece] = []
        self._out: list[str] = []  # each piece as it is written, with the space before it
        self._open: list[str] = []
        self._capital = not context or (context[-1] in "\n.?!" and not _ends_in_stop(context))
        self._lower = bool(context) and not self._capital

    @property
    def text(self) -> str:
        """What has been put together so far."""
        return "".join(self._out)

    @property
    def _last(self) -> Piece | None:
        return self._pieces[-1] if self._pieces else None

    def add(self, piece: Piece) -> None:
        """Write one more piece."""
        if piece.kind is Kind.TOGGLE:
            piece = self._resolved(piece)
        if piece.kind is Kind.BREAK:
            self._break(piece)
        elif piece.kind is Kind.MARK and piece.spoken:
            self._spoken_mark(piece)
        elif piece.kind is Kind.MARK:
            self._written_mark(piece)
        elif piece.kind is Kind.WORD:
            self._word(piece)
        else:
            self._sign(piece)

    def _resolved(self, piece: Piece) -> Piece:
        opening, closing = piece.text[0], piece.text[1]
        if opening in self._open:
            return Piece(closing, Kind.CLOSE, False)
        return Piece(opening, Kind.OPEN)

    def _word(self, piece: Piece) -> None:
        text, last = piece.text, self._last
        inside = last is not None and last.kind is Kind.MARK and not (last.spoken or piece.space)
        if self._capital and not inside and "@" not in text:
            text = text[0].upper() + text[1:] if text[0].islower() else text
        elif self._lower and text[0].isupper() and text.lower() in _LOWERED:
            text = text[0].lower() + text[1:]
        self._capital = self._lower = False
        self._write(piece._replace(text=text))

    def _sign(self, piece: Piece) -> None:
        if piece.kind is Kind.JOIN and (self._last is None or self._last.kind is Kind.BREAK):
            piece = piece._replace(kind=Kind.SYMBOL)  # a hyphen heads an item of a list
        elif piece.spoken:
            self._take_back_written(_PAUSES)
        if piece.kind is Kind.OPEN:
            self._open.append(piece.text)
        elif piece.kind is Kind.CLOSE and self._open:
            self._open.pop()
        self._write(piece)

    def _spoken_mark(self, piece: Piece) -> None:
        self._take_back_written(_PAUSES | _SENTENCE_ENDS)
        if self._last and self._last.kind is Kind.MARK and self._last.spoken:
            self._take_back()  # said one after the other: the later one counts
        ends = piece.text in _SENTENCE_ENDS
        self._capital, self._lower = ends, not ends
        if piece.text == "." and self._last and self._stands_there():
            self._pieces[-1] = self._last._replace(stop=True)
        else:
            self._write(piece)

    def _stands_there(self) -> bool:
        """Whether the text ends with a stop already: an abbreviation's, or one in quotes."""
        if self._last is None or self._last.stop:
            return self._last is not None
        quoted = self._last.text in _QUOTES and len(self._pieces) > 1
        return quoted and self._pieces[-2].text in _SENTENCE_ENDS

    def _written_mark(self, piece: Piece) -> None:
        last = self._last
        if last and last.spoken and piece.text in _PAUSES and _takes_no_pause(last):
            return
        if piece.text == "." and last and last.stop and not piece.space:
            return
        numbered = last is not None and (last.stop or last.text[-1:].isdigit())
        self._capital = piece.text in _SENTENCE_ENDS and not numbered
        self._write(piece)

    def _break(self, piece: Piece) -> None:
        if piece.spoken:
            self._take_back_written(frozenset(","))
        self._capital, self._lower = True, False
        lines = piece.text
        if self._last and self._last.kind is Kind.BREAK:
            lines = max(lines, self._last.text)
            self._take_back()
        self._pieces.append(piece._replace(text=lines))
        self._out.append(lines)

    def _take_back_written(self, marks: frozenset[str]) -> None:
        """Take back the marks the model wrote where a spoken one now stands."""
        while (last := self._last) and last.kind is Kind.MARK and not last.spoken:
            if last.text not in marks:
                return
            self._take_back()
            self._capital = False

    def _take_back(self) -> None:
        self._out.pop()
        self._pieces.pop()

    def _write(self, piece: Piece) -> None:
        self._out.append(f" {piece.text}" if self._spaced(piece) else piece.text)
        self._pieces.append(piece)

    def _spaced(self, piece: Piece) -> bool:
        last = self._last
        if last is None or last.kind is Kind.BREAK:
            return False
        if piece.kind in (Kind.CLOSE, Kind.JOIN) or (piece.kind is Kind.MARK and piece.spoken):
            return False
        if last.kind in (Kind.OPEN, Kind.JOIN) and last.spoken:
            return False
        spoken_before = last.spoken and last.kind in (Kind.MARK, Kind.CLOSE, Kind.DASH)
        return piece.space or spoken_before


def _takes_no_pause(last: Piece) -> bool:
    return last.kind in (Kind.MARK, Kind.OPEN, Kind.DASH, Kind.JOIN, Kind.BREAK, Kind.CLOSE)


def _ends_in_stop(context: str) -> bool:
    tail = context.rsplit(None, 1)[-1].lower().removesuffix(".")
    return context.endswith(".") and (tail in ABBREVIATIONS or tail.isdigit())
