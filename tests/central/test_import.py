"""Citizens and companies from files: every fault by line, all of it or nothing, known by number."""

import json

import pytest

from central import feed
from central.connectors import intake
from jobassist.errors import UserError
from jobassist.records import Case, Citizen, Company, ProductionUnit
from jobassist.services.companies import company_id, unit_id
from tests.sync.laptop import new_laptop

HEADER = "cpr;given_name;family_name;address;protected_address;case_number;coordinator;opened_on"
ANDERS = "710190-5678;Anders;Østergaard;Havnevej 1;;S-7;Mette Holm;2026-09-01"
MAJA = "7202911234;Maja;Ås;;ja;S-8;Mette Holm;"


@pytest.fixture
def mette(central):
    return new_laptop(central)


@pytest.fixture
def take(database, database_url, mette, tmp_path):
    def take(*lines, what="citizens", name="fil.csv", encoding="utf-8", **parts):
        text = lines[0] if name.endswith(".json") else "\r\n".join(lines)
        (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        said = {"test_persons": True, **parts}
        return intake.take_in(database_url, what, tmp_path / name, **said)

    return take


def heads(database):
    with database.read() as tx:
        return feed.head_of(tx, "companies", ["company"]), feed.count(tx, ["companies"], "company")


def codes(told):
    return [(fault["line"], fault["column"], fault["code"]) for fault in told["faults"]]


def test_citizens_and_their_cases_reach_the_coordinator(mette, take):
    told = take(HEADER, ANDERS, MAJA)
    assert (told["made"], told["cases"], told["faults"], told["taken_in"]) == (2, 2, [], True)
    mette.sync()
    assert {one.cpr: one.name for one in mette.find(Citizen)} == {
        "7101905678": "Anders Østergaard", "7202911234": "Maja Ås",
    }  # fmt: skip
    assert [one.protected_address for one in mette.find(Citizen, cpr="7202911234")] == [True]
    assert {case.number for case in mette.find(Case)} == {"S-7", "S-8"}


def test_the_same_file_again_changes_nothing_and_a_newer_one_only_what_it_says(mette, take):
    take(HEADER, ANDERS)
    assert take(HEADER, ANDERS)["same"] == 1
    told = take("cpr;given_name;family_name;phone", "7101905678;Anders;Østergaard;12345678")
    assert (told["made"], told["changed"]) == (0, 1)
    mette.sync()
    (anders,) = mette.find(Citizen)
    assert (anders.phone, anders.address) == ("12345678", "Havnevej 1")


def test_every_fault_is_told_by_line_and_nothing_is_taken_in(mette, take):
    told = take(
        HEADER,
        ANDERS,
        "3102901234;Bo;Bruun;;;;;",
        "12;Bo;;;;;;",
        "7202911234;Maja;Ås;;måske;S-8;Mette Holm;1. maj",
        "7303921234;Ib;Ibsen;;;S-9;Ingen Kendt;",
        ANDERS,
    )
    assert codes(told) == [
        (3, "cpr", "form.cpr_date"),
        (4, "family_name", "import.missing"),
        (4, "cpr", "form.cpr_length"),
        (5, "protected_address", "import.value"),
        (5, "opened_on", "import.value"),
        (6, "coordinator", "import.coordinator"),
        (7, "cpr", "import.twice"),
    ]
    assert told["taken_in"] is False
    mette.sync()
    assert mette.find(Citizen) == [] and mette.find(Case) == []


def test_a_dry_run_tells_and_takes_nothing_in(mette, take):
    told = take(HEADER, ANDERS, dry_run=True)
    assert (told["made"], told["cases"], told["taken_in"]) == (1, 1, False)
    mette.sync()
    assert mette.find(Citizen) == []


def test_a_case_of_another_citizen_is_a_fault(take):
    take(HEADER, ANDERS)
    told = take(HEADER, "7202911234;Maja;Ås;;;S-7;Mette Holm;")
    assert codes(told) == [(2, "case_number", "import.other_citizen")]


def test_numbers_of_test_persons_are_for_tests(take):
    told = take(HEADER, ANDERS, test_persons=False)
    assert codes(told) == [(2, "cpr", "form.cpr_replacement")]


def test_companies_and_workplaces_have_the_ids_that_laptops_give_them(mette, take, database):
    rows = [
        {"cvr": "99001232", "name": "Skagen Værft", "p_number": "9000000001", "town": "Skagen"},
        {"cvr": 99001232, "name": "Skagen Værft", "p_number": "9000000002", "sector": "private"},
    ]
    told = take(json.dumps(rows), what="companies", name="firmaer.json")
    assert (told["made"], told["same"], told["faults"]) == (3, 1, [])
    mette.sync()
    (company,) = mette.find(Company)
    assert company.id == company_id("99001232")
    assert {unit.id for unit in mette.find(ProductionUnit)} == {
        unit_id("9000000001"), unit_id("9000000002"),
    }  # fmt: skip
    assert heads(database)[1] == 1


def test_a_spreadsheets_own_code_page_and_comma(mette, take):
    take(HEADER.replace(";", ","), ANDERS.replace(";", ","), encoding="cp1252")
    mette.sync()
    assert mette.find(Citizen)[0].family_name == "Østergaard"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"\x00\x01\x02", "a.csv", "unreadable"),
        (b'cpr;given_name;family_name\n"7101905678;A;B\n', "a.csv", "unreadable"),
        (b"navn;alder\nBo;7\n", "a.csv", "columns"),
        (b"cpr;cpr;given_name;family_name\n", "a.csv", "columns"),
        (b"cpr;given_name;family_name\n7101905678;A;B;for meget\n", "a.csv", "columns"),
        (b"{}", "a.json", "unreadable"),
        (b"[1]", "a.json", "unreadable"),
        (b"[" * 100_000, "a.json", "unreadable"),
        (b'[{"cpr": "7101905678"}]', "a.json", "columns"),
    ],
)
def test_what_is_no_such_file(take, tmp_path, content, name, code):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match=rf"^import\.{code}$") as caught:
        intake.take_in(f"sqlite:///{tmp_path}/c.db", "citizens", tmp_path / name)
    assert "Bo" not in str(caught.value.params)
    with pytest.raises(UserError, match=r"^import\.unreadable$"):
        intake.take_in(f"sqlite:///{tmp_path}/c.db", "citizens", tmp_path / "none.csv")


def test_hostile_values_are_faults(take):
    rows = [{"cpr": {"a": 1}, "given_name": "A\x07", "family_name": "B" * 2000}]
    told = take(json.dumps(rows), name="a.json")
    assert {fault["column"] for fault in told["faults"]} == {"cpr", "given_name", "family_name"}
