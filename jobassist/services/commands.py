"""Spoken commands: what may be said, and telling a command from words for the note.

A command is only what stands alone between two pauses, and it is compared by its sound: what a
weak model writes for it ("slet dit", "gå til vordering") is near in sound though not in letters.
The table is read by the recogniser here and by the sheet of keys and commands.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from jobassist.services.spelling import spelt

_MOST_WORDS = 9  # of a correction with its two texts
_ALIKE = 0.83  # of the sounds of a text to be corrected
_SHORT = 8  # sounds; in a longer word two may be wrong


@dataclass(frozen=True, slots=True)
class Command:
    """A command. `forms` are ways to say it; `never` sounds like it and is ordinary speech.

    `shown` is how the sheet writes it, with what varies in […].
    """

    name: str
    shown: str
    forms: tuple[str, ...]
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a note one can go to; `title` is its heading."""

    name: str
    title: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """A command that was given: its name, and what it is about.

    `what` is the text to correct, the section's name or the letters spelt; `to` what a correction
    puts there.
    """

    name: str
    what: str = ""
    to: str = ""


SECTIONS = (
    Section("facts", "Faktiske oplysninger", ("fakta", "faktiske oplysninger", "oplysninger")),
    Section(
        "statement",
        "Oplyst af borger",
        ("borgerens udtalelse", "borgerens udsagn", "oplyst af borger", "borgerens oplysninger"),
    ),
    Section("assessment", "Vurdering", ("vurdering", "vurderingen", "sagsbehandlers vurdering")),
    Section("agreement", "Aftale", ("aftale", "aftalen", "aftaler")),
    Section("next_step", "Næste skridt", ("næste skridt", "de næste skridt")),
)
COMMANDS = (
    Command(
        "delete_last",
        "slet det",
        ("slet det", "slet det sidste"),
        ("slettet", "slettede", "slet ikke"),
    ),
    Command("delete_sentence", "slet sidste sætning", ("slet sidste sætning", "slet sætningen")),
    Command("correct", "ret […] til […]", ()),
    Command("go_to", "gå til vurdering", ()),
    Command(
        "next_blank",
        "næste felt",
        ("næste felt", "næste felt tak"),
        ("næste fald", "næste felt er"),
    ),
    Command("previous_blank", "forrige felt", ("forrige felt",), ("forrige felt er",)),
    Command(
        "skip",
        "spring over",
        ("spring over", "spring feltet over"),
        ("springer over", "sprang over"),
    ),
    Command("spell", "stav […]", ()),
    Command(
        "capital",
        "stort",
        ("stort", "stort bogstav"),
        ("støt", "stødt", "start", "stor", "store", "storm"),
    ),
    Command(
        "undo",
        "fortryd",
        ("fortryd", "fortryd det"),
        ("fortrød", "fortrød det", "fortryder", "fordi"),
    ),
    Command("stop", "stop diktat", ("stop diktat", "stop diktatet", "stop diktering")),
)
_CORRECT = ("ret", "rette", "rett", "red", "rød", "ræt", "reet")
_GO = ("gå til", "går til", "gå til afsnittet", "gå til feltet", "gå til punktet")
_SPELL = ("stav", "stave", "staf", "stavn")
_NO_TEXT = frozenset((
    "til", "hurtigt", "langt", "ofte", "godt", "tæt", "sent", "tidligt", "meget", "mange",
    "stort", "stor", "lille", "lidt", "sikkert", "dårligt", "nemt", "svært", "højt", "lavt",
    "hårdt", "klart", "enkelt", "tilfreds", "glad",
))  # fmt: skip
"""After these "ret" is a noun or an adverb: "ret langt til arbejde" corrects nothing."""


def heard(spoken: str, text: str = "") -> Order | None:
    """The command that `spoken`, a whole segment, is; None when it is for the note.

    `text` is what has been written: only what stands there can be corrected.
    """
    words = re.findall(r"[^\W_]+(?:-[^\W_]+)*", spoken.lower())
    if not words or len(words) > _MOST_WORDS:
        return None
    return _fixed(words) or _going(words) or _spelling(words) or _correction(spoken, words, text)


def find(what: str, text: str) -> tuple[int, int] | None:
    """Where `what` stands in the text, as first and last+1 character; the last such place.

    It may be written a little differently from how it was heard.
    """
    said = sound(what)
    count = max(1, len(what.split()))
    places = [(m.start(), m.end()) for m in re.finditer(r"[^\W_]+(?:[-.,/][^\W_]+)*", text)]
    best: tuple[float, int, int] | None = None
    for taken in {count, max(1, count - 1), count + 1}:
        for first in range(len(places) - taken + 1):
            start, end = places[first][0], places[first + taken - 1][1]
            alike = fuzz.ratio(said, sound(text[start:end])) / 100
            if alike >= _ALIKE and (best is None or (alike, start) >= best[:2]):
                best = (alike, start, end)
    return best[1:] if best else None


def sound(text: str) -> str:
    """The letters of a text as they sound: letters that a model takes for each other are one."""
    letters = re.sub(r"[\W_]", "", text.lower())
    for written, said in _SOUNDS:
        letters = re.sub(written, said, letters)
    return re.sub(r"(.)\1+", r"\1", letters)


_SOUNDS = (
    ("hv", "v"), ("hj", "j"), ("gj", "g"), ("kj", "k"), ("ck", "k"), ("c(?=[eiyæø])", "s"),
    ("c", "k"), ("q", "k"), ("x", "ks"), ("z", "s"), ("w", "v"), ("d", "t"), ("b", "p"),
    ("g", "k"), ("[æä]", "e"), ("å", "o"), ("[ij]", "i"), ("é", "e"),
)  # fmt: skip


def _alike(words: Sequence[str], form: str) -> bool:
    """Word by word; where a space was lost or heard where none is, all of it at once."""
    wanted = form.split()
    if len(words) == len(wanted):
        return all(_near(word, each) for word, each in zip(words, wanted, strict=True))
    return abs(len(words) - len(wanted)) == 1 and _near("".join(words), form)


def _near(word: str, wanted: str) -> bool:
    """Whether the one may be what was heard for the other: few of its sounds are wrong."""
    said, right = sound(word), sound(wanted)
    return Levenshtein.distance(said, right) <= 1 + (len(right) > _SHORT)


def _fixed(words: list[str]) -> Order | None:
    if any(" ".join(words) in command.never for command in COMMANDS):
        return None
    for command in COMMANDS:
        for form in command.forms:
            if words[0][0] == form[0] and _alike(words, form):  # the onset is heard best
                return Order(command.name)
    return None


def _going(words: list[str]) -> Order | None:
    for taken in (3, 2, 1):
        if any(_alike(words[:taken], go) for go in _GO):
            rest = words[taken:]
            for section in SECTIONS:
                if rest and any(_alike(rest, form) for form in section.forms):
                    return Order("go_to", section.name)
    return None


def _spelling(words: list[str]) -> Order | None:
    if words[0] not in _SPELL:
        return None
    letters = spelt(words[1:])
    return Order("spell", letters) if letters else None


def _correction(spoken: str, words: list[str], text: str) -> Order | None:
    if words[0] not in _CORRECT or "til" not in words[2:]:
        return None
    rest = spoken.split(None, 1)[1]
    for what, to in _splits(rest):
        if what.lower() not in _NO_TEXT and find(what, text):
            return Order("correct", what, to)
    return None


def _splits(rest: str) -> Iterator[tuple[str, str]]:
    """Each way to part "X til Y", the last "til" first."""
    for found in reversed(list(re.finditer(r"\s+til\s+", rest, re.IGNORECASE))):
        what, to = rest[: found.start()].strip(" ,."), rest[found.end() :].strip(" ,.")
        if what and to:
            yield what, to
