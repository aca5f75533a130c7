"""Where things may be saved that leave the encrypted store.

What is saved outside it is no longer under its protection: the organisation may say that only
certain folders (an encrypted drive, a case system's inbox) take them.
"""

import os
from pathlib import Path

from jobassist.errors import PolicyDenied
from jobassist.settings import Settings


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
