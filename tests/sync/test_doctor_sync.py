"""`doctor` and an enrolled computer: its central's address lies in the store."""

from typing import Any

import pytest

from jobassist.cli.call import Call
from jobassist.cli.doctor_sync import about_sync
from jobassist.ids import new_id
from jobassist.records import Citizen
from storage.opening import create
from storage.vault.keys import Kdf
from tests.sync.servers import serving

PASSPHRASE = "fire små ord i kæde"


@pytest.fixture
def data_dir(tmp_path):
    """A store that is enrolled nowhere, and its passphrase in a file beside it."""
    opened, _ = create(tmp_path / "store", PASSPHRASE, "Mette Holm", kdf=Kdf(1, 8, 1))
    opened.close()
    (tmp_path / "passphrase").write_text(PASSPHRASE, encoding="utf-8")
    return tmp_path / "store"


def call(data_dir, *, given: bool) -> Call:
    return Call(
        data_dir=data_dir, passphrase_file=data_dir.parent / "passphrase" if given else None
    )


def told(data_dir, *, given: bool) -> dict[str, Any]:
    return {finding.code: finding.params for finding in about_sync(call(data_dir, given=given))}


def test_without_a_passphrase_nothing_is_said_to_be_missing(data_dir):
    assert set(told(data_dir, given=False)) == {"doctor.central_locked"}
    assert set(told(data_dir.parent / "empty", given=False)) == {"doctor.no_central"}


def test_with_a_passphrase_the_enrolled_central_is_asked(data_dir, central):
    assert set(told(data_dir, given=True)) == {"doctor.no_central", "doctor.nothing_kept"}
    with serving(central.database) as url:
        using = call(data_dir, given=True)
        with using.session():
            using.house.enrol(url, central.new_user("Mette Holm")[1])
        assert set(told(data_dir, given=True)) == {"doctor.central", "doctor.nothing_kept"}
    assert "sync.unreachable" in told(data_dir, given=True)


def test_what_was_kept_aside_is_counted(data_dir):
    using = call(data_dir, given=True)
    citizen = Citizen(id=new_id(), cpr="7101905678", given_name="Anders", family_name="Vang")
    with using.session() as session, session.store.sync() as tx:
        tx.put(citizen)
        (op,) = [one for one in tx.pending(9) if one.kind == "citizen"]
        tx.settle(op.id, "quarantined", 0)
    assert told(data_dir, given=True)["doctor.kept"] == {"conflicts": 0, "quarantined": 1}
