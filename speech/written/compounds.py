"""Compounds that were heard apart, and words with a spelling of their own.

"virksomheds praktik" is virksomhedspraktik, "p nummer" is P-nummer, "skagen" is Skagen. What is
joined or respelled stands in `resources/written/`; a word that is not there is left alone.
"""

from collections.abc import Mapping, Sequence

from speech.written.lexicon import Lexicon
from speech.written.tokens import Kind, Match, Token, at, word

_LONGEST_COMPOUND = 4


class Spelling:
    """The rules that need a lexicon: the one we ship, the organisation's, the user's own."""

    def __init__(self, lexicon: Lexicon, extra: Sequence[Mapping[str, str]] = ()) -> None:
        """`extra`: spoken form to written form; a later mapping wins over an earlier one."""
        self._terms: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._joined = lexicon.joined
        self._first_parts = lexicon.first_parts
        merged = dict(lexicon.terms)
        for mapping in extra:
            merged |= {" ".join(spoken.lower().split()): text for spoken, text in mapping.items()}
        for spoken, text in merged.items():
            words = tuple(spoken.split())
            if words:
                self._terms.setdefault(words[0], []).append((words, text))
        for entries in self._terms.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    @property
    def first_words(self) -> set[str]:
        """The words at which these rules have anything to say."""
        return set(self._terms) | self._first_parts

    def __call__(self, tokens: Sequence[Token], i: int) -> Match | None:
        """The written form of the term or compound that begins at `i`."""
        return self._term(tokens, i) or self._compound(tokens, i)

    def _term(self, tokens: Sequence[Token], i: int) -> Match | None:
        for words, text in self._terms.get(tokens[i].key, ()):
            if all(at(tokens, i + k).key == said for k, said in enumerate(words)):
                first = tokens[i].text
                raised = first[0].isupper() and not first.isupper() and text[:1].islower()
                written = text[0].upper() + text[1:] if raised else text
                stop = written.endswith(".")
                return i + len(words), [word(written, stop=stop, space=tokens[i].space)]
        return None

    def _compound(self, tokens: Sequence[Token], i: int) -> Match | None:
        if tokens[i].key not in self._first_parts:
            return None
        end = i + 1
        while end < min(len(tokens), i + _LONGEST_COMPOUND) and tokens[end].kind is Kind.WORD:
            end += 1
        for stop in range(end, i + 1, -1):
            joined = "".join(token.key for token in tokens[i:stop])
            if joined in self._joined:
                return stop, [word(tokens[i].text[0] + joined[1:], space=tokens[i].space)]
        return None
