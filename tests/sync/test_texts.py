"""Standard texts and letters on their way: shared, private, approved, sealed."""

from jobassist.ids import new_id
from jobassist.records import Letter, LetterState, Phrase, PhraseState, PrivatePhrase
from jobassist.services import letters, phrase_library, phrases
from jobassist.services.phrase_file import read_rows, upsert
from tests.sync.laptop import enrolled, new_laptop

TEXT = "noegle,titel,kategori,tekst\njn-a,Aftale,Brev,Kære {borger.fornavn}\n"


def test_a_private_text_reaches_its_owners_other_device_and_nobody_else(central, new_store):
    mette, jonas = new_laptop(central), new_laptop(central, "Jonas")
    phrase_library.save_private(mette.session, "min", title="Min", body="Før")
    phrase_library.save_private(mette.session, "min", body="Nu")
    assert mette.sync().quarantined == 0
    second = enrolled(central, central.new_code(mette.session.user.id), new_store())
    second.sync()
    jonas.sync()
    assert [text.body for text in phrase_library.versions(second.session, "min")] == ["Nu", "Før"]
    assert jonas.find(PrivatePhrase) == [] == jonas.find(Phrase)


def test_a_proposal_is_offered_to_others_when_a_librarian_has_approved_it(central):
    mette, jonas = new_laptop(central), new_laptop(central, "Jonas")
    librarian = new_laptop(central, "Lis", "librarian")
    upsert(mette.session, read_rows(TEXT.encode()))
    for laptop in (mette, jonas, librarian):
        laptop.sync()
    assert [text.key for text in phrases.list_phrases(mette.session)] == ["jn-a"]
    assert phrases.list_phrases(jonas.session) == []
    phrase_library.approve(librarian.session, "jn-a")
    librarian.sync()
    jonas.sync()
    (offered,) = phrases.list_phrases(jonas.session)
    assert isinstance(offered, Phrase) and offered.state is PhraseState.APPROVED


def test_a_store_that_approved_by_itself_proposes_when_it_is_enrolled(central):
    mette, jonas = new_laptop(central), new_laptop(central, "Jonas")
    approved = Phrase(id=new_id(), key="jn-a", title="A", body="x", author_id=mette.session.user.id)
    mette.put(approved)
    assert mette.sync().quarantined == 0
    mette.sync()
    jonas.sync()
    assert mette.find(Phrase)[0].state is PhraseState.DRAFT
    assert phrases.list_phrases(jonas.session) == []


def test_a_queued_letter_reaches_the_case_with_its_seal(central, new_store):
    mette, (jonas, code) = new_laptop(central), central.new_user("Jonas")
    upsert(mette.session, read_rows(TEXT.encode()))
    _, case = mette.start_case()
    letter = letters.new_letter(mette.session, case.id, "jn-a")
    mette.sync()
    queued, _pdf = letters.queue_letter(mette.session, letter.id)
    assert mette.sync().quarantined == 0
    central.grant(case.id, jonas)
    colleague = enrolled(central, code, new_store())
    colleague.sync()
    received = colleague.get(Letter, letter.id)
    assert (received.state, received.hash) == (LetterState.QUEUED, queued.hash)
    assert (received.text, received.pdf_id) == ("Kære Anders", queued.pdf_id)
