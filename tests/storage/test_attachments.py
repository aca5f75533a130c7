"""Attachments: encrypted, addressed by content, verified before anything is handed out."""

import hashlib
import io
import secrets
import tracemalloc
from pathlib import Path

import pytest

from jobassist.errors import EnvironmentFault, UserError
from jobassist.ports.attachments import Attachments
from storage.attachments import EncryptedAttachments
from tests.fakes.attachments import FakeAttachments

CONTENT = "Lægeerklæring for Lise-Lotte Ærøskøbing. ".encode() * 20_000


@pytest.fixture
def attachments(tmp_path: Path) -> EncryptedAttachments:
    """An empty place."""
    return EncryptedAttachments(tmp_path / "attachments-1", bytes(32))


def test_what_was_added_comes_back_by_its_hash(attachments: EncryptedAttachments, tmp_path: Path):
    for content in (CONTENT, b"", b"x", bytes(1 << 18), bytes(1 << 19)):
        id = attachments.add(io.BytesIO(content))
        assert id == hashlib.sha256(content).hexdigest()
        assert b"".join(attachments.read(id)) == content
        assert attachments.add(io.BytesIO(content)) == id
    files = list((tmp_path / "attachments-1").iterdir())
    assert len(files) == 5
    assert attachments.damaged() == []
    for file in files:
        assert "Ærøskøbing".encode() not in file.read_bytes()
        assert file.stem != hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(params=["fake", "encrypted"])
def port(request: pytest.FixtureRequest, attachments: EncryptedAttachments) -> Attachments:
    """The fake and the real one."""
    return FakeAttachments() if request.param == "fake" else attachments


def test_the_fake_and_the_real_one_promise_the_same(port: Attachments):
    id = port.add(io.BytesIO(CONTENT))
    assert id == hashlib.sha256(CONTENT).hexdigest()
    assert port.add(io.BytesIO(CONTENT)) == id
    assert port.has(id)
    assert b"".join(port.read(id)) == CONTENT
    port.delete(id)
    port.delete(id)
    assert not port.has(id)
    with pytest.raises(UserError, match=r"attachment\.none"):
        port.read(id)


def test_every_damage_is_noticed_before_a_byte_is_given(
    attachments: EncryptedAttachments, tmp_path: Path
):
    id, other = attachments.add(io.BytesIO(CONTENT)), attachments.add(io.BytesIO(b"andet"))
    files = {f.stat().st_size: f for f in (tmp_path / "attachments-1").iterdir()}
    file, small = files[max(files)], files[min(files)]
    good = file.read_bytes()
    for damaged in (good[:-1], good[: 1 << 18], good + b"x", small.read_bytes(), b""):
        file.write_bytes(damaged)
        with pytest.raises(EnvironmentFault, match=r"attachment\.damaged"):
            attachments.read(id)
        assert attachments.damaged() == [file.name]
    for place in (0, 20, len(good) // 2, len(good) - 1):
        flipped = bytearray(good)
        flipped[place] ^= 1
        file.write_bytes(flipped)
        with pytest.raises(EnvironmentFault, match=r"attachment\.damaged"):
            attachments.read(id)
    assert b"".join(attachments.read(other)) == b"andet"


def test_another_key_reads_a_copy_and_nothing_else(
    attachments: EncryptedAttachments, tmp_path: Path
):
    id = attachments.add(io.BytesIO(CONTENT))
    new = EncryptedAttachments(tmp_path / "attachments-2", b"x" * 32)
    attachments.copy_to(new)
    assert b"".join(new.read(id)) == CONTENT
    wrong = EncryptedAttachments(tmp_path / "attachments-1", b"x" * 32)
    with pytest.raises(UserError, match=r"attachment\.none"):
        wrong.read(id)


def test_erased_is_gone_and_unknown_is_said(attachments: EncryptedAttachments, tmp_path: Path):
    id = attachments.add(io.BytesIO(CONTENT))
    assert attachments.has(id)
    attachments.delete(id)
    attachments.delete(id)
    for unknown in (id, "../../etc/passwd", ""):
        with pytest.raises(UserError, match=r"attachment\.none"):
            attachments.read(unknown)


def test_a_large_one_is_never_whole_in_memory(attachments: EncryptedAttachments, tmp_path: Path):
    source = tmp_path / "large"
    source.write_bytes(secrets.token_bytes(1 << 20) * 24)
    tracemalloc.start()
    with source.open("rb") as stream:
        id = attachments.add(stream)
    assert sum(map(len, attachments.read(id))) == 24 << 20
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 << 20
