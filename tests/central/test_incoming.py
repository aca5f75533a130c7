"""Incoming Digital Post: in its citizen's case once, with its files; or set aside, and why."""

import base64
import hashlib
import uuid
from dataclasses import replace

import pytest
import sqlalchemy as sa

from central import attachments
from central.post import incoming, memo
from central.post.memo_in import read
from central.schema_outbox import arrival
from jobassist.errors import EnvironmentFault, UserError
from jobassist.ids import new_id
from jobassist.records import Attachment, Case, CaseState, IncomingPost
from jobassist.services.incoming import in_case
from tests.central.test_post import POST
from tests.sync.laptop import new_laptop

CVR = "29189498"
PDF = b"%PDF-1.7 svar"
TEXT = "Jeg kommer ikke på mandag."


@pytest.fixture
def mette(central):
    laptop = new_laptop(central)
    _, laptop.case = laptop.start_case()
    laptop.sync()
    return laptop


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "post" / "in").mkdir(parents=True)
    return tmp_path / "post"


def a_message(
    number="S-1", sender="7101905678", kind="CPR", text="Jeg kommer ikke på mandag.", **p
):
    """A message as another system writes it: ours turned round, with a text and what is newer."""
    id = p.get("id") or str(uuid.uuid4())
    ours = memo.write(replace(POST, message_id=id, case_number=number, pdf=PDF)).decode()
    plain = base64.b64encode(text.encode()).decode()
    ours = ours.replace(
        "<memo:senderID>29189498</memo:senderID><memo:idType>CVR<",
        f"<memo:senderID>{sender}</memo:senderID><memo:idType>{kind}<",
    ).replace("<memo:recipientID>7101905678<", f"<memo:recipientID>{p.get('to', CVR)}<")
    more = (
        "<memo:newer>1</memo:newer><memo:AdditionalDocument><memo:File><memo:encodingFormat>"
        "text/plain</memo:encodingFormat><memo:filename>svar.txt</memo:filename><memo:content>"
        f"{plain}</memo:content></memo:File></memo:AdditionalDocument></memo:MessageBody>"
    )
    return ours.replace("</memo:MessageBody>", more).encode()


def put(folder, content, name=None):
    (folder / "in" / f"{name or uuid.uuid4()}.xml").write_bytes(content)


def aside(database):
    with database.read() as tx:
        rows = tx.execute(sa.select(arrival).where(arrival.c.state == "set_aside"))
        return [row.reason for row in rows]


def test_a_message_is_in_its_case_with_its_files(database, database_url, mette, folder):
    put(folder, a_message())
    assert incoming.take_in(database_url, folder, CVR) == {
        "taken_in": 1, "known": 0, "set_aside": 0,
    }  # fmt: skip
    assert not list(folder.rglob("*.xml"))
    mette.sync()
    (one,) = in_case(mette.session, mette.case.id)
    assert one.message.text == TEXT and one.message.subject
    assert {file.media for file in one.files} == {"application/pdf", "text/plain"}
    pdf = next(file for file in one.files if file.media == "application/pdf")
    assert pdf.sha256 == hashlib.sha256(PDF).hexdigest() and pdf.held_at
    with database.read() as tx:
        assert attachments.content(tx, pdf.sha256) == PDF


def test_a_message_that_comes_twice_is_there_once(database_url, mette, folder):
    message = a_message(id=str(uuid.uuid4()))
    put(folder, message)
    put(folder, message)
    told = incoming.take_in(database_url, folder, CVR)
    assert (told["taken_in"], told["known"]) == (1, 1)
    put(folder, message)
    assert incoming.take_in(database_url, folder, CVR)["known"] == 1
    put(folder, a_message())  # the same files in another message
    assert incoming.take_in(database_url, folder, CVR)["taken_in"] == 1
    mette.sync()
    assert len(mette.find(IncomingPost)) == 2 and len(mette.find(Attachment)) == 4


NO_CASE = [
    ({"sender": "0101019999"}, "incoming.unknown_sender"),
    ({"sender": "99001232", "kind": "CVR"}, "incoming.not_a_citizen"),
    ({"to": "99001232"}, "incoming.other_recipient"),
]


def test_what_has_no_case_is_set_aside(database, database_url, mette, folder):
    for parts, _ in NO_CASE:
        put(folder, a_message(**parts))
    assert incoming.take_in(database_url, folder, CVR)["set_aside"] == len(NO_CASE)
    assert sorted(aside(database)) == sorted(reason for _, reason in NO_CASE)
    assert len(list((folder / "set-aside").iterdir())) == len(NO_CASE)
    mette.sync()
    assert mette.find(IncomingPost) == []


def test_the_case_is_the_one_that_is_named_or_the_only_open_one(
    database, database_url, mette, folder
):
    second = replace(mette.case, id=new_id(), number="S-2", rev=0)
    mette.put(second)
    mette.sync()
    put(folder, a_message(number="S-2"))
    assert incoming.take_in(database_url, folder, CVR)["taken_in"] == 1
    put(folder, a_message(number="K-99"), "b")
    assert incoming.take_in(database_url, folder, CVR)["set_aside"] == 1
    assert aside(database) == ["incoming.several_cases"]
    mette.change(Case, second.id, state=CaseState.CLOSED)
    mette.sync()
    (folder / "set-aside" / "b.xml").rename(folder / "in" / "b.xml")
    assert incoming.take_in(database_url, folder, CVR)["taken_in"] == 1
    assert aside(database) == []
    mette.change(Case, mette.case.id, state=CaseState.CLOSED)
    mette.sync()
    put(folder, a_message(number="K-99"))
    incoming.take_in(database_url, folder, CVR)
    assert aside(database) == ["incoming.case_closed"]


LAUGHS = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
REMOTE = b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">'
HOSTILE = [
    b"",
    b"<",
    b"<a/>",
    b"\x00" * 100,
    b"<a>" * 50_000,
    LAUGHS + b"<a>&c;</a>",
    OUTSIDE + b"<a>&b;</a>",
    REMOTE + b"<a/>",
    a_message().replace(b"<memo:MessageBody>", b"<memo:Other>"),
    a_message().replace(b"application/pdf</memo:encodingFormat>", b"application/pdf</memo:enc>"),
    a_message(id="11111111-2222-4333-8444-555555555555").replace(b"11111111-2222", b"../../../etc"),
    a_message().replace(base64.b64encode(PDF), b"!!! no base64 !!!"),
]


@pytest.mark.parametrize("content", HOSTILE)
def test_hostile_messages_are_unreadable(content):
    with pytest.raises(UserError, match=r"^incoming\.unreadable$"):
        read(content)


def test_a_hostile_message_holds_up_no_other(database, database_url, mette, folder):
    put(folder, LAUGHS + a_message()[38:], "a")
    put(folder, a_message(), "b")
    told = incoming.take_in(database_url, folder, CVR)
    assert (told["taken_in"], told["set_aside"]) == (1, 1)
    assert aside(database) == ["incoming.unreadable"]


def test_strange_names_and_types_do_no_harm(mette, database_url, folder):
    odd = a_message(text="a\x00b\x1b[2J").replace(b"svar.txt", b"../../x\t  y.txt")
    put(folder, odd.replace(b"text/plain</memo", b"text/plain; charset=x</memo"))
    put(folder, a_message(text="a\x00b\x1b[2J"))
    assert incoming.take_in(database_url, folder, CVR)["taken_in"] == 2
    mette.sync()
    assert {one.text for one in mette.find(IncomingPost)} == {"", "ab[2J"}
    assert "application/octet-stream" in {one.media for one in mette.find(Attachment)}


def test_a_folder_that_cannot_be(database_url, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(EnvironmentFault, match=r"post\.folder"):
        incoming.take_in(database_url, tmp_path / "file", CVR)
