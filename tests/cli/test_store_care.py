"""Snapshots, a store that was set back, and IT's emergency access, by the command line."""

import shutil

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from storage.opening import apply_escrow, unlock
from storage.vault.keys import text
from tests.cli.conftest import PASSPHRASE, assert_one_clear_line


def test_a_snapshot_is_taken_listed_and_restored(jobassist, data_dir):
    taken = jobassist("--data-dir", data_dir, "--json", "store", "snapshots", "--take")
    (snapshot,) = taken.json
    assert snapshot.keys() == {"name", "made_at", "why"}
    assert jobassist("--data-dir", data_dir, "--json", "store", "snapshots").json == [snapshot]
    jobassist("--data-dir", data_dir, "seed", "--cases", "1", "--notes", "1", "--seed", "1")
    restored = jobassist(
        "--data-dir", data_dir, "--json", "store", "restore", "--snapshot", "newest"
    )
    assert restored.code == 0, restored.err
    assert jobassist("--data-dir", data_dir, "--json", "case", "list").json == []
    assert jobassist("--data-dir", data_dir, "--json", "store", "check").json["ok"]


def test_a_restore_names_one_source(jobassist, data_dir):
    assert jobassist("--data-dir", data_dir, "store", "restore").code == 2
    missing = jobassist("--data-dir", data_dir, "store", "restore", "--snapshot", "newest")
    assert missing.code == 1
    assert_one_clear_line(missing)


def test_a_store_set_back_says_so_reads_and_is_accepted(jobassist, data_dir):
    shutil.copyfile(data_dir / "store-1.db", data_dir.parent / "old")
    seeded = jobassist(
        "--data-dir", data_dir, "seed", "--cases", "2", "--notes", "1", "--seed", "1"
    )
    assert seeded.code == 0, seeded.err
    shutil.move(data_dir.parent / "old", data_dir / "store-1.db")
    listed = jobassist("--data-dir", data_dir, "--json", "case", "list")
    assert (listed.code, listed.json) == (0, [])
    assert_one_clear_line(listed)
    assert "sat tilbage" in listed.err
    refused = jobassist(
        "--data-dir", data_dir, "seed", "--cases", "1", "--notes", "1", "--seed", "1"
    )
    assert refused.code == 3
    checked = jobassist("--data-dir", data_dir, "--json", "store", "check")
    assert [problem["code"] for problem in checked.json["problems"]] == ["store.rolled_back"]
    accepted = jobassist("--data-dir", data_dir, "--json", "store", "accept")
    assert accepted.json["accepted"] == "store.rolled_back"
    assert jobassist("--data-dir", data_dir, "--json", "store", "check").json["ok"]


def test_it_support_recovers_by_the_escrow_key(jobassist, data_dir, tmp_path):
    key = X25519PrivateKey.generate()
    opened = unlock(data_dir, PASSPHRASE)
    apply_escrow(opened, text(key.public_key().public_bytes_raw()))
    opened.close()
    file = tmp_path / "escrow.pem"
    file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    new = "en helt anden adgangssætning\n"
    done = jobassist("--data-dir", data_dir, "store", "recover", "--escrow-key", file, stdin=new)
    assert done.code == 0, done.err
    assert jobassist("--data-dir", data_dir, "case", "list").code == 1
    assert jobassist("--data-dir", data_dir, "case", "list", stdin=new).code == 0
    (data_dir / "head-1").unlink()
    accepted = jobassist("--data-dir", data_dir, "--json", "store", "accept", "--escrow-key", file)
    assert accepted.json["accepted"] == "store.head_missing"


def test_a_store_in_a_cloud_folder_is_made_with_a_warning(jobassist, tmp_path):
    folder = tmp_path / "OneDrive" / "store"
    done = jobassist("--data-dir", folder, "store", "create")
    assert done.code == 0
    assert "skyen" in done.err


def test_restore_by_the_printed_key_and_by_escrow(jobassist, data_dir, tmp_path):
    key = X25519PrivateKey.generate()
    opened = unlock(data_dir, PASSPHRASE)
    apply_escrow(opened, text(key.public_key().public_bytes_raw()))
    opened.close()
    pem = tmp_path / "escrow.pem"
    pem.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    other = tmp_path / "other.pem"
    stranger = X25519PrivateKey.generate()
    other.write_bytes(stranger.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    store = ("--data-dir", data_dir, "--json", "store")
    assert jobassist(*store, "snapshots", "--take").code == 0
    newest = (*store, "restore", "--snapshot", "newest")
    for wrong in (other, tmp_path / "none.pem"):
        refused = jobassist(*newest, "--escrow-key", wrong, stdin="")
        assert refused.code
        assert_one_clear_line(refused)
    (tmp_path / "typed").write_text("K7QF-2M9D-XW4H\n")
    refused = jobassist(*newest, "--key-file", tmp_path / "typed", stdin="")
    assert refused.code == 1
    assert_one_clear_line(refused)
    assert not list(data_dir.parent.glob("*.before-restore-*"))
    done = jobassist(*newest, "--escrow-key", pem, stdin="")
    assert done.code == 0, done.err
    rotated = jobassist(*store, "rotate")
    (tmp_path / "typed").write_text(rotated.json["recovery_key"] + "\n")
    done = jobassist(*newest, "--key-file", tmp_path / "typed", stdin="")
    assert done.code == 0, done.err
    assert jobassist(*store, "check").json["ok"]
