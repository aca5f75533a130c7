"""What `jobassist.ports.store` promises, of the fake and of the encrypted store."""

from dataclasses import replace
from datetime import timedelta

import pytest

from jobassist.errors import UserError
from jobassist.ports.store import PRACTICE, Store
from jobassist.records import Case, CaseState, Citizen, Misfiling, Note, NoteTransfer, User
from tests.storage.samples import (
    ANNE,
    CASE_1,
    CASE_2,
    CASELOAD,
    DRAFT,
    FINAL,
    LISE,
    MOMENT,
    OLE,
    TEAM_1,
    record_id,
)


@pytest.fixture
def filled(store: Store) -> Store:
    """The store with the small caseload."""
    with store.write() as tx:
        for record in CASELOAD:
            tx.put(record)
    return store


def test_what_was_put_is_read_back_equal(filled: Store):
    with filled.read() as tx:
        for record in CASELOAD:
            assert tx.get(type(record), record.id) == record


def test_an_unknown_id_is_a_clear_error(filled: Store):
    with filled.read() as tx, pytest.raises(UserError) as caught:
        tx.get(Case, record_id(99))
    assert caught.value.code == "store.no_such_record"
    assert caught.value.params == {"kind": "case"}


def test_a_failed_transaction_leaves_no_trace(filled: Store):
    with pytest.raises(RuntimeError), filled.write() as tx:
        tx.put(replace(DRAFT, text="halv"))
        tx.set_setting("a", "b")
        raise RuntimeError
    with filled.read() as tx:
        assert tx.get(Note, DRAFT.id) == DRAFT
        assert tx.setting("a") is None


def test_find_filters_orders_and_limits(filled: Store):
    with filled.write() as tx:
        tx.put(replace(CASE_2, state=CaseState.CLOSED))
        assert tx.find(Case, state=CaseState.OPEN) == [CASE_1]
        assert [c.id for c in tx.find(Case, order="-opened_on")] == [CASE_2.id, CASE_1.id]
        assert [c.id for c in tx.find(Case, order="opened_on", limit=1)] == [CASE_1.id]
        assert tx.find(Case, first_contact_on=None, order="id")[0] == CASE_1
        assert tx.count(Case) == 2
        assert tx.count(Note, case_id=CASE_2.id) == 0


def test_sets_and_days_survive(filled: Store):
    with filled.write() as tx:
        tx.put(replace(DRAFT, phrases=("jn-b@2", "jn-a@1"), model_unfit=True, model="base"))
    with filled.read() as tx:
        note = tx.get(Note, DRAFT.id)
    assert note.phrases == ("jn-a@1", "jn-b@2")
    assert note.model_unfit is True


def test_settings_are_kept_and_forgotten(store: Store):
    with store.write() as tx:
        tx.set_setting("chain", "1")
        tx.set_setting("chain", "2")
        assert tx.setting("chain") == "2"
        tx.set_setting("chain", None)
        assert tx.setting("chain") is None


# Case cards


def test_case_cards_are_in_danish_name_order(filled: Store):
    with filled.read() as tx:
        cards = tx.case_cards()
        assert [card.citizen.family_name for card in cards] == ["Ærøskøbing", "Ågård"]
        assert cards[0].coordinator == ANNE
        assert cards[0].assignments == (TEAM_1,)
        assert cards[1].assignments == ()
        assert len(tx.case_cards(limit=1)) == 1


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("lis", [CASE_1]),
        ("LOTTE æRø", [CASE_1]),
        ("lise-lo", [CASE_1]),
        ("610180", [CASE_1]),
        ("610180-22", [CASE_1]),
        ("720575-1234", [CASE_2]),
        ("2026-00002", [CASE_1, CASE_2]),
        ("2026-000022 ole", [CASE_2]),
        ("agard", []),
        ("åg", [CASE_2]),
        ("lise ole", []),
        ("røsk", []),
        ('"; --', [CASE_1, CASE_2]),
        ("NEAR(", []),
    ],
)
def test_case_cards_match_every_word_by_prefix(filled: Store, query: str, hits: list[Case]):
    with filled.read() as tx:
        assert [card.case for card in tx.case_cards(query)] == hits
        assert tx.case_count(query) == len(hits)


def test_a_list_is_asked_of_many_values_at_once(filled: Store):
    with filled.read() as tx:
        assert tx.listed_among(Case, "id", [CASE_2.id, CASE_1.id, record_id(99)]) == [
            CASE_1,
            CASE_2,
        ]
        assert tx.listed_among(Citizen, "id", {OLE.id}) == [OLE]
        assert tx.listed_among(Note, "case_id", []) == []


def test_the_names_of_citizens_are_listed(filled: Store):
    with filled.read() as tx:
        assert sorted(tx.citizen_names()) == sorted([LISE.name, OLE.name])


def test_what_the_case_system_lacks_is_counted_and_the_newest_are_listed(filled: Store):
    later = replace(FINAL, id=record_id(43), occurred_at=FINAL.occurred_at + timedelta(days=1))
    others = (
        replace(FINAL, id=record_id(44), author_id=record_id(2)),
        replace(FINAL, id=record_id(45), case_id=record_id(99)),
        replace(FINAL, id=record_id(46), case_id=CASE_2.id),
    )
    with filled.write() as tx:
        for note in (FINAL, later, *others):
            tx.put(note)

    def lacks(limit: int | None = None) -> tuple[list[str], int]:
        with filled.read() as tx:
            found = tx.untransferred(ANNE.id, besides={CASE_2.id}, limit=limit)
            return [n.id for n in found], tx.untransferred_count(ANNE.id, besides={CASE_2.id})

    assert lacks() == ([later.id, FINAL.id], 2)
    assert lacks(1) == ([later.id], 2)
    mark = NoteTransfer(
        id=record_id(51),
        case_id=CASE_1.id,
        note_id=later.id,
        user_id=ANNE.id,
        transferred_at=MOMENT,
    )
    with filled.write() as tx:
        tx.put(mark)
    assert lacks() == ([FINAL.id], 1)
    with filled.write() as tx:
        tx.put(replace(mark, taken_back=True))
        tx.put(
            Misfiling(
                id=record_id(52),
                case_id=CASE_1.id,
                note_id=FINAL.id,
                copy_id=later.id,
                reason="forkert sag",
                user_id=ANNE.id,
                moved_at=MOMENT,
            )
        )
    assert lacks() == ([later.id], 1)


def test_closed_cases_are_not_listed(filled: Store):
    with filled.write() as tx:
        tx.put(replace(CASE_1, state=CaseState.CLOSED))
        assert [card.case.id for card in tx.case_cards()] == [CASE_2.id]


# Search


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("praktik", 0),
        ("virksomhedspr", 1),
        ("VÆRKSTED skagen", 1),
        ("værksted gymnasium", 0),
        ("vaerksted", 0),
        ("", 0),
        ('"skagen" OR x*', 0),
        ("text:skagen", 0),
    ],
)
def test_search_takes_words_never_syntax(filled: Store, query: str, found: int):
    with filled.read() as tx:
        assert len(tx.search_notes(query)) == found


def test_a_snippet_marks_what_matched(filled: Store):
    with filled.read() as tx:
        (hit,) = tx.search_notes("ønsk skag")
        assert (hit.citizen, hit.case_number) == (LISE.name, CASE_1.number)
    assert hit.id == DRAFT.id
    assert "⟦ønsker⟧" in hit.snippet
    assert "⟦Skagen⟧" in hit.snippet


def test_search_follows_changes(filled: Store):
    with filled.write() as tx:
        tx.put(replace(DRAFT, text="Helt andet"))
        assert tx.search_notes("skagen") == []
        assert len(tx.search_notes("andet")) == 1


# Sealed


def test_a_sealed_record_may_not_change(filled: Store):
    with filled.write() as tx:
        tx.put(FINAL)
    with filled.write() as tx:
        tx.put(FINAL)  # the same again changes nothing
        with pytest.raises(UserError) as caught:
            tx.put(replace(FINAL, text="Rettet"))
    assert caught.value.code == "record.sealed"
    with filled.read() as tx:
        assert tx.get(Note, FINAL.id) == FINAL


def test_a_draft_becomes_final_by_being_put(filled: Store):
    with filled.write() as tx:
        tx.put(replace(FINAL, id=DRAFT.id))
        assert tx.get(Note, DRAFT.id).text == FINAL.text


# Outbox


def test_a_change_is_queued_with_it(store: Store):
    with store.write() as tx:
        tx.put(LISE)
    with store.sync() as tx:
        (op,) = tx.pending(10)
    assert (op.kind, op.record_id, op.base_rev) == ("citizen", LISE.id, 0)
    assert op.fields == {"cpr": LISE.cpr, "given_name": "Lise-Lotte", "family_name": "Ærøskøbing"}


def test_nothing_of_the_practice_case_is_queued(filled: Store):
    with filled.write() as tx:
        before = tx.sync_counts().unsent
        tx.set_setting(PRACTICE, f"{CASE_1.id} {LISE.id}")
        tx.put(replace(LISE, phone="00 11 22 33"))
        tx.put(replace(CASE_1, title="Øvelse"))
        tx.put(replace(DRAFT, id=record_id(90), case_id=CASE_1.id, text="Et øvenotat"))
        assert tx.sync_counts().unsent == before
        tx.put(replace(DRAFT, id=record_id(91), case_id=CASE_2.id, text="Et rigtigt"))
        assert tx.sync_counts().unsent == before + 1


def test_what_only_the_central_writes_is_not_sent(store: Store):
    with store.write() as tx:
        tx.put(ANNE)
        assert tx.get(User, ANNE.id) == ANNE
        assert tx.sync_counts().unsent == 0


def test_unsent_changes_to_a_record_become_one_operation(store: Store):
    with store.write() as tx:
        tx.put(DRAFT)
    with store.write() as tx:
        tx.put(replace(DRAFT, text="Mere"))
        tx.put(replace(DRAFT, text="Mere", title="Titel"))
        tx.put(replace(DRAFT, text="Mere", title="Titel"))
    with store.sync() as tx:
        (op,) = tx.pending(10)
    assert op.fields["text"] == "Mere"
    assert op.fields["title"] == "Titel"
    assert op.fields["case_id"] == CASE_1.id


def test_an_operation_on_its_way_is_frozen_and_the_next_waits_for_its_answer(store: Store):
    with store.write() as tx:
        tx.put(LISE)
    with store.sync() as tx:
        (first,) = tx.pending(10)
    with store.write() as tx:
        tx.put(replace(LISE, phone="11223344"))
        assert tx.sync_counts().unsent == 2
    with store.sync() as tx:
        assert tx.pending(10) == [first]
        tx.settle(first.id, "applied", 7)
        (second,) = tx.pending(10)
    assert second.fields == {"phone": "11223344"}
    assert second.base_rev == 7
    assert second.seq > first.seq


def test_a_change_that_names_what_is_queued_later_comes_after_it(store: Store):
    with store.write() as tx:
        tx.put(CASE_1)
        tx.put(replace(CASE_1, title="Før"))
        tx.put(OLE)
        tx.put(replace(CASE_1, title="Efter", citizen_id=OLE.id))
    with store.sync() as tx:
        case, citizen = tx.pending(10)
        assert (case.fields["title"], citizen.record_id) == ("Før", OLE.id)
        tx.settle(case.id, "applied", 3)
        tx.settle(citizen.id, "applied", 3)
        (later,) = tx.pending(10)
    assert (later.record_id, later.base_rev) == (CASE_1.id, 3)
    assert later.fields == {"title": "Efter", "citizen_id": OLE.id}


def test_operations_come_oldest_first_and_limited(filled: Store):
    with filled.sync() as tx:
        everything = tx.pending(100)
        assert [op.seq for op in everything] == sorted(op.seq for op in everything)
        assert tx.pending(2) == everything[:2]


def test_the_number_of_an_operation_is_never_used_again(store: Store):
    with store.sync() as tx:
        tx.put(LISE)
        (first,) = tx.pending(1)
        tx.settle(first.id, "applied", 1)
        tx.put(OLE)
        (second,) = tx.pending(1)
    assert second.seq > first.seq


def test_applied_takes_over_the_revision(store: Store):
    with store.sync() as tx:
        tx.put(LISE)
        (op,) = tx.pending(1)
        tx.settle(op.id, "applied", 3)
        assert tx.get(Citizen, LISE.id).rev == 3
        tx.settle(op.id, "applied", 3)  # the answer may come twice
        assert tx.sync_counts().unsent == 0


@pytest.mark.parametrize("outcome", ["conflict", "quarantined"])
def test_what_did_not_stand_is_kept(store: Store, outcome: str):
    with store.sync() as tx:
        tx.put(LISE)
        (op,) = tx.pending(1)
        tx.settle(op.id, outcome, 3)
        counts = tx.sync_counts()
    assert counts.unsent == 0
    assert (counts.conflicts, counts.quarantined) == ((1, 0) if outcome == "conflict" else (0, 1))


def test_what_stands_is_said_again_and_can_be_taken_back_until_it_is_sent(store: Store):
    with store.sync() as tx:
        tx.put(LISE)
        (op,) = tx.pending(1)
        tx.settle(op.id, "applied", 3)
        assert tx.say_again(LISE, ["phone", "email"]) == {"phone": LISE.phone, "email": LISE.email}
        assert tx.unsay(LISE, {"phone": LISE.phone, "email": "en anden"})
        (said,) = tx.pending(9)
        assert (said.base_rev, said.fields) == (3, {"email": LISE.email})
        assert tx.get(Citizen, LISE.id) == replace(LISE, rev=3)
        assert not tx.unsay(LISE, said.fields)  # it is on its way


def test_a_change_on_its_way_is_not_said_again(store: Store):
    with store.sync() as tx:
        tx.put(LISE)
        (op,) = tx.pending(1)
        tx.settle(op.id, "applied", 3)
        tx.put(replace(LISE, phone="98 00 00 09"))
        assert tx.say_again(LISE, ["phone"]) == {}
        assert tx.say_again(replace(LISE, id=OLE.id), ["phone"]) == {}  # nobody by that id
        (op,) = tx.pending(9)
    assert op.fields == {"phone": "98 00 00 09"}
