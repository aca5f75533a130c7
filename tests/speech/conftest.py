"""Danish speech made by espeak-ng, and one engine for all tests of this room."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr

from jobassist.ports.speech import SAMPLE_RATE, Samples
from speech.models import find_model
from speech.recogniser import EngineRecogniser, open_recogniser

COMMAND = [sys.executable, "-m", "speech.engine"]
NAMES = [
    ("a", "jobsamtale telefon"),
    ("b", "virksomhedsbesøg"),
    ("c", "kontakt til praktiserende læge"),
    ("d", "plan mentor"),
    ("e", "merbeskæftigelse"),
    ("f", "mentoropfølgning"),
    ("g", "udeblivelse fra samtale"),
]


@cache
def spoken(text: str, speed: int = 150) -> Samples:
    made = subprocess.run(
        ["espeak-ng", "-v", "da", "-s", str(speed), "--stdout", text],
        capture_output=True,
        check=True,
    )
    sound, rate = soundfile.read(BytesIO(made.stdout), dtype="float32")
    return soxr.resample(sound, rate, SAMPLE_RATE).astype(np.float32)


@pytest.fixture(scope="session")
def say() -> Callable[[str], Samples]:
    return spoken


@pytest.fixture(scope="session")
def base_model() -> Path:
    return find_model("base")


@pytest.fixture(scope="session")
def engine(base_model: Path) -> Iterator[EngineRecogniser]:
    recogniser = open_recogniser(base_model, "base", COMMAND, threads=2)
    recogniser.warm_up()
    yield recogniser
    recogniser.close()


@pytest.fixture
def own_engine(base_model: Path) -> Iterator[EngineRecogniser]:
    """An engine that a test may kill."""
    recogniser = open_recogniser(base_model, "base", COMMAND, threads=2)
    yield recogniser
    recogniser.close()
