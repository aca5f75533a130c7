"""Calendar entries: what RFC 5545 asks for, and nothing of anybody unless the setting allows it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from jobassist.errors import PolicyDenied
from jobassist.ports.access import Access
from jobassist.records import ContactTalk
from jobassist.services.calendar_entry import file_name, save_entry
from jobassist.services.talks import call_off, plan_talk
from tests.fakes.session import CASE, CITIZEN, fake_session

DAY = date(2026, 12, 1)


@pytest.fixture
def session():
    return fake_session()


def entry(session, tmp_path, **fields) -> dict[str, str]:
    """The event's properties, unfolded, by name."""
    talk = plan_talk(session, CASE.id, fields.pop("day", DAY), **fields)
    return told(session, talk, tmp_path)


def told(session, talk, tmp_path) -> dict[str, str]:
    file = tmp_path / file_name(talk.day)
    save_entry(session, ContactTalk, talk.id, file)
    content = file.read_bytes()
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    lines = content.replace(b"\r\n ", b"").decode().split("\r\n")
    return dict(line.split(":", 1) for line in lines if ":" in line)


def test_by_default_it_says_when_and_nothing_of_anybody(session, tmp_path):
    found = entry(session, tmp_path, starts_at="09:30", minutes=45, location="98 45 10 20")
    assert found["DTSTART"] == "20261201T083000Z"
    assert found["DTEND"] == "20261201T091500Z"
    assert found["SUMMARY"] == "Samtale"
    assert found["CLASS"] == "PRIVATE"
    assert "LOCATION" not in found
    file = (tmp_path / file_name(DAY)).read_text()
    for secret in (CITIZEN.family_name, CITIZEN.cpr[:6], CASE.number, "98 45"):
        assert secret not in file
        assert secret not in file_name(DAY)


@pytest.mark.parametrize(
    ("details", "title", "place"),
    [("case", f"Samtale\\, {CASE.number}", ""), ("name", "Samtale: Anders Østergaard", "Lokale 2")],
)
def test_the_organisation_may_allow_more(session, tmp_path, details, title, place):
    session.settings.policy["calendar_details"] = details
    found = entry(session, tmp_path, starts_at="09:30", location="Lokale 2")
    assert found["SUMMARY"] == title
    assert found.get("LOCATION", "") == place


def test_a_talk_without_a_time_takes_the_day(session, tmp_path):
    found = entry(session, tmp_path)
    assert found["DTSTART;VALUE=DATE"] == "20261201"
    assert found["DTEND;VALUE=DATE"] == "20261202"


@pytest.mark.parametrize(
    ("day", "starts", "utc"),
    [(date(2027, 3, 26), "09:30", "083000Z"), (date(2027, 3, 30), "09:30", "073000Z")],
)
def test_summer_time_is_the_calendars_business(session, tmp_path, day, starts, utc):
    found = entry(session, tmp_path, day=day, starts_at=starts)
    assert found["DTSTART"].endswith(utc)
    at = datetime.strptime(found["DTSTART"], "%Y%m%dT%H%M%S%z")
    assert f"{at.astimezone(ZoneInfo('Europe/Copenhagen')):%H:%M}" == starts


def test_a_long_place_is_folded_between_signs_and_escaped(session, tmp_path):
    session.settings.policy["calendar_details"] = "name"
    place = "Mødelokale Ærø; 2. sal, " + "ø" * 80
    found = entry(session, tmp_path, starts_at="09:30", location=place)
    assert found["LOCATION"] == place.replace(";", "\\;").replace(",", "\\,")


def test_a_talk_called_off_says_so_under_the_same_id(session, tmp_path):
    talk = plan_talk(session, CASE.id, DAY, starts_at="09:30")
    before = told(session, talk, tmp_path)
    after = told(session, call_off(session, talk.id), tmp_path)
    assert after["UID"] == before["UID"]
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")


def test_it_is_logged_and_goes_only_where_it_may(session, tmp_path):
    talk = plan_talk(session, CASE.id, DAY)
    save_entry(session, ContactTalk, talk.id, tmp_path / "a.ics")
    with session.store.read() as tx:
        given = tx.accesses(action=Access.EXTRACT)
    assert [one.touch.record_id for one in given] == [talk.id]
    session.settings.policy["export_folders"] = str(tmp_path / "andet")
    with pytest.raises(PolicyDenied):
        save_entry(session, ContactTalk, talk.id, tmp_path / "b.ics")
    assert not (tmp_path / "b.ics").exists()
