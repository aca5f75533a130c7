"""What goes wrong with disk and driver, as faults. Without SQL: the lock page loads it."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from jobassist.errors import EnvironmentFault

_DISK = {errno.ENOSPC: "FULL", errno.EDQUOT: "FULL", errno.EROFS: "READONLY"}
_DISK |= {errno.EACCES: "READONLY", errno.EPERM: "READONLY"}
_DISK |= {errno.ENOTDIR: "CANTOPEN", errno.EEXIST: "CANTOPEN", errno.ENAMETOOLONG: "CANTOPEN"}
_DAMAGED = {"NOTADB", "CORRUPT", "FORMAT"}


@contextmanager
def clear_disk_faults() -> Iterator[None]:
    """Turn what goes wrong with a file of the vault into faults; a missing file stays one."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        raise fault(error) or error from None


def fault(error: BaseException | None) -> EnvironmentFault | None:
    """The fault an error of the driver or the disk stands for; None when it is a bug of ours."""
    name = str(getattr(error, "sqlite_errorname", "")).removeprefix("SQLITE_")
    if isinstance(error, OSError):
        name = _DISK.get(error.errno or 0, "IOERR")
    if name in _DAMAGED or name.startswith("CORRUPT"):
        return EnvironmentFault("store.damaged")
    if name.startswith(("READONLY", "CANTOPEN", "PERM")):
        return EnvironmentFault("store.read_only")
    if name == "FULL":
        return EnvironmentFault("store.disk_full", retryable=True)
    if name.startswith(("BUSY", "LOCKED")):
        return EnvironmentFault("store.busy", retryable=True)
    if name.startswith("IOERR"):
        return EnvironmentFault("store.disk_failed", retryable=True)
    return None
