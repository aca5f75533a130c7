"""The pieces a dictation is made of: what was heard, and what will be written."""

import re
from collections.abc import Callable, Sequence
from enum import Enum, auto
from typing import NamedTuple

from speech.written.vocabulary import words

ABBREVIATIONS = frozenset(
    words(
        """
        adr afd bl.a ca dvs ekskl evt f.eks hhv ifm ift iht inkl jf kl kr m.fl m.m m.v max mht mia
        mf min mio mv nr osv pct pga pkt pr st stk th tlf tv vedr vha
        """
    )
)
_WORD = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<!kl\.\s)(?<!klokken\s)\b\d{1,2}\.(?:0?[1-9]|1[0-2])\.(?![\w.])"  # 4.11.
    r"|\d{1,2}\.(?=\s+(?-i:[a-zæøå]))"  # 3. november
    r"|(?:" + "|".join(re.escape(a) for a in sorted(ABBREVIATIONS, key=len)[::-1]) + r")\.(?!\w)"
    r"|[^\W_]+(?:[.,:/'’\-][^\W_]+)*"
    r"|\s+|[^\w\s]|_",
    re.IGNORECASE,
)


class Kind(Enum):
    """How a piece stands to its neighbours."""

    WORD = auto()
    MARK = auto()  # . , ; : ? ! close to the word before
    OPEN = auto()  # ( or ” close to the word after
    CLOSE = auto()  # ) or ” close to the word before
    JOIN = auto()  # - / close to both
    DASH = auto()  # – apart from both
    TOGGLE = auto()  # opens, and closes the next time
    BREAK = auto()  # new line or paragraph
    SYMBOL = auto()  # anything else; keeps its own spacing


class Token(NamedTuple):
    """A word or sign as heard. `key` is lower case; `space`: there was space before it."""

    text: str
    key: str
    kind: Kind
    space: bool


class Piece(NamedTuple):
    """A word or sign to write. `spoken`: by a command; `stop`: it ends in a stop of its own."""

    text: str
    kind: Kind = Kind.WORD
    space: bool = True
    spoken: bool = True
    stop: bool = False


Match = tuple[int, list[Piece]]
"""Where to go on, and what to write for the tokens until there."""

Rule = Callable[[Sequence[Token], int], Match | None]
"""Looks at the tokens from an index; None when it has nothing to say."""

END = Token("", "", Kind.BREAK, False)


def tokenise(spoken: str) -> list[Token]:
    """The words and signs of a text. Nothing but the length of spaces is lost."""
    tokens: list[Token] = []
    space = False
    for found in _WORD.finditer(spoken):
        text = found[0]
        if text.isspace():
            if lines := text.count("\n"):
                tokens.append(Token("\n" * min(lines, 2), "\n", Kind.BREAK, False))
            space = not lines
            continue
        kind = Kind.WORD
        if not text[0].isalnum():
            kind = Kind.MARK if text in ".,;:?!" else Kind.SYMBOL
        tokens.append(Token(text, text.lower(), kind, space))
        space = False
    return tokens


def at(tokens: Sequence[Token], index: int) -> Token:
    """The token at `index`, or an empty one outside the text."""
    return tokens[index] if 0 <= index < len(tokens) else END


def word(text: str, *, stop: bool = False, space: bool = True) -> Piece:
    """A word to write; `stop`: it ends in a full stop of its own."""
    return Piece(text, Kind.WORD, space, True, stop)
