"""Where a store may lie."""

from pathlib import Path

import pytest

from jobassist.errors import EnvironmentFault
from storage import opening, place
from storage.place import Place, filesystem, place_of
from tests.storage.test_vault import PASSPHRASE, QUICK

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/lokal ext4 rw 0 0
//server/drev /mnt/f\\040drev cifs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib", "ext4"),
        ("/home/anne/store", "nfs4"),
        ("/home/lokal/store", "ext4"),
        ("/home2/store", "ext4"),
        ("/mnt/f drev/store", "cifs"),
    ],
)
def test_the_innermost_mount_decides(folder: str, kind: str):
    assert filesystem(Path(folder), MOUNTS) == kind


def test_this_machines_disk_is_local(tmp_path: Path):
    assert place_of(tmp_path / "not" / "yet") is Place.LOCAL


def test_a_cloud_folder_and_a_roaming_profile_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    assert place_of(tmp_path / "OneDrive - Kommunen" / "store") is Place.CLOUD
    assert place_of(tmp_path / "OneDrives" / "store") is Place.LOCAL
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "sky"))
    assert place_of(tmp_path / "sky" / "store") is Place.CLOUD
    monkeypatch.setenv("APPDATA", str(tmp_path / "Roaming"))
    assert place_of(tmp_path / "Roaming" / "jobassist") is Place.ROAMING


def test_no_store_on_a_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "data"
    opening.create(folder, PASSPHRASE, "Anne", kdf=QUICK)[0].close()
    monkeypatch.setattr(place, "_NETWORK", {filesystem_here(tmp_path)})
    for call in (
        lambda: opening.create(tmp_path / "new", PASSPHRASE, "Anne", kdf=QUICK),
        lambda: opening.unlock(folder, PASSPHRASE),
    ):
        with pytest.raises(EnvironmentFault, match=r"store\.network_place"):
            call()
    assert not (tmp_path / "new").exists()


def filesystem_here(folder: Path) -> str:
    """The type of filesystem the tests run on."""
    return filesystem(folder.resolve(), Path("/proc/mounts").read_text(encoding="utf-8"))
