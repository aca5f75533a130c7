"""The caseworker's commands on a real store."""

from tests.cli.conftest import PASSPHRASE, assert_one_clear_line


def test_seed_list_write_finalise_and_search(jobassist, data_dir, tmp_path):
    seeded = jobassist("--data-dir", data_dir, "--json", "seed", "--cases", "3", "--notes", "2")
    assert seeded.code == 0, seeded.err
    made = seeded.json
    assert (made["cases"], made["notes"]) == (3, 6)
    assert made["companies"] >= 3  # five workplaces for every sixth case
    assert 0 < made["candidates"] <= 3

    cases = jobassist("--data-dir", data_dir, "--json", "case", "list").json
    assert len(cases) == 3
    for case in cases:
        assert case.keys() >= {"id", "number", "citizen", "coordinator", "assignments"}
        assert case["coordinator"] == "Mette Holm"
        assert 2 <= len(case["assignments"]) <= 6
        assert case["assignments"][0].keys() == {"user", "role", "from", "to"}

    text = tmp_path / "note.txt"
    text.write_text("Borgeren ønsker praktik på et værft.\n", encoding="utf-8")
    number = cases[0]["number"]
    draft = jobassist(
        "--data-dir", data_dir, "--json", "note", "new", "--case", number, "--text-file", text
    ).json
    assert (draft["case"], draft["state"], draft["hash"]) == (cases[0]["id"], "draft", None)
    final = jobassist("--data-dir", data_dir, "--json", "note", "finalise", draft["id"]).json
    assert final["state"] == "final"
    assert len(final["hash"]) == 64
    assert final["text"] == "Borgeren ønsker praktik på et værft."

    refused = jobassist("--data-dir", data_dir, "note", "edit", draft["id"], "--text-file", text)
    assert refused.code == 1
    assert_one_clear_line(refused)

    hits = jobassist("--data-dir", data_dir, "--json", "note", "search", "værft praktik").json
    assert [hit["id"] for hit in hits] == [draft["id"]]
    assert "⟦" in hits[0]["snippet"]


def test_text_and_passphrase_may_come_by_standard_input(jobassist, data_dir):
    jobassist("--data-dir", data_dir, "seed", "--cases", "1", "--notes", "0")
    case = jobassist("--data-dir", data_dir, "--json", "case", "list").json[0]
    both = PASSPHRASE + "\nFørste linje.\nAnden linje.\n"
    note = jobassist(
        *("--data-dir", data_dir, "--json", "note", "new", "--case", case["id"]),
        *("--text-file", "-"),
        stdin=both,
    )
    assert note.json["text"] == "Første linje.\nAnden linje."


def test_the_same_seed_makes_the_same_people(data_dir, jobassist, tmp_path):
    from storage.opening import create
    from tests.cli.conftest import QUICK

    other = tmp_path / "other"
    create(other, PASSPHRASE, "Jonas Friis", kdf=QUICK)[0].close()
    people = []
    for folder in (data_dir, other):
        jobassist("--data-dir", folder, "seed", "--cases", "4", "--notes", "1", "--seed", "7")
        cases = jobassist("--data-dir", folder, "--json", "case", "list").json
        people.append([(case["number"], case["citizen"]) for case in cases])
    assert people[0] == people[1]
