"""What `doctor` looks at of the machine itself: program, processor, memory, sound, network, trust.

Works without a display, without a passphrase, and as root or SYSTEM.
"""

import platform
import ssl
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from jobassist import bundle
from jobassist.cli.call import Call
from jobassist.cli.finding import Finding, Level
from jobassist.errors import EnvironmentFault, Param

_LEAST_MEMORY = 8 * 10**9
_MODEL_MEMORY = 1 * 10**9
_KNOWN_PROCESSORS = ("x86_64", "amd64", "aarch64", "arm64")
_SAID = "doctor tries a database of its own"


def program_files(_call: Call) -> Finding:
    """Whether the installed program is as it was built."""
    folder = bundle.installed_bundle()
    if folder is None:
        return Finding("doctor.bundle_source", Level.OK)
    found = bundle.verify(folder)
    if found.wrong:
        wrong: dict[str, Param] = {"count": len(found.wrong), "file": found.wrong[0]}
        return Finding("doctor.bundle_damaged", Level.ERROR, wrong)
    return Finding("doctor.bundle", Level.OK, {"count": found.files})


def processor(_call: Call) -> Finding:
    """Whether the processor has what quick speech recognition needs."""
    machine = platform.machine().lower()
    if machine not in _KNOWN_PROCESSORS:
        return Finding("doctor.cpu_unknown", Level.WARNING, {"machine": machine[:20]})
    if machine in ("x86_64", "amd64") and not _has_avx2():
        return Finding("doctor.cpu_slow", Level.WARNING)
    return Finding("doctor.cpu", Level.OK)


def memory(_call: Call) -> Finding:
    """Whether the window and the engine have room beside each other."""
    import psutil

    found = psutil.virtual_memory()
    told: dict[str, Param] = {
        "total": round(found.total / 1e9, 1),
        "free": round(found.available / 1e9, 1),
    }
    if found.available < _MODEL_MEMORY:
        return Finding("doctor.memory_scarce", Level.WARNING, told)
    if found.total < _LEAST_MEMORY:
        return Finding("doctor.memory_small", Level.WARNING, told)
    return Finding("doctor.memory", Level.OK, told)


def engine(_call: Call) -> Finding:
    """Whether the speech engine's libraries load."""
    try:
        import ctranslate2
        import onnxruntime  # noqa: F401 - that it loads is the question
    except (ImportError, OSError):
        return Finding("doctor.engine_broken", Level.ERROR)
    found = ", ".join(sorted(ctranslate2.get_supported_compute_types("cpu")))
    return Finding("doctor.engine", Level.OK, {"types": found})


def voice_detector(_call: Call) -> Finding:
    """Whether the voice detector's file, which is read late, is there."""
    from importlib.util import find_spec

    spec = find_spec("faster_whisper")
    folder = Path(spec.origin).parent / "assets" if spec and spec.origin else None
    if folder is None or not any(folder.glob("*.onnx")):
        return Finding("doctor.vad_missing", Level.ERROR)
    return Finding("doctor.vad", Level.OK)


def store_round_trip(_call: Call) -> Finding:
    """Whether an encrypted database of its own can be written here, and read back by its key.

    Raises: EnvironmentFault `store.…` for what the disk refuses.
    """
    import secrets
    import tempfile

    from sqlalchemy import text

    from storage.engine import open_engine

    key = secrets.token_bytes(32)
    with tempfile.TemporaryDirectory(prefix="jobassist-doctor-") as folder:
        file = Path(folder) / "round-trip.db"
        engine = open_engine(file, key, create=True)
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE trip (said TEXT)"))
            connection.execute(text("INSERT INTO trip VALUES (:said)"), {"said": _SAID})
        engine.dispose()
        engine = open_engine(file, key)
        with engine.connect() as connection:
            read = connection.execute(text("SELECT said FROM trip")).scalar()
        engine.dispose()
        plain = any(_SAID.encode() in each.read_bytes() for each in Path(folder).iterdir())
    if read != _SAID or plain:
        return Finding("doctor.cipher_broken", Level.ERROR)
    return Finding("doctor.cipher", Level.OK)


def proxy(call: Call) -> Finding:
    """Which proxy is used for the central."""
    from urllib.request import getproxies

    chosen = str(call.house.settings["proxy"])
    if chosen == "direct":
        return Finding("doctor.proxy_none", Level.OK)
    if chosen:
        return Finding("doctor.proxy_chosen", Level.OK)
    found = {kind for kind in getproxies() if kind in ("http", "https", "all")}
    return Finding("doctor.proxy_system" if found else "doctor.proxy_none", Level.OK)


def trust(_call: Call) -> Finding:
    """Whether the system's certificates can be used: a municipality's own CA is among them."""
    try:
        import truststore

        truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    except (ImportError, OSError, ssl.SSLError):
        return Finding("doctor.tls_broken", Level.ERROR)
    if sys.platform == "linux" and not _has_certificates():
        return Finding("doctor.tls_no_certificates", Level.WARNING)
    return Finding("doctor.tls", Level.OK, {"openssl": ssl.OPENSSL_VERSION.split()[1]})


def policy_place(_call: Call) -> Finding:
    """Whether anybody but administrators may change the policy's file."""
    from jobassist.policy import machine_policy_file

    file = machine_policy_file()
    with suppress(OSError):
        for place in (file, file.parent):
            told = place.stat()
            if sys.platform != "win32" and (told.st_mode & 0o022 or told.st_uid != 0):
                return Finding("doctor.policy_open", Level.WARNING)
    return Finding("doctor.policy_kept", Level.OK)


def _has_avx2() -> bool:
    """Linux tells it; elsewhere the engine chooses by itself and nothing is said."""
    if sys.platform != "linux":
        return True
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    except OSError:
        raise EnvironmentFault("doctor.cpu_unknown", machine="-") from None
    return " avx2" in text


def _has_certificates() -> bool:
    paths = ssl.get_default_verify_paths()
    known = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt")
    places = [paths.cafile, *known]
    return any(place and Path(place).is_file() for place in places)


MACHINE: tuple[Callable[[Call], Finding], ...] = (
    program_files,
    processor,
    memory,
    engine,
    voice_detector,
    store_round_trip,
    policy_place,
    proxy,
    trust,
)
