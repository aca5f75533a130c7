"""What goes by itself, what is due, and what stands in the way of erasing."""

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from jobassist.errors import PolicyDenied, UserError
from jobassist.ports.stored import Incoming
from jobassist.records import Case, CaseState, Citizen, Note
from jobassist.records.plain import to_plain
from jobassist.services import cases, erasure, notes, retention, sync
from jobassist.services.dictation import Dictation
from jobassist.session import Session
from jobassist.settings import Settings
from tests.fakes.session import CASE, CITIZEN, fake_session
from tests.fakes.sound import FakeMicrophone
from tests.fakes.speech import FakeRecogniser

CLOSED = replace(CASE, state=CaseState.CLOSED)
LONG = timedelta(days=1826)
_NUMBERS = itertools.count()


def closed_long_ago(**parts: object) -> Session:
    """A session whose only case was seen closed more than five years ago."""
    session = fake_session(CLOSED, **parts)
    assert retention.due(session) == []
    session.clock.instant += LONG
    return session


def record(session: Session, note_id: str) -> str:
    """A dictation of half a second into the note; returns its id."""
    dictation_id = f"{int(session.clock.now().timestamp() * 1000):012x}-{next(_NUMBERS)}"
    recording = session.recordings.new(dictation_id, note_id)
    recording.append(np.zeros(8_000, np.float32))
    recording.close()
    return dictation_id


@pytest.mark.parametrize(
    ("day", "period", "expected"),
    [
        (date(2026, 11, 21), "P1825D", date(2021, 11, 22)),
        (date(2026, 8, 31), "P6M", date(2026, 2, 28)),
        (date(2024, 8, 31), "P6M", date(2024, 2, 29)),
        (date(2026, 1, 15), "P1M", date(2025, 12, 15)),
        (date(2026, 1, 15), "P0D", date(2026, 1, 15)),
    ],
)
def test_a_period_back_from_a_day(day: date, period: str, expected: date):
    assert retention.before(day, period) == expected


def test_a_period_of_another_form_is_refused():
    with pytest.raises(ValueError, match="P1Y"):
        retention.before(date(2026, 1, 1), "P1Y")


def test_every_rule_has_its_source_and_holds_today():
    today = date(2026, 11, 21)
    subjects = ("case", "access_log", "sound_of_final_note", "sound_of_draft")
    for subject in subjects:
        rule = retention.rule(subject, today)
        assert rule.source and rule.certainty in ("S", "K", "U")
    with pytest.raises(KeyError):
        retention.rule("case", date(2000, 1, 1))


def test_a_case_is_due_five_years_after_it_was_seen_closed():
    session = fake_session(CLOSED)
    assert retention.due(session) == []
    session.clock.instant += timedelta(days=1824)
    assert retention.due(session) == []
    session.clock.instant += timedelta(days=1)
    (one,) = retention.due(session)
    assert (one.number, one.archived, one.rule.id) == (CASE.number, False, "case.closed")


def test_a_case_that_was_opened_again_begins_anew():
    session = closed_long_ago()
    with session.store.write() as tx:
        tx.put(CASE)
    assert retention.due(session) == []
    with session.store.write() as tx:
        tx.put(CLOSED)
    assert retention.due(session) == []


def test_the_archive_duty_comes_first():
    session = closed_long_ago()
    with pytest.raises(PolicyDenied, match=r"erasure\.not_archived"):
        retention.carry_out(session, CASE.id)
    with pytest.raises(PolicyDenied, match=r"erasure\.not_archived"):
        erasure.erase_citizen(session, CITIZEN.id)
    erasure.confirm_archived(session, CASE.id)
    assert retention.due(session)[0].archived
    assert retention.carry_out(session, CASE.id).records == 3
    with session.store.read() as tx:
        assert tx.find(Citizen) == []
        assert tx.setting(f"archived.{CASE.id}") is None
    assert retention.due(session) == []


def test_what_is_not_due_or_not_closed_stays():
    session = fake_session()
    erasure.confirm_archived(session, CASE.id)
    with pytest.raises(UserError, match=r"retention\.not_due"):
        retention.carry_out(session, CASE.id)
    with pytest.raises(UserError, match=r"erasure\.case_open"):
        erasure.erase_case(session, CASE.id)


def test_a_citizen_with_another_case_stays():
    other = replace(CASE, id="c-2", number="S-2026-0002")
    session = closed_long_ago()
    with session.store.write() as tx:
        tx.put(other)
    erasure.confirm_archived(session, CASE.id)
    retention.carry_out(session, CASE.id)
    with session.store.read() as tx:
        assert [case.id for case in tx.find(Case)] == ["c-2"]
        assert tx.get(Citizen, CITIZEN.id) == CITIZEN


def test_nothing_unsent_is_erased_on_an_enrolled_laptop():
    session = closed_long_ago()
    erasure.confirm_archived(session, CASE.id)
    notes.new_draft(session, CASE.id, "Ikke sendt endnu")
    with session.store.write() as tx:
        tx.set_setting("central.url", "http://127.0.0.1:1")
        tx.set_setting("central.token", "t")
    with pytest.raises(UserError, match=r"erasure\.unsent"):
        erasure.erase_case(session, CASE.id)


def test_the_legal_record_goes_by_itself_only_by_policy():
    chosen = Settings(chosen={"retention_automatic": True})
    session = closed_long_ago(settings=chosen)
    erasure.confirm_archived(session, CASE.id)
    assert retention.tidy(session).cases == 0
    session.settings = Settings(policy={"retention_automatic": True})
    assert retention.tidy(session).cases == 1
    with session.store.read() as tx:
        assert tx.find(Case) == []


def test_the_sound_goes_when_its_note_is_final_and_only_then():
    session = fake_session()
    note, other = (notes.new_draft(session, CASE.id, "Tekst.") for _ in range(2))
    record(session, note.id)
    kept = record(session, other.id)
    notes.save_draft(session, note.id, text="Ny tekst.")
    assert len(session.recordings.of_note(note.id)) == 1
    notes.finalise(session, note.id)
    assert list(session.recordings.kept()) == [(kept, other.id)]


def test_a_dictation_is_kept_with_its_note():
    recogniser = FakeRecogniser(["Borgeren ringer."])
    session = fake_session(recogniser=lambda: recogniser, written=lambda: lambda text, _: text)
    note = notes.new_draft(session, CASE.id)
    source, events = FakeMicrophone(), []
    dictation = Dictation(session, source, events.append, note_id=note.id)
    dictation.begin()
    dictation.release()
    assert dictation.wait(10)
    assert session.recordings.of_note(note.id) == [dictation.id]


def test_what_a_killed_process_left_is_swept_at_the_next_start():
    session = fake_session()
    draft, final = (notes.new_draft(session, CASE.id, "Tekst.") for _ in range(2))
    notes.finalise(session, final.id)
    record(session, final.id)
    record(session, "a-note-that-is-gone")
    kept = record(session, draft.id)
    assert retention.tidy(session).sounds == 2
    assert list(session.recordings.kept()) == [(kept, draft.id)]
    session.clock.instant += timedelta(days=15)
    assert retention.tidy(session).sounds == 1
    assert list(session.recordings.kept()) == []


def test_erasing_takes_the_sound_along():
    session = closed_long_ago()
    erasure.confirm_archived(session, CASE.id)
    draft = notes.new_draft(session, CASE.id, "Tekst.")
    record(session, draft.id)
    erasure.erase_case(session, CASE.id)
    assert list(session.recordings.kept()) == []
    with session.store.read() as tx:
        assert tx.find(Note) == []


def test_old_entries_of_the_access_log_go_by_themselves():
    session = fake_session()
    notes.new_draft(session, CASE.id, "Tekst.")
    session.clock.instant = datetime(2027, 5, 20, 12, tzinfo=UTC)
    assert retention.tidy(session).accesses == 0
    session.clock.instant = datetime(2027, 5, 21, 12, tzinfo=UTC)
    assert retention.tidy(session).accesses == 1


def closed_at_central(session: Session, *, days_ago: int) -> None:
    """The session's case has come from the central, and was closed so many days ago."""
    today = session.clock.now().date()
    case = replace(CASE, rev=7, state=CaseState.CLOSED, closed_on=today - timedelta(days=days_ago))
    rows = [
        Incoming("case", case.id, 7, to_plain(case)),
        Incoming("citizen", CITIZEN.id, 7, to_plain(CITIZEN)),
    ]
    with session.store.sync() as tx:
        for operation in tx.pending(100):
            tx.settle(operation.id, "applied", 1)
        tx.apply(f"case:{CASE.id}", rows, 12)
        tx.set_setting(sync.URL, "https://central.example")
        tx.set_setting(sync.TOKEN, "token")


def cases_here(session: Session) -> int:
    with session.store.read() as tx:
        return tx.count(Case)


@pytest.mark.parametrize(("days_ago", "left"), [(89, 0), (90, 1)])
def test_a_closed_case_leaves_the_computer_when_its_time_is_over(days_ago: int, left: int):
    session = fake_session(CASE, CITIZEN)
    closed_at_central(session, days_ago=days_ago)
    assert retention.tidy(session).left == left
    assert cases_here(session) == 1 - left
    with session.store.read() as tx:
        assert tx.setting(f"left.case:{CASE.id}") == ("12" if left else None)


def test_the_organisation_sets_the_days():
    session = fake_session(CASE, CITIZEN, settings=Settings(chosen={"closed_case_days": 10}))
    closed_at_central(session, days_ago=10)
    assert retention.tidy(session).left == 1


def test_a_closed_case_stays_without_a_central_and_with_unsent_work():
    session = fake_session(replace(CLOSED, closed_on=date(2020, 1, 1)), CITIZEN)
    assert retention.tidy(session).left == 0
    assert cases_here(session) == 1
    session = fake_session(CASE, CITIZEN)
    closed_at_central(session, days_ago=400)
    with session.store.write() as tx:
        tx.put(replace(CITIZEN, address="Nygade 1"))
    assert retention.tidy(session).left == 0
    assert cases_here(session) == 1


def test_closing_and_opening_again_keeps_the_day():
    session = fake_session(CASE, CITIZEN)
    draft = notes.new_draft(session, CASE.id, "talt i telefon")
    with pytest.raises(UserError, match=r"^case\.drafts$"):
        cases.close_case(session, CASE.id)
    notes.finalise(session, draft.id)
    closed = cases.close_case(session, CASE.id)
    assert closed.closed_on == session.clock.now().date()
    session.clock.instant += timedelta(days=3)
    assert cases.close_case(session, CASE.id) == closed
    assert cases.reopen_case(session, CASE.id).closed_on is None
