"""Names of the open case as hotwords: given to the model as what was said just before.

Measured beside weighing names afterwards (`jobassist bench names_heard`): hotwords find more of
them. Their fault is the echo: a weak model that hears nothing it knows recites the list. So the
list is given in an order in which nobody says the names, and a text that has two of them in that
order is decoded anew without.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from speech.engine.whisper import Whisper

MOST_TOKENS = 80  # more words cost time and are heard no better
_APART = re.compile(r"[\W_]+")


class Hotwords:
    """The vocabulary of a case, the most important first, as a model is told of it."""

    def __init__(self, whisper: Whisper, vocabulary: Sequence[str]) -> None:
        self._listed: list[str] = []
        self.tokens: list[int] = []
        for name in dict.fromkeys(vocabulary):
            # Backwards: a given name is not before its family name, which may well be said. It
            # also puts the most important last, where the model minds it most.
            listed = [name, *self._listed]
            tokens = whisper.tokens(", ".join(listed))
            if len(tokens) > MOST_TOKENS:
                break
            self._listed, self.tokens = listed, tokens

    def echoed(self, text: str) -> bool:
        """Whether the text recites the list, or is hardly anything else."""
        heard = f" {bare(text)} "
        names = [bare(name) for name in self._listed]
        if any(f" {one} {other} " in heard for one, other in pairwise(names)):
            return True
        rest = heard
        for name in names:
            rest = rest.replace(f" {name} ", " ")
        said = sum(f" {name} " in heard for name in names)
        return said > 1 and not rest.strip()


def bare(text: str) -> str:
    """The words without case and marks."""
    return _APART.sub(" ", text).strip().lower()
