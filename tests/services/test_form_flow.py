"""A form's way: signed, synced, filed, decided with reasons and appeal notice, run, ended."""

from datetime import date
from typing import Any

import pytest

from jobassist.errors import PolicyDenied, UserError
from jobassist.records import (
    DecisionOutcome,
    FilledForm,
    Form,
    FormState,
    Role,
    SupportPlace,
)
from jobassist.services import (
    companies,
    company_card,
    form_deciding,
    form_flow,
    form_following,
    form_sheet,
    forms,
    register_import,
)
from jobassist.services.ending_courses import ending_courses
from jobassist.session import Session
from jobassist.settings import Settings
from tests.fakes.session import CASE, CITIZEN, JONAS, fake_session
from tests.services.form_samples import application, mark_signed

NOTICE = "Du kan klage inden fire uger til kommunen."
APPROVED, REFUSED = DecisionOutcome.APPROVED, DecisionOutcome.REFUSED


def session_of(**parts: Any) -> Session:
    return fake_session(**{"settings": Settings(chosen={"test_persons": True}), **parts})


@pytest.fixture
def session() -> Session:
    return session_of()


def signed(session: Session, **changes: Any) -> FilledForm:
    """A form that everyone has signed."""
    opened = forms.open_form(session, application(session, **changes).id)
    forms.complete(session, opened)
    return mark_signed(session, opened.record.id)


def approved(session: Session) -> Form:
    form = signed(session)
    form_deciding.decide(session, form.id, APPROVED, "Egnet plads", appeal_notice=NOTICE)
    with session.store.read() as tx:
        return tx.get(Form, form.id)


def state_of(session: Session, form_id: str) -> FormState:
    return forms.open_form(session, form_id).record.state


def test_the_whole_way(session: Session):
    form = signed(session)
    filed = form_flow.file(session, form.id, " 2026-123456 ")
    assert (filed.state, filed.vitas_ref) == (FormState.FILED, "2026-123456")
    decision = form_deciding.decide(session, form.id, APPROVED, "Egnet plads", appeal_notice=NOTICE)
    assert (decision.reasons, decision.appeal_notice) == ("Egnet plads", NOTICE)
    assert decision.legal_basis == "LAB kapitel 11, §§ 57-61"
    assert not decision.delegated
    session.clock.advance(days=17)  # type: ignore[attr-defined]
    assert form_flow.begin_course(session, form.id).state is FormState.RUNNING
    ended = form_flow.record_outcome(session, form.id, "fleksjob", "12 timer om ugen")
    assert (ended.state, ended.outcome, ended.remind_on) == (FormState.ENDED, "fleksjob", None)


def test_steps_out_of_turn_are_refused(session: Session):
    form = application(session)
    for step in (
        lambda: mark_signed(session, form.id),
        lambda: form_flow.file(session, form.id, "1"),
        lambda: form_flow.record_outcome(session, form.id, "fleksjob"),
        lambda: form_deciding.decide(session, form.id, APPROVED, "x", appeal_notice=NOTICE),
    ):
        with pytest.raises(UserError, match=r"form\.step"):
            step()
    with pytest.raises(UserError, match=r"form\.not_begun"):
        form_flow.begin_course(session, form.id)


def test_every_state_can_be_reached_and_left_for_known_ones():
    assert set(form_flow.STEPS) == set(FormState)
    reached = set().union(*form_flow.STEPS.values())
    assert reached == set(FormState) - {FormState.SYNCED}  # which is worked out, never stored


@pytest.mark.parametrize("reasons", ["", "  \n"])
def test_a_decision_has_reasons(session: Session, reasons: str):
    form = signed(session)
    with pytest.raises(UserError, match=r"form\.no_reasons"):
        form_deciding.decide(session, form.id, APPROVED, reasons, appeal_notice=NOTICE)


def test_a_decision_has_its_appeal_notice_from_the_standard_texts(session: Session):
    form = signed(session)
    with pytest.raises(UserError, match=r"form\.open_appeal_notice"):
        form_deciding.decide(session, form.id, APPROVED, "Egnet", appeal_notice="Klag til […hvem…]")
    assert form_deciding.decisions(session, form.id) == []
    decision = form_deciding.decide(session, form.id, APPROVED, "Egnet plads")
    assert "Ankestyrelsen" in decision.appeal_notice
    assert "4 uger" in decision.appeal_notice


def test_a_consultant_decides_only_where_policy_says_so():
    on = {"delegated_decisions": True}
    own_choice = session_of(user=JONAS, settings=Settings(chosen={"test_persons": True, **on}))
    form = signed(own_choice)
    assert not form_deciding.may_decide(own_choice)
    with pytest.raises(PolicyDenied, match=r"form\.no_authority"):
        form_deciding.decide(own_choice, form.id, APPROVED, "Egnet", appeal_notice=NOTICE)
    by_policy = session_of(user=JONAS, settings=Settings(policy=on, chosen={"test_persons": True}))
    opened = forms.open_form(by_policy, application(by_policy).id)
    with pytest.raises(UserError, match=r"form\.step"):  # not complete
        form_deciding.decide(by_policy, opened.record.id, APPROVED, "x", appeal_notice=NOTICE)
    forms.complete(by_policy, opened)
    decision = form_deciding.decide(
        by_policy, opened.record.id, APPROVED, "Egnet", appeal_notice=NOTICE
    )
    assert decision.delegated
    assert JONAS.role is Role.COMPANY_CONSULTANT
    assert state_of(by_policy, opened.record.id) is FormState.COMPLETE  # until it is sealed
    exported = form_sheet.export(by_policy, opened.record.id)
    assert exported["decision"]["appeal_notice"] == NOTICE
    late = signed(by_policy)
    with pytest.raises(UserError, match=r"form\.spot_is_past"):
        form_deciding.decide(by_policy, late.id, APPROVED, "Egnet", appeal_notice=NOTICE)


def test_an_approval_after_the_start_is_stopped_and_a_refusal_is_not(session: Session):
    form = signed(session)
    session.clock.advance(days=18)  # type: ignore[attr-defined]
    with pytest.raises(UserError, match=r"form\.decision_stopped") as stopped:
        form_deciding.decide(session, form.id, APPROVED, "Egnet", appeal_notice=NOTICE)
    assert stopped.value.params["rule"] == "praktik.start_foer_afgoerelse"
    assert state_of(session, form.id) is FormState.SIGNED
    form_deciding.decide(session, form.id, REFUSED, "For sent", appeal_notice=NOTICE)
    assert state_of(session, form.id) is FormState.REFUSED


def test_refusing_a_self_found_place_needs_particular_reasons(session: Session):
    short = {"fra": "2026-12-07", "til": "2026-12-20"}
    form = signed(session, maalgruppe="LAB6-3", selvfunden=True, periode=short)
    rule = "praktik.ret_til_selvfunden"
    assert rule in {p.rule for p in form_deciding.decision_problems(session, form.id, REFUSED)}
    with pytest.raises(UserError, match=r"form\.decision_stopped"):
        form_deciding.decide(session, form.id, REFUSED, "Nej", appeal_notice=NOTICE)
    form_deciding.decide(
        session, form.id, REFUSED, "Nej", appeal_notice=NOTICE, particular={rule: "Ingen plads"}
    )
    assert "Ingen plads" in form_deciding.decisions(session, form.id)[0].checks


def test_a_decided_form_is_not_decided_again_nor_changed(session: Session):
    form = approved(session)
    with pytest.raises(UserError, match=r"form\.step"):
        form_deciding.decide(session, form.id, APPROVED, "Igen", appeal_notice=NOTICE)
    opened = forms.open_form(session, form.id)
    with pytest.raises(UserError, match=r"form\.locked"):
        forms.fill(session, opened, "opgaver", "Andet")
    with pytest.raises(UserError, match=r"form\.locked"):
        form_flow.void_signatures(session, form.id)


def test_one_is_reminded_before_the_end(session: Session):
    form = approved(session)
    assert form.remind_on == date(2027, 2, 21)  # two weeks before 7 March
    assert ending_courses(session) == []
    session.clock.advance(days=93)  # type: ignore[attr-defined]
    (reminder,) = ending_courses(session)
    assert (reminder.form.id, reminder.ends_on) == (form.id, date(2027, 3, 7))
    assert (reminder.citizen, reminder.case_number) == (CITIZEN.name, CASE.number)
    form_flow.record_outcome(session, form.id, "fleksjob")
    assert ending_courses(session) == []


def test_an_extension_knows_what_it_extends(session: Session):
    form_flow.file(session, approved(session).id, "2026-9")
    before = forms.open_form(session, session_form(session)).record
    longer = form_following.extend(session, before.id)
    opened = forms.open_form(session, longer.id)
    filling = opened.filling
    assert filling.native("art") == "forlaengelse"
    assert filling.native("samlet_start") == date(2026, 12, 7)
    assert filling.native("forlaengelse_nr") == 1
    assert filling.native("tidligere_reference") == "2026-9"
    assert filling.values["periode"] == {"fra": "2027-03-08", "til": ""}
    assert filling.native("stilling") == "Bådebygger"
    for asked_anew in ("rep_hoert_den", "rep_bekraefter", "erklaering_fortraengning"):
        assert filling.values.get(asked_anew) is None
    assert (longer.follows_id, longer.started_from) == (before.id, f"form:{before.id}")
    forms.fill(session, opened, "periode", {"fra": "2027-03-08", "til": "2027-06-06"})
    assert "praktik.varighed.13u" not in {p.rule for p in filling.problems()}
    forms.fill(session, opened, "periode", {"fra": "2027-03-08", "til": "2027-06-07"})
    assert "praktik.varighed.13u" in {p.rule for p in filling.problems()}


def test_an_approved_extension_makes_the_first_form_an_extended_one(session: Session):
    before = approved(session)
    opened = forms.open_form(session, form_following.extend(session, before.id).id)
    for key, value in {
        "periode": {"fra": "2027-03-08", "til": "2027-06-06"},
        "forlaengelse_begrundelse": "Ryggen er ikke afklaret endnu",
        "rep_hoert_den": "2027-02-01",
        "rep_bekraefter": True,
        "erklaering_fortraengning": True,
    }.items():
        forms.fill(session, opened, key, value)
    forms.complete(session, opened)
    mark_signed(session, opened.record.id)
    form_deciding.decide(session, opened.record.id, APPROVED, "Mere tid", appeal_notice=NOTICE)
    assert state_of(session, before.id) is FormState.EXTENDED


def test_an_end_asks_for_the_end_alone(session: Session):
    before = approved(session)
    opened = forms.open_form(session, form_following.end(session, before.id).id)
    missing = {p.field for p in opened.filling.problems()}
    assert missing == {"faktisk_slut", "ophoer_aarsag", "resultat"}
    forms.fill(session, opened, "faktisk_slut", "2027-03-08")
    assert "ophoer.i_perioden" in {p.rule for p in opened.filling.problems()}


def test_a_draft_has_nothing_to_extend(session: Session):
    form = application(session)
    with pytest.raises(UserError, match=r"form\.cannot_follow"):
        form_following.extend(session, form.id)


def test_an_outcome_is_one_of_the_forms_own(session: Session):
    form = approved(session)
    with pytest.raises(UserError, match=r"form\.unknown_outcome"):
        form_flow.record_outcome(session, form.id, "pension")
    broken_off = form_flow.record_outcome(session, form.id, "afbrudt", broken_off=True)
    assert broken_off.state is FormState.BROKEN_OFF


def session_form(session: Session) -> str:
    (form,) = forms.list_forms(session, "c-1")
    return form.id


def test_the_places_of_the_workplace_follow_the_course(session: Session):
    register = "pnummer;cvr;navn;ansatte\n9123456789;99001232;Værftet;9\n"
    register_import.take_in(session, register_import.read(register))
    unit = companies.find_unit(session, "9123456789").id

    def taken_and_free() -> tuple[int, int | None]:
        card = company_card.open_card(session, unit)
        return card.free.taken, card.free.free

    form = approved(session)
    assert taken_and_free() == (0, 1)  # it begins in two weeks
    session.clock.advance(days=17)  # type: ignore[attr-defined]
    assert taken_and_free() == (1, 0)
    form_flow.begin_course(session, form.id)
    assert taken_and_free() == (1, 0)  # once
    form_flow.record_outcome(session, form.id, "afbrudt", broken_off=True)
    session.clock.advance(days=1)  # type: ignore[attr-defined]
    assert taken_and_free() == (0, 1)


def test_an_approved_end_frees_the_place_and_makes_none(session: Session):
    register = "pnummer;cvr;navn;ansatte\n9123456789;99001232;Værftet;9\n"
    register_import.take_in(session, register_import.read(register))
    before = approved(session)
    ending = forms.open_form(session, form_following.end(session, before.id).id)
    for key, value in {
        "faktisk_slut": "2026-12-20",
        "ophoer_aarsag": "planmaessigt",
        "resultat": "Job",
    }.items():
        forms.fill(session, ending, key, value)
    forms.complete(session, ending)
    mark_signed(session, ending.record.id)
    form_deciding.decide(session, ending.record.id, APPROVED, "Slut", appeal_notice=NOTICE)
    with session.store.read() as tx:
        (place,) = tx.find(SupportPlace)
    assert (place.form, place.to_day) == (before.id, date(2026, 12, 20))


def test_what_the_ratio_counts_is_the_municipalitys_choice():
    register = "pnummer;cvr;navn;ansatte;fuldtid\n9000000001;99001232;Værftet;10;4\n"
    seen = {}
    for unit_of_count in ("hoveder", "fuldtid"):
        session = session_of(settings=Settings(chosen={"ratio_count_unit": unit_of_count}))
        register_import.take_in(session, register_import.read(register))
        card = company_card.open_card(session, companies.find_unit(session, "9000000001").id)
        seen[unit_of_count] = (card.free.counted, card.free.allowed)
    assert seen == {"hoveder": ("heads", 2), "fuldtid": ("full_time", 1)}
