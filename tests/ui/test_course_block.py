"""What becomes of a granted course, in the window: letters, begun, reminded of, ended, followed."""

import json
from dataclasses import replace
from datetime import date

import pytest

from jobassist.records import DecisionOutcome, Form, FormState, Letter
from jobassist.services import envelopes, form_deciding
from jobassist.services.my_day import read_day
from jobassist.services.whereabouts import Place
from tests.fakes.session import CASE, CITIZEN
from tests.services.signed import complete_form, sign_all
from tests.ui.test_companies import all_texts
from tests.ui.test_conventions import _nameless
from tests.ui.visit_fixtures import house, work
from ui.day.rows import rows_of

__all__ = ["house", "work"]

STEPS = [
    {"fra_dato": "2026-12-01", "timer_om_ugen": "15:00"},
    {"fra_dato": "2026-12-15", "timer_om_ugen": "30:00"},
]


@pytest.fixture
def granted(house, work):
    """The page of a sealed form that was granted, with hours that rise."""
    more = {"optrapning": True, "timetrin": STEPS, "bemaerkninger": "15 timer, så 30"}
    form = complete_form(house.session, **more)
    sign_all(house.session, form.id)
    envelopes.seal(house.session, form.id)
    with house.session.store.write() as tx:
        stored = tx.get(Form, form.id)
        period = json.loads(stored.values)["periode"]
        days = {
            "starts_on": date.fromisoformat(period["fra"]),
            "ends_on": date.fromisoformat(period["til"]),
        }
        tx.put(replace(stored, **days))
    form_deciding.decide(
        house.session, form.id, DecisionOutcome.APPROVED, "Passer.", appeal_notice="Klag i tide."
    )
    work.go(Place("sealed", CASE.id, form.id))
    return work.page


def state_of(house, page) -> Form:
    with house.session.store.read() as tx:
        return tx.get(Form, page.place().record_id)


def test_days_steps_and_the_reminder_are_told(granted):
    told = all_texts(granted.course)
    assert "15 timer" in told and "30 timer" in told
    assert "Min dag minder om slutningen" in told
    assert not granted.course.begin_button.isVisible()  # it has not begun
    assert _nameless(granted) == []


def test_both_letters_are_written_and_shown(granted, house, work):
    granted.course.letters_button.click()
    assert work.place().page == "letters"
    with house.session.store.read() as tx:
        made = {letter.phrase.split("@")[0]: letter for letter in tx.find(Letter)}
    assert set(made) == {"br-bevilling-praktik", "br-virksomhed-bekraeftelse"}
    assert CITIZEN.name in made["br-bevilling-praktik"].recipient


def test_it_begins_and_its_outcome_is_kept(granted, house):
    house.session.clock.advance(days=15)
    granted.refresh()
    granted.course.begin_button.click()
    assert state_of(house, granted).state is FormState.RUNNING
    granted.course.end_with(
        {"outcome": "fleksjob", "broken_off": False, "remarks": "12 timer om ugen"}
    )
    ended = state_of(house, granted)
    assert (ended.state, ended.outcome) == (FormState.ENDED, "fleksjob")
    assert "Resultat: Fleksjob" in all_texts(granted.course)
    assert not granted.course.outcome_button.isVisible()
    assert not granted.course.extend_button.isVisible()


def test_min_dag_reminds_of_the_end_and_leads_there(granted, house, work):
    form = state_of(house, granted)
    wait = form.remind_on - house.session.clock.now().date()
    house.session.clock.advance(days=wait.days + 1)
    work.go(Place("day"))
    rows = [row for row in rows_of(house.session, read_day(house.session)) if row.place]
    rows = [row for row in rows if "slutter" in row.detail]
    assert [row.title for row in rows] == [CITIZEN.name]
    assert rows[0].place == Place("sealed", CASE.id, form.id)


@pytest.mark.parametrize(
    ("name", "art"), [("extend_button", "forlaengelse"), ("end_button", "ophoer")]
)
def test_an_extension_and_an_end_begin_from_it(granted, house, work, name, art):
    before = granted.place().record_id
    getattr(granted.course, name).click()
    assert work.place().page == "form"
    opened = work.page.desk.opened
    assert opened.filling.native("art") == art
    assert opened.record.follows_id == before
    assert opened.filling.values["stilling"] == "Bådebygger"
