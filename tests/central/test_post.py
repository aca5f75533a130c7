"""Letters for Digital Post: queued with the seal, handed over with their PDF, told of."""

import base64
import hashlib
import json
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
import sqlalchemy as sa

from central import attachments, schema
from central.access import case_scope
from central.post import admin, memo, queue, round
from central.post.gateway import FolderGateway, Receipt
from jobassist.errors import EnvironmentFault, UsageError, UserError
from jobassist.ids import new_id
from jobassist.records import DeliveryState, Letter, LetterDelivery, LetterState, Phrase
from jobassist.records.plain import changed
from jobassist.services import letters
from jobassist.services.seal import chain_hash, sealed_bytes
from tests.central.pushing import actor, outcome, push, sent
from tests.sync.laptop import new_laptop

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
PDF = b"%PDF-1.7 indkaldelse"
MEMO = f"{{{memo.NAMESPACE}}}"


@pytest.fixture
def mette(central):
    laptop = new_laptop(central)
    _, laptop.case = laptop.start_case()
    laptop.sync()
    laptop.actor = actor(laptop.session.user.id, device=laptop.session.device.id)
    return laptop


def a_letter(mette, **parts) -> Letter:
    letter = Letter(
        id=new_id(), case_id=mette.case.id, author_id=mette.session.user.id, created_at=AT,
        dated=date(2026, 11, 21), recipient="Anders Østergaard\nHavnevej 1", subject="Indkaldelse",
        text="Kære Anders", state=LetterState.QUEUED, queued_at=AT, pdf_id="a" * 64,
        device_id=mette.session.device.id,
    )  # fmt: skip
    letter = replace(letter, **parts)
    sealed = sealed_bytes(letter)
    digest = chain_hash(None, sealed)
    signature = mette.session.device.sign(digest.encode())
    return replace(letter, sealed=sealed, hash=digest, signature=signature)


def queued(database, mette, **parts) -> Letter:
    letter = a_letter(mette, **parts)
    said = sent("letter", letter.id, 0, **changed(None, letter))
    assert outcome(database, mette.actor, said) == "applied"
    return letter


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "post"


def go(database, folder, pdf=PDF, **parts):
    means = round.Means(
        FolderGateway(folder),
        "29189498",
        "Frederikshavn Kommune",
        lambda _tx, _id: pdf,
        **parts,
    )
    return round.go(database, means)


def told(mette) -> LetterDelivery:
    mette.sync()
    with mette.session.store.read() as tx:
        (delivery,) = tx.find(LetterDelivery)
    return delivery


def states(database):
    with database.read() as tx:
        return [(one.state, one.reason, one.tries) for one in queue.in_state(tx)]


def test_a_queued_letter_becomes_a_message_and_its_receipt_reaches_the_case(
    database, mette, folder
):
    letter = queued(database, mette)
    assert told(mette).state is DeliveryState.QUEUED
    assert go(database, folder).handed_over == 1
    assert told(mette).state is DeliveryState.HANDED_OVER
    (file,) = (folder / "out").glob("*.xml")
    message = ElementTree.fromstring(file.read_bytes())  # our own bytes
    assert message.get("memoVersion") == "1.2" and message.get("memoSchVersion") is None
    said = {part.tag.removeprefix(MEMO): part.text for part in message.iter()}
    assert (said["messageID"], said["idType"], said["recipientID"]) == (
        letter.id, "CPR", "7101905678",
    )  # fmt: skip
    assert (said["caseID"], said["filename"]) == (mette.case.number, "brev.pdf")
    assert said["messageUUID"] == file.stem and uuid.UUID(file.stem).version == 4
    (folder / "receipts" / f"{file.stem}.json").write_text('{"state": "sent"}')
    assert go(database, folder).sent == 1
    delivery = told(mette)
    assert (delivery.state, delivery.letter_id, delivery.tries) == (
        DeliveryState.SENT, letter.id, 1,
    )  # fmt: skip
    assert not [*(folder / "out").iterdir(), *(folder / "receipts").iterdir()]


def test_a_letter_queued_on_a_laptop_travels_with_its_pdf_and_comes_back_as_sent(
    database_url, mette, folder
):
    to = (folder, "29189498", "Frederikshavn Kommune")
    text = Phrase(id=new_id(), key="br-ny", title="Ny tid", body="Kære {borger.fornavn}")
    mette.put(text)
    draft = letters.new_letter(mette.session, mette.case.id, text.key)
    letter, pdf = letters.queue_letter(mette.session, draft.id)
    assert letters.deliveries(mette.session, mette.case.id) == {}
    assert mette.sync().files_sent == 1
    assert admin.run(database_url, *to)["handed_over"] == 1
    (file,) = (folder / "out").glob("*.xml")
    message = ElementTree.fromstring(file.read_bytes())  # our own bytes
    (content,) = (part.text for part in message.iter(f"{MEMO}content"))
    assert base64.b64decode(content or "") == pdf and pdf.startswith(b"%PDF")
    mette.sync()
    became = letters.deliveries(mette.session, mette.case.id)[letter.id]
    assert became.state is DeliveryState.HANDED_OVER
    (folder / "receipts" / f"{file.stem}.json").write_text('{"state": "sent"}')
    assert admin.run(database_url, *to)["sent"] == 1
    mette.sync()
    became = letters.deliveries(mette.session, mette.case.id)[letter.id]
    assert became.state is DeliveryState.SENT


def test_a_letter_waits_for_its_pdf(database, mette, folder):
    queued(database, mette)
    assert go(database, folder, pdf=None).waiting == 1
    assert states(database) == [(DeliveryState.QUEUED, "", 0)]
    assert go(database, folder).handed_over == 1


def test_what_is_sent_is_the_pdf_that_the_laptop_sealed(database, database_url, mette, folder):
    sha = hashlib.sha256(PDF).hexdigest()
    letter = queued(database, mette, pdf_id=sha)
    to = (folder, "29189498", "Frederikshavn Kommune")
    assert admin.run(database_url, *to)["waiting"] == 1
    attachments.take(
        database, mette.actor, case_scope(mette.case.id), sha, offset=0, size=len(PDF), part=PDF
    )
    assert admin.run(database_url, *to)["handed_over"] == 1
    (file,) = (folder / "out").glob("*.xml")
    assert base64.b64encode(PDF) in file.read_bytes()
    (listed,) = admin.listed(database_url)
    assert (listed["letter"], listed["state"]) == (letter.id, "handed_over")
    with pytest.raises(UserError, match=r"post\.not_failed"):
        admin.retry(database_url, letter.id)


@pytest.mark.parametrize(
    ("sender", "version", "code"),
    [
        (("2918", "Kommunen"), "1.2", "post.sender"),
        (("29189498", " "), "1.2", "post.sender"),
        (("29189498", "Kommunen"), "2.0", "post.version"),
    ],
)
def test_who_sends_and_how_is_checked_first(tmp_path, sender, version, code):
    with pytest.raises(UsageError, match=code):
        admin.run(f"sqlite:///{tmp_path}/c.db", tmp_path / "post", *sender, version)
    assert not (tmp_path / "post").exists()


def test_a_letter_to_a_company_goes_to_its_cvr(database, mette, folder):
    queued(database, mette, recipient="Skagen Værft A/S", recipient_cvr="99001232")
    go(database, folder)
    (file,) = (folder / "out").glob("*.xml")
    assert b"<memo:recipientID>99001232</memo:recipientID><memo:idType>CVR<" in file.read_bytes()


def test_a_failed_letter_says_why_and_is_tried_again_as_a_new_message(database, mette, folder):
    letter = queued(database, mette)
    go(database, folder)
    (file,) = (folder / "out").glob("*.xml")
    answer = {"state": "failed", "reason": "recipient.exempt"}
    (folder / "receipts" / f"{file.stem}.json").write_text(json.dumps(answer))
    assert go(database, folder).failed == 1
    assert (told(mette).state, told(mette).reason) == (DeliveryState.FAILED, "recipient.exempt")
    with database.write() as tx:
        _, places = queue.again(tx, letter.id)
        assert places
    go(database, folder)
    (new,) = (folder / "out").glob("*.xml")
    assert new.stem != file.stem and states(database) == [(DeliveryState.HANDED_OVER, "", 2)]
    with pytest.raises(UserError, match=r"post\.not_failed"), database.write() as tx:
        queue.again(tx, letter.id)
    with pytest.raises(UserError, match=r"post\.no_such_letter"), database.write() as tx:
        queue.again(tx, new_id())


def test_what_cannot_be_a_message_fails_alone(database, mette, folder):
    queued(database, mette, recipient_cvr="123")
    queued(database, mette)
    counts = go(database, folder)
    assert (counts.failed, counts.handed_over) == (1, 1)
    assert (DeliveryState.FAILED, "post.invalid recipientID", 0) in states(database)


def test_a_crash_after_handing_over_hands_over_the_same_message(database, mette, folder):
    queued(database, mette)
    with pytest.raises(RuntimeError), database.write() as tx:
        (letter,) = queue.in_state(tx, DeliveryState.QUEUED)
        FolderGateway(folder).hand_over(letter.message_id, b"<x/>")
        raise RuntimeError
    assert go(database, folder).handed_over == 1
    assert len(list((folder / "out").iterdir())) == 1


def test_no_device_writes_what_became_of_a_letter(database, mette, folder):
    letter = queued(database, mette)
    delivery = told(mette)
    forged = sent("letter_delivery", delivery.id, delivery.rev, state="sent")
    made = sent(
        "letter_delivery", new_id(), 0, case_id=mette.case.id, letter_id=letter.id, state="sent",
        changed_at="2026-11-21T09:30:00.000Z",
    )  # fmt: skip
    assert [outcome(database, mette.actor, one) for one in (forged, made)] == ["forbidden"] * 2


def test_a_seal_sent_twice_is_queued_once(database, mette):
    letter = a_letter(mette)
    said = sent("letter", letter.id, 0, **changed(None, letter))
    push(database, mette.actor, said)
    push(database, mette.actor, said, sent("letter", letter.id, 1, state="queued"))
    with database.read() as tx:
        assert tx.scalar(sa.select(sa.func.count()).select_from(schema.post)) == 1


BAD_RECEIPTS = ("", "{", "[]", '{"state": "later"}', '{"state": null}', "x" * 20_000)


@pytest.mark.parametrize("content", BAD_RECEIPTS)
def test_a_receipt_nobody_understands_is_left_alone(folder, content):
    gateway = FolderGateway(folder)
    (folder / "receipts" / f"{uuid.uuid4()}.json").write_text(content)
    (folder / "receipts" / "../receipts/not-an-id.json").write_text('{"state": "sent"}')
    assert list(gateway.receipts()) == []


def test_words_about_a_citizen_are_not_taken_for_a_reason(folder):
    gateway, id = FolderGateway(folder), str(uuid.uuid4())
    answer = {"state": "failed", "reason": "Anders er fritaget (710190-5678)"}
    (folder / "receipts" / f"{id}.json").write_text(json.dumps(answer))
    assert list(gateway.receipts()) == [Receipt(id, False, "unknown")]


def test_a_folder_that_cannot_be(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(EnvironmentFault, match=r"post\.folder"):
        FolderGateway(tmp_path / "file" / "post")


POST = memo.Post(
    message_id=str(uuid.uuid4()), letter_id="0190", sender_cvr="29189498", sender_name="Kommunen",
    recipient="7101905678", recipient_name="Anders", subject="Indkaldelse", case_number="S-1",
    queued_at="2026-11-21T09:30:00.000Z", pdf=PDF,
)  # fmt: skip


def test_a_message_of_the_older_version_names_its_schema():
    message = ElementTree.fromstring(memo.write(POST, "1.1"))
    assert (message.get("memoVersion"), message.get("memoSchVersion")) == ("1.1", "1.1.0")


@pytest.mark.parametrize(
    ("parts", "element"),
    [
        ({"sender_cvr": "1"}, "senderID"),
        ({"recipient": "123"}, "recipientID"),
        ({"message_id": new_id()}, "messageUUID"),  # version 7
        ({"subject": " "}, "MessageHeader"),
        ({"queued_at": "2026-11-21T10:30:00+01:00"}, "createdDateTime"),
        ({"pdf": b""}, "File"),
    ],
)
def test_what_is_not_as_the_schema_says_never_leaves(parts, element):
    with pytest.raises(UserError, match=r"post\.invalid") as refused:
        memo.write(replace(POST, **parts))
    assert refused.value.params == {"element": element}


def test_long_and_odd_texts_fit():
    odd = "Æ <mærke> & ]]> " * 40
    message = ElementTree.fromstring(memo.write(replace(POST, subject=odd + "\nlinje")))
    (label, *_) = [part.text for part in message.iter(f"{MEMO}label")]
    assert label.startswith("Æ <mærke> & ]]>") and len(label) == 256 and "\n" not in label


def test_elements_in_another_order_are_refused():
    message = ElementTree.fromstring(memo.write(POST))
    header = message[0]
    header.append(header[1])
    header.remove(header[1])
    with pytest.raises(UserError, match=r"post\.invalid"):
        memo.check(message)


def test_a_draft_that_was_synced_before_is_queued_when_it_is_sealed(database, mette):
    letter = a_letter(mette)
    draft = replace(
        letter, state=LetterState.DRAFT, queued_at=None, pdf_id=None, sealed=None, hash=None,
        signature=None, device_id=None,
    )  # fmt: skip
    said = sent("letter", letter.id, 0, **changed(None, draft))
    assert outcome(database, mette.actor, said) == "applied"
    assert states(database) == []
    sealed = sent("letter", letter.id, 1, **changed(draft, letter))
    assert outcome(database, mette.actor, sealed) == "applied"
    assert states(database) == [(DeliveryState.QUEUED, "", 0)]
