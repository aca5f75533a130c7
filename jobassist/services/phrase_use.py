"""How the standard texts are used on this device: favourites, counts, and what that suggests.

Only counts are kept, with the library's own keys and words; nothing of a citizen's, and nothing
travels to the central.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from jobassist.ports.store import Reader, Writer
from jobassist.records import Note, Phrase, PhraseText, PrivatePhrase
from jobassist.services.phrase_shipped import shared_texts
from jobassist.services.templates import parse
from jobassist.session import Session

_SETTING = "phrases.use"
_ENOUGH_CHOICES = 100  # before that, "never chosen" says nothing
_ENOUGH_USES, _NEARLY_ALWAYS = 5, 0.8
_ENOUGH_SEARCHES = 3
_MOST_REMEMBERED = 500
_SHORTEST_PIECE = 20  # letters of a piece of text whose absence means something
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Use:
    """Favourites by key, and how often each text was chosen."""

    favourites: frozenset[str] = frozenset()
    chosen: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the librarian may look at.

    `kind` is `never_chosen`, `always_edited` (`detail`: the piece that is taken out) or
    `searched_in_vain` (`detail`: the library's own words that were typed).
    """

    kind: str
    key: str
    count: int
    detail: str = ""


def read_use(session: Session) -> Use:
    """What the palette orders by."""
    with session.store.read() as tx:
        kept = _kept(tx)
    return Use(frozenset(kept["favourites"]), dict(kept["chosen"]))


def count_choice(session: Session, key: str) -> None:
    """The text was inserted once more."""
    _change(session, lambda kept: _add(kept["chosen"], key))


def toggle_favourite(session: Session, key: str) -> bool:
    """Make it a favourite, or no longer; returns what it is now."""

    def change(kept: dict[str, Any]) -> None:
        kept["favourites"] = sorted({*kept["favourites"]} ^ {key})

    _change(session, change)
    return key in read_use(session).favourites


def count_vain_search(session: Session, query: str, knows: Callable[[str], bool]) -> None:
    """Somebody searched and chose nothing. Kept are only words that the library itself has.

    A name or anything else of the query that no text has is counted without being kept.
    """
    words = sorted({word for word in query.lower().split() if word.isalpha() and knows(word)})
    _change(session, lambda kept: _add(kept["vain"], " ".join(words[:_MOST_WORDS])))


def count_edits(tx: Writer, note: Note) -> None:
    """A note was finalised: count which pieces of its standard texts were taken out."""
    kept = _kept(tx)
    for used in note.phrases:
        key, _, version = used.rpartition("@")
        found = [text for kind in (Phrase, PrivatePhrase) for text in tx.find(kind, key=key)]
        if not found or str(found[0].version) != version:
            continue
        counts = kept["edits"].setdefault(used, {"uses": 0, "gone": {}})
        counts["uses"] += 1
        for place, piece in enumerate(pieces(found[0])):
            if piece not in note.text:
                _add(counts["gone"], str(place))
    _keep(tx, kept)


def suggestions(session: Session) -> list[Suggestion]:
    """What the library's keeper should look at, most urgent first within each kind."""
    with session.store.read() as tx:
        kept = _kept(tx)
        texts: list[PhraseText] = sorted(shared_texts(tx), key=lambda text: text.key)
    vain = [
        Suggestion("searched_in_vain", "", count, words)
        for words, count in kept["vain"].items()
        if count >= _ENOUGH_SEARCHES
    ]
    edited = [one for text in texts for one in _edited(text, kept["edits"])]
    return [*_most(vain), *_most(edited), *_unused(texts, kept["chosen"])]


def pieces(text: PhraseText) -> list[str]:
    """The fixed pieces of a text that are long enough to be missed."""
    lines = [
        line.strip()
        for part in parse(text.body)
        if isinstance(part, str)
        for line in part.split("\n")
    ]
    return [line for line in lines if len(line) >= _SHORTEST_PIECE]


def _edited(text: PhraseText, edits: dict[str, Any]) -> list[Suggestion]:
    counts = edits.get(f"{text.key}@{text.version}")
    if not counts or counts["uses"] < _ENOUGH_USES:
        return []
    known = pieces(text)
    return [
        Suggestion("always_edited", text.key, gone, known[int(place)])
        for place, gone in counts["gone"].items()
        if gone >= _NEARLY_ALWAYS * counts["uses"] and int(place) < len(known)
    ]


def _unused(texts: list[PhraseText], chosen: dict[str, int]) -> list[Suggestion]:
    if sum(chosen.values()) < _ENOUGH_CHOICES:
        return []
    return [Suggestion("never_chosen", text.key, 0) for text in texts if text.key not in chosen]


def _most(found: list[Suggestion]) -> list[Suggestion]:
    return sorted(found, key=lambda one: -one.count)


def _add(counts: dict[str, int], key: str) -> None:
    if key in counts or len(counts) < _MOST_REMEMBERED:
        counts[key] = counts.get(key, 0) + 1


def _change(session: Session, change: Callable[[dict[str, Any]], None]) -> None:
    with session.store.write() as tx:
        kept = _kept(tx)
        change(kept)
        _keep(tx, kept)


def _kept(tx: Reader) -> dict[str, Any]:
    empty: dict[str, Any] = {"favourites": [], "chosen": {}, "vain": {}, "edits": {}}
    return {**empty, **json.loads(tx.setting(_SETTING) or "{}")}


def _keep(tx: Writer, kept: dict[str, Any]) -> None:
    tx.set_setting(_SETTING, json.dumps(kept, ensure_ascii=False, sort_keys=True))
