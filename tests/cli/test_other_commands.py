"""Commands that need no store, and the ones that look after it."""

from tests.cli.conftest import PASSPHRASE, assert_one_clear_line


def test_help_is_danish_and_names_every_command(jobassist):
    done = jobassist("--help")
    assert done.code == 0
    assert "brug: jobassist" in done.out
    assert "case " in done.out
    assert "show this help" not in done.out
    assert "usage:" not in done.out
    assert jobassist("note", "new", "--help").code == 0


def test_normalise_writes_line_by_line(jobassist):
    spoken = "borgeren kommer klokken ni tredive punktum\nførste linje ny linje anden linje\n"
    done = jobassist("normalise", stdin=spoken)
    assert done.out.splitlines() == [
        "Borgeren kommer kl. 9.30.",
        r"Første linje\nAnden linje",
    ]


def test_doctor_tells_code_level_message_and_fix(jobassist, data_dir):
    done = jobassist("--data-dir", data_dir, "--json", "doctor")
    checks = {check["code"]: check for check in done.json["checks"]}
    assert done.json["ok"] == (done.code == 0)
    assert {"doctor.versions", "doctor.store_header", "doctor.data_folder"} <= checks.keys()
    for check in checks.values():
        assert check.keys() == {"code", "level", "message", "fix"}
        assert check["message"]
        assert check["level"] == "ok" or check["fix"]


def test_json_is_asked_for_before_or_after_the_command(jobassist, data_dir):
    before = jobassist("--data-dir", data_dir, "--json", "store", "check")
    after = jobassist("--data-dir", data_dir, "store", "check", "--json")
    assert after.code == before.code == 0
    assert after.json == before.json
    literal = jobassist("--data-dir", data_dir, "case", "list", "--", "--json")
    assert literal.code == 2  # no option after `--`, and the command takes no word


def test_doctor_names_a_damaged_header_copy(jobassist, data_dir):
    (data_dir / "header.copy.json").write_text("{}", encoding="utf-8")
    done = jobassist("--data-dir", data_dir, "--json", "doctor")
    assert "doctor.header_copy_damaged" in {check["code"] for check in done.json["checks"]}
    checked = jobassist("--data-dir", data_dir, "--json", "store", "check")
    assert checked.code == 1
    assert checked.json["problems"][0]["mended"]
    assert jobassist("--data-dir", data_dir, "--json", "store", "check").code == 0


def test_backup_and_restore(jobassist, data_dir, tmp_path):
    jobassist("--data-dir", data_dir, "seed", "--cases", "2", "--notes", "1")
    file = tmp_path / "kopi.jobassist"
    made = jobassist("--data-dir", data_dir, "--json", "store", "backup", file)
    assert made.code == 0
    again = jobassist("--data-dir", data_dir, "store", "backup", file)
    assert again.code == 1
    assert_one_clear_line(again)
    fresh = tmp_path / "fresh"
    restored = jobassist("--data-dir", fresh, "--json", "store", "restore", file)
    assert restored.json["store_id"] == made.json["store_id"]
    assert len(jobassist("--data-dir", fresh, "--json", "case", "list").json) == 2


def test_a_new_store_by_the_command(jobassist, tmp_path):
    made = jobassist("--data-dir", tmp_path / "new", "--json", "store", "create")
    assert made.code == 0
    assert made.json.keys() == {"store_id", "recovery_key"}
    key = tmp_path / "key"
    key.write_text(made.json["recovery_key"].lower(), encoding="utf-8")
    told = jobassist("--data-dir", tmp_path / "new", "store", "create")
    assert told.code == 1
    assert_one_clear_line(told)
    recovered = jobassist(
        *("--data-dir", tmp_path / "new", "store", "recover", "--key-file", key),
        stdin="en helt ny sætning\n",
    )
    assert recovered.code == 0
    old = jobassist("--data-dir", tmp_path / "new", "case", "list", stdin=PASSPHRASE + "\n")
    assert old.code == 1


def test_standard_texts_are_imported_by_key(jobassist, data_dir, tmp_path):
    file = tmp_path / "texts.csv"
    file.write_text(
        "noegle,titel,kategori,tekst\njn-a,Aftale,Journalnotat,Aftalt: {udfyld.aftale}\n",
        encoding="utf-8",
    )
    where = ("--data-dir", data_dir, "--json", "phrase")
    assert jobassist(*where, "import", file).json["imported"] == 1
    again = jobassist(*where[:-2], "phrase", "import", file)
    assert again.out.endswith("0 nye, 0 ændrede, 1 uændrede.\n")
    (phrase,) = jobassist(*where, "list").json
    assert (phrase["key"], phrase["spoken_name"]) == ("jn-a", "Aftale")


def test_sync_says_what_it_can_do_and_shows_what_was_kept(jobassist, data_dir):
    bare = jobassist("--data-dir", data_dir, "sync")
    assert bare.code == 2 and "--once" in bare.err
    shown = jobassist("--data-dir", data_dir, "--json", "sync", "conflicts")
    assert (shown.code, shown.json) == (0, [])
    for verb in ("keep-mine", "keep-theirs"):
        assert_one_clear_line(none := jobassist("--data-dir", data_dir, "sync", verb, "7"))
        assert none.code == 1
