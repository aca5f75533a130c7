"""A letter as PDF/A-2a and PDF/UA-1 (tagged for screen readers), made in memory."""

from importlib import resources
from typing import Any

from jobassist.records import Letter
from jobassist.services.danish import danish_date
from jobassist.services.typesetting import typeset

_TEMPLATE = resources.files("resources").joinpath("letters", "letter.typ")
_A4_INCHES = 210 / 25.4


def render(letter: Letter) -> bytes:
    """The letter's PDF; the same letter gives the same bytes with the same version of Typst.

    The texts reach the template as data, so nothing in them can be run; a character that no font
    has is named (`printable`). Fonts: Libertinus Serif (SIL Open Font Licence)
    and two more, which Typst carries.
    """
    made = _compile(letter, format="pdf", pdf_standards=["a-2a", "ua-1"])
    assert isinstance(made, bytes)
    return made


def render_pages(letter: Letter, width: int) -> list[bytes]:
    """The letter's pages as PNG, `width` pixels wide, to look at."""
    made = _compile(letter, format="png", ppi=width / _A4_INCHES)
    return made if isinstance(made, list) else [made]


def _compile(letter: Letter, **how: Any) -> Any:
    return typeset(
        _TEMPLATE.read_bytes(),
        {
            "sender": letter.sender,
            "recipient": letter.recipient,
            "dated": danish_date(letter.dated),
            "subject": letter.subject,
            "text": letter.text,
            "author": letter.sender.partition("\n")[0],
        },
        timestamp=int(letter.created_at.timestamp()),
        **how,
    )
