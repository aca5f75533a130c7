"""Where people live and are written to: street, house, floor, postal code; e-mail, web pages."""

from collections.abc import Sequence

from speech.written.commands import command_at
from speech.written.ids import collect
from speech.written.numbers import (
    ARTICLES,
    ORDINALS,
    SMALL,
    is_number_word,
    ordinal_at,
    whole_at,
)
from speech.written.tokens import Kind, Match, Piece, Token, at, word
from speech.written.units import UNITS
from speech.written.vocabulary import words

STREETS = ("gade", "gaden", "vej", "vejen", "stræde", "allé", "vænget", "boulevard", "torv")
_NO_STREETS = frozenset(
    words(
        """
        vej vejen gade gaden gågaden skolevejen cykelvejen motorvejen genvejen omvejen
        genvej omvej udvej hovedvej motorvej landevej grusvej
        tilkørselsvej gangvej
        cykelvej adgangsvej flugtvej behandlingsvej skolegade gågade
        """
    )
)
FIRST_OF_STREETS = frozenset(
    words(
        """
        søndre nordre nørre vestre østre sønder vester øster øvre nedre indre gammel gamle ny nye
        lille store sankt sct dronning kong
        """
    )
)
"""What the name of a street may begin with: "søndre strandvej"."""
_HOUSE_LETTERS = frozenset("abcdefgh")
_HIGHEST_FLOOR = 12
_GROUND_FLOOR = frozenset(("stuen", "st", "st."))
_SIDES = {
    ("til", "venstre"): "tv.", ("til", "højre"): "th.", ("midt", "for"): "mf.",
    ("tv",): "tv.", ("th",): "th.", ("mf",): "mf.", ("tv.",): "tv.", ("th.",): "th.",
}  # fmt: skip
_HIGHEST_HOUSE = 999
_POSTAL = range(1000, 10_000)
_POSTAL_DIGITS, _LONGEST_ADDRESS = 4, 10
_BETWEEN = frozenset(words("komma , sal st st. tv tv. th th. mf mf. til højre venstre midt stuen"))
_TOP_DOMAINS = frozenset(words("dk com org net eu nu info se no de"))
_NO_WORDS = ("dk", "com")  # among the top domains
_SITE_SIGNS = ("snabel", "www", *_NO_WORDS)
_JOINTS = {"punktum": ".", ".": ".", "bindestreg": "-", "-": "-", "understreg": "_", "_": "_"}
_MOST_LABELS, _ANNOUNCED_WITHIN = 5, 3


def street_rule(tokens: Sequence[Token], i: int) -> Match | None:
    """A street with its house: "nørregade tolv b" is Nørregade 12 B."""
    if tokens[i].key in _NO_STREETS:
        return None
    house = _house(tokens, i + 1)
    if house is None:
        return None
    said = [word(_capital(tokens[i].text), space=tokens[i].space), word(house[0])]
    floor = _floor(tokens, house[1])
    return (floor[0], [*said, *floor[1]]) if floor else (house[1], said)


def long_street_rule(tokens: Sequence[Token], i: int) -> Match | None:
    """A street whose name begins with a word of its own: "søndre strandvej ti"."""
    found = street_rule(tokens, i + 1) if at(tokens, i + 1).key.endswith(STREETS) else None
    if found is None:
        return None
    return found[0], [word(_capital(tokens[i].text), space=tokens[i].space), *found[1]]


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _floor(tokens: Sequence[Token], i: int) -> Match | None:
    """The floor and side after a house: "tredje til venstre" is , 3. tv."""
    i += at(tokens, i).key in ("komma", ",")
    ground = at(tokens, i).key in _GROUND_FLOOR
    place = None if ground else ordinal_at(tokens, i)
    if not ground and (place is None or not 1 <= place.value <= _HIGHEST_FLOOR):
        return None
    j = place.next if place else i + 1
    named = at(tokens, j).key == "sal"
    out = [Piece(",", Kind.MARK, False)]
    out.append(word(f"{place.value}." if place else "st.", stop=True))
    out += [word("sal")] * named
    j += named
    for said, written in _SIDES.items():
        if all(at(tokens, j + k).key == each for k, each in enumerate(said)):
            return j + len(said), [*out, word(written, stop=True)]
    return (j, out) if named else None


def _house(tokens: Sequence[Token], i: int) -> tuple[str, int] | None:
    number = whole_at(tokens, i)
    if number is None or not 1 <= number.value <= _HIGHEST_HOUSE:
        return None
    j = number.next
    after = at(tokens, j)
    if after.key in UNITS or after.key == "gange":
        return None
    if after.key in _HOUSE_LETTERS and _may_end(tokens, j + 1):
        return f"{number.value} {after.key.upper()}", j + 1
    if at(tokens, i).key in ARTICLES and not _may_end(tokens, j):
        return None
    return str(number.value), j


def _may_end(tokens: Sequence[Token], j: int) -> bool:
    """Whether a house number may end before `j`."""
    after = at(tokens, j)
    number = is_number_word(after.key) or after.key in ORDINALS or after.key[:1].isdecimal()
    other = after.kind is not Kind.WORD or command_at(tokens, j) is not None
    return number or other or after.key in _BETWEEN or after.key in ("i", "og", "er")


def postal_rule(tokens: Sequence[Token], i: int) -> Match | None:
    """The postal code of a street just named: four digits, and the comma before them."""
    code = _code(tokens, i)
    if code is None or at(tokens, code[1]).kind is not Kind.WORD:
        return None
    if command_at(tokens, code[1]) or at(tokens, code[1]).key in UNITS or not _of_street(tokens, i):
        return None
    separate = at(tokens, i - 1).key in ("komma", ",")
    comma = [] if separate else [Piece(",", Kind.MARK, False)]
    return code[1], [*comma, word(code[0])]


def _code(tokens: Sequence[Token], i: int) -> tuple[str, int] | None:
    number = whole_at(tokens, i)
    if number and number.value in _POSTAL and "." not in tokens[i].key:
        return str(number.value), number.next
    parts, hyphen, j = collect(tokens, i)
    digits = "".join(parts)
    return (digits, j) if len(digits) == _POSTAL_DIGITS and not hyphen else None


def _of_street(tokens: Sequence[Token], i: int) -> bool:
    """Whether a street and its house stand before `i`, with nothing but a floor between."""
    for back in range(i - 1, max(-1, i - _LONGEST_ADDRESS), -1):
        key = tokens[back].key
        if key.endswith(STREETS):
            house = None if key in _NO_STREETS else _house(tokens, back + 1)
            return house is not None and house[1] <= i
        number = key in SMALL or is_number_word(key) or key.rstrip(".").isdecimal()
        if not (number or key in _BETWEEN or key in ORDINALS or len(key) == 1 or key == "og"):
            return False
    return False


def with_sites(tokens: list[Token]) -> list[Token]:
    """The tokens, each spoken e-mail address or web page made one.

    "mette snabel a eksempel punktum dk", "www punktum jobnet punktum dk", "borger punktum dk".
    """
    if not any(token.key.startswith(_SITE_SIGNS) for token in tokens):
        return tokens
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        after = _after_at_sign(tokens, i)
        domain = _domain(tokens, after) if after and out and out[-1].kind is Kind.WORD else None
        page = None if domain else _page(tokens, i)
        if page:
            out.append(Token(page[0], page[0], Kind.WORD, tokens[i].space))
            i = page[1]
            continue
        if domain is None:
            out.append(tokens[i])
            i += 1
            continue
        start = _local_start(out)
        local = "".join(_JOINTS.get(token.key, token.key) for token in out[start:])
        text = f"{local}@{domain[0]}"
        out[start:] = [Token(text, text, Kind.WORD, out[start].space)]
        i = domain[1]
    return out


def _page(tokens: Sequence[Token], i: int) -> tuple[str, int] | None:
    """A web page: announced by "www", or a name and a top domain that is no word."""
    if at(tokens, i).key != "www" and at(tokens, i + 2).key not in _NO_WORDS:
        return None
    return _domain(tokens, i) if at(tokens, i + 1).key in ("punktum", ".") else None


def _after_at_sign(tokens: Sequence[Token], i: int) -> int:
    """Where the text goes on after "snabel a" at `i`; 0 when it is not said there."""
    if tokens[i].key in ("snabela", "snabel-a"):
        return i + 1
    return i + 2 if tokens[i].key == "snabel" and at(tokens, i + 1).key == "a" else 0


def _domain(tokens: Sequence[Token], i: int) -> tuple[str, int] | None:
    said = ""
    for _ in range(_MOST_LABELS):
        label = at(tokens, i)
        if label.kind is not Kind.WORD:
            return None
        said, i = said + label.key, i + 1
        if "." in said and said.rsplit(".", 1)[-1] in _TOP_DOMAINS:
            return said, i
        joint = _JOINTS.get(at(tokens, i).key)
        if joint is None:
            return None
        said, i = said + joint, i + 1
    return None


def _local_start(out: Sequence[Token]) -> int:
    """Where the name before the sign begins; a stop belongs to it only in an announced address."""
    start = len(out) - 1
    while start > 1 and out[start - 2].kind is Kind.WORD:
        joint = _JOINTS.get(out[start - 1].key)
        if joint is None or (joint == "." and not _is_announced(out, start - 2)):
            break
        start -= 2
    return start


def _is_announced(out: Sequence[Token], i: int) -> bool:
    """Whether an address is to be expected at `i`: "det er aftalt punktum mette" is none."""
    before = [token.key for token in out[max(0, i - _ANNOUNCED_WITHIN) : i]]
    mail = any("mail" in key or "adresse" in key for key in before)
    return not before or before[-1] in ("til", "kolon", ":") or mail
