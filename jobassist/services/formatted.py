"""Notes and letters as formatted text for other systems: paragraphs and lists, in plain and HTML.

Copying takes personal data out of the store, so it is logged as an extract.
"""

import re
from dataclasses import dataclass
from html import escape

from jobassist.records import Letter, Note
from jobassist.services.danish import danish_date
from jobassist.session import Session

_PARAGRAPHS = re.compile(r"\n[ \t]*\n+")
_BULLET = "- "


@dataclass(frozen=True, slots=True)
class Copied:
    """The same text twice; `html` has no style and nothing that a reader would load."""

    plain: str
    html: str


def copy_note(session: Session, note_id: str) -> Copied:
    """A note's title and text. Raises: UserError `store.no_such_record`."""
    with session.store.read() as tx:
        note = tx.get(Note, note_id)
        tx.extracted(note)
    return formatted(note.title, note.text)


def copy_letter(session: Session, letter_id: str) -> Copied:
    """A letter from its date to its last line. Raises: UserError `store.no_such_record`."""
    with session.store.read() as tx:
        letter = tx.get(Letter, letter_id)
        tx.extracted(letter)
    top = "\n\n".join(part for part in (letter.recipient, danish_date(letter.dated)) if part)
    body = formatted(letter.subject, letter.text)
    end = letter.sender
    return Copied(
        "\n\n".join(part for part in (top, body.plain, end) if part),
        _html(top) + body.html + _html(end),
    )


def formatted(title: str, text: str) -> Copied:
    """A heading, paragraphs, and lists where every line of a paragraph begins with a dash."""
    heading = f"<h1>{escape(title)}</h1>" if title else ""
    plain = "\n\n".join(part for part in (title, text.strip("\n")) if part)
    return Copied(plain, heading + _html(text))


def _html(text: str) -> str:
    return "".join(_paragraph(part) for part in _PARAGRAPHS.split(text.strip()) if part)


def _paragraph(text: str) -> str:
    lines = [line for line in text.split("\n") if line.strip()]
    if all(line.startswith(_BULLET) for line in lines):
        rows = "".join(f"<li>{escape(line[len(_BULLET) :])}</li>" for line in lines)
        return f"<ul>{rows}</ul>"
    return f"<p>{'<br>'.join(escape(line) for line in lines)}</p>"
