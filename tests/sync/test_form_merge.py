"""One form on several laptops: filled in field by field offline, and together again afterwards."""

import json
import random

import pytest

from jobassist.records import Form, FormState
from jobassist.services import forms
from jobassist.services.kept import keep_mine, keep_theirs, undecided, undo
from jobassist.services.kept_lines import lines
from tests.sync.laptop import Laptop, enrolled

_KEYS = ("stilling", "opgaver", "oplaerer", "formaal_tekst")


@pytest.fixture
def three(central, new_store) -> tuple[list[Laptop], str]:
    """Three laptops that have the same draft."""
    first = enrolled(central, central.new_user("Mette")[1], new_store())
    _, case = first.start_case()
    form = forms.start(first.session, "virksomhedspraktik", case_id=case.id)
    first.sync()
    others = [
        enrolled(central, central.new_code(first.session.user.id), new_store()) for _ in range(2)
    ]
    for other in others:
        other.sync()
    return [first, *others], form.id


def fill(laptop: Laptop, form_id: str, **values: object) -> None:
    opened = forms.open_form(laptop.session, form_id)
    for key, value in values.items():
        forms.fill(laptop.session, opened, key, value)


def said(laptop: Laptop, form_id: str) -> dict[str, object]:
    return json.loads(laptop.get(Form, form_id).values)


def test_different_fields_come_together_without_a_clash(three):
    (one, two, three_), form_id = three
    fill(one, form_id, timer="30:00", oplaerer="Ida Dam")
    fill(two, form_id, periode={"fra": "2026-12-07", "til": "2026-12-20"})
    fill(three_, form_id, stilling="Bådebygger", ansatte_hoveder=23)
    for laptop in (one, two, three_, one, two):
        assert laptop.sync().conflicts == 0
    assert said(one, form_id) == said(two, form_id) == said(three_, form_id)
    together = said(one, form_id)
    assert (together["timer"], together["oplaerer"]) == ("30:00", "Ida Dam")
    assert together["periode"] == {"fra": "2026-12-07", "til": "2026-12-20"}
    assert together["stilling"] == "Bådebygger"
    assert one.get(Form, form_id).starts_on == three_.get(Form, form_id).starts_on


def test_of_the_same_field_both_are_shown_and_the_rest_is_not_touched(three):
    (one, two, _), form_id = three
    fill(one, form_id, oplaerer="Ida", opgaver="Slibe")
    fill(two, form_id, oplaerer="Bo", stilling="Bådebygger")
    assert one.sync().conflicts == 0
    assert two.sync().conflicts == 1
    (item,) = undecided(two.session)
    assert (item.kept, item.present) == (
        {"values": '{"oplaerer":"Bo"}'},
        {"values": '{"oplaerer":"Ida"}'},
    )
    decided = keep_mine(two.session, item.id)
    two.sync()
    one.sync()
    for laptop in (one, two):
        values = said(laptop, form_id)
        assert [values[k] for k in ("oplaerer", "opgaver", "stilling")] == [
            "Bo",
            "Slibe",
            "Bådebygger",
        ]
    undo(two.session, decided)
    assert said(two, form_id)["oplaerer"] == "Ida"
    assert said(two, form_id)["stilling"] == "Bådebygger"


def test_what_was_completed_here_is_a_draft_again_when_it_was_filled_in_elsewhere(three):
    (one, two, _), form_id = three
    fill(two, form_id, oplaerer="Bo")
    one.change(Form, form_id, state=FormState.COMPLETE, checks='[{"rule":"a"}]')
    two.sync()
    assert one.sync().conflicts == 0
    assert (one.get(Form, form_id).state, said(one, form_id)["oplaerer"]) == (
        FormState.DRAFT,
        "Bo",
    )


@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_lost_whatever_the_order(three, seed):
    """Every value is there, was replaced by one who saw it, or was decided against; all agree."""
    laptops, form_id = three
    chance, owed = random.Random(seed), set[str]()
    for number in range(40):
        laptop = chance.choice(laptops)
        action = chance.random()
        if action < 0.6:
            key = chance.choice(_KEYS)
            owed -= {str(said(laptop, form_id).get(key))}
            fill(laptop, form_id, **{key: f"«{number}»"})
            owed.add(f"«{number}»")
        elif action < 0.9:
            laptop.sync()
        elif waiting := undecided(laptop.session):
            item, mine = chance.choice(waiting), chance.random() < 0.5
            (keep_mine if mine else keep_theirs)(laptop.session, item.id)
            given_up = item.present if mine else item.kept
            owed -= set(json.loads(str(given_up["values"])).values())
            owed |= set(json.loads(str(item.kept["values"])).values()) if mine else set()
    for laptop in laptops * 3:
        laptop.sync()
    there = {str(value) for value in said(laptops[0], form_id).values()}
    for laptop in laptops:
        assert said(laptop, form_id) == said(laptops[0], form_id)
        for item in undecided(laptop.session):
            there |= set(json.loads(str(item.kept["values"])).values())
    assert owed <= there


def test_a_forms_fields_are_shown_by_their_labels_and_as_the_form_shows_them(three):
    (one, two, _), form_id = three
    period = {"fra": "2026-12-07", "til": "2026-12-20"}
    fill(one, form_id, oplaerer="Ida", periode=period)
    fill(two, form_id, oplaerer="Bo", periode={**period, "til": "2027-01-03"})
    one.sync()
    two.sync()
    (item,) = undecided(two.session)
    found = {line.label: line for line in lines(two.session, item)}
    named = forms.open_form(two.session, form_id).definition
    trainer, span = (named.field(key).label("da") for key in ("oplaerer", "periode"))
    assert found.keys() == {trainer, span}
    assert (found[trainer].theirs, found[trainer].mine) == ("Ida", "Bo")
    assert "20." in str(found[span].theirs) and "2027" in found[span].mine
    assert "{" not in found[span].mine and "fra" not in found[span].mine
    other = found[trainer].other
    assert other is not None and other.name == "Mette" and other.at is not None
    english = {line.label for line in lines(two.session, item, "en")}
    assert english == {named.field(key).label("en") for key in ("oplaerer", "periode")}
