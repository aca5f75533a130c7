"""The texts that come along: offered by a store that has none, kept by it only when written on."""

from jobassist.records import Phrase
from jobassist.services import phrase_editing, phrases
from jobassist.services.phrase_file import upsert
from jobassist.services.phrase_row import row, told
from jobassist.session import Session
from tests.fakes.session import CASE, fake_session

OWN = {"noegle": "jn-egen", "titel": "Egen tekst", "kategori": "Journalnotat", "tekst": "Egen."}


def kept(session: Session) -> int:
    with session.store.read() as tx:
        return tx.count(Phrase)


def test_a_new_store_offers_them_and_holds_none():
    session = fake_session()
    assert len(phrases.list_phrases(session)) == phrases.shipped_count() >= 200
    assert "Anders" in phrases.unfold(session, "br-afslag-praktik", CASE.id)
    assert kept(session) == 0


def test_an_import_takes_their_place():
    session = fake_session()
    assert upsert(session, [row(1, OWN)])["added"] == 1
    assert [text.key for text in phrases.list_phrases(session)] == ["jn-egen"]
    assert upsert(session, [row(1, OWN)])["unchanged"] == 1


def test_whoever_writes_one_keeps_them_all():
    session = fake_session()
    text = next(t for t in phrases.list_phrases(session) if t.key == "br-afslag-praktik")
    changed = phrase_editing.save_text(session, {**told(text), "titel": "Afslag på praktikplads"})
    assert (changed.key, changed.version) == (text.key, 2)
    assert kept(session) == phrases.shipped_count()


def test_a_private_text_stands_beside_them():
    session = fake_session()
    phrase_editing.save_text(session, {**told(Phrase(id="", **{
        "key": "", "title": "Min hilsen", "body": "Hilsen",
    })), "ejer": "privat"})  # fmt: skip
    assert len(phrases.list_phrases(session)) == phrases.shipped_count() + 1
    assert kept(session) == 0


def test_an_enrolled_store_offers_what_the_central_sends():
    session = fake_session()
    with session.store.write() as tx:
        tx.set_setting("central.url", "https://central.example")
    assert phrases.list_phrases(session) == []
