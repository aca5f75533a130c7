"""A name that was expected and not heard for sure, beside the ordinary words it may have taken.

With a list of names before it the model writes one where an ordinary word was said: "Danzke" for
»danske«. How sure it is of each word is worked out without the list. Where the same sound, decoded
without the list, gives words it is at least twice as sure of, those stand.
"""

from collections.abc import Iterator, Sequence
from statistics import mean

from jobassist.ports.speech import Word
from speech.engine.hotwords import bare

SURE = 0.35  # on six recordings names that nobody said had less; of true names half have more
ORDINARY = 0.5  # of true names the words they replace have less: nothing that is a word
TIMES = 2.0


def unsure(words: Sequence[Word], vocabulary: Sequence[str]) -> bool:
    """Whether there is a name among the words that may be an ordinary word."""
    return any(_confidence(words[a:b]) < SURE for a, b in _names(words, vocabulary))


def settled(
    words: Sequence[Word], plain: Sequence[Word], vocabulary: Sequence[str]
) -> tuple[Word, ...]:
    """The words with what was heard without the list (`plain`) where that is far surer."""
    found = list(words)
    for first, last in reversed(list(_names(words, vocabulary))):
        start, end = words[first].start, words[last - 1].end
        there = [w for w in plain if start <= (w.start + w.end) / 2 <= end]
        own = _confidence(words[first:last])
        if there and own < SURE and _confidence(there) >= max(ORDINARY, TIMES * own):
            found[first:last] = there
    return tuple(found)


def _names(words: Sequence[Word], vocabulary: Sequence[str]) -> Iterator[tuple[int, int]]:
    """From where to where (not counting it) words of the vocabulary stand together."""
    parts = {part for name in vocabulary for part in bare(name).split()}
    parts |= {f"{part}s" for part in parts}
    first = None
    for place, word in enumerate([*words, None]):
        is_part = word is not None and bare(word.text) in parts
        if is_part and first is None:
            first = place
        elif not is_part and first is not None:
            yield first, place
            first = None


def _confidence(words: Sequence[Word]) -> float:
    return mean(word.confidence for word in words)
