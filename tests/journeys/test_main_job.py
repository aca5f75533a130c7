"""The main job from end to end, on real parts: what `jobassist demo` promises a newcomer."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from jobassist.records import Note
from storage.opening import unlock

_ENDS_WITHIN = 10
_PATIENCE = 300


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """One run of the demo: its output, what it told, and the root of its folders."""
    root = tmp_path_factory.mktemp("demo")
    done = subprocess.run(
        [sys.executable, "-m", "jobassist", "demo", "--headless", "--keep", str(root)],
        capture_output=True,
        timeout=_PATIENCE,
        check=False,
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert done.returncode == 0, err
    return out, json.loads(out.splitlines()[-1]), root


def test_the_story_ends_with_the_json(played):
    out, told, _ = played
    assert [line[:3] for line in out.splitlines() if line[1:3] == "/4"] == [
        *("1/4", "2/4", "3/4", "4/4")
    ]
    assert "ikke egnet til journalnotater" in out
    assert told.keys() >= {
        *("heard", "phrase", "note_id", "note_state", "store_encrypted"),
        *("synced", "central_notes", "data_dirs", "seconds"),
    }


def test_what_was_dictated_is_a_final_note_on_both_devices_and_at_the_central(played):
    _, told, _ = played
    assert told["heard"]
    assert told["phrase"].startswith("jn-jobsamtale")
    assert told["note_state"] == "final"
    assert told["synced"] is True
    assert told["central_notes"] == 40 * 10 + 1
    assert len(told["data_dirs"]) == 2
    texts = []
    for folder in told["data_dirs"]:
        opened = unlock(Path(folder), told["passphrase"])
        with opened.store.read() as tx:
            texts.append(tx.get(Note, told["note_id"]).text)
            assert tx.count(Note) == 401
            assert tx.sync_counts().unsent == 0
        opened.close()
    assert texts[0] == texts[1]
    assert told["heard"] in texts[0]
    assert "[…" not in texts[0]


def test_nothing_of_it_is_readable_on_disk(played):
    _, told, _ = played
    assert told["store_encrypted"] is True
    for folder in told["data_dirs"]:
        for file in Path(folder).rglob("*"):
            if file.is_file():
                content = file.read_bytes()
                assert not content.startswith(b"SQLite format 3")
                assert told["heard"].encode() not in content


def test_everything_it_started_has_ended(played):
    _, _, root = played
    assert running(root) == []


def test_an_interrupted_demo_leaves_nothing_running(tmp_path):
    demo = subprocess.Popen(
        [sys.executable, "-m", "jobassist", "demo", "--headless", "--keep", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=heed_interrupts,  # noqa: PLW1509  it only sets a signal
    )
    assert demo.stdout
    for line in demo.stdout:
        if b"127.0.0.1" in line:  # the central runs
            break
    demo.send_signal(signal.SIGINT)
    _, err = demo.communicate(timeout=_PATIENCE)
    assert demo.returncode == 1
    assert err.decode().count("\n") == 1
    assert running(tmp_path) == []


def heed_interrupts():
    """As in a terminal: what a shell starts in the background inherits not to listen to it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def running(root):
    """The processes that work in this folder, and are not about to end: a kill takes a moment."""
    seen = psutil.process_iter(["cmdline"])
    there = [p for p in seen if str(root) in " ".join(p.info["cmdline"] or [])]
    return psutil.wait_procs(there, timeout=_ENDS_WITHIN)[1]
