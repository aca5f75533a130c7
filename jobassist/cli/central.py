"""`central`: run and look after the reference central. The laptop bundle holds none."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path
from types import ModuleType
from typing import Any

from jobassist.cli import (
    central_care,
    central_connectors,
    central_desk,
    central_joining,
    central_post,
    central_publish,
    central_teams,
)
from jobassist.cli.call import Call, existing
from jobassist.cli.parser import Parser, a_port, one_of, verbs
from jobassist.errors import EnvironmentFault, UsageError
from jobassist.records import CaseRole, Role

_DATABASE = "JOBASSIST_CENTRAL_DATABASE"
_WORDS = {
    "user": "Medarbejder",
    "name": "Navn",
    "role": "Rolle",
    "code": "Kode",
    "days": "Gælder i dage",
    "case": "Sag",
    "assignment": "Tilknytning",
    "ended": "Afsluttede adgange",
    "device": "Computer",
    "wipe": "Slettes ved næste kontakt",
    "enrolled_at": "Tilmeldt",
    "seen_on": "Sidst set",
    "told_at": "Sidst meldt",
    "version": "Version",
    "system": "System",
    "model": "Talemodel",
    "ring": "Ring",
    "errors": "Fejl",
    "warnings": "Advarsler",
    "sealed": "Forseglede dokumenter",
}


def add(parser: ArgumentParser) -> None:
    """Declare the verbs of `central`."""
    verb = verbs(parser)
    serve = verb("serve", "kør centralen i forgrunden")
    serve.add_argument("--port", type=a_port, default=0, metavar="P", help="0: en ledig port")
    serve.add_argument("--host", default="127.0.0.1", metavar="ADRESSE", help="adresse at lytte på")
    _finish(serve, _serve)
    user = verb("user", "opret medarbejdere")
    add_user = verbs(user)("add", "opret en medarbejder")
    add_user.add_argument("name", metavar="NAVN", help="medarbejderens navn")
    add_user.add_argument(
        "--role", type=one_of(Role), default="caseworker", metavar="ROLLE", help="rolle i huset"
    )
    _finish(add_user, _user_add)
    code = verb("enrolment-code", "lav en engangskode til en medarbejders computer")
    code.add_argument("user", metavar="MEDARBEJDER", help="id eller navn")
    _finish(code, _enrolment_code)
    grant = verb("grant", "giv en medarbejder adgang til en sag")
    _case_and_user(grant)
    grant.add_argument("role", type=one_of(CaseRole), metavar="ROLLE", help="rolle i sagen")
    _finish(grant, _grant)
    revoke = verb("revoke", "tag en medarbejders adgang til en sag")
    _case_and_user(revoke)
    _finish(revoke, _revoke)
    wipe = verb("wipe", "slet en computers data ved næste kontakt")
    wipe.add_argument("device", metavar="COMPUTER", help="computerens id")
    _finish(wipe, _wipe)
    _finish(verb("devices", "vis alle tilmeldte computere"), _devices)
    central_care.add(verb, _finish)
    central_joining.add(verb, _finish)
    central_teams.add(verb, _finish)
    central_desk.add(verb, _finish)
    central_connectors.add(verb, _finish)
    central_publish.add(verb, _finish)
    documents = verb(
        "seal-documents", "sæt organisationens segl (PAdES) på det, der kom før seglet"
    )
    documents.add_argument(
        "--pkcs12",
        type=Path,
        metavar="FIL",
        help="en anden nøgle end konfigurationens [seal]; adgangssætningen ad --passphrase-file",
    )
    _finish(documents, _seal_documents)
    post = verbs(verb("post", "breve til Digital Post"))
    central_post.add(post, lambda parser, run: _finish(parser, _with_url(run)))


def _case_and_user(parser: Parser) -> None:
    parser.add_argument("case", metavar="SAG", help="sagens id")
    parser.add_argument("user", metavar="MEDARBEJDER", help="id eller navn")


def _with_url(run: central_post.Run) -> Any:
    def call_with(call: Call, options: Namespace) -> None:
        run(call, options, part("post.admin"), url(call, options))

    return call_with


def _finish(parser: Parser, run: Any) -> None:
    parser.add_argument(
        "--database-url",
        metavar="URL",
        default=os.environ.get(_DATABASE),
        help=f"databasen (ellers {_DATABASE}, ellers en indbygget SQLite-fil)",
    )
    parser.set_defaults(run=run)


def part(name: str) -> ModuleType:
    """A module of the central's. Raises: EnvironmentFault `cli.no_central`."""
    import importlib

    try:
        return importlib.import_module(f"central.{name}")
    except ModuleNotFoundError:
        raise EnvironmentFault("cli.no_central") from None


def _serve(call: Call, options: Namespace) -> None:
    part("serve").serve(
        options.database_url, options.port, host=options.host, data_dir=call.data_dir
    )


def _user_add(call: Call, options: Namespace) -> None:
    tell(call, part("admin").user_add(url(call, options), options.name, options.role))


def _enrolment_code(call: Call, options: Namespace) -> None:
    tell(call, part("admin").enrolment_code(url(call, options), options.user))


def _grant(call: Call, options: Namespace) -> None:
    made = part("admin").grant(url(call, options), options.case, options.user, options.role)
    tell(call, made)


def _revoke(call: Call, options: Namespace) -> None:
    tell(call, part("admin").revoke(url(call, options), options.case, options.user))


def _wipe(call: Call, options: Namespace) -> None:
    tell(call, part("admin").wipe(url(call, options), options.device))


def _devices(call: Call, options: Namespace) -> None:
    found = part("admin").device_list(url(call, options))
    known = ({key: it for key, it in one.items() if it not in ("", None, [])} for one in found)
    lines = [", ".join(_lines(device)) for device in known]
    call.answer(found, lines or ["Ingen computere er tilmeldt endnu."])


def _seal_documents(call: Call, options: Namespace) -> None:
    if options.pkcs12 is None:
        tell(call, part("documents").seal_documents(url(call, options)))
        return
    try:
        key = existing(options.pkcs12).read_bytes()
    except OSError:
        raise UsageError("app.unreadable_file") from None
    passphrase = call.passphrase().encode()
    tell(call, part("documents").seal_documents(url(call, options), key, passphrase))


def url(call: Call, options: Namespace) -> str | None:
    """As `serve` chooses it, so that both work on one database."""
    if options.database_url or call.data_dir is None:
        return options.database_url or None
    found: str = part("database").default_url(call.data_dir)
    return found


def tell(call: Call, made: dict[str, Any]) -> None:
    """Print what was done."""
    call.answer(made, _lines(made))


def _lines(made: dict[str, Any]) -> list[str]:
    words = (
        _WORDS
        | central_care.WORDS
        | central_joining.WORDS
        | central_teams.WORDS
        | central_desk.WORDS
    )
    return [f"{words.get(key, key)}: {_said(value)}" for key, value in made.items()]


def _said(value: object) -> object:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, dict):
        return ", ".join(f"{name} ({count})" for name, count in value.items()) or "–"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "–"
    return "–" if value is None else value
