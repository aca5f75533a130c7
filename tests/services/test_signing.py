"""Signing: who, on what, when it stands and when it is void; strokes that survive."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest

from jobassist.errors import UserError
from jobassist.records import (
    Attachment,
    Form,
    FormState,
    Signature,
    SignatureMeans,
    SignatureRole,
)
from jobassist.services import pad as pads
from jobassist.services import sign_summary, signing, strokes
from jobassist.services.signing import PartyState
from tests.fakes.session import CITIZEN, fake_session
from tests.services.signed import NAMES, complete_form, draw, sign, sign_all

EMPLOYER, REP = SignatureRole.EMPLOYER, SignatureRole.EMPLOYEE_REP
CITIZENS, WITNESS = SignatureRole.CITIZEN, SignatureRole.CONSULTANT


@pytest.fixture
def session():
    return fake_session()


@pytest.fixture
def form(session):
    return complete_form(session)


def change(session, form, **changes):
    """As the form's service does it: another round, other content."""
    with session.store.write() as tx:
        stored = tx.get(Form, form.id)
        tx.put(replace(stored, round=stored.round + 1, **changes))


def test_who_signs_is_the_forms_data(session, form):
    assert signing.look(session, form.id).missing == (EMPLOYER, REP, CITIZENS, WITNESS)
    alone = complete_form(session, ansatte_hoveder=1)
    assert signing.look(session, alone.id).missing == (EMPLOYER, CITIZENS, WITNESS)
    with pytest.raises(UserError, match=r"signing\.not_a_party"):
        sign(session, alone.id, REP)
    with pytest.raises(UserError, match=r"signing\.not_a_party"):
        signing.summary(session, alone.id, REP)


@pytest.mark.parametrize("role", [EMPLOYER, REP])
@pytest.mark.parametrize("language", ["da", "en"])
def test_outsiders_read_neither_cpr_benefit_nor_health(session, form, role, language):
    page = signing.summary(session, form.id, role, language)
    told = repr(page)
    assert "Bådebygger" in told
    assert not any(word in told for word in (CITIZEN.cpr, "710190", "dagpenge", "diskus"))
    assert page.means != page.intro


def test_the_citizen_reads_what_is_told_of_their_health_and_their_consent(session, form):
    told = {line.label: line.text for line in signing.summary(session, form.id, CITIZENS).lines}
    assert told["Skånehensyn"] == "Ingen tunge løft (diskusprolaps)."
    assert told["Borgeren samtykker i, at virksomheden får skånehensynene at vide"] == "Ja"


def test_every_language_has_a_page_for_every_party(session, form):
    assert sign_summary.languages()[0] == "da"
    for language in sign_summary.languages():
        for role in SignatureRole:
            assert all(part for part in (signing.summary(session, form.id, role, language).means,))
    with pytest.raises(UserError, match=r"signing\.no_language"):
        signing.summary(session, form.id, CITIZENS, "xx")


def test_a_mark_becomes_a_picture_and_its_strokes_are_gone(session, form):
    made = sign(session, form.id, EMPLOYER)
    assert (made.means, made.witness_id) == (SignatureMeans.SCREEN, session.user.id)
    assert made.content_hash == signing.look(session, form.id).content_hash
    picture = b"".join(session.attachments.read(made.image_id))
    assert picture.startswith(b"<svg")
    with session.store.read() as tx:
        assert tx.ink(form.id, EMPLOYER.value) == []
        (file,) = tx.find(Attachment, belongs_to=f"signature:{made.id}")
    assert (file.sha256, file.size) == (made.image_id, len(picture))
    assert EMPLOYER not in signing.look(session, form.id).missing
    with pytest.raises(UserError, match=r"signing\.already"):
        sign(session, form.id, EMPLOYER)


def test_nothing_can_be_read_of_how_fast_it_was_drawn():
    slow = tuple((x, 100) for x in range(0, 2_001, 10))
    fast = tuple((x, 100) for x in range(0, 2_001, 500))
    assert strokes.picture([slow]) == strokes.picture([fast])


def test_a_slip_of_the_finger_is_no_signature(session, form):
    pad = pads.open_pad(session, form.id, CITIZENS)
    for unsigned in ((), ((10, 10), (20, 20))):
        for point in unsigned:
            pad.begin(*point)
        with pytest.raises(UserError, match=r"signing\.no_ink"):
            signing.sign(session, form.id, CITIZENS, pad, name="Anders")
    with pytest.raises(UserError, match=r"signing\.no_name"):
        signing.sign(session, form.id, CITIZENS, draw(session, form.id, CITIZENS), name=" ")


def test_strokes_are_there_again_after_a_crash(session, form):
    drawn = draw(session, form.id, CITIZENS)
    drawn.begin(7_000, 100)
    drawn.draw(7_500, 200)
    drawn.keep()
    drawn.draw(7_600, 300)  # not kept: the program is killed now
    again = pads.open_pad(session, form.id, CITIZENS)
    assert again.strokes[:2] == drawn.strokes[:2]
    assert again.strokes[2] == ((7_000, 100), (7_500, 200))
    assert signing.look(session, form.id).parties[2].is_drawing
    again.clear()
    assert pads.open_pad(session, form.id, CITIZENS).strokes == ()


def test_ink_is_kept_every_tenth_of_a_second(session, form):
    now = [0.0]
    pad = pads.Pad(session, form.id, EMPLOYER, seconds=lambda: now[0])
    pad.begin(0, 0)
    pad.draw(100, 0)
    assert pads.open_pad(session, form.id, EMPLOYER).strokes == ()
    now[0] = pads.KEEP_SECONDS
    pad.draw(200, 0)
    assert pads.open_pad(session, form.id, EMPLOYER).strokes == (((0, 0), (100, 0), (200, 0)),)
    pad.draw(99_999, -5)
    pad.lift()
    pad.draw(5, 5)
    assert pads.open_pad(session, form.id, EMPLOYER).strokes == pad.strokes
    assert pad.strokes[0][-1] == (strokes.WIDTH, 0)


def test_a_refusal_has_a_reason_and_one_may_sign_after_all(session, form):
    with pytest.raises(UserError, match=r"signing\.no_reason"):
        signing.refuse(session, form.id, REP, name="Per Ås", reason=" ")
    signing.refuse(session, form.id, REP, name="Per Ås", reason="Kollegerne er ikke hørt")
    party = signing.look(session, form.id).parties[1]
    assert (party.state, party.signature.refusal_reason) == (
        PartyState.REFUSED,
        "Kollegerne er ikke hørt",
    )
    for role in (EMPLOYER, CITIZENS, WITNESS):
        sign(session, form.id, role)
    assert not signing.look(session, form.id).may_seal
    sign(session, form.id, REP)
    assert signing.look(session, form.id).may_seal


def test_a_missing_party_signs_on_paper_and_the_others_stand(session, form):
    for role in (EMPLOYER, REP, WITNESS):
        sign(session, form.id, role)
    assert signing.look(session, form.id).missing == (CITIZENS,)
    later = session.clock.now() + timedelta(days=2)
    with pytest.raises(UserError, match=r"attachment\.unknown_kind"):
        _on_paper(session, form, b"nothing", later)
    made = _on_paper(session, form, b"\xff\xd8\xff" + b"x" * 50, later)
    assert (made.means, made.signed_at) == (SignatureMeans.SCAN, later)
    assert signing.look(session, form.id).may_seal


def _on_paper(session, form, scan: bytes, at):
    return signing.sign_on_paper(
        session, form.id, CITIZENS, io.BytesIO(scan), name=NAMES[CITIZENS], signed_at=at
    )


def test_any_change_voids_every_signature_visibly(session, form):
    for role in (EMPLOYER, REP):
        sign(session, form.id, role)
    change(session, form, values=form.values.replace("30:00", "37:00"))
    state = signing.look(session, form.id)
    assert state.missing == (EMPLOYER, REP, CITIZENS, WITNESS)
    assert {one.role for one in state.void} == {EMPLOYER, REP}
    sign(session, form.id, EMPLOYER)
    assert signing.look(session, form.id).missing == (REP, CITIZENS, WITNESS)


def test_even_a_change_that_forgets_the_round_voids(session, form):
    sign_all(session, form.id)
    with session.store.write() as tx:
        tx.put(replace(form, overrides='{"praktik.forhold":{"reason":"x"}}'))
    state = signing.look(session, form.id)
    assert len(state.void) == len(state.missing) == 4


def test_what_changes_while_one_signs_is_not_signed(session, form):
    pad = draw(session, form.id, EMPLOYER)
    stale = signing._signature(session, form.id, EMPLOYER, "Ida Dam", "")
    change(session, form)
    with pytest.raises(UserError, match=r"signing\.changed"):
        signing._give(session, stale, {"image_id": None})
    with session.store.read() as tx:
        assert tx.count(Signature) == 0
        assert tx.ink(form.id, EMPLOYER.value)
    assert pad.is_signature


def test_only_a_completed_form_is_signed(session, form):
    with session.store.write() as tx:
        tx.put(replace(form, state=FormState.DRAFT))
    with pytest.raises(UserError, match=r"signing\.not_complete"):
        sign(session, form.id, EMPLOYER)
