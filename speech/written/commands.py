"""Spoken punctuation: "punktum", "ny linje", "parentes start" … (DOMAIN.md §5)."""

from collections.abc import Sequence

from speech.written.numbers import ARTICLES, is_number_word
from speech.written.tokens import Kind, Match, Piece, Token, at, word
from speech.written.units import LABELS
from speech.written.vocabulary import words

_MARKS = {
    ".": "punktum",
    ",": "komma",
    ":": "kolon",
    ";": "semikolon",
    "?": "spørgsmålstegn|spørgsmåls tegn|spørgetegn",
    "!": "udråbstegn|udråbs tegn",
}
_OTHER = {
    ("-", Kind.JOIN): "bindestreg|binde streg",
    ("/", Kind.JOIN): "skråstreg|skrå streg",
    ("–", Kind.DASH): "tankestreg|tanke streg",
    ("…", Kind.CLOSE): "tre prikker",
    ("\n", Kind.BREAK): "ny linje|ny linie|nylinje|nylinie|linjeskift|linieskift|linje skift"
    "|linie skift|ny linjer",
    ("\n\n", Kind.BREAK): "nyt afsnit|ny afsnit|nytafsnit|afsnitsskift",
}
_PAIRS = {
    ("(", ")"): "parentes|parentesen|parentese",
    ("”", "”"): "citationstegn|citations tegn|anførselstegn|anførsels tegn|gåseøjne",
}
_NAMES = ("parentes", "citationstegn", "anførselstegn", "gåseøjne")
_STARTS = ["start", "starter", "begynd", "begynder", "begyndelse", "åben", "åbn", "åbnes", "åbner"]
_ENDS = ["slut", "slutter", "sluttet", "luk", "lukket", "lukkes", "lukker"]

Spoken = tuple[str, ...]
COMMANDS: dict[str, list[tuple[Spoken, Piece]]] = {}
"""By first word, the longest first: the words of a command and what it writes."""


def _declare(names: str, piece: Piece) -> None:
    for variant in names.split("|"):
        spoken = tuple(variant.split())
        COMMANDS.setdefault(spoken[0], []).append((spoken, piece))
        COMMANDS[spoken[0]].sort(key=lambda entry: -len(entry[0]))


def _declare_all() -> None:
    for mark, names in _MARKS.items():
        _declare(names, Piece(mark, Kind.MARK, False))
    for (mark, kind), names in _OTHER.items():
        _declare(names, Piece(mark, kind))
    for (opening, closing), names in _PAIRS.items():
        for name in names.split("|"):
            for start in _STARTS:
                _declare(f"{name} {start}|{start} {name}", Piece(opening, Kind.OPEN))
            for end in _ENDS:
                _declare(f"{name} {end}|{end} {name}", Piece(closing, Kind.CLOSE, False))
    for name in _NAMES:
        mark = "()" if name == "parentes" else "””"
        _declare(name, Piece(mark, Kind.TOGGLE))
    _declare("citat start|start citat", Piece("”", Kind.OPEN))
    _declare("citat slut|slut citat", Piece("”", Kind.CLOSE, False))
    _declare("venstreparentes|venstre parentes", Piece("(", Kind.OPEN))
    _declare("højreparentes|højre parentes", Piece(")", Kind.CLOSE, False))


_declare_all()

_OWNERS = frozenset(words("en et sit sin mit min hans hendes hver hvert dette denne på"))
_COUNTS = LABELS | {"klokken", "kl", "kl.", "paragraf", "stykke"}
_IDIOM_REACH = 4
_PUTS = frozenset(words("sat sætte sætter satte sættes sættet"))
_GETS_THE_WORD = frozenset(
    words(
        """
        fik får fået få tog tager taget tage gav giver givet give bad bede beder har
        havde haft om føre førte fører holdt
        """
    )
)


def command_at(tokens: Sequence[Token], i: int) -> tuple[int, Piece] | None:
    """The command spoken at `i` and where the text goes on, if one is spoken there."""
    first = at(tokens, i)
    if first.kind is not Kind.WORD:
        return None
    for spoken, piece in COMMANDS.get(first.key, ()):
        if all(at(tokens, i + k).key == said for k, said in enumerate(spoken)):
            if _is_the_thing_itself(tokens, i, piece):
                return None
            if first.key in _STARTS + _ENDS and not _is_apart(tokens, i):
                continue
            return i + len(spoken), piece
    return None


def _is_the_thing_itself(tokens: Sequence[Token], i: int, piece: Piece) -> bool:
    """Here "sat punktum for sagen", "et nyt afsnit" and "i parentes" are no commands."""
    before, after = at(tokens, i - 1).key, at(tokens, i + 1).key
    if piece.kind is Kind.TOGGLE:
        return before in ("i", "uden", "en", "et", "denne", "dette")
    if piece.kind is Kind.BREAK:
        counted = at(tokens, i - 2).key
        number = before in ARTICLES and (counted in _COUNTS or is_number_word(counted))
        return before in _OWNERS and not number
    puts = any(at(tokens, i - back).key in _PUTS for back in range(1, _IDIOM_REACH))
    if puts and before in ARTICLES:
        return True
    return puts and (piece.text, after) in ((".", "for"), ("?", "ved"))


def _is_apart(tokens: Sequence[Token], i: int) -> bool:
    """Whether "slut parentes" at `i` is not the end of one phrase and the start of another."""
    own_name = at(tokens, i + 2).key in _STARTS + _ENDS  # "er slut | parentes start"
    return not own_name and at(tokens, i - 1).key not in _NAMES


def command_rule(tokens: Sequence[Token], i: int) -> Match | None:
    """A spoken punctuation mark. At the head of a line it can only be the word itself."""
    found = command_at(tokens, i)
    if found is None:
        return None
    follower = at(tokens, found[0])
    heads_the_line = (at(tokens, i - 1).kind is Kind.BREAK and i > 0) or tokens[i].text[0].isupper()
    stands_alone = follower.kind is not Kind.WORD
    if found[1].kind is Kind.MARK and heads_the_line and not stands_alone and _at_head(tokens, i):
        return None
    return found[0], [found[1]]


def _at_head(tokens: Sequence[Token], i: int) -> bool:
    return i == 0 or tokens[i - 1].kind is Kind.BREAK


def literal_rule(tokens: Sequence[Token], i: int) -> Match | None:
    """Here "ordet komma" writes the word; "han fik ordet punktum" does not."""
    if at(tokens, i - 1).key in _GETS_THE_WORD:
        return None
    first = at(tokens, i + 1)
    for spoken, _ in COMMANDS.get(first.key, ()):
        if all(at(tokens, i + 1 + k).key == said for k, said in enumerate(spoken)):
            end = i + 1 + len(spoken)
            texts = [token.text for token in tokens[i + 1 : end]]
            return end, [word(texts[0], space=tokens[i].space), *map(word, texts[1:])]
    return None
