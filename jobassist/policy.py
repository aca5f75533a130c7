"""The organisation's policy: a machine-wide file that fixes settings.

A broken policy fails closed: the app refuses to open a store until IT has mended it.
"""

import json
import os
import sys
from pathlib import Path

from jobassist.errors import EnvironmentFault, UserError
from jobassist.settings import TABLE, Value, check


def machine_policy_file() -> Path:
    """Where IT support puts the policy on this system."""
    if sys.platform == "win32":
        return (
            Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "jobassist" / "policies.json"
        )
    return Path("/etc/jobassist/policies.json")


def load_policy(file: Path) -> dict[str, Value]:
    """The fixed settings, `{}` without a file. Raises: EnvironmentFault `policy.broken`."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        raise EnvironmentFault("policy.broken", key="") from None
    if not isinstance(content, dict):
        raise EnvironmentFault("policy.broken", key="")
    return {key: _fixed(key, value) for key, value in content.items()}


def _fixed(key: str, value: object) -> Value:
    try:
        checked = check(key, value)
    except UserError:
        raise EnvironmentFault("policy.broken", key=str(key)) from None
    if not TABLE[key].lockable:
        raise EnvironmentFault("policy.broken", key=key)
    return checked
