"""Words that are spelt: letters by their names, or by the Danish spelling alphabet."""

from collections.abc import Sequence

_NAMES = {
    "a": "a anna", "b": "b be bernhard", "c": "c ce se cecilie", "d": "d de david",
    "e": "e erik", "f": "f ef eff frederik", "g": "g ge georg", "h": "h hå hans",
    "i": "i ida", "j": "j jod johan", "k": "k kå ko karen", "l": "l el ell ludvig",
    "m": "m em emm marie mari", "n": "n en enn nikolaj", "o": "o odin", "p": "p pe peter",
    "q": "q ku quintus kvintus", "r": "r er ær rasmus", "s": "s es ess søren",
    "t": "t te teodor theodor", "u": "u ulla", "v": "v ve viggo", "w": "w william",
    "x": "x eks xerxes", "y": "y yrsa", "z": "z set sæt zakarias zacharias",
    "æ": "æ ægir", "ø": "ø øresund", "å": "å åse",
}  # fmt: skip
_LETTERS = {name: letter for letter, names in _NAMES.items() for name in names.split()}
_DOUBLE = ("dobbelt", "dobbel")
_LEAST = 2


def spelt(words: Sequence[str]) -> str:
    """The word spelt by these words, capital first; empty when they are no letters.

    "dobbelt ve" is w, "dobbelt el" is ll. Needs at least two letters: one is a word of its own.
    """
    letters = ""
    double = False
    for word in words:
        if word in _DOUBLE and not double:
            double = True
            continue
        letter = _LETTERS.get(word)
        if letter is None:
            return ""
        letters += ("w" if letter == "v" else letter * 2) if double else letter
        double = False
    if double or len(letters) < _LEAST:
        return ""
    return letters[0].upper() + letters[1:]
