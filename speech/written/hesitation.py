"""What is said while thinking: "øh" and its like are no words, and are left out.

A comma that only set the sound apart goes with it; one that the sentence needs stays.
"""

from collections.abc import Sequence

from speech.written.tokens import Token, at
from speech.written.vocabulary import words

_SOUNDS = frozenset(words("øh øhh øhm øhmm øhø øøh øøhm æh æhm ææh eh ehm ehh hm hmm hmmm"))
_PAUSES = frozenset((",", "…"))
_DOTS = 3
_CLAUSE_BEGINS = frozenset(
    words("men at så fordi for da hvis som der hvor når hvilket selvom mens og eller samt inden")
)


def without_hesitation(tokens: list[Token]) -> list[Token]:
    """The tokens without such sounds; the same list when there are none."""
    if not any(token.key in _SOUNDS for token in tokens):
        return tokens
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        if tokens[i].key not in _SOUNDS:
            out.append(tokens[i])
            i += 1
            continue
        i = _after(tokens, i)
        if out and out[-1].key == "," and not _needs_comma(tokens, i):
            out.pop()
    return out


def _after(tokens: Sequence[Token], i: int) -> int:
    """Where the text goes on after the sounds at `i` and the pauses written after them."""
    while True:
        if all(at(tokens, i + k).key == "." for k in range(_DOTS)):
            i += _DOTS
        elif at(tokens, i).key in _SOUNDS or at(tokens, i).key in _PAUSES:
            i += 1
        else:
            return i


def _needs_comma(tokens: Sequence[Token], i: int) -> bool:
    return at(tokens, i).key in _CLAUSE_BEGINS
