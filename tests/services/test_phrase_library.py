"""The standard texts that ship: complete, told apart by ear, and free of fixed law."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from jobassist.services.phrase_file import read_rows
from jobassist.services.templates import Field, Template, parse

Row = dict[str, str]

FOLDER = Path(__file__).parents[2] / "resources" / "phrases"
COLUMNS = ["noegle", "titel", "talenavn", "kategori", "tekst"]
CATEGORIES = {
    "jn": "Journalnotat",
    "br": "Brev",
    "pl": "Min Plan",
    "fb": "Blanketbemærkning",
}
DATA = {
    "akasse": "navn",
    "besoeg": "dato",
    "borger": "fornavn maalgruppe ydelse ydelse_med_din",
    "brev": "dato",
    "dags": "dato",
    "frist": "dato",
    "klage": "frist_uger",
    "kommune": "navn",
    "loentilskud": "formaal opgaver slutdato startdato timer_pr_uge",
    "lov": "henvisning",
    "mentor": "maal navn opgaver slutdato startdato timer_pr_uge",
    "notat": "oprindelig_dato",
    "plan": "indsatser jobmaal kursus kursus_slut kursus_start timer_maal uddannelse"
    " uddannelse_start uddannelsessted",
    "praktik": "formaal ny_slutdato opgaver slutdato start_timer startdato timer_pr_uge",
    "regel": "loft status",
    "sag": "foerste_fravaersdag frister henvendelsesdato medarbejdere",
    "sagsbehandler": "enhed navn ny_navn telefon",
    "samtale": "dato deltagere form klokkeslaet link naeste_dato naeste_form sted ugedag",
    "samtykke": "dato udloeb",
    "standard": "klagevejledning",
    "tovholder": "navn",
    "virksomhed": "adresse antal_ordinaere antal_stoettede cvr gennemsnit_12mdr kontaktperson"
    " medarbejderrep navn oplaeringsansvarlig pnummer",
}
FIELDS = {f"{family}.{name}" for family, names in DATA.items() for name in names.split()}
PROCESS_ACTS = re.compile(r"(forvaltnings|offentligheds)lovens? § \d+")
UNFINISHED = re.compile(r"lorem|todo|xxx|\?\?|\.\.\.|…|\[|\]|<|>|_", re.IGNORECASE)
TOO_ALIKE = 88
"""Per cent of the letters shared; two spoken names above it are easily taken for each other."""


def shipped() -> list[Row]:
    rows: list[Row] = []
    for file in sorted(FOLDER.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            assert reader.fieldnames == COLUMNS, file.name
            rows += reader
    return rows


def fields(template: Template) -> Iterator[str]:
    """The names of a template's fields, those inside its choices too."""
    for part in template:
        if isinstance(part, Field):
            yield part.name
            for option in part.options:
                yield from fields(option)


def unknown(text: str) -> set[str]:
    """The fields no data will ever fill: not in `DATA`, and neither a blank nor a choice."""
    asked = {name for name in fields(parse(text)) if name.split(".")[0] not in {"udfyld", "valg"}}
    return asked - FIELDS


def prose(row: Row) -> str:
    """The text as it is read: without field names, but with every option of a choice."""
    return re.sub(r"\{valg\.\w+\||\{[a-z]+\.\w+\}", " ", row["tekst"])


ROWS = shipped()
every_text = pytest.mark.parametrize("row", ROWS, ids=[row["noegle"] for row in ROWS])


def test_there_are_hundreds():
    assert len(ROWS) > 200
    assert set(Counter(row["kategori"] for row in ROWS)) == set(CATEGORIES.values())


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.csv")), ids=lambda file: file.stem)
def test_the_file_can_be_imported(file: Path):
    assert read_rows(file.read_bytes())


@pytest.mark.parametrize("column", ["noegle", "titel", "talenavn", "tekst"])
def test_none_is_there_twice(column: str):
    seen = Counter(row[column].casefold() for row in ROWS)
    assert [value for value, times in seen.items() if times > 1] == []


def test_no_two_spoken_names_are_easily_confused():
    names = [row["talenavn"] for row in ROWS]
    alike = [pair for pair in combinations(names, 2) if fuzz.ratio(*pair) > TOO_ALIKE]
    assert alike == []


@every_text
def test_the_row_is_complete(row: Row):
    assert all(row[column] == row[column].strip() != "" for column in COLUMNS)
    assert re.fullmatch(r"[a-z]{2}(-[a-z0-9]+)+", row["noegle"])
    assert row["kategori"] == CATEGORIES[row["noegle"][:2]]
    assert 1 <= len(row["talenavn"].split()) <= 5


@every_text
def test_the_fields_can_be_filled(row: Row):
    assert unknown(row["tekst"]) == set()


@every_text
def test_law_is_a_field(row: Row):
    assert "§" not in PROCESS_ACTS.sub("", row["tekst"])


@every_text
def test_the_reform_leaves_the_text_true(row: Row):
    assert not re.search(r"job ?cent|rehabiliteringsteam", prose(row), re.IGNORECASE)


@every_text
def test_nothing_is_left_to_write(row: Row):
    assert not UNFINISHED.search(prose(row))
    assert "  " not in row["tekst"]
    assert " \n" not in row["tekst"]


@pytest.mark.parametrize("text", ["{samtale.dag}", "{valg.a|en|to {ukendt.navn}}"])
def test_a_field_without_data_is_seen(text: str):
    assert unknown(text)


def test_a_decision_says_why_by_what_law_and_how_to_appeal():
    decisions = [
        row
        for row in ROWS
        if row["kategori"] == "Brev"
        and re.match("Afgørelse|Afslag|Bevilling|Forlængelse", row["titel"])
    ]
    needed = ["{lov.henvisning}", "{standard.klagevejledning}", "{udfyld.begrundelse}"]
    assert len(decisions) > 20
    assert [row["noegle"] for row in decisions if any(n not in row["tekst"] for n in needed)] == []
