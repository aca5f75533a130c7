"""Whether the disk is encrypted, by tables as the kernel writes them."""

from pathlib import Path

import pytest

from jobassist.disk import mounted_encrypted


@pytest.fixture
def kernel(tmp_path):
    """(mountinfo, sys): / on a plain disk, /home on LVM on LUKS, /tmp in memory."""
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
        "23 22 253:1 / /home rw - ext4 /dev/mapper/vg-home rw\n"
        "24 22 0:40 / /tmp rw - tmpfs tmpfs rw\n"
        "25 22 253:1 / /mnt/med\\040mellemrum rw - ext4 /dev/mapper/vg-home rw\n"
    )
    devices = tmp_path / "devices"
    for name, uuid in (("sda1", ""), ("home", "LVM-abc"), ("luks", "CRYPT-LUKS2-abc")):
        (devices / name / "dm").mkdir(parents=True)
        (devices / name / "slaves").mkdir()
        if uuid:
            (devices / name / "dm" / "uuid").write_text(uuid + "\n")
    (devices / "home" / "slaves" / "luks").symlink_to(devices / "luks")
    block = tmp_path / "sys" / "dev" / "block"
    block.mkdir(parents=True)
    (block / "8:1").symlink_to(devices / "sda1")
    (block / "253:1").symlink_to(devices / "home")
    return mounts, tmp_path / "sys"


@pytest.mark.parametrize(
    ("folder", "encrypted"),
    [
        ("/home/mette/data", True),
        ("/mnt/med mellemrum/data", True),
        ("/var/lib", False),
        ("/homeless", False),
        ("/tmp/x", None),
    ],
)
def test_the_disk_under_a_folder(kernel, folder, encrypted):
    assert mounted_encrypted(Path(folder), *kernel) is encrypted


def test_without_tables_nothing_is_claimed(tmp_path):
    assert mounted_encrypted(Path("/home"), tmp_path / "none", tmp_path) is None
