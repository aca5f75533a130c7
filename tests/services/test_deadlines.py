"""When the next talk is due."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from jobassist.ports.clock import danish_day
from jobassist.records import TalkState
from jobassist.services.deadlines import later, next_due, talk_deadlines, talk_rules
from jobassist.services.talks import plan_talk
from tests.fakes.session import CASE, CITIZEN, fake_session

OLD, NEW = date(2026, 6, 30), date(2026, 7, 1)


def ids(group, on):
    return [rule.id for rule in talk_rules(group, on)]


def test_the_day_chooses_the_law():
    assert ids("LAB6-2", OLD) == ["samtale.foerste.uge", "samtale.fire_paa_seks_maaneder"]
    assert ids("LAB6-2", NEW) == ["samtale.jobparat_ledighedsydelse"]
    assert ids("LAB6-6", OLD) == []
    assert ids("LAB6-6", NEW) == ["samtale.sygedagpenge"]
    assert ids("LAB6-11", NEW) == []


@pytest.mark.parametrize(
    "day, period, then",
    [
        (date(2026, 8, 31), "P6M", date(2027, 2, 28)),
        (date(2027, 8, 31), "P6M", date(2028, 2, 29)),
        (date(2026, 12, 28), "P1W", date(2027, 1, 4)),
        (date(2027, 3, 27), "P1W", date(2027, 4, 3)),  # the clock is put forward meanwhile
        (date(2026, 12, 31), "P14D", date(2027, 1, 14)),
        (date(2026, 1, 1), "", date(2026, 1, 1)),
    ],
)
def test_periods_are_civil_days(day, period, then):
    assert later(day, period) == then


def test_four_talks_are_spread_over_the_half_year():
    (rule,) = talk_rules("LAB6-2", NEW)
    began = date(2026, 8, 1)
    held: list[date] = []
    due = []
    while day := next_due(rule, began, held):
        due.append(day)
        held.append(day)
    assert due == [date(2026, 9, 16), date(2026, 11, 1), date(2026, 12, 17), date(2027, 2, 1)]


def test_what_was_held_before_the_period_does_not_count():
    (rule,) = talk_rules("LAB6-1", NEW)  # the first three months belong to the fund
    began = date(2026, 8, 1)
    assert next_due(rule, began, []) == next_due(rule, began, [date(2026, 9, 1)])
    assert next_due(rule, began, [date(2026, 11, 1), date(2027, 1, 15)]) is None


@pytest.fixture
def session():
    made = fake_session()
    today = danish_day(made.clock.now())
    with made.store.write() as tx:
        tx.put(replace(CITIZEN, target_group="LAB6-2"))
        tx.put(replace(CASE, first_contact_on=today - timedelta(days=60)))
    return made


def test_a_talk_that_is_due_is_shown_until_one_is_planned(session):
    today = danish_day(session.clock.now())
    (due,) = talk_deadlines(session, today)
    assert (due.case_id, due.citizen, due.due_on < today) == (CASE.id, CITIZEN.name, True)
    talk = plan_talk(session, CASE.id, today + timedelta(days=3))
    assert talk_deadlines(session, today) == []
    with session.store.write() as tx:
        tx.put(replace(talk, state=TalkState.NO_SHOW))
    assert len(talk_deadlines(session, today)) == 1


def test_a_closed_time_is_no_deadline_any_more(session):
    today = danish_day(session.clock.now())
    with session.store.write() as tx:
        tx.put(replace(CASE, first_contact_on=today - timedelta(days=400)))
    assert talk_deadlines(session, today + timedelta(days=7)) == []


def test_every_rule_says_where_it_comes_from():
    for number in range(1, 14):
        for on in (OLD, NEW):
            for rule in talk_rules(f"LAB6-{number}", on):
                assert rule.basis
                assert rule.source
                assert rule.certainty in ("S", "K", "U")
