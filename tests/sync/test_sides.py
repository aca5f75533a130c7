"""Where the sender's value stands, each is still told of the other: a form signed meanwhile."""

import json

import pytest

from jobassist.records import Form, FormState
from jobassist.services import forms
from jobassist.services.kept import keep_theirs, may_keep_mine, undecided
from tests.sync.laptop import Laptop, enrolled


def says(laptop: Laptop, form_id: str) -> str:
    return str(json.loads(laptop.get(Form, form_id).values).get("oplaerer"))


@pytest.fixture
def signed(central, encrypted_stores):
    """Jonas wrote a trainer's name; Mette had the form signed with another, not knowing of it."""
    mette = enrolled(central, central.new_user("Mette")[1], encrypted_stores())
    jonas = enrolled(central, central.new_user("Jonas")[1], encrypted_stores())
    _, case = mette.start_case()
    form = forms.start(mette.session, "virksomhedspraktik", case_id=case.id)
    mette.sync()
    central.grant(case.id, jonas.session.user.id)
    jonas.sync()
    for laptop, name in ((jonas, "Bo Holm"), (mette, "Ida Dam")):
        forms.fill(laptop.session, forms.open_form(laptop.session, form.id), "oplaerer", name)
    jonas.sync()
    mette.change(Form, form.id, state=FormState.SIGNED)
    mette.sync()
    jonas.sync()
    return mette, jonas, form.id


def test_whose_value_gave_way_is_told_of_the_other_and_has_their_own_kept(signed):
    mette, jonas, form_id = signed
    assert says(mette, form_id) == says(jonas, form_id) == "Ida Dam"
    (item,) = undecided(jonas.session)
    assert (item.why, item.others["values"].name) == ("conflict", "Mette")
    assert (json.loads(str(item.kept["values"])), may_keep_mine(item)) == (
        {"oplaerer": "Bo Holm"},
        True,
    )


def test_whose_value_stands_is_told_what_the_other_had_written(signed):
    mette, jonas, form_id = signed
    (item,) = undecided(mette.session)
    assert (item.why, item.others["values"].name) == ("overruled", "Jonas")
    assert json.loads(str(item.kept["values"])) == {"oplaerer": "Bo Holm"}
    for laptop in (mette, jonas):
        keep_theirs(laptop.session, undecided(laptop.session)[0].id)
        laptop.sync()
    for laptop in (mette, jonas):
        laptop.sync()
        assert undecided(laptop.session) == []
        assert says(laptop, form_id) == "Ida Dam"
