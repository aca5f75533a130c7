"""Names of the open case in what a model without a language of its own heard.

Such a model writes something that sounds alike. Words like a name are taken as candidates, and the
whole text is weighed with each: the sound decides, with a little in favour of the name because it
is expected here. (A model with a language takes hotwords: `speech.engine.hotwords`.)
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from jobassist.ports.speech import Word
from speech.names.likeness import sounds

SURE = 0.9  # a word the model is this sure of is what was said
ALIKE = 50.0  # fuzz.ratio of the sounds; a weak model is that far off
FAVOUR = 3.0  # natural logarithms of probability that the name has over what was decoded
SHORTEST = 4  # sounds; shorter names are found in ordinary words
_MOST = 12  # candidates for one segment, the most alike first: 100 ms with `base`
_MARKS = ".,;:?!"
Weigh = Callable[[list[str]], list[float]]
"""The log-probability of each text as all that was said in the segment."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Words `first` to `last` (not counting it) may be `name`."""

    first: int
    last: int
    name: str
    alike: float


def with_vocabulary(
    words: tuple[Word, ...], vocabulary: Sequence[str], weigh: Weigh
) -> tuple[Word, ...]:
    """The words with the names in them that the sound speaks for; the same ones if it does not."""
    places = _places(words, vocabulary)
    if not places:
        return words
    texts = [_text(words), *(_text(_named(words, place, 0.0)) for place in places)]
    decoded, *named = weigh(texts)
    gains = [(likely - decoded, place) for likely, place in zip(named, places, strict=True)]
    taken: list[_Place] = []
    for gain, place in sorted(gains, key=lambda each: -each[0]):
        if gain + FAVOUR > 0 and not any(_overlap(place, other) for other in taken):
            taken.append(place)
    for place in sorted(taken, key=lambda each: -each.first):
        words = _named(
            words, place, max(each.confidence for each in words[place.first : place.last])
        )
    return words


def alike(heard: str, vocabulary: Sequence[str]) -> list[str]:
    """The names, and their genitives, that sound like what was heard; the most alike first."""
    heard_sounds = sounds(heard)
    found = []
    for name in vocabulary:
        if len(sounds(name)) < SHORTEST:
            continue
        for form in (name, name + "s"):
            likeness = fuzz.ratio(heard_sounds, sounds(form))
            if likeness >= ALIKE:
                found.append((likeness, form))
    return [form for _, form in sorted(found, key=lambda each: -each[0])]


def _places(words: Sequence[Word], vocabulary: Sequence[str]) -> list[_Place]:
    longest = max((len(name.split()) for name in vocabulary), default=0) + 1
    found = []
    for first in range(len(words)):
        for last in range(first + 1, min(len(words), first + longest) + 1):
            stretch = words[first:last]
            if min(word.confidence for word in stretch) >= SURE:
                continue
            heard = " ".join(word.text for word in stretch)
            for form in alike(heard, vocabulary)[:2]:
                if heard.rstrip(_MARKS) != form:
                    likeness = fuzz.ratio(sounds(heard), sounds(form))
                    found.append(_Place(first, last, form, likeness))
    return sorted(found, key=lambda each: -each.alike)[:_MOST]


def _named(words: tuple[Word, ...], place: _Place, confidence: float) -> tuple[Word, ...]:
    before, heard, after = (
        words[: place.first],
        words[place.first : place.last],
        words[place.last :],
    )
    marks = heard[-1].text[len(heard[-1].text.rstrip(_MARKS)) :]
    parts = place.name.split()
    step = (heard[-1].end - heard[0].start) / len(parts)
    named = [
        replace(
            heard[0],
            start=round(heard[0].start + number * step, 2),
            end=round(heard[0].start + (number + 1) * step, 2),
            text=part,
            confidence=confidence,
        )
        for number, part in enumerate(parts)
    ]
    named[-1] = replace(named[-1], end=heard[-1].end, text=named[-1].text + marks)
    return (*before, *named, *after)


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _overlap(one: _Place, other: _Place) -> bool:
    return one.first < other.last and other.first < one.last
