"""Make or mend `.venv`: the locked packages, then jobassist itself. Quick when all is in place.

Usage: python3 packaging/setup/venv.py LOCK...   (names of files in requirements/, without .txt)

Every package is pinned with its hashes; none is built here. What has been installed is remembered
in `.venv/installed.json` by the hash of the lock, so a second run only compares hashes.
"""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
REMEMBERED = VENV / "installed.json"
FLOOR = (3, 11)


def main(locks: list[str]) -> int:
    """Bring `.venv` in line with the locks; returns the exit code."""
    if sys.version_info < FLOOR:
        print("jobassist needs Python 3.11 or newer.", file=sys.stderr)
        return 3
    done = remembered()
    if done.get("python") != python_key():
        print("Making .venv", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
        done = {"python": python_key()}
    for lock in locks:
        file = ROOT / "requirements" / f"{lock}.txt"
        if done.get(lock) != digest(file):
            print(f"Installing what {file.relative_to(ROOT)} lists", flush=True)
            pip("--no-deps", "--require-hashes", "--only-binary=:all:", "-r", str(file))
            done[lock] = digest(file)
            done.pop("jobassist", None)
            remember(done)
    if done.get("jobassist") != digest(ROOT / "pyproject.toml"):
        pip("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
        done["jobassist"] = digest(ROOT / "pyproject.toml")
    remember(done)
    return 0


def pip(*arguments: str) -> None:
    """Run `pip install` in the environment; what it says is shown only if it fails."""
    command = [str(venv_python()), "-m", "pip", "install", "--quiet", "--no-input"]
    command += ["--disable-pip-version-check", *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        print(done.stdout + done.stderr, file=sys.stderr)
        done.check_returncode()


def venv_python() -> Path:
    """The environment's interpreter on this system."""
    return VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def python_key() -> str:
    """What an environment is bound to: the interpreter's version and the folder it was made in."""
    return f"{sys.version_info.major}.{sys.version_info.minor} {VENV}"


def digest(file: Path) -> str:
    """The file's SHA-256, hex."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def remembered() -> dict[str, str]:
    """What has been installed; nothing if the environment is missing or does not start."""
    try:
        done: dict[str, str] = json.loads(REMEMBERED.read_text())
        subprocess.run([str(venv_python()), "-c", "import pip"], check=True, capture_output=True)
    except (OSError, ValueError, subprocess.CalledProcessError):
        return {}
    return done


def remember(done: dict[str, str]) -> None:
    """Keep what has been installed."""
    REMEMBERED.write_text(json.dumps(done, indent=1))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except subprocess.CalledProcessError as error:
        print(f"Setting up stopped: {' '.join(map(str, error.cmd[1:6]))} failed.", file=sys.stderr)
        sys.exit(3)
