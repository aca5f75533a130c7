"""Connectors: an effect and its delivery are one; each is delivered, again if need be."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from central import attachments, config, erasure
from central.access import case_scope
from central.connectors import outbox, round, settings
from central.connectors.folder import FolderDrop, write
from central.connectors.outbox import State
from central.connectors.port import Event, Parcel
from central.connectors.webhook import Webhook
from central.identity import identity
from central.schema_outbox import delivery
from jobassist.errors import EnvironmentFault, UserError
from jobassist.ids import new_id
from jobassist.records import Attachment, Case, CaseState
from tests.central.case_system import SECRET, CaseSystem, listening_case_system
from tests.central.pushing import actor
from tests.sync.laptop import new_laptop

PDF = b"%PDF-1.7 ans\xc3\xb8gning"
SHA = hashlib.sha256(PDF).hexdigest()
BOTH = frozenset(Event)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "fagsystem"


@pytest.fixture
def drop(database, folder):
    drop = FolderDrop("fagsystem", BOTH, folder, "29189498", "15.17.06")
    database.connectors = (drop,)
    return drop


@pytest.fixture
def mette(central, drop):
    laptop = new_laptop(central)
    _, laptop.case = laptop.start_case()
    return laptop


def states(database):
    with database.read() as tx:
        return [(one.state, one.reason, one.tries) for one in outbox.listed(tx)]


def due_now(database):
    with database.write() as tx:
        tx.execute(sa.update(delivery).values(due_at="2026-01-01T00:00:00.000Z"))


def attach(mette, database, *, first):
    """A document of the case: its record, and its bytes before or after it."""
    record = Attachment(
        id=new_id(), author_id=mette.session.user.id, made_at=datetime(2026, 11, 21, tzinfo=UTC),
        belongs_to="form:1", sha256=SHA, size=len(PDF), media="application/pdf",
        title="Ansøgning", case_id=mette.case.id,
    )  # fmt: skip
    who = actor(mette.session.user.id)

    def upload():
        scope = case_scope(mette.case.id)
        attachments.take(database, who, scope, SHA, offset=0, size=len(PDF), part=PDF)

    mette.sync()
    if first == "bytes":
        upload()
    mette.put(record)
    mette.sync()
    if first == "record":
        upload()
    return record


def test_a_final_note_reaches_the_case_system_and_its_receipt_comes_back(
    database, mette, drop, folder
):
    note = mette.finalise(mette.draft(mette.case, "Talt om æ < ø & å.\x0b"))
    mette.sync()
    assert states(database) == [(State.WAITING, "", 0)]
    assert round.go(database, [drop]).delivered == 1
    system = CaseSystem()
    assert system.empty(folder) == 1
    ((id, said),) = system.notes.items()
    assert said["Tekst"] == "Talt om æ < ø & å." and said["NotatId"] == note.id
    assert (said["CPR"], said["Sagsnummer"], said["KLE"]) == ("7101905678", "S-1", "15.17.06")
    assert said["Forfatter"] == "Mette Holm" and said["Hash"] == note.hash
    with database.read() as tx:
        assert outbox.listed(tx)[0].id == id
    assert round.go(database, [drop]).received == 1
    assert states(database) == [(State.RECEIVED, "", 1)]
    assert not [*(folder / "out").iterdir(), *(folder / "receipts").iterdir()]


@pytest.mark.parametrize("first", ["record", "bytes"])
def test_a_document_is_delivered_when_its_bytes_are_here(database, mette, drop, folder, first):
    attach(mette, database, first=first)
    assert round.go(database, [drop]).delivered == 1
    system = CaseSystem()
    system.empty(folder)
    assert list(system.documents.values()) == [PDF]
    round.go(database, [drop])
    assert not list((folder / "out").iterdir())


def test_drafts_and_what_nobody_wants_are_not_delivered(database, mette, drop):
    drop.events = frozenset({Event.DOCUMENT_HELD})
    mette.draft(mette.case)
    mette.finalise(mette.draft(mette.case))
    mette.sync()
    assert states(database) == []


def test_a_push_that_is_repeated_is_delivered_once(database, mette, drop):
    mette.finalise(mette.draft(mette.case))
    mette.central.line.answers_lost.append("push")
    with pytest.raises(EnvironmentFault):
        mette.sync()
    mette.sync()
    assert len(states(database)) == 1


def test_a_crash_after_delivering_delivers_the_same_again(database, mette, drop, folder):
    mette.finalise(mette.draft(mette.case))
    mette.sync()
    (one,) = outbox.claim(database, drop)
    with database.read() as tx:
        drop.deliver(round.pack(tx, one))
    assert outbox.claim(database, drop) == []  # somebody has it: not yet
    due_now(database)
    assert round.go(database, [drop]).delivered == 1
    assert len(list((folder / "out").glob("*.xml"))) == 1


def test_the_case_system_may_refuse(database, mette, drop, folder):
    mette.finalise(mette.draft(mette.case))
    mette.sync()
    round.go(database, [drop])
    CaseSystem().empty(folder, refuse="sag.ukendt")
    assert round.go(database, [drop]).dead == 1
    assert states(database) == [(State.DEAD, "sag.ukendt", 1)]
    with database.write() as tx:
        (dead,) = outbox.listed(tx, State.DEAD)
        outbox.again(tx, dead.id)
    assert round.go(database, [drop]).delivered == 1
    with pytest.raises(UserError, match=r"connector\.not_dead"), database.write() as tx:
        outbox.again(tx, dead.id)
    with pytest.raises(UserError, match=r"no_such_delivery"), database.write() as tx:
        outbox.again(tx, new_id())


def test_an_erased_case_is_not_delivered_any_more(database, mette, drop, folder):
    mette.finalise(mette.draft(mette.case))
    mette.change(Case, mette.case.id, state=CaseState.CLOSED)
    mette.sync()
    central = identity(database)
    erasure.erase_case(database, central.folder, central.id, mette.case.id)
    assert round.go(database, [drop]).dead == 1
    assert states(database) == [(State.DEAD, "connector.erased", 1)]
    assert not list((folder / "out").iterdir())


def hook(database, system, **parts):
    hook = Webhook("besked", BOTH, f"{system.url}/hook", parts.get("secret", SECRET))
    database.connectors = (hook,)
    return hook


def test_a_webhook_tells_signed_ids_and_nothing_of_anybody(database, mette):
    with listening_case_system() as system:
        one = hook(database, system)
        note = mette.finalise(mette.draft(mette.case))
        mette.sync()
        assert round.go(database, [one]).delivered == 1
        (told,) = system.calls
        assert told.keys() == {"id", "event", "record", "case", "queued_at"}
        assert (told["event"], told["record"], told["case"]) == (
            "note.final", note.id, mette.case.id,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("status", "state", "reason"),
    [
        (503, State.WAITING, "connector.not_now"),
        (429, State.WAITING, "connector.not_now"),
        (302, State.DEAD, "connector.refused"),
        (404, State.DEAD, "connector.refused"),
    ],
)
def test_what_a_webhook_is_answered(database, mette, status, state, reason):
    with listening_case_system() as system:
        one, system.answers = hook(database, system), [status]
        mette.finalise(mette.draft(mette.case))
        mette.sync()
        round.go(database, [one])
        assert states(database) == [(state, reason, 1)] and system.calls == []
        if state is State.WAITING:
            due_now(database)
            assert round.go(database, [one]).delivered == 1 and len(system.calls) == 1


def test_a_wrong_secret_is_refused_and_silence_is_waited_out(database, mette):
    with listening_case_system() as system:
        one = hook(database, system, secret=b"x" * 32)
        mette.finalise(mette.draft(mette.case))
        mette.sync()
        assert round.go(database, [one]).dead == 1
        with database.write() as tx:
            outbox.again(tx, outbox.listed(tx)[0].id)
    assert round.go(database, [one]).again == 1  # nobody listens any more
    assert states(database) == [(State.WAITING, "connector.unreachable", 1)]


def test_one_connector_that_fails_holds_up_no_other(database, mette, drop):
    broken = Webhook("besked", BOTH, "http://127.0.0.1:9/", SECRET)
    database.connectors = (broken, drop)
    mette.finalise(mette.draft(mette.case))
    mette.sync()
    counts = round.go(database, database.connectors)
    assert (counts.delivered, counts.again) == (1, 1)


def test_trying_ends(database, mette, drop):
    mette.finalise(mette.draft(mette.case))
    mette.sync()
    broken = Webhook("fagsystem", BOTH, "http://127.0.0.1:9/", SECRET)
    for _ in range(outbox.MOST_TRIES):
        due_now(database)
        round.go(database, [broken])
    assert states(database) == [(State.DEAD, "connector.unreachable", outbox.MOST_TRIES)]


def test_pauses_double_up_to_a_quarter_of_a_day():
    assert [outbox.pause(n).total_seconds() for n in (1, 2, 3, 12)] == [30, 60, 120, 21600]


def test_what_does_not_fit_the_schema_does_not_leave(database, mette, drop):
    parcel = Parcel(
        id=new_id(), event=Event.NOTE_FINAL, queued_at="2026-11-21T09:30:00.000Z",
        record_id=new_id(), author="Mette",
        record={
            "case_id": mette.case.id, "title": "", "text": "x", "channel": "none", "hash": "a" * 64,
            "occurred_at": "2026-11-21T09:30:00.000Z", "created_at": "2026-11-21T09:30:00.000Z",
            "finalised_at": None, "addendum_to": None,
        },
        case={"number": "S-1"},
        citizen={"cpr": "7101905678", "given_name": "Anders", "family_name": "Ø"},
    )  # fmt: skip
    assert write(parcel, "29189498")
    with pytest.raises(UserError) as caught:
        write(replace(parcel, citizen={**parcel.citizen, "cpr": "710190"}), "29189498")
    assert caught.value.params == {"element": "CPR"}


GOOD_HOOK = """
[[connector]]
name = "besked"
kind = "webhook"
events = ["note.final"]
url = "{url}"
allowed_hosts = ["fagsystem.example"]
secret_file = "{secret}"
"""


def configured(tmp_path, url="https://fagsystem.example/hook", secret="s" * 32, text=GOOD_HOOK):
    (tmp_path / "secret").write_text(secret)
    file = tmp_path / "central.toml"
    file.write_text(text.format(url=url, secret=(tmp_path / "secret").as_posix()))
    return config.read(file)


def test_connectors_are_read_from_the_configuration(tmp_path):
    (one,) = configured(tmp_path).connectors
    assert (one.name, one.events) == ("besked", {Event.NOTE_FINAL})
    said = {"name": "mappe", "kind": "folder", "events": ["document.held"], "cvr": "29189498"}
    (drop,) = settings.read([{**said, "folder": str(tmp_path / "ud")}])
    assert drop.name == "mappe" and (tmp_path / "ud" / "out").is_dir()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("fagsystem.example/hook", "elsewhere.example/hook"),
        ("https://", "http://"),
        ("https://", "https://user:word@"),
        ('kind = "webhook"', 'kind = "telex"'),
        ('name = "besked"', 'name = "Besked!"'),
        ('["note.final"]', '["note.draft"]'),
        ('["note.final"]', "[]"),
        ("secret_file", "secret_word"),
    ],
)
def test_a_connector_that_cannot_be_is_no_configuration(tmp_path, old, new):
    text = GOOD_HOOK.replace("{url}", "https://fagsystem.example/hook").replace(old, new)
    with pytest.raises(EnvironmentFault, match=r"central\.config"):
        configured(tmp_path, text=text)
    with pytest.raises(EnvironmentFault, match=r"central\.config"):
        configured(tmp_path, secret="short")
