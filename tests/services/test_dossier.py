"""A whole case for its citizen: everything asked for, nothing of anybody else's, and logged."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from pypdf import PdfReader

from jobassist.errors import Cancelled, PolicyDenied, UserError
from jobassist.ports.access import Access
from jobassist.records import Citizen, ContactTalk, Misfiling, Task
from jobassist.services import dossier_document
from jobassist.services.dossier import USUAL, Part, gather
from jobassist.services.dossier_redaction import merged, reasons, suggested, without
from jobassist.services.notes import finalise, new_draft
from jobassist.services.other_citizens import Mention
from jobassist.services.plans import add_step, save_plan
from jobassist.services.tasks import new_task
from tests.fakes.session import CASE, CITIZEN, METTE, fake_session

OTHER = Citizen(id="b-2", cpr="6203751111", given_name="Birthe", family_name="Klitgaard")
TEXT = """Anders bor med Birthe Klitgaard (620375-1111). Hans eget nummer er 710190-5678.
Virksomhedens P-nummer er 9912345678."""


@pytest.fixture
def session():
    made = fake_session(OTHER)
    finalise(made, new_draft(made, CASE.id, TEXT).id, despite_others=True)
    new_draft(made, CASE.id, "En kladde, som ingen har set")
    save_plan(made, CASE.id, job_goal="Lagermedarbejder")
    add_step(made, CASE.id, "Ringe til to lagre")
    new_task(made, CASE.id, "Send cv")
    with made.store.write() as tx:
        tx.put(
            ContactTalk(
                id="t-1",
                case_id=CASE.id,
                user_id=METTE.id,
                day=date(2026, 11, 2),
                agreements="Ringer på fredag",
                created_at=datetime(2026, 11, 1, tzinfo=UTC),
                created_by=METTE.id,
            )
        )
    return made


def text_of(pdf: bytes, password: str = "") -> str:
    reader = PdfReader(io.BytesIO(pdf))
    if password:
        assert reader.decrypt(password)
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_every_part_is_there_and_no_draft(session):
    found = gather(session, CASE.id, Part)
    assert [section.part for section in found.sections] == list(Part)
    told = text_of(dossier_document.document(session, found, {}))
    for word in ("Anders Østergaard", "710190-5678", "Lagermedarbejder", "Ringe til to lagre"):
        assert word in told
    for word in ("Send cv", "Ringer på fredag", "Mette Holm", "Intet er udeladt", "Side 1 af"):
        assert word in told
    assert "kladde" not in told


def test_the_target_group_is_told_in_words(session):
    found = gather(session, CASE.id, [Part.PERSON])
    assert "dagpengemodtagere (LAB6-1)" in text_of(dossier_document.document(session, found, {}))


def test_the_log_names_no_employee(session):
    found = gather(session, CASE.id, [Part.LOG])
    told = text_of(dossier_document.document(session, found, {}))
    assert "journalnotat" in told
    assert METTE.name not in told


def test_a_misfiled_note_is_somebody_elses(session):
    note = finalise(session, new_draft(session, CASE.id, "Hører til en anden").id)
    with session.store.write() as tx:
        tx.put(
            Misfiling(
                id="m-1",
                case_id=CASE.id,
                note_id=note.id,
                copy_id="n-other",
                reason="Forkert sag",
                user_id=METTE.id,
                moved_at=datetime(2026, 11, 3, tzinfo=UTC),
            )
        )
    found = gather(session, CASE.id, [Part.NOTES])
    assert "Hører til" not in "".join(passage.text for passage in found.passages)


def test_what_is_surely_somebody_elses_is_suggested_and_cut_out_of_the_file(session):
    found = gather(session, CASE.id)
    marks = suggested(session, found)
    left_out = {
        passage.text[mark.start : mark.end]
        for passage in found.passages
        for mark in marks.get(passage.key, ())
    }
    assert left_out == {"Birthe Klitgaard", "620375-1111"}
    pdf = dossier_document.document(session, found, marks, reason="Oplysninger om andre")
    told = text_of(pdf)
    assert "Birthe" not in told
    assert "620375" not in told
    assert told.count("[udeladt]") == 3  # two places, and what it means
    assert "Antal steder: 2" in told
    assert "Grund: Oplysninger om andre" in told


def test_marks_that_touch_are_one_place():
    assert merged([Mention(5, 9), Mention(0, 3), Mention(2, 5), Mention(7, 7)]) == (Mention(0, 9),)
    assert without("Anders og Birthe", [Mention(10, 16)], "■") == "Anders og ■"


def test_giving_it_away_is_logged_for_each_thing_that_left(session, tmp_path):
    found = gather(session, CASE.id, [Part.NOTES, Part.TASKS])
    dossier_document.document(session, found, {})
    with session.store.read() as tx:
        assert not tx.accesses(action=Access.EXTRACT)
    dossier_document.save(session, found, {}, tmp_path / "aktindsigt.pdf")
    with session.store.read() as tx:
        given = tx.accesses(citizen_id=CITIZEN.id, action=Access.EXTRACT)
        task = tx.find(Task)[0]
    assert {"case", "citizen", "note", "task"} <= {entry.touch.kind for entry in given}
    assert task.id in {entry.touch.record_id for entry in given}
    assert (tmp_path / "aktindsigt.pdf").stat().st_mode & 0o077 == 0
    assert [file.name for file in tmp_path.iterdir()] == ["aktindsigt.pdf"]


def test_a_folder_that_policy_does_not_allow_gets_nothing(session, tmp_path):
    session.settings.policy["export_folders"] = str(tmp_path / "drev")
    found = gather(session, CASE.id, [Part.NOTES])
    with pytest.raises(PolicyDenied):
        dossier_document.save(session, found, {}, tmp_path / "aktindsigt.pdf")
    assert list(tmp_path.iterdir()) == []
    with session.store.read() as tx:
        assert not tx.accesses(action=Access.EXTRACT)


def test_under_a_password_it_opens_with_that_alone(session, tmp_path):
    found = gather(session, CASE.id, [Part.NOTES])
    file = tmp_path / "aktindsigt.pdf"
    dossier_document.save(session, found, {}, file, password="gule cykler synger")
    content = file.read_bytes()
    assert b"Anders" not in content
    assert not PdfReader(io.BytesIO(content)).decrypt("noget andet langt")
    assert "Anders bor" in text_of(content, "gule cykler synger")
    with pytest.raises(UserError, match=r"dossier\.short_password"):
        dossier_document.save(session, found, {}, file, password="kort")


def test_progress_is_told_and_it_can_be_stopped(session):
    told = []
    gather(session, CASE.id, on_progress=told.append)
    assert told[-1] == 1.0
    assert len(told) == len(USUAL)
    with pytest.raises(Cancelled):
        gather(session, CASE.id, cancelled=lambda: len(told) > 1)


def test_the_document_is_also_english(session):
    found = gather(session, CASE.id, [Part.NOTES], language="en")
    told = text_of(dossier_document.document(session, found, {}))
    assert "Right of access" in told
    assert "Nothing is left out" in told


def test_reasons_carry_their_basis_and_how_sure_it_is():
    known = reasons(date(2026, 11, 22))
    assert {reason.certainty for reason in known} <= {"S", "K", "U"}
    assert "§" in known[0].told("da")
    assert reasons(date(1990, 1, 1)) == []


def test_a_citizen_without_anything_gets_a_document_that_says_so(session):
    empty = replace(CASE, id="c-9", number="S-9")
    with session.store.write() as tx:
        tx.put(empty)
    told = text_of(dossier_document.document(session, gather(session, "c-9", [Part.NOTES]), {}))
    assert "Der er intet her" in told
