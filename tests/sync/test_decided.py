"""The central hears how a clash was decided, by whom and when, also for the colleague's value."""

from datetime import UTC, datetime

import pytest

from central.desk import views
from jobassist.records import Case, Citizen
from jobassist.services.kept import keep_mine, keep_theirs, undecided, undo
from tests.sync.laptop import at_odds


@pytest.fixture
def both(central, encrypted_stores):
    """Both have heard of it."""
    mette, jonas, citizen, _ = at_odds(central, encrypted_stores)
    mette.sync()
    return mette, jonas, citizen


@pytest.fixture
def listed(database):
    """What IT's list of conflicts says: the code, and who decided it."""

    def read() -> list[tuple[str, str | None]]:
        with database.read() as tx:
            rows = views.kept(tx)
            open_ones = sum(row["code"] == "conflict" for row in rows)
            figures = views.health(tx)
            assert (figures["conflicts"], figures["quarantined"]) == (open_ones, 0)
        for row in rows:
            if row["decided_at"]:
                age = datetime.now(UTC) - datetime.fromisoformat(row["decided_at"])
                assert abs(age.total_seconds()) < 60
        return [(row["code"], row["decided_by"]) for row in rows]

    return read


@pytest.mark.parametrize("keep", [keep_mine, keep_theirs])
def test_a_decision_is_told_with_who_and_when_and_ends_the_colleagues_notice(both, listed, keep):
    mette, jonas, citizen = both
    assert listed() == [("conflict", None)]
    assert len(undecided(mette.session)) == 1
    keep(jonas.session, undecided(jonas.session)[0].id)
    jonas.sync()
    assert listed() == [("decided", "Jonas")]
    mette.sync()
    assert undecided(mette.session) == undecided(jonas.session) == []
    number = "98 00 00 03" if keep is keep_mine else "98 00 00 02"
    assert {mette.get(Citizen, citizen.id).phone, jonas.get(Citizen, citizen.id).phone} == {number}
    assert jonas.waiting() == (0, 0, 0)


@pytest.mark.parametrize("keep", [keep_mine, keep_theirs])
@pytest.mark.parametrize("sent", [False, True])
def test_a_decision_is_taken_back_there_too(both, listed, keep, sent):
    mette, jonas, citizen = both
    decision = keep(jonas.session, undecided(jonas.session)[0].id)
    if sent:
        jonas.sync()
    undo(jonas.session, decision)
    jonas.sync()
    assert listed() == [("conflict", None)]
    assert jonas.waiting() == (0, 1, 0)
    mette.sync()
    assert mette.get(Citizen, citizen.id).phone == "98 00 00 02"
    keep_theirs(jonas.session, undecided(jonas.session)[0].id)
    jonas.sync()
    assert listed() == [("decided", "Jonas")]


def test_what_stood_is_no_change_and_no_clash_when_somebody_wrote_again(both, listed):
    mette, jonas, citizen = both
    mette.change(Citizen, citizen.id, phone="98 00 00 04")
    keep_theirs(jonas.session, undecided(jonas.session)[0].id)
    mette.sync()
    assert listed() == [("decided", "Mette")]  # she wrote on, and nothing of both stands
    jonas.sync()
    assert listed() == [("decided", "Jonas")]
    assert undecided(jonas.session) == []
    for laptop in (mette, jonas):
        laptop.sync()
        assert laptop.get(Citizen, citizen.id).phone == "98 00 00 04"


def test_a_decision_of_one_who_has_lost_the_case_troubles_nobody(both, listed, central):
    _, jonas, citizen = both
    keep_theirs(jonas.session, undecided(jonas.session)[0].id)
    (case,) = jonas.find(Case, citizen_id=citizen.id)
    central.revoke(case.id, jonas.session.user.id)
    jonas.sync()
    assert undecided(jonas.session) == []
    assert listed() == [("decided", "Jonas")]


def test_a_colleagues_words_are_not_kept_by_one_who_lost_the_case_meanwhile(both, central):
    mette, jonas, citizen = both
    mette.change(Citizen, citizen.id, phone="98 00 00 04")
    mette.sync()
    jonas.sync()
    keep_theirs(jonas.session, undecided(jonas.session)[0].id)  # of what he has seen since
    (case,) = jonas.find(Case, citizen_id=citizen.id)
    central.revoke(case.id, jonas.session.user.id)
    jonas.sync()
    assert undecided(jonas.session) == []


def test_an_edit_of_another_field_decides_nothing(both, listed):
    mette, _, citizen = both
    mette.change(Citizen, citizen.id, given_name="Andreas")
    mette.sync()
    assert listed() == [("conflict", None)]
