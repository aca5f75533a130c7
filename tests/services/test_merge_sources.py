"""Merge values from talks, the plan, consent and the company of a case."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from jobassist.records import (
    CandidateConsent,
    CompanyContact,
    CompanyVisit,
    ContactChannel,
    ContactTalk,
    Form,
    Phrase,
    Plan,
    PlanStep,
    ProductionUnit,
    Record,
    StepKind,
    StepState,
    SupportMeasure,
    SupportPlace,
    TalkState,
)
from jobassist.services.merge import SOURCES
from jobassist.services.phrases import unfold
from tests.fakes.session import CASE, METTE, fake_session

AT = datetime(2026, 11, 19, 9, tzinfo=UTC)
NOW = date(2026, 11, 20)  # the day of the fake clock
UNIT = ProductionUnit(
    id="p-1", p_number="9000000001", company_id="v-1", cvr="99001232", name="Skagen Værft",
    address="Havnevej 1", postcode="9990", town="Skagen", ordinary_employees=12,
)  # fmt: skip
FORM = Form(
    id="f-1", case_id=CASE.id, author_id=METTE.id, created_at=AT, type="virksomhedspraktik",
    version="1", p_number=UNIT.p_number,
)  # fmt: skip


def a_talk(id: str, on: date, **parts) -> ContactTalk:
    return ContactTalk(
        id=id, case_id=CASE.id, user_id=METTE.id, day=on, created_at=AT, created_by=METTE.id,
        **parts,
    )  # fmt: skip


def a_step(id: str, kind: StepKind, text: str, **parts) -> PlanStep:
    return PlanStep(
        id=id, case_id=CASE.id, kind=kind, text=text, created_at=AT, created_by=METTE.id, **parts
    )


def written(body: str, *records: Record, category: str = "Journalnotat", **given: str) -> str:
    text = Phrase(id="t", key="x", title="X", category=category, body=body)
    session = fake_session(text, *records)
    return unfold(session, "x", CASE.id, {k.replace("__", "."): v for k, v in given.items()})


NEXT = a_talk("t-2", date(2026, 12, 3), starts_at="09:30", location="Lokale 2")
LATER = a_talk("t-3", date(2026, 12, 17), channel=ContactChannel.VIDEO, location="https://møde")
OFF = a_talk("t-4", date(2026, 11, 30), state=TalkState.CANCELLED)
WHEN = "{samtale.ugedag} {samtale.dato} kl. {samtale.klokkeslaet}, {samtale.sted}"


def test_a_letter_tells_of_the_next_talk_and_not_of_one_called_off():
    assert written(WHEN, LATER, NEXT, OFF, category="Brev") == (
        "torsdag 3. december 2026 kl. 09.30, Lokale 2"
    )


@pytest.mark.parametrize("state", [TalkState.HELD, TalkState.NO_SHOW])
def test_a_letter_never_calls_to_a_talk_that_is_over(state):
    over = a_talk("t-1", NOW, starts_at="13:00", state=state)
    assert written(WHEN, over, NEXT, category="Brev").startswith("torsdag 3. december 2026")
    assert "20. november" not in written(WHEN, over, category="Brev")
    still_to_come = replace(over, state=TalkState.PLANNED)
    assert "20. november 2026 kl. 13.00" in written(WHEN, still_to_come, NEXT, category="Brev")


def test_a_hearing_is_about_the_talk_that_was_missed():
    missed = a_talk("t-1", date(2026, 11, 18), starts_at="10:00", state=TalkState.NO_SHOW)
    held = a_talk("t-0", date(2026, 11, 19), state=TalkState.HELD)
    asks = "Partshøring: du kom ikke den {samtale.dato} kl. {samtale.klokkeslaet}."
    said = written(asks, missed, held, NEXT, category="Brev")
    assert said == "Partshøring: du kom ikke den 18. november 2026 kl. 10.00."
    assert "december" not in written(asks, held, NEXT, category="Brev")


def test_a_note_is_about_its_own_day_and_names_the_next_talk():
    today = a_talk("t-1", NOW, starts_at="13:00", participants="Anders, a-kassen")
    body = "{samtale.deltagere}; næste {samtale.naeste_dato} ({samtale.naeste_form})"
    assert written(body, NEXT, today, LATER) == (
        "Anders, a-kassen; næste 3. december 2026 (fremmøde)"
    )
    assert written("{samtale.klokkeslaet}", NEXT) == "[…samtale klokkeslæt…]"


def test_what_the_writer_knows_goes_first():
    said = written("{samtale.dato}: {samtale.link}", LATER, samtale__dato="17. december 2026")
    assert said == "17. december 2026: https://møde"


def test_the_plan_and_its_open_measures():
    steps = (
        a_step("s-1", StepKind.OWN, "Ringe til Bilka"),
        a_step("s-2", StepKind.INTERNSHIP, "Praktik i Bilka", starts_on=NOW, position=1),
        a_step("s-3", StepKind.UPSKILLING, "Truckkursus", due_on=NOW, position=2),
        a_step("s-4", StepKind.MENTOR_SUPPORT, "Mentor", state=StepState.DONE),
    )
    plan = Plan(id=CASE.id, case_id=CASE.id, job_goal="Lagermedarbejder", created_at=AT)
    body = "{plan.jobmaal}: {plan.indsatser} fra {praktik.startdato}; {mentor.startdato}"
    assert written(body, plan, *steps) == (
        "Lagermedarbejder: Praktik i Bilka, Truckkursus fra 20. november 2026; […mentor startdato…]"
    )


def test_the_company_is_the_one_of_the_latest_form():
    more = (
        CompanyContact(id="k-1", company_id="v-1", name="Direktøren"),
        CompanyContact(id="k-2", company_id="v-1", unit_id="p-1", name="Per Værkfører"),
        CompanyContact(id="k-3", company_id="v-1", name="Tove TR", is_employee_rep=True),
        CompanyContact(id="k-4", company_id="v-1", unit_id="p-1", name="Væk", left_on=NOW),
        SupportPlace(
            id="s-1", unit_id="p-1", measure=SupportMeasure.INTERNSHIP, from_day=date(2026, 11, 1)
        ),
        CompanyVisit(id="b-9", unit_id="p-1", company_id="v-1", user_id=METTE.id, held_at=AT),
    )
    body = (
        "{virksomhed.navn}, {virksomhed.adresse}, P {virksomhed.pnummer}: "
        "{virksomhed.kontaktperson}, TR {virksomhed.medarbejderrep}, "
        "{virksomhed.antal_ordinaere}/{virksomhed.antal_stoettede}, {besoeg.dato}"
    )
    assert written(body, UNIT, FORM, *more) == (
        "Skagen Værft, Havnevej 1, 9990 Skagen, P 9000000001: Per Værkfører, TR Tove TR, "
        "12/1, 19. november 2026"
    )


def test_a_company_that_is_not_known_is_a_visible_blank():
    assert written("{virksomhed.navn}", UNIT) == "[…virksomhed navn…]"
    other = replace(UNIT, id="p-2", p_number="9000000002", name="Andet")
    said = written("{virksomhed.navn}", UNIT, other, FORM, virksomhed__pnummer="9000000002")
    assert said == "Andet"


def test_only_a_consent_that_holds_is_named():
    def consent(id: str, given: date, **parts) -> CandidateConsent:
        return CandidateConsent(
            id=id, case_id=CASE.id, profile_id="pr", given_on=given, recorded_by=METTE.id,
            company_id="v-1", **parts,
        )  # fmt: skip

    held = consent("c-1", date(2026, 10, 1), to_day=date(2026, 12, 31))
    withdrawn = consent("c-2", date(2026, 11, 1), withdrawn_on=date(2026, 11, 10))
    assert written("{samtykke.dato}-{samtykke.udloeb}", held, withdrawn) == (
        "1. oktober 2026-31. december 2026"
    )
    assert written("{samtykke.dato}", withdrawn) == "[…samtykke dato…]"


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.groups[0])
def test_no_two_sources_share_a_group(source):
    others = {group for other in SOURCES if other is not source for group in other.groups}
    assert not others & set(source.groups)
