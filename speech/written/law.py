"""References to law: "paragraf fjorten stykke to nummer fire" is § 14, stk. 2, nr. 4,."""

from collections.abc import Sequence

from speech.written import ids
from speech.written.commands import command_at
from speech.written.numbers import ORDINALS, whole_at
from speech.written.tokens import Kind, Match, Piece, Token, at, word
from speech.written.units import UNITS
from speech.written.vocabulary import words

_LEVELS = {
    "stykke": "stk.", "stk": "stk.", "stk.": "stk.",
    "nummer": "nr.", "nr": "nr.", "nr.": "nr.",
    "litra": "litra", "punkt": "pkt.", "pkt.": "pkt.",
}  # fmt: skip
_NO_LETTER = frozenset("iåø")
_AFTER_PLURAL = frozenset(words("i om er kan skal efter har og til af"))
_ARTICLES = frozenset(words("et hvert første andet nogle nyt dette i stort lille sidste hele"))
Reference = tuple[str, int]


def paragraph_rule(tokens: Sequence[Token], i: int) -> Match | None:
    """A paragraph with everything below it, and the comma that closes a nested reference."""
    number = _numbered(tokens, i + 1)
    if number is None or at(tokens, i - 1).key == "§":
        return None
    space = tokens[i].space
    many = _several(tokens, i, number[1])
    if many:
        return many[1], [word("§§", space=space), word(number[0] + many[0])]
    out = [word("§", space=space), word(number[0])]
    levels, j = _levels(tokens, number[1])
    return j, [*out, *levels, *_closing(tokens, j, nested=bool(levels))]


def level_rule(tokens: Sequence[Token], i: int) -> Match | None:
    """A level on its own: "stykke to", "nummer fire", "litra a"."""
    key = tokens[i].key
    if key in ("punkt", "pkt.") or (key == "stykke" and at(tokens, i - 1).key in _ARTICLES):
        return None
    level = None if ids.is_long(tokens, i + 1) else _level(tokens, i)
    if level is None:
        return None
    levels, j = _levels(tokens, level[1])
    out = [word(level[0], space=tokens[i].space)]
    return j, [*out, *levels, *_closing(tokens, j, nested=bool(levels))]


def _several(tokens: Sequence[Token], i: int, j: int) -> Reference | None:
    """The rest of "paragrafferne tolv og tretten" or "paragraf seks til otte"."""
    link = at(tokens, j).key
    if link not in ("og", "til"):
        return None
    number = _numbered(tokens, j + 1)
    if number is None:
        return None
    after = at(tokens, number[1])
    plural = tokens[i].key.startswith("paragraff") or (link == "til" and after.key not in UNITS)
    ends = after.kind is not Kind.WORD or command_at(tokens, number[1]) is not None
    if plural or ends or after.key in _AFTER_PLURAL:
        return (f"-{number[0]}" if link == "til" else f" og {number[0]}"), number[1]
    return None


def _numbered(tokens: Sequence[Token], i: int) -> Reference | None:
    """A number, perhaps with a letter: "ni b"."""
    number = whole_at(tokens, i)
    if number is None:
        return None
    letter = at(tokens, number.next)
    if letter.kind is Kind.WORD and _is_letter(letter.key):
        return f"{number.value} {letter.key}", number.next + 1
    return str(number.value), number.next


def _is_letter(key: str) -> bool:
    return len(key) == 1 and key.isalpha() and key not in _NO_LETTER


def _levels(tokens: Sequence[Token], j: int) -> tuple[list[Piece], int]:
    out: list[Piece] = []
    while True:
        start = j + (at(tokens, j).key in (",", "komma"))
        level = _level(tokens, start) or _sentence(tokens, start)
        if level is None:
            return out, j
        out += [Piece(",", Kind.MARK, False, True), word(level[0])]
        j = level[1]


def _level(tokens: Sequence[Token], i: int) -> Reference | None:
    key = at(tokens, i).key
    name = _LEVELS.get(key)
    if name is None:
        return None
    if name == "litra":
        letter = at(tokens, i + 1).key
        return (f"litra {letter}", i + 2) if len(letter) == 1 and letter.isalpha() else None
    number = whole_at(tokens, i + 1)
    if number is None:
        return None
    if name == "nr." and (spelled := ids.spelled_out(tokens, i + 1)):
        return f"nr. {spelled[0]}", spelled[1]
    more, end = _more(tokens, number.next) or ("", number.next)
    return f"{name} {number.value}{more}", end


def _more(tokens: Sequence[Token], j: int) -> Reference | None:
    """The second number of "stykke et og to", unless it counts something."""
    link = at(tokens, j).key
    number = whole_at(tokens, j + 1) if link in ("og", "eller", "til") else None
    if number is None:
        return None
    after = at(tokens, number.next)
    counts = after.kind is Kind.WORD and after.key not in _AFTER_PLURAL | _LEVELS.keys()
    if counts and command_at(tokens, number.next) is None:
        return None
    return (f"-{number.value}" if link == "til" else f" {link} {number.value}"), number.next


def _sentence(tokens: Sequence[Token], i: int) -> Reference | None:
    """Here "første punktum" inside a reference is 1. pkt., when the text goes on after it."""
    ordinal = ORDINALS.get(at(tokens, i).key)
    if ordinal and at(tokens, i + 1).key in ("punktum", "pkt."):
        return f"{ordinal}. pkt.", i + 2
    return None


def _closing(tokens: Sequence[Token], j: int, *, nested: bool) -> list[Piece]:
    """The comma after a nested reference, when an ordinary word follows."""
    goes_on = at(tokens, j).kind is Kind.WORD and command_at(tokens, j) is None
    return [Piece(",", Kind.MARK, False, True)] if nested and goes_on else []
