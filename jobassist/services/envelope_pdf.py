"""A sealed form as PDF/A-2a and PDF/UA-1: tagged for screen readers, made in memory."""

from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any

from jobassist.envelope.packet import Copy
from jobassist.ports.clock import DENMARK
from jobassist.records import (
    DecisionOutcome,
    FormDecision,
    Signature,
    SignatureMeans,
    SignatureRole,
)
from jobassist.services.danish import danish_date
from jobassist.services.signed_content import Content, SignedField
from jobassist.services.typesetting import typeset

ROLES = {
    SignatureRole.EMPLOYER: "Arbejdsgiver",
    SignatureRole.EMPLOYEE_REP: "Medarbejderrepræsentant",
    SignatureRole.CITIZEN: "Borger",
    SignatureRole.CONSULTANT: "Virksomhedskonsulent som vidne",
}
OUTCOMES = {DecisionOutcome.APPROVED: "Godkendt", DecisionOutcome.REFUSED: "Afslag"}
_SUFFIXES = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg"}


def render(
    content: Content,
    signatures: Sequence[Signature],
    images: Mapping[str, tuple[str, bytes]],
    *,
    copy: Copy,
    author: str,
    envelope_id: str,
    timestamp: int,
) -> bytes:
    """The document of one copy; the employer's says nothing an employer may not see.

    `images` are media type and bytes by SHA-256. Texts reach the template as data, so nothing in
    them is run; a character that no font has is named (`printable`). Fonts:
    Libertinus Serif (SIL Open Font Licence) and two more, which Typst carries.
    """
    files = {
        f"{sha256}.{_SUFFIXES[media]}": picture
        for sha256, (media, picture) in images.items()
        if media in _SUFFIXES
    }
    names = {name.partition(".")[0]: name for name in files}
    data = told(content, signatures, names, copy=copy)
    data |= {"author": author, "footer": f"{data['footer']}Konvolut {envelope_id}"}
    template = resources.files("resources.envelope").joinpath("document.typ").read_bytes()
    made = typeset(
        {"main.typ": template, **files},
        {"data": data},
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        timestamp=timestamp,
    )
    assert isinstance(made, bytes)
    return made


def told(
    content: Content,
    signatures: Sequence[Signature],
    names: Mapping[str, str],
    *,
    copy: Copy,
) -> dict[str, Any]:
    """Everything the document of one copy says. `names` are the pictures' files by SHA-256."""
    full = copy is Copy.FULL
    fields = [f for f in content.fields if full or f.field.employer_may_see]
    return {
        "title": content.definition.title("da"),
        "footer": "" if full else "Virksomhedens kopi · ",
        "about": _about(content, full=full),
        "summary": [_pair(f) for f in fields if f.field.key in content.definition.summary],
        "sections": _sections(fields),
        "checks": [_check(one) for one in content.checks] if full else [],
        "decision": _decision(content.decision, full=full),
        "signatures": [_signature(one, names, full=full) for one in signatures],
    }


def _about(content: Content, *, full: bool) -> list[str]:
    form = content.form
    lines = [f"Blanket {form.type}, version {form.version[:12]}, underskriftsrunde {form.round}"]
    lines.append(f"Virksomhed: CVR {form.cvr}, P-nummer {form.p_number}" if form.cvr else "")
    lines.append(f"Indholdets hash: {content.content_hash}" if full else "")
    return [line for line in lines if line]


def _pair(one: SignedField) -> list[str]:
    return [one.field.label("da"), one.text["da"]]


def _sections(fields: Sequence[SignedField]) -> list[dict[str, Any]]:
    made: dict[str, list[list[str]]] = {}
    for one in fields:
        made.setdefault(one.section, []).append(_pair(one))
    return [{"title": title, "fields": pairs} for title, pairs in made.items()]


def _check(one: Any) -> list[str]:
    """Rule and version, what it said, the law, the reason given against it."""
    told = one if isinstance(one, dict) else {}

    def text(*names: str) -> str:
        return next((str(told[name]) for name in names if told.get(name)), "")

    rule = " ".join(filter(None, (text("rule", "id"), text("version"))))
    return [rule, text("verdict", "level"), text("basis"), text("reason")]


def _decision(one: FormDecision | None, *, full: bool) -> list[list[str]]:
    """What was decided on the spot; an employer reads the outcome alone."""
    if one is None:
        return []
    authority = ", efter delegeret kompetence" if one.delegated else ""
    when = danish_date(one.decided_at.astimezone(DENMARK).date())
    made = [["Afgørelse", f"{OUTCOMES[one.outcome]}{authority}, {when}"]]
    if full:
        made += [
            ["Begrundelse", one.reasons],
            ["Hjemmel", one.legal_basis],
            ["Klagevejledning", one.appeal_notice],
        ]
    return made


def _signature(one: Signature, names: Mapping[str, str], *, full: bool) -> dict[str, str]:
    at = one.signed_at.astimezone(DENMARK)
    when = f"{danish_date(at.date())} kl. {at:%H.%M}"
    told = f"{one.position}, {when}" if one.position else when
    if one.refused:
        told = f"{told}. Har ikke skrevet under"
        told = f"{told}: {one.refusal_reason}" if full else told
    name = names.get(one.image_id or "", "")
    if one.means is SignatureMeans.SCAN:
        told = f"{told}. Underskrevet på papir; arket er skannet"
        name = name if full else ""  # the sheet may show what is not theirs
    return {
        "role": ROLES[one.role],
        "name": one.name,
        "told": told,
        "file": name,
        "alt": f"Underskrift: {one.name}, {ROLES[one.role]}",
    }
