"""Who sees what: the matrix of roles, days and scopes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from central import access, admin, feed
from jobassist.ids import new_id
from jobassist.records import CaseRole
from tests.central.pushing import CITIZEN, a_case, actor, note_fields, outcome, push, sent


@pytest.fixture
def people(database, database_url):
    return [actor(admin.user_add(database_url, name)["user"]) for name in ("Mette", "Jonas")]


def seen(database, who):
    with database.read() as tx:
        return {name for name, _ in access.readable(tx, who)}


def rows(database, scope):
    with database.read() as tx:
        return {(row.kind, row.fields is None) for row in feed.page(tx, scope, 0, 100).rows}


WRITES = {role: role not in (CaseRole.READER, CaseRole.PARTNER) for role in CaseRole}


@pytest.mark.parametrize("role", list(CaseRole))
def test_each_role_on_a_case(database, database_url, people, role):
    mette, jonas = people
    case, citizen = a_case(database, mette)
    attempts = {
        "note": sent("note", new_id(), **note_fields(case, jonas.user_id)),
        "citizen": sent("citizen", citizen, 1, phone="1"),
        "case": sent("case", case, 1, title="x"),
    }
    assert {outcome(database, jonas, op) for op in attempts.values()} == {"forbidden"}
    assert seen(database, jonas) == {"organisation"}
    admin.grant(database_url, case, jonas.user_id, role)
    holder = "partner" if role is CaseRole.PARTNER else "case"
    assert seen(database, jonas) == {"organisation", f"{holder}:{case}"}
    again = [
        sent("note", new_id(), **note_fields(case, jonas.user_id)),
        sent("citizen", citizen, 1, phone="1"),
        sent("case", case, 1, title="x"),
    ]
    wanted = {"applied"} if WRITES[role] else {"forbidden"}
    assert {outcome(database, jonas, op) for op in again} == wanted
    hand_over = sent("case", case, 9, coordinator_id=jonas.user_id)
    coordinates = role is CaseRole.COORDINATOR
    assert outcome(database, jonas, hand_over) == ("applied" if coordinates else "forbidden")


def test_an_assignment_counts_from_its_first_day_to_its_last(database, people):
    mette, jonas = people
    case, _ = a_case(database, mette)
    today = mette.day
    fields = {"case_id": case, "user_id": jonas.user_id, "role": "caseworker"}
    days = {"from_day": str(today), "to_day": str(today + timedelta(days=2))}
    push(database, mette, sent("case_assignment", new_id(), **fields, **days))
    scope = f"case:{case}"
    for offset, visible in ((-1, False), (0, True), (2, True), (3, False)):
        that_day = replace(jonas, day=today + timedelta(days=offset))
        assert (scope in seen(database, that_day)) is visible, offset


def test_only_a_coordinator_assigns(database, database_url, people):
    mette, jonas = people
    case, _ = a_case(database, mette)
    admin.grant(database_url, case, jonas.user_id)
    fields = {"case_id": case, "role": "reader", "from_day": "2026-01-01"}
    own = sent("case_assignment", new_id(), user_id=jonas.user_id, **fields)
    assert outcome(database, jonas, own) == "forbidden"
    unknown = sent("case_assignment", new_id(), user_id=new_id(), **fields)
    assert outcome(database, mette, unknown) == "unknown_reference"


def test_the_same_grant_again_is_the_same_assignment(database, database_url, people):
    mette, jonas = people
    case, _ = a_case(database, mette)
    first = admin.grant(database_url, case, jonas.user_id)
    assert admin.grant(database_url, case, jonas.user_id) == first
    assert admin.grant(database_url, case, jonas.user_id, "reader") != first
    assert admin.revoke(database_url, case, jonas.user_id)["ended"] == 2


def test_revoking_ends_everything_and_a_later_change_does_not_revive_it(
    database, database_url, people
):
    mette, jonas = people
    case, _ = a_case(database, mette)
    admin.grant(database_url, case, jonas.user_id)
    admin.grant(database_url, case, mette.user_id, "coordinator")
    assert admin.revoke(database_url, case, mette.user_id)["ended"] == 2
    assert seen(database, mette) == {"organisation"}
    assert outcome(database, jonas, sent("case", case, 1, title="ny")) == "applied"
    assert seen(database, mette) == {"organisation"}
    assert admin.revoke(database_url, case, mette.user_id)["ended"] == 0


def test_a_citizen_follows_every_case_and_drafts_nobody_but_the_author(database, people):
    mette, jonas = people
    case, _ = a_case(database, mette)
    lonely = new_id()
    push(database, mette, sent("citizen", lonely, **CITIZEN))
    assert outcome(database, jonas, sent("citizen", lonely, 1, phone="1")) == "forbidden"
    assert outcome(database, mette, sent("citizen", lonely, 1, phone="1")) == "applied"
    push(database, mette, sent("note", new_id(), **note_fields(case, mette.user_id)))
    assert rows(database, f"case:{case}") == {("citizen", False), ("case", False)}
    assert rows(database, f"user:{mette.user_id}:{case}") == {("note", False)}
    forged = sent("note", new_id(), **note_fields(case, jonas.user_id))
    assert outcome(database, mette, forged) == "forbidden"
    with database.read() as tx:
        assert not access.may_read(tx, jonas, f"user:{mette.user_id}:{case}")
        assert not access.may_read(tx, jonas, f"user:{mette.user_id}")
        assert access.may_read(tx, mette, f"user:{mette.user_id}:{case}")
