"""Who may what: every route, for every role, on every standing to a case. A new route needs a row.

The routes come from the OpenAPI document. A cell is the status of a sensible request: 200 for yes,
403 or 401 for no; for pushing, the outcome of a change to the case.
"""

import hashlib

import httpx
import pytest

from central.app import make_app
from jobassist.ids import new_id
from jobassist.records import CaseRole, Role
from tests.central.pushing import sent
from tests.central.test_attachments import Person
from tests.sync.servers import serving

ROLES = list(Role)
STANDINGS = [None, *CaseRole]
WRITING = {Role.CASEWORKER, Role.COMPANY_CONSULTANT, Role.LIBRARIAN}
GLASS = {Role.CASEWORKER, Role.COMPANY_CONSULTANT}
SEES = set(CaseRole) - {CaseRole.PARTNER}
WORKS = SEES - {CaseRole.READER}
FILE = hashlib.sha256(b"fil").hexdigest()


def anyone(role, standing):
    return 200


def sees(role, standing):
    return 200 if standing in SEES else 403


def works(role, standing):
    return 200 if standing in WORKS and role in WRITING else 403


def coordinates(role, standing):
    return 200 if standing is CaseRole.COORDINATOR or role is Role.IT_SUPPORT else 403


def opens(role, standing):
    return 200 if role in GLASS else 403


# What each route answers to a stranger, and to an enrolled user by role and standing.
OPEN, KNOWN = (200, 400, 422), (401,)
MATRIX = {
    ("get", "/health"): (OPEN, anyone),
    ("get", "/ready"): (OPEN, anyone),
    ("get", "/metrics"): (OPEN, anyone),
    ("post", "/enrol"): (OPEN, lambda role, standing: 422),
    ("get", "/login"): (OPEN, anyone),
    ("get", "/keys"): (OPEN, anyone),
    ("post", "/challenge"): (OPEN, anyone),
    ("post", "/token"): (OPEN, lambda role, standing: 422),
    ("get", "/standing/{device}"): (OPEN, anyone),
    ("get", "/devices"): (KNOWN, anyone),
    ("put", "/condition"): (KNOWN, anyone),  # of the device that asks, and no other
    ("post", "/devices/{device}/lost"): (KNOWN, lambda role, standing: 404),
    ("get", "/manifest"): (KNOWN, anyone),
    ("get", "/feed/{scope}"): (KNOWN, sees),
    ("get", "/held/{kind}"): (KNOWN, anyone),
    ("get", "/changes"): (KNOWN, lambda role, standing: 503),
    ("post", "/push"): (KNOWN, works),
    ("head", "/attachments/{id}"): (KNOWN, sees),
    ("get", "/attachments/{id}"): (KNOWN, sees),
    ("put", "/attachments/{id}"): (KNOWN, works),
    ("post", "/glass"): (KNOWN, opens),
    ("get", "/log/{scope}"): (KNOWN, coordinates),
}


@pytest.fixture
def http(database):
    # Nobody may listen here: a stream that is held would hold up the matrix.
    with (
        serving(database, most_listening=0) as url,
        httpx.Client(base_url=url, trust_env=False) as client,
    ):
        yield client


@pytest.fixture
def mette(central, http):
    person = Person(central, http, "Mette")
    _, person.case = person.laptop.start_case()
    person.laptop.sync()
    assert person.put(f"case:{person.case.id}", 0, b"fil", size=3, id=FILE) == (3, True)
    return person


def ask(http, method, path, headers, case):
    scope = f"case:{case.id}"
    names = {"device": new_id(), "scope": scope, "kind": "note", "id": FILE}
    extra = {}
    if path == "/attachments/{id}":
        extra["params"] = {"scope": scope, "offset": 0, "size": 3}
        extra["content"] = b"fil" if method == "put" else None
    if path == "/glass":
        extra["json"] = {"case_number": case.number, "reason": "Borgeren ringer selv ind."}
    if path == "/condition":
        told = {"version": "1.0", "system": "Linux", "model": "base", "ring": 0, "found": []}
        extra["json"] = told
    if path == "/challenge":
        extra["json"] = {"device": new_id()}
    if path == "/push":
        operation = sent("case", case.id, 99, title="x")
        extra["json"] = {"operations": [operation.model_dump()]}
    elif method == "post" and "json" not in extra:
        extra["json"] = {}
    said = http.request(method.upper(), path.format(**names), headers=headers, **extra)
    if path == "/push" and said.status_code == 200:
        return 403 if said.json()["answers"][0]["code"] == "forbidden" else 200
    return said.status_code


def routes(database):
    document = make_app(database).openapi()["paths"]
    return {(method, path) for path, methods in document.items() for method in methods}


def test_every_route_has_its_row_and_every_row_its_route(database):
    assert routes(database) == MATRIX.keys()


def test_a_stranger_gets_nothing_that_is_somebodys(http, mette):
    for (method, path), (wanted, _) in MATRIX.items():
        assert ask(http, method, path, {}, mette.case) in wanted, (method, path)


@pytest.mark.parametrize("role", ROLES)
def test_every_route_for_every_standing(central, http, mette, role):
    for standing in STANDINGS:
        person = Person(central, http, f"{role} {standing}", role)
        if standing:
            central.grant(mette.case.id, person.laptop.session.user.id, standing)
        got, wanted = {}, {}
        for (method, path), (_, cell) in MATRIX.items():
            if path == "/glass":
                continue  # it opens the case: last
            got[method, path] = ask(http, method, path, person.headers, mette.case)
            wanted[method, path] = cell(role, standing)
        got["glass"] = ask(http, "post", "/glass", person.headers, mette.case)
        wanted["glass"] = opens(role, standing)
        assert got == wanted, standing
