"""Forms on the command line, on a real store."""

import json

from tests.cli.conftest import PASSPHRASE, assert_one_clear_line
from tests.forms.samples import APPLICATION
from tests.sync.test_house_files import FORM

LATER = {"periode": {"fra": "1-12-2099", "til": "1-3-2100"}}


def test_a_form_is_filled_checked_shown_and_given_out(jobassist, data_dir, tmp_path):
    def form(*words):
        return jobassist("--data-dir", data_dir, "--json", "form", *words)

    jobassist("--data-dir", data_dir, "seed", "--cases", "1", "--notes", "0")
    case = jobassist("--data-dir", data_dir, "--json", "case", "list").json[0]
    data = tmp_path / "data.json"
    data.write_text(json.dumps({**APPLICATION, **LATER, "ansatte_hoveder": 9}), encoding="utf-8")
    made = form("fill", "virksomhedspraktik", "--case", case["number"], "--data", data)
    assert made.code == 1  # a warning without its reason
    assert {p["rule"]: p["level"] for p in made.json["problems"]} == {"praktik.forhold": "advarsel"}
    assert (made.json["state"], made.json["envelope_hash"]) == ("draft", None)

    reasons = tmp_path / "reasons.json"
    reasons.write_text(json.dumps({"praktik.forhold": "To elever tæller ikke"}), encoding="utf-8")
    again = ("fill", "virksomhedspraktik", "--case", case["id"], "--data", data)
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps({"praktik.forhold": "Ja", "praktik.nix": "Nej"}), encoding="utf-8")
    refused = form(*again, "--reasons", wrong)
    assert refused.code == 1 and "praktik.nix" in refused.err
    drafts = form("list", "--case", case["id"]).json
    assert [one["id"] for one in drafts] == [made.json["id"]]  # nothing is left behind
    mended = form("validate", made.json["id"], "--reasons", reasons)
    assert (mended.code, mended.json["state"]) == (0, "complete")
    done = form(*again, "--reasons", reasons)
    assert (done.code, done.json["state"]) == (0, "complete")
    checked = form("validate", done.json["id"])
    assert (checked.code, checked.json["problems"][0]["reason"]) == (0, "To elever tæller ikke")
    assert form("show", done.json["id"]).json["values"]["timer"] == "30:15"
    assert form("list", "--case", case["id"]).json[0]["id"] == done.json["id"]
    copy = form("export", done.json["id"], "--employers-copy")
    assert APPLICATION["cpr"] not in copy.out
    assert APPLICATION["cpr"] in form("export", done.json["id"]).out
    sheet = form("sheet", done.json["id"]).json
    assert sheet[0]["text"] == "Nyt forløb"

    del data  # a seeded store has test persons, and its forms may name them
    invented = tmp_path / "invented.json"
    without_cpr = {k: v for k, v in APPLICATION.items() if k != "cpr"}
    invented.write_text(json.dumps({**without_cpr, **LATER}), encoding="utf-8")
    filled = form("fill", "virksomhedspraktik", "--case", case["id"], "--data", invented)
    assert (filled.code, filled.json["problems"]) == (0, [])


def test_forms_are_listed_described_and_exported_without_a_store(jobassist):
    listed = jobassist("--json", "form", "list").json
    assert {one["type"] for one in listed} >= {"virksomhedspraktik", "jobordre"}
    assert all(len(one["version"]) == 64 for one in listed)
    assert jobassist("--json", "form", "show", "jobordre").json["fields"][0]["key"] == "cvr"
    assert jobassist("form", "schema", "jobordre").json["type"] == "object"


def test_files_are_linted_with_line_and_column(jobassist, tmp_path):
    file = tmp_path / "x.yaml"
    file.write_text("blanket: a\nblanket: b\n", encoding="utf-8")
    done = jobassist("--json", "form", "check", file)
    told = done.json[0]
    assert (done.code, told["ok"]) == (1, False)
    assert (told["faults"][0]["line"], told["faults"][0]["column"]) == (2, 1)
    assert f"{file}:2:1: " in jobassist("form", "check", file).out


def test_bad_input_is_one_clear_line(jobassist, data_dir, tmp_path):
    bad = tmp_path / "bad.json"
    for text, code in (("[1]", 2), ('{"hest": 1}', 2), ("{", 2)):
        bad.write_text(text, encoding="utf-8")
        done = jobassist("--data-dir", data_dir, "form", "fill", "jobordre", "--data", bad)
        assert done.code == code
        assert_one_clear_line(done)
    bad.write_text("{}", encoding="utf-8")
    for words, code in (
        (("fill", "hest", "--data", bad), 1),
        (("fill", "virksomhedspraktik", "--data", bad), 1),
        (("validate", "findes-ikke"), 1),
        (("schema", tmp_path / "nej.yaml"), 2),
        (("check", tmp_path / "nej.yaml"), 2),
    ):
        done = jobassist("--data-dir", data_dir, "form", *words)
        assert done.code == code
        assert_one_clear_line(done)


def test_the_municipalitys_own_form_is_listed_shown_and_withdrawn(jobassist, data_dir, tmp_path):
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    own = tmp_path / "kantine.yaml"
    own.write_text(FORM, encoding="utf-8")

    def form(*words):
        before = ("--data-dir", data_dir, "--passphrase-file", secret, "--json")
        return jobassist(*before, "form", *words)

    jobassist("--data-dir", data_dir, "seed", "--cases", "1", "--notes", "0")
    assert form("accept", own).json["type"] == "kantine"
    assert "kantine" in {one["type"] for one in form("list").json}
    assert form("show", "kantine").json["fields"][0]["key"] == "x"
    assert form("withdraw", "kantine").json == {"name": "kantine", "withdrawn": 1}
    assert "kantine" not in {one["type"] for one in form("list").json}
    again = form("withdraw", "kantine")
    assert again.code == 1
    assert_one_clear_line(again)


def test_what_becomes_of_a_form_is_told_step_by_step(jobassist, data_dir, tmp_path):
    def form(*words):
        return jobassist("--data-dir", data_dir, "--json", "form", *words)

    def given(name, what):
        file = tmp_path / name
        file.write_text(json.dumps(what), encoding="utf-8")
        return file

    jobassist("--data-dir", data_dir, "seed", "--cases", "1", "--notes", "0")
    case = jobassist("--data-dir", data_dir, "--json", "case", "list").json[0]
    told = {k: v for k, v in {**APPLICATION, **LATER}.items() if k != "cpr"}
    data = given("data.json", told)
    id = form("fill", "virksomhedspraktik", "--case", case["id"], "--data", data).json["id"]
    decision = {"outcome": "approved", "reasons": "Passer", "appeal_notice": "Klag i tide."}
    early = form("decide", id, "--data", given("decision.json", decision))
    assert early.code == 1  # a caseworker decides what is signed
    assert_one_clear_line(early)
    mark = [[[500 + 90 * n, 2000 - n % 5 * 250] for n in range(20)]]
    mark.append([[x + 2500, y] for x, y in mark[0]])
    roles = ("employer", "employee_rep", "citizen", "consultant")
    marks = [{"role": role, "name": "Navn", "strokes": mark} for role in roles]
    sealed = form("sign", id, "--data", given("marks.json", marks)).json
    assert (sealed["state"], sealed["missing"]) == ("signed", [])
    for wrong, code in (
        ({"outcome": "måske"}, 2),
        ({"outcome": "approved", "reasons": 3}, 2),
        ({"outcome": "approved", "particular": []}, 2),
        ({"outcome": "approved"}, 1),
        ([], 2),
    ):
        refused = form("decide", id, "--data", given("wrong.json", wrong))
        assert refused.code == code
        assert_one_clear_line(refused)
    made = form("decide", id, "--data", given("decision.json", decision))
    assert (made.code, made.json["outcome"], made.json["delegated"]) == (0, "approved", False)
    assert form("file", id, "--reference", "2026-1").json["vitas_ref"] == "2026-1"
    assert form("begin", id).code == 1  # it has not begun
    longer = form("extend", id).json
    assert (longer["state"], longer["follows"]) == ("draft", id)
    assert form("end", id).json["follows"] == id
    assert form("outcome", id, "findes-ikke").code == 1
    ended = form("outcome", id, "fleksjob", "--broken-off").json
    assert (ended["state"], ended["outcome"]) == ("broken_off", "fleksjob")
    assert form("reminders").json == []


def test_an_exit_code_that_is_not_zero_is_told_on_standard_error(jobassist, data_dir, tmp_path):
    jobassist("--data-dir", data_dir, "seed", "--cases", "1", "--notes", "0")
    case = jobassist("--data-dir", data_dir, "--json", "case", "list").json[0]
    data = tmp_path / "data.json"
    data.write_text("{}", encoding="utf-8")
    words = ("form", "fill", "virksomhedspraktik", "--case", case["id"], "--data", data)
    filled = jobassist("--data-dir", data_dir, "--json", *words)
    checked = jobassist("--data-dir", data_dir, "--json", "form", "validate", filled.json["id"])
    faulty = tmp_path / "x.yaml"
    faulty.write_text("blanket: a\nblanket: b\n", encoding="utf-8")
    linted = jobassist("--json", "form", "check", faulty)
    for done in (filled, checked, linted):
        assert done.code == 1
        assert done.json  # the answer itself stands on standard output
        assert done.err.startswith("jobassist: ") and done.err.count("\n") == 1
