"""`access` and `retention`, as a script calls them."""

import csv

from storage.opening import unlock
from tests.cli.conftest import PASSPHRASE


def test_who_used_a_citizens_data_is_listed_given_out_and_sampled(data_dir, jobassist, tmp_path):
    jobassist("--data-dir", data_dir, "seed", "--cases", "2", "--notes", "1")
    case = jobassist("--data-dir", data_dir, "--json", "case", "list").json[0]
    jobassist("--data-dir", data_dir, "case", "show", case["number"])
    citizen = ("--citizen", case["citizen_id"])
    listed = jobassist("--data-dir", data_dir, "--json", "access", "list", *citizen).json
    assert [(one["action"], one["kind"], one["user"]) for one in listed] == [
        ("read", "case", "Mette Holm")
    ]
    out = tmp_path / "udskrift.csv"
    done = jobassist("--data-dir", data_dir, "--json", "access", "extract", *citizen, "--out", out)
    assert done.json["entries"] == 1
    rows = list(csv.DictReader(out.open(encoding="utf-8")))
    assert [(row["hvad"], row["oplysning"]) for row in rows] == [("læst", "sag")]
    assert "Mette" not in out.read_text(encoding="utf-8")
    again = jobassist("--data-dir", data_dir, "access", "extract", *citizen, "--out", out)
    assert again.code == 2
    drawn = jobassist("--data-dir", data_dir, "--json", "access", "sample", "--action", "extract")
    assert [one["kind"] for one in drawn.json] == ["citizen"]
    assert jobassist("--data-dir", data_dir, "access", "sample", "--since", "i går").code == 2


def test_a_search_is_found_by_the_name_that_was_searched_for(data_dir, jobassist):
    jobassist("--data-dir", data_dir, "seed", "--cases", "1", "--notes", "1")
    both = f"{PASSPHRASE}\nborg\n"
    jobassist("--data-dir", data_dir, "note", "search", "-", stdin=both)
    ask = ("--data-dir", data_dir, "--json", "access", "searches")
    found = jobassist(*ask, stdin=f"{PASSPHRASE}\nBorgeren\n").json
    assert [one["action"] for one in found] == ["search"]
    assert jobassist(*ask, stdin=f"{PASSPHRASE}\nMikkelsen\n").json == []


def test_a_citizen_is_erased_when_the_archive_duty_is_met(data_dir, jobassist):
    jobassist("--data-dir", data_dir, "seed", "--cases", "1", "--notes", "1")
    case = jobassist("--data-dir", data_dir, "--json", "case", "list").json[0]
    erase = ("--data-dir", data_dir, "--json", "retention", "erase", "--citizen")
    refused = jobassist(*erase, case["citizen_id"])
    assert (refused.code, "arkiv" in refused.err) == (1, True)
    assert jobassist("--data-dir", data_dir, "--json", "retention", "due").json == []
    early = jobassist("--data-dir", data_dir, "retention", "apply", case["number"])
    assert early.code == 1
    jobassist("--data-dir", data_dir, "retention", "archived", case["number"])
    done = jobassist(*erase, case["citizen_id"]).json
    assert done["records"] >= 3
    assert done["settled"]
    assert len(jobassist("--data-dir", data_dir, "--json", "store", "snapshots").json) == 1
    assert jobassist("--data-dir", data_dir, "--json", "case", "list").json == []
    tidied = jobassist("--data-dir", data_dir, "--json", "retention", "tidy").json
    assert tidied == {"sounds": 0, "accesses": 0, "cases": 0, "left": 0}
    assert jobassist("--data-dir", data_dir, "store", "check").code == 0


def test_check_tells_of_a_changed_access_log(data_dir, jobassist):
    from sqlalchemy import text

    jobassist("--data-dir", data_dir, "seed", "--cases", "1", "--notes", "1")
    case = jobassist("--data-dir", data_dir, "--json", "case", "list").json[0]
    jobassist("--data-dir", data_dir, "case", "show", case["id"])
    opened = unlock(data_dir, PASSPHRASE)
    with opened.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER access_log_stands"))
        connection.execute(text("UPDATE access_log SET user_id = 'en anden'"))
    opened.close()
    done = jobassist("--data-dir", data_dir, "--json", "store", "check")
    assert done.code == 1
    assert "check.access_log" in done.out
