"""Cardinal and ordinal numbers: how far a spoken number goes, and what it is worth.

text2num knows what Danish number words are worth; here is decided where one number ends and the
next begins, and what it does not know: decimals that follow "komma", "en halv", ordinals by name.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from text_to_num import text2num

from speech.written.tokens import Kind, Token, at
from speech.written.units import LABELS, UNITS
from speech.written.vocabulary import words

_ONES = words("nul en et to tre fire fem seks syv otte ni")
_TEENS = words("ti elleve tolv tretten fjorten femten seksten sytten atten nitten")
_TENS = words(
    """
        tyve tredive fyrre fyrretyve halvtreds halvtredsindstyve tres tresindstyve
        halvfjerds halvfjerdsindstyve firs firsindstyve halvfems halvfemsindstyve
        """
)
_BANK_TENS = {
    "femti": "halvtreds", "seksti": "tres", "syvti": "halvfjerds",
    "otti": "firs", "niti": "halvfems",
}  # fmt: skip
"""The tens as cheques have them."""
_COMPOUND = [f"{one}og{ten}" for one in _ONES[1:] for ten in _TENS]
_SCALES = words("hundrede hundred tusind tusinde million millioner")
SMALL = frozenset([*_ONES, *_TEENS, *_TENS, *_BANK_TENS, *_COMPOUND])
"""The words below one hundred."""
HUNDRED = 100
ONE_DIGIT, TWO_DIGITS = range(10), range(10, HUNDRED)
ARTICLES = frozenset(("en", "et", "én", "ét", "1"))
_BELOW = "|".join(sorted(SMALL, key=len, reverse=True))
_HUNDREDS = rf"(?:({'|'.join([*_ONES[1:], *_TEENS])})?(hundrede)(?:og)?)?({_BELOW})?"
_JOINED = re.compile(rf"(?:{_HUNDREDS}(tusinde?)(?:og)?)?{_HUNDREDS}")
_DIGITS = re.compile(r"\d{1,3}(?:\.\d{3})+|\d+")
_DECIMALS = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+),(\d+)")
LONGEST_RUN = 12
_MOST_DECIMALS = 4

_ORDINALS = words(
    """
        første anden tredje fjerde femte sjette syvende ottende niende tiende ellevte
        tolvte trettende fjortende femtende sekstende syttende attende nittende tyvende
        enogtyvende toogtyvende treogtyvende fireogtyvende femogtyvende seksogtyvende
        syvogtyvende otteogtyvende niogtyvende tredivte enogtredivte
        """
)
ORDINALS: dict[str, int] = {name: n for n, name in enumerate(_ORDINALS, 1)} | {
    "andet": 2,
    "tredivde": 30,
}


class Number(NamedTuple):
    """A number and where the text goes on. `decimals` are the digits after the comma."""

    value: int
    next: int
    decimals: str = ""

    @property
    def grouped(self) -> str:
        """As an amount is written: 6.412 or 12,5."""
        whole = f"{self.value:,}".replace(",", ".")
        return f"{whole},{self.decimals}" if self.decimals else whole


def is_number_word(key: str) -> bool:
    """Whether a word can be (part of) a spoken cardinal number."""
    return key in SMALL or key in _SCALES or _is_joined(key)


def _is_joined(key: str) -> bool:
    return ("hundrede" in key or "tusind" in key) and bool(_JOINED.fullmatch(key))


def _apart(key: str) -> list[str]:
    """The words of "firehundredeoghalvtreds", each as text2num knows it."""
    joined = _JOINED.fullmatch(key) if _is_joined(key) else None
    parts = [part for part in joined.groups() if part] if joined else [key]
    return [_BANK_TENS.get(part, part) for part in parts]


@lru_cache(maxsize=20_000)
def _worth(words: tuple[str, ...]) -> int | None:
    if words[0] in ("og", "nul") and len(words) > 1:
        return None
    said = (
        " ".join(part for key in words for part in _apart(key))
        .replace("hundred ", "hundrede ")
        .replace("én", "en")
        .replace("ét", "et")
    )
    try:
        return int(text2num(said, "da"))
    except ValueError:
        return _many_hundreds(words)


def _many_hundreds(words: tuple[str, ...]) -> int | None:
    """Here "femogtyve hundrede" is 2,500, as people say it."""
    if words[1:2] != ("hundrede",) or words[0] not in SMALL:
        return None
    hundreds, rest = _worth(words[:1]), words[2:]
    rest = rest[1:] if rest[:1] == ("og",) else rest
    below = _worth(rest) if rest else 0
    if hundreds is None or below is None or below >= HUNDRED:
        return None
    return hundreds * HUNDRED + below


def whole_at(tokens: Sequence[Token], i: int) -> Number | None:
    """The whole number that begins at `i`, as long as it can be."""
    first = at(tokens, i)
    if first.kind is not Kind.WORD:
        return None
    if first.key[0].isdecimal():
        plain = _DIGITS.fullmatch(first.key)
        return Number(int(first.key.replace(".", "")), i + 1) if plain else None
    if not is_number_word(first.key):
        return None
    end = i + 1
    while end < min(len(tokens), i + LONGEST_RUN) and (
        tokens[end].key == "og" or is_number_word(tokens[end].key)
    ):
        end += 1
    separate = at(tokens, i - 1).key in ("mellem", "både")  # "mellem fire og tyve" is two numbers
    for stop in range(end, i, -1):
        words = tuple(token.key for token in tokens[i:stop])
        if words[-1] == "og" or (separate and "og" in words):
            continue
        if words[-2:-1] == ("og",) and words[-1] in ARTICLES and at(tokens, stop).key not in UNITS:
            continue  # "to hundrede og en mentor"
        value = _worth(words)
        if value is not None:
            return Number(value, stop)
    return None


def number_at(tokens: Sequence[Token], i: int) -> Number | None:
    """The number that begins at `i`, with its decimals or its half."""
    written = _DECIMALS.fullmatch(at(tokens, i).key)
    if written:
        return Number(int(written[1].replace(".", "")), i + 1, written[2])
    number = whole_at(tokens, i)
    if number is None:
        return None
    if at(tokens, i - 1).key in LABELS:
        return number  # "uge otte komma ni" is a list
    return _with_decimals(tokens, number) or _with_half(tokens, number) or number


def _with_decimals(tokens: Sequence[Token], number: Number) -> Number | None:
    if at(tokens, number.next).key != "komma":
        return None
    digits, j = "", number.next + 1
    while (token := at(tokens, j)).key in SMALL or (token.key.isdecimal() and not digits):
        value = whole_at(tokens, j)
        if value and value.value >= HUNDRED:  # "en komma to millioner"
            value = whole_at(tokens[: j + 1], j)
        if value is None or (digits and value.value not in ONE_DIGIT):
            break
        if token.key in ARTICLES and _goes_on(tokens, value.next):
            break
        digits, j = digits + str(value.value), value.next
        if value.value not in ONE_DIGIT or len(digits) >= _MOST_DECIMALS:
            break
    return Number(number.value, j, digits) if digits else None


def _goes_on(tokens: Sequence[Token], i: int) -> bool:
    """Whether an ordinary word follows: "fire komma en af dem" is no decimal number."""
    token = at(tokens, i)
    return token.kind is Kind.WORD and token.key not in UNITS and not is_number_word(token.key)


def _with_half(tokens: Sequence[Token], number: Number) -> Number | None:
    j = number.next + (at(tokens, number.next).key == "og")
    if at(tokens, j).key not in ("en", "et") or at(tokens, j + 1).key not in ("halv", "halvt"):
        return None
    return Number(number.value, j + 2, "5")


def ordinal_at(tokens: Sequence[Token], i: int) -> Number | None:
    """The day or place in a row that begins at `i`: "tredje", "fem og tyvende", "3."."""
    token = at(tokens, i)
    value = ORDINALS.get(token.key)
    if value:
        return Number(value, i + 1)
    split = at(tokens, i + 1).key == "og" and at(tokens, i + 2).key in ("tyvende", "tredivte")
    if split and token.key in _ONES[1:]:
        return Number(ORDINALS[f"{token.key}og{tokens[i + 2].key}".replace("etog", "enog")], i + 3)
    day = token.key.removesuffix(".")
    if day.isascii() and day.isdecimal() and int(day) < HUNDRED:
        return Number(int(day), i + 1)
    return None
