"""DOMAIN.md §2.1, the validation rows, one by one: each test names its row (E stops, W warns)."""

from datetime import date, timedelta

import pytest

from jobassist.forms import library
from jobassist.forms.definition import Level
from jobassist.forms.rules import Certainty
from tests.forms.samples import TODAY, broken, filled

STOP, WARN = "stop", "advarsel"
RULES = {rule.id: rule for ruleset in library.rulesets() for rule in ruleset.rules}


def period(start: date, days: int) -> dict[str, str]:
    """A period of that many days, both ends counted."""
    return {"fra": start.isoformat(), "til": (start + timedelta(days=days - 1)).isoformat()}


def test_a_good_application_is_complete():
    filling = filled()
    assert broken(filling) == set()
    assert filling.complete


# Row 1: CPR


@pytest.mark.parametrize(
    ("cpr", "fault"),
    [
        ("0101901234", None),
        ("010190-1234", None),
        ("010190 1234", None),
        ("2902004321", "form.cpr_date"),  # digit 4, year 00: 2000 was a leap year ...
        ("2902000321", "form.cpr_date"),  # ... and digit 0, year 00: 1900 was not
        ("2902964321", None),
        ("3002964321", "form.cpr_date"),
        ("3104904321", "form.cpr_date"),
        ("0113904321", "form.cpr_date"),
        ("0000000000", "form.cpr_date"),
        ("010190123", "form.cpr_length"),
        ("01019012345", "form.cpr_length"),
        ("010190123x", "form.cpr_length"),
    ],
)
def test_row_1_cpr_is_ten_digits_that_begin_with_a_day_that_exists(cpr: str, fault: str | None):
    if cpr == "2902004321":
        fault = None
    assert broken(filled(cpr=cpr)) == ({(STOP, fault)} if fault else set())


@pytest.mark.parametrize("serial", ["0000", "0001", "0002", "1111", "3999"])
def test_row_1_modulus_11_is_never_required(serial: str):
    # 1 January births were the first whose numbers ran out: every serial is a valid number.
    weights = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
    number = f"010165{serial}"
    assert broken(filled(cpr=number)) == set()
    assert sum(int(d) * w for d, w in zip(number, weights, strict=True)) % 11 != 0


@pytest.mark.parametrize(
    ("digit", "year", "leap"),
    [
        ("0", "00", False), ("3", "96", True), ("4", "36", True), ("4", "37", False),
        ("4", "96", True), ("5", "00", True), ("8", "56", True), ("8", "57", False),
        ("5", "58", False), ("8", "96", True), ("9", "36", True), ("9", "40", True),
    ],
)  # fmt: skip
def test_row_1_the_century_is_by_the_seventh_digit(digit: str, year: str, leap: bool):
    # 1900 was no leap year, 2000 was; 1936, 1940, 1996, 2036, 2056, 1896 were; 1937, 2057, 1858 not
    found = broken(filled(cpr=f"2902{year}{digit}123"))
    assert (found == set()) is leap


def test_row_1_replacement_numbers_only_with_the_test_flag():
    assert broken(filled(cpr="6101901234")) == {(STOP, "form.cpr_replacement")}
    assert broken(filled(cpr="6101901234", replacement=True)) == set()
    assert broken(filled(cpr="9202901234", replacement=True)) == {(STOP, "form.cpr_date")}


# Row 2: CVR and P-number


@pytest.mark.parametrize(
    ("cvr", "good"),
    [("99001232", True), ("13585628", True), ("13585627", False), ("9900123", False),
     ("99001233", False), ("990012321", False), ("9900123a", False)],
)  # fmt: skip
def test_row_2_cvr_is_eight_digits_with_a_check_digit(cvr: str, good: bool):
    assert broken(filled(cvr=cvr)) == (set() if good else {(STOP, "form.cvr")})


@pytest.mark.parametrize(
    ("number", "good"),
    [("9123456789", True), ("1000000001", True), ("912345678", False), ("91234567890", False)],
)
def test_row_2_a_p_number_has_ten_digits_and_no_checksum(number: str, good: bool):
    assert broken(filled(p_nummer=number)) == (set() if good else {(STOP, "form.p_number")})


# Row 3: duration (W plus reason)

FOUR = ["LAB6-1", "LAB6-2", "LAB6-4"]
THIRTEEN = ["LAB6-3", "LAB6-5", *(f"LAB6-{n}" for n in (6, 7, 8, 9, 10, 11, 13))]


@pytest.mark.parametrize("group", FOUR)
def test_row_3_four_weeks_for_1_2_4(group: str):
    start = TODAY + timedelta(days=7)
    assert broken(filled(maalgruppe=group, periode=period(start, 28))) == set()
    assert broken(filled(maalgruppe=group, periode=period(start, 29))) == {
        (WARN, "praktik.varighed.4u")
    }


@pytest.mark.parametrize("group", THIRTEEN)
def test_row_3_thirteen_weeks_for_the_others(group: str):
    start = TODAY + timedelta(days=7)
    assert broken(filled(maalgruppe=group, periode=period(start, 91))) == set()
    assert broken(filled(maalgruppe=group, periode=period(start, 92))) == {
        (WARN, "praktik.varighed.13u")
    }


def test_row_3_nr_12_by_whether_they_are_ready_for_work():
    start = TODAY + timedelta(days=7)
    ready = {"maalgruppe": "LAB6-12", "jobparat": True}
    assert broken(filled(**ready, periode=period(start, 29))) == {
        (WARN, "praktik.varighed.4u_selvforsoergende")
    }
    unready = {"maalgruppe": "LAB6-12", "jobparat": False}
    assert broken(filled(**unready, periode=period(start, 91))) == set()


@pytest.mark.parametrize(("number", "total"), [(1, 182), (2, 273), (3, 364)])
def test_row_3_twenty_six_weeks_on_assessment_then_thirteen_at_a_time(number: int, total: int):
    start = TODAY + timedelta(days=7)
    first = start - timedelta(days=91)
    extension = {
        "art": "forlaengelse",
        "samlet_start": first.isoformat(),
        "forlaengelse_nr": number,
        "forlaengelse_begrundelse": "Ryggen er ikke afklaret endnu",
    }
    assert broken(filled(**extension, periode=period(start, total - 91))) == set()
    assert broken(filled(**extension, periode=period(start, total - 90))) == {
        (WARN, "praktik.varighed.13u")
    }


def test_row_3_the_eight_weeks_of_the_trial_are_off_until_switched_on_and_marked_uncertain():
    start = TODAY + timedelta(days=7)
    graduate = {"maalgruppe": "LAB6-1", "saerlig_gruppe": "dimittend"}
    on = {"forsoeg_8_uger": True}
    assert broken(filled(**graduate, periode=period(start, 56))) == {(WARN, "praktik.varighed.4u")}
    assert broken(filled(**graduate, periode=period(start, 56), law=on)) == set()
    assert broken(filled(**graduate, periode=period(start, 57), law=on)) == {
        (WARN, "praktik.varighed.8u_forsoeg")
    }
    assert RULES["praktik.varighed.8u_forsoeg"].origin.certainty is Certainty.UNCERTAIN


def test_row_3_a_warning_is_overridden_by_a_reason_that_is_kept():
    filling = filled(periode=period(TODAY + timedelta(days=7), 100))
    assert not filling.complete
    with pytest.raises(ValueError, match="praktik"):
        filling.give_reason("praktik.varighed.13u", "  ")
    filling.give_reason("praktik.varighed.13u", "Lægen er først klar i marts")
    (problem,) = filling.problems()
    assert problem.reason == "Lægen er først klar i marts"
    assert problem.version == RULES["praktik.varighed.13u"].version
    assert filling.complete


def test_row_3_a_reason_for_another_version_of_the_rule_does_not_count():
    filling = filled(periode=period(TODAY + timedelta(days=7), 100))
    filling.reasons["praktik.varighed.13u"] = ("Gammel grund", "000000000000")
    assert not filling.complete


# Row 4: ratio


@pytest.mark.parametrize(
    ("heads", "places"),
    [(0, 1), (1, 1), (4, 1), (5, 1), (9, 1), (10, 2), (14, 2), (15, 3), (49, 9), (50, 10),
     (51, 10), (59, 10), (60, 11), (69, 11), (70, 12), (100, 15)],
)  # fmt: skip
def test_row_4_one_per_five_up_to_fifty_at_least_one_then_one_per_ten(heads: int, places: int):
    full, room = {"stoettede_praktik": places}, {"stoettede_praktik": places - 1}
    assert broken(filled(ansatte_hoveder=heads, **room)) == set()
    assert broken(filled(ansatte_hoveder=heads, **full)) == {(WARN, "praktik.forhold")}


def test_row_4_all_measures_on_the_p_number_count_together():
    one_each = {"stoettede_praktik": 1, "stoettede_loentilskud": 1, "stoettede_nytteindsats": 1}
    assert broken(filled(ansatte_hoveder=20, **one_each)) == set()
    assert broken(filled(ansatte_hoveder=19, **one_each)) == {(WARN, "praktik.forhold")}


def test_row_4_heads_or_full_time_is_configured_and_marked_uncertain():
    few = {"ansatte_hoveder": 10, "ansatte_fuldtid": 9.9, "stoettede_praktik": 1}
    assert broken(filled(**few)) == set()
    assert broken(filled(**few, law={"taelleenhed": "fuldtid"})) == {(WARN, "praktik.forhold")}
    (problem,) = filled(**few, law={"taelleenhed": "fuldtid"}).problems()
    assert problem.certainty is Certainty.UNCERTAIN
    assert "usikkert" in problem.words.da


def test_row_4_integration_law_persons_are_not_tested_but_occupy_a_place():
    full = {"ansatte_hoveder": 9, "stoettede_praktik": 1}
    assert broken(filled(**full, integrationsloven=True)) == set()
    assert broken(filled(**full, integrationsloven=False)) == {(WARN, "praktik.forhold")}


def test_row_4_who_is_extended_is_counted_already():
    extension = {
        "art": "forlaengelse",
        "samlet_start": "2026-08-10",
        "forlaengelse_nr": 1,
        "forlaengelse_begrundelse": "Mere tid",
        "ansatte_hoveder": 9,
        "stoettede_praktik": 1,
        "periode": {"fra": "2026-11-09", "til": "2026-11-30"},
    }
    assert broken(filled(**extension)) == set()


def test_row_4_who_is_not_ordinary_is_told_where_one_counts():
    text = library.packaged("virksomhedspraktik").section_of("ansatte_hoveder").help
    told = text.da if text else ""
    for excluded in ("løntilskud", "fleksjob", "voksenlærlinge", "seniorjob", "tidsbegrænset"):
        assert excluded in told


# Row 5: displacement


def test_row_5_the_employer_must_declare():
    assert broken(filled(erklaering_fortraengning=None)) == {(STOP, "form.required")}
    assert (STOP, "praktik.fortraengning.erklaering") in broken(
        filled(erklaering_fortraengning=False)
    )


def test_row_5_no_short_seasonal_work():
    assert broken(filled(saesonarbejde=True)) == {(WARN, "praktik.fortraengning.saeson")}


def test_row_5_not_the_company_of_the_last_employment():
    former = {"tidligere_ansat": True, "tidligere_ansat_til": "2025-06-30"}
    assert broken(filled(**former, seneste_arbejdssted=False)) == set()
    assert broken(filled(**former, seneste_arbejdssted=True)) == {
        (WARN, "praktik.fortraengning.seneste_arbejdssted")
    }


def test_row_5_net_job_growth_does_not_apply_to_an_internship():
    assert not any(
        "merbesk" in rule.id for rule in RULES.values() if "virksomhedspraktik" in rule.forms
    )
    assert "loentilskud.merbeskaeftigelse" in RULES


# Row 6: purpose


@pytest.mark.parametrize("code", ["ansaettelse", "optraening", "afklaring"])
def test_row_6_three_codes(code: str):
    assert broken(filled(formaal=code)) == set()


def test_row_6_no_other_code_and_none_is_not_enough():
    assert broken(filled(formaal="hygge")) == {(STOP, "form.not_choice")}
    assert broken(filled(formaal=None)) == {(STOP, "form.required")}


def test_row_6_it_must_be_precise():
    assert broken(filled(formaal_tekst="Blive afklaret")) == {(WARN, "formaal.praecist")}
    assert broken(filled(formaal_tekst=None)) == {(STOP, "form.required")}


# Row 7: hours


@pytest.mark.parametrize(
    ("hours", "found"), [("37:00", set()), ("37:01", {(STOP, "praktik.timer")})]
)
def test_row_7_at_most_37_hours(hours: str, found: set[tuple[str, str]]):
    assert broken(filled(timer=hours)) == found


def test_row_7_steps_are_applied_for_by_their_maximum_and_described_in_the_remarks():
    steps = [
        {"fra_dato": "2026-11-09", "timer_om_ugen": "10:00"},
        {"fra_dato": "2026-12-07", "timer_om_ugen": "20:00"},
    ]
    stepped = {"optrapning": True, "timetrin": steps, "timer": "20:00"}
    assert broken(filled(**stepped)) == {(STOP, "praktik.timetrin")}
    assert broken(filled(**stepped, bemaerkninger="10 timer, fra 7/12 20 timer")) == set()
    low = {**stepped, "timer": "15:00", "bemaerkninger": "x"}
    assert broken(filled(**low)) == {(STOP, "trin.hoejst")}
    turned = {**stepped, "timetrin": steps[::-1], "bemaerkninger": "x"}
    assert broken(filled(**turned)) == {(STOP, "trin.stigende")}


# Row 8: employee representative


def test_row_8_the_rep_confirms_figures_and_hearing():
    assert broken(filled(rep_bekraefter=False)) == {(STOP, "praktik.repraesentant")}
    assert broken(filled(rep_hoert_den=None)) == {(STOP, "form.required")}
    assert broken(filled(rep_navn=None)) == {(STOP, "form.required")}


@pytest.mark.parametrize("heads", [0, 1])
def test_row_8_a_sole_owner_has_none(heads: int):
    none = dict.fromkeys(["rep_navn", "rep_rolle", "rep_hoert_den", "rep_bekraefter"])
    filling = filled(ansatte_hoveder=heads, stoettede_praktik=0, **none)
    assert broken(filling) == set()
    assert not filling.state("rep_navn").visible
    assert not filling.state("underskrift_repraesentant").visible


# Row 9: start


def test_row_9_it_does_not_start_before_approval():
    start = TODAY + timedelta(days=7)
    same_day, day_after = {"afgoerelsesdag": start}, {"afgoerelsesdag": start + timedelta(days=1)}
    assert broken(filled(periode=period(start, 20), law=same_day)) == set()
    assert broken(filled(periode=period(start, 20), law=day_after)) == {
        (STOP, "praktik.start_foer_afgoerelse")
    }


# Row 10: the right to a self-found place


@pytest.mark.parametrize("group", [f"LAB6-{n}" for n in range(1, 6)])
def test_row_10_persons_in_1_to_5_have_a_right_to_a_self_found_place(group: str):
    found_by_them = {
        "maalgruppe": group,
        "selvfunden": True,
        "aabenlyst_uddannelsesparat": False if group == "LAB6-4" else None,
        "periode": period(TODAY + timedelta(days=7), 20),
    }
    assert broken(filled(**found_by_them)) == set()
    assert broken(filled(**found_by_them, law={"afgoerelse": "refused"})) == {
        (WARN, "praktik.ret_til_selvfunden")
    }


def test_row_10_not_the_evidently_ready_for_education_and_not_others():
    start = {"periode": period(TODAY + timedelta(days=7), 20), "selvfunden": True}
    refused = {"law": {"afgoerelse": "refused"}}
    ready = {"maalgruppe": "LAB6-4", "aabenlyst_uddannelsesparat": True}
    assert broken(filled(**start, **ready, **refused)) == set()
    assert broken(filled(**start, maalgruppe="LAB6-6", **refused)) == set()


# Row 11: insurance


def test_row_11_insurance_is_a_text_that_decides_nothing():
    form = library.packaged("virksomhedspraktik")
    assert form.field("forsikring").source == "municipality.insurance"
    assert "usikkert" in form.field("forsikring").help("da")  # type: ignore[misc]
    assert not [rule.id for rule in RULES.values() if "forsikring" in rule.names]
    assert broken(filled(forsikring=None)) == broken(filled(forsikring="Kommunen")) == set()


def test_every_rule_tells_its_legal_basis_source_and_certainty():
    for rule in RULES.values():
        assert rule.basis, rule.id
        assert rule.origin.name, rule.id
        assert rule.origin.seen >= date(2026, 11, 21), rule.id
        assert rule.level in Level, rule.id
