"""A clash is told to both: whoever's value stands sees what a colleague wrote, who and when."""

from datetime import UTC, datetime

import pytest

from jobassist.ids import new_id
from jobassist.records import Case, Citizen
from jobassist.services.kept import (
    keep_mine,
    keep_theirs,
    may_keep_mine,
    overruled_in,
    undecided,
    undo,
)
from jobassist.services.kept_lines import lines
from tests.sync.laptop import at_odds, enrolled


@pytest.fixture
def both(central, new_store):
    return at_odds(central, new_store)


def test_whoever_stands_is_told_what_a_colleague_wrote_and_who_and_when(both):
    mette, jonas, citizen, case = both
    before = mette.get(Citizen, citizen.id)
    mette.sync()
    (item,) = undecided(mette.session)
    assert (item.why, item.kind, item.record) == ("overruled", "citizen", citizen.id)
    assert (item.kept, item.present) == ({"phone": "98 00 00 03"}, {"phone": "98 00 00 02"})
    who = item.others["phone"]
    assert (who.user_id, who.name) == (jonas.session.user.id, "Jonas")
    assert abs((datetime.now(UTC) - who.at).total_seconds()) < 60
    (line,) = lines(mette.session, item)
    assert (line.theirs, line.mine, line.other.name) == ("98 00 00 02", "98 00 00 03", "Jonas")
    assert not may_keep_mine(item)
    assert mette.get(Citizen, citizen.id) == before
    assert mette.waiting() == (0, 0, 0)  # there is nothing to send and nothing is lost
    assert [one.id for one in overruled_in(mette.session, case.id)] == [item.id]
    assert overruled_in(mette.session, new_id()) == []
    assert jonas.waiting() == (0, 1, 0)
    assert [one.why for one in undecided(jonas.session)] == ["conflict"]


def test_it_is_put_aside_once_and_can_be_taken_back(both):
    mette, jonas, citizen, _ = both
    mette.sync()
    decision = keep_theirs(mette.session, undecided(mette.session)[0].id)
    assert undecided(mette.session) == []
    undo(mette.session, decision)
    keep_theirs(mette.session, undecided(mette.session)[0].id)
    jonas.change(Citizen, citizen.id, given_name="Andreas")  # the row comes again
    jonas.sync()
    mette.sync()
    assert mette.get(Citizen, citizen.id).given_name == "Andreas"
    assert undecided(mette.session) == []


def test_it_goes_when_the_colleague_decides_for_their_own(both):
    mette, jonas, citizen, _ = both
    mette.sync()
    keep_mine(jonas.session, undecided(jonas.session)[0].id)
    jonas.sync()
    mette.sync()
    assert mette.get(Citizen, citizen.id).phone == "98 00 00 03"
    assert undecided(mette.session) == []


def test_it_goes_with_the_case(both, central):
    mette, jonas, citizen, case = both
    lis = central.new_user("Lis")[0]
    mette.sync()
    jonas.sync()
    mette.change(Case, case.id, coordinator_id=lis)
    mette.sync()
    central.revoke(case.id, mette.session.user.id)
    mette.sync()
    assert mette.find(Citizen, id=citizen.id) == []
    assert undecided(mette.session) == []


def test_nobody_else_is_told(both, central):
    _, _, citizen, case = both
    lis = enrolled(central, central.new_user("Lis")[1])
    central.grant(case.id, lis.session.user.id)
    lis.sync()
    assert lis.get(Citizen, citizen.id).phone == "98 00 00 02"
    assert undecided(lis.session) == []
    page = central.with_token(lis.central._token).page(f"case:{case.id}", 0)
    assert all(row.others == () for row in page.rows)


def test_another_device_of_ones_own_is_no_colleague(central):
    first = enrolled(central, central.new_user("Mette")[1])
    citizen, _ = first.start_case()
    first.sync()
    second = enrolled(central, central.new_code(first.session.user.id))
    second.sync()
    first.change(Citizen, citizen.id, phone="98 00 00 02")
    second.change(Citizen, citizen.id, phone="98 00 00 03")
    first.sync()
    second.sync()
    first.sync()
    assert undecided(first.session) == []
    assert [one.why for one in undecided(second.session)] == ["conflict"]
