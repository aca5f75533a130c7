"""The offline lease: counted from the last contact, ended by a clock that goes back."""

import pytest

from central import devices, manifest
from central.identity import identity
from jobassist.errors import PolicyDenied
from jobassist.records import Note
from jobassist.services import lease, sync
from tests.fakes.clock import FakeClock
from tests.sync.laptop import new_laptop


@pytest.fixture
def mette(central):
    central.line.lease_days = 14
    laptop = new_laptop(central)
    laptop.session.clock = FakeClock()
    laptop.sync()
    return laptop


def pass_days(laptop, days):
    laptop.session.clock.advance(days=days)


def test_without_a_lease_nothing_ends(central):
    laptop = new_laptop(central)
    laptop.session.clock = FakeClock()
    laptop.sync()
    pass_days(laptop, 4000)
    assert lease.look(laptop.session) == lease.Lease(None)
    lease.require(laptop.session)


def test_the_central_says_how_long_in_the_manifest(database, central):
    laptop = new_laptop(central)
    who = devices.actor_for(database, sync.login(laptop.session).token)
    made = {days: manifest.build(database, identity(database), who, days) for days in (0, 14)}
    assert b'"lease_days":14' in made[14][0]
    assert made[0][1] != made[14][1]  # a device that has the old one asks no further otherwise


def test_it_is_told_of_days_before_and_then_ends(mette):
    pass_days(mette, 10)
    assert not lease.look(mette.session).ends_soon
    pass_days(mette, 2)
    stands = lease.look(mette.session)
    assert stands.ends_soon and not stands.over
    pass_days(mette, 2)
    with pytest.raises(PolicyDenied, match=r"^sync\.lease_over$"):
        lease.require(mette.session)


def test_contact_begins_it_anew_and_what_waited_is_sent(mette):
    _, case = mette.start_case()
    note = mette.draft(case)
    pass_days(mette, 20)
    assert lease.look(mette.session).over and mette.waiting()[0] == 3
    mette.sync()
    lease.require(mette.session)
    assert mette.waiting() == (0, 0, 0) and mette.get(Note, note.id).text == note.text


def test_a_clock_that_was_set_back_ends_it(mette):
    pass_days(mette, 5)
    lease.look(mette.session)
    pass_days(mette, -4)
    stands = lease.look(mette.session)
    assert stands.clock_back and stands.over
    mette.sync()
    assert not lease.look(mette.session).over
