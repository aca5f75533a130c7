"""`diagnostics`: what IT needs to help, shown before it is written, and nothing else.

The bundle is made from an allow-list: codes, counts, versions, keys of settings, and log lines that
have the one form our formatter writes. No value of a setting that is a text, no path, no name of a
user or machine, no content of a store is ever read into it.
"""

import json
import platform
import re
from argparse import ArgumentParser, Namespace
from collections import Counter
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from jobassist import __version__, places
from jobassist.cli.call import Call, print_json, writing
from jobassist.cli.doctor import examine
from jobassist.errors import PolicyDenied, UsageError
from jobassist.services.exporting import may_save
from jobassist.settings import TABLE

_LINES = 500
_EVENT = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d (?:info|warning|error|critical)"
    r" (?:[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+|library\.[A-Za-z0-9_.]+)"
    r"(?: [a-z_]+=(?:-?\d+(?:\.\d+)?|None|True|False|[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+"
    r"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|<withheld:\w+>))*"
    r"(?: \w+ at \w+\.py:\d+(?: < \w+\.py:\d+)*)?"
)


def add(parser: ArgumentParser) -> None:
    """Declare `diagnostics`."""
    parser.add_argument(
        "--out", type=Path, metavar="FIL", help="skriv pakken (JSON); uden vises den kun"
    )
    parser.set_defaults(run=_run)


def _run(call: Call, options: Namespace) -> None:
    if not call.house.settings["diagnostics"]:
        raise PolicyDenied("diagnostics.denied")
    told = collect(call)
    if options.out is None:
        print_json(told)
        return
    if options.out.exists():
        raise UsageError("cli.file_exists")
    may_save(call.house.settings, options.out)
    with writing():
        options.out.write_text(json.dumps(told, indent=1), encoding="utf-8")
    call.answer(
        {"file": str(options.out), "lines": len(told["log"])},
        [f"Skrevet. Se den igennem før den sendes: {options.out}"],
    )


def collect(call: Call) -> dict[str, Any]:
    """What the bundle holds."""
    settings = call.house.settings
    return {
        "jobassist": __version__,
        "python": platform.python_version(),
        "system": {"kind": platform.system(), "machine": platform.machine()},
        "packages": {one.metadata["Name"]: one.version for one in distributions()},
        "checks": [{"code": f.code, "level": f.level.value} for f in examine(call)],
        "settings": {
            key: {
                "by": _decided_by(settings, key),
                # A text may hold an address or a name; a number, a choice and a switch cannot.
                "value": settings[key] if one.type is not str or one.choices else None,
            }
            for key, one in TABLE.items()
        },
        "log": log_lines(places.log_file(call.data_dir)),
    }


def log_lines(file: Path) -> list[str]:
    """The latest lines of the log that have our formatter's form, others as a count."""
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()[-_LINES:]
    except OSError:
        return []
    kept = [line for line in lines if _EVENT.fullmatch(line)]
    left = Counter(line in kept for line in lines)[False]
    return [*kept, f"left out: {left}"] if left else kept


def _decided_by(settings: Any, key: str) -> str:
    if settings.locked(key):
        return "policy"
    if key in settings.chosen:
        return "user"
    suggested = key in settings.recommended or key in settings.central_recommends
    return "recommended" if suggested else "default"
