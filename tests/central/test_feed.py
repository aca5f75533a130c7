"""Feeds: commit-ordered, without gaps, each record once at its latest change."""

import threading

import pytest
import sqlalchemy as sa

from central.feed import page, publish, scopes_holding
from central.records import insert
from jobassist.ids import new_id
from jobassist.records import KINDS

WRITERS, EACH = 8, 25
KIND = KINDS["phrase"]


def make(tx, record_id=None):
    body = {"key": "k", "title": "t", "body": "b"}
    record_id = record_id or new_id()
    insert(tx, KIND, record_id, {**BLANK, **body}, user_id="", device_id="")
    return record_id


BLANK = {f.name: None for f in KIND.fields}


def read(database, scope, after=0, limit=1000):
    with database.read() as tx:
        return page(tx, scope, after, limit)


def test_each_record_stands_once_at_its_latest_change(database):
    with database.write() as tx:
        first, second = make(tx), make(tx)
        publish(tx, {first: {"a"}, second: {"a", "b"}})
    with database.write() as tx:
        publish(tx, {first: {"a"}})
    assert [(row.seq, row.id) for row in read(database, "a").rows] == [(2, second), (3, first)]
    assert [row.id for row in read(database, "b").rows] == [second]
    assert [row.id for row in read(database, "a", after=2).rows] == [first]


def test_a_record_that_leaves_a_scope_is_gone_from_there(database):
    with database.write() as tx:
        record = make(tx)
        publish(tx, {record: {"a", "b"}})
    with database.write() as tx:
        publish(tx, {record: {"b", "c"}})
        assert scopes_holding(tx, record) == {"b", "c"}
    assert {s: read(database, s).rows[0].fields is None for s in "abc"} == {
        "a": True,
        "b": False,
        "c": False,
    }


def test_pages(database):
    with database.write() as tx:
        for _ in range(5):
            publish(tx, {make(tx): {"a"}})
    first = read(database, "a", limit=3)
    rest = read(database, "a", after=first.next, limit=3)
    assert (len(first.rows), first.more, len(rest.rows), rest.more) == (3, True, 2, False)
    assert read(database, "a", after=rest.next).next == rest.next


@pytest.mark.parametrize("scopes", [["a"], ["b", "a"]], ids=["one scope", "two scopes"])
def test_readers_miss_no_row_while_writers_race(database, scopes):
    """A reader that follows the feed by its positions sees everything that was ever committed."""
    done, seen = threading.Event(), set()
    failures: list[BaseException] = []

    def write(own):
        try:
            for i in range(EACH):
                with database.write() as tx:
                    record = make(tx)
                    # Half of the writers come by the scopes in the other order.
                    order = scopes if (own + i) % 2 else scopes[::-1]
                    publish(tx, {record: set(order)})
        except sa.exc.SQLAlchemyError as error:
            failures.append(error)

    def follow():
        after = 0
        while True:
            last = done.is_set()
            got = read(database, "a", after, 50)
            seen.update(row.id for row in got.rows)
            after = got.next
            if last and not got.rows:
                return

    reader = threading.Thread(target=follow)
    writers = [threading.Thread(target=write, args=(n,)) for n in range(WRITERS)]
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    reader.join()
    assert failures == []
    assert len(seen) == WRITERS * EACH
