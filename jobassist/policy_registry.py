r"""What group policy and the installer have written into the Windows registry.

`SOFTWARE\Policies\jobassist` of the machine holds the locked settings, its key `Recommended` the
recommended ones; ordinary users cannot write there. `SOFTWARE\jobassist` is the installer's: its
`PolicyFile` names another policy file, its `ModelDir` a folder of speech models.
"""

import sys
from collections.abc import Callable
from typing import Any

from jobassist.settings import TABLE

PLACE = r"SOFTWARE\Policies\jobassist"
RECOMMENDED_PLACE = rf"{PLACE}\Recommended"
INSTALLER_PLACE = r"SOFTWARE\jobassist"
_POLICY_FILE, _MODEL_DIR = "PolicyFile", "ModelDir"


Registry = Callable[[str], dict[str, Any] | None]
"""The values of a key under the machine's hive; None without such a key."""


def machine_registry() -> Registry | None:
    """The registry of this machine; None where there is none."""
    return _read if sys.platform == "win32" else None


def values(registry: Registry, recommended: bool) -> tuple[str, dict[str, Any]]:
    """The place and its settings. A truth value is stored as the number 0 or 1."""
    place = RECOMMENDED_PLACE if recommended else PLACE
    found = registry(place) or {}
    return rf"HKLM\{place}", {key: _typed(key, value) for key, value in found.items()}


def named_policy_file(registry: Registry) -> str:
    """The policy file that was named at the installation, or an empty text."""
    return str((registry(INSTALLER_PLACE) or {}).get(_POLICY_FILE, ""))


def named_model_dir(registry: Registry) -> str:
    """The folder of models that was named at the installation, or an empty text."""
    return str((registry(INSTALLER_PLACE) or {}).get(_MODEL_DIR, ""))


def _typed(key: str, value: Any) -> Any:
    setting = TABLE.get(key)
    if setting and setting.type is bool and type(value) is int and value in (0, 1):
        return bool(value)
    return value


def _read(place: str) -> dict[str, Any] | None:
    import winreg  # Windows alone has it

    registry: Any = winreg
    reading = registry.KEY_READ | registry.KEY_WOW64_64KEY
    try:
        with registry.OpenKey(registry.HKEY_LOCAL_MACHINE, place, 0, reading) as key:
            count = registry.QueryInfoKey(key)[1]
            pairs = [registry.EnumValue(key, number)[:2] for number in range(count)]
    except FileNotFoundError:
        return None
    return {str(name): value for name, value in pairs if name}
