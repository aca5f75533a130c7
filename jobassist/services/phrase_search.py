"""Finding a standard text while one types: by title, spoken name, tags and body, and by near miss.

The index is made once for a list of texts and answers from memory.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process, utils

from jobassist.records import PhraseText
from jobassist.services.phrase_use import Use

_NAME, _TAG, _BODY = 100.0, 90.0, 75.0  # what a word that begins as typed counts, by its place
_FIRST_WORD = 10.0
_FAVOURITE, _MOST_FOR_USE = 8.0, 5.0
_LEAST_ALIKE = 55.0
_ENOUGH = 12  # so many whole hits need no near misses below them


@dataclass(slots=True)
class PhraseIndex:
    """Make it with `PhraseIndex.of`."""

    texts: tuple[PhraseText, ...]
    use: Use
    _names: list[str] = field(default_factory=list)
    _spoken: list[str] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)  # sorted
    _places: dict[str, dict[int, float]] = field(default_factory=dict)  # word, text, weight

    @classmethod
    def of(cls, texts: Sequence[PhraseText], use: Use) -> "PhraseIndex":
        """An index of these texts; `use` says which ones to favour."""
        index = cls(tuple(texts), use)
        places: dict[str, dict[int, float]] = defaultdict(dict)
        for number, text in enumerate(index.texts):
            index._names.append(utils.default_process(text.title))
            index._spoken.append(utils.default_process(text.spoken_name))
            for weight, words in _weighted(text):
                for word in words:
                    places[word][number] = max(weight, places[word].get(number, 0.0))
            for name in (index._names[-1], index._spoken[-1]):
                if first := name.partition(" ")[0]:
                    places[first][number] = _NAME + _FIRST_WORD
        index._places, index._words = dict(places), sorted(places)
        return index

    def search(self, query: str, limit: int = 50) -> list[PhraseText]:
        """The texts that fit, best first; all of them, the favoured first, for an empty query."""
        wanted = utils.default_process(query)
        if not wanted:
            return sorted(self.texts, key=lambda text: (-self._favour(text.key), text.title))
        scores = self._begun(wanted.split())
        if len(scores) < _ENOUGH:
            for number, alike in self._alike(wanted).items():
                scores[number] = max(alike, scores.get(number, 0.0))
        best = sorted(scores, key=lambda n: (-self._score(n, scores[n]), self.texts[n].title))
        return [self.texts[number] for number in best[:limit]]

    def knows(self, word: str) -> bool:
        """Whether some text has a word that begins so."""
        return bool(self._beginning(word))

    def abbreviations(self) -> dict[str, PhraseText]:
        """What unfolds while typing (";pv"); private texts go before shared ones."""
        return {t.abbreviation: t for t in sorted(self.texts, key=_is_private) if t.abbreviation}

    def _begun(self, parts: list[str]) -> dict[int, float]:
        """Texts in which every part begins a word, by the mean weight of the words."""
        hits: dict[int, float] | None = None
        for part in parts:
            found: dict[int, float] = {}
            for word in self._beginning(part):
                for number, weight in self._places[word].items():
                    if weight > found.get(number, 0.0):
                        found[number] = weight
            hits = (
                found if hits is None else {n: hits[n] + w for n, w in found.items() if n in hits}
            )
        return {number: score / len(parts) for number, score in (hits or {}).items()}

    def _beginning(self, part: str) -> list[str]:
        start = bisect_left(self._words, part)
        return self._words[start : bisect_left(self._words, part + "\uffff")]

    def _alike(self, wanted: str) -> dict[int, float]:
        found: dict[int, float] = {}
        for names in (self._names, self._spoken):
            near = process.extract(
                wanted, names, scorer=fuzz.WRatio, score_cutoff=_LEAST_ALIKE, limit=None
            )
            for _, score, number in near:
                found[number] = max(score, found.get(number, 0.0))
        return found

    def _score(self, number: int, score: float) -> float:
        return score + self._favour(self.texts[number].key)

    def _favour(self, key: str) -> float:
        often = min(self.use.chosen.get(key, 0) / 4, _MOST_FOR_USE)
        return often + (_FAVOURITE if key in self.use.favourites else 0.0)


def _weighted(text: PhraseText) -> list[tuple[float, list[str]]]:
    names = f"{text.title} {text.spoken_name} {text.abbreviation}"
    return [
        (_BODY, utils.default_process(text.body).split()),
        (_TAG, utils.default_process(" ".join((*text.tags, text.category))).split()),
        (_NAME, utils.default_process(names).split()),
    ]


def _is_private(text: PhraseText) -> bool:
    return hasattr(text, "owner_id")
