"""A closed case leaves the laptop, is not fetched anew, and comes back when somebody opens it."""

from datetime import timedelta

from jobassist.records import Case, CaseState, Citizen
from jobassist.services import cases, retention
from tests.sync.laptop import enrolled


def test_a_closed_case_leaves_and_comes_back_when_it_is_opened_again(central, new_store):
    _, code = central.new_user("Mette")
    mette = enrolled(central, code, new_store())
    citizen, case = mette.start_case()
    _, kept = mette.start_case()
    mette.finalise(mette.draft(case))
    colleague, code = central.new_user("Jonas")
    mette.sync()
    central.grant(case.id, colleague)
    jonas = enrolled(central, code, new_store())
    jonas.sync()
    cases.close_case(mette.session, case.id)
    mette.session.clock.instant += timedelta(days=90)
    assert retention.tidy(mette.session).left == 0  # the central has not heard of it yet
    mette.sync()
    assert retention.tidy(mette.session).left == 1
    assert [one.id for one in mette.find(Case)] == [kept.id]
    assert mette.find(Citizen, id=citizen.id) == []
    for _ in range(2):
        mette.start_case()  # something moves, so that the manifest is read
        mette.sync()
        assert mette.find(Case, id=case.id) == []
    jonas.sync()
    jonas.change(Case, case.id, title="igen")
    jonas.sync()
    mette.sync()
    (back,) = mette.find(Case, id=case.id)
    assert (back.title, back.state) == ("igen", CaseState.CLOSED)
    assert mette.get(Citizen, citizen.id) == jonas.get(Citizen, citizen.id)
    assert mette.waiting() == (0, 0, 0)
