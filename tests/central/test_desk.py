"""IT support's pages over HTTP: who gets in, what forms may do, and what is never shown."""

import re
from dataclasses import replace

import httpx
import pytest
import sqlalchemy as sa

from central import diary, publishing, schema
from central.access import case_scope
from central.config import Config
from central.connectors import outbox
from central.connectors.outbox import State
from central.connectors.port import Event
from central.connectors.webhook import Webhook
from central.database import Database, default_url
from central.desk import staff, totp
from central.desk.words import catalogue
from central.schema_desk import staff_session
from central.schema_law import access_log
from jobassist.ids import new_id
from jobassist.messages import message
from jobassist.records import Role
from jobassist.sync.wire_device import Condition, Found
from tests.central.desk_server import NAME, PASSWORD, desk_server
from tests.central.login_server import CLIENT, login_server
from tests.central.pushing import actor, push, sent
from tests.fakes.central import FakeCentral
from tests.house.source import ROOT
from tests.sync.laptop import CPR_CANARY, new_laptop

# What differs by engine is tested with the functions that the pages call.
PAGES = ["", "devices", "users", "kept", "sync", "post", "connectors", "log"]


@pytest.fixture
def database_url(tmp_path):
    return default_url(tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_url(request, tmp_path):
    if request.param == "sqlite":
        return default_url(tmp_path / "other")
    return request.getfixturevalue("cluster").new_database()


@pytest.fixture
def desk(database):
    with desk_server(database) as desk:
        yield desk


@pytest.fixture
def ida(desk):
    with desk.logged_in() as client:
        yield client


@pytest.fixture
def mette(central):
    laptop = new_laptop(central)
    _, laptop.case = laptop.start_case()
    laptop.finalise(laptop.draft(laptop.case))
    laptop.sync()
    return laptop


def csrf(client) -> str:
    return re.search(r'name="csrf" value="(\w+)"', client.get("/admin/").text)[1]


def do(client, deed, **fields) -> httpx.Response:
    return client.post(f"/admin/do/{deed}", data={"csrf": csrf(client), **fields})


def logged(database, action):
    with database.read() as tx:
        rows = tx.execute(sa.select(access_log).where(access_log.c.action == action)).all()
    return [(row.subject, NAME in row.about) for row in rows]


def test_codes_are_those_of_rfc_6238():
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # appendix B: the last six of eight digits
    for at, code in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
        assert totp.code(secret, at // 30) == code
    assert totp.step_of(secret, "287082", 59, used=0) == 1
    assert totp.step_of(secret, "287082", 59, used=1) is None
    assert totp.step_of(secret, "287082", 300, used=0) is None


def test_nobody_sees_anything_without_logging_in(desk):
    with desk.browse() as client:
        for page in PAGES:
            answer = client.get(f"/admin/{page}", follow_redirects=False)
            assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/login")
        answer = client.post("/admin/do/wipe", data={"device": "x"}, follow_redirects=False)
        assert answer.headers["Location"] == "/admin/login"


@pytest.mark.parametrize("wrong", ["name", "password", "code"])
def test_all_three_must_be_right(desk, wrong):
    desk.forget_codes()
    fields = {"name": NAME, "password": PASSWORD, "code": desk.code(), wrong: "000000"}
    with desk.browse() as client:
        answer = client.post("/admin/login", data=fields)
        assert answer.status_code == 403 and "set-cookie" not in answer.headers


def test_a_code_serves_once_and_tries_are_counted(desk):
    desk.forget_codes()
    fields = {"name": NAME, "password": PASSWORD, "code": desk.code()}
    with desk.browse() as client:
        assert client.post("/admin/login", data=fields).status_code == 200
        said = [client.post("/admin/login", data=fields).status_code for _ in range(11)]
        assert said == [403] * 10 + [429]


def test_every_page_forbids_scripts_and_caches(desk, ida):
    for path in [f"/admin/{page}" for page in PAGES] + ["/admin/nowhere"]:
        answer = ida.get(path)
        assert answer.status_code == (404 if "nowhere" in path else 200)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "script" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert "<script" not in answer.text and " style=" not in answer.text


def test_the_cookie_is_kept_from_scripts_and_other_sites(desk):
    desk.forget_codes()
    fields = {"name": NAME, "password": PASSWORD, "code": desk.code()}
    with desk.browse() as client:
        cookie = client.post("/admin/login", data=fields).headers.get_list("set-cookie")[0].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie


def test_a_form_from_elsewhere_does_nothing(desk, ida, mette, database):
    device = {"device": mette.session.device.id, "meant": "yes"}
    own = csrf(ida)
    tries = [
        ({"csrf": "0" * 64}, {}),
        ({}, {}),
        ({"csrf": own}, {"Origin": "https://evil.example"}),
        ({"csrf": own}, {"Sec-Fetch-Site": "cross-site"}),
    ]
    for fields, headers in tries:
        assert ida.post("/admin/do/wipe", data=device | fields, headers=headers).status_code == 403
    as_json = ida.post("/admin/do/wipe", json=device | {"csrf": own})
    assert as_json.status_code == 403
    with database.read() as tx:
        assert not tx.scalar(sa.select(schema.device.c.wiped))


def test_wiping_is_asked_twice_and_can_be_taken_back(desk, ida, mette, database):
    id = mette.session.device.id
    asked = do(ida, "wipe", device=id)
    assert asked.status_code == 200 and "Er du sikker?" in asked.text
    assert logged(database, "wipe") == []
    done = do(ida, "wipe", device=id, meant="yes")
    assert "Slettes ved næste kontakt" in done.text and done.url.path == f"/admin/devices/{id}"
    assert "Sletningen er fortrudt" in do(ida, "keep", device=id).text
    assert logged(database, "wipe") == [(f"device:{id}", True)] * 2
    do(ida, "wipe", device=id, meant="yes")
    assert httpx.get(f"{desk.url}/standing/{id}", trust_env=False).json()["wipe"] is True
    told = do(ida, "keep", device=id)
    assert told.status_code == 409 and "allerede hentet" in told.text


def test_what_a_computer_tells_of_itself_is_shown_with_its_fix(ida, mette):
    id = mette.session.device.id
    assert "Fejl: 1" not in ida.get("/admin/devices").text
    found = (
        Found(code="doctor.disk_scarce", level="error"),
        Found(code="doctor.of_tomorrow", level="warning"),
    )
    told = Condition(version="1.2.3", system="Windows 11", model="base", ring=0, found=found)
    mette.central.tell_condition(told)
    assert "Fejl: 1" in ida.get("/admin/devices").text
    assert id[-12:] in ida.get("/admin/devices?standing=ill").text
    assert "Computere, der melder fejl: 1" in ida.get("/admin/").text
    page = ida.get(f"/admin/devices/{id}").text
    assert "doctor.disk_scarce" in page and "Windows 11" in page
    assert message("doctor.disk_scarce").next in page
    assert "Koden er fra en nyere version" in page


def test_a_device_and_a_user_are_shut_out(desk, ida, mette, database):
    id, user = mette.session.device.id, mette.session.user.id
    do(ida, "revoke", device=id, meant="yes")
    with database.read() as tx:
        assert tx.scalar(sa.select(schema.device.c.state)) == "revoked"
    assert "lukket ude" in do(ida, "shut-out", user=user, meant="yes").text
    assert logged(database, "revoke") == [(f"device:{id}", True), (f"user:{user}", True)]


def test_an_employee_is_made_moved_and_enrolled_by_the_code_on_the_page(
    desk, ida, central, database
):
    made = do(ida, "add-user", name="Åse  Ø<b>", role="caseworker", org_unit="Team Ø")
    assert "Åse Ø&lt;b&gt;" in made.text and "<b>" not in made.text
    user = made.url.path.rpartition("/")[2]
    moved = do(ida, "move-user", user=user, role="reader", org_unit="Skagen")
    assert 'value="Skagen"' in moved.text
    shown = do(ida, "new-code", user=user)
    code = re.search(r'id="code">([A-Z0-9-]{14})<', shown.text)[1]
    assert "<svg" in shown.text and "ikke er brugt endnu: 1" in shown.text
    assert code not in ida.get(f"/admin/users/{user}").text  # shown once
    assert "ikke er brugt endnu" not in do(ida, "end-codes", user=user).text
    again = do(ida, "add-user", name="Åse Ø<b>", role="caseworker", org_unit="")
    assert again.status_code == 409
    assert do(ida, "add-user", name="X", role="emperor", org_unit="").status_code == 409


def test_what_is_kept_is_told_without_what_it_says(desk, ida, mette, database):
    who = actor(mette.session.user.id, device=mette.session.device.id)
    push(database, who, sent("citizen", new_id(), 7, given_name="Hemmelig"))
    page = ida.get("/admin/kept").text
    assert "unknown_record" in page and "Mette Holm" in page
    everything = "".join(ida.get(f"/admin/{name}").text for name in PAGES)
    for personal in (CPR_CANARY, "Hemmelig", "Anders", "Østergaard", "Talte med"):
        assert personal not in everything


def test_an_extract_of_the_log_needs_a_reason_and_is_logged(desk, ida, mette, database):
    def ask(number, reason, form="page"):
        fields = {"csrf": csrf(ida), "number": number, "reason": reason, "as": form}
        return ida.post("/admin/log", data=fields)

    assert ask("S-1", "kort").status_code == 422
    assert ask("S-404", "borgeren har klaget").status_code == 404
    shown = ask("S-1", "=borgeren har klaget")
    assert shown.status_code == 200 and "ændrede" in shown.text
    file = ask("S-1", "borgeren har klaget", "csv")
    assert file.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "Mette Holm" in file.text
    assert logged(database, "extract") == [(case_scope(mette.case.id), True)] * 2
    with database.read() as tx:
        assert diary.of_subject(tx, case_scope(mette.case.id))[0]["action"] == "extract"


def test_the_page_says_whether_documents_get_a_seal_and_a_time_stamp(database):
    class Seal:
        def __init__(self, stamped_by):
            self.stamped_by = stamped_by

    for seal, said in (
        (None, "forsegles ikke her"),
        (Seal(""), "har intet tidsstempel"),
        (Seal("https://tsa.example/"), "https://tsa.example/"),
    ):
        with desk_server(database, Config(seal=seal)) as desk, desk.logged_in() as client:
            assert said in client.get("/admin/connectors").text


def test_what_is_published_is_shown_and_withdrawn_when_meant(database, database_url):
    publishing.file(database_url, "policy", "policy", '{"locked": {"idle_minutes": 2}}')
    with desk_server(database) as desk, desk.logged_in() as client:
        page = client.get("/admin/published").text
        assert "I brug" in page and "Politik" in page
        fields = {"kind": "policy", "name": "policy", "csrf": csrf(client)}
        assert "Er du sikker?" in client.post("/admin/do/withdraw", data=fields).text
        assert "I brug" in client.get("/admin/published").text
        done = client.post("/admin/do/withdraw", data={**fields, "meant": "yes"}).text
        assert "Den er trukket tilbage." in done and "I brug" not in done
        again = client.post("/admin/do/withdraw", data={**fields, "meant": "yes"})
        assert again.status_code == 409


def test_a_dead_delivery_is_tried_again_from_its_page(database):
    hook = Webhook("besked", frozenset({Event.NOTE_FINAL}), "http://127.0.0.1:9/", b"x" * 32)
    with desk_server(database, Config(connectors=(hook,))) as desk, desk.logged_in() as client:
        with database.write() as tx:
            outbox.enter(tx, (Event.NOTE_FINAL,), new_id(), new_id())
            (one,) = outbox.listed(tx)
            outbox.failed(tx, one, "connector.refused", retryable=False)
        page = client.get("/admin/connectors").text
        assert "connector.refused" in page and "besked" in page
        assert "prøves igen" in do(client, "retry-delivery", delivery=one.id).text
        assert do(client, "retry-delivery", delivery=new_id()).status_code == 409
        assert do(client, "retry-letter", letter=new_id()).status_code == 409


BAD_FORMS = [
    {"device": "\x00"},
    {"device": "x" * 5000},
    {"device": ["a", "b"]},
    {},
    {"device": "' OR 1=1 --", "meant": "yes"},
]


def test_bad_forms_are_pages_that_say_so(desk, ida, mette, database):
    for fields in BAD_FORMS:
        answer = do(ida, "wipe", **{"meant": "yes", **fields})
        assert answer.status_code in (403, 404, 409), fields
    with database.read() as tx:
        assert not tx.scalar(sa.select(schema.device.c.wiped))


def test_unknown_pages_and_strange_queries(desk, ida):
    assert ida.get("/admin/devices/none").status_code == 404
    assert ida.get("/admin/users/%00").status_code == 404
    assert do(ida, "destroy").status_code == 404
    assert ida.get("/admin/devices?standing=<x>&done=<y>").status_code == 200
    assert ida.put("/admin/devices").status_code == 405


def test_a_session_ends(desk, ida, database):
    old = "2026-01-01T00:00:00.000Z"
    with database.write() as tx:
        tx.execute(sa.update(staff_session).values(seen_at=old))
    assert ida.get("/admin/").url.path == "/admin/login"
    with desk.logged_in() as client:
        client.post("/admin/logout", data={"csrf": csrf(client)})
        assert client.get("/admin/").url.path == "/admin/login"
    with desk.logged_in() as client:
        with database.write() as tx:
            assert staff.shut(tx, NAME)
        assert client.get("/admin/").url.path == "/admin/login"
        fields = {"name": NAME, "password": PASSWORD, "code": desk.code(1)}
        assert client.post("/admin/login", data=fields).status_code == 403


def test_english_for_those_who_ask_for_it(desk):
    with desk.browse(**{"Accept-Language": "en-GB,da;q=0.5"}) as client:
        assert '<html lang="en">' in client.get("/admin/login").text
        client.get("/admin/language/da")
        assert '<html lang="da">' in client.get("/admin/login").text
        client.get("/admin/language/xx")
        assert '<html lang="da">' in client.get("/admin/login").text


@pytest.mark.parametrize(
    ("group", "status"), [("it", 200), ("sagsbehandlere", 403), ("ingen", 403)]
)
def test_logging_in_by_the_login_server(database, group, status):
    with login_server() as provider:
        provider.groups = [group]
        roles = (("it", Role.IT_SUPPORT), ("sagsbehandlere", Role.CASEWORKER))
        login = replace(provider.config, roles=roles, client_id=CLIENT)
        config = Config(login=login, desk_url="http://127.0.0.1")
        with desk_server(database, config) as desk, desk.browse() as client:
            asked = client.get("/admin/login/browser", follow_redirects=False)
            back = httpx.get(asked.headers["Location"], trust_env=False).headers["Location"]
            assert client.get("/admin/login/back?code=x&state=y").status_code == 400
            answer = client.get(f"/admin/login/back?{back.partition('?')[2]}")
            assert answer.status_code == status
            where = client.get("/admin/").url.path
            assert where == ("/admin/" if status == 200 else "/admin/login")


def test_every_word_is_used_and_every_used_word_is_there():
    texts = [file.read_text() for file in (ROOT / "resources/desk/templates").glob("*.html")]
    texts += [file.read_text() for file in (ROOT / "central/desk").glob("*.py")]
    said = "\n".join(texts)
    whole = set(re.findall(r'\b(?:t|words)\(["\'](\w+\.\w+)["\']', said))
    assert whole and whole <= catalogue().keys()
    groups = {"site", "overview", "standing", "role", "confirm", "done", "sync", "action"}
    groups |= {"kind", "delivery", "connectors", "published"}  # put together in the templates
    groups |= {"fault", "log"}
    unused = {key for key in catalogue() if key not in said and key.partition(".")[0] not in groups}
    assert not unused
    assert {f"role.{role}" for role in Role} <= catalogue().keys()
    assert {f"connectors.{state}" for state in State} <= catalogue().keys()


def test_every_page_on_each_engine(engine_url):
    database = Database(engine_url)
    try:
        laptop = new_laptop(FakeCentral(database, engine_url))
        _, laptop.case = laptop.start_case()
        laptop.sync()
        with desk_server(database) as desk, desk.logged_in() as client:
            for page in [*PAGES, "devices?standing=active", f"users/{laptop.session.user.id}"]:
                assert client.get(f"/admin/{page}").status_code == 200, page
    finally:
        database.close()
