"""Letters on the command line, on a real store."""

import hashlib

from tests.cli.conftest import assert_one_clear_line


def test_a_letter_is_written_queued_and_given_out(jobassist, data_dir, tmp_path):
    def letter(*words):
        return jobassist("--data-dir", data_dir, "--json", "letter", *words)

    jobassist("--data-dir", data_dir, "seed", "--cases", "1", "--notes", "0")
    texts = tmp_path / "t.csv"
    texts.write_text(
        "noegle,titel,kategori,tekst\nbr-p,Om prøven,Brev,Kære {borger.fornavn}: {udfyld.sag}\n",
        encoding="utf-8",
    )
    assert jobassist("--data-dir", data_dir, "phrase", "import", texts).code == 0
    case = jobassist("--data-dir", data_dir, "--json", "case", "list").json[0]
    draft = letter("new", "--case", case["number"], "--phrase", "br-p").json
    assert (draft["state"], draft["subject"], draft["phrase"]) == ("draft", "Om prøven", "br-p@1")

    stopped = jobassist("--data-dir", data_dir, "letter", "queue", draft["id"])
    assert stopped.code == 1
    assert_one_clear_line(stopped)

    text = tmp_path / "t.txt"
    text.write_text("Kære alle: intet\n", encoding="utf-8")
    assert letter("edit", draft["id"], "--text-file", text).json["text"] == "Kære alle: intet"
    queued = letter("queue", draft["id"]).json
    assert (queued["state"], len(queued["hash"])) == ("queued", 64)
    pdf = tmp_path / "brev.pdf"
    assert letter("pdf", draft["id"], "--out", pdf).json["bytes"] == pdf.stat().st_size
    assert hashlib.sha256(pdf.read_bytes()).hexdigest() == queued["pdf_sha256"]
    assert letter("show", draft["id"]).json == queued
    assert letter("list", "--case", case["id"]).json == [queued]

    unwritable = jobassist(
        "--data-dir", data_dir, "letter", "pdf", draft["id"], "--out", tmp_path / "no" / "b.pdf"
    )
    assert unwritable.code == 3
    assert_one_clear_line(unwritable)


def test_a_draft_is_changed_thrown_away_taken_back_and_written_anew(jobassist, data_dir):
    def letter(*words):
        return jobassist("--data-dir", data_dir, "--json", "letter", *words)

    jobassist("--data-dir", data_dir, "seed", "--cases", "1", "--notes", "0")
    case = jobassist("--data-dir", data_dir, "--json", "case", "list").json[0]["id"]
    draft = letter("new", "--case", case, "--phrase", "br-afbud-bekraeftelse").json["id"]
    changed = letter("edit", draft, "--subject", "Afbud", "--dated", "2026-12-01").json
    assert (changed["subject"], changed["dated"]) == ("Afbud", "2026-12-01")
    assert letter("edit", draft).code == 2
    assert letter("edit", draft, "--dated", "i morgen").code == 2
    assert letter("discard", draft).json["state"] == "discarded"
    assert letter("list", "--case", case).json == []
    assert [one["id"] for one in letter("list", "--case", case, "--discarded").json] == [draft]
    assert letter("queue", draft).code == 1
    assert letter("restore", draft).json["state"] == "draft"
    assert letter("copy", draft).json["id"] != draft
