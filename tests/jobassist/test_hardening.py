"""Every process of ours is closed to others: the window's, a command's, the engine's."""

import subprocess
import sys

import pytest

from tests.house.source import ROOT

# Says how it stands after start-up: may it dump core, and may others of the same user look in.
TELL = """
import ctypes, resource
print("core", resource.getrlimit(resource.RLIMIT_CORE), "dumpable", ctypes.CDLL(None).prctl(3))
"""
ENGINE = """
import runpy, sys
import speech.engine.__main__ as engine
def tell():
    exec(sys.argv.pop())
    return 0
engine.main = tell
sys.argv = ["jobassist", "--speech-engine", sys.argv[1]]
from jobassist.__main__ import main
main()
"""
PREPARED = """
import sys
from pathlib import Path
from jobassist.bootstrap import prepare
prepare(Path(sys.argv[2]))
exec(sys.argv[1])
"""


@pytest.mark.parametrize("program", [PREPARED, ENGINE], ids=["window and commands", "engine"])
def test_a_process_dumps_no_core_and_lets_nobody_look_in(program, tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", program, TELL, str(tmp_path)][: 4 if program is ENGINE else 5],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert done.stdout.strip() == "core (0, 0) dumpable 0"
