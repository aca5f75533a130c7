"""Words of the house on the command line, on a real store."""

from tests.cli.conftest import assert_one_clear_line


def test_words_are_listed_added_imported_and_removed(jobassist, data_dir, tmp_path):
    def term(*words):
        return jobassist("--data-dir", data_dir, "--json", "term", *words)

    jobassist("--data-dir", data_dir, "seed", "--cases", "1", "--notes", "0")
    assert term("list").json == []
    assert term("add", "K C", "KC").json == {"spoken": "k c", "written": "KC"}
    words = tmp_path / "ord.txt"
    words.write_text("momentum = Momentum\n", encoding="utf-8")
    assert term("import", words).json == {"imported": 1}
    assert [each["written"] for each in term("list").json] == ["KC", "Momentum"]
    assert term("remove", "k c").json == {"removed": "k c"}
    words.write_text("uden lighedstegn\n", encoding="utf-8")
    for refused in (term("remove", "k c"), term("import", words), term("add", "x", "")):
        assert refused.code == 1
        assert_one_clear_line(refused)
    assert len(term("list").json) == 1
