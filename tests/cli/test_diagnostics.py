"""doctor's codes about the machine, and a diagnostics bundle that no canary reaches."""

import json

import pytest

from jobassist import bundle, messages
from jobassist.cli import doctor_machine
from jobassist.cli.call import Call
from jobassist.cli.diagnostics import log_lines
from jobassist.cli.run import run

CANARIES = ("Kanariefugl", "010190-9998", "kanarie@example", "/home/kanarie", "kanarie-pc")


@pytest.mark.parametrize("check", doctor_machine.MACHINE, ids=lambda check: check.__name__)
def test_every_check_answers_with_a_code_that_has_words(check, tmp_path):
    found = check(Call(data_dir=tmp_path, passphrase_file=None))
    assert found.code in messages.catalogue()


def test_a_whole_bundle_is_whole_and_a_changed_file_is_named(tmp_path):
    (tmp_path / "_internal").mkdir()
    (tmp_path / "a.so").write_bytes(b"a")
    (tmp_path / "b.so").write_bytes(b"b")
    files = {name: bundle.sha256(tmp_path / name) for name in ("a.so", "b.so")}
    (tmp_path / "_internal" / bundle.RECORD).write_text(json.dumps({"files": files}))
    assert bundle.verify(tmp_path) == bundle.Bundle(2, ())
    (tmp_path / "b.so").write_bytes(b"c")
    assert bundle.verify(tmp_path) == bundle.Bundle(2, ("b.so",))
    (tmp_path / "_internal" / bundle.RECORD).write_text("{")
    assert bundle.verify(tmp_path).wrong == (bundle.RECORD,)


def test_no_canary_reaches_the_bundle(tmp_path, capsys, monkeypatch):
    data = tmp_path / "Kanariefugl" / "store"
    (data / "log").mkdir(parents=True)
    for name in ("USER", "LOGNAME", "HOSTNAME"):
        monkeypatch.setenv(name, "kanarie-pc")
    chosen = {"central_url": "https://kanarie@example", "office_name": "Kanariefugl"}
    (data / "settings.json").write_text(json.dumps(chosen), encoding="utf-8")
    lines = [
        "2026-01-01T10:00:00 info note.finalised count=2",
        "2026-01-01T10:00:00 info note.finalised text=Kanariefugl",
        "Traceback 010190-9998 /home/kanarie/x.py",
    ]
    (data / "log" / "jobassist.log").write_text("\n".join(lines), encoding="utf-8")
    out = tmp_path / "bundle.json"
    assert run(["--data-dir", str(data), "diagnostics"]) == 0
    preview = capsys.readouterr().out
    assert run(["--data-dir", str(data), "diagnostics", "--out", str(out)]) == 0
    written = out.read_text(encoding="utf-8")
    for text in (preview, written):
        assert "note.finalised count=2" in text
        assert not [canary for canary in CANARIES if canary.lower() in text.lower()]
    told = json.loads(written)
    assert told["settings"]["central_url"] == {"by": "user", "value": None}
    assert "left out: 2" in told["log"]


def test_policy_may_forbid_it(tmp_path, monkeypatch, capsys):
    file = tmp_path / "policies.json"
    file.write_text('{"diagnostics": false}')
    monkeypatch.setattr("jobassist.policy.machine_policy_file", lambda: file)
    assert run(["--data-dir", str(tmp_path / "d"), "diagnostics"]) == 1
    assert "diagnosepakker" in capsys.readouterr().err


def test_doctor_names_the_place_of_a_broken_policy_and_goes_on(tmp_path, monkeypatch, capsys):
    file = tmp_path / "policies.json"
    file.write_text('{\n"idle_minutes": 99}')
    monkeypatch.setattr("jobassist.policy.machine_policy_file", lambda: file)
    assert run(["--data-dir", str(tmp_path / "d"), "--json", "doctor"]) == 1
    checks = json.loads(capsys.readouterr().out)["checks"]
    assert checks[0]["code"] == "policy.broken"
    assert "policies.json:2" in checks[0]["message"]
    assert len(checks) > 5


def test_our_own_lines_of_the_log_are_recognised(tmp_path):
    from jobassist import log

    file = tmp_path / "l.log"
    log.start(file)
    try:
        log.event("sync.pushed", count=3, id="01890f5a-0000-7000-8000-000000000000", who="Kim")
        try:
            raise ValueError("Kanariefugl")
        except ValueError as error:
            log.failure("app.unexpected", error)
    finally:
        log.withhold()
    kept = log_lines(file)
    assert len(kept) == 2
    assert "Kanariefugl" not in " ".join(kept)


def test_a_model_comes_from_the_network_only_where_the_policy_says_so(
    tmp_path, capsys, monkeypatch
):
    def reach(*_):
        raise AssertionError("the network was asked")

    monkeypatch.setattr("socket.socket.connect", reach)
    assert run(["--data-dir", str(tmp_path), "model", "install", "hub:nobody/nothing"]) == 1
    assert "model_download" in capsys.readouterr().err
