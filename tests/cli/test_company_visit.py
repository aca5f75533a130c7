"""The company visit on the command line, on a real store: found, filled in, signed, proved."""

import json

import pytest

from tests.cli.conftest import assert_one_clear_line
from tests.forms.samples import APPLICATION

ROLES = ("employer", "employee_rep", "citizen", "consultant")
STROKES = [[[500 + 90 * step, 2_000 - step % 5 * 250] for step in range(20)]]


@pytest.fixture
def visit(jobassist, data_dir):
    """Runs commands on a seeded store, with test persons allowed."""
    (data_dir / "settings.json").write_text('{"test_persons": true}', encoding="utf-8")

    def run(*words):
        return jobassist("--data-dir", data_dir, "--json", *words)

    assert run("seed", "--cases", "3", "--notes", "0", "--companies", "5").json["companies"] >= 5
    return run


def test_from_the_register_to_a_proved_envelope(visit, jobassist, tmp_path):
    unit = visit("company", "list").json[0]
    assert visit("company", "search", unit["p_number"]).json[0]["id"] == unit["id"]
    case = visit("case", "list").json[0]["id"]
    given = {**APPLICATION, "p_nummer": unit["p_number"], "cvr": unit["cvr"]}
    for known in ("cpr", "periode"):
        given.pop(known)
    values, marks = tmp_path / "values.json", tmp_path / "marks.json"
    given["periode"] = {"fra": "2030-01-07", "til": "2030-01-27"}
    values.write_text(json.dumps(given), encoding="utf-8")
    made = visit("form", "fill", "virksomhedspraktik", "--case", case, "--data", values)
    form = made.json
    assert form["state"] == "complete", form["problems"]

    parties = visit("form", "signing", form["id"]).json
    assert parties["missing"] == list(ROLES)
    marks.write_text('{"role": "employer", "name": "", "strokes": []}', encoding="utf-8")
    stopped = jobassist(
        "--data-dir", tmp_path / "data", "form", "sign", form["id"], "--data", marks
    )
    assert stopped.code == 1
    assert_one_clear_line(stopped)
    several = [{"role": role, "name": "Ida Dam", "strokes": STROKES} for role in ROLES]
    marks.write_text(json.dumps(several), encoding="utf-8")
    signed = visit("form", "sign", form["id"], "--data", marks).json
    assert (signed["state"], len(signed["envelope_hash"])) == ("signed", 64)
    assert signed["central_has_all"] is False

    full, copy = tmp_path / "full.json", tmp_path / "copy.json"
    assert visit("form", "envelope", form["id"], "--out", full).code == 0
    assert visit("form", "envelope", form["id"], "--employer", "--out", copy).code == 0
    proved, theirs = (jobassist("--json", "form", "verify", f).json for f in (full, copy))
    assert proved["ok"] and proved["root"] == theirs["root"] == signed["envelope_hash"]
    assert (proved["withheld"], theirs["withheld"] > 0) == (0, True)
    pdf = tmp_path / "form.pdf"
    assert visit("form", "pdf", form["id"], "--out", pdf).json["bytes"] == pdf.stat().st_size
    assert pdf.read_bytes().startswith(b"%PDF-1.7")

    changed = bytearray(copy.read_bytes())
    changed[len(changed) // 2] ^= 1
    copy.write_bytes(changed)
    broken = jobassist("form", "verify", copy)
    assert broken.code == 1
    assert_one_clear_line(broken)
    again = visit("form", "sign", form["id"], "--data", marks)
    assert again.code == 1


def test_a_file_that_is_no_envelope_is_not_called_changed(jobassist, tmp_path):
    file = tmp_path / "register.csv"
    file.write_text("pnummer;cvr;navn\n9000000001;99001232;Æ\n", encoding="utf-8")
    refused = jobassist("form", "verify", file)
    assert refused.code == 1
    assert_one_clear_line(refused)
    assert "ikke en konvolut" in refused.err
    assert jobassist("--json", "form", "verify", file).json["why"] == "not_an_envelope"


def test_candidates_stay_labels_until_they_agree(visit):
    unit = visit("company", "list").json[0]
    found = visit("candidate", "search", "--unit", unit["p_number"]).json
    assert found["candidates"]
    assert all(one["name"] is None for one in found["candidates"])
    label = found["candidates"][0]["label"]
    shown = visit("candidate", "show", label, "--unit", unit["p_number"]).json
    assert shown["name"] is None
    assert not {"considerations", "cpr", "case_id"} & shown.keys()
    consent = visit("candidate", "consent", label, "--company", unit["cvr"], "--how", "møde").json
    assert visit("candidate", "show", label, "--unit", unit["p_number"]).json["name"]
    assert visit("candidate", "withdraw", consent["id"]).json["withdrawn_on"]
    assert visit("candidate", "show", label, "--unit", unit["p_number"]).json["name"] is None
    assert visit("candidate", "consents", label).json[0]["id"] == consent["id"]


def test_a_job_order_is_changed_closed_and_opened_again(visit):
    unit = visit("company", "list").json[0]["p_number"]
    id = visit("company", "order", unit, "--title", "Kok", "--hours", "30").json["id"]
    changed = visit("company", "change-order", id, "--count", "2", "--start", "2026-12-31").json
    assert (changed["count"], changed["start_on"]) == (2, "2026-12-31")
    assert (changed["job_title"], changed["weekly_minutes"]) == ("Kok", 1800)
    assert visit("company", "change-order", id).code == 2
    close = ("company", "close-order", id)
    assert visit(*close, "--as", "open").code == 2
    closed = visit(*close, "--as", "filled", "--on", "2020-01-31", "--outcome", "Begge").json
    assert (closed["state"], closed["remarks"]) == ("filled", "31-01-2020 Besat: Begge")
    assert visit(*close, "--as", "withdrawn").code == 1
    assert visit("company", "orders").json == []
    assert [order["id"] for order in visit("company", "orders", "--closed").json] == [id]
    assert visit("company", "reopen-order", id).json["state"] == "open"
    assert visit("company", "reopen-order", "x").code == 1


def test_a_visit_its_order_and_its_photo(visit, tmp_path):
    unit = visit("company", "list").json[0]["p_number"]
    data, photo = tmp_path / "visit.json", tmp_path / "photo.png"
    data.write_text('{"labour_need": "To kokke", "employees": 9}', encoding="utf-8")
    made = visit("visit", "new", "--company", unit, "--data", data).json
    photo.write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 500)
    assert visit("visit", "attach", made["id"], photo, "--title", "Skilt").json["size"] == 508
    assert visit("company", "order", unit, "--title", "Kok", "--hours", "30").json["count"] == 1
    shown = visit("visit", "show", made["id"]).json
    assert [part["name"] for part in shown["parts"]] == ["company_visit", "Skilt"]
    assert made["id"] in {one["id"] for one in visit("visit", "list", "--company", unit).json}
    card = visit("company", "show", unit).json
    assert card["places"]["allowed"] == 1
    assert [order["job_title"] for order in card["orders"]] == ["Kok"]
    data.write_text('{"hat": 1}', encoding="utf-8")
    assert visit("visit", "new", "--company", unit, "--data", data).code == 2
