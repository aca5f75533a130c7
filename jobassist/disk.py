"""Whether the disk under a folder is encrypted: memory goes there on hibernation and when swapped.

Linux: the block device of the mount, and what it stands on, by /sys; measured. Windows: what
`manage-bde` says; macOS: what `fdesetup` says; both after their documentation, not run there.
"""

import subprocess
import sys
from pathlib import Path

_WAIT_SECONDS = 5


def is_encrypted(folder: Path) -> bool | None:
    """True or False, or None where it cannot be seen."""
    folder = folder.resolve()
    if sys.platform == "linux":
        return mounted_encrypted(folder, Path("/proc/self/mountinfo"), Path("/sys"))
    if sys.platform == "win32":
        said = _ask("manage-bde", "-status", folder.drive)
        return None if said is None else "Percentage Encrypted: 100" in said
    said = _ask("fdesetup", "status")
    return None if said is None else "FileVault is On" in said


def mounted_encrypted(folder: Path, mounts: Path, sys_folder: Path) -> bool | None:
    """The same by the kernel's tables, in the places given."""
    number, longest = "", ""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    for line in lines:
        fields = line.split(" ")
        place = fields[4].replace("\\040", " ")
        if folder.is_relative_to(place) and len(place) >= len(longest):
            number, longest = fields[2], place
    device = sys_folder / "dev" / "block" / number
    return _has_crypt(device.resolve()) if device.exists() else None


def _has_crypt(device: Path) -> bool:
    """dm-crypt itself, or something (LVM, RAID) that stands on nothing else."""
    try:
        if (device / "dm" / "uuid").read_text(encoding="ascii").startswith("CRYPT-"):
            return True
    except (OSError, ValueError):
        pass  # no device-mapper device
    below = device / "slaves"
    under = [each.resolve() for each in below.iterdir()] if below.is_dir() else []
    return bool(under) and all(_has_crypt(each) for each in under)


def _ask(*command: str) -> str | None:
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=_WAIT_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout
