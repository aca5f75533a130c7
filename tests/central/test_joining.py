"""Two records of one citizen or company become one, and whoever was away is still understood."""

import json

import pytest
import sqlalchemy as sa

from central import access, admin, care, feed, identifiers, joining, schema
from central.refusal import Refused
from jobassist.ids import new_id
from tests.central.pushing import CITIZEN, a_case, actor, case_fields, outcome, push, sent

COMPANY = {"cvr": "10150817", "name": "Værkstedet"}
SAME = {**CITIZEN, "cpr": "7101991234"}


@pytest.fixture
def people(database, database_url):
    return [actor(admin.user_add(database_url, name)["user"]) for name in ("Mette", "Jonas")]


def a_case_of(database, who, **citizen):
    citizen_id, case = new_id(), new_id()
    answers = push(
        database,
        who,
        sent("citizen", citizen_id, **{**SAME, **citizen}),
        sent("case", case, **case_fields(citizen_id, who.user_id)),
    )
    return case, citizen_id, [answer.outcome for answer in answers]


def body(database, record_id):
    with database.read() as tx:
        said = tx.scalar(sa.select(schema.record.c.body).where(schema.record.c.id == record_id))
    return json.loads(said)


def rows(database, scope):
    with database.read() as tx:
        return {row.id: row for row in feed.page(tx, scope, 0, 100).rows}


def kept(database, record_id):
    with database.read() as tx:
        its = schema.kept.c.record_id == record_id
        return [(row.code, row.payload) for row in tx.execute(sa.select(schema.kept).where(its))]


def twins(database):
    with database.read() as tx:
        return [(record, of) for _, record, of in identifiers.twins(tx)]


def test_a_citizen_who_is_here_already_is_not_made_again(database, people):
    mette, jonas = people
    first, citizen, _ = a_case_of(database, mette, phone="11111111")
    second, again, outcomes = a_case_of(database, jonas, phone="22222222")
    assert outcomes == ["merged", "merged"]
    assert body(database, second)["citizen_id"] == citizen
    assert body(database, citizen)["phone"] == "11111111"
    assert "22222222" in kept(database, citizen)[0][1]
    told = rows(database, f"case:{second}")
    assert set(told) == {citizen, second, again}
    assert (told[again].fields, told[again].joined) == (None, citizen)
    assert list(told).index(citizen) < list(told).index(again)
    assert twins(database) == [] and first != second


def test_a_device_that_was_away_may_speak_of_the_old_one(database, people):
    mette, jonas = people
    a_case_of(database, mette, phone="11111111")
    _, again, _ = a_case_of(database, jonas)
    repeated = sent("citizen", again, 1, phone="11111111")
    assert outcome(database, jonas, repeated) == "merged"
    (answer,) = push(database, jonas, sent("citizen", again, 1, phone="3"))
    assert [(c.field, c.stands, c.kept) for c in answer.clashes] == [("phone", "11111111", "3")]
    third = sent("case", new_id(), **case_fields(again, jonas.user_id))
    assert outcome(database, jonas, third) == "merged"


@pytest.mark.parametrize("other", [{"family_name": "Madsen"}, {"given_name": "Bente"}])
def test_one_number_and_another_name_is_for_somebody_to_look_at(database, people, other):
    mette, jonas = people
    _, citizen, _ = a_case_of(database, mette)
    _, again, outcomes = a_case_of(database, jonas, **other)
    assert outcomes == ["applied", "applied"]
    assert twins(database) == [(again, citizen)]


def test_nobody_learns_of_a_protected_citizen_by_naming_a_number(database, people):
    mette, jonas = people
    _, citizen, _ = a_case_of(database, mette, protected_address=True, address="HEMMELIG 1")
    second, again, _ = a_case_of(database, jonas)
    assert twins(database) == [(again, citizen)]
    assert "HEMMELIG" not in str(rows(database, f"case:{second}"))


def test_it_joins_two_and_what_refers_to_one_refers_to_the_other(database, database_url, people):
    mette, jonas = people
    first, citizen, _ = a_case_of(database, mette, phone="1")
    second, again, _ = a_case_of(database, jonas, family_name="Nygift", phone="2", email="a@b.dk")
    assert care.join(database_url, citizen, again) == {"record": citizen, "repointed": 1}
    assert body(database, second)["citizen_id"] == citizen
    assert (body(database, citizen)["phone"], body(database, citizen)["email"]) == ("1", "a@b.dk")
    assert {"Nygift", "2"} <= {c["kept"] for c in json.loads(kept(database, citizen)[0][1])}
    told = rows(database, f"case:{second}")
    assert told[again].joined == citizen and told[citizen].fields["email"] == "a@b.dk"
    assert rows(database, f"case:{first}")[citizen].fields["email"] == "a@b.dk"
    assert body(database, again) == {} and twins(database) == []
    with database.read() as tx:
        assert access.may_read(tx, jonas, f"case:{second}")
        assert feed.scopes_holding(tx, citizen) == {f"case:{first}", f"case:{second}"}


def test_only_two_of_a_kind_can_be_joined(database, people):
    case, citizen = a_case(database, people[0])
    for keep, gone in ((citizen, case), (case, new_id()), (citizen, citizen)):
        with pytest.raises(Refused), database.write() as tx:
            joining.join(tx, keep, gone)


def test_companies_and_workplaces_are_joined_by_their_numbers(database, people):
    mette, jonas = people
    company, unit, again, unit_again = (new_id() for _ in range(4))
    at = {"p_number": "1000000001", "cvr": COMPANY["cvr"], "name": "Afdelingen"}
    push(
        database,
        mette,
        sent("company", company, **COMPANY),
        sent("production_unit", unit, company_id=company, **at),
    )
    made = push(
        database,
        jonas,
        sent("company", again, **{**COMPANY, "name": "Værkstedet ApS"}),
        sent("production_unit", unit_again, company_id=again, **at),
        sent(
            "company_contact", contact := new_id(), company_id=again, unit_id=unit_again, name="B"
        ),
    )
    assert [answer.outcome for answer in made] == ["merged"] * 3
    contact_is = body(database, contact)
    assert (contact_is["company_id"], contact_is["unit_id"]) == (company, unit)
    told = rows(database, "companies")
    assert (told[again].joined, told[unit_again].joined) == (company, unit)


def test_a_changed_number_a_new_name_and_protection(database, database_url, people):
    mette, jonas = people
    case, citizen, _ = a_case_of(database, mette)
    with database.write() as tx:
        row = {"source_id": new_id(), "case_id": case, "user_id": jonas.user_id, "role": "reader"}
        days = {"from_day": access.EVER, "to_day": access.NEVER, "until": "9999-01-01"}
        tx.execute(sa.insert(schema.access), {**row, **days})
    new = {"cpr": "7202991234", "family_name": "Nygift", "protected_address": True}
    assert care.change_citizen(database_url, citizen, new)["twin"] is None
    assert body(database, citizen)["family_name"] == "Nygift"
    with database.read() as tx:
        assert not access.may_read(tx, jonas, f"case:{case}")  # opened in an emergency: closed
        assert access.may_read(tx, mette, f"case:{case}")
    # The old number is free, the new one taken.
    _, other, outcomes = a_case_of(database, jonas)
    assert outcomes == ["applied", "applied"]
    assert care.change_citizen(database_url, other, {"cpr": "7202991234"})["twin"] == citizen


def test_erasing_frees_the_number(database, people):
    mette, _ = people
    _, citizen, _ = a_case_of(database, mette)
    _, twin, _ = a_case_of(database, mette, family_name="Madsen")
    with database.write() as tx:
        identifiers.leave(tx, citizen)
    assert twins(database) == []
    _, _, outcomes = a_case_of(database, mette, family_name="Madsen")
    assert outcomes == ["merged", "merged"] and twin
