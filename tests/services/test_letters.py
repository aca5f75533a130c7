"""Letters: from a standard text to a sealed letter and its PDF."""

import hashlib
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from jobassist.errors import PolicyDenied, UserError
from jobassist.records import (
    Attachment,
    CompanyContact,
    DeliveryState,
    Form,
    LetterDelivery,
    LetterState,
    Phrase,
    ProductionUnit,
)
from jobassist.services import letters
from jobassist.services.erasure import confirm_archived, erase_citizen
from jobassist.services.letter_address import recipients
from jobassist.services.letter_pdf import render
from jobassist.services.seal import chain_hash
from jobassist.session import Session
from tests.fakes.session import CASE, CITIZEN, METTE, fake_session

TEXT = Phrase(
    id="p-1",
    key="br-hej",
    title="Indkaldelse til samtale",
    category="Brev",
    body="Kære {borger.fornavn}\n\nVi ses den {udfyld.dag}. Tag med:\n\n- cv\n- pas\n\nSvar senest"
    " den {frist.dato}.",
)
AT_HOME = replace(CITIZEN, address="Skippergade 15, 9900 Frederikshavn")

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


def session_with_text() -> Session:
    return fake_session(AT_HOME, TEXT)


def written(session: Session) -> letters.Letter:
    made = letters.new_letter(session, CASE.id, TEXT.key)
    return letters.save_letter(session, made.id, text=made.text.replace("[…dag…]", "1. juni"))


def test_a_letter_has_sender_recipient_date_and_subject():
    letter = letters.new_letter(session_with_text(), CASE.id, TEXT.key)
    assert letter.recipient == "Anders Østergaard\nSkippergade 15\n9900 Frederikshavn"
    assert letter.sender == "Kommunen\nJobcenter Nord\nMette Holm\n98 45 00 00"
    assert (letter.dated, letter.subject) == (date(2026, 11, 20), TEXT.title)
    assert "4. december 2026" in letter.text
    assert letter.phrase == "br-hej@1"


def test_an_address_under_protection_is_not_written():
    session = fake_session(replace(AT_HOME, protected_address=True), TEXT)
    assert letters.new_letter(session, CASE.id, TEXT.key).recipient == "Anders Østergaard"


def test_open_blanks_stop_the_queue():
    session = session_with_text()
    letter = letters.new_letter(session, CASE.id, TEXT.key)
    with pytest.raises(UserError, match=r"letter\.open_blanks") as stopped:
        letters.queue_letter(session, letter.id)
    assert stopped.value.params == {"count": 1}
    letters.save_letter(session, letter.id, text=" ")
    with pytest.raises(UserError, match=r"letter\.empty"):
        letters.queue_letter(session, letter.id)


def test_a_queued_letter_is_sealed_with_its_pdf():
    session = session_with_text()
    queued, pdf = letters.queue_letter(session, written(session).id)
    assert queued.state is LetterState.QUEUED
    assert queued.pdf_id == hashlib.sha256(pdf).hexdigest()
    assert queued.sealed and queued.pdf_id in queued.sealed
    assert queued.hash == chain_hash(None, queued.sealed)
    assert queued.signature == session.device.sign(queued.hash.encode())
    assert b"".join(session.attachments.read(queued.pdf_id)) == pdf
    assert letters.pdf(session, queued.id) == pdf
    with pytest.raises(UserError, match=r"record\.sealed"):
        letters.save_letter(session, queued.id, text="Andet")
    assert letters.list_letters(session, CASE.id) == [letters.show_letter(session, queued.id)]


def test_a_pdf_is_kept_as_it_was_and_made_anew_where_it_is_not():
    session = session_with_text()
    queued, pdf = letters.queue_letter(session, written(session).id)
    assert queued.pdf_id
    session.attachments.kept[queued.pdf_id] = b"as it was"  # type: ignore[attr-defined]
    assert letters.pdf(session, queued.id) == b"as it was"
    session.attachments.delete(queued.pdf_id)
    assert letters.pdf(session, queued.id) == pdf


def test_an_erased_letter_leaves_no_pdf():
    session = session_with_text()
    queued, _ = letters.queue_letter(session, written(session).id)
    letters.forget_erased(session)
    assert queued.pdf_id and session.attachments.has(queued.pdf_id)
    confirm_archived(session, CASE.id)
    erase_citizen(session, CITIZEN.id)
    assert not session.attachments.has(queued.pdf_id)


def test_a_draft_is_its_authors():
    session = session_with_text()
    letter = written(session)
    other = replace(session, user=replace(METTE, id="u-other"))
    with pytest.raises(PolicyDenied, match=r"letter\.not_author"):
        letters.save_letter(other, letter.id, text="Andet")


def test_the_pdf_is_tagged_archivable_and_danish():
    pdf = letters.pdf(session := session_with_text(), written(session).id)
    whole = pdf + b"".join(_streams(pdf))
    for mark in (b"<pdfaid:part>2<", b"<pdfaid:conformance>A<", b"/StructTreeRoot", b"da"):
        assert mark in whole
    assert b"/FontFile" in whole


def test_what_is_written_in_a_letter_is_never_markup():
    letter = written(session_with_text())
    odd = replace(letter, text='#panic("kørt") $x$ *fed* @ref <mærke> \\ #read("/etc/passwd")')
    assert render(odd).startswith(b"%PDF-1.7")


def _streams(pdf: bytes) -> list[bytes]:
    """The compressed streams of a PDF, opened."""
    opened = []
    for piece in pdf.split(b"stream\n")[1:]:
        try:
            opened.append(zlib.decompressobj().decompress(piece))
        except zlib.error:
            continue
    return opened


UNIT = ProductionUnit(
    id="p-1", p_number="9000000001", company_id="v-1", cvr="99001232", name="Skagen Værft",
    address="Havnevej 1", postcode="9990", town="Skagen",
)  # fmt: skip
CONTACT = CompanyContact(id="k-1", company_id="v-1", unit_id="p-1", name="Per Værkfører")


def test_a_letter_to_a_company_carries_its_number():
    session = fake_session(AT_HOME, TEXT, UNIT, CONTACT)
    letter = letters.new_letter(session, CASE.id, TEXT.key, {"virksomhed.pnummer": UNIT.p_number})
    assert letter.recipient == "Skagen Værft\nAtt. Per Værkfører\nHavnevej 1\n9990 Skagen"
    assert letter.recipient_cvr == UNIT.cvr
    letters.save_letter(session, letter.id, text="Kære Per", recipient_cvr="99001233")
    with pytest.raises(UserError, match=r"letter\.wrong_cvr"):
        letters.queue_letter(session, letter.id)
    letters.save_letter(session, letter.id, recipient_cvr=UNIT.cvr)
    queued, _ = letters.queue_letter(session, letter.id)
    assert queued.sealed and UNIT.cvr in queued.sealed


def test_the_recipients_of_a_case_are_the_citizen_and_its_workplaces():
    form = Form(
        id="f-1", case_id=CASE.id, author_id=METTE.id, created_at=AT, type="x", version="1",
        p_number=UNIT.p_number,
    )  # fmt: skip
    found = recipients(fake_session(AT_HOME, UNIT, form), CASE.id)
    assert [one.cvr for one in found] == ["", UNIT.cvr]


def test_a_queued_letters_pdf_travels_as_an_attachment_of_the_case():
    session = session_with_text()
    queued, pdf = letters.queue_letter(session, written(session).id)
    with session.store.read() as tx:
        (attached,) = tx.find(Attachment, case_id=CASE.id)
    assert (attached.sha256, attached.size) == (queued.pdf_id, len(pdf))
    assert (attached.belongs_to, attached.media) == (f"letter:{queued.id}", "application/pdf")


def test_a_draft_is_thrown_away_and_taken_back():
    session = session_with_text()
    letter = written(session)
    letters.discard_letter(session, letter.id)
    assert letters.list_letters(session, CASE.id) == []
    assert [one.id for one in letters.list_letters(session, CASE.id, discarded=True)] == [letter.id]
    for change in (
        lambda: letters.queue_letter(session, letter.id),
        lambda: letters.save_letter(session, letter.id, text="Andet"),
    ):
        with pytest.raises(UserError, match=r"letter\.discarded"):
            change()
    assert letters.restore_letter(session, letter.id) == letter
    with pytest.raises(UserError, match=r"letter\.not_discarded"):
        letters.restore_letter(session, letter.id)
    letters.queue_letter(session, letter.id)
    with pytest.raises(UserError, match=r"record\.sealed"):
        letters.discard_letter(session, letter.id)


def test_a_letter_is_written_anew_as_a_draft_of_today():
    session = session_with_text()
    queued, _ = letters.queue_letter(session, written(session).id)
    copy = letters.copy_as_draft(session, queued.id)
    assert (copy.state, copy.text, copy.hash) == (LetterState.DRAFT, queued.text, None)
    assert copy.id != queued.id and copy.pdf_id is None


def test_what_became_of_it_is_told_by_letter():
    told = LetterDelivery(
        id="d-1", case_id=CASE.id, letter_id="l-1", state=DeliveryState.SENT, changed_at=AT
    )
    assert letters.deliveries(fake_session(told), CASE.id) == {"l-1": told}
