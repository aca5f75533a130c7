"""The verbs of `form` that sign, seal, export and prove."""

import json
from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobassist.cli.call import Call, existing, print_json, read_text, writing
from jobassist.cli.parser import Parser
from jobassist.errors import UsageError, UserError
from jobassist.records import SignatureRole
from jobassist.records.plain import plain
from jobassist.services.exporting import may_save

if TYPE_CHECKING:
    from jobassist.services.signing import SigningState
    from jobassist.session import Session

_LARGEST_ENVELOPE = 200 * 1024 * 1024


def add_signing(verb: Callable[..., Parser]) -> None:
    """Declare `form sign`, `signing`, `pdf`, `envelope` and `verify`."""
    sign = verb("sign", "skriv under; forsegles, når alle har skrevet under")
    _form(sign)
    sign.add_argument(
        "--data",
        type=Path,
        required=True,
        metavar="FIL",
        help="JSON, én eller en liste: role, name, position og enten strokes (lister af [x, y], "
        "0-10000 gange 0-3000), refusal (grunden) eller signed_at (med --scan)",
    )
    sign.add_argument("--scan", type=Path, metavar="FIL", help="det underskrevne ark, skannet")
    sign.set_defaults(run=_sign)
    look = verb("signing", "vis, hvem der har skrevet under, og hvad centralen har")
    _form(look)
    look.set_defaults(run=_look)
    pdf = verb("pdf", "skriv den forseglede blanket som PDF/A til en fil")
    _form(pdf)
    _out(pdf)
    pdf.set_defaults(run=_pdf)
    export = verb("envelope", "skriv konvolutten til en fil, der beviser sig selv")
    _form(export)
    _out(export)
    export.set_defaults(run=_export)
    verify = verb("verify", "prøv en konvolut; filen er nok, intet sagslager åbnes")
    verify.add_argument("file", type=Path, metavar="FIL", help="filen fra »form envelope«")
    verify.add_argument(
        "--central-key", metavar="NØGLE", help="centralens nøgle (base64), som den skal være"
    )
    verify.set_defaults(run=_verify)


def _form(parser: Parser) -> None:
    parser.add_argument("form", metavar="ID", help="blankettens (eller konvoluttens) id")


def _out(parser: Parser) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="FIL", help="filen, der skrives")
    parser.add_argument(
        "--employer", action="store_true", help="virksomhedens kopi: uden CPR, ydelse og helbred"
    )


def _sign(call: Call, options: Namespace) -> None:
    from jobassist.services import envelopes, signing

    with call.session() as session:
        for given in _given(read_text(options.data)):
            _give(session, options.form, given, options.scan)
        if signing.look(session, options.form).may_seal:
            envelopes.seal(session, options.form)
        told = _told(session, signing.look(session, options.form))
    call.answer(told, _lines(told))


def _look(call: Call, options: Namespace) -> None:
    from jobassist.services import signing

    with call.session() as session:
        told = _told(session, signing.look(session, options.form))
    call.answer(told, _lines(told))


def _pdf(call: Call, options: Namespace) -> None:
    from jobassist.envelope.packet import Copy
    from jobassist.services import envelopes

    with call.session() as session:
        content = envelopes.pdf(
            session, options.form, Copy.EMPLOYER if options.employer else Copy.FULL
        )
    _write(call, options.out, content)


def _export(call: Call, options: Namespace) -> None:
    from jobassist.envelope.packet import Copy
    from jobassist.services import envelopes

    with call.session() as session:
        content = envelopes.export(
            session, options.form, Copy.EMPLOYER if options.employer else Copy.FULL
        )
    _write(call, options.out, content)


def _verify(call: Call, options: Namespace) -> None:
    from jobassist.envelope.verify import NOT_AN_ENVELOPE, BrokenEnvelopeError, verify

    try:
        with existing(options.file).open("rb") as stream:
            found = verify(stream.read(_LARGEST_ENVELOPE + 1))
        if options.central_key and found.central_key != options.central_key:
            raise BrokenEnvelopeError("other_central")
    except BrokenEnvelopeError as broken:
        if call.json:
            print_json({"ok": False, "why": broken.why})
        if broken.why == NOT_AN_ENVELOPE:
            raise UserError("envelope.not_an_envelope") from None
        raise UserError("envelope.broken", why=broken.why) from None
    told = {
        "ok": True,
        "root": found.root,
        "envelope_hash": found.root,
        "id": found.head["form"],
        "envelope": found.head["envelope"],
        "type": found.head["type"],
        "version": found.head["definition"],
        "round": found.head["round"],
        "sealed_at": found.head["sealed_at"],
        "copy": found.packet.copy.value,
        "withheld": found.withheld,
        "certified": found.certified,
        "central_key": found.central_key,
        "signatures": [
            {"role": leaf.value["role"], "signed_at": leaf.value["signed_at"]}
            for leaf in found.packet.leaves
            if leaf.path.startswith("signatures.")
        ],
    }
    by = found.central_key
    certified = f"er bekræftet af centralen {by}" if found.certified else "er ikke bekræftet"
    call.answer(
        told,
        [
            f"Konvolutten holder: {told['type']}, forseglet {told['sealed_at']}",
            f"Rod: {found.root}",
            f"{_COPIES[told['copy']]}; oplysninger holdt tilbage: {found.withheld}",
            f"Computeren, der forseglede, {certified}",
        ],
    )


_COPIES = {"full": "Hele konvolutten", "employer": "Arbejdsgiverens kopi"}  # by the copy's name


def _given(text: str) -> list[dict[str, Any]]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        told = None
    several = told if isinstance(told, list) else [told]
    if not several or not all(isinstance(one, dict) for one in several):
        raise UsageError("app.usage", detail="--data skal være et JSON-objekt eller en liste")
    return several


def _give(session: "Session", form_id: str, given: dict[str, Any], scan: Path | None) -> None:
    from jobassist.services import signing
    from jobassist.services.pad import open_pad

    try:
        role = SignatureRole(given.get("role", ""))
    except ValueError:
        roles = ", ".join(SignatureRole)
        raise UsageError("app.usage", detail=f"role skal være en af {roles}") from None
    who = {"name": str(given.get("name", "")), "position": str(given.get("position", ""))}
    if "refusal" in given:
        signing.refuse(session, form_id, role, reason=str(given["refusal"]), **who)
    elif scan is not None:
        with existing(scan).open("rb") as content:
            signing.sign_on_paper(
                session, form_id, role, content, signed_at=_instant(given.get("signed_at")), **who
            )
    else:
        pad = open_pad(session, form_id, role)
        for stroke in _strokes(given.get("strokes", [])):
            pad.begin(*stroke[0])
            for point in stroke[1:]:
                pad.draw(*point)
            pad.lift()
        signing.sign(session, form_id, role, pad, **who)


def _strokes(told: Any) -> list[list[tuple[float, float]]]:
    try:
        strokes = [[(float(x), float(y)) for x, y in stroke] for stroke in told]
    except (TypeError, ValueError, OverflowError):
        raise UsageError("app.usage", detail="strokes skal være lister af [x, y]") from None
    return [stroke for stroke in strokes if stroke]


def _instant(text: Any) -> datetime:
    try:
        return datetime.fromisoformat(str(text)).astimezone()
    except ValueError:
        raise UsageError("app.usage", detail="signed_at skal være et tidspunkt") from None


def _told(session: "Session", state: "SigningState") -> dict[str, Any]:
    from jobassist.services import parts

    envelope = state.envelope
    standing = parts.of_form(session, state.form.id)
    (stage,) = parts.stages(session, [state.form]).values()
    return {
        "id": state.form.id,
        "type": state.form.type,
        "version": state.form.version,
        "state": stage.value,
        "problems": [],
        "round": state.form.round,
        "content_hash": state.content_hash,
        "envelope": envelope.id if envelope else None,
        "envelope_hash": envelope.root if envelope else None,
        "parties": [
            {
                "role": party.role.value,
                "required": party.required,
                "state": party.state.value,
                "signed_at": plain(party.signature.signed_at) if party.signature else None,
                "interrupted": party.is_drawing,
            }
            for party in state.parties
        ],
        "void": [one.role.value for one in state.void],
        "missing": [role.value for role in state.missing],
        "central_has_all": all(part.held for part in standing),
        "parts": [
            {"name": p.name, "sha256": p.sha256, "held": p.held, "held_at": plain(p.held_at)}
            for p in standing
        ],
    }


def _lines(told: dict[str, Any]) -> list[str]:
    lines = [f"{told['type']} {told['id']}: {told['state']}, runde {told['round']}"]
    lines += [f"  {party['role']:<14}{party['state']}" for party in told["parties"]]
    if told["void"]:
        lines.append(f"  {len(told['void'])} underskrifter fra før en ændring gælder ikke")
    if told["envelope"]:
        lines.append(f"Konvolut {told['envelope']}, rod {told['envelope_hash']}")
    held = sum(part["held"] for part in told["parts"])
    return [*lines, f"Centralen har {held} af {len(told['parts'])} dele."]


def _write(call: Call, file: Path, content: bytes) -> None:
    may_save(call.house.settings, file)
    with writing():
        file.write_bytes(content)
    told = {"file": str(file), "bytes": len(content)}
    call.answer(told, [f"{file}: {len(content)} byte"])
