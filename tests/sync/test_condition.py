"""A computer tells the central how it is: codes and levels, and nothing that they were found in."""

import json
from typing import Any

import pytest
import sqlalchemy as sa
from pydantic import ValidationError

from central import admin
from central.schema_desk import condition as told_table
from jobassist.bootstrap import build
from jobassist.cli.run import run
from jobassist.services import condition
from jobassist.sync.wire_device import Condition
from jobassist.wiring.condition import Reporter, look
from storage.opening import create
from storage.vault.keys import Kdf
from tests.sync.servers import serving

OWNER = "Kanariefugl Østergård"
PASSPHRASE = "fire små ord i kæde"
GOOD = {"version": "1.0.0", "system": "Linux 6.1", "model": "base", "ring": 0, "found": []}


@pytest.fixture
def data_dir(tmp_path):
    """A store under a telling path, and its passphrase in a file beside it."""
    opened, _ = create(tmp_path / "kanariefugl" / "store", PASSPHRASE, OWNER, kdf=Kdf(1, 8, 1))
    opened.close()
    (tmp_path / "passphrase").write_text(PASSPHRASE, encoding="utf-8")
    return tmp_path / "kanariefugl" / "store"


@pytest.fixture
def house(data_dir, central):
    """An unlocked house that is enrolled, while the central serves."""
    house = build(data_dir)
    house.unlock(PASSPHRASE)
    with serving(central.database) as url:
        house.enrol(url, central.new_user(OWNER)[1])
        yield house
    house.lock()


def told(central: Any) -> list[dict[str, Any]]:
    return [one for one in admin.device_list(central.database_url) if one["told_at"]]


@pytest.mark.parametrize(
    "wrong",
    [
        {"found": [{"code": "doctor.disk /home/mette", "level": "error"}]},
        {"found": [{"code": "doctor.disk", "level": "ok"}]},
        {"model": "C:\\Users\\mette\\model"},
        {"ring": 10},
        {"version": "1.0 kanariefugl"},
    ],
)
def test_the_message_has_no_place_for_anything_else(wrong):
    Condition.model_validate(GOOD)
    with pytest.raises(ValidationError):
        Condition.model_validate(GOOD | wrong)


def test_doctor_of_its_own_process_is_told_after_a_sync_and_then_rests(house, central):
    report = Reporter(
        house.data_dir,
        lambda: condition.is_due(house.session),
        house.tell_condition,
        settled=0,
    )
    sync = report.after(house.sync_once)
    sync()
    assert told(central) == [], "the look goes on beside the sync"
    report.wait()
    sync()
    (one,) = told(central)
    assert "doctor.recovery_unconfirmed" in one["warnings"]
    assert (one["ring"], one["model"]) == (9, "base")
    assert not condition.is_due(house.session)
    with central.database.read() as tx:
        kept = repr(tx.execute(sa.select(told_table)).all())
    assert "kanariefugl" not in kept.lower() and str(house.data_dir) not in kept


def test_the_organisation_may_want_no_reports(house, central):
    house.settings.policy = {"condition_reports": False}
    assert not condition.is_due(house.session)
    assert not house.tell_condition([("doctor.disk_scarce", "error")])
    assert told(central) == []


def test_doctor_tells_at_once_when_asked(house, central, data_dir, capsys):
    house.lock()
    secret = data_dir.parents[1] / "passphrase"
    words = ["--data-dir", str(data_dir), "--passphrase-file", str(secret), "--json"]
    run([*words, "doctor", "--tell"])
    checks = {one["code"] for one in json.loads(capsys.readouterr().out)["checks"]}
    assert "doctor.condition_told" in checks
    (one,) = told(central)
    assert set(one["errors"] + one["warnings"]) <= checks
    house.unlock(PASSPHRASE)


def test_a_computer_whose_doctor_does_not_answer_says_that(tmp_path, monkeypatch):
    monkeypatch.setattr("jobassist.wiring.condition.program", lambda: ["/bin/echo", "nothing"])
    assert look(tmp_path) == [("doctor.silent", "error")]


def test_an_older_version_than_wanted_is_a_finding(tmp_path, monkeypatch):
    from jobassist.cli.call import Call
    from jobassist.cli.doctor_checks import version_wanted

    call = Call(data_dir=tmp_path, passphrase_file=None)
    for wanted, code in (("", "version"), ("0.0.9", "version"), ("9000.1", "version_low")):
        call.house.settings.policy = {"least_version": wanted}
        assert version_wanted(call).code == f"doctor.{code}"
