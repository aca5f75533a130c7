"""Words of the house: kept by those who keep the texts, written in everybody's dictation."""

import pytest

from jobassist.errors import PolicyDenied, UserError
from jobassist.services.terms import (
    add_term,
    import_terms,
    in_use,
    may_keep,
    terms,
    withdraw_term,
)
from speech.written import Normaliser
from tests.fakes.session import fake_session


def test_a_word_is_added_written_and_withdrawn() -> None:
    session = fake_session()
    add_term(session, " K  C ", "KC")
    assert (
        Normaliser(user=in_use(session))("han ringede til k c i dag") == "Han ringede til KC i dag"
    )
    assert add_term(session, "k c", "Kundecenter").id == terms(session)[0].id
    assert in_use(session) == {"k c": "Kundecenter"}
    assert withdraw_term(session, "K C").written == "Kundecenter"
    assert terms(session) == []
    with pytest.raises(UserError, match="unknown"):
        withdraw_term(session, "k c")
    assert add_term(session, "k c", "KC").withdrawn is False


@pytest.mark.parametrize(
    ("spoken", "written"),
    [("", "KC"), ("k c", ""), ("!", "KC"), ("k" * 61, "KC"), ("mette", "710190-4321")],
)
def test_what_is_no_word_is_refused(spoken: str, written: str) -> None:
    session = fake_session()
    with pytest.raises(UserError, match="unusable"):
        add_term(session, spoken, written)
    assert terms(session) == []


def test_a_file_is_taken_whole_or_not_at_all() -> None:
    session = fake_session()
    with pytest.raises(UserError, match="file_line") as refused:
        import_terms(session, "# huset\nk c = KC\n\nmomentum\n")
    assert refused.value.params["line"] == 4
    assert terms(session) == []
    assert import_terms(session, "# huset\nk c = KC\nmomentum = Momentum\n") == 2
    assert in_use(session) == {"k c": "KC", "momentum": "Momentum"}


def test_on_an_enrolled_device_only_a_librarian_keeps_them() -> None:
    session = fake_session()
    assert may_keep(session)
    with session.store.write() as tx:
        tx.set_setting("central.url", "https://central.example")
    assert not may_keep(session)
    for deed in (
        lambda: add_term(session, "k c", "KC"),
        lambda: import_terms(session, "k c = KC"),
        lambda: withdraw_term(session, "k c"),
    ):
        with pytest.raises(PolicyDenied, match="librarian_only"):
            deed()
