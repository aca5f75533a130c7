"""Amounts, counts and measures: digits or words, and the abbreviation of the unit."""

from collections.abc import Sequence

from speech.written.commands import command_at
from speech.written.numbers import (
    ARTICLES,
    SMALL,
    TWO_DIGITS,
    Number,
    number_at,
    ordinal_at,
    whole_at,
)
from speech.written.tokens import Kind, Match, Piece, Token, at, word
from speech.written.units import LABELS, LINKS, MEASURED_BY, NOT_LABELS_AFTER, UNITS

_LARGEST_IN_WORDS = 12
_SHORT = {
    **dict.fromkeys(("procent", "pct", "pct.", "%"), "pct."),
    **dict.fromkeys(("kroner", "krone", "kr", "kr."), "kr."),
}
_ALONE = frozenset(("tusind", "tusinde", "million", "millioner", "et", "en", "én", "ét"))
_HALVES = frozenset(("halvanden", "halvandet"))
_SCALES_ALONE = frozenset(("hundrede", "tusind", "tusinde", "million", "millioner"))
_SOME = frozenset(("par", "nogle", "flere", "mange", "få", "de"))
_TIMES = frozenset(
    ("gange", "stykker", "personer", "mand", "borgere", "kandidater", "medarbejdere")
)
_LINE_ENDS = frozenset(("linje", "linie", "linjeskift", "linieskift", "afsnit"))
_DIMENSIONS = frozenset(("høj", "højt", "høje", "lang", "langt", "lange", "bred", "bredt", "dyb"))
_LEAST_POSTAL = 20
_THIS_CENTURY = range(2001, 2100)
_LONGEST_CHAIN = 4


def quantity_rule(tokens: Sequence[Token], i: int) -> Match | None:
    """A number with what it counts; None leaves a small number in words."""
    number = number_at(tokens, i)
    if number is None or _scales_what_precedes(tokens, i):
        return None
    space = tokens[i].space
    unit = at(tokens, number.next)
    if short := _SHORT.get(unit.key):
        number, end = _with_oere(tokens, number, short)
        return end, [word(number.grouped, space=space), word(short, stop=True)]
    if number.decimals and unit.key in ("million", "millioner"):
        out = [word(number.grouped, space=space), word("mio.", stop=True)]
        kroner = at(tokens, number.next + 1).key in ("kroner", "kr", "kr.")
        return number.next + 1 + kroner, [*out, *[word("kr.", stop=True)] * kroner]
    if unit.key in ("årig", "årige", "åriges") and number.next > i:
        return number.next + 1, [word(f"{number.value}-{unit.key}", space=space)]
    if tokens[i].key[0].isdecimal():
        return _as_heard(tokens, i, number)
    return _counted(tokens, i, number)


def _scales_what_precedes(tokens: Sequence[Token], i: int) -> bool:
    """Whether the number at `i` is a part: "halvanden million", "et par tusind", "2 millioner"."""
    before = at(tokens, i - 1).key
    scale = tokens[i].key in _SCALES_ALONE
    return before in _HALVES or (scale and (before in _SOME or before[:1].isdecimal()))


def _counted(tokens: Sequence[Token], i: int, number: Number) -> Match | None:
    """A spoken number without an abbreviated unit."""
    space = tokens[i].space
    if span := _span(tokens, number):
        said = f"{number.value}-{span.value}"
        if span.value <= _LARGEST_IN_WORDS and not _measured(tokens, span.next):
            said = f"{tokens[i].text}-{tokens[number.next].text}"
        return span.next, [word(said, space=space)]
    if (below := _below(tokens, i, number)) is not None:
        return below.next, [word(f"{number.value}.{below.value}", space=space)]
    if _is_postal(tokens, i, number):
        return number.next, [word(str(number.value), space=space)]
    if number.value in _THIS_CENTURY and number.next > i + 1 and _stands_alone(tokens, number):
        return number.next, [word(str(number.value), space=space)]
    if _in_digits(tokens, i, number):
        return number.next, [word(number.grouped, space=space)]
    return None


def item_rule(tokens: Sequence[Token], i: int) -> Match | None:
    """The number of an item: "ny linje et punktum borgeren …" is 1. Borgeren, on its own line."""
    number = whole_at(tokens, i)
    before = at(tokens, i - 1)
    heads_the_line = before.key in _LINE_ENDS or (i > 0 and before.kind is Kind.BREAK)
    if number is None or not heads_the_line or at(tokens, number.next).key != "punktum":
        return None
    if at(tokens, number.next + 1).kind is not Kind.WORD or command_at(tokens, number.next + 1):
        return None
    space = tokens[i].space
    return number.next + 1, [word(str(number.value), space=space), Piece(".", Kind.MARK, False)]


def height_rule(tokens: Sequence[Token], i: int) -> Match | None:
    """Here "en meter og firs høj" is 1,80 meter høj."""
    number = whole_at(tokens, i)
    if number is None or at(tokens, number.next).key != "meter":
        return None
    j = number.next + 1 + (at(tokens, number.next + 1).key == "og")
    rest = whole_at(tokens, j)
    if rest is None or rest.value not in TWO_DIGITS:
        return None
    after = at(tokens, rest.next)
    ends = after.kind is not Kind.WORD or command_at(tokens, rest.next) is not None
    if not ends and after.key not in _DIMENSIONS:
        return None
    space = tokens[i].space
    return rest.next, [word(f"{number.value},{rest.value}", space=space), word("meter")]


def place_rule(tokens: Sequence[Token], i: int) -> Match | None:
    """An ordinal above twelve, or before "klasse" and "sal", is written with digits."""
    place = ordinal_at(tokens, i)
    if place is None or tokens[i].key[0].isdecimal():
        return None
    if place.value <= _LARGEST_IN_WORDS and at(tokens, place.next).key not in (
        "klasse",
        "klasses",
        "sal",
    ):
        return None
    return place.next, [word(f"{place.value}.", stop=True, space=tokens[i].space)]


def age_rule(tokens: Sequence[Token], i: int) -> Match | None:
    """Here "femogtyveårig" is 25-årig; "toårig" stays."""
    stem, _, ending = tokens[i].key.partition("årig")
    number = whole_at([Token(stem, stem, Kind.WORD, False)], 0) if stem else None
    if number is None or number.value <= _LARGEST_IN_WORDS or ending not in ("", "e", "es", "t"):
        return None
    return i + 1, [word(f"{number.value}-årig{ending}", space=tokens[i].space)]


def _in_digits(tokens: Sequence[Token], i: int, number: Number) -> bool:
    single = number.next == i + 1
    article = single and tokens[i].key in ARTICLES
    if article:
        return _labelled(tokens, i) or _linked(tokens, number)
    if single and tokens[i].key in _ALONE:
        return at(tokens, number.next).key in UNITS
    return (
        number.value > _LARGEST_IN_WORDS
        or bool(number.decimals)
        or _measured(tokens, number.next)
        or _labelled(tokens, i)
        or _linked(tokens, number)
        or _ends_a_range(tokens, i)
    )


def _stands_alone(tokens: Sequence[Token], number: Number) -> bool:
    """Whether nothing is counted: then "to tusind seksogtyve" is a year."""
    after = at(tokens, number.next)
    return after.kind is not Kind.WORD or command_at(tokens, number.next) is not None


def _span(tokens: Sequence[Token], first: Number) -> Number | None:
    """The second number of "to tre uger", which is 2-3 uger; "to tre gange" is to-tre gange."""
    second = whole_at(tokens, first.next)
    if second is None or not first.value < second.value <= first.value + _LARGEST_IN_WORDS // 2:
        return None
    single = second.next == first.next + 1 and not first.decimals
    counted = _measured(tokens, second.next) or at(tokens, second.next).key in _TIMES
    return second if single and counted else None


def _below(tokens: Sequence[Token], i: int, number: Number) -> Number | None:
    """The second number of "målgruppe to punkt tre", which is målgruppe 2.3."""
    if at(tokens, number.next).key != "punkt" or at(tokens, i - 1).key not in LABELS:
        return None
    return whole_at(tokens, number.next + 1)


def _is_postal(tokens: Sequence[Token], i: int, number: Number) -> bool:
    """Here "nioghalvfems hundrede" is a postal code: nobody counts so without a unit."""
    hundreds = number.value // 100 if tokens[i].key in SMALL else 0
    spoken_so = at(tokens, i + 1).key == "hundrede" and hundreds >= _LEAST_POSTAL
    return spoken_so and at(tokens, number.next).key not in UNITS


def _measured(tokens: Sequence[Token], j: int) -> bool:
    unit = at(tokens, j)
    adjective = unit.key in MEASURED_BY and at(tokens, j + 1).key in UNITS
    return unit.kind is Kind.WORD and (unit.key in UNITS or adjective)


def _labelled(tokens: Sequence[Token], i: int) -> bool:
    """Whether the number names what stands before it: "uge ni"."""
    before, earlier = at(tokens, i - 1).key, at(tokens, i - 2).key
    if at(tokens, i + 1).key in ("gange", "gang", "personer", "borgere", "medarbejdere"):
        return False
    if before in LABELS and earlier not in NOT_LABELS_AFTER:
        doubtful = ("uge", "afsnit") if tokens[i].key == "et" else ("uge", "afsnit", "punkt")
        return not (tokens[i].key in ARTICLES and before in doubtful)
    return before in ("til", "og", "komma", ",") and _labelled_before_link(tokens, i - 2)


def _labelled_before_link(tokens: Sequence[Token], j: int) -> bool:
    """Whether the number that ends at `j` is a label's: the "otte" of "uge otte til ti"."""
    if j < 1 or whole_at(tokens, j) is None:
        return False
    return at(tokens, j - 1).key in LABELS and at(tokens, j - 2).key not in NOT_LABELS_AFTER


def _linked(tokens: Sequence[Token], number: Number) -> bool:
    """Whether a later number has the unit for both: "to til tre uger"."""
    j = number.next
    for _ in range(_LONGEST_CHAIN):
        j += at(tokens, j).key == "ud"
        if at(tokens, j).key not in LINKS:
            return False
        other = number_at(tokens, j + 1)
        if other is None:
            return False
        if _measured(tokens, other.next) or other.value > _LARGEST_IN_WORDS:
            return True
        j = other.next
    return False


def _ends_a_range(tokens: Sequence[Token], i: int) -> bool:
    """Whether the range began in digits: "fra femten til ti"."""
    first = whole_at(tokens, i - 2) if at(tokens, i - 1).key == "til" else None
    return first is not None and first.next == i - 1 and first.value > _LARGEST_IN_WORDS


def _with_oere(tokens: Sequence[Token], number: Number, short: str) -> tuple[Number, int]:
    """Here "fem kroner og halvtreds øre" is one amount."""
    end = number.next + 1
    j = end + (at(tokens, end).key == "og")
    oere = whole_at(tokens, j)
    if short == "kr." and not number.decimals and oere and at(tokens, oere.next).key == "øre":
        return number._replace(decimals=f"{oere.value:02}"), oere.next + 1
    return number, end


def _as_heard(tokens: Sequence[Token], i: int, number: Number) -> Match | None:
    """Digits the speech model wrote: kept, except "12 komma 5" and "3 en halv"."""
    if number.next == i + 1:
        return None
    pieces: list[Piece] = [word(number.grouped, space=tokens[i].space)]
    return number.next, pieces
