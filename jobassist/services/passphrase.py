"""How hard a passphrase is to guess for somebody who has the laptop's disk.

An honest rule, not a promise: it counts what a guesser would try first. A word counts as one of
4,000 however long it is, a word twice as one, and what everybody thinks of (days, months, places,
the trade's own words, years, rows of signs) as next to nothing. Why no library: decision 006.
"""

import math
import re
from dataclasses import dataclass

LEAST_LETTERS = 12
_GOOD_BITS, _FAIR_BITS = 44.0, 30.0
_WORD_BITS = 12.0  # one of 4,000
_COMMON_BITS = 4.0
_YEAR_BITS = 7.0
_REPEATED_BITS = 2.0
_ALPHABETS = ((str.islower, 29), (str.isupper, 29), (str.isdigit, 10))
_OTHER_SIGNS = 20
_PART = re.compile(r"[^\W\d_]+|\d+|[\W_]+")
_SEPARATORS = set(" -_.,")
_LEAST_WORD = 3
_ROWS = ("abcdefghijklmnopqrstuvwxyzæøå", "01234567890", "qwertyuiopå", "asdfghjklæø", "zxcvbnm")
_COMMON_WORDS = (
    "mandag tirsdag onsdag torsdag fredag lørdag søndag januar februar marts april maj juni juli"
    " august september oktober november december sommer efterår vinter forår jul påske"
    " jobcenter jobcentret kommune kommunen borger borgerservice sagsbehandler danmark dansk"
    " københavn aarhus odense aalborg frederikshavn skagen hjørring fodbold kodeord adgangskode"
    " adgangssætning password passord velkommen hemmelig hund kat mor far skat sol jobassist"
    " login admin test"
)
_COMMON = frozenset(_COMMON_WORDS.split())


@dataclass(frozen=True, slots=True)
class Strength:
    """`bits`: guesses needed, as a power of two. `level`: 0 too weak to use, 1 weak, 2 good."""

    bits: float
    level: int


def strength(passphrase: str, known: tuple[str, ...] = ()) -> Strength:
    """Judge a passphrase. `known` are words that a guesser knows: the user's own name, the office.

    Good is 44 bits: at half a second and 256 MiB a guess (the store's cost) ten thousand machines
    need some 14 years for half of them.
    """
    common = _COMMON | {word.casefold() for name in known for word in name.split()}
    seen: set[str] = set()
    bits = 0.0
    for part in _PART.findall(passphrase):
        folded = part.casefold()
        bits += _REPEATED_BITS if folded in seen else _bits(part, common)
        seen.add(folded)
    level = 2 if bits >= _GOOD_BITS else int(bits >= _FAIR_BITS)
    return Strength(round(bits, 1), level if len(passphrase) >= LEAST_LETTERS else 0)


def _bits(part: str, common: frozenset[str]) -> float:
    folded = part.casefold()
    free = len(part) * math.log2(_alphabet(part))
    if folded in common or len(set(folded)) == 1 or _is_row(folded):
        return min(free, _COMMON_BITS) if not set(part) <= _SEPARATORS else 1.0
    if part.isdigit():
        return _YEAR_BITS if re.fullmatch(r"(19|20)\d\d", part) else free
    if part.isalpha() and len(part) >= _LEAST_WORD:
        return min(free, _WORD_BITS + (0.0 if part in (folded, part.title()) else 2.0))
    return free


def _alphabet(part: str) -> int:
    size = sum(count for is_kind, count in _ALPHABETS if any(map(is_kind, part)))
    return size + (_OTHER_SIGNS if any(not sign.isalnum() for sign in part) else 0) or _OTHER_SIGNS


def _is_row(folded: str) -> bool:
    rows = (*_ROWS, *(row[::-1] for row in _ROWS))
    return len(folded) >= _LEAST_WORD and any(folded in row for row in rows)
