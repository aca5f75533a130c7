"""Candidates: found by plain demands, named by consent, shown to a company with care."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from jobassist.errors import PolicyDenied, UserError
from jobassist.ports.access import Access
from jobassist.ports.clock import danish_day
from jobassist.records import CandidateProfile, ProductionUnit, ProfileState
from jobassist.services import (
    candidates,
    companies,
    company_card,
    consents,
    placing,
    register_import,
    showing,
    visits,
)
from jobassist.services.matching import Asked, Fit, Wanted
from tests.fakes.session import CASE, CITIZEN, METTE, fake_session

REGISTER = """pnummer;cvr;navn;postnr;by;branchekode
9000000001;99001232;Skagen Bådeværft;9990;Skagen;331500
9000000003;99198966;Plejecenter Kattegat;9900;Frederikshavn;871010
"""


def profile(number: int, **told) -> CandidateProfile:
    given = {
        "case_id": f"c-{number + 100}",
        "contact_id": METTE.id,
        "label": f"K-{number:06}",
        "job_titles": ("Tømrer",),
        "postcode": "9900",
        "most_km": 50,
        "since": date(2026, 9, 1) + timedelta(days=number),
    }
    return CandidateProfile(id=f"p-{number}", **{**given, **told})


@pytest.fixture
def session():
    session = fake_session(
        profile(1, skills=("stillads", "tagarbejde"), licences=("B",)),
        profile(2, skills=("stillads",), licences=("B",), considerations=("ingen tunge løft",)),
        profile(3, job_titles=("Bygningstømrer",), skills=("tømrerarbejde",)),
        profile(4, most_minutes=600, licences=("B",)),
        profile(5, most_km=5, licences=("B",)),
        profile(6, postcode="9999", licences=("B",)),
        profile(7, job_titles=("Kok",)),
        profile(8, state=ProfileState.RESTING),
    )
    register_import.take_in(session, register_import.read(REGISTER))
    return session


def unit(session) -> ProductionUnit:
    return companies.find_unit(session, "9000000001")


def found(result) -> list[str]:
    return [one.profile.id for one in result.candidates]


def test_who_lacks_what_is_a_must_is_left_out_and_counted(session):
    wanted = Wanted(title="tømrer", licences=("B",), minutes=37 * 60, skills=("stillads",))
    result = candidates.search(session, wanted, unit_id=unit(session).id)
    assert found(result) == ["p-1", "p-2", "p-6"]
    assert result.excluded == dict.fromkeys(
        (Asked.TITLE, Asked.LICENCES, Asked.HOURS, Asked.DISTANCE), 1
    )
    assert result.sorted_by == (
        Asked.TITLE,
        Asked.LICENCES,
        Asked.HOURS,
        Asked.SKILLS,
        Asked.DISTANCE,
    )


def test_every_candidate_comes_with_plain_reasons(session):
    wanted = Wanted(title="Tømrer", skills=("stillads", "gulv"), offers=("ro",))
    result = candidates.search(session, wanted, unit_id=unit(session).id)
    second = next(one for one in result.candidates if one.profile.id == "p-2")
    told = {reason.asked: reason for reason in second.reasons}
    assert (told[Asked.TITLE].fit, told[Asked.TITLE].has) == (Fit.YES, ("Tømrer",))
    assert (told[Asked.SKILLS].has, told[Asked.SKILLS].lacks) == (("stillads",), ("gulv",))
    assert told[Asked.CONSIDERATIONS].lacks == ("ingen tunge løft",)
    assert told[Asked.DISTANCE].has == ("31", "50")
    unknown = next(one for one in result.candidates if one.profile.id == "p-6")
    assert unknown.reasons[-1].fit is Fit.UNKNOWN


def test_a_demand_that_is_no_must_sorts_instead(session):
    wanted = Wanted(title="tømrer", licences=("B",), must=frozenset({Asked.TITLE}))
    result = candidates.search(session, wanted)
    assert found(result)[:3] == ["p-1", "p-2", "p-4"]
    assert "p-7" not in found(result)


def test_of_equals_who_waited_longest_comes_first(session):
    assert found(candidates.search(session, Wanted()))[:3] == ["p-1", "p-2", "p-3"]
    assert len(candidates.search(session, Wanted(), limit=2).candidates) == 2
    assert candidates.search(session, Wanted(), limit=2).total == 7


def test_a_search_is_logged_and_no_profile_is_opened_by_it(session):
    candidates.search(session, Wanted(title="tømrer"))
    with session.store.read() as tx:
        kinds = [(e.touch.action, e.touch.kind) for e in tx.accesses()]
    assert (Access.SEARCH, "candidate_profile") in kinds
    assert (Access.READ, "candidate_profile") not in kinds


def test_a_job_order_says_what_to_search_by(session):
    order = visits.order_labour(
        session, unit(session).id, "Tømrer", licences=("B",), weekly_minutes=600
    )
    assert found(candidates.search(session, candidates.wanted_by(order)))[0] == "p-1"


def test_a_candidate_is_named_only_while_consent_holds(session):
    made = candidates.make_profile(session, CASE.id, job_titles=("Tømrer",))
    here, other = unit(session), companies.find_unit(session, "9000000003")
    assert showing.to_company(session, made.id, here.id).name is None
    consent = consents.record_consent(session, made.id, company_id=here.company_id, how="telefon")
    assert showing.to_company(session, made.id, here.id).name == CITIZEN.name
    assert showing.to_company(session, made.id, other.id).name is None
    named = candidates.search(session, Wanted(title="tømrer"), unit_id=here.id).candidates
    assert {c.profile.id: c.name for c in named}[made.id] == CITIZEN.name
    consents.withdraw(session, consent.id)
    assert showing.to_company(session, made.id, here.id).name is None


def test_consent_to_a_trade_has_its_days(session):
    made = candidates.make_profile(session, CASE.id)
    here, other = unit(session), companies.find_unit(session, "9000000003")
    today = danish_day(session.clock.now())
    consents.record_consent(session, made.id, trade="33", how="møde", to_day=today)
    assert showing.to_company(session, made.id, here.id).name == CITIZEN.name
    assert showing.to_company(session, made.id, other.id).name is None
    session.clock.advance(days=1)
    assert showing.to_company(session, made.id, here.id).name is None


def test_consent_is_to_one_company_or_one_trade(session):
    for to in ({}, {"trade": "3"}, {"trade": "33", "company_id": "x"}, {"trade": "bå"}):
        with pytest.raises(UserError, match=r"consent\.to_whom"):
            consents.record_consent(session, "p-1", how="møde", **to)
    with pytest.raises(UserError, match=r"consent\.ends_before"):
        consents.record_consent(session, "p-1", trade="33", how="x", to_day=date(2020, 1, 1))


def test_whose_case_is_not_here_stays_a_label_even_with_consent(session):
    consents.record_consent(session, "p-1", trade="33", how="møde")
    assert showing.to_company(session, "p-1", unit(session).id).name is None


def test_what_is_shown_has_no_room_for_what_may_not_be_seen():
    names = {f.name for f in fields(showing.ShownCandidate)}
    assert not names & {"cpr", "case_id", "considerations", "benefit", "address", "postcode", "id"}


def test_a_profile_holds_no_cpr_number_and_possible_hours(session):
    made = candidates.make_profile(session, CASE.id)
    with pytest.raises(UserError, match=r"candidate\.cpr"):
        candidates.save_profile(session, made.id, presentation="CPR 710190-5678")
    with pytest.raises(UserError, match=r"candidate\.hours"):
        candidates.save_profile(session, made.id, most_minutes=60 * 60)
    with pytest.raises(UserError, match=r"candidate\.has_profile"):
        candidates.make_profile(session, CASE.id)
    resting = candidates.save_profile(session, made.id, state=ProfileState.RESTING)
    with pytest.raises(PolicyDenied, match=r"candidate\.resting"):
        showing.to_company(session, resting.id, unit(session).id)
    assert candidates.find_profile(session, made.label.lower()) == replace(resting)
    with pytest.raises(UserError, match=r"candidate\.none"):
        candidates.find_profile(session, "K-1")


def test_a_form_begins_with_what_is_known_of_both(session):
    made = candidates.make_profile(session, CASE.id, job_titles=("Tømrer",))
    form = placing.start_form(session, "virksomhedspraktik", made.id, unit(session).id)
    assert (form.case_id, form.p_number) == (CASE.id, "9000000001")
    assert form.started_from == f"candidate:{made.id}"
    with pytest.raises(PolicyDenied, match=r"candidate\.case_not_here"):
        placing.start_form(session, "virksomhedspraktik", "p-1", unit(session).id)


def test_a_placed_person_counts_once_and_is_not_named(session):
    made = candidates.make_profile(session, CASE.id)
    form = placing.start_form(session, "virksomhedspraktik", made.id, unit(session).id)
    today = danish_day(session.clock.now())
    form = replace(form, starts_on=today, ends_on=today + timedelta(days=27))
    with session.store.write() as tx:
        place = placing.place_of(tx, form)
        assert placing.place_of(tx, form) == place
        assert placing.place_of(tx, replace(form, starts_on=None)) is None
    assert place.unit_id == unit(session).id
    card = company_card.open_card(session, place.unit_id)
    assert (card.free.taken, card.places) == (1, (place,))
