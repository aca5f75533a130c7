"""`central publish`, `withdraw`, `published`: what IT sends out to everybody, signed.

A file is checked as the laptop checks it before anything is written; one that is at fault is
refused as a whole, by line and column.
"""

from argparse import Namespace
from pathlib import Path
from typing import Any

from jobassist.cli.call import Call, existing
from jobassist.cli.parser import verbs
from jobassist.errors import EnvironmentFault, UsageError, UserError

_KINDS = {"form": "blanket", "rules": "regler", "text": "tekst", "policy": "politik"}
_POLICY = "policy"


def add(verb: Any, finish: Any) -> None:
    """Declare the verbs."""
    publish = verbs(verb("publish", "send blanketter, regler, tekster eller politik ud til alle"))
    for name, about, run in (
        ("forms", "en blanket eller en regelfil (YAML)", _forms),
        ("texts", "fælles standardtekster (CSV, JSON, Word)", _texts),
        ("policy", "en politik: indstillinger, der låses eller anbefales (JSON)", _policy),
    ):
        what = publish(name, f"send ud: {about}")
        what.add_argument("file", type=Path, metavar="FIL", help=about)
        finish(what, run)
    take_back = verb("withdraw", "brug ikke længere, hvad der er sendt ud")
    take_back.add_argument("kind", choices=tuple(_KINDS), metavar="SLAGS", help=", ".join(_KINDS))
    take_back.add_argument("name", nargs="?", metavar="NAVN",
                           help="blankettens, reglernes eller tekstens nøgle")  # fmt: skip
    finish(take_back, _withdraw)
    finish(verb("published", "vis blanketter, regler og politik, der er sendt ud"), _published)


def _forms(call: Call, options: Namespace) -> None:
    from jobassist.cli.central import part, url
    from jobassist.forms import library
    from jobassist.forms.linting import check
    from jobassist.forms.reading import read_form
    from jobassist.forms.source import refuse

    content, publishing = _bytes(options.file), part("publishing")
    known = {name: library.packaged(name) for name in library.names()}
    published = publishing.forms(url(call, options))
    known |= {name: read_form(text.encode()) for name, text in published.items()}
    checked = check(content, known)
    if checked.rules is not None:
        kind, name = "rules", checked.rules.name
    elif checked.definition is not None:
        kind, name = "form", checked.definition.name
    else:
        raise refuse(checked.source)
    _tell(call, publishing.file(url(call, options), kind, name, content.decode("utf-8")))


def _texts(call: Call, options: Namespace) -> None:
    from jobassist.cli.central import part, url
    from jobassist.records.plain import plain
    from jobassist.services.phrase_file import read_rows

    rows = read_rows(_bytes(options.file))
    if private := next((row for row in rows if row.is_private), None):
        raise UserError("central.private_text", line=private.line)
    given = [{name: plain(value) for name, value in row.fields.items()} for row in rows]
    told = part("publishing").texts(url(call, options), given)
    call.answer(
        told,
        [f"{told['added']} nye, {told['changed']} ændrede, {told['unchanged']} uændrede tekster."],
    )


def _policy(call: Call, options: Namespace) -> None:
    from jobassist.cli.central import part, url
    from jobassist.policy import read_policy
    from jobassist.settings import TABLE

    content, name = _bytes(options.file), str(options.file)
    try:
        policy = read_policy(content, name)
    except EnvironmentFault as broken:
        raise UserError("policy.faulty", **broken.params) from None
    for key in (*policy.locked, *policy.recommended):
        if TABLE[key].by_machine:
            raise UserError("policy.machines_own", key=key, place=name)
    text = content.decode("utf-8-sig")
    _tell(call, part("publishing").file(url(call, options), _POLICY, _POLICY, text))


def _withdraw(call: Call, options: Namespace) -> None:
    from jobassist.cli.central import part, url

    name = options.name or (_POLICY if options.kind == _POLICY else "")
    if not name:
        raise UsageError("app.usage", detail="der mangler NAVN")
    told = part("publishing").withdraw(url(call, options), options.kind, name)
    call.answer(told, [f"{name}: {told['withdrawn']} trukket tilbage."])


def _published(call: Call, options: Namespace) -> None:
    from jobassist.cli.central import part, url

    found = part("publishing").listed(url(call, options))
    lines = [
        f"{_KINDS[one['kind']]:<9}{one['name']:<28}{one['version'][:12]}  {one['accepted_at'][:10]}"
        f"  {'trukket tilbage' if one['withdrawn'] else 'i brug'}"
        for one in found
    ]
    call.answer(found, lines or ["Ingen blanketter, regler eller politik er sendt ud."])


def _tell(call: Call, told: dict[str, Any]) -> None:
    what = f"{_KINDS[told['kind']].capitalize()} »{told['name']}«"
    call.answer(told, [f"{what} er sendt ud, underskrevet: {told['version'][:12]}."])


def _bytes(file: Path) -> bytes:
    try:
        return existing(file).read_bytes()
    except OSError:
        raise UsageError("app.unreadable_file") from None
