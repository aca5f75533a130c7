"""Which standard texts fit what one types: name first, then the text itself."""

from collections.abc import Sequence

from rapidfuzz import fuzz, utils

from jobassist.records import Phrase

_BODY_WEIGHT = 0.75  # a hit in the text counts less than one in the name
_LEAST = 55.0


def ranked(phrases: Sequence[Phrase], query: str, limit: int = 50) -> list[Phrase]:
    """The phrases that fit, best first; all of them, by title, for an empty query."""
    wanted = utils.default_process(query)
    if not wanted:
        return sorted(phrases, key=lambda phrase: phrase.title)
    scored = [(_score(phrase, wanted), phrase) for phrase in phrases]
    good = [(score, phrase) for score, phrase in scored if score >= _LEAST]
    good.sort(key=lambda pair: (-pair[0], pair[1].title))
    return [phrase for _, phrase in good[:limit]]


def _score(phrase: Phrase, wanted: str) -> float:
    names = [utils.default_process(name) for name in (phrase.title, phrase.spoken_name) if name]
    best = max(max(_whole_words(name, wanted), fuzz.WRatio(name, wanted)) for name in names)
    body = utils.default_process(phrase.body)
    return max(best, _BODY_WEIGHT * _whole_words(body, wanted))


def _whole_words(text: str, wanted: str) -> float:
    """100 when every word typed begins a word of the text, a little more for an early one."""
    words = text.split()
    parts = wanted.split()
    if all(any(word.startswith(part) for word in words) for part in parts):
        return 100.0 + (10.0 if words and words[0].startswith(parts[0]) else 0.0)
    return 0.0
