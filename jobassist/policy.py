"""The organisation's policy for this machine: what is locked, and what is recommended.

It is a file that only administrators write, on Windows also the registry, where group policy and
Intune put it. A registry value stands over the file's. A broken policy fails closed as a whole:
nothing of it is applied, and no store is opened until IT has mended it.
"""

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from jobassist.errors import EnvironmentFault, UserError
from jobassist.policy_registry import (
    Registry,
    machine_registry,
    named_model_dir,
    named_policy_file,
    values,
)
from jobassist.settings import TABLE, Value, check

LOCKED, RECOMMENDED = "locked", "recommended"
_LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class Policy:
    """`locked` stands over the user's choice, `recommended` under it and over the default."""

    locked: Mapping[str, Value] = field(default_factory=dict)
    recommended: Mapping[str, Value] = field(default_factory=dict)


class _Twice(ValueError):
    """A key that stands twice: two administrators meant two things."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


def machine_policy_file() -> Path:
    """Where IT support puts the policy on this system."""
    if sys.platform == "win32":
        return (
            Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "jobassist" / "policies.json"
        )
    return Path("/etc/jobassist/policies.json")


def machine_policy() -> Policy:
    """The policy of this machine. Raises: EnvironmentFault `policy.broken`."""
    registry = machine_registry()
    if registry is None:
        return load_policy(machine_policy_file())
    return windows_policy(registry)


def windows_policy(registry: Registry) -> Policy:
    """The registry's values over the file's.

    The installer may have named another file (`POLICYFILE`) and a folder of models (`MODELDIR`). A
    file that was named must be there. Raises: EnvironmentFault `policy.broken`.
    """
    named = named_policy_file(registry)
    file = Path(named) if named else machine_policy_file()
    if named and not file.is_file():
        _refuse("", str(file))
    of_file = load_policy(file)
    parts = {}
    for part in (LOCKED, RECOMMENDED):
        place, found = values(registry, part == RECOMMENDED)
        parts[part] = {
            key: _allowed(key, value, part, f"{place}\\{key}") for key, value in found.items()
        }
    installed = named_model_dir(registry)
    of_installer: dict[str, Value] = {"model_dir": installed} if installed else {}
    return Policy(
        {**of_file.locked, **parts[LOCKED]},
        {**of_installer, **of_file.recommended, **parts[RECOMMENDED]},
    )


def load_policy(file: Path) -> Policy:
    """The policy in a file; an empty one where there is no file.

    It holds an object `locked`, an object `recommended`, or both; settings that stand there
    without either are locked. Raises: EnvironmentFault `policy.broken` with `key` and `place`,
    which is the file and, where it is known, the line and column.
    """
    try:
        with file.open("rb") as stream:
            raw = stream.read(_LARGEST + 1)
    except FileNotFoundError:
        if file.is_symlink():  # what it points to is not there: IT meant some policy
            _refuse("", str(file))
        return Policy()
    except OSError:
        _refuse("", str(file))
    return read_policy(raw, str(file))


def read_policy(raw: bytes, name: str) -> Policy:
    """The policy in the bytes of the file called `name` (see `load_policy`)."""
    text = _text(raw, name)
    try:
        content = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        _refuse("", f"{name}:{error.lineno}:{error.colno}")
    except _Twice as twice:
        _refuse(twice.key, _line(text, twice.key, name))
    except (ValueError, RecursionError):
        _refuse("", name)
    if not isinstance(content, dict):
        _refuse("", f"{name}:1:1")
    parts = _parts(content, text, name)
    checked: dict[str, dict[str, Value]] = {
        part: {
            key: _allowed(key, value, part, _line(text, key, name)) for key, value in found.items()
        }
        for part, found in parts.items()
    }
    for key in checked[LOCKED].keys() & checked[RECOMMENDED].keys():
        _refuse(key, _line(text, key, name))
    return Policy(checked[LOCKED], checked[RECOMMENDED])


def _parts(content: dict[str, Any], text: str, name: str) -> dict[str, dict[str, Any]]:
    if not content.keys() & {LOCKED, RECOMMENDED}:
        return {LOCKED: content, RECOMMENDED: {}}
    for key, found in content.items():
        if key not in (LOCKED, RECOMMENDED) or not isinstance(found, dict):
            _refuse(key, _line(text, key, name))
    return {LOCKED: content.get(LOCKED, {}), RECOMMENDED: content.get(RECOMMENDED, {})}


def _allowed(key: str, value: object, part: str, place: str) -> Value:
    try:
        checked = check(key, value)
    except UserError:
        _refuse(key, place)
    setting = TABLE[key]
    # What only a policy may set would, recommended, be in force and yet not look decided.
    if not setting.lockable or (part == RECOMMENDED and setting.by_policy):
        _refuse(key, place)
    return checked


def _text(raw: bytes, name: str) -> str:
    if len(raw) > _LARGEST:
        _refuse("", name)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse("", _at(raw[: error.start].decode("utf-8-sig"), name))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for key, value in pairs:
        if key in seen:
            raise _Twice(key)
        seen[key] = value
    return seen


def _no_number(_name: str) -> NoReturn:
    raise ValueError


def _line(text: str, key: str, name: str) -> str:
    """The file, and the line and column where the key stands last."""
    at = text.rfind(json.dumps(key, ensure_ascii=False))
    return name if at < 0 else _at(text[:at], name)


def _at(before: str, name: str) -> str:
    """The place right after that much of the file."""
    lines = before.split("\n")
    return f"{name}:{len(lines)}:{len(lines[-1]) + 1}"


def _refuse(key: str, place: str) -> NoReturn:
    raise EnvironmentFault("policy.broken", key=key[:60], place=place) from None
