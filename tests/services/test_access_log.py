"""The log as the citizen and the officer see it, and what the services leave in it."""

import random
from dataclasses import replace

from jobassist.ports.access import Access
from jobassist.services import access_log, cases, notes
from jobassist.session import Session
from tests.fakes.session import CASE, CITIZEN, METTE, fake_session


def uses(session: Session) -> list[tuple[str, str]]:
    """What was done with what."""
    found = access_log.of_citizen(session, CITIZEN.id)
    return [(one.entry.touch.action.value, one.entry.touch.kind) for one in found]


def worked() -> Session:
    """A morning's work in one case."""
    session = fake_session()
    with session.store.write() as tx:
        tx.set_setting("owner", METTE.id)
    cases.list_cases(session)
    cases.open_case(session, CASE.id)
    draft = notes.new_draft(session, CASE.id, "Borgeren ringer.")
    notes.save_draft(session, draft.id, text="Borgeren ringer og spørger.")
    notes.finalise(session, draft.id)
    notes.show(session, draft.id)
    notes.list_notes(session, CASE.id)
    notes.search(session, "spørger")
    return session


def test_every_service_that_shows_or_changes_leaves_its_trace():
    assert uses(worked()) == [
        ("read", "case"),
        ("add", "note"),
        ("change", "note"),
        ("read", "note"),
    ]


def test_the_citizens_extract_names_no_employee_and_is_itself_logged():
    session = worked()
    extract = access_log.extract_for_citizen(session, CITIZEN.id)
    assert [use.action for use in extract][:2] == [Access.READ, Access.ADD]
    assert METTE.name not in repr(extract)
    assert METTE.id not in repr(extract)
    assert uses(session)[-1] == ("extract", "citizen")


def test_the_officer_sees_who_it_was():
    session = worked()
    assert {one.user for one in access_log.of_citizen(session, CITIZEN.id)} == {METTE.name}
    (search,) = access_log.sample(session, action=Access.SEARCH)
    assert search.entry.touch.citizen_id is None
    assert len(access_log.searches_for(session, "Spørgeren")) == 1


def test_a_spot_check_is_a_random_part_of_what_fits():
    session = worked()
    everything = access_log.sample(session, 1_000)
    assert len(everything) == 5
    drawn = [access_log.sample(session, 2, rng=random.Random(seed)) for seed in range(20)]
    assert all(len(sample) == 2 for sample in drawn)
    assert len({sample[0].entry.number for sample in drawn}) > 1
    later = replace(everything[-1].entry).at
    assert access_log.sample(session, since=later.replace(year=2099)) == []
