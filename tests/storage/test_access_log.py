"""The access log: what is told of a transaction, and a chain that shows what was done to it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, text

from jobassist.errors import EnvironmentFault, UserError
from jobassist.ports.access import Access, Touch
from jobassist.ports.store import Store
from jobassist.records import Case, Citizen, Note, User
from storage import access_log
from storage.store import EncryptedStore
from tests.fakes.clock import FakeClock
from tests.fakes.store import FakeStore
from tests.storage.samples import CASE_1, CASE_2, CASELOAD, DRAFT, FINAL, LISE, OLE


@pytest.fixture
def clock() -> FakeClock:
    """Stands still unless told."""
    return FakeClock()


@pytest.fixture
def encrypted(encrypted_store: EncryptedStore, clock: FakeClock) -> EncryptedStore:
    """The real store with the caseload, an empty log and a clock of ours."""
    with encrypted_store.sync() as tx:
        for record in CASELOAD:
            tx.put(record)
    return EncryptedStore(encrypted_store._engine, claim=lambda: None, clock=clock)


@pytest.fixture(params=["fake", "encrypted"])
def store(request: pytest.FixtureRequest, clock: FakeClock) -> Store:
    """The fake and the real one."""
    if request.param == "fake":
        return FakeStore(*CASELOAD, clock=clock)
    return request.getfixturevalue("encrypted")


def logged(store: Store) -> list[Touch]:
    """Every access, oldest first."""
    with store.read() as tx:
        return [entry.touch for entry in tx.accesses()]


def test_opening_a_case_is_one_reading(store: Store):
    with store.read() as tx:
        tx.get(Case, CASE_1.id)
        tx.get(Citizen, LISE.id)
        tx.find(User)
        tx.find(Note, case_id=CASE_1.id)
    assert logged(store) == [Touch(Access.READ, "case", CASE_1.id, LISE.id)]


def test_a_note_read_alone_is_a_reading_of_it(store: Store):
    with store.read() as tx:
        tx.get(Note, DRAFT.id)
    assert logged(store) == [Touch(Access.READ, "note", DRAFT.id, LISE.id)]


def test_what_is_found_by_its_values_does_not_escape(store: Store):
    with store.read() as tx:
        tx.find(Citizen, family_name=OLE.family_name)
        tx.find(Note, case_id=CASE_1.id)
    assert logged(store) == [
        Touch(Access.READ, "citizen", OLE.id, OLE.id),
        Touch(Access.READ, "case", CASE_1.id, LISE.id),
    ]


def test_a_list_is_no_reading_and_neither_is_who_works_here(store: Store):
    with store.read() as tx:
        assert len(tx.case_cards()) == 2
        assert len(tx.listed(Citizen)) == 2
        tx.find(User)
        tx.count(Note, case_id=CASE_1.id)
        tx.setting("owner")
    assert logged(store) == []


@pytest.mark.parametrize("kind", ["note", "case"])
def test_a_search_is_logged_without_its_words(store: Store, kind: str):
    with store.read() as tx:
        hits = tx.search_notes("værksted") if kind == "note" else tx.case_cards("Ærøskøbing")
        assert hits
        if kind == "note":
            tx.get(Note, DRAFT.id)  # a hit is shown as part of the search
    (touch,) = logged(store)
    assert (touch.action, touch.kind) == (Access.SEARCH, kind)
    assert "værksted" not in touch.record_id
    assert "Ærøskøbing" not in touch.record_id


def test_it_can_be_asked_whether_a_name_was_searched_for(store: Store, clock: FakeClock):
    with store.read() as tx:
        tx.case_cards("ågå")
    clock.advance(minutes=2)
    with store.read() as tx:
        tx.case_cards("lise")
    with store.read() as tx:
        assert len(tx.searches_for(OLE.family_name)) == 1
        assert len(tx.searches_for(LISE.given_name)) == 1
        assert tx.searches_for("Mikkelsen") == []


def test_adding_and_changing_are_told_with_the_change(store: Store, clock: FakeClock):
    new = replace(DRAFT, id=FINAL.id, case_id=CASE_2.id)
    with store.write() as tx:
        tx.get(Case, CASE_2.id)
        tx.put(new)
    clock.advance(minutes=2)
    with store.write() as tx:
        tx.put(replace(tx.get(Note, new.id), text="Andet"))
        tx.put(CASELOAD[0])  # an employee is no citizen
    assert logged(store) == [
        Touch(Access.ADD, "note", new.id, OLE.id),
        Touch(Access.CHANGE, "note", new.id, OLE.id),
    ]


def test_what_leaves_the_store_is_an_extract(store: Store):
    with store.read() as tx:
        tx.extracted(tx.get(Citizen, LISE.id))
    assert Touch(Access.EXTRACT, "citizen", LISE.id, LISE.id) in logged(store)


def test_the_same_again_within_a_minute_is_once(store: Store, clock: FakeClock):
    for _ in range(3):
        with store.read() as tx:
            tx.get(Case, CASE_1.id)
        clock.advance(seconds=25)
    assert len(logged(store)) == 1
    clock.advance(seconds=60)
    with store.read() as tx:
        tx.get(Case, CASE_1.id)
    assert len(logged(store)) == 2


def test_a_change_that_failed_was_none(store: Store):
    with pytest.raises(OSError, match="own"), store.write() as tx:
        tx.put(replace(DRAFT, text="Andet"))
        raise OSError("own")
    assert logged(store) == []
    with store.write() as tx:
        tx.put(replace(DRAFT, text="Andet"))
    assert logged(store) == [Touch(Access.CHANGE, "note", DRAFT.id, LISE.id)]


def test_reading_that_failed_halfway_is_told(store: Store):
    with pytest.raises(UserError), store.read() as tx:
        tx.get(Note, DRAFT.id)
        tx.get(Note, "unknown")
    assert logged(store) == [Touch(Access.READ, "note", DRAFT.id, LISE.id)]


def test_the_sync_client_is_no_reader(store: Store):
    with store.sync() as tx:
        tx.get(Citizen, LISE.id)
        tx.purge(f"case:{CASE_1.id}")
    assert logged(store) == []


def test_entries_are_found_by_citizen_kind_of_use_and_time(store: Store, clock: FakeClock):
    with store.read() as tx:
        tx.get(Case, CASE_1.id)
    clock.advance(days=1)
    later = clock.now()
    with store.write() as tx:
        tx.put(replace(OLE, phone="00 11 22 33"))
    with store.read() as tx:
        assert [e.touch.kind for e in tx.accesses(citizen_id=LISE.id)] == ["case"]
        assert [e.touch.kind for e in tx.accesses(action=Access.CHANGE)] == ["citizen"]
        assert [e.at for e in tx.accesses(since=later)] == [later]
        assert [e.number for e in tx.accesses()] == [1, 2]


def test_old_entries_go_and_the_deletion_is_told(store: Store, clock: FakeClock):
    with store.read() as tx:
        tx.get(Case, CASE_1.id)
    clock.advance(days=200)
    with store.read() as tx:
        tx.get(Case, CASE_2.id)
    with store.write() as tx:
        assert tx.trim_accesses(clock.now() - timedelta(days=180)) == 1
        assert tx.trim_accesses(clock.now() - timedelta(days=180)) == 0
    assert [(t.action, t.kind) for t in logged(store)] == [
        (Access.READ, "case"),
        (Access.DELETE, "access_log"),
    ]


# Only the encrypted one: the chain.


@pytest.fixture
def used(encrypted: EncryptedStore, clock: FakeClock) -> EncryptedStore:
    """A store with twelve entries."""
    for turn in range(6):
        with encrypted.read() as tx:
            tx.get(Case, CASE_1.id)
        with encrypted.write() as tx:
            tx.put(replace(DRAFT, text=f"Udgave {turn}"))
        clock.advance(days=30)
    return encrypted


def problems(store: EncryptedStore) -> list[str]:
    """What the check would say."""
    with store._engine.connect() as connection:
        return access_log.problems(connection)


def tamper(store: EncryptedStore, *statements: str) -> None:
    """Behind the log's back, its triggers out of the way."""
    with store._engine.begin() as connection:
        connection.execute(text("DROP TRIGGER access_log_stands"))
        connection.execute(text("DROP TRIGGER access_log_kept"))
        for statement in statements:
            connection.execute(text(statement))


def test_the_chain_holds_also_when_the_oldest_are_gone(used: EncryptedStore, clock: FakeClock):
    assert problems(used) == []
    with used.write() as tx:
        assert tx.trim_accesses(clock.now() - timedelta(days=100)) == 6
    assert problems(used) == []
    with used.read() as tx:
        assert tx.accesses()[0].number == 7
    with used.write() as tx:
        tx.trim_accesses(clock.now() + timedelta(days=1))
    assert problems(used) == []


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE access_log SET user_id = 'en anden' WHERE number = 5", 5),
        ("UPDATE access_log SET at = '2020-01-01T00:00:00.000Z' WHERE number = 1", 1),
        ("UPDATE access_log SET citizen_id = NULL WHERE number = 12", 12),
        ("DELETE FROM access_log WHERE number = 1", 1),
        ("DELETE FROM access_log WHERE number = 7", 7),
        ("DELETE FROM access_log WHERE number = 12", 12),
        ("DELETE FROM access_log", 1),
        ("UPDATE access_anchor SET first_number = 4", 4),
        ("DELETE FROM access_anchor", 0),
    ],
)
def test_whatever_was_done_to_the_log_is_noticed(used: EncryptedStore, statement: str, where: int):
    tamper(used, statement)
    assert problems(used) == [f"access_log {where}"]


@pytest.mark.parametrize(
    "statement",
    ["UPDATE access_log SET user_id = 'en anden'", "DELETE FROM access_log WHERE number > 3"],
)
def test_the_database_itself_refuses_to_change_the_log(used: EncryptedStore, statement: str):
    with pytest.raises(Exception, match=r"access\.stands"), used._engine.begin() as connection:
        connection.execute(text(statement))
    assert problems(used) == []


@pytest.fixture
def full(encrypted: EncryptedStore) -> Iterator[EncryptedStore]:
    """A store whose disk can be made full by `PRAGMA query_only`, and well again."""

    def set_pragma(connection: object, *_: object) -> None:
        connection.execute(f"PRAGMA query_only = {full_now[0]}")  # type: ignore[attr-defined]

    full_now = ["OFF"]
    event.listen(encrypted._engine, "checkout", set_pragma)
    encrypted.full_now = full_now  # type: ignore[attr-defined]
    yield encrypted


def test_a_reading_that_cannot_be_told_now_is_told_later(full: EncryptedStore):
    full.full_now[0] = "ON"  # type: ignore[attr-defined]
    with full.read() as tx:
        assert tx.get(Note, DRAFT.id) == DRAFT
    with pytest.raises(EnvironmentFault), full.write() as tx:
        tx.put(replace(DRAFT, text="Andet"))
    full.full_now[0] = "OFF"  # type: ignore[attr-defined]
    with full.write() as tx:
        tx.put(replace(OLE, phone="00 11 22 33"))
    assert [(t.action, t.record_id) for t in logged(full)] == [
        (Access.READ, DRAFT.id),
        (Access.CHANGE, OLE.id),
    ]
    assert problems(full) == []


def test_a_reading_inside_a_writing_waits_for_it(encrypted: EncryptedStore):
    with encrypted.write() as tx:
        tx.put(replace(OLE, phone="00 11 22 33"))
        with encrypted.read() as inner:
            inner.get(Note, DRAFT.id)
    assert [t.action for t in logged(encrypted)] == [Access.READ, Access.CHANGE]


def test_entries_name_the_owner_of_the_store(encrypted: EncryptedStore, tmp_path: Path):
    with encrypted.write() as tx:
        tx.set_setting("owner", "u-mette")
        tx.put(replace(OLE, phone="00 11 22 33"))
    with encrypted.read() as tx:
        assert [entry.user_id for entry in tx.accesses()] == ["u-mette"]
