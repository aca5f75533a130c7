"""Decided on the spot by delegated authority: read by the parties, signed and sealed in one."""

from dataclasses import replace
from typing import Any

import pytest

from jobassist.envelope.packet import Copy
from jobassist.envelope.verify import verify
from jobassist.errors import PolicyDenied, UserError
from jobassist.records import DecisionOutcome, Form, FormDecision, FormState, SignatureRole
from jobassist.services import (
    envelopes,
    form_deciding,
    form_flow,
    form_letters,
    forms,
    parts,
    signing,
)
from jobassist.services.envelope_pdf import told as document
from jobassist.services.signed_content import read_content
from jobassist.session import Session
from jobassist.settings import Settings
from tests.fakes.session import JONAS, fake_session
from tests.services.signed import complete_form, sign, sign_all

APPROVED, REFUSED = DecisionOutcome.APPROVED, DecisionOutcome.REFUSED
REASONS = "Borgeren ønsker det, og ryggen kan prøves af på pladsen."
NOTICE = "Du kan klage inden fire uger til kommunen."


@pytest.fixture
def session() -> Session:
    """A consultant's, to whom the municipality has delegated decisions."""
    policy = {"delegated_decisions": True}
    return fake_session(user=JONAS, settings=Settings(policy=policy, chosen={"test_persons": True}))


def decided(session: Session, outcome: DecisionOutcome = APPROVED, **told: Any) -> Form:
    form = complete_form(session)
    form_deciding.decide(session, form.id, outcome, REASONS, **{"appeal_notice": NOTICE, **told})
    return form


def stored(session: Session, form_id: str) -> Form:
    with session.store.read() as tx:
        return tx.get(Form, form_id)


def test_it_is_sealed_in_the_envelope_with_reasons_and_notice(session: Session):
    form = decided(session)
    sign_all(session, form.id)
    envelope = envelopes.seal(session, form.id)
    found = verify(envelopes.export(session, envelope.id))
    told = found.value("decision")
    assert (told["outcome"], told["reasons"], told["appeal_notice"], told["delegated"]) == (
        "approved",
        REASONS,
        NOTICE,
        True,
    )
    assert told["decided_by"] == session.user.id
    assert {"rule", "version", "verdict", "basis"} <= told["checks"][0].keys()
    with session.store.read() as tx:
        content = read_content(tx, tx.get(Form, form.id))
        full, theirs = (repr(document(content, [], {}, copy=copy)) for copy in Copy)
    for text in (REASONS, NOTICE, "efter delegeret kompetence"):
        assert text in full
    assert "Godkendt, efter delegeret kompetence" in theirs
    assert REASONS not in theirs and NOTICE not in theirs


def test_the_employers_copy_has_the_outcome_and_proves_it_but_no_reasons(session: Session):
    form = decided(session, REFUSED)
    sign_all(session, form.id)
    envelope = envelopes.seal(session, form.id)
    copy = envelopes.export(session, envelope.id, Copy.EMPLOYER)
    found = verify(copy)
    assert found.root == envelope.root
    assert found.value("decision") is None
    assert found.value("outcome")["outcome"] == "refused"
    assert REASONS.encode() not in copy and NOTICE.encode() not in copy


@pytest.mark.parametrize(
    ("outcome", "state"), [(APPROVED, FormState.APPROVED), (REFUSED, FormState.REFUSED)]
)
def test_it_takes_effect_when_it_is_sealed(session: Session, outcome, state):
    form = decided(session, outcome)
    with pytest.raises(UserError, match=r"form\.not_decided"):
        form_letters.decision_letters(session, form.id)
    sign_all(session, form.id)
    assert stored(session, form.id).state is FormState.COMPLETE
    envelopes.seal(session, form.id)
    assert stored(session, form.id).state is state
    assert form_letters.decision_letters(session, form.id)
    filed = form_flow.file(session, form.id, "77")  # VITAS has it afterwards
    assert (filed.state, filed.vitas_ref) == (state, "77")


def test_the_parties_read_it_before_they_sign_and_employers_no_reasons(session: Session):
    form = decided(session)
    for role in SignatureRole:
        for language in ("da", "en"):
            page = signing.summary(session, form.id, role, language)
            said = " ".join(line.text for line in page.decision)
            assert ("på stedet" if language == "da" else "on the spot") in said
            is_outsider = role in (SignatureRole.EMPLOYER, SignatureRole.EMPLOYEE_REP)
            assert (REASONS in said) is (NOTICE in said) is (not is_outsider)
    page = signing.summary(session, form.id, SignatureRole.CITIZEN)
    assert "afgør sagen bagefter" not in page.means


def test_without_authority_it_is_stopped():
    for settings in (Settings(), Settings(chosen={"delegated_decisions": True})):
        session = fake_session(user=JONAS, settings=settings)
        form = complete_form(session)
        assert not form_deciding.on_the_spot(session)
        with pytest.raises(PolicyDenied, match=r"form\.no_authority"):
            form_deciding.decide(session, form.id, APPROVED, REASONS, appeal_notice=NOTICE)


def test_nobody_decides_on_the_spot_what_somebody_has_signed(session: Session):
    form = complete_form(session)
    sign(session, form.id, SignatureRole.EMPLOYER)
    with pytest.raises(UserError, match=r"form\.spot_is_past"):
        form_deciding.decide(session, form.id, APPROVED, REASONS, appeal_notice=NOTICE)
    sign_all(session, form.id)
    envelopes.seal(session, form.id)
    with pytest.raises(UserError, match=r"form\.spot_is_past"):
        form_deciding.decide(session, form.id, APPROVED, REASONS, appeal_notice=NOTICE)


def test_a_caseworkers_decision_is_later_and_beside_the_envelope():
    session = fake_session()
    form = complete_form(session)
    with pytest.raises(UserError, match=r"form\.step"):
        form_deciding.decide(session, form.id, APPROVED, REASONS, appeal_notice=NOTICE)
    sign_all(session, form.id)
    envelope = envelopes.seal(session, form.id)
    form_deciding.decide(session, form.id, APPROVED, REASONS, appeal_notice=NOTICE)
    assert verify(envelopes.export(session, envelope.id)).value("decision") is None
    state = signing.look(session, form.id)
    assert state.void == () and state.form.state is FormState.APPROVED  # signatures stand


def test_a_change_makes_it_void_and_the_form_is_not_changed_by_accident(session: Session):
    form = decided(session)
    opened = forms.open_form(session, form.id)
    with pytest.raises(UserError, match=r"form\.has_decision"):
        forms.fill(session, opened, "opgaver", "Andet")
    form_flow.void_signatures(session, form.id)
    opened = forms.open_form(session, form.id)
    forms.fill(session, opened, "opgaver", "Andet")
    with session.store.read() as tx:
        assert read_content(tx, tx.get(Form, form.id)).decision is None
        assert tx.count(FormDecision) == 1  # it stays, void


def test_it_can_be_put_right_before_the_first_signature(session: Session):
    form = decided(session)
    session.clock.advance(minutes=1)  # type: ignore[attr-defined]
    form_deciding.decide(session, form.id, REFUSED, "Pladsen passer ikke.", appeal_notice=NOTICE)
    sign_all(session, form.id)
    found = verify(envelopes.export(session, envelopes.seal(session, form.id).id))
    assert found.value("decision")["reasons"] == "Pladsen passer ikke."
    assert stored(session, form.id).state is FormState.REFUSED


def test_what_came_from_elsewhere_after_it_makes_signatures_and_decision_void(session: Session):
    form = decided(session)
    sign(session, form.id, SignatureRole.EMPLOYER)
    with session.store.write() as tx:  # as another laptop's change comes in
        changed = tx.get(Form, form.id)
        tx.put(replace(changed, values=changed.values.replace("Slibe", "Male")))
    state = signing.look(session, form.id)
    assert [one.role for one in state.void] == [SignatureRole.EMPLOYER]
    with session.store.read() as tx:
        assert read_content(tx, tx.get(Form, form.id)).decision is None


def test_the_decision_is_one_of_the_parts(session: Session):
    form = decided(session)
    assert "form_decision" in {part.name for part in parts.of_form(session, form.id)}


def test_the_standard_notice_is_used_and_reasons_are_asked_for(session: Session):
    session = replace(session, user=replace(JONAS, org_unit="Jobcenter Nord"))
    form = complete_form(session)
    with pytest.raises(UserError, match=r"form\.no_reasons"):
        form_deciding.decide(session, form.id, APPROVED, " \n")
    decision = form_deciding.decide(session, form.id, APPROVED, REASONS)
    assert "Ankestyrelsen" in decision.appeal_notice


def test_an_approval_after_the_start_is_stopped_on_the_spot_too(session: Session):
    form = complete_form(session)
    session.clock.advance(days=30)  # type: ignore[attr-defined]
    with pytest.raises(UserError, match=r"form\.decision_stopped"):
        form_deciding.decide(session, form.id, APPROVED, REASONS, appeal_notice=NOTICE)
