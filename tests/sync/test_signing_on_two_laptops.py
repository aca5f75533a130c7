"""One form signed on two laptops over the central, sealed on either, proved on both."""

import io
import json
from dataclasses import replace

import pytest

from jobassist.envelope.packet import Copy
from jobassist.envelope.verify import verify
from jobassist.errors import UserError
from jobassist.forms import library
from jobassist.ids import new_id
from jobassist.records import Attachment, Form, FormState, SignatureRole
from jobassist.services import attaching, envelopes, form_flow, parts, signing
from tests.services.signed import NAMES, VALUES, sign
from tests.sync.laptop import CPR_CANARY, Laptop, enrolled, new_laptop

EMPLOYER, REP = SignatureRole.EMPLOYER, SignatureRole.EMPLOYEE_REP
CITIZEN, CONSULTANT = SignatureRole.CITIZEN, SignatureRole.CONSULTANT
SHEET = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


@pytest.fixture
def visit(central, new_store) -> tuple[Laptop, Laptop, str]:
    """The consultant's laptop with a completed form, and a colleague's that has the case."""
    consultant = new_laptop(central)
    _, case = consultant.start_case()
    now = consultant.session.clock.now()
    form = Form(
        id=new_id(),
        case_id=case.id,
        author_id=consultant.session.user.id,
        created_at=now,
        type="virksomhedspraktik",
        version=library.packaged("virksomhedspraktik").version,
        cvr="99001232",
        p_number="9000000001",
        state=FormState.COMPLETE,
        values=json.dumps({**VALUES, "cpr": CPR_CANARY}, ensure_ascii=False),
        completed_at=now,
    )
    consultant.put(form)
    consultant.sync()
    user, code = central.new_user("Jonas")
    central.grant(case.id, user)
    colleague = enrolled(central, code, new_store())
    return consultant, colleague, form.id


def sync(*laptops: Laptop) -> None:
    for laptop in laptops:
        counts = laptop.sync()
        assert (counts.conflicts, counts.quarantined) == (0, 0)


@pytest.mark.parametrize("seals_at_home", [True, False])
def test_signed_here_and_there_and_sealed_on_either(visit, seals_at_home):
    one, two, form_id = visit
    for role in (EMPLOYER, REP, CONSULTANT):
        sign(one.session, form_id, role)
    sync(one, two)
    there = signing.look(two.session, form_id)
    assert there.missing == (CITIZEN,) and there.void == ()
    sign(two.session, form_id, CITIZEN)
    sync(two, one)
    sealing, other = (one, two) if seals_at_home else (two, one)
    envelope = envelopes.seal(sealing.session, form_id)
    sync(sealing, other, sealing)
    assert other.get(Form, form_id).state is FormState.SIGNED
    for laptop in (one, two):
        with pytest.raises(UserError, match=r"signing\.sealed"):
            sign(laptop.session, form_id, CITIZEN)
        for copy in Copy:
            proved = verify(envelopes.export(laptop.session, envelope.id, copy))
            assert proved.root == envelope.root
        assert envelopes.pdf(laptop.session, form_id).startswith(b"%PDF-")
        assert all(part.held for part in parts.of_form(laptop.session, form_id))


def stage(laptop: Laptop, form_id: str) -> FormState:
    with laptop.session.store.read() as tx:
        return parts.stage(tx, tx.get(Form, form_id))


def test_it_is_synced_when_the_central_has_every_part_and_undeletable_until_then(visit):
    """Each laptop works it out from what the central acknowledged; nobody changes the form."""
    one, two, form_id = visit
    for role in (EMPLOYER, REP, CITIZEN, CONSULTANT):
        sign(one.session, form_id, role)
    assert stage(one, form_id) is FormState.COMPLETE
    attaching.attach_to_form(one.session, form_id, io.BytesIO(SHEET), "Skitse af pladsen")
    envelopes.seal(one.session, form_id)
    case_id = one.get(Form, form_id).case_id

    def refused() -> int:
        with one.session.store.read() as tx:
            try:
                parts.require_held(tx, case_id)
            except UserError as told:
                return int(told.params["count"])
        return 0

    assert stage(one, form_id) is FormState.SIGNED
    assert refused() == len([p for p in parts.of_form(one.session, form_id) if not p.held]) > 10
    sync(one)
    assert refused() == 0
    assert stage(one, form_id) is FormState.SYNCED
    at_central = one.get(Form, form_id)
    assert at_central.state is FormState.SIGNED  # stored it would clash
    sync(two, one)
    assert stage(two, form_id) is stage(one, form_id) is FormState.SYNCED
    assert one.get(Form, form_id) == at_central
    form_flow.file(one.session, form_id, "2026-77")  # from there it goes on as a signed one
    assert stage(one, form_id) is FormState.FILED


def test_one_file_that_the_central_lacks_keeps_it_from_being_synced(visit):
    one, _two, form_id = visit
    for role in (EMPLOYER, REP, CITIZEN, CONSULTANT):
        sign(one.session, form_id, role)
    envelopes.seal(one.session, form_id)
    sync(one)
    (picture,) = [f for f in one.find(Attachment) if f.title == "citizen"]
    one.put(replace(picture, held_at=None))
    assert stage(one, form_id) is FormState.SIGNED


def test_a_picture_that_has_not_come_yet_is_told_as_that(visit):
    one, two, form_id = visit
    for role in (EMPLOYER, REP, CONSULTANT):
        sign(one.session, form_id, role)
    sync(one, two)
    sign(two.session, form_id, CITIZEN)
    (picture,) = [f for f in two.find(Attachment) if f.title == "employer"]
    two.session.attachments.delete(picture.sha256)
    with pytest.raises(UserError, match=r"envelope\.not_fetched") as told:
        envelopes.seal(two.session, form_id)
    assert told.value.params == {"count": 1}
    assert two.get(Form, form_id).state is FormState.COMPLETE


def test_who_was_not_there_signs_a_sheet_that_is_scanned_elsewhere(visit):
    one, two, form_id = visit
    for role in (EMPLOYER, CITIZEN, CONSULTANT):
        sign(one.session, form_id, role)
    signing.refuse(one.session, form_id, REP, name=NAMES[REP], reason="Vil tale med klubben")
    sync(one, two)
    assert signing.look(two.session, form_id).missing == (REP,)
    signing.sign_on_paper(
        two.session,
        form_id,
        REP,
        io.BytesIO(SHEET),
        name=NAMES[REP],
        signed_at=two.session.clock.now(),
    )
    sync(two, one)
    state = signing.look(one.session, form_id)
    assert state.may_seal and state.void == ()
    (sheet,) = [f for f in one.find(Attachment) if f.media == "image/png"]
    assert b"".join(one.session.attachments.read(sheet.sha256)) == SHEET


def test_both_sealed_it_before_they_met(visit):
    """Both envelopes are whole and prove themselves; nothing of either is lost."""
    one, two, form_id = visit
    for role in (EMPLOYER, REP, CITIZEN, CONSULTANT):
        sign(one.session, form_id, role)
    sync(one, two)
    made = [envelopes.seal(laptop.session, form_id) for laptop in (one, two)]
    sync(one, two, one)
    for laptop in (one, two):
        for envelope in made:
            assert verify(envelopes.export(laptop.session, envelope.id)).root == envelope.root
