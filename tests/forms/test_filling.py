"""A form while it is filled in: what is shown, worked out, kept and said of it."""

import random
from typing import Any

import pytest

from jobassist.forms import library
from jobassist.forms.definition import Definition
from jobassist.forms.filling import Filling
from jobassist.forms.reading import read_form
from tests.forms.odd_files import field, form
from tests.forms.samples import APPLICATION, TODAY, broken, filled


def small(*fields: str, rest: str = "") -> Definition:
    return read_form(form("\n".join(fields), rest))


def of(definition: Definition, **values: Any) -> Filling:
    return Filling(definition, values, today=TODAY)


def test_skip_logic_hides_keeps_and_does_not_count():
    filling = filled(mentor=True, mentor_navn="Ole", mentor_timer="2")
    assert filling.state("mentor_navn").visible
    filling.fill("mentor", "nej")
    assert not filling.state("mentor_navn").visible
    assert filling.values["mentor_navn"] == "Ole"  # still there if one says yes again
    assert "mentor_navn" not in filling.submitted()
    filling.fill("mentor", "ja")
    assert filling.submitted()["mentor_navn"] == "Ole"


@pytest.mark.parametrize("name", ["virksomhedspraktik", "loentilskud"])
def test_considerations_without_consent_stay_out_and_the_form_goes_on(name):
    filling = filled(name, har_skaanehensyn=True, skaanehensyn="Diskusprolaps")
    shown = {"skaanehensyn_samtykke": True, "skaanehensyn_aftale": False, "skaanehensyn": False}
    assert {key: filling.state(key).visible for key in shown} == shown
    filling.fill("skaanehensyn_samtykke", "nej")
    stands_in_the_way = {one.field for one in filling.problems() if "skaane" in one.field}
    assert stands_in_the_way == {"skaanehensyn_aftale"}
    filling.fill("skaanehensyn_aftale", "borgeren")
    assert not [one for one in filling.problems() if "skaane" in one.field]
    assert "Diskusprolaps" not in str(filling.submitted())
    filling.fill("skaanehensyn_samtykke", "ja")
    assert filling.submitted()["skaanehensyn"] == "Diskusprolaps"
    assert "skaanehensyn_aftale" not in filling.submitted()


def test_a_hidden_field_is_nothing_to_others():
    chain = small(
        field("a", "ja_nej"), field("b", "ja_nej", "vis_hvis: a"), field("c", more="vis_hvis: b")
    )
    filling = of(chain, a=True, b=True, c="x")
    assert filling.state("c").visible
    filling.fill("a", False)
    assert not filling.state("c").visible


def test_calculations_follow_each_other_and_nobody_types_them():
    sums = small(
        field("c", "tal", "beregn: b * 2"), field("b", "tal", "beregn: a + 1"), field("a", "tal")
    )
    filling = of(sums, a=1)
    assert filling.native("c") == 4
    assert filling.fill("a", "2,5") == {"a", "b", "c"}
    assert (filling.native("c"), filling.state("c").text) == (7.0, "7")
    with pytest.raises(ValueError, match="c"):
        filling.fill("c", 1)
    filling.fill("a", "")
    assert filling.native("c") is None


def test_what_cannot_be_read_is_kept_and_told():
    filling = filled()
    filling.fill("periode", {"fra": "9-11-2026", "til": "31-2-2027"})
    state = filling.state("periode")
    assert state.value == {"fra": "9-11-2026", "til": "31-2-2027"}
    assert [p.rule for p in state.problems] == ["form.not_date"]
    assert "periode" not in filling.submitted()


def test_missing_is_told_apart_from_wrong():
    filling = filled(stilling=None, timer="hest")
    kinds = {p.field: p.missing for p in filling.problems()}
    assert kinds == {"stilling": True, "timer": False}


def test_required_by_a_condition():
    asked = small(field("a", "ja_nej"), field("b", more="kraevet: a"))
    assert not of(asked, a=False).state("b").required
    filling = of(asked, a=True)
    assert filling.state("b").required
    assert broken(filling) == {("stop", "form.required")}


def test_rows_are_checked_cell_by_cell():
    visit = library.packaged("virksomhedsbesoeg")
    filling = Filling(visit, {}, today=TODAY)
    assert ("stop", "form.required") in broken(filling)
    filling.add_row("deltagere")
    filling.add_row("deltagere")
    filling.fill_cell("deltagere", 0, "navn", "Bo")
    filling.fill("behov", [{"stilling": "Svejser", "antal": "to"}])
    found = [(p.field, p.row, p.column, p.rule) for p in filling.problems() if p.row is not None]
    assert found == [
        ("deltagere", 1, "navn", "form.required"),
        ("behov", 0, "antal", "form.not_number"),
    ]
    filling.remove_row("deltagere", 1)
    filling.fill_cell("behov", 0, "antal", "2")
    assert not [p for p in filling.problems() if p.row is not None]
    with pytest.raises(KeyError):
        filling.fill_cell("behov", 0, "loen", "2")
    with pytest.raises(IndexError):
        filling.fill_cell("behov", 3, "antal", "2")


def test_a_table_has_room_for_so_many_rows():
    visit = Filling(library.packaged("virksomhedsbesoeg"), {}, today=TODAY)
    visit.fill("behov", [{"stilling": "Svejser", "antal": 1}] * 20)
    with pytest.raises(ValueError, match="behov"):
        visit.add_row("behov")


def test_rules_are_chosen_by_the_day_of_the_event_not_by_today():
    before = {"fra": "2019-06-03", "til": "2020-06-01"}
    assert "praktik.varighed.13u" not in {p.rule for p in filled(periode=before).problems()}
    after = {"fra": "2026-12-07", "til": "2027-12-01"}
    filling = filled(periode=before, ansatte_hoveder=5)
    assert "praktik.forhold" not in {p.rule for p in filling.problems()}
    filling.fill("periode", after)
    found = {p.rule for p in filling.problems()}
    assert {"praktik.varighed.13u", "praktik.forhold"} <= found  # also one that reads no period


def test_filling_field_by_field_ends_as_opening_it_whole():
    """What is worked out for a keystroke is what working out everything would give."""
    rng = random.Random(7)
    wild = [None, "", "x", "12", "ja", "nej", 0, 60, True, False, "2026-12-01", "forlaengelse",
            "ophoer", "LAB6-1", "LAB6-12", {"fra": "2026-12-01", "til": "2027-12-31"}]  # fmt: skip
    keys = [f.key for f in library.packaged("virksomhedspraktik").fields()]
    calculated = {"stoettede_nu", "medregnet", "ny_slutdato"}
    for _round in range(25):
        filling = filled()
        for _step in range(12):
            key = rng.choice([k for k in keys if k not in calculated])
            filling.fill(key, rng.choice([*wild, APPLICATION.get(key)]))
        whole = Filling(
            filling.definition,
            {k: v for k, v in filling.values.items() if k not in calculated},
            today=TODAY,
            rulesets=library.rulesets(),
            settings={"afgoerelsesdag": TODAY},
        )
        for key in keys:
            assert filling.state(key) == whole.state(key), key
        assert filling.submitted() == whole.submitted()


@pytest.mark.parametrize("name", library.names())
def test_every_form_opens_empty_and_its_schema_fits_its_data(name: str):
    from jsonschema import Draft202012Validator

    from jobassist.forms.json_schema import export

    definition = library.packaged(name)
    schema = export(definition)
    Draft202012Validator.check_schema(schema)
    filling = Filling(definition, today=TODAY, rulesets=library.rulesets())
    assert not filling.complete
    if name == "virksomhedspraktik":
        Draft202012Validator(schema).validate(filled().submitted())
        wrong = {**filled().submitted(), "cpr": "12"}
        assert not Draft202012Validator(schema).is_valid(wrong)
