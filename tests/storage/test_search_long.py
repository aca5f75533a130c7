"""Search in a text that is as long as a note may be: quick, and told in few words."""

from dataclasses import replace

from storage.store import EncryptedStore
from tests.storage.samples import CASELOAD, DRAFT

LONGEST = 200_000
WORST = "hej " * (LONGEST // 4)


def search(store: EncryptedStore, text: str, query: str) -> str:
    """The snippet of the one note that is found."""
    with store.write() as tx:
        for record in CASELOAD:
            tx.put(record)
        tx.put(replace(DRAFT, text=text))
        (hit,) = tx.search_notes(query)
    return hit.snippet


def test_a_word_that_is_everywhere_is_marked(encrypted_store: EncryptedStore):
    snippet = search(encrypted_store, WORST, "hej")
    assert snippet.startswith("⟦hej⟧ ⟦hej⟧")
    assert snippet.count("⟦") == snippet.count("⟧") <= 24


def test_the_snippet_of_a_long_text_is_around_the_hit(encrypted_store: EncryptedStore):
    text = "ord uden betydning " * 2_000 + "før værftet i Skagen efter " + "mere og mere " * 2_000
    snippet = search(encrypted_store, text, "værft")
    assert "før ⟦værftet⟧ i Skagen" in snippet
    assert snippet.endswith("…")
    assert len(snippet) < 500


def test_a_hit_that_is_longer_than_a_snippet_is_still_marked_whole(
    encrypted_store: EncryptedStore,
):
    snippet = search(encrypted_store, "å" * 20_000, "ååå")
    assert snippet.count("⟦") == snippet.count("⟧") == 1
    assert len(snippet) < 500
