"""Where a data folder may lie: on a disk of this machine, not on a share, not in a synced folder.

A network share breaks the locks and the write-ahead log that the store stands on, so it is
refused. A cloud folder or a roaming profile copies files of a moment's difference to places
nobody decided on: that is warned about.
"""

import os
import sys
from enum import StrEnum
from pathlib import Path

from jobassist.errors import EnvironmentFault

_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "fuse.sshfs", "davfs"}
_NETWORK |= {"fuse.rclone", "fuse.davfs2", "fuse.gvfsd-fuse", "glusterfs", "fuse.glusterfs", "ceph"}
_CLOUD_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_CLOUD_NAMES = {"OneDrive", "Dropbox", "Google Drive", "GoogleDrive", "iCloudDrive", "Nextcloud"}
_CLOUD_NAMES |= {"Mobile Documents", "CloudStorage"}
_DRIVE_REMOTE = 4


class Place(StrEnum):
    """What kind of place a folder is."""

    LOCAL = "local"
    NETWORK = "network"
    CLOUD = "cloud"
    ROAMING = "roaming"


def place_of(folder: Path) -> Place:
    """What kind of place `folder` is, whether or not it exists yet."""
    folder = _resolved(folder)
    if _is_network(folder):
        return Place.NETWORK
    if _is_cloud(folder):
        return Place.CLOUD
    roaming = os.environ.get("APPDATA", "")
    if roaming and folder.is_relative_to(_resolved(Path(roaming))):
        return Place.ROAMING
    return Place.LOCAL


def refuse_network(folder: Path) -> None:
    """Raises: EnvironmentFault `store.network_place`."""
    if place_of(folder) is Place.NETWORK:
        raise EnvironmentFault("store.network_place")


def filesystem(folder: Path, mounts: str) -> str:
    """The type of filesystem a folder lies on, by a table in the form of /proc/mounts."""
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:  # noqa: PLR2004 - device, place, type
            continue
        place = fields[1].replace("\\040", " ")
        if folder.is_relative_to(place) and len(place) >= len(best):
            best, kind = place, fields[2]
    return kind


def _is_network(folder: Path) -> bool:
    if sys.platform == "win32":
        return _is_remote_drive(folder)
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:  # no such table on macOS
        return folder.is_relative_to("/Network")
    return filesystem(folder, mounts) in _NETWORK


def _is_remote_drive(folder: Path) -> bool:
    drive = folder.drive
    if drive.startswith("\\\\") and not drive.startswith("\\\\?\\"):
        return True
    if sys.platform != "win32":
        return False
    import ctypes

    return bool(ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == _DRIVE_REMOTE)


def _is_cloud(folder: Path) -> bool:
    named = (os.environ.get(name, "") for name in _CLOUD_VARIABLES)
    if any(place and folder.is_relative_to(_resolved(Path(place))) for place in named):
        return True
    return any(
        part == name or part.startswith(f"{name} - ") or part.startswith(f"{name}-")
        for part in folder.parts
        for name in _CLOUD_NAMES
    )


def _resolved(folder: Path) -> Path:
    """The folder itself where a link or a share's drive letter leads."""
    try:
        return folder.resolve()
    except OSError:
        return folder.absolute()
