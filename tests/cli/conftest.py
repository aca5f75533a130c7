"""A real store with a cheap key derivation, and the real command."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from storage.opening import create
from storage.vault.keys import Kdf

QUICK = Kdf(passes=1, memory=1024, lanes=1)
PASSPHRASE = "korrekt hest batteri hæfteklamme"
_PATIENCE = 90


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Jobassist = Callable[..., Done]


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data folder with an empty store of Mette Holm's."""
    opened, _ = create(tmp_path / "data", PASSPHRASE, "Mette Holm", kdf=QUICK)
    opened.close()
    return tmp_path / "data"


@pytest.fixture
def jobassist(tmp_path: Path) -> Jobassist:
    """Runs the command as a user does, with a home of its own; the passphrase comes by stdin."""
    home = tmp_path / "home"
    models = os.environ.get("JOBASSIST_MODEL_DIR") or str(
        Path.home() / ".local" / "share" / "jobassist" / "models"
    )

    def run(*words: str | Path, stdin: str = PASSPHRASE + "\n") -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "jobassist", *map(str, words)],
            input=stdin.encode(),
            capture_output=True,
            timeout=_PATIENCE,
            env={**os.environ, "HOME": str(home), "JOBASSIST_MODEL_DIR": models},
            check=False,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


def assert_one_clear_line(done: Done) -> None:
    """One line on standard error, and never a traceback or an unexplained code."""
    assert done.err.count("\n") == 1, done.err
    assert done.err.startswith("jobassist: ")
    assert "Traceback" not in done.err
    assert "uventet" not in done.err
