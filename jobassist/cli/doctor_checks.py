"""What `doctor` looks at. Each check answers with one finding, or raises an expected error.

Nothing here opens the store: `doctor` works without a passphrase. Every code has its words in
resources/messages.
"""

import os
import platform
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version

from jobassist import __version__
from jobassist.cli.call import Call
from jobassist.cli.finding import Finding, Level
from jobassist.errors import EnvironmentFault, Param, UserError
from jobassist.policy import machine_policy

_LEAST_FREE = 2 * 1024**3
_SCARCE_FREE = 200 * 1024**2
_BUILT_IN = 2026


def versions(_call: Call) -> Finding:
    """What is installed."""
    named = {"qt": "PySide6-Essentials", "engine": "ctranslate2", "sqlcipher": "sqlcipher3"}
    found: dict[str, Param] = {key: _version(package) for key, package in named.items()}
    return Finding(
        "doctor.versions",
        Level.OK,
        {"jobassist": __version__, "python": platform.python_version(), **found},
    )


def version_wanted(call: Call) -> Finding:
    """Whether this is at least the version that the organisation wants in this ring."""
    wanted = str(call.house.settings["least_version"])
    if _numbers(__version__) < _numbers(wanted):
        return Finding("doctor.version_low", Level.WARNING, {"wanted": wanted})
    return Finding("doctor.version", Level.OK, {"ring": int(call.house.settings["ring"])})


def policy(_call: Call) -> Finding:
    """The organisation's policy. Raises: EnvironmentFault `policy.broken`."""
    found = machine_policy()
    counts: dict[str, Param] = {"count": len(found.locked), "recommended": len(found.recommended)}
    return Finding("doctor.policy", Level.OK, counts)


def data_folder(call: Call) -> Finding:
    """Whether the data folder can be written by its owner, and by nobody else."""
    folder = call.house.data_dir
    standing = next(p for p in (folder, *folder.parents) if p.exists())
    if not os.access(standing, os.W_OK | os.X_OK):
        return Finding("doctor.data_folder_closed", Level.ERROR)
    if folder.exists() and os.name != "nt" and folder.stat().st_mode & 0o077:
        return Finding("doctor.data_folder_open_to_others", Level.WARNING)
    return Finding("doctor.data_folder", Level.OK)


def store_place(call: Call) -> Finding:
    """Whether the data folder lies on a disk of this machine, outside folders that are copied."""
    from storage.place import Place, place_of

    return {
        Place.LOCAL: Finding("doctor.place", Level.OK),
        Place.NETWORK: Finding("doctor.place_network", Level.ERROR),
        Place.CLOUD: Finding("doctor.place_cloud", Level.WARNING),
        Place.ROAMING: Finding("doctor.place_roaming", Level.WARNING),
    }[place_of(call.house.data_dir)]


def store_header(call: Call) -> Finding:
    """Whether the files that open the store are there and whole."""
    from storage.data_folder import DataFolder
    from storage.vault import header as headers

    folder = DataFolder(call.house.data_dir)
    if not folder.has_store():
        return Finding("doctor.no_store", Level.OK)
    read = [headers.read(file) for file in folder.headers]
    faults = [found for found in read if isinstance(found, EnvironmentFault)]
    if len(faults) == len(folder.headers):
        raise faults[-1]  # the first copy's
    if faults:
        return Finding("doctor.header_copy_damaged", Level.WARNING)
    return Finding("doctor.store_header", Level.OK)


def keyring(_call: Call) -> Finding:
    """Whether the system can keep the device secret of a PIN."""
    import keyring as library
    from keyring.backends import fail

    if isinstance(library.get_keyring(), fail.Keyring):
        return Finding("doctor.no_keyring", Level.WARNING)
    return Finding("doctor.keyring", Level.OK)


def model(call: Call) -> Finding:
    """Whether the chosen speech model is installed, whole, and fit for notes."""
    from speech.models import find_model, verify

    name = call.house.settings["model"]
    found = verify(find_model(name, call.house.ears.model_dir))
    if not found.sha256_ok:
        raise UserError("speech.model_damaged", name=name)
    if not found.fit_for_notes:
        return Finding("doctor.model_unfit", Level.WARNING, {"name": name})
    return Finding("doctor.model", Level.OK, {"name": name})


def audio_in(call: Call) -> Finding:
    """Whether there is a microphone, and the policy lets it be used."""
    from speech.microphone import microphones

    try:
        there, count = len(microphones()), len(call.house.ears.microphones())
    except EnvironmentFault:
        there = count = 0
    if there and not count:
        return Finding("sound.microphone_denied", Level.WARNING)
    if not count:
        return Finding("doctor.no_microphone", Level.WARNING)
    return Finding("doctor.microphone", Level.OK, {"count": count})


def disk_space(call: Call) -> Finding:
    """Whether there is room for notes and sound."""
    folder = call.house.data_dir
    standing = next(p for p in (folder, *folder.parents) if p.exists())
    free = shutil.disk_usage(standing).free
    gigabytes: dict[str, Param] = {"gigabytes": round(free / 1024**3, 1)}
    if free >= _LEAST_FREE:
        return Finding("doctor.disk", Level.OK, gigabytes)
    level = Level.ERROR if free < _SCARCE_FREE else Level.WARNING
    return Finding("doctor.disk_scarce", level, gigabytes)


def clock(_call: Call) -> Finding:
    """Whether the machine's clock is set at all."""
    if datetime.now(UTC).year < _BUILT_IN:
        return Finding("doctor.clock_wrong", Level.ERROR)
    return Finding("doctor.clock", Level.OK)


def _numbers(version: str) -> tuple[int, ...]:
    """`1.10` comes after `1.9`; what follows the numbers (`1.0.dev1`) does not count."""
    found = re.match(r"\d+(\.\d+)*", version)
    parts = [int(part) for part in found[0].split(".")] if found else []
    return (*parts, 0, 0, 0)[:3]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "–"


CHECKS: tuple[Callable[[Call], Finding], ...] = (
    versions,
    version_wanted,
    policy,
    data_folder,
    store_place,
    store_header,
    keyring,
    model,
    audio_in,
    disk_space,
    clock,
)
