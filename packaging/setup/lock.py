"""Write the locks in `requirements/` anew from pyproject.toml. For maintainers: `make lock`.

One resolution serves Python 3.11 to 3.13 on every system. `dev.txt` is resolved first; the others
are held to its versions. No lock names a package index.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "requirements"
UV = "uv==0.13.9"
LOCKS = {
    "dev": ["laptop", "central", "dev"],  # everything, to hold the others together
    "laptop": ["laptop"],
    "central": ["central"],
}
# faster-whisper names PyAV (whose wheel holds GPL encoders) and the hub's fast transfer; neither
# is needed at run time, see docs/decisions/001-licence.md.
LEFT_OUT = ["av", "hf-xet"]


def main() -> int:
    """Resolve each lock in turn."""
    tool = ROOT / "build" / "lock"
    subprocess.run([sys.executable, "-m", "venv", str(tool)], check=True)
    subprocess.run([str(tool / "bin/pip"), "install", "--quiet", UV], check=True)
    for name, extras in LOCKS.items():
        resolve(tool / "bin/uv", name, extras)
    return 0


def resolve(uv: Path, name: str, extras: list[str]) -> None:
    """Write one lock."""
    command = [str(uv), "pip", "compile", "pyproject.toml", "--quiet", "--universal"]
    command += ["--python-version", "3.11", "--generate-hashes", "--no-annotate"]
    command += ["--no-emit-index-url", "--no-emit-find-links", "--no-header"]
    command += [word for package in LEFT_OUT for word in ("--no-emit-package", package)]
    command += [word for extra in extras for word in ("--extra", extra)]
    if name != "dev":
        command += ["--constraint", "requirements/dev.txt"]
    file = REQUIREMENTS / f"{name}.txt"
    # Without --upgrade the versions already in the file are kept where they still fit.
    subprocess.run([*command, *sys.argv[1:], "--output-file", str(file)], cwd=ROOT, check=True)
    lines = [line for line in file.read_text().splitlines() if not line.startswith("#")]
    if any("://" in line for line in lines):
        sys.exit(f"{file} names an address; a lock must not.")
    file.write_text("# Written by `make lock`.\n" + "\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
