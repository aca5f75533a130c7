"""A short day with canaries on the real store; the long one is `jobassist bench canaries`."""

import sys
from base64 import b64encode
from pathlib import Path

import pytest

from benchmarks._canary import canaries, seen_in, seen_in_files


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_nothing_is_seen_of_a_day_that_ended_in_a_crash():
    from benchmarks.canaries import run

    figures = run(count=12, commands=False, report=lambda _: None)
    assert figures["where"] == []
    assert figures["files"] > 10
    assert figures["cores"] == 0
    assert figures["control_found"] != 0, "the search must find what an ordinary crash leaves"
    assert figures["met"]


@pytest.mark.parametrize(
    "hide",
    [
        lambda text: text.encode(),
        lambda text: text.lower().encode(),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: b64encode(text.encode()),
        lambda text: b64encode(b"x" + text.encode()),
        lambda text: b64encode(b"xy" + text.encode()),
        lambda text: text.encode().hex().encode(),
    ],
)
def test_every_form_is_recognised(hide, tmp_path: Path):
    canary = canaries(3)[0]
    for word in (canary.name, canary.cpr, canary.health):
        content = b"\x00\xff" * 99 + hide(word) + b"\x01" * 99
        assert seen_in(content, "here")
        (tmp_path / "file").write_bytes(content)
        assert seen_in_files(tmp_path)[0]
    assert seen_in(b"nothing of interest" * 1_000, "here") == []
