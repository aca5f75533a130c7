"""When the next talk should be, and what its place can open."""

from dataclasses import replace
from datetime import timedelta

import pytest

from jobassist.ports.clock import danish_day
from jobassist.services.danish import is_working_day
from jobassist.services.meeting_link import meeting_link
from jobassist.services.next_talk import Answer, suggest
from tests.fakes.session import CASE, CITIZEN, fake_session

B, S, W = Answer.BETTER, Answer.SAME, Answer.WORSE


@pytest.mark.parametrize(
    "answers, weeks",
    [
        ((W, W, W), 1),
        ((W, W, B), 1),
        ((W, B, B), 2),
        ((S, S, S), 4),
        ((B, S, S), 4),
        ((B, B, S), 6),
    ],
)
def test_the_answers_give_the_weeks_and_the_day_is_a_working_day(answers, weeks):
    session = fake_session()
    with session.store.write() as tx:
        tx.put(replace(CITIZEN, target_group="LAB6-11"))  # no rule asks for a talk
    found = suggest(session, CASE.id, *answers)
    asked = danish_day(session.clock.now()) + timedelta(weeks=weeks)
    assert (found.weeks, found.by_law) == (weeks, "")
    assert asked <= found.day <= asked + timedelta(days=6)
    assert is_working_day(found.day)


def test_a_rule_that_asks_for_an_earlier_day_goes_before():
    session = fake_session()
    today = danish_day(session.clock.now())
    with session.store.write() as tx:
        tx.put(replace(CITIZEN, target_group="LAB6-2"))
        tx.put(replace(CASE, first_contact_on=today - timedelta(days=75)))
    found = suggest(session, CASE.id, B, B, B)
    assert found.by_law == "samtale.jobparat_ledighedsydelse"
    assert today < found.day < today + timedelta(weeks=found.weeks)


@pytest.mark.parametrize(
    "place, link",
    [
        ("98 45 10 20", "tel:+4598451020"),
        ("+47 22 33 44 55", "tel:+4722334455"),
        ("https://teams.example/møde", "https://teams.example/møde"),
        ("msteams:/l/call", "msteams:/l/call"),
        ("sip:mette@example.dk", "sip:mette@example.dk"),
        ("Lokale 4", ""),
        ("", ""),
        ("file:///etc/passwd", ""),
        ("javascript:alert(1)", ""),
        ("http://example.dk", ""),
        ("https://a b", ""),
    ],
)
def test_only_what_calls_somebody_is_a_link(place, link):
    assert meeting_link(place) == link
