"""Partners see who, not what is written; emergencies open a case to read, and are told of."""

import httpx
import pytest
import sqlalchemy as sa

from central import schema
from jobassist.ids import new_id
from jobassist.records import KINDS, Citizen
from jobassist.records.plain import from_plain
from jobassist.sync.wire import from_wire
from tests.central.pushing import note_fields, sent
from tests.central.test_attachments import Person
from tests.central.test_http import problem
from tests.sync.servers import serving

REASON = "Borgeren ringer, og sagsbehandleren er syg."


@pytest.fixture
def http(database):
    with serving(database) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


@pytest.fixture
def mette(central, http):
    person = Person(central, http, "Mette")
    citizen, person.case = person.laptop.start_case()
    person.laptop.change(type(citizen), citizen.id, phone="12345678", address="Hemmelig Vej 1")
    person.laptop.sync()
    person.laptop.finalise(person.laptop.draft(person.case, "FORTROLIGT"))
    person.laptop.sync()
    person.scope = f"case:{person.case.id}"
    return person


def heads(http, person):
    said = http.get("/manifest", headers=person.headers).json()
    return {scope["name"]: scope["head"] for scope in said["scopes"]}


def test_a_partner_sees_who_and_nothing_of_what_is_written(central, http, mette):
    lars = Person(central, http, "Lars fra a-kassen", "reader")
    user, narrow = lars.laptop.session.user.id, f"partner:{mette.case.id}"
    central.grant(mette.case.id, user, "partner")
    head = heads(http, lars)[narrow]
    assert mette.scope not in heads(http, lars)
    assert problem(http.get(f"/feed/{mette.scope}", headers=lars.headers)) == (403, "scope_lost")
    page = http.get(f"/feed/{narrow}?limit=2", headers=lars.headers).json()
    rest = http.get(f"/feed/{narrow}?after={page['next']}", headers=lars.headers).json()
    assert page["more"] and not rest["more"] and rest["next"] == head
    rows = page["rows"] + rest["rows"]
    assert {row["kind"] for row in rows} == {"citizen", "case", "case_assignment"}
    text = httpx.Response(200, json=rows).text
    for secret in ("7101905678", "Hemmelig", "FORTROLIGT"):
        assert secret not in text
    citizen = next(row["fields"] for row in rows if row["kind"] == "citizen")
    assert (citizen["family_name"], citizen["phone"], citizen["cpr"]) == (
        "Østergaard",
        "12345678",
        "",
    )
    for row in rows:  # whoever receives them can make records of them
        kind = KINDS[row["kind"]]
        from_plain(kind.cls, row["id"], row["rev"], from_wire(kind, row["fields"]))
    assert http.get("/held/citizen", headers=lars.headers).json()["count"] == 1
    assert http.get("/held/note", headers=lars.headers).json()["count"] == 0
    central.grant(mette.case.id, user, "reader")
    assert mette.scope in heads(http, lars) and narrow not in heads(http, lars)


def open_case(http, person, reason=REASON, number="S-1"):
    asked = {"case_number": number, "reason": reason}
    return http.post("/glass", json=asked, headers=person.headers)


def test_an_emergency_opens_a_case_to_read_and_is_told(database, central, http, mette):
    jonas = Person(central, http, "Jonas")
    assert problem(open_case(http, jonas, reason="kort")) == (422, "malformed")
    assert problem(open_case(http, jonas, number="S-2")) == (404, "not_found")
    assert problem(open_case(http, jonas, number="\x00")) == (404, "not_found")
    assert open_case(http, jonas).json()["case"] == mette.case.id
    assert mette.scope in heads(http, jonas)
    http.get(f"/feed/{mette.scope}", headers=jonas.headers)
    user = jonas.laptop.session.user.id
    fields = note_fields(mette.case.id, user)
    body = {"operations": [sent("note", new_id(), **fields).model_dump()]}
    said = http.post("/push", json=body, headers=jonas.headers).json()["answers"][0]
    assert said["code"] == "forbidden"
    assert problem(http.get(f"/log/{mette.scope}", headers=jonas.headers)) == (403, "forbidden")
    told = http.get(f"/log/{mette.scope}", headers=mette.headers).json()["entries"]
    glass = next(entry for entry in told if entry["action"] == "glass")
    assert glass["user_id"] == user and REASON in glass["about"]
    with database.write() as tx:
        past = sa.update(schema.access).where(schema.access.c.until.is_not(None))
        tx.execute(past.values(until="2020-01-01T00:00:00.000Z"))
    assert mette.scope not in heads(http, jonas)
    assert problem(http.get(f"/feed/{mette.scope}", headers=jonas.headers)) == (403, "scope_lost")


def test_what_was_read_and_changed_stands_in_the_log(database, http, mette):
    with serving(database) as url:
        httpx.get(f"{url}/feed/{mette.scope}", headers=mette.headers, trust_env=False)
    # The server has stopped: what was read is written down.
    told = http.get(f"/log/{mette.scope}", headers=mette.headers).json()["entries"]
    assert {"read", "change"} <= {entry["action"] for entry in told}


def test_whose_address_is_protected_is_not_opened_so(central, http, mette):
    citizen = mette.case.citizen_id

    mette.laptop.change(Citizen, citizen, protected_address=True)
    mette.laptop.sync()
    jonas = Person(central, http, "Jonas")
    assert problem(open_case(http, jonas)) == (403, "forbidden")
    told = http.get(f"/log/{mette.scope}", headers=mette.headers).json()["entries"]
    assert any(e["action"] == "glass" and "refused" in e["about"] for e in told)


@pytest.mark.parametrize("role", ["reader", "librarian", "it_support"])
def test_who_may_not_open(central, http, mette, role):
    assert problem(open_case(http, Person(central, http, "Nn", role))) == (403, "forbidden")
