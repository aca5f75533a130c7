"""Letters from citizens: who dealt with them, what waits, an answer, a copy of a file."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from jobassist.errors import PolicyDenied, UserError
from jobassist.ports.stored import Incoming as Row
from jobassist.records import Attachment, IncomingPost
from jobassist.records.plain import to_plain
from jobassist.services import following, incoming
from jobassist.services.phrases import import_standard_texts
from tests.fakes.session import CASE, fake_session

AT = datetime(2026, 11, 19, 7, 12, tzinfo=UTC)
LETTER = IncomingPost(
    id="i-1",
    case_id=CASE.id,
    message_id="m-1",
    received_at=AT,
    subject="Om min praktik",
    text="Hej. Jeg kan ikke komme på mandag.",
    files=1,
)


def receive(session, letter=LETTER, content=b"%PDF-1.7 brev", seq=1):
    """As it comes from the central, with its file."""
    sha = session.attachments.add(io.BytesIO(content))
    file = Attachment(
        id=f"a-{letter.id}",
        case_id=letter.case_id,
        author_id=session.user.id,
        made_at=letter.received_at,
        belongs_to=f"incoming:{letter.id}",
        sha256=sha,
        size=len(content),
        media="application/pdf",
        title="lægeerklæring.pdf",
        held_at=letter.received_at,
    )
    rows = [Row("incoming_post", letter.id, 1, to_plain(letter))]
    rows += [Row("attachment", file.id, 1, to_plain(file))]
    with session.store.sync() as tx:
        tx.apply(f"case:{letter.case_id}", rows, seq)
    return file


@pytest.fixture
def session():
    made = fake_session()
    import_standard_texts(made)
    return made


def test_a_letter_waits_until_somebody_dealt_with_it_and_again_when_they_had_not(session):
    receive(session)
    (waits,) = incoming.waiting(session)
    assert (waits.message.subject, waits.case_number) == ("Om min praktik", CASE.number)
    incoming.mark_handled(session, "i-1")
    incoming.mark_handled(session, "i-1")  # twice is once
    assert incoming.waiting(session) == []
    (shown,) = incoming.in_case(session, CASE.id)
    assert shown.handled is not None and shown.handled.by == session.user.name
    assert [file.title for file in shown.files] == ["lægeerklæring.pdf"]
    incoming.mark_handled(session, "i-1", handled=False)
    assert len(incoming.waiting(session)) == 1
    assert incoming.in_case(session, CASE.id)[0].handled is None


def test_the_oldest_waits_first_and_the_latest_is_on_top_of_the_case(session):
    receive(session)
    receive(
        session, replace(LETTER, id="i-2", message_id="m-2", received_at=AT.replace(day=20)), b"b"
    )
    assert [one.message.id for one in incoming.waiting(session)] == ["i-1", "i-2"]
    assert [one.message.id for one in incoming.in_case(session, CASE.id)] == ["i-2", "i-1"]


def test_of_a_case_one_does_not_follow_nothing_waits(session):
    receive(session)
    following.follow(session, CASE.id, follows=False)
    assert incoming.waiting(session) == []
    assert len(incoming.in_case(session, CASE.id)) == 1


def test_an_answer_is_a_draft_with_the_letters_subject(session):
    from jobassist.services.phrases import list_phrases

    receive(session)
    key = next(text.key for text in list_phrases(session) if text.category == "Brev")
    letter = incoming.answer(session, "i-1", key)
    assert (letter.case_id, letter.subject) == (CASE.id, "Svar: Om min praktik")
    assert len(incoming.waiting(session)) == 1  # begun is not sent


def test_a_copy_of_a_file_goes_where_the_policy_lets_it(session, tmp_path):
    file = receive(session)
    incoming.save_file(session, file, tmp_path / "bilag.pdf")
    assert (tmp_path / "bilag.pdf").read_bytes() == b"%PDF-1.7 brev"
    session.settings.policy = {**session.settings.policy, "export_folders": str(tmp_path / "kun")}
    with pytest.raises(PolicyDenied, match=r"^export\.not_there$"):
        incoming.save_file(session, file, tmp_path / "andet.pdf")
    session.attachments.delete(file.sha256)
    session.settings.policy = {}
    with pytest.raises(UserError, match=r"^attachment\.none$"):
        incoming.save_file(session, file, tmp_path / "andet.pdf")
    assert not (tmp_path / "andet.pdf").exists()
