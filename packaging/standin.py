"""A stand-in for the Windows bundle: programs that end at once, in the bundle's layout.

A Windows program cannot be frozen on Linux (packaging/windows/build.ps1 does it on Windows). The
installer's life cycle can be tested here all the same, with a payload that says what it is.
"""

import struct
import sys
from pathlib import Path

NOTE = "Stand-in: this tree holds no jobassist. It tests the installer alone.\n"
_ALIGNED, _IMAGE = 0x200, 0x140000000


def stage(tree: Path) -> Path:
    """Write the tree; returns it."""
    inside = tree / "_internal"
    inside.mkdir(parents=True, exist_ok=True)
    for name in ("jobassist.exe", "jobassist-cli.exe"):
        (tree / name).write_bytes(program())
    (inside / "STAND-IN.txt").write_text(NOTE, encoding="utf-8")
    (inside / "mappe med æøå").mkdir(exist_ok=True)
    (inside / "mappe med æøå" / "tekst.txt").write_text(NOTE, encoding="utf-8")
    return tree


def program() -> bytes:
    """The smallest 64-bit Windows program: `xor eax, eax; ret`."""
    code = b"\x31\xc0\xc3".ljust(_ALIGNED, b"\0")
    stub = b"MZ".ljust(60, b"\0") + struct.pack("<I", 64)
    coff = b"PE\0\0" + struct.pack("<HHIIIHH", 0x8664, 1, 0, 0, 0, 240, 0x22)
    optional = struct.pack(
        "<HBBIIIIIQIIHHHHHHIIIIHHQQQQII",
        *(0x20B, 14, 0, _ALIGNED, 0, 0, 0x1000, 0x1000, _IMAGE, 0x1000, _ALIGNED),
        *(6, 0, 0, 0, 6, 0, 0, 0x2000, _ALIGNED, 0, 2, 0x8160),
        *(0x100000, 0x1000, 0x100000, 0x1000, 0, 16),
    )
    directories = b"\0" * 128
    section = b".text\0\0\0" + struct.pack(
        "<IIIIIIHHI", 3, 0x1000, _ALIGNED, _ALIGNED, 0, 0, 0, 0, 0x60000020
    )
    head = stub + coff + optional + directories + section
    return head.ljust(_ALIGNED, b"\0") + code


if __name__ == "__main__":
    print(stage(Path(sys.argv[1])))
