"""A closed case leaves the laptop, is not fetched anew, and comes back when somebody opens it."""

import io
from datetime import timedelta

import pytest

from jobassist.errors import EnvironmentFault
from jobassist.records import Case, CaseState, Citizen
from jobassist.services import attaching, cases, retention
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


def test_a_closed_case_stays_while_the_central_lacks_a_file_of_it(central, new_store):
    _, code = central.new_user("Mette")
    mette = enrolled(central, code, new_store())
    _, case = mette.start_case()
    mette.sync()
    scan = io.BytesIO(b"%PDF-1.7 et bilag")
    file = attaching.keep(mette.session, f"case:{case.id}", scan, "Bilag", case_id=case.id)
    cases.close_case(mette.session, case.id)
    mette.session.clock.instant += timedelta(days=90)
    central.line.requests_lost.append("upload")
    with pytest.raises(EnvironmentFault):
        mette.sync()
    assert retention.tidy(mette.session).left == 0
    mette.sync()
    assert retention.tidy(mette.session).left == 1
    assert mette.session.attachments.has(file.sha256)
    mette.sync()
    assert not mette.session.attachments.has(file.sha256)  # it went with its case
