"""Writing standard texts: saved under the right key, seen by the right people, remarked on."""

from dataclasses import replace
from datetime import date

import pytest

from jobassist.errors import PolicyDenied, UserError
from jobassist.records import Phrase, PhraseState, PrivatePhrase, Role
from jobassist.services.phrase_editing import (
    keep_unsaved,
    read_library,
    read_unsaved,
    save_text,
)
from jobassist.services.phrase_library import versions
from jobassist.services.phrase_remarks import Remark, remarks
from jobassist.services.phrase_row import COLUMNS, PRIVATE, told
from jobassist.services.phrases import unfold_unsaved
from jobassist.session import Session
from tests.fakes.session import CASE, JONAS, METTE, fake_session

SHARED = Phrase(
    id="p-1",
    key="jn-moede",
    title="Møde holdt",
    spoken_name="møde holdt",
    category="Journalnotat",
    body="Vi har holdt et møde med {borger.navn} i dag.",
    abbreviation=";mh",
    author_id=JONAS.id,
)


DAY = date(2026, 11, 20)


def written(**said: str) -> dict[str, str]:
    return {**dict.fromkeys(COLUMNS, ""), "kategori": "Brev", **said}


def enrolled(role: Role = Role.CASEWORKER, *more: Phrase) -> Session:
    session = fake_session(SHARED, *more, user=replace(METTE, role=role))
    with session.store.write() as tx:
        tx.set_setting("central.url", "https://central.example")
    return session


def test_a_new_private_text_gets_a_key_that_tells_nothing():
    session = fake_session()
    made = save_text(session, written(titel="Om Lise", tekst="Hej", ejer=PRIVATE))
    assert isinstance(made, PrivatePhrase)
    assert made.key.startswith("egen-")
    assert "lise" not in made.key
    again = save_text(session, {**told(made), "tekst": "Goddag"})
    assert (again.key, again.version, again.body) == (made.key, 2, "Goddag")
    assert [text.body for text in versions(session, made.key)] == ["Goddag", "Hej"]


def test_a_new_shared_text_is_named_after_its_title_and_waits_for_approval():
    session = enrolled()
    made = save_text(session, written(titel="Så mødes vi!", tekst="Hej"))
    assert isinstance(made, Phrase)
    assert (made.key, made.state) == ("br-saa-moedes-vi", PhraseState.DRAFT)
    assert save_text(session, told(made)) == made
    other = save_text(session, written(titel="Så mødes vi", tekst="Farvel"))
    assert other.key == "br-saa-moedes-vi-2"
    with pytest.raises(PolicyDenied, match=r"phrase\.librarian_only"):
        save_text(session, {**told(SHARED), "tekst": "Andet"})


def test_a_librarian_approves_by_saving():
    draft = replace(SHARED, id="p-2", key="jn-kladde", state=PhraseState.DRAFT)
    session = enrolled(Role.LIBRARIAN, draft)
    approved = save_text(session, told(draft))
    assert isinstance(approved, Phrase)
    assert (approved.state, approved.version) == (PhraseState.APPROVED, 1)
    changed = save_text(session, {**told(approved), "tekst": "Bedre"})
    assert isinstance(changed, Phrase)
    assert (changed.state, changed.version) == (PhraseState.APPROVED, 2)


def test_a_shared_text_made_private_is_another_one_beside_it():
    session = enrolled()
    own = save_text(session, {**told(SHARED), "ejer": PRIVATE})
    assert own.key != SHARED.key
    assert {text.key for text in read_library(session).texts} == {SHARED.key, own.key}


def test_anothers_draft_and_anothers_team_are_the_librarians_to_see():
    draft = replace(SHARED, id="p-2", key="jn-kladde", state=PhraseState.DRAFT)
    team = replace(SHARED, id="p-3", key="jn-team", unit="Et andet team")
    seen = {text.key for text in read_library(enrolled(Role.CASEWORKER, draft, team)).texts}
    assert seen == {SHARED.key}
    library = read_library(enrolled(Role.LIBRARIAN, draft, team))
    assert {text.key for text in library.texts} == {SHARED.key, draft.key, team.key}
    assert library.is_librarian
    assert library.authors[JONAS.id] == JONAS.name


def test_what_cannot_be_saved_is_refused():
    with pytest.raises(UserError, match=r"phrase\.not_ready"):
        save_text(fake_session(), written(titel="T", tekst="{borger"))


@pytest.mark.parametrize(
    ("said", "remark"),
    [
        ({"titel": ""}, Remark("missing", "titel")),
        ({"forkortelse": "pv"}, Remark("refused", "forkortelse")),
        ({"gyldig_fra": "snart"}, Remark("refused", "gyldig_fra")),
        ({"tekst": "To\nlinjer {borger"}, Remark("broken", "", 2, 8)),
        ({"gyldig_fra": "2027-02-01", "gyldig_til": "2027-01-01"}, Remark("dates")),
        ({"forkortelse": ";mh"}, Remark("same_abbreviation", "Møde holdt")),
        ({"talenavn": "møde holdet"}, Remark("sounds_alike", "Møde holdt")),
        ({"tekst": SHARED.body.replace("i dag", "idag")}, Remark("duplicate", "Møde holdt")),
        ({"tekst": "Se {standard.findes_ikke}"}, Remark("missing_text", "findes-ikke")),
        ({"tekst": "Vi gennemgåår det."}, Remark("misspelled", "gennemgåår")),
    ],
)
def test_everything_there_is_to_say_is_said(said: dict[str, str], remark: Remark):
    fine = written(titel="Aftale om praktik", tekst="Vi aftaler praktik.")
    assert remarks(fine, [SHARED], DAY) == []
    assert remark in remarks({**fine, **said}, [SHARED], DAY)


def test_a_text_is_not_told_that_it_is_like_itself():
    assert remarks(told(SHARED), [SHARED], DAY) == []


def test_what_is_being_written_is_kept_and_shown_with_a_cases_data():
    session = fake_session()
    keep_unsaved(session, {"": written(titel="Ny")})
    assert read_unsaved(session)[""]["titel"] == "Ny"
    assert unfold_unsaved(session, "Kære {borger.fornavn}", CASE.id) == "Kære Anders"


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("br-bevilling-praktik", None),
        ("br-syg-ophoer", "no_law"),
        ("", "no_law"),
        ("br-genvurdering-medhold", "unsure_law"),
    ],
)
def test_a_text_without_a_known_law_says_so(key, kind):
    asking = {**told(SHARED), "noegle": key, "tekst": "Lovgrundlag: {lov.henvisning}"}
    kinds = [one.kind for one in remarks(asking, [], DAY)]
    assert kinds == ([kind] if kind else [])
