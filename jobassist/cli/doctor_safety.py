"""What `doctor` looks at around the store: the printed key, the disk, the screen."""

import sys
from collections.abc import Callable

from jobassist import disk
from jobassist.cli.call import Call
from jobassist.cli.finding import Finding, Level


def recovery_key(call: Call) -> Finding:
    """Whether the printed key has been typed once. The header says so without a passphrase."""
    from storage.data_folder import DataFolder
    from storage.vault import header as headers
    from storage.vault.header import Header

    folder = DataFolder(call.house.data_dir)
    if not folder.has_store():
        return Finding("doctor.no_recovery_key", Level.OK)
    read = [headers.read(file) for file in folder.headers]
    if any(isinstance(header, Header) and header.recovery_confirmed for header in read):
        return Finding("doctor.recovery_confirmed", Level.OK)
    return Finding("doctor.recovery_unconfirmed", Level.WARNING)


def disk_encryption(call: Call) -> Finding:
    """Whether what leaves the memory for the disk is encrypted there."""
    folder = call.house.data_dir
    standing = next(p for p in (folder, *folder.parents) if p.exists())
    encrypted = disk.is_encrypted(standing)
    if encrypted is None:
        return Finding("doctor.disk_unknown", Level.WARNING)
    if not encrypted:
        return Finding("doctor.disk_not_encrypted", Level.WARNING)
    return Finding("doctor.disk_encrypted", Level.OK)


def screen_capture(call: Call) -> Finding:
    """Whether the setting that keeps the window out of screenshots has any effect here."""
    if not call.house.settings["hide_from_capture"]:
        return Finding("doctor.capture_allowed", Level.OK)
    if sys.platform != "win32":
        return Finding("doctor.capture_unavailable", Level.WARNING)
    return Finding("doctor.capture_hidden", Level.OK)


SAFETY: tuple[Callable[[Call], Finding], ...] = (recovery_key, disk_encryption, screen_capture)
