"""Recordings: what the port promises, and what only the encrypted ones can show."""

from pathlib import Path

import numpy as np
import pytest

from jobassist.errors import AppError, UserError
from jobassist.ports.speech import SAMPLE_RATE, Recordings
from storage.recordings import EncryptedRecordings
from tests.fakes.recordings import FakeRecordings
from tests.storage.samples import record_id

ID = record_id(51)
NOTE = record_id(41)


def tone(seconds: float) -> np.ndarray:
    """Something to record."""
    return np.sin(np.arange(int(seconds * SAMPLE_RATE)) / 7).astype(np.float32)


@pytest.fixture
def encrypted(tmp_path: Path) -> EncryptedRecordings:
    """Recordings in an empty folder."""
    return EncryptedRecordings(tmp_path / "recordings-1", bytes(range(32)))


@pytest.fixture(params=["fake", "encrypted"])
def recordings(request: pytest.FixtureRequest) -> Recordings:
    """The fake and the real ones."""
    if request.param == "fake":
        return FakeRecordings()
    return request.getfixturevalue("encrypted")


def test_what_was_recorded_is_read_back(recordings: Recordings):
    recording = recordings.new(ID, NOTE)
    for block in np.array_split(tone(2.3), 31):
        recording.append(block)
    recording.close()
    assert np.allclose(recordings.read(ID), tone(2.3), atol=1e-4)
    assert recordings.unfinished() == []


def test_an_erased_recording_is_gone(recordings: Recordings):
    recordings.new(ID, NOTE).close()
    recordings.delete(ID)
    recordings.delete(ID)
    with pytest.raises(UserError) as caught:
        recordings.read(ID)
    assert caught.value.code == "recording.none"


def test_a_recording_belongs_to_a_note(recordings: Recordings):
    with pytest.raises(UserError) as caught:
        recordings.new(ID, "")
    assert caught.value.code == "recording.none"


def test_a_recording_knows_its_note(recordings: Recordings):
    other = record_id(42)
    recordings.new(record_id(53), NOTE).close()
    recordings.new(ID, NOTE).close()
    recordings.new(record_id(52), other).close()
    assert recordings.of_note(NOTE) == [ID, record_id(53)]
    assert list(recordings.kept()) == [(ID, NOTE), (record_id(52), other), (record_id(53), NOTE)]
    recordings.delete(ID)
    assert recordings.of_note(NOTE) == [record_id(53)]


def test_a_recording_cannot_be_given_to_another_note(
    encrypted: EncryptedRecordings, tmp_path: Path
):
    encrypted.new(ID, NOTE).close()
    folder = tmp_path / "recordings-1"
    (folder / f"{ID}.{NOTE}.sound").rename(folder / f"{ID}.{record_id(42)}.sound")
    assert not encrypted.is_sound(ID)


def test_an_erased_file_has_lost_its_salt_first(encrypted: EncryptedRecordings, tmp_path: Path):
    """Whoever finds the blocks of the deleted file cannot derive its key."""
    encrypted.new(ID, NOTE).close()
    file = tmp_path / "recordings-1" / f"{ID}.{NOTE}.sound"
    kept = tmp_path / "as the disk keeps it"
    kept.hardlink_to(file)
    encrypted.delete(ID)
    assert not file.exists()
    assert kept.read_bytes().startswith(bytes(16))


def test_a_recording_going_on_was_not_left_behind(recordings: Recordings):
    recordings.new(ID, NOTE).append(tone(1))
    assert recordings.unfinished() == []


def test_a_killed_process_loses_less_than_a_second(encrypted: EncryptedRecordings, tmp_path: Path):
    recording = encrypted.new(ID, NOTE)
    for block in np.array_split(tone(3.9), 50):
        recording.append(block)
    # Another process looks at the files as they are on the disk now.
    after = EncryptedRecordings(tmp_path / "recordings-1", bytes(range(32)))
    assert after.unfinished() == [(ID, NOTE)]
    kept = after.read(ID)
    assert len(tone(3.9)) - len(kept) < SAMPLE_RATE
    assert np.allclose(kept, tone(3.9)[: len(kept)], atol=1e-4)


def test_a_chunk_cut_off_while_it_was_written_is_left_out(
    encrypted: EncryptedRecordings, tmp_path: Path
):
    recording = encrypted.new(ID, NOTE)
    recording.append(tone(1.5))
    recording.close()
    file = tmp_path / "recordings-1" / f"{ID}.{NOTE}.sound"
    file.write_bytes(file.read_bytes()[:-100])
    assert len(encrypted.read(ID)) == SAMPLE_RATE
    assert encrypted.unfinished() == [(ID, NOTE)]


def test_nothing_can_be_heard_in_the_file(encrypted: EncryptedRecordings, tmp_path: Path):
    recording = encrypted.new(ID, NOTE)
    recording.append(np.zeros(SAMPLE_RATE, np.float32))
    recording.close()
    assert bytes(8) not in (tmp_path / "recordings-1" / f"{ID}.{NOTE}.sound").read_bytes()


@pytest.mark.parametrize("place", [3, 40, 20_000])
def test_a_changed_byte_is_noticed(encrypted: EncryptedRecordings, tmp_path: Path, place: int):
    recording = encrypted.new(ID, NOTE)
    recording.append(tone(2))
    recording.close()
    file = tmp_path / "recordings-1" / f"{ID}.{NOTE}.sound"
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)
    assert not encrypted.is_sound(ID)
    with pytest.raises(AppError) as caught:
        encrypted.read(ID)
    assert caught.value.code == "recording.damaged"


def test_a_chunk_cannot_be_dropped_or_moved_to_another_recording(
    encrypted: EncryptedRecordings, tmp_path: Path
):
    recording = encrypted.new(ID, NOTE)
    recording.append(tone(2))
    recording.close()
    file = tmp_path / "recordings-1" / f"{ID}.{NOTE}.sound"
    content = file.read_bytes()
    chunk = 4 + SAMPLE_RATE + 16
    file.write_bytes(content[:16] + content[16 + chunk :])
    assert not encrypted.is_sound(ID)
    (tmp_path / "recordings-1" / f"{record_id(52)}.{NOTE}.sound").write_bytes(content)
    assert not encrypted.is_sound(record_id(52))


@pytest.mark.parametrize("name", ["../header", "a/b", ""])
def test_an_id_is_never_a_path(encrypted: EncryptedRecordings, name: str):
    with pytest.raises(UserError):
        encrypted.read(name)
