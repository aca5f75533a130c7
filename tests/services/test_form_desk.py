"""A form as it lies on the desk."""

import pytest

from jobassist.records import SignatureRole
from jobassist.services import forms
from jobassist.services.form_desk import names_of, open_desk
from jobassist.settings import Settings
from tests.fakes.session import CASE, CITIZEN, fake_session
from tests.services.signed import complete_form, sign
from tests.ui.visit import begin, furnish


@pytest.fixture
def session():
    made = fake_session(settings=Settings(chosen={"test_persons": True}))
    furnish(made)
    return made


def test_what_was_filled_in_for_one_is_known_until_it_is_changed(session):
    id = begin(session)
    desk = open_desk(session, id)
    assert (desk.known["virksomhedsnavn"], desk.known["cpr"]) == ("company", "citizen")
    assert (desk.citizen, desk.company) == (CITIZEN.name, "Skagen Bådeværft")
    assert "periode" not in desk.known and not desk.is_locked
    forms.fill(session, desk.opened, "virksomhedsnavn", "Værftet")
    assert "virksomhedsnavn" not in open_desk(session, id).known


def test_the_form_names_who_signs(session):
    names = names_of(open_desk(session, begin(session)).opened, "Mette Holm")
    assert names == {
        SignatureRole.EMPLOYER: "Ida Dam",
        SignatureRole.EMPLOYEE_REP: "Per Ås",
        SignatureRole.CITIZEN: CITIZEN.name,
        SignatureRole.CONSULTANT: "Mette Holm",
    }


def test_a_signature_locks_it(session):
    form = complete_form(session)
    assert not open_desk(session, form.id).is_locked
    sign(session, form.id, SignatureRole.EMPLOYER)
    assert open_desk(session, form.id).is_locked
    assert form.case_id == CASE.id
