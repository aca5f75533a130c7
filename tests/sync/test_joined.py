"""A citizen that two laptops had made: every laptop ends with one, and nothing said is lost."""

from dataclasses import replace

from central import care
from jobassist.records import Case, Citizen, Note
from jobassist.services import sync
from tests.sync.laptop import Laptop, enrolled, new_laptop, standalone


def start_case(laptop, **citizen):
    """A citizen of one and the same CPR, and a case."""
    made, case = laptop.start_case()
    laptop.put(replace(made, **citizen))
    return made, case


def conflicts(laptop):
    with laptop.session.store.read() as tx:
        return [(k.why, k.operation.record_id, k.operation.fields) for k in tx.kept()]


def test_a_store_that_stood_alone_joins_the_citizens_the_central_has(central, new_store):
    mette = new_laptop(central)
    citizen, _ = start_case(mette, phone="11111111")
    mette.sync()
    alone = Laptop(standalone(new_store()), central)
    own, case = start_case(alone, phone="22222222", email="a@b.dk")
    note = alone.finalise(alone.draft(case))
    sync.enrol(alone.session, central, central.new_user("Jonas")[1])
    alone.central = central.with_token(sync.login(alone.session).token)
    counts = alone.sync()
    assert (counts.quarantined, alone.waiting()[0]) == (0, 0)
    assert [one.id for one in alone.find(Citizen)] == [citizen.id]
    assert alone.get(Case, case.id).citizen_id == citizen.id
    assert alone.get(Note, note.id).sealed == note.sealed
    differing = {"phone": "22222222", "email": "a@b.dk"}
    assert conflicts(alone) == [("conflict", citizen.id, differing)]
    assert own.id != citizen.id and alone.get(Citizen, citizen.id).phone == "11111111"
    mette.sync()
    assert len(mette.find(Citizen)) == 1


def test_it_joins_two_citizens_and_every_laptop_follows(central, new_store):
    mette = enrolled(central, central.new_user("Mette")[1], new_store())
    jonas = new_laptop(central, "Jonas")
    citizen, _ = start_case(mette)
    other, case = start_case(jonas, family_name="Nygift")
    mette.sync()
    jonas.sync()
    assert care.duplicates(central.database_url) == [
        {"kind": "citizen", "record": other.id, "of": citizen.id}
    ]
    central.grant(case.id, mette.session.user.id)
    mette.sync()
    jonas.change(Citizen, other.id, phone="33333333")  # not sent yet when the two are joined
    care.join(central.database_url, citizen.id, other.id)
    for laptop in (mette, jonas, mette):
        laptop.sync()
    for laptop in (mette, jonas):
        assert [one.id for one in laptop.find(Citizen)] == [citizen.id]
        assert laptop.get(Case, case.id).citizen_id == citizen.id
        assert ("conflict", citizen.id) in [kept[:2] for kept in conflicts(laptop)]
    assert "33333333" in str(conflicts(jonas))
