"""Teams: their own texts, the cases they are given, and what leaving one takes away."""

from dataclasses import replace
from datetime import timedelta

import pytest

from central import access, admin, devices, feed, people, teams
from jobassist.errors import UserError
from jobassist.ids import new_id
from jobassist.records import Case, CaseRole, Role
from tests.central.pushing import a_case, actor, note_fields, outcome, sent
from tests.sync.laptop import new_laptop

TEXT = {"key": "hej", "title": "Hej", "body": "Hej.", "unit": "Ungeteamet"}


def somebody(database, name, unit="", role=Role.CASEWORKER):
    with database.write() as tx:
        user = people.add(tx, name, role, unit)
    return replace(actor(user, role), team=access.team_scope(unit))


@pytest.fixture
def mette(database):
    return somebody(database, "Mette")


@pytest.fixture
def jonas(database):
    return somebody(database, "Jonas", "Ungeteamet")


def seen(database, who):
    with database.read() as tx:
        return {name for name, _ in access.readable(tx, who)}


def test_a_team_has_its_own_texts(database, mette, jonas):
    librarian = somebody(database, "Bodil", role=Role.LIBRARIAN)
    phrase = new_id()
    assert outcome(database, librarian, sent("phrase", phrase, **TEXT)) == "applied"
    scope = access.team_scope("Ungeteamet")
    assert scope in seen(database, jonas) and scope in seen(database, librarian)
    assert scope not in seen(database, mette)
    with database.read() as tx:
        assert not access.may_read(tx, mette, scope) and access.may_read(tx, jonas, scope)
    assert outcome(database, librarian, sent("phrase", phrase, 1, unit="")) == "applied"
    with database.read() as tx:
        (told,) = feed.page(tx, scope, 0, 10).rows
        assert told.fields is None  # everybody's now


def test_a_team_is_given_a_case_from_a_day_to_a_day(database, mette, jonas):
    case, _ = a_case(database, mette)
    today, scope = mette.day, f"case:{case}"
    assert scope not in seen(database, jonas)
    with database.write() as tx:
        teams.give(
            tx,
            case,
            "ungeteamet ",
            CaseRole.CASEWORKER,
            day=today,
            to_day=today + timedelta(days=2),
        )
    assert outcome(database, jonas, sent("note", new_id(), **note_fields(case, jonas.user_id))) == (
        "applied"
    )
    for offset, visible in ((-1, False), (0, True), (2, True), (3, False)):
        that_day = replace(jonas, day=today + timedelta(days=offset))
        assert (scope in seen(database, that_day)) is visible, offset
    with database.write() as tx:
        assert teams.take(tx, case, "Ungeteamet", today) == 1
    assert scope not in seen(database, jonas)


def test_a_team_coordinates_no_case_and_must_have_somebody_in_it(database, mette, jonas):
    case, _ = a_case(database, mette)
    for unit, role in (("Ungeteamet", CaseRole.COORDINATOR), ("Ingen", CaseRole.READER)):
        with pytest.raises(UserError), database.write() as tx:
            teams.give(tx, case, unit, role, day=mette.day)


def test_who_is_in_a_team_is_read_at_every_request(database, database_url, central, mette):
    laptop = new_laptop(central, "Bo")
    user = laptop.session.user.id
    with database.write() as tx:
        people.move(tx, user, Role.CASEWORKER, "Ungeteamet")
    token = laptop.central._token
    assert devices.actor_for(database, token).team == access.team_scope("Ungeteamet")
    case, _ = a_case(database, mette)
    assert admin.grant_team(database_url, case, "Ungeteamet", "caseworker")["team"] == "Ungeteamet"
    laptop.sync()
    assert [found.id for found in laptop.find(Case)] == [case]
    laptop.change(Case, case, title="Ikke sendt")
    with database.write() as tx:
        people.move(tx, user, Role.CASEWORKER, "Voksenteamet")
    counts = laptop.sync()
    # Whoever has left the team has left its cases; what was not sent is kept where they see it.
    assert counts.purged > 0 and not laptop.find(Case)
    assert laptop.waiting()[2] == 1
    assert admin.revoke_team(database_url, case, "Ungeteamet")["ended"] == 1
