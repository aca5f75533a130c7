"""What `SyncWriter` promises, of the fake and of the encrypted store."""

from dataclasses import replace

import pytest

from jobassist.errors import UserError
from jobassist.ports.store import Store
from jobassist.ports.stored import Incoming, SyncCounts
from jobassist.records import Case, CaseAssignment, Citizen, Note, NoteState, Record, User, kind_of
from jobassist.records.plain import to_plain
from tests.storage.samples import (
    ANNE,
    CASE_1,
    CASE_2,
    CASELOAD,
    DRAFT,
    FINAL,
    LISE,
    OLE,
    TEAM_1,
    record_id,
)

SCOPE_1 = f"case:{CASE_1.id}"
SCOPE_2 = f"case:{CASE_2.id}"


def row(record: Record, rev: int = 1) -> Incoming:
    """The record as the central holds it."""
    return Incoming(kind_of(record).name, record.id, rev, to_plain(record))


def gone(record: Record) -> Incoming:
    """The record has left the scope."""
    return Incoming(kind_of(record).name, record.id, 0, None)


@pytest.fixture
def pulled(store: Store) -> Store:
    """A store that got both cases from the central, and has nothing to send."""
    with store.sync() as tx:
        tx.apply("organisation", [row(ANNE)], 1)
        tx.apply(SCOPE_1, [row(LISE), row(CASE_1), row(TEAM_1), row(DRAFT)], 4)
        tx.apply(SCOPE_2, [row(OLE), row(CASE_2)], 2)
    return store


def test_rows_and_cursor_are_taken_over_together(pulled: Store):
    with pulled.sync() as tx:
        assert tx.get(Citizen, LISE.id) == replace(LISE, rev=1)
        assert tx.cursor(SCOPE_1) == 4
        assert tx.cursor("case:unknown") == 0
        assert tx.scopes() == {"organisation": 1, SCOPE_1: 4, SCOPE_2: 2}
        assert tx.sync_counts().unsent == 0
        assert len(tx.search_notes("skagen")) == 1


def test_a_failed_pull_moves_neither(pulled: Store):
    with pytest.raises(RuntimeError), pulled.sync() as tx:
        tx.apply(SCOPE_1, [row(replace(LISE, phone="1"), 2)], 9)
        raise RuntimeError
    with pulled.sync() as tx:
        assert tx.cursor(SCOPE_1) == 4
        assert tx.get(Citizen, LISE.id).phone == ""


def test_an_older_row_changes_nothing(pulled: Store):
    with pulled.sync() as tx:
        tx.apply(SCOPE_1, [row(replace(LISE, phone="2"), 5)], 5)
        tx.apply(SCOPE_1, [row(replace(LISE, phone="1"), 4)], 6)
        assert tx.get(Citizen, LISE.id) == replace(LISE, phone="2", rev=5)


def test_an_unsent_field_keeps_the_local_value(pulled: Store):
    with pulled.sync() as tx:
        tx.put(replace(LISE, phone="local"))
        tx.apply(SCOPE_1, [row(replace(LISE, phone="theirs", email="e"), 2)], 5)
        citizen = tx.get(Citizen, LISE.id)
    assert (citizen.phone, citizen.email, citizen.rev) == ("local", "e", 2)


def test_a_lost_clash_shows_the_value_that_stands(pulled: Store):
    with pulled.sync() as tx:
        tx.put(replace(LISE, phone="local"))
        (op,) = tx.pending(1)
        assert op.base_rev == 1
        tx.apply(SCOPE_1, [row(replace(LISE, phone="theirs"), 2)], 5)
        tx.settle(op.id, "conflict", 2)
        assert tx.get(Citizen, LISE.id).phone == "theirs"
        assert tx.sync_counts().conflicts == 1


def test_a_clash_answered_before_the_pull_shows_it_after(pulled: Store):
    with pulled.sync() as tx:
        tx.put(replace(LISE, phone="local"))
        (op,) = tx.pending(1)
        tx.settle(op.id, "conflict", 2)
        tx.apply(SCOPE_1, [row(replace(LISE, phone="theirs"), 2)], 5)
        assert tx.get(Citizen, LISE.id) == replace(LISE, phone="theirs", rev=2)


def test_what_stood_beside_a_clash_stays_and_is_not_kept_aside(pulled: Store):
    with pulled.sync() as tx:
        tx.put(replace(LISE, phone="local", email="min@egen.dk"))
        (op,) = tx.pending(1)
        tx.apply(SCOPE_1, [row(replace(LISE, phone="theirs"), 2)], 5)
        tx.settle(op.id, "conflict", 3, clashed={"phone": "local"})
        citizen = tx.get(Citizen, LISE.id)
        assert (citizen.phone, citizen.email) == ("theirs", "min@egen.dk")
        assert [item.operation.fields for item in tx.kept()] == [{"phone": "local"}]


def test_a_merged_change_comes_back_whole(pulled: Store):
    with pulled.sync() as tx:
        tx.put(replace(LISE, phone="local"))
        (op,) = tx.pending(1)
        tx.settle(op.id, "merged", 3)
        tx.apply(SCOPE_1, [row(replace(LISE, phone="local", email="e"), 3)], 6)
        assert tx.get(Citizen, LISE.id) == replace(LISE, phone="local", email="e", rev=3)


def test_a_sealed_record_stands_against_the_central(pulled: Store):
    with pulled.sync() as tx:
        tx.apply(SCOPE_1, [row(FINAL)], 5)
        tx.apply(SCOPE_1, [row(replace(FINAL, text="andet"), 2)], 6)
        assert tx.get(Note, FINAL.id).text == FINAL.text
        assert tx.sync_counts().conflicts == 1
        tx.apply(SCOPE_1, [row(FINAL, 3)], 7)
        assert tx.get(Note, FINAL.id) == replace(FINAL, rev=3)


@pytest.mark.parametrize("pulled_first", [True, False])
def test_a_refused_final_note_gives_way_to_the_centrals(pulled: Store, pulled_first: bool):
    mine = replace(FINAL, id=DRAFT.id, text="min ordlyd", hash="b" * 64)
    theirs = replace(FINAL, id=DRAFT.id, text="deres ordlyd", hash="a" * 64)
    with pulled.write() as tx:
        tx.put(mine)
    with pulled.sync() as tx:
        (op,) = tx.pending(1)
        if pulled_first:
            tx.apply(SCOPE_1, [row(theirs, 2)], 5)
            assert tx.get(Note, mine.id).text == "min ordlyd"
        tx.settle(op.id, "quarantined", 0)
        if not pulled_first:
            tx.apply(SCOPE_1, [row(theirs, 2)], 5)
        assert to_plain(tx.get(Note, mine.id)) == to_plain(theirs)
        assert tx.get(Note, mine.id).rev == 2
        assert len(tx.search_notes("deres")) == 1 and tx.search_notes("min") == []
        assert tx.sync_counts().quarantined == 1
        tx.apply(SCOPE_1, [row(theirs, 3)], 6)
        assert tx.sync_counts().conflicts == 0


def test_a_seal_that_comes_is_shown_as_it_is_whatever_waits_here(pulled: Store):
    with pulled.write() as tx:
        tx.put(replace(DRAFT, text="skrevet imens"))
    with pulled.sync() as tx:
        (op,) = tx.pending(1)
        theirs = replace(FINAL, id=DRAFT.id)
        tx.apply(SCOPE_1, [row(theirs, 2)], 5)
        assert tx.get(Note, DRAFT.id) == replace(theirs, rev=2)
        tx.settle(op.id, "quarantined", 0, "sealed")
        assert tx.get(Note, DRAFT.id) == replace(theirs, rev=2)
        assert [item.operation.fields for item in tx.kept()] == [{"text": "skrevet imens"}]


def test_a_refused_final_note_does_not_become_a_draft_again(pulled: Store):
    with pulled.write() as tx:
        tx.put(replace(FINAL, id=DRAFT.id))
    with pulled.sync() as tx:
        (op,) = tx.pending(1)
        tx.settle(op.id, "quarantined", 0)
        tx.apply(SCOPE_1, [row(DRAFT, 2)], 5)
        assert tx.get(Note, DRAFT.id).text == FINAL.text


def test_a_refused_seal_that_is_let_go_makes_room_for_what_stands(pulled: Store):
    with pulled.write() as tx:
        tx.put(replace(FINAL, id=DRAFT.id, text="min ordlyd"))
    with pulled.sync() as tx:
        (op,) = tx.pending(1)
        tx.settle(op.id, "quarantined", 0, "unknown_record")
        tx.apply(SCOPE_1, [row(DRAFT, 2)], 5)  # it cannot be shown yet, and is kept aside
        assert tx.sync_counts().conflicts == 1
        (refused,) = [item.id for item in tx.kept() if item.why == "quarantined"]
        tx.settle_kept(refused)
        note = tx.get(Note, DRAFT.id)
        assert (note.state, note.text) == (NoteState.DRAFT, "min ordlyd")
        assert tx.sync_counts() == SyncCounts(0, 0, 0)
        assert tx.scopes() == {"organisation": 1, SCOPE_1: 0, SCOPE_2: 2}
        tx.apply(SCOPE_1, [row(DRAFT, 2)], 5)
        assert tx.get(Note, DRAFT.id) == replace(DRAFT, rev=2)


def test_a_seal_that_stands_outlives_one_that_was_refused_before(pulled: Store):
    mine = replace(FINAL, id=DRAFT.id, text="min ordlyd", hash="b" * 64)
    with pulled.write() as tx:
        tx.put(mine)
    with pulled.sync() as tx:
        (op,) = tx.pending(1)
        tx.settle(op.id, "quarantined", 0, "sealed")
        tx.apply(SCOPE_1, [row(replace(FINAL, id=DRAFT.id, text="deres"), 2)], 5)
        tx.settle_kept(tx.kept()[0].id)
        assert tx.get(Note, DRAFT.id).text == "deres"
        assert tx.cursor(SCOPE_1) == 5


def test_a_row_that_cannot_be_read_is_kept_and_blocks_nothing(pulled: Store):
    with pulled.sync() as tx:
        rows = [
            Incoming("spaceship", record_id(77), 1, {"x": 1}),
            Incoming("citizen", record_id(78), 1, {"cpr": 5}),
            row(replace(LISE, phone="1"), 2),
        ]
        tx.apply(SCOPE_1, rows, 9)
        assert tx.get(Citizen, LISE.id).phone == "1"
        assert tx.sync_counts().quarantined == 2


def test_a_record_is_here_while_one_scope_holds_it(pulled: Store):
    with pulled.sync() as tx:
        tx.apply(SCOPE_2, [row(LISE)], 3)
        tx.apply(SCOPE_1, [gone(LISE)], 5)
        assert tx.get(Citizen, LISE.id)
        tx.apply(SCOPE_2, [gone(LISE)], 4)
        assert tx.count(Citizen) == 1


def test_a_draft_that_enters_its_case_stays(pulled: Store):
    drafts = f"user:{ANNE.id}:{CASE_1.id}"
    with pulled.sync() as tx:
        tx.apply(drafts, [row(FINAL)], 1)
        tx.apply(SCOPE_1, [row(FINAL, 2)], 5)
        tx.apply(drafts, [gone(FINAL)], 2)
        assert tx.get(Note, FINAL.id).rev == 2


def test_a_lost_case_is_purged_and_its_unsent_work_kept(pulled: Store):
    with pulled.sync() as tx:
        tx.put(replace(DRAFT, text="usendt"))
        tx.put(replace(DRAFT, id=record_id(43), text="ny her"))
        assert tx.purge(SCOPE_1) == 5
        assert tx.sync_counts().quarantined == 2
        assert tx.sync_counts().unsent == 0
        assert [c.id for c in tx.find(Case)] == [CASE_2.id]
        assert [c.id for c in tx.find(Citizen)] == [OLE.id]
        assert tx.count(CaseAssignment) == tx.count(Note) == 0
        assert tx.search_notes("usendt") == []
        assert SCOPE_1 not in tx.scopes()
        assert tx.get(User, ANNE.id)


@pytest.mark.parametrize("outcome", ["merged", "conflict"])
def test_what_only_tells_hides_nothing_that_comes(pulled: Store, outcome: str):
    with pulled.sync() as tx:
        tx.put(replace(LISE, phone="min"))
        (own,) = tx.pending(1)
        tx.apply(SCOPE_1, [row(LISE, 1)], 4)
        tx.say_again(LISE, ["email"])
        tx.settle(own.id, "conflict", 1, clashed={"phone": "min"})
        tx.say_again(LISE, ["phone"])
        tx.apply(SCOPE_1, [row(replace(LISE, phone="nyere"), 2)], 5)
        assert tx.get(Citizen, LISE.id).phone == "nyere"
        tx.settle(tx.pending(1)[0].id, outcome, 2)
        assert tx.get(Citizen, LISE.id) == replace(LISE, phone="nyere", rev=2)


@pytest.mark.parametrize("sent", [False, True])
def test_of_what_is_not_taken_in_only_ones_own_words_are_kept(pulled: Store, sent: bool):
    with pulled.write() as tx:
        tx.say_again(LISE, ["phone"])
        tx.put(replace(LISE, email="min@egen.dk"))
        assert tx.say_again(OLE, ["phone"]) == {"phone": OLE.phone}
    with pulled.sync() as tx:
        for op in tx.pending(2) if sent else ():
            tx.settle(op.id, "quarantined", 0, "forbidden")
        tx.purge(SCOPE_1)
        tx.purge(SCOPE_2)
        assert [item.operation.fields for item in tx.kept()] == [{"email": "min@egen.dk"}]


def test_of_what_clashed_only_ones_own_words_stay_when_the_case_is_lost(pulled: Store):
    with pulled.write() as tx:
        tx.say_again(LISE, ["phone"])
        tx.put(replace(LISE, email="min@egen.dk"))
        tx.say_again(OLE, ["phone"])
    with pulled.sync() as tx:
        for op in tx.pending(2):
            tx.settle(op.id, "conflict", 3, clashed=op.fields)
        tx.apply(SCOPE_1, [row(FINAL)], 5)
        tx.apply(SCOPE_1, [row(replace(FINAL, text="en kollegas"), 2)], 6)
        assert tx.sync_counts().conflicts == 3
        tx.purge(SCOPE_1)
        tx.purge(SCOPE_2)
        assert [item.operation.fields for item in tx.kept()] == [{"email": "min@egen.dk"}]


def test_what_was_not_sent_of_a_joined_record_stays_when_the_case_is_lost(pulled: Store):
    with pulled.write() as tx:
        tx.put(replace(LISE, phone="98 11 22 33"))
    with pulled.sync() as tx:
        tx.apply(SCOPE_1, [replace(gone(LISE), joined=OLE.id)], 5)
        (item,) = tx.kept()
        assert item.operation.fields["given_name"] == LISE.given_name
        tx.purge(SCOPE_1)
        tx.purge(SCOPE_2)
        assert [item.operation.fields for item in tx.kept()] == [{"phone": "98 11 22 33"}]


def test_ones_own_words_in_a_field_that_was_only_told_are_kept(pulled: Store):
    with pulled.write() as tx:
        tx.say_again(LISE, ["phone"])
        tx.put(replace(LISE, phone="98 11 22 33"))
    with pulled.sync() as tx:
        tx.purge(SCOPE_1)
        assert [item.operation.fields for item in tx.kept()] == [{"phone": "98 11 22 33"}]


def test_what_was_only_told_is_that_when_it_is_sent_again(pulled: Store):
    with pulled.sync() as tx:
        tx.begin_epoch("first")
        tx.say_again(LISE, ["phone"])
        tx.settle(tx.pending(1)[0].id, "applied", 2)
        tx.begin_epoch("second")
        (op,) = tx.pending(1)
        assert (op.told, op.own) == ({"phone"}, {})


def test_a_case_made_here_goes_with_its_citizen(store: Store):
    with store.sync() as tx:
        for record in CASELOAD:
            tx.put(record)
        assert tx.purge(SCOPE_1) == 4
        assert [c.id for c in tx.find(Citizen)] == [OLE.id]
        assert tx.sync_counts().quarantined == 4


def test_a_citizen_that_another_case_names_stays(store: Store):
    with store.sync() as tx:
        for record in CASELOAD:
            tx.put(record)
        tx.put(replace(CASE_2, citizen_id=LISE.id))
        tx.purge(SCOPE_1)
        assert [c.id for c in tx.find(Citizen)] == [LISE.id]


# Enrolment


def test_the_owner_becomes_the_centrals_user(store: Store):
    new = record_id(9)
    with store.sync() as tx:
        for record in (*CASELOAD, FINAL):
            tx.put(record)
        tx.set_setting("owner", ANNE.id)
        tx.adopt_user(ANNE.id, new)
        assert tx.setting("owner") == new
        assert [u.id for u in tx.find(User)] == [new]
        assert tx.get(Case, CASE_1.id).coordinator_id == new
        assert {n.author_id for n in tx.find(Note)} == {new}
        assert tx.get(Note, FINAL.id).sealed == FINAL.sealed
        fields = {op.record_id: op.fields for op in tx.pending(100)}
    assert fields[CASE_1.id]["coordinator_id"] == new
    assert fields[DRAFT.id]["author_id"] == new
    assert ANNE.id not in fields


def test_adopting_oneself_or_a_user_who_is_here_already(pulled: Store):
    other = User(id=record_id(9), name="Anne fra centralen")
    with pulled.sync() as tx:
        tx.adopt_user(ANNE.id, ANNE.id)
        assert tx.get(User, ANNE.id)
        tx.apply("organisation", [row(other)], 2)
        tx.adopt_user(ANNE.id, other.id)
        assert tx.find(User) == [replace(other, rev=1)]


def test_a_sealed_note_still_cannot_change_after_enrolment(store: Store):
    with store.sync() as tx:
        tx.put(FINAL)
        tx.adopt_user(ANNE.id, record_id(9))
    with store.write() as tx, pytest.raises(UserError):
        tx.put(replace(tx.get(Note, FINAL.id), text="x"))


def test_a_scope_that_comes_in_several_pages_is_no_news_until_it_is_whole(store: Store):
    with store.sync() as tx:
        tx.apply(SCOPE_1, [row(LISE), row(CASE_1)], 2)
    with store.sync() as tx:  # the process was killed between the pages
        tx.apply(SCOPE_1, [row(TEAM_1)], 3)
        tx.complete(SCOPE_1)
        assert tx.news() == []
        many = [replace(DRAFT, id=record_id(900 + n)) for n in range(12)]
        tx.apply(SCOPE_1, [row(DRAFT), *map(row, many)], 16)
        told = tx.news(CASE_1.id)
        assert {one.record_id for one in told} == {DRAFT.id, *(one.id for one in many)}
        assert [one.place for one in told] == sorted({one.place for one in told})
        assert {(one.kind, one.fields, one.at == told[0].at) for one in told} == {
            ("note", (), True)
        }
