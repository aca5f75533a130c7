"""The register, the candidates and the ink: the fake and the encrypted store find the same."""

from dataclasses import replace
from datetime import date

import pytest

from jobassist.ports.access import Access
from jobassist.records import CandidateProfile, Company, ProductionUnit, ProfileState
from tests.storage.samples import ANNE, CASE_1, CASE_2, CASELOAD, record_id

HOLDING = Company(id=record_id(101), cvr="99001232", name="Nordlys Gruppen A/S")
YARD = ProductionUnit(
    id=record_id(111),
    p_number="9000000001",
    company_id=HOLDING.id,
    cvr=HOLDING.cvr,
    name="Skagen Bådeværft",
    town="Skagen",
    branch="Bygning af skibe",
)
CANTEEN = replace(YARD, id=record_id(112), p_number="9000000002", name="Bådens Kantine")
CLOSED = replace(
    YARD, id=record_id(113), p_number="9000000003", name="Skagen Sejl", ended_on=date(2025, 1, 1)
)
CARPENTER = CandidateProfile(
    id=record_id(121),
    case_id=CASE_1.id,
    contact_id=ANNE.id,
    label="K-1001",
    job_titles=("Tømrer",),
    skills=("stillads",),
    since=date(2026, 9, 1),
)
RESTING = replace(CARPENTER, id=record_id(122), label="K-1002", state=ProfileState.RESTING)
COOK = replace(
    CARPENTER, id=record_id(123), case_id=CASE_2.id, label="K-1003", job_titles=("Kok",), skills=()
)


@pytest.fixture
def register(store):
    with store.write() as tx:
        for record in (*CASELOAD, HOLDING, YARD, CANTEEN, CLOSED, CARPENTER, RESTING, COOK):
            tx.put(record)
    return store


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [CANTEEN, YARD]),
        ("skag båd", [YARD, CANTEEN]),
        ("båd", [CANTEEN, YARD]),
        ("9000000002", [CANTEEN]),
        ("99 00 12 32", [CANTEEN, YARD]),
        ("nordlys", [CANTEEN, YARD]),
        ("skibe bådev", [YARD]),
        ("findes ikke", []),
        ('"kant* OR', []),
        ("100%", []),
    ],
)
def test_workplaces_are_found(register, query, found):
    with register.read() as tx:
        hits = tx.search_units(query)
    assert {hit.unit.id for hit in hits} == {unit.id for unit in found}
    assert all(hit.company == HOLDING for hit in hits)


def test_names_that_begin_as_typed_come_first(register):
    with register.read() as tx:
        assert tx.search_units("Skagen")[0].unit.id == YARD.id
        assert tx.search_units("bådens")[0].unit.id == CANTEEN.id
        assert len(tx.search_units("", limit=1)) == 1


def test_the_words_of_the_register(register):
    with register.read() as tx:
        words = tx.register_words()
    assert {"bådeværft", "kantine", "9000000001", "99001232", "gruppen"} <= set(words)


def test_active_profiles_are_found_and_the_search_is_logged_once(register):
    with register.read() as tx:
        assert [p.id for p in tx.search_profiles()] == [CARPENTER.id, COOK.id]
        assert tx.search_profiles("tøm") == [CARPENTER]
        assert {p.id for p in tx.search_profiles("still kok")} == {CARPENTER.id, COOK.id}
    with register.read() as tx:
        searches = tx.accesses(action=Access.SEARCH)
    assert {entry.touch.kind for entry in searches} == {"candidate_profile"}
    with register.read() as tx:
        assert not [e for e in tx.accesses(action=Access.READ) if "profile" in e.touch.kind]


def test_ink_is_kept_in_order_and_forgotten(register):
    with register.write() as tx:
        tx.add_ink("f1", "citizen", "1,1 2,2")
        tx.add_ink("f1", "employer", "9,9")
        tx.add_ink("f1", "citizen", "3,3")
    with register.read() as tx:
        assert tx.ink("f1", "citizen") == ["1,1 2,2", "3,3"]
    with register.write() as tx:
        tx.forget_ink("f1", "citizen")
    with register.read() as tx:
        assert (tx.ink("f1", "citizen"), tx.ink("f1", "employer")) == ([], ["9,9"])
    with register.write() as tx:
        tx.forget_ink("f1")
    with register.read() as tx:
        assert tx.ink("f1", "employer") == []


def test_the_logs_head_moves_with_each_entry(register):
    with register.read() as tx:
        before = tx.log_head()
        tx.get(CandidateProfile, COOK.id)
    with register.read() as tx:
        assert len(tx.log_head()) == 64
        assert tx.log_head() != before
