"""The document of a dossier: PDF/A-2a and PDF/UA-1 made in memory, or a PDF under a password.

A PDF under a password (AES-256, ISO 32000-2) opens in ordinary readers and is no PDF/A: the
standard forbids encryption. Tags and text are the same.
"""

import io
from importlib import resources
from pathlib import Path
from typing import Any

from jobassist import log
from jobassist.errors import UserError
from jobassist.ports.clock import danish_day
from jobassist.services.danish import danish_date
from jobassist.services.dossier import Dossier, Section, log_extract, words
from jobassist.services.dossier_redaction import Marks, cut, merged
from jobassist.services.exporting import may_save, spool, write_private
from jobassist.services.passphrase import LEAST_LETTERS
from jobassist.services.typesetting import typeset
from jobassist.session import Session

_A4_INCHES = 210 / 25.4


def document(session: Session, dossier: Dossier, marks: Marks, *, reason: str = "") -> bytes:
    """The PDF without what is marked. The texts reach the template as data: nothing is run.

    Nothing is logged yet: whoever gives it away does so by `save` or `print_by`.
    """
    made = _compile(session, dossier, marks, reason, format="pdf", pdf_standards=["a-2a", "ua-1"])
    assert isinstance(made, bytes)
    return made


def pages(
    session: Session, dossier: Dossier, marks: Marks, *, reason: str = "", width: int = 1240
) -> list[bytes]:
    """Its pages as PNG, `width` pixels wide, for a printer that takes no PDF."""
    made = _compile(session, dossier, marks, reason, format="png", ppi=width / _A4_INCHES)
    return made if isinstance(made, list) else [made]


def under_password(pdf: bytes, password: str) -> bytes:
    """The same PDF, readable with the password alone.

    Raises: UserError `dossier.short_password`.
    """
    from pypdf import PdfReader, PdfWriter  # late: few ever need it

    if len(password) < LEAST_LETTERS:
        raise UserError("dossier.short_password", least=LEAST_LETTERS)
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.encrypt(password, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def save(
    session: Session,
    dossier: Dossier,
    marks: Marks,
    file: Path,
    *,
    reason: str = "",
    password: str = "",
) -> int:
    """Write the document where the user said, and log it as an extract; returns its bytes.

    It is logged before it is written: what left unseen would be worse than what stayed. Raises:
    PolicyDenied `export.not_there`, EnvironmentFault `sheet.not_saved`, as `under_password`.
    """
    may_save(session.settings, file)
    pdf = document(session, dossier, marks, reason=reason)
    if password:
        pdf = under_password(pdf, password)
    given(session, dossier)
    write_private(file, pdf)
    return len(pdf)


def print_by(
    session: Session,
    dossier: Dossier,
    marks: Marks,
    command: list[str],
    *,
    reason: str = "",
) -> None:
    """Give the document to a spooler in memory, and log it as an extract.

    Raises: EnvironmentFault `sheet.not_printed`.
    """
    pdf = document(session, dossier, marks, reason=reason)
    given(session, dossier)
    spool(command, pdf)


def given(session: Session, dossier: Dossier) -> None:
    """Log that the dossier leaves the store."""
    with session.store.read() as tx:
        log_extract(tx, dossier)
    count = sum(section.count for section in dossier.sections)
    log.event("dossier.given", case=dossier.case.id, count=count)


def _compile(session: Session, dossier: Dossier, marks: Marks, reason: str, **how: Any) -> Any:
    data = _told(session, dossier, marks, reason)
    template = resources.files("resources.dossier").joinpath("dossier.typ").read_bytes()
    at = int(session.clock.now().timestamp())
    return typeset(template, {"data": data}, timestamp=at, **how)


def _told(session: Session, dossier: Dossier, marks: Marks, reason: str) -> dict[str, Any]:
    said = words(dossier.language)
    known = {passage.key for passage in dossier.passages}
    count = sum(len(merged(found)) for key, found in marks.items() if key in known)
    about = [
        said["about"].format(
            day=danish_date(danish_day(session.clock.now())),
            office=session.settings["office_name"],
            municipality=session.settings["municipality_name"],
        ),
        said["left_out"].format(count=count) if count else said["nothing_left_out"],
    ]
    if count and reason:
        about.append(said["reason"].format(reason=reason))
    return {
        "title": said["title"].format(number=dossier.case.number),
        "author": session.settings["office_name"],
        "language": dossier.language,
        "about": about,
        "page": said["page"],
        "of": said["of"],
        "none": said["none"],
        "sections": [_section(one, said) for one in cut(dossier, marks).sections],
    }


def _section(section: Section, said: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": said[section.part.value],
        "passages": [{"heading": one.heading, "text": one.text} for one in section.passages],
        "head": list(section.head),
        "rows": [list(row) for row in section.rows],
    }
