"""300 generated applications against a table that was reckoned without the product."""

import csv
from pathlib import Path
from typing import Any

import pytest

from tests.forms.samples import TODAY, filled

TABLE = Path(__file__).parents[1] / "data" / "applications.csv"
with TABLE.open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file))
CALLED = {
    "form.cpr_date": "cpr",
    "form.cpr_length": "cpr",
    "form.cvr": "cvr",
    "form.p_number": "p_nummer",
    "praktik.varighed.4u": "varighed",
    "praktik.varighed.4u_selvforsoergende": "varighed",
    "praktik.varighed.13u": "varighed",
    "praktik.forhold": "forhold",
    "praktik.timer": "timer",
    "praktik.fortraengning.saeson": "saeson",
    "praktik.fortraengning.seneste_arbejdssted": "seneste",
    "praktik.fortraengning.erklaering": "erklaering",
    "form.not_declared": "erklaering",
    "praktik.repraesentant": "rep",
    "praktik.start_foer_afgoerelse": "start",
    "formaal.praecist": "formaal",
}


def values(row: dict[str, str]) -> dict[str, Any]:
    """The row as what a consultant fills in."""
    given: dict[str, Any] = {
        "art": row["art"],
        "maalgruppe": row["maalgruppe"],
        "jobparat": row["jobparat"] or None,
        "periode": {"fra": row["start"], "til": row["slut"]},
        "samlet_start": row["samlet_start"] or None,
        "forlaengelse_nr": row["forlaengelse_nr"] or None,
        "timer": f"{int(row['minutter']) // 60}:{int(row['minutter']) % 60:02}",
        "ansatte_hoveder": row["hoveder"],
        "stoettede_praktik": row["praktik"],
        "stoettede_loentilskud": row["loentilskud"],
        "stoettede_nytteindsats": row["nytte"],
        "integrationsloven": row["integration"],
        "saesonarbejde": row["saeson"],
        "tidligere_ansat": row["tidligere"],
        "tidligere_ansat_til": "2020-01-31" if row["tidligere"] == "ja" else None,
        "seneste_arbejdssted": row["seneste"] or None,
        "erklaering_fortraengning": row["erklaering"],
        "rep_bekraefter": row["rep"],
        "cpr": row["cpr"],
        "cvr": row["cvr"],
        "p_nummer": row["p_nummer"],
        "formaal_tekst": " ".join(["ord"] * int(row["formaal_ord"])),
        "forlaengelse_begrundelse": "Målet er ikke nået endnu",
        "faktisk_slut": row["start"],
        "ophoer_aarsag": "planmaessigt",
        "resultat": "Afklaret",
    }
    return given


def test_there_are_300_and_they_differ():
    assert len(ROWS) == 300
    assert len({row["forventet"] for row in ROWS}) > 60


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"nr{row['nr']}")
def test_the_engine_agrees_with_the_table(row: dict[str, str]):
    filling = filled(**values(row))
    found = set()
    for problem in filling.problems():
        level = "E" if problem.level.value == "stop" else "W"
        found.add(f"{level} {CALLED.get(problem.rule, problem.rule)}")
    assert "; ".join(sorted(found)) == row["forventet"]
    assert filling.today == TODAY
