"""The real engine: it may die, it may be given noise, and it takes no one along."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import psutil
import pytest
from rapidfuzz import fuzz

from benchmarks._noises import KINDS
from jobassist.errors import EnvironmentFault, UserError
from jobassist.ports.speech import TRIGGERS, Committed, EngineLost, Finished, Tentative
from speech.recogniser import MOST_DEATHS, EngineRecogniser, open_recogniser
from tests.speech.conftest import COMMAND, NAMES, spoken
from tests.speech.listening import Listener, blocks, dictate, silence

FIRST = "Borgeren har deltaget i samtalen"
SECOND = "Virksomheden i Skagen har plads til en praktikant"


def kill_engine(engine: EngineRecogniser) -> None:
    assert engine.engine_pid
    os.kill(engine.engine_pid, signal.SIGKILL)


def test_parent_imports_no_engine() -> None:
    code = (
        "import sys, speech.recogniser, speech.models, speech.sound_file, speech.microphone;"
        "print([m for m in ('onnxruntime','ctranslate2','faster_whisper','sounddevice','soundfile')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_killed_engine_gets_the_same_sound_again(own_engine: EngineRecogniser) -> None:
    sound = np.concatenate([spoken(FIRST), silence(1), spoken(SECOND)])
    undisturbed = dictate(own_engine, sound).text
    listener = Listener()
    ear = own_engine.listen(listener)
    parts = blocks(sound)
    for block in parts[: len(parts) // 2]:
        ear.feed(block)
    listener.wait_for(Committed)
    kill_engine(own_engine)
    listener.wait_for(EngineLost)
    for block in parts[len(parts) // 2 :]:
        ear.feed(block)
    ear.finish()
    listener.wait_for(Finished)
    assert listener.lost == ["speech.engine_restarted"]
    # The new engine learns the speaker's loudness anew, so a cut may lie a frame elsewhere.
    assert fuzz.ratio(listener.text, undisturbed) > 70
    starts = [h.segment.start for h in listener.heard if isinstance(h, Committed)]
    assert starts == sorted(starts) and starts[-1] > 2


def test_killed_engine_answers_a_transcription_all_the_same(own_engine: EngineRecogniser) -> None:
    own_engine.warm_up()
    sound = np.concatenate([spoken(FIRST), silence(2), spoken(SECOND), silence(2), spoken(FIRST)])
    killed: list[float] = []

    def kill_once(done: float) -> None:
        if not killed:
            killed.append(done)
            kill_engine(own_engine)

    assert len(own_engine.transcribe(sound, on_progress=kill_once).segments) == 3
    assert killed


def test_engine_that_always_dies_is_given_up(base_model: Path) -> None:
    dead = open_recogniser(base_model, "base", [sys.executable, "-c", ""], threads=1)
    listener = Listener()
    ear = dead.listen(listener)
    ear.feed(spoken(FIRST))
    listener.wait_for(Finished)
    assert listener.lost == ["speech.engine_restarted"] * (MOST_DEATHS - 1) + [
        "speech.engine_failed"
    ]
    with pytest.raises(EnvironmentFault, match=r"speech\.engine_failed"):
        dead.warm_up()


def test_question_that_breaks_the_engine_is_an_engine_failure(own_engine: EngineRecogniser) -> None:
    broken: list[tuple[str, str]] = [("key without a name",)]  # type: ignore[list-item]
    with pytest.raises(EnvironmentFault, match=r"speech\.engine_failed"):
        own_engine.match(spoken(FIRST), broken)
    assert own_engine.transcribe(spoken(FIRST)).text  # and the next question starts it anew


def test_command_that_cannot_run_is_an_engine_failure(base_model: Path) -> None:
    nowhere = open_recogniser(base_model, "base", ["/nonexistent/engine"], threads=1)
    with pytest.raises(EnvironmentFault, match=r"speech\.engine_failed"):
        nowhere.warm_up()


def test_no_model_and_damaged_model_are_told_apart(tmp_path: Path, base_model: Path) -> None:
    with pytest.raises(UserError, match=r"speech\.no_model"):
        open_recogniser(tmp_path / "base", "base", COMMAND)
    (tmp_path / "base").mkdir()
    with pytest.raises(UserError, match=r"speech\.model_damaged"):
        open_recogniser(tmp_path / "base", "base", COMMAND)


@pytest.mark.parametrize("cut", ["model.bin", "tokenizer.json"])
def test_cut_file_is_a_damaged_model(tmp_path: Path, base_model: Path, cut: str) -> None:
    for file in base_model.iterdir():
        if file.name != cut:
            (tmp_path / file.name).symlink_to(file)
    (tmp_path / cut).write_bytes((base_model / cut).read_bytes()[:50_000])
    engine = open_recogniser(tmp_path, "base", COMMAND, threads=1)
    with pytest.raises(UserError, match=r"speech\.model_damaged"):
        engine.warm_up()
    listener = Listener()
    engine.listen(listener).feed(spoken(FIRST))
    listener.wait_for(Finished)
    assert listener.lost == ["speech.model_damaged"]
    engine.close()


def test_engine_ends_when_the_parent_is_killed(base_model: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from speech.recogniser import open_recogniser\n"
        f"r = open_recogniser(Path({str(base_model)!r}), 'base', {COMMAND!r}, 1)\n"
        "r.warm_up(); print(r.engine_pid, flush=True); sys.stdin.read()"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert parent.stdin and parent.stdout
    engine = psutil.Process(int(parent.stdout.readline()))
    parent.kill()
    parent.communicate()
    _, alive = psutil.wait_procs([engine], timeout=10)
    assert not alive or alive[0].status() == psutil.STATUS_ZOMBIE


def test_engine_has_lower_priority(engine: EngineRecogniser) -> None:
    assert psutil.Process(engine.engine_pid).nice() > psutil.Process().nice()


@pytest.mark.parametrize("kind", KINDS)
def test_noise_has_no_text(engine: EngineRecogniser, kind: str) -> None:
    sound = KINDS[kind](12, np.random.default_rng(4))
    assert engine.transcribe(sound).text == ""
    assert dictate(engine, sound).text == ""


def test_colleagues_across_the_room_add_no_words(engine: EngineRecogniser) -> None:
    mine, pause = spoken(FIRST), silence(3)
    alone = np.concatenate([mine, pause, mine, pause])
    theirs = np.resize(spoken(SECOND, 160), len(alone))
    room = alone + theirs * 0.1 * np.sqrt(np.mean(mine**2) / np.mean(theirs**2))  # 20 dB fainter
    heard = [h.segment for h in dictate(engine, room).heard if isinstance(h, Committed)]
    assert len(heard) == 2
    seconds = len(mine) / 16_000
    for segment, start in zip(heard, (0.0, seconds + 3), strict=True):
        assert start - 1 < segment.start and segment.end < start + seconds + 1


def test_guesses_come_before_the_final_and_closed_segments_before_the_end(
    engine: EngineRecogniser,
) -> None:
    listener = Listener()
    ear = engine.listen(listener)
    pace = threading.Event()
    for block in blocks(spoken(FIRST)):
        pace.wait(0.1)  # at the speed of speech: a guess at its first half second may be empty
        ear.feed(block)
    listener.wait_for(Tentative)
    ear.feed(silence(1))
    listener.wait_for(Committed)  # the key is still down
    assert isinstance(listener.heard[0], Tentative)
    ear.finish()
    listener.wait_for(Finished)


def test_segment_tells_whether_it_asks_for_something(engine: EngineRecogniser) -> None:
    for text, asks in ((FIRST, False), ("indsæt kontakt til praktiserende læge", True)):
        listener = Listener()
        ear = engine.listen(listener, triggers=TRIGGERS)
        pace = threading.Event()
        for block in blocks(np.concatenate([silence(0.2), spoken(text)])):
            pace.wait(0.1)  # at the speed of speech: it is looked at while one speaks
            ear.feed(block)
        ear.finish()
        listener.wait_for(Finished)
        assert [h.asked for h in listener.heard if isinstance(h, Committed)] == [asks]


def test_speech_that_is_no_name_is_not_accepted(engine: EngineRecogniser) -> None:
    for text in ("Det har regnet hele ugen", "hun bor i Skagen med sin datter"):
        assert engine.match(spoken(text), NAMES).accepted is None


def test_hundreds_of_names_are_shortlisted(engine: EngineRecogniser) -> None:
    many = [*NAMES, *((f"x{i}", f"afgørelse nummer {i} om tilskud") for i in range(300))]
    found = engine.match(spoken("indsæt kontakt til praktiserende læge"), many)
    assert found.accepted == "c"
    assert len(found.candidates) == 5


def test_long_sound_is_cut_at_its_pauses(engine: EngineRecogniser) -> None:
    sound = np.concatenate([spoken(FIRST), silence(2), spoken(SECOND)] * 3)
    transcript = engine.transcribe(sound)
    assert len(transcript.segments) == 4  # without a pause between two sentences they are one
    assert transcript.segments[-1].end <= transcript.audio_seconds + 0.01
    assert transcript.processing_seconds > 0


def test_engine_that_hangs_is_started_anew_with_the_same_sound(base_model: Path) -> None:
    recogniser = EngineRecogniser(base_model, "base", COMMAND, threads=2, patience=5.0)
    try:
        recogniser.warm_up()
        listener = Listener()
        ear = recogniser.listen(listener)
        pid = recogniser.engine_pid
        assert pid
        psutil.Process(pid).suspend()  # alive, and answers nothing
        for block in blocks(spoken(FIRST)):
            ear.feed(block)
        ear.finish()
        listener.wait_for(Finished)
        assert listener.text and set(listener.lost) == {"speech.engine_restarted"}
        assert recogniser.engine_pid != pid
    finally:
        recogniser.close()
