"""Numbers that are names: CPR, CVR, P-number, telephone and other strings of digits."""

from collections.abc import Sequence

from speech.written.numbers import HUNDRED, SMALL, whole_at
from speech.written.tokens import Kind, Match, Piece, Token, at, word
from speech.written.units import UNITS
from speech.written.vocabulary import words

_LOOK_BACK = 5
_LEAST_DIGITS, _LEAST_PARTS_ALONE, _LEAST_DIGITS_ALONE = 4, 4, 6
_LEAST_GROUPS, _GROUP_DIGITS = 3, (2, 3, 4)
_CPR_DIGITS, _PHONE_DIGITS, _ABROAD_DIGITS = 10, 8, range(10, 13)
_CATEGORIES = frozenset(words("a b c d e be ce de"))
_LICENCES = frozenset("bcd")
_LETTER_WORDS = frozenset(words("kasse kassen mail mailen boks"))
_HYPHENS = frozenset(("bindestreg", "streg", "minus", "-"))
_CPR, _PHONE, _PLAIN = "cpr", "telefon", "plain"
_NAMES = {
    **dict.fromkeys(("cpr", "cpr-nummer", "cprnummer", "personnummer", "cpr-nummeret"), _CPR),
    **dict.fromkeys(
        words(
            """
        telefon telefonnummer telefonnummeret telefonen mobil mobilnummer mobilnummeret
        mobilen tlf tlf. mobiltelefon direkte telefonisk ring ringe nås træffes
        """
        ),
        _PHONE,
    ),
    **dict.fromkeys(
        words(
            """
        cvr cvr-nummer cvr-nummeret cvrnummer p p-nummer p-nummeret pnummer
        produktionsenhed faktura fakturanummer sagsnummer journalnummer kontonummer
        registreringsnummer
        postnummer kode koden ean journal sags konto post medlems ordre sagsnummeret
        journalnummeret medlemsnummer ordrenummer
        """
        ),
        _PLAIN,
    ),
}
_BETWEEN = frozenset(words("nummer nummeret nr nr. er på og til det hedder lyder med : ,"))


def digits_rule(tokens: Sequence[Token], i: int) -> Match | None:
    """A string of digits, said one by one or in pairs."""
    sort = _sort(tokens, i)
    if dotted := _dotted(tokens, i):
        return dotted[1], [word(dotted[0], space=tokens[i].space)]
    parts, hyphen, j = collect(tokens, i)
    digits = "".join(parts)
    if sort is None:
        if len(parts) < _LEAST_PARTS_ALONE or len(digits) < _LEAST_DIGITS_ALONE:
            return None
        if at(tokens, j).key in UNITS:
            return None
    elif len(parts) == 1 or len(digits) < _LEAST_DIGITS:
        return None
    pairs = len(parts) == _PHONE_DIGITS // 2 and all(len(part) == len("28") for part in parts)
    if sort is None and pairs:
        sort = _PHONE  # nobody says another number in four pairs without its name
    return j, [word(_shape(digits, hyphen, sort), space=tokens[i].space)]


def is_long(tokens: Sequence[Token], i: int) -> bool:
    """Whether a string of digits begins at `i` that nobody would say as one number."""
    parts, _, _ = collect(tokens, i)
    spelled = len(parts) >= _LEAST_PARTS_ALONE or at(tokens, i).key.isdecimal()
    return spelled and len("".join(parts)) >= _LEAST_DIGITS_ALONE


def spelled_out(tokens: Sequence[Token], i: int) -> tuple[str, int] | None:
    """The number after "nummer" that was said digit by digit, and where the text goes on."""
    parts, hyphen, j = collect(tokens, i)
    return ("".join(parts), j) if len(parts) >= _LEAST_PARTS_ALONE and not hyphen else None


def _dotted(tokens: Sequence[Token], i: int) -> tuple[str, int] | None:
    """A number in groups: "femten punktum sytten punktum nul seks" is 15.17.06."""
    groups: list[str] = []
    j = i
    while True:
        parts, hyphen, after = collect(tokens, j)
        if hyphen or len("".join(parts)) not in _GROUP_DIGITS:
            break
        groups.append("".join(parts))
        j = after
        if at(tokens, j).key != "punktum" or not _is_part(at(tokens, j + 1).key):
            break
        j += 1
    return (".".join(groups), j) if len(groups) >= _LEAST_GROUPS else None


def licence_rule(tokens: Sequence[Token], i: int) -> Match | None:
    """Here "kørekort b" is kørekort B."""
    return category_rule(tokens, i) if at(tokens, i + 1).key in _LICENCES else None


def category_rule(tokens: Sequence[Token], i: int) -> Match | None:
    """The letters of "kategori c og d" and "kategori b, c e"."""
    out: list[Piece] = [word(tokens[i].text, space=tokens[i].space)]
    j, link = i + 1, 0
    while (letter := at(tokens, j + link)).key in _CATEGORIES:
        trailer = at(tokens, j + link + 1).key == "e"
        after = at(tokens, j + link + 1 + trailer).key
        if after in _LETTER_WORDS:
            break
        if link:
            out.append(_link(tokens[j]))
        out.append(word(letter.key.upper() + "E" * trailer))
        j += link + 1 + trailer
        link = int(at(tokens, j).key in ("og", "eller", "komma", ","))
    return (j, out) if len(out) > 1 else None


def _link(token: Token) -> Piece:
    mark = token.key in ("komma", ",")
    return Piece(",", Kind.MARK, False) if mark else word(token.text)


def _sort(tokens: Sequence[Token], i: int) -> str | None:
    """Which kind of number is announced before `i`, if any."""
    for back in range(i - 1, max(-1, i - 1 - _LOOK_BACK), -1):
        key = tokens[back].key
        if key in _NAMES:
            return _NAMES[key]
        if key not in _BETWEEN:
            return None
    return None


def collect(tokens: Sequence[Token], i: int) -> tuple[list[str], int, int]:
    """The digits from `i`, where a hyphen was said (0: nowhere), and where the text goes on."""
    parts: list[str] = []
    hyphen, j = 0, i
    while j < len(tokens):
        key = tokens[j].key
        if key in _HYPHENS and parts and not hyphen and _is_part(at(tokens, j + 1).key):
            hyphen, j = len("".join(parts)), j + 1
            continue
        if not _is_part(key):
            break
        number = whole_at(tokens, j)
        value = whole_at(tokens[: j + 1], j)  # "ni og" stays apart from what follows
        if value is None or number is None:
            break
        if number.next > j + 1 and at(tokens, j + 1).key in ("hundrede", "tusind", "tusinde"):
            break
        whole = number if number.value < HUNDRED else value
        parts.append(key if key.isdecimal() else str(whole.value))
        j = j + 1 if key.isdecimal() else whole.next
    return parts, hyphen, j


def _is_part(key: str) -> bool:
    return key in SMALL or (key.isdecimal() and key.isascii())


def country_rule(tokens: Sequence[Token], i: int) -> Match | None:
    """A telephone number with its country: "plus femogfyrre tolv …" is +45 12 …."""
    parts, hyphen, j = collect(tokens, i + 1)
    digits = "".join(parts)
    if hyphen or len(digits) not in _ABROAD_DIGITS:
        return None
    return j, [word(f"+{_in_pairs(digits)}", space=tokens[i].space)]


def _in_pairs(digits: str) -> str:
    return " ".join(digits[k : k + 2] for k in range(0, len(digits), 2))


def _shape(digits: str, hyphen: int, sort: str | None) -> str:
    if sort == _CPR and len(digits) == _CPR_DIGITS:
        hyphen = 6
    if sort == _PHONE and len(digits) == _PHONE_DIGITS and not hyphen:
        return _in_pairs(digits)
    return f"{digits[:hyphen]}-{digits[hyphen:]}" if hyphen else digits
