"""The case's header tells how old what one sees is, and what of it nobody else has."""

from dataclasses import replace
from datetime import timedelta

import pytest

from jobassist.ports.stored import Incoming
from jobassist.records.plain import to_plain
from jobassist.services import sync
from jobassist.services.notes import new_draft
from jobassist.services.tokens import TOKEN
from tests.fakes.session import CASE


@pytest.fixture
def enrolled(house):
    """The central has everything that is here, as of now."""
    session = house.session
    with session.store.sync() as tx:
        for op in tx.unanswered():
            tx.settle(op.id, "applied", 1)
        tx.apply(
            f"case:{CASE.id}", [Incoming("case", CASE.id, 2, to_plain(replace(CASE, title="T")))], 1
        )
        tx.set_setting(sync.URL, "https://central.example")
        tx.set_setting(TOKEN, "token")
        tx.set_setting(sync.LAST_SUCCESS, session.clock.now().isoformat())
    return house


def age(window):
    window.work.open_case(CASE.id)
    return window.work.case_page.age


def test_without_a_central_nothing_is_said(window):
    assert not age(window).isVisibleTo(window)


def test_of_when_it_is(enrolled, window):
    shown = age(window)
    assert shown.isVisibleTo(window) and shown.text() == "Data fra i dag kl. 9.30"
    assert "Du kan arbejde videre" in shown.toolTip()


def test_after_a_day_it_says_that_it_may_have_changed(enrolled, window):
    enrolled.session.clock.advance(hours=25)
    shown = age(window)
    assert shown.text() == "Data fra i går kl. 9.30, kan være ændret siden"
    assert shown.property("role") == "warning"


def test_what_only_this_computer_has_is_counted_for_this_case_alone(enrolled, window):
    new_draft(enrolled.session, CASE.id, "Borger oplyser")
    assert age(window).text().startswith("Data fra i dag kl. 9.30 · 1 ændring")
    with enrolled.session.store.write() as tx:
        tx.put(replace(CASE, id="c-other", number="S-77"))
    assert " · 1 ændring" in age(window).text()
    window.work.open_case("c-other")
    assert window.work.case_page.age.text().startswith("Sagen ligger kun på denne computer endnu")


def test_a_sync_that_ends_brings_it_up_to_date(enrolled, window):
    from jobassist.door import SyncState

    shown = age(window)
    enrolled.session.clock.advance(hours=25)
    with enrolled.session.store.sync() as tx:
        now = enrolled.session.clock.now() - timedelta(minutes=1)
        tx.set_setting(sync.LAST_SUCCESS, now.isoformat())
    enrolled.door.tell(SyncState("working"))
    enrolled.door.tell(SyncState("idle"))
    assert shown.text() == "Data fra i dag kl. 10.29"
