"""What the store does when the central's history is another one: of the fake and the real store."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from jobassist.ports.store import EPOCH, Store
from jobassist.ports.stored import Incoming
from jobassist.records import Citizen, User, kind_of
from jobassist.records.plain import to_plain
from tests.storage.samples import ANNE, CASE_1, LISE

SCOPE = f"case:{CASE_1.id}"


def row(record, rev):
    return Incoming(kind_of(record).name, record.id, rev, to_plain(record))


@pytest.fixture
def sent(store: Store):
    """A store that has sent a change which the central acknowledged; the operation."""
    with store.sync() as tx:
        tx.begin_epoch("first")
        tx.apply(SCOPE, [row(LISE, 3), row(CASE_1, 1)], 5)
    with store.write() as tx:
        tx.put(replace(LISE, phone="98 00 00 01"))
    with store.sync() as tx:
        (op,) = tx.pending(10)
        tx.settle(op.id, "applied", 4)
    return op


def test_what_was_acknowledged_is_sent_again_as_it_was(store: Store, sent):
    with store.sync() as tx:
        assert tx.pending(10) == []
        tx.begin_epoch("second")
        assert tx.setting(EPOCH) == "second"
        assert tx.scopes() == {SCOPE: 0}
        assert tx.pending(10) == [sent] and sent.epoch == "first"


def test_what_was_acknowledged_long_ago_is_not(store: Store, sent):
    with store.sync() as tx:
        tx.forget_sent(datetime(2100, 1, 1, tzinfo=UTC))
        tx.begin_epoch("second")
        assert tx.pending(10) == []


def test_rows_of_the_new_epoch_count_whatever_their_revision(store: Store, sent):
    with store.sync() as tx:
        tx.begin_epoch("second")
        (op,) = tx.pending(10)
        tx.settle(op.id, "quarantined", 0, "sealed")
        tx.apply(SCOPE, [row(replace(LISE, email="a@example.dk"), 2)], 1)
        assert tx.get(Citizen, LISE.id) == replace(LISE, email="a@example.dk", rev=2)


def test_what_does_not_come_again_has_left_but_for_what_waits(store: Store, sent):
    with store.sync() as tx:
        tx.begin_epoch("second")
        tx.apply(SCOPE, [], 1)
        tx.complete(SCOPE)
        assert tx.find(Citizen, id=LISE.id)  # it waits to be sent again
        assert not tx.find(type(CASE_1), id=CASE_1.id)


def test_what_waited_for_nothing_goes_when_its_user_lets_it_go(store: Store, sent):
    with store.sync() as tx:
        tx.begin_epoch("second")
        tx.apply(SCOPE, [row(CASE_1, 1)], 1)
        tx.complete(SCOPE)
        (op,) = tx.pending(10)
        tx.settle(op.id, "quarantined", 0, "erased")
        assert tx.get(Citizen, LISE.id).rev == 0  # the central has none any more
        tx.settle_kept(tx.kept()[0].id)
        assert not tx.find(Citizen, id=LISE.id) and tx.find(type(CASE_1), id=CASE_1.id)


def test_one_refused_because_others_have_not_sent_theirs_again_waits_for_rows(store: Store, sent):
    with store.sync() as tx:
        tx.begin_epoch("second")
        (op,) = tx.pending(10)
        tx.settle(op.id, "quarantined", 0, "unknown_record")
        assert tx.pending(10) == [] and tx.sync_counts().quarantined == 0
        tx.apply(SCOPE, [row(CASE_1, 1)], 1)
        (later,) = tx.pending(10)
        assert later.id != op.id and later.fields == op.fields


def test_it_is_not_tried_for_ever(store: Store, sent):
    with store.sync() as tx:
        tx.begin_epoch("second")
        for place in range(1, 20):
            for op in tx.pending(10):
                tx.settle(op.id, "quarantined", 0, "forbidden")
            tx.apply(SCOPE, [row(CASE_1, 1)], place)
        assert tx.pending(10) == [] and tx.sync_counts().quarantined == 1
        assert tx.sync_counts().unsent == 0


def test_a_revision_that_never_came_by_a_scope_says_nothing_in_a_new_epoch(store: Store):
    with store.sync() as tx:
        tx.begin_epoch("first")
    with store.write() as tx:
        tx.put(LISE)
    with store.sync() as tx:
        (op,) = tx.pending(10)
        tx.settle(op.id, "applied", 1)
        assert tx.get(Citizen, LISE.id).rev == 1
        tx.begin_epoch("second")
        assert tx.get(Citizen, LISE.id).rev == 0


def test_an_erased_record_is_not_sent_again(store: Store, sent):
    with store.write() as tx:
        tx.erase(Citizen, LISE.id)
    with store.sync() as tx:
        tx.begin_epoch("second")
        assert tx.pending(10) == []


def test_the_first_epoch_sends_nothing_again(store: Store):
    with store.write() as tx:
        tx.put(LISE)
    with store.sync() as tx:
        tx.begin_epoch("first")
        assert len(tx.pending(10)) == 1


def test_the_user_whose_store_it_is_stays_whatever_the_central_has_forgotten(encrypted_store):
    with encrypted_store.sync() as tx:
        tx.set_setting("owner", ANNE.id)
        tx.begin_epoch("first")
        tx.apply("organisation", [Incoming("user", ANNE.id, 1, to_plain(ANNE))], 1)
        tx.begin_epoch("second")
        tx.complete("organisation")
        assert tx.get(User, ANNE.id).name == ANNE.name
        tx.apply("organisation", [Incoming("user", ANNE.id, 0, None)], 2)
        assert tx.get(User, ANNE.id).name == ANNE.name
