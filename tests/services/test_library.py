"""Keeping the library: owners, teams, approval, versions, duplicates, files out and in."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from jobassist.errors import PolicyDenied, UserError
from jobassist.records import KINDS, Phrase, PhraseState, PrivatePhrase, Role, Scope
from jobassist.services import phrase_library, phrases
from jobassist.services.dictionary import misspelled, suggest
from jobassist.services.phrase_check import check_library
from jobassist.services.phrase_file import FORMATS, read_rows, upsert, write_file
from jobassist.session import Session
from tests.fakes.session import METTE, fake_session

SHARED = Phrase(id="p-1", key="br-1", title="Fælles", body="Kære {borger.navn}")
HARD = Phrase(
    id="p-2",
    key="jn-2",
    title="=HYPERLINK(1)",
    spoken_name="@anden",
    category="Journalnotat",
    body="- punkt <et> & \"to\"\n\n\t+4512345678;  to  mellemrum, 'citat'\n'=1+1",
    tags=("frist", "æøå"),
    abbreviation=";pv",
)


def enrolled(*phrases: Phrase, role: Role = Role.CASEWORKER) -> Session:
    session = fake_session(*phrases, user=replace(METTE, role=role))
    with session.store.write() as tx:
        tx.set_setting("central.url", "https://central")
    return session


def keys(session: Session) -> list[str]:
    return [phrase.key for phrase in phrases.list_phrases(session)]


def rows(**fields: str) -> list:
    told = {"noegle": "br-1", "titel": "Ny", "kategori": "Brev", "tekst": "Ny tekst", **fields}
    made = io.StringIO()
    writer = csv.DictWriter(made, list(told))
    writer.writeheader()
    writer.writerow(told)
    return read_rows(made.getvalue().encode())


def test_private_texts_never_leave_their_users_scope():
    assert KINDS["private_phrase"].scope is Scope.USER
    assert KINDS["private_phrase_version"].scope is Scope.USER
    session = fake_session()
    saved = phrase_library.save_private(session, "min", title="Min", body="Hej", abbreviation=";h")
    assert isinstance(saved, PrivatePhrase)
    assert saved.owner_id == METTE.id
    with session.store.sync() as tx:
        sent = {operation.kind for operation in tx.pending(10)}
    assert sent == {"private_phrase"}
    assert "min" in keys(session)
    assert "min" not in keys(replace(session, user=replace(METTE, id="u-other")))


def test_a_private_text_cannot_hide_a_shared_one():
    with pytest.raises(UserError, match=r"phrase\.key_taken"):
        phrase_library.save_private(fake_session(SHARED), "br-1", title="x", body="y")


def test_a_private_text_is_changed_and_its_earlier_version_read():
    session = fake_session()
    phrase_library.save_private(session, "min", title="Min", body="Før")
    phrase_library.save_private(session, "min", body="Nu")
    assert [v.body for v in phrase_library.versions(session, "min")] == ["Nu", "Før"]


def test_a_note_can_read_the_version_it_used():
    session = fake_session(SHARED)
    upsert(session, rows())
    assert phrase_library.as_used(session, "br-1@1").body == SHARED.body
    now = phrase_library.as_used(session, "br-1@2")
    assert (now.body, now.author_id) == ("Ny tekst", METTE.id)
    assert now.changed_at == session.clock.now()
    with pytest.raises(UserError, match=r"phrase\.unknown"):
        phrase_library.as_used(session, "br-1@3")


def test_a_draft_is_offered_to_its_author_until_a_librarian_approves_it():
    session = enrolled()
    upsert(session, rows())
    other = replace(session, user=replace(METTE, id="u-other"))
    librarian = replace(session, user=replace(METTE, id="u-lib", role=Role.LIBRARIAN))
    assert (keys(session), keys(other)) == (["br-1"], [])
    with pytest.raises(PolicyDenied, match=r"phrase\.librarian_only"):
        phrase_library.approve(session, "br-1")
    approved = phrase_library.approve(librarian, "br-1")
    assert (approved.state, approved.approved_by) == (PhraseState.APPROVED, "u-lib")
    assert keys(other) == ["br-1"]


def test_an_approved_text_is_changed_by_a_librarian_only():
    with pytest.raises(PolicyDenied, match=r"phrase\.librarian_only"):
        upsert(enrolled(SHARED), rows())
    librarian = enrolled(SHARED, role=Role.LIBRARIAN)
    assert upsert(librarian, rows())["changed"] == 1


def test_whoever_owns_a_store_alone_approves_at_once():
    session = fake_session()
    upsert(session, rows())
    (made,) = phrases.list_phrases(session)
    assert made.state is PhraseState.APPROVED


def test_a_teams_text_is_offered_to_the_team():
    mine = replace(SHARED, unit=METTE.org_unit)
    other = replace(SHARED, id="p-9", key="br-9", unit="Et andet team")
    assert keys(fake_session(mine, other)) == ["br-1"]


def test_texts_that_say_the_same_are_found():
    long = "Borgeren er mødt til samtale og har fortalt om sin situation i dag."
    said = [
        Phrase(id=f"p-{n}", key=f"k{n}", title="t", body=body)
        for n, body in enumerate([long, long.upper() + " ", "Noget helt andet.", long[:-1] + "!"])
    ]
    (same,) = phrase_library.duplicates(fake_session(*said))
    assert sorted(same) == ["k0", "k1", "k3"]


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_a_library_goes_out_and_comes_in_without_loss(format: str):
    session = fake_session(SHARED, replace(HARD, unit=METTE.org_unit, version=7))
    phrases.import_library(session)
    phrase_library.save_private(session, "min", title="Min", body="Linje\n\nTo", tags=("a",))
    content = write_file(session, format, with_private=True)
    there = fake_session()
    counts = upsert(there, read_rows(content))
    assert counts["added"] == 304
    assert write_file(there, format, with_private=True) == content
    before = {p.key: p for p in phrases.list_phrases(session)}
    for phrase in phrases.list_phrases(there):
        old = before.pop(phrase.key)
        assert replace(old, id=phrase.id, author_id=None, changed_at=None) == replace(
            phrase, author_id=None, changed_at=None, **_approval(old)
        )
    assert not before
    assert upsert(there, read_rows(content))["unchanged"] == 304


def _approval(old: object) -> dict[str, object]:
    return {"approved_by": old.approved_by} if isinstance(old, Phrase) else {}


def test_a_spreadsheet_computes_nothing():
    content = write_file(fake_session(HARD), "csv").decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(content))
    assert [cell for cell in row.values() if cell[:1] in tuple("=+-@\t\r")] == []


def test_a_file_cannot_take_a_shared_text_for_private():
    session = fake_session(SHARED)
    with pytest.raises(UserError, match=r"phrase\.key_taken"):
        upsert(session, rows(ejer="privat"))
    assert keys(session) == ["br-1"]


def test_private_texts_stay_behind_unless_they_are_asked_for():
    session = fake_session()
    phrase_library.save_private(session, "min", title="Min", body="Hej")
    alone = [row.fields["key"] for row in read_rows(write_file(session, "csv"))]
    assert "min" not in alone
    both = [row.fields["key"] for row in read_rows(write_file(session, "csv", with_private=True))]
    assert sorted(both) == sorted([*alone, "min"])


def test_the_library_is_looked_through():
    said = [
        Phrase(id="1", key="jn-a", title="Besøg hos firma", body="{standard.b}"),
        Phrase(id="2", key="jn-b", title="Besøg hos firmaet", body="{standard.jn_a}", tags=("x",)),
        Phrase(id="3", key="jn-c", title="Andet", body="Kære\n{borger.navn", abbreviation=";a"),
        Phrase(
            id="4", key="jn-d", title="Helt nyt", body="{standard.findes_ikke}", abbreviation=";a"
        ),
        Phrase(id="5", key="jn-e", title="Gammelt", body="x", valid_to=date(2026, 1, 1)),
        Phrase(
            id="6",
            key="jn-f",
            title="Kladde",
            body="{valg.a|ja|stavet} staavet",
            state=PhraseState.DRAFT,
        ),
    ]
    found = check_library(fake_session(*said))
    assert {(fault.key, fault.kind, fault.line, fault.column) for fault in found.faults} == {
        ("jn-a", "loop", 0, 0),
        ("jn-b", "loop", 0, 0),
        ("jn-c", "broken", 2, 1),
        ("jn-d", "missing_text", 0, 0),
    }
    assert found.sounds_alike == [("jn-a", "jn-b")]
    assert found.same_abbreviation == [("jn-c", "jn-d")]
    assert found.misspelled == {"jn-f": ["staavet"]}
    assert (found.drafts, found.expired) == (["jn-f"], ["jn-e"])


def test_the_library_that_ships_has_nothing_to_mend():
    session = fake_session()
    phrases.import_library(session)
    found = check_library(session)
    assert (found.faults, found.sounds_alike, found.duplicates, found.drafts) == ([], [], [], [])
    assert found.misspelled == {}


def test_spelling_is_danish_and_knows_what_may_be_meant():
    assert misspelled("Borgeren er mødt kl. 9 på Rømø; arbjede, ærlig-talt og arbjede.") == [
        "arbjede"
    ]
    assert suggest("arbjede")[0] == "arbejde"
