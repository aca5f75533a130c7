"""Operations: one effect each, one answer each, and a reason when refused."""

import json
import threading

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from central import admin, schema
from central.database import now
from jobassist.ids import new_id
from jobassist.records import KINDS, Role
from jobassist.sync.wire import Sent, canonical, digest
from tests.central.pushing import (
    CITIZEN,
    a_case,
    actor,
    case_fields,
    note_fields,
    outcome,
    push,
    sent,
    signed_off,
)


@pytest.fixture
def mette(database, database_url):
    return actor(admin.user_add(database_url, "Mette")["user"])


@pytest.fixture
def jonas(database, database_url):
    return actor(admin.user_add(database_url, "Jonas")["user"])


def held(database, record_id):
    with database.read() as tx:
        row = tx.execute(sa.select(schema.record).where(schema.record.c.id == record_id)).one()
    return json.loads(row.body), row.rev


def test_a_repeated_push_has_one_effect_and_the_same_answer(database, mette):
    case, _ = a_case(database, mette)
    operation = sent("note", new_id(), **note_fields(case, mette.user_id))
    first = push(database, mette, operation)
    later = sent("note", json.loads(operation.payload)["record"], 1, text="senere")
    push(database, mette, later)
    assert push(database, mette, operation) == first
    assert held(database, json.loads(operation.payload)["record"])[0]["text"] == "senere"


def test_the_same_push_by_many_connections_at_once_has_one_effect(database, mette):
    case, _ = a_case(database, mette)
    note = new_id()
    operation = sent("note", note, **note_fields(case, mette.user_id))
    answers, start = [], threading.Barrier(6)

    def send():
        start.wait()
        answers.append(push(database, mette, operation)[0])

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 6 and len(set(answers)) == 1
    assert held(database, note)[1] == 1


def test_another_devices_operation_or_other_bytes_under_the_same_id_are_refused(database, mette):
    operation = sent("citizen", new_id(), **CITIZEN)
    push(database, mette, operation)
    assert outcome(database, actor(mette.user_id), operation) == "operation_reused"
    other = signed_off(operation.id, operation.payload.replace("Anders", "Andreas"))
    assert outcome(database, mette, other) == "operation_reused"


def test_what_cannot_be_understood_is_quarantined_and_the_rest_goes_on(database, mette):
    good = sent("citizen", new_id(), **CITIZEN)
    whole = json.loads(good.payload)
    bad = [
        Sent(id=new_id(), hash="0" * 64, payload="{}"),
        signed_off(new_id(), "not json"),
        signed_off(new_id(), "[]"),
        signed_off(new_id(), canonical({**whole, "id": new_id()})),
        signed_off(new_id(), "null"),
        sent("spaceship", new_id(), name="x"),
        sent("citizen", new_id(), given_name="mangler cpr"),
        sent("citizen", new_id(), **{**CITIZEN, "protected_address": "maybe"}),
        sent("citizen", new_id(), **{**CITIZEN, "cpr": 7101905678}),
        sent("citizen", new_id(), 3, **CITIZEN),
        sent("citizen", new_id(), **{**CITIZEN, "address": "x" * 1_100_000}),
    ]
    answers = push(database, mette, *bad, good)
    assert [answer.code for answer in answers] == [
        "hash_mismatch", "invalid", "invalid", "invalid", "invalid", "unknown_kind", "invalid",
        "invalid", "invalid", "unknown_record", "too_large", None,
    ]  # fmt: skip
    assert answers[-1].outcome == "applied"


@pytest.mark.parametrize("text", ["nul \x00 inside", "linje\u2028skift", "😀 æøå", "\x1b[31m"])
def test_any_text_is_kept_as_it_is(database, mette, text):
    citizen = new_id()
    assert outcome(database, mette, sent("citizen", citizen, **{**CITIZEN, "address": text})) == (
        "applied"
    )
    assert held(database, citizen)[0]["address"] == text


def test_a_lone_surrogate_is_invalid(database, mette):
    id = new_id()
    whole = {"id": id, "seq": 1, "kind": "citizen", "record": new_id(), "base_rev": 0}
    payload = json.dumps({**whole, "fields": {**CITIZEN, "address": "\ud800"}})
    assert outcome(database, mette, Sent(id=id, hash=digest(payload), payload=payload)) == "invalid"


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    | st.sampled_from(["0001-01-01T00:00:00+14:00", "\x00", "final", "2026-02-30", "9999-12-31"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text("ab"), inner, max_size=2),
    max_leaves=4,
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_whatever_the_fields_hold_there_is_an_answer(database, mette, data):
    """The form of a note or a case with anything in any field: an answer, never an error."""
    if not hasattr(database, "case"):
        database.case = a_case(database, mette)
    case, citizen = database.case
    whole = {
        "note": {**note_fields(case, mette.user_id), "sealed": "{}", "device_id": mette.device_id},
        "case": case_fields(citizen, mette.user_id),
        "case_assignment": {
            "case_id": case, "user_id": mette.user_id, "role": "reader", "from_day": "2026-01-01",
        },
    }  # fmt: skip
    kind = data.draw(st.sampled_from(sorted(whole)))
    names = st.sampled_from([f.wire for f in KINDS[kind].fields])
    odd = data.draw(st.dictionaries(names, ANYTHING, min_size=1, max_size=3))
    (answer,) = push(database, mette, sent(kind, new_id(), **{**whole[kind], **odd}))
    assert answer.outcome in ("applied", "merged", "quarantined")


@pytest.mark.parametrize("field", ["citizen_id", "coordinator_id"])
def test_a_nul_is_no_reference(database, mette, field):
    _, citizen = a_case(database, mette)
    fields = {**case_fields(citizen, mette.user_id), field: "\x00"}
    assert outcome(database, mette, sent("case", new_id(), **fields)) == "invalid"
    odd = {**note_fields(new_id(), mette.user_id), "case_id": "\x00"}
    assert outcome(database, mette, sent("note", new_id(), **odd)) == "invalid"
    case, _ = a_case(database, mette)
    sealed = {**note_fields(case, mette.user_id), "state": "final", "device_id": "\x00"}
    assert outcome(database, mette, sent("note", new_id(), **sealed)) == "seal_broken"


def test_references_must_exist_and_be_ones_to_refer_to(database, mette, jonas):
    case, citizen = a_case(database, mette)
    fields = case_fields(new_id(), mette.user_id)
    assert outcome(database, mette, sent("case", new_id(), **fields)) == "unknown_reference"
    stolen = case_fields(citizen, jonas.user_id)
    assert outcome(database, jonas, sent("case", new_id(), **stolen)) == "forbidden"
    addendum = {**note_fields(case, mette.user_id), "addendum_to": new_id()}
    assert outcome(database, mette, sent("note", new_id(), **addendum)) == "unknown_reference"
    other_case, _ = a_case(database, mette)
    note = new_id()
    push(database, mette, sent("note", note, **note_fields(other_case, mette.user_id)))
    astray = {**note_fields(case, mette.user_id), "addendum_to": note}
    assert outcome(database, mette, sent("note", new_id(), **astray)) == "forbidden"


def test_whoever_starts_a_case_coordinates_it(database, mette, jonas):
    citizen, case = new_id(), new_id()
    push(database, mette, sent("citizen", citizen, **CITIZEN))
    made = sent("case", case, **case_fields(citizen, jonas.user_id))
    assert outcome(database, mette, made) == "merged"
    assert held(database, case)[0]["coordinator_id"] == mette.user_id


def test_fixed_fields_stay(database, mette):
    case, _ = a_case(database, mette)
    assert outcome(database, mette, sent("case", case, 1, number="S-2")) == "fixed"
    assert outcome(database, mette, sent("case", case, 1, number="S-1")) == "applied"


def test_users_are_the_centrals_to_write(database, mette, jonas):
    assert outcome(database, mette, sent("user", jonas.user_id, 1, name="Chef")) == "forbidden"
    assert outcome(database, mette, sent("user", new_id(), name="Ny")) == "forbidden"
    assert outcome(database, mette, sent("user", mette.user_id, 1, name="Chef")) == "applied"
    assert held(database, mette.user_id)[0]["name"] == "Mette"


def test_a_clash_keeps_the_other_value_at_the_central(database, mette):
    _, citizen = a_case(database, mette)
    second = actor(mette.user_id)
    push(database, mette, sent("citizen", citizen, 1, phone="1"))
    clashing = sent("citizen", citizen, 1, phone="2", email="a@example.dk")
    (answer,) = push(database, second, clashing)
    assert answer.outcome == "conflict"
    (clash,) = answer.clashes
    assert (clash.field, clash.stands, clash.kept) == ("phone", "1", "2")
    assert (clash.by, str(clash.at)[:10]) == (mette.user_id, now()[:10])
    assert {"phone": "1", "email": "a@example.dk"}.items() <= held(database, citizen)[0].items()
    with database.read() as tx:
        kept = tx.execute(sa.select(schema.kept)).one()
    assert (kept.operation_id, kept.record_id, kept.code) == (clashing.id, citizen, "conflict")


@pytest.mark.parametrize("role", [Role.READER, Role.IT_SUPPORT])
def test_roles_that_only_read_write_nothing(database, mette, role):
    reader = actor(mette.user_id, role)
    assert outcome(database, reader, sent("citizen", new_id(), **CITIZEN)) == "forbidden"
    phrase = sent("phrase", new_id(), key="k", title="t", body="b")
    assert outcome(database, reader, phrase) == "forbidden"
