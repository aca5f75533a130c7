"""Authenticode signatures on every Windows program and installer, by osslsigncode.

The release key never lies here: `certificate` makes one that is good for a test alone, named so.
packaging/windows/build.ps1 signs with the real one, where it is.
"""

import subprocess
from pathlib import Path

SIGNED = (".exe", ".dll", ".pyd", ".msi")
_NAME = "/CN=jobassist TEST certificate - not for release"


def certificate(folder: Path) -> tuple[Path, Path]:
    """A test certificate and its key, valid for some days."""
    made, key = folder / "test.pem", folder / "test.key"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:3072", "-nodes", "-days", "7"]
    command += ["-subj", _NAME, "-addext", "extendedKeyUsage=codeSigning"]
    subprocess.run([*command, "-keyout", key, "-out", made], check=True, capture_output=True)
    return made, key


def sign_tree(tree: Path, made: Path, key: Path) -> list[Path]:
    """Sign every program and library in the tree; returns them."""
    files = sorted(f for f in tree.rglob("*") if f.suffix.lower() in SIGNED)
    for file in files:
        sign(file, made, key)
    return files


def sign(file: Path, made: Path, key: Path) -> None:
    """Sign a file in place."""
    signed = file.with_name(f"{file.name}.signed")
    command = ["osslsigncode", "sign", "-certs", made, "-key", key, "-h", "sha256"]
    command += ["-n", "jobassist", "-in", file, "-out", signed]
    subprocess.run(command, check=True, capture_output=True)
    signed.replace(file)


def is_signed(file: Path, made: Path) -> bool:
    """Whether the certificate signed this file as it is."""
    command = ["osslsigncode", "verify", "-CAfile", made, "-in", file]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0
