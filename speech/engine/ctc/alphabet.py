"""The letters of a CTC model: which number is which, what is no letter, what parts words."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_BLANKS = ("<pad>", "[PAD]", "<blank>")
_DELIMITERS = ("|", " ")


@dataclass(frozen=True, slots=True)
class Alphabet:
    """`letters` by their number; `blank` says "nothing new", `delimiter` parts two words."""

    letters: tuple[str, ...]
    blank: int
    delimiter: int

    def __len__(self) -> int:
        return len(self.letters)

    def is_letter(self, number: int) -> bool:
        """Whether it is a part of a word, and no mark like `<unk>`."""
        return number not in (self.blank, self.delimiter) and len(self.letters[number]) == 1

    def numbers(self, text: str) -> list[int]:
        """The text as the model would write it; what it has no letter for is left out."""
        known = {letter: n for n, letter in enumerate(self.letters) if self.is_letter(n)}
        cased = text if any(letter.isupper() for letter in known) else text.lower()
        found: list[int] = []
        for word in cased.split():
            spelt = [known[letter] for letter in word if letter in known]
            if spelt:
                found += [self.delimiter] * bool(found) + spelt
        return found


def read_alphabet(folder: Path) -> Alphabet:
    """The alphabet of the model in a folder.

    `vocab.json` (letter to number, as the model was published with) goes before CTranslate2's own
    `vocabulary.json` (a list), whose order is that of the tokenizer and not always the numbers'.

    Raises: OSError, ValueError, KeyError when there is none that makes sense.
    """
    published = folder / "vocab.json"
    if published.is_file():
        numbered: dict[str, int] = _read(published)
        letters = [""] * (max(numbered.values()) + 1)
        for letter, number in numbered.items():
            letters[number] = letter
    else:
        letters = list(_read(folder / "vocabulary.json"))
    told = folder / "tokenizer_config.json"
    settings = _read(told) if told.is_file() else {}
    return Alphabet(
        tuple(letters),
        _one_of(letters, settings.get("pad_token"), _BLANKS),
        _one_of(letters, settings.get("word_delimiter_token"), _DELIMITERS),
    )


def _read(file: Path) -> dict:  # type: ignore[type-arg]
    content: dict = json.loads(file.read_text(encoding="utf-8"))  # type: ignore[type-arg]
    return content


def _one_of(letters: Sequence[str], told: object, usual: Sequence[str]) -> int:
    for letter in ([told] if isinstance(told, str) else []) + list(usual):
        if letter in letters:
            return letters.index(letter)
    raise ValueError("no such letter")
