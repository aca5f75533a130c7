"""The bin: thrown away, listed, taken back, and emptied when its days are over."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from jobassist.errors import PolicyDenied, UserError
from jobassist.records import ContactTalk, Note, NoteState, PrivatePhrase, TalkState, Task
from jobassist.services.cases import open_case
from jobassist.services.letters import list_letters, new_letter, save_letter
from jobassist.services.my_day import read_day
from jobassist.services.notes import finalise, new_draft, save_draft, search
from jobassist.services.phrase_library import save_private
from jobassist.services.phrases import import_standard_texts, list_phrases
from jobassist.services.talks import plan_talk, talks_of_case, talks_on
from jobassist.services.tasks import my_tasks, new_task, tasks_of_case
from jobassist.services.trash import Kind, empty, empty_old, in_the_bin, take_back, throw_away
from tests.fakes.session import CASE, JONAS, fake_session

DAY = date(2026, 11, 25)


@pytest.fixture
def session():
    made = fake_session()
    import_standard_texts(made)
    return made


@pytest.fixture
def things(session):
    """One of each kind: kind and id."""
    save_private(session, "mine", title="Min egen", body="Tekst")
    with session.store.read() as tx:
        text = tx.find(PrivatePhrase)[0]
    letter = new_letter(session, CASE.id, "br-workshop")
    save_letter(session, letter.id, subject="Workshop")
    return {
        Kind.NOTE: new_draft(session, CASE.id, "Borgeren oplyser\nmere").id,
        Kind.LETTER: letter.id,
        Kind.TASK: new_task(session, CASE.id, "Ring til lægen").id,
        Kind.TALK: plan_talk(session, CASE.id, DAY, starts_at="09:30").id,
        Kind.TEXT: text.id,
    }


def seen(session) -> set[str]:
    """Every id that some list of the window shows."""
    day = read_day(session)
    return {
        *(note.id for note in open_case(session, CASE.id).notes),
        *(hit.note.id for hit in search(session, "Borgeren")),
        *(letter.id for letter in list_letters(session, CASE.id)),
        *(task.id for task in tasks_of_case(session, CASE.id)),
        *(one.task.id for one in my_tasks(session)),
        *(talk.id for talk in talks_of_case(session, CASE.id)),
        *(one.talk.id for one in talks_on(session, DAY)),
        *(text.id for text in list_phrases(session)),
        *(one.note.id for one in day.drafts),
    }


@pytest.mark.parametrize("kind", list(Kind))
def test_it_is_gone_from_every_list_until_it_is_taken_back(session, things, kind):
    id = things[kind]
    assert id in seen(session)
    throw_away(session, kind, id)
    assert id not in seen(session)
    (one,) = in_the_bin(session)
    assert (one.kind, one.id) == (kind, id)
    assert one.title
    assert one.citizen == ("" if kind is Kind.TEXT else "Anders Østergaard")
    assert one.until - one.since == timedelta(days=session.settings["trash_days"])
    take_back(session, kind, id)
    assert id in seen(session)
    assert in_the_bin(session) == []


@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_emptied_says_nothing_any_more_here_or_on_its_way(session, things, kind):
    id = things[kind]
    throw_away(session, kind, id)
    empty(session, kind, id)
    assert in_the_bin(session) == []
    assert id not in seen(session)
    with session.store.sync() as tx:
        sent = str([op.fields for op in tx.pending(100) if op.record_id == id])
    for word in ("Borgeren oplyser", "Ring til", "Min egen", "Workshop"):
        assert word not in sent
    with pytest.raises(UserError, match=r"trash\.not_there"):
        take_back(session, kind, id)


def test_it_empties_itself_when_its_days_are_over(session, things):
    for kind, id in things.items():
        throw_away(session, kind, id)
    session.clock.advance(days=29)
    assert empty_old(session) == 0
    session.clock.advance(days=2)
    assert empty_old(session) == len(things)
    assert in_the_bin(session) == []
    assert empty_old(session) == 0


def test_what_another_device_threw_away_begins_its_days_here(session, things):
    with session.store.write() as tx:
        note = tx.get(Note, things[Kind.NOTE])
        tx.put(replace(note, state=NoteState.DISCARDED))
    assert empty_old(session) == 0
    session.clock.advance(days=31)
    assert empty_old(session) == 1


def test_what_is_final_or_held_stays(session):
    note = finalise(session, new_draft(session, CASE.id, "Endeligt").id)
    with pytest.raises(UserError, match=r"trash\.not_this"):
        throw_away(session, Kind.NOTE, note.id)
    talk = plan_talk(session, CASE.id, DAY)
    with session.store.write() as tx:
        tx.put(replace(tx.get(ContactTalk, talk.id), state=TalkState.HELD))
    with pytest.raises(UserError, match=r"trash\.not_this"):
        throw_away(session, Kind.TALK, talk.id)


def test_what_is_somebody_elses_stays(session):
    task = new_task(session, CASE.id, "Jonas' opgave")
    with session.store.write() as tx:
        other = replace(tx.get(Task, task.id), id="k-2", user_id=JONAS.id, created_by=JONAS.id)
        tx.put(other)
    with pytest.raises(PolicyDenied):
        throw_away(session, Kind.TASK, "k-2")


def test_nobody_writes_on_a_note_in_the_bin(session, things):
    throw_away(session, Kind.NOTE, things[Kind.NOTE])
    with pytest.raises(UserError, match=r"note\.discarded"):
        save_draft(session, things[Kind.NOTE], text="mere")


def test_a_text_of_the_same_key_comes_back_with_what_it_says_now(session, things):
    throw_away(session, Kind.TEXT, things[Kind.TEXT])
    save_private(session, "mine", title="Ny", body="Nyt")
    assert in_the_bin(session) == []
