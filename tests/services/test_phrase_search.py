"""Finding a text while one types, and what the use of texts suggests."""

from dataclasses import replace

import pytest

from jobassist.records import Phrase
from jobassist.services import notes, phrase_use, phrases
from jobassist.services.phrase_search import PhraseIndex
from jobassist.services.phrase_use import Use
from jobassist.session import Session
from tests.fakes.session import CASE, CITIZEN, fake_session

BODY = "Borgeren er vejledt om pligten til at medvirke. Aftale: {udfyld.aftale}"
ADVICE = Phrase(id="p-1", key="jn-vejledning", title="Vejledning", body=BODY, tags=("pligt",))
VISIT = Phrase(
    id="p-2",
    key="jn-besoeg",
    title="Besøg hos virksomhed",
    spoken_name="virksomhedsbesøg",
    body="Vejledning er givet på stedet.",
    abbreviation=";vb",
)


@pytest.fixture(scope="module")
def shipped() -> PhraseIndex:
    session = fake_session()
    phrases.import_library(session)
    return PhraseIndex.of(phrases.list_phrases(session), Use())


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("jobsamtale telefon", "jn-jobsamtale-telefon"),
        ("jobsamtle telfon", "jn-jobsamtale-telefon"),
        ("udeblivelse", "jn-udeblivelse"),
        ("afslag mentor", "br-mentor-afslag"),
        ("  UDEBL samt", "jn-udeblivelse"),
    ],
)
def test_among_all_that_ship_the_right_one_is_near_the_top(shipped, query, key):
    assert key in [phrase.key for phrase in shipped.search(query)[:5]]


def keys(index: PhraseIndex, query: str) -> list[str]:
    return [phrase.key for phrase in index.search(query)]


def test_title_goes_before_body_and_tags_are_found():
    index = PhraseIndex.of([VISIT, ADVICE], Use())
    assert keys(index, "vejledning") == ["jn-vejledning", "jn-besoeg"]
    assert keys(index, "pligt")[0] == "jn-vejledning"
    assert keys(index, "stedet") == ["jn-besoeg"]
    assert keys(index, "xqzxqz") == []
    assert keys(index, ";vb")[0] == "jn-besoeg"


def test_favourites_and_what_is_used_often_go_first():
    often = Use(chosen={"jn-vejledning": 12})
    assert keys(PhraseIndex.of([VISIT, ADVICE], Use()), "")[0] == "jn-besoeg"
    assert keys(PhraseIndex.of([VISIT, ADVICE], often), "")[0] == "jn-vejledning"
    favourite = replace(often, favourites=frozenset({"jn-besoeg"}))
    assert keys(PhraseIndex.of([VISIT, ADVICE], favourite), "")[0] == "jn-besoeg"


def test_abbreviations():
    assert PhraseIndex.of([VISIT, ADVICE], Use()).abbreviations() == {";vb": VISIT}


def test_favourites_and_counts_are_kept_and_never_sent():
    session = fake_session(VISIT)
    assert phrase_use.toggle_favourite(session, VISIT.key)
    phrase_use.count_choice(session, VISIT.key)
    assert phrase_use.read_use(session) == Use(frozenset({VISIT.key}), {VISIT.key: 1})
    assert not phrase_use.toggle_favourite(session, VISIT.key)
    with session.store.sync() as tx:
        assert tx.pending(10) == []


def test_a_vain_search_keeps_no_word_that_the_library_does_not_have():
    session, index = fake_session(VISIT), PhraseIndex.of([VISIT], Use())
    for _ in range(3):
        phrase_use.count_vain_search(session, f"{CITIZEN.name} {CITIZEN.cpr} besøg", index.knows)
    with session.store.read() as tx:
        kept = tx.setting("phrases.use") or ""
    assert CITIZEN.family_name.lower() not in kept and CITIZEN.cpr not in kept
    (told,) = phrase_use.suggestions(session)
    assert (told.kind, told.detail, told.count) == ("searched_in_vain", "besøg", 3)


def finalised(session: Session, text: str) -> None:
    draft = notes.new_draft(session, CASE.id, text)
    phrases.remember_version(session, draft.id, ADVICE.key)
    notes.finalise(session, draft.id)


def test_what_is_always_taken_out_is_suggested():
    session = fake_session(ADVICE)
    finalised(session, BODY.replace("{udfyld.aftale}", "vi ringes ved"))
    assert phrase_use.suggestions(session) == []
    for _ in range(4):
        finalised(session, "Aftale: vi ringes ved")
    (told,) = phrase_use.suggestions(session)
    assert (told.kind, told.key, told.count) == ("always_edited", ADVICE.key, 4)
    assert told.detail.startswith("Borgeren er vejledt om pligten")


def test_what_is_never_chosen_is_listed_when_enough_was_chosen():
    session = fake_session(VISIT, ADVICE)
    for _ in range(100):
        assert phrase_use.suggestions(session) == []
        phrase_use.count_choice(session, VISIT.key)
    (told,) = phrase_use.suggestions(session)
    assert (told.kind, told.key) == ("never_chosen", ADVICE.key)
