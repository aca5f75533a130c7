"""What merge fields stand for: days, words that must agree, law by its day, conditions."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobassist.records import Phrase
from jobassist.services import law
from jobassist.services.danish import (
    after_months,
    after_working_days,
    danish_date,
    genitive,
    is_working_day,
    read_date,
    working_day_from,
)
from jobassist.services.days import counted_from, modified_day
from jobassist.services.phrases import unfold
from jobassist.services.templates import blanks
from tests.fakes.clock import FakeClock
from tests.fakes.session import CASE, fake_session

DAYS = st.dates(date(2020, 1, 1), date(2100, 1, 1))


def written(body: str, *, category: str = "Journalnotat", key: str = "a", **given: str) -> str:
    """The text unfolded for the fake case; `samtale__dato` is the field samtale.dato."""
    phrase = Phrase(id="p", key=key, title="Titel", category=category, body=body)
    values = {name.replace("__", "."): value for name, value in given.items()}
    return unfold(fake_session(phrase), key, CASE.id, values)


def test_a_letter_is_dated_today_and_a_note_about_a_letter_is_not():
    assert written("{brev.dato}", category="Brev") == "20. november 2026"
    assert written("Sendt den {brev.dato}") == "Sendt den […brev dato…]"


def test_only_letters_and_hearings_have_the_usual_deadline():
    assert written("{frist.dato}", category="Brev") == "4. december 2026"
    assert written("Der sendes partshøring: {frist.dato}").endswith("4. december 2026")
    assert blanks(written("Jeg søger senest den {frist.dato}", category="Min Plan"))


def test_a_deadline_never_ends_on_a_day_off():
    christmas = FakeClock()
    christmas.advance(days=20)  # 10 December; 14 days on it is Christmas Eve
    phrase = Phrase(id="p", key="a", title="a", category="Brev", body="{frist.dato}")
    assert unfold(fake_session(phrase, clock=christmas), "a", CASE.id) == "28. december 2026"


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("dato.om_14_dage", "4. december 2026"),
        ("dato.om_2_uger", "4. december 2026"),
        ("dato.om_3_maaneder", "20. februar 2027"),
        ("dato.om_5_arbejdsdage", "27. november 2026"),
        ("dato.naeste_arbejdsdag", "23. november 2026"),
        ("frist.om_1_dage", "23. november 2026"),
        ("dato.om_9999_dage", ""),
        ("dato.om_en_dag", ""),
        ("borger.om_14_dage", ""),
    ],
)
def test_date_arithmetic(field: str, told: str):
    assert counted_from(date(2026, 11, 20), field) == told


def test_a_given_day_can_be_moved_and_has_a_weekday():
    text = written(
        "{samtale.dato.plus_14_dage}, {samtale.ugedag}, {samtale.dato.ugedag}",
        samtale__dato="1. maj 2026",
    )
    assert text == "15. maj 2026, fredag, fredag"
    assert modified_day("i morgen", "plus_1_dage") == ""


@given(DAYS)
def test_written_days_are_read_again(day: date):
    assert read_date(danish_date(day)) == day == read_date(day.isoformat())


@given(DAYS, st.integers(0, 60))
def test_a_month_on_is_the_same_day_or_the_months_last(day: date, count: int):
    later = after_months(day, count)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == count
    assert later.day == day.day or (later.day < day.day and (later + timedelta(1)).day == 1)


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(1, 12))
def test_working_days(day: date, count: int):
    end = after_working_days(day, count)
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(is_working_day(one) for one in between) == count
    assert is_working_day(end) and is_working_day(working_day_from(day))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 4, 2), False),  # Maundy Thursday
        (date(2026, 5, 1), True),  # an office day
        (date(2023, 5, 5), False),  # Great Prayer Day, the last one
        (date(2026, 5, 1) - timedelta(days=1), True),  # where it would be in 2026
        (date(2026, 6, 5), False),  # Constitution Day
        (date(2026, 12, 24), False),
        (date(2026, 11, 21), False),  # Saturday
    ],
)
def test_danish_holidays(day: date, works: bool):
    assert is_working_day(day) is works


@pytest.mark.parametrize("written_day", ["32. maj 2026", "1. mai 2026", "1-13-2026", "", "i går"])
def test_what_is_no_day_is_none(written_day: str):
    assert read_date(written_day) is None


def test_words_that_must_agree():
    assert genitive("Mette") == "Mettes"
    assert genitive("Anders") == "Anders'"
    text = written("{borger.han.stort} får {borger.ydelse_med_sin}. {borger.fornavn.ejefald} sag.")
    assert text == "Hun får sine dagpenge. Anders' sag."
    asked = written("{borger.han}, {borger.ham}, {borger.hans}", borger__pronomen="de")
    assert asked == "de, dem, deres"


def test_a_condition_is_decided_by_what_is_known():
    body = "{hvis.borger.ydelse=dagpenge,efterløn|a-kassen|kommunen}{hvis.borger.telefon| ringer}"
    assert written(body) == "a-kassen"
    assert written(body, borger__ydelse="sygedagpenge", borger__telefon="1") == "kommunen ringer"


def test_a_comparison_with_what_is_not_known_stays_open():
    text = written("{hvis.virksomhed.navn=Havnen|på havnen}")
    (blank,) = blanks(text)
    assert blank.choices == ("på havnen", "")


def test_law_goes_by_the_day_of_the_event():
    body, key = "{lov.henvisning}", "br-bevilling-praktik"
    assert "§§ 57-61" in written(body, key=key)
    assert blanks(written(body, key=key, samtale__dato="1. februar 2027"))
    assert blanks(written(body, key="br-uden-henvisning"))


def test_target_groups_in_words_while_they_are_in_force():
    assert law.target_group("LAB6-6", date(2026, 3, 1)) == "sygedagpengemodtagere"
    assert law.target_group("LAB6-6", date(2019, 12, 31)) == ""
    assert law.target_group("noget andet", date(2026, 3, 1)) == ""


def test_a_law_about_one_benefit_is_not_named_to_another():
    day = date(2026, 3, 1)
    found = law.reference("br-sanktion", day, "Kontanthjælp")
    assert found and found.is_sourced and "aktiv socialpolitik" in found.text
    assert law.reference("br-sanktion", day, "dagpenge") is None
    assert law.reference("br-sanktion", day)
