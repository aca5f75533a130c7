"""How things leave the encrypted store: where they may be saved, and how without a second copy.

What is saved outside it is no longer under its protection: the organisation may say that only
certain folders (an encrypted drive, a case system's inbox) take them.
"""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from jobassist.errors import EnvironmentFault, PolicyDenied
from jobassist.settings import Settings

_PATIENCE_SECONDS = 60
_BINARY = getattr(os, "O_BINARY", 0)  # Windows would turn newlines into two signs


def may_save(settings: Settings, file: Path) -> None:
    """Return if the policy allows that place. Raises: PolicyDenied `export.not_there`.

    Links are followed, so that a link in an allowed folder leads nowhere else. A folder of the
    policy may name variables of the environment (`%USERPROFILE%`, `$HOME`) and begin with `~`.
    """
    folders = [one.strip() for one in str(settings["export_folders"]).split(";") if one.strip()]
    if not folders:
        return
    place = file.resolve()
    for folder in folders:
        allowed = Path(os.path.expandvars(folder)).expanduser().resolve()
        if place.is_relative_to(allowed):
            return
    raise PolicyDenied("export.not_there")


def write_private(file: Path, content: bytes) -> None:
    """Write where the user said, readable by them alone; no other file holds it meanwhile.

    Raises: EnvironmentFault `sheet.not_saved`.
    """
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(content)
    except OSError:
        raise EnvironmentFault("sheet.not_saved", retryable=True) from None


def spool(command: Sequence[str], pdf: bytes) -> None:
    """Give a PDF to a spooler's command on its standard input; no file of ours holds it.

    Raises: EnvironmentFault `sheet.not_printed`.
    """
    try:
        done = subprocess.run(
            list(command), input=pdf, capture_output=True, timeout=_PATIENCE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        raise EnvironmentFault("sheet.not_printed", retryable=True) from None
    if done.returncode:
        raise EnvironmentFault("sheet.not_printed", retryable=True)
