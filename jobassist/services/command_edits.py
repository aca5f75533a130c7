"""What a spoken command does to the text of a note, as one edit."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jobassist.services.commands import SECTIONS, Order, find

_SENTENCE_END = re.compile(r"[.?!](?=\s|$)|\n")
_ABBREVIATED = re.compile(r"(?:^|\s)(?:\d+|[^\W\d]|ca|kl|nr|stk|pct|kr|bl\.a|f\.eks|tlf|evt|mio)$")


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters `start` to `end` become `text`; afterwards the cursor stands at `cursor`."""

    start: int
    end: int
    text: str
    cursor: int


def edit(order: Order, text: str, cursor: int, pieces: Sequence[str] = ()) -> Edit | None:
    """The edit that a command asks for; None when there is nothing it could change.

    `pieces` are the texts dictated so far, the latest last.
    """
    made = _EDITS.get(order.name)
    return made(order, text, cursor, pieces) if made else None


def _delete_last(_order: Order, text: str, cursor: int, pieces: Sequence[str]) -> Edit | None:
    piece = pieces[-1] if pieces else ""
    if piece and text[:cursor].endswith(piece):
        return _cut(cursor - len(piece), cursor)
    return _delete_sentence(_order, text, cursor, pieces)


def _delete_sentence(_order: Order, text: str, cursor: int, _pieces: Sequence[str]) -> Edit | None:
    before = text[:cursor]
    said = before.rstrip()
    if not said:
        return None
    start = 0
    for end in _SENTENCE_END.finditer(said[:-1]):
        if end[0] == "\n" or not _ABBREVIATED.search(said[: end.start()]):
            start = end.end()
    return _cut(start, cursor)


def _correct(order: Order, text: str, cursor: int, _pieces: Sequence[str]) -> Edit | None:
    place = find(order.what, text[:cursor]) or find(order.what, text)
    if place is None:
        return None
    start, end = place
    to = order.to[0].upper() + order.to[1:] if text[start].isupper() else order.to
    if text[start].islower() and not order.to.isupper():
        to = order.to[0].lower() + order.to[1:] if order.what[:1].islower() else order.to
    moved = len(to) - (end - start)
    return Edit(start, end, to, cursor + moved if cursor >= end else cursor)


def _capital(_order: Order, text: str, cursor: int, _pieces: Sequence[str]) -> Edit | None:
    words = list(re.finditer(r"[^\W_]+", text[:cursor]))
    if not words:
        return None
    at = words[-1].start()
    return Edit(at, at + 1, text[at].upper(), cursor)


def _spell(order: Order, text: str, cursor: int, _pieces: Sequence[str]) -> Edit | None:
    before = text[:cursor]
    gap = " " if before and not before[-1].isspace() and before[-1] not in "(”/" else ""
    return Edit(cursor, cursor, gap + order.what, cursor + len(gap + order.what))


def _go_to(order: Order, text: str, _cursor: int, _pieces: Sequence[str]) -> Edit | None:
    section = next(each for each in SECTIONS if each.name == order.what)
    headings = "|".join(re.escape(each) for each in (section.title, *section.forms))
    found = re.search(rf"^(?:{headings})[ \t]*(?::[^\n]*)?$", text, re.I | re.M)
    if found is None:
        gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
        new = f"{gap}{section.title}:\n"
        return Edit(len(text), len(text), new, len(text) + len(new))
    end = re.search(r"\n\s*\n|\Z", text[found.end() :])
    at = found.end() + (end.start() if end else 0)
    return Edit(at, at, "", at)


def _cut(start: int, end: int) -> Edit:
    return Edit(start, end, "", start)


_EDITS: dict[str, Callable[[Order, str, int, Sequence[str]], Edit | None]] = {
    "delete_last": _delete_last,
    "delete_sentence": _delete_sentence,
    "correct": _correct,
    "capital": _capital,
    "spell": _spell,
    "go_to": _go_to,
}
