"""The letters of a decision go to both parties, from texts that are there."""

import pytest

from jobassist.errors import UserError
from jobassist.forms import library
from jobassist.records import DecisionOutcome
from jobassist.services import form_deciding, form_letters, forms, phrases
from jobassist.settings import Settings
from tests.fakes.session import CITIZEN, fake_session
from tests.services.form_samples import application, mark_signed


@pytest.mark.parametrize("outcome", DecisionOutcome)
@pytest.mark.parametrize("extension", [False, True])
def test_every_text_that_is_named_is_there(outcome: DecisionOutcome, extension: bool):
    session = fake_session()
    with session.store.read() as tx:
        for form in library.names():
            for key in form_letters.texts_for(form, outcome, extension=extension).values():
                assert phrases.by_key(tx, key).key == key


def test_a_decision_is_told_to_the_citizen_and_the_company():
    session = fake_session(settings=Settings(chosen={"test_persons": True}))
    opened = forms.open_form(session, application(session).id)
    with pytest.raises(UserError, match=r"form\.not_decided"):
        form_letters.decision_letters(session, opened.record.id)
    forms.complete(session, opened)
    mark_signed(session, opened.record.id)
    form_deciding.decide(session, opened.record.id, DecisionOutcome.APPROVED, "Egnet plads")
    letters = form_letters.decision_letters(session, opened.record.id)
    assert [one.phrase.split("@")[0] for one in letters] == [
        "br-bevilling-praktik",
        "br-virksomhed-bekraeftelse",
    ]
    assert CITIZEN.name in letters[0].recipient
    assert letters[1].recipient == "Skagen Bådeværft\nHavnevej 1\n9990 Skagen"
    assert letters[1].recipient_cvr == "99001232"
