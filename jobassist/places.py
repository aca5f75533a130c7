"""Where things lie on this machine unless somebody says otherwise."""

from pathlib import Path

import platformdirs

_APP = "jobassist"


def default_data_dir() -> Path:
    """The user's store. Speech models lie beside it: they are no personal data."""
    return platformdirs.user_data_path(_APP, appauthor=False) / "store"


def log_file(data_dir: Path | None = None) -> Path:
    """The log of what uses this data folder; in the user's log folder unless one was named."""
    folder = data_dir / "log" if data_dir else platformdirs.user_log_path(_APP, appauthor=False)
    return folder / "jobassist.log"


def settings_file(data_dir: Path) -> Path:
    """The user's choices."""
    return data_dir / "settings.json"
