"""Spoken Danish to written Danish, by rules and a lexicon (DOMAIN.md §5).

A text is read once from left to right. At each word the rules that begin with such a word are
asked in order; the first that knows what is said there writes it, and a word that no rule knows
is written as it was heard. `Layout` then decides spaces and capitals.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from speech.written import addresses, commands, dates, ids, law, lexicon, numbers, quantities, times
from speech.written.compounds import Spelling
from speech.written.hesitation import without_hesitation
from speech.written.layout import Layout
from speech.written.tokens import Kind, Piece, Rule, Token, tokenise

_NUMBER_RULES: tuple[Rule, ...] = (
    addresses.postal_rule,
    dates.day_rule,
    quantities.item_rule,
    times.range_rule,
    times.relative_rule,
    ids.digits_rule,
    dates.year_rule,
    quantities.height_rule,
    quantities.quantity_rule,
)
_DAY_RULES: tuple[Rule, ...] = (dates.day_rule, quantities.place_rule)
_FIXED: dict[str, tuple[Rule, ...]] = {
    **dict.fromkeys(("paragraf", "paragraffer", "paragrafferne", "§"), (law.paragraph_rule,)),
    **dict.fromkeys(("stykke", "stk", "stk.", "nummer", "nr", "nr.", "litra"), (law.level_rule,)),
    **dict.fromkeys(("klokken", "kl", "kl."), (times.clock_rule,)),
    **dict.fromkeys(("halv", "kvart", "kvarter"), (times.relative_rule,)),
    **dict.fromkeys(dates.MONTHS, (dates.month_rule,)),
    **dict.fromkeys(("per", "pr", "pr."), (dates.per_rule,)),
    "kategori": (ids.category_rule,),
    **dict.fromkeys(("kørekort", "truckcertifikat"), (ids.licence_rule,)),
    **dict.fromkeys(("plus", "+"), (ids.country_rule,)),
    **dict.fromkeys(numbers.ORDINALS, _DAY_RULES),
    **dict.fromkeys(addresses.FIRST_OF_STREETS, (addresses.long_street_rule,)),
    "ordet": (commands.literal_rule,),
}


class Normaliser:
    """The written form of spoken Danish. Implements `jobassist.ports.speech.WrittenForm`.

    `organisation` and `user` are lexicons of their own: spoken form to written form.
    """

    def __init__(
        self, organisation: Mapping[str, str] | None = None, user: Mapping[str, str] | None = None
    ) -> None:
        spelling = Spelling(lexicon.shipped(), (organisation or {}, user or {}))
        self._rules = _by_first_word(spelling)

    def __call__(self, spoken: str, before: str = "") -> str:
        """The written form of `spoken`, continuing `before`.

        Begins with a mark or a line break when one was said first. Never raises; a text that is
        written Danish already comes back unchanged.
        """
        layout = Layout(before)
        tokens = addresses.with_sites(without_hesitation(tokenise(spoken)))
        for piece in self._pieces(tokens):
            layout.add(piece)
        return layout.text

    def _pieces(self, tokens: Sequence[Token]) -> Iterator[Piece]:
        i = 0
        while i < len(tokens):
            token = tokens[i]
            for rule in self._rules_at(token):
                found = rule(tokens, i)
                if found:
                    i, pieces = found
                    yield from pieces
                    break
            else:
                i += 1
                yield Piece(token.text, token.kind, token.space, False, token.text[-1] == ".")

    def _rules_at(self, token: Token) -> Sequence[Rule]:
        rules = self._rules.get(token.key)
        return _unlisted(token.key) if rules is None and token.kind is Kind.WORD else rules or ()


def _by_first_word(spelling: Spelling) -> dict[str, tuple[Rule, ...]]:
    table = dict(_FIXED)
    for key in spelling.first_words:
        table[key] = (spelling, *(table.get(key) or _unlisted(key)))
    for key in commands.COMMANDS:
        table[key] = (commands.command_rule, *(table.get(key) or _unlisted(key)))
    return table


@lru_cache(maxsize=50_000)
def _unlisted(key: str) -> tuple[Rule, ...]:
    """The rules for a word that stands in no list: digits, number words, ages."""
    if key[:1].isdecimal() or numbers.is_number_word(key):
        return _NUMBER_RULES
    if key.endswith(addresses.STREETS):
        return (addresses.street_rule,)
    return (quantities.age_rule,) if "årig" in key else ()
