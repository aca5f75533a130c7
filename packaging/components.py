"""What the bundle is made of: Python packages, and the native works inside their wheels.

Read from the bundle itself: metadata for the packages, packaging/native.toml for the native ones.
A library that neither accounts for is an error, so that notices and the SBOM stay complete.
"""

import re
import sqlite3
import ssl
import subprocess
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from email.parser import HeaderParser
from fnmatch import fnmatch
from importlib import metadata
from pathlib import Path

NATIVE = Path(__file__).with_name("native.toml")
_EXTENSION = re.compile(r"\.(cpython-\d+-[\w-]+|abi3|cp\d+-win_amd64)\.(so|pyd)$")


@dataclass(frozen=True, slots=True)
class Component:
    """A work of others. `version` is empty where a binary does not tell it; `texts` its licence."""

    name: str
    version: str
    licence: str
    inside: str = ""
    texts: tuple[str, ...] = ()
    python: bool = False


def components(bundle: Path) -> list[Component]:
    """Everything in the bundle. Raises: SystemExit naming the libraries nobody accounts for."""
    inside = bundle / "_internal"
    packages = [_package(folder) for folder in sorted(inside.glob("*.dist-info"))]
    told = tomllib.loads(NATIVE.read_text(encoding="utf-8"))["library"]
    files = [f.relative_to(inside).as_posix() for f in _natives(inside)]
    used = [one for one in told if any(_fits(one, f) for f in files) or _of_bundle(one, bundle)]
    unknown = [f for f in files if not any(_fits(one, f) for one in used) and not _own(f, packages)]
    if unknown:
        raise SystemExit("No licence is told for: " + ", ".join(unknown))
    return packages + [
        Component(
            one["name"],
            one.get("version") or _probed(one.get("probe", ""), inside),
            one["licence"],
            one.get("inside", ""),
        )
        for one in used
    ]


def notices(found: list[Component]) -> str:
    """The third-party notices: who made what, under which licence, and the licences' texts."""
    lines = ["Works of others in this program", "=" * 31, ""]
    for one in found:
        where = f" (in {one.inside})" if one.inside else ""
        lines.append(f"{one.name} {one.version or '-'}{where}: {one.licence}")
    for one in found:
        for text in one.texts:
            lines += ["", "-" * 78, f"{one.name} {one.version}", "", text.strip()]
    return "\n".join(lines) + "\n"


def _package(folder: Path) -> Component:
    told = HeaderParser().parsestr((folder / "METADATA").read_text(encoding="utf-8"))
    classes = [c for c in told.get_all("Classifier", []) if c.startswith("License ::")]
    licence = told["License-Expression"] or (told["License"] or "").strip().split("\n")[0]
    if not licence or len(licence) > 80:
        licence = ", ".join(c.rpartition(" :: ")[2] for c in classes) or "see its text"
    files = sorted(
        f
        for f in folder.rglob("*")
        if f.is_file() and re.match(r"(?i)(licen|copying|notice|authors)", f.name)
    )
    texts = tuple(f.read_text(encoding="utf-8", errors="replace") for f in files)
    return Component(told["Name"], told["Version"], licence, texts=texts, python=True)


def _natives(inside: Path) -> list[Path]:
    kinds = (".so", ".dll", ".pyd", ".dylib", ".onnx", ".zip")
    return sorted(
        f
        for f in inside.rglob("*")
        if f.is_file() and not f.is_symlink() and (f.suffix in kinds or ".so." in f.name)
    )


def _own(file: str, packages: list[Component]) -> bool:
    """A package's own compiled module: its licence is the package's."""
    top = file.partition("/")[0].partition(".")[0].lower().lstrip("_")
    names = {one.name.lower().replace("-", "_") for one in packages}
    known = {"yaml": "pyyaml", "cffi_backend": "cffi", "text_to_num": "text2num"}
    named = known.get(top, top)
    return bool(_EXTENSION.search(file)) and any(name.startswith(named) for name in names)


def _fits(one: dict[str, object], file: str) -> bool:
    patterns = one["files"]
    assert isinstance(patterns, list)
    return any(fnmatch(file, str(pattern)) for pattern in patterns)


def _of_bundle(one: dict[str, object], bundle: Path) -> bool:
    return any((bundle / str(name)).is_file() for name in one["files"])  # type: ignore[attr-defined]


def _probed(name: str, inside: Path) -> str:
    return _PROBES[name](inside) if name else ""


def _asked(code: str) -> str:
    """What a line of Python prints in the environment that was frozen."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _strings(pattern: bytes, files: str) -> Callable[[Path], str]:
    def look(inside: Path) -> str:
        for file in sorted(inside.glob(files)):
            if found := re.search(pattern, file.read_bytes()):
                return found[1].decode()
        return ""

    return look


_SQLCIPHER = (
    "from sqlcipher3 import dbapi2 as d; c = d.connect(':memory:'); c.execute(\"pragma key='x'\");"
    "print(c.execute('pragma {}').fetchone()[0])"
)
_PROBES: dict[str, Callable[[Path], str]] = {
    "python": lambda _: ".".join(map(str, sys.version_info[:3])),
    "qt": lambda _: metadata.version("PySide6-Essentials"),
    "openssl-python": lambda _: ssl.OPENSSL_VERSION.split()[1],
    "openssl-cryptography": lambda _: _asked(
        "from cryptography.hazmat.backends.openssl import backend as b;"
        "print(b.openssl_version_text().split()[1])"
    ),
    "sqlcipher": lambda _: _asked(_SQLCIPHER.format("cipher_version")).split()[0],
    "openssl-sqlcipher": lambda _: _asked(_SQLCIPHER.format("cipher_provider_version")).split()[1],
    "sqlite": lambda _: sqlite3.sqlite_version,
    "ctranslate2": lambda _: metadata.version("ctranslate2"),
    "mkl": _strings(rb"Math Kernel Library Version ([\d.]+)", "ctranslate2.libs/libctranslate2*"),
    "onnxruntime": lambda _: metadata.version("onnxruntime"),
    "libsndfile": lambda _: _asked("import soundfile as s; print(s.__libsndfile_version__)"),
    "libsoxr": lambda _: _asked("import soxr as s; print(s.__libsoxr_version__)").split("-")[1],
    "typst": lambda _: metadata.version("typst"),
    "pyinstaller": lambda _: metadata.version("pyinstaller"),
}
