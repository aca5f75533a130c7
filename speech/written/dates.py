"""Dates in every spoken shape: "den tredje november", "den fjerde i ellevte to tusind …"."""

from collections.abc import Sequence

from speech.written.numbers import ONE_DIGIT, SMALL, TWO_DIGITS, Number, ordinal_at, whole_at
from speech.written.tokens import Kind, Match, Piece, Token, at, word
from speech.written.units import UNITS
from speech.written.vocabulary import words

MONTHS = words(
    """
        januar februar marts april maj juni juli august september oktober november
        december
        """
)
WEEKDAYS = frozenset(words("mandag tirsdag onsdag torsdag fredag lørdag søndag"))
_LAST_DAY, _MONTHS_A_YEAR = 31, 12
_CENTURIES = {"tyve": 20, "nitten": 19, "20": 20, "19": 19}
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_YEAR_FOLLOWS = frozenset(
    words(
        """
        i år året siden inden fra til efter før sommeren efteråret foråret vinteren
        udgangen årsskiftet starten slutningen begyndelsen midten årene primo medio
        ultimo omkring født årgang
        """
    )
)
_AFTER_NUMERIC = frozenset(
    words(
        """
        klokken kl kl. og til men hvor hos på i om med for da som fra ved er blev kan
        skal har punktum komma ny nyt kolon parentes spørgsmålstegn
        """
    )
)
_COUNTED_BY_ORDINAL = frozenset(
    words(
        """
        kvartal halvår række rang omgang fase gruppe klasse del halvdel runde uge måned
        sal instans forsøg afsnit kapitel linje kolonne etape periode
        """
    )
)
"""Nouns that take the second ordinal: "den tredje i første kvartal" is no date."""
_BIRTH_YEARS_FROM = 40  # "den fjerde i ellevte femogfirs" is 1985, "… seksogtyve" is 2026


def year_at(tokens: Sequence[Token], i: int) -> Number | None:
    """The year that begins at `i`: "to tusind seksogtyve", "tyve seksogtyve", "2026"."""
    century = _CENTURIES.get(at(tokens, i).key)
    if century and at(tokens, i + 1).key in SMALL:
        rest = whole_at(tokens, i + 1)
        if rest and rest.value in TWO_DIGITS and at(tokens, rest.next).key not in UNITS:
            return Number(century * 100 + rest.value, rest.next)
        ones = whole_at(tokens, i + 2) if at(tokens, i + 1).key == "nul" else None
        if ones and ones.value in ONE_DIGIT:
            return Number(century * 100 + ones.value, ones.next)
    year = whole_at(tokens, i)
    if year and _FIRST_YEAR <= year.value <= _LAST_YEAR and "." not in at(tokens, i).key:
        return year
    return None


def day_rule(tokens: Sequence[Token], i: int) -> Match | None:
    """A day with its month, or a day that shares the month of a later one."""
    day = ordinal_at(tokens, i)
    if day is None or not 1 <= day.value <= _LAST_DAY:
        return None
    month = at(tokens, day.next)
    if month.key in MONTHS:
        return _with_month(tokens, i, day)
    if _named(tokens, i):
        return _numeric(tokens, i, day) or _shared_month(tokens, i, day)
    if _goes_on(tokens, i):
        return _shared_month(tokens, i, day)
    last = ordinal_at(tokens, day.next + 1) if month.key == "til" else None
    if last and at(tokens, last.next).key in MONTHS and not tokens[i].key[0].isdecimal():
        return day.next, [word(f"{day.value}.", space=tokens[i].space)]
    return None


def month_rule(tokens: Sequence[Token], i: int) -> Match | None:
    """A month with its year: "juni to tusind syvogtyve"."""
    year = year_at(tokens, i + 1)
    if year is None:
        return None
    return year.next, [word(tokens[i].text, space=tokens[i].space), word(str(year.value))]


def per_rule(tokens: Sequence[Token], i: int) -> Match | None:
    """Here "per første januar" is pr. 1. januar."""
    day = ordinal_at(tokens, i + 1)
    if day is None or at(tokens, day.next).key not in MONTHS:
        return None
    end, pieces = _with_month(tokens, i + 1, day)
    return end, [word("pr.", stop=True, space=tokens[i].space), *pieces]


def year_rule(tokens: Sequence[Token], i: int) -> Match | None:
    """A year where a year is expected: "i to tusind seksogtyve"."""
    before = at(tokens, i - 1).key
    of_number = before == "af" and whole_at(tokens, i - 2) is not None  # "lov nummer ti af …"
    if before not in _YEAR_FOLLOWS and before not in MONTHS and not of_number:
        return None
    year = year_at(tokens, i)
    if year is None:
        return None
    after = at(tokens, year.next)
    if after.key in UNITS or (
        after.key in ("til", "og", "eller")
        and before == "fra"
        and not year_at(tokens, year.next + 1)
    ):
        return None
    return year.next, [word(str(year.value), space=tokens[i].space)]


def _named(tokens: Sequence[Token], i: int) -> bool:
    before = at(tokens, i - 1).key
    return before in ("den", "d", "d.") or before in WEEKDAYS


def _goes_on(tokens: Sequence[Token], i: int) -> bool:
    """Whether a list of days was begun before `i`: "den ottende, niende og …"."""
    while at(tokens, i - 1).key in ("komma", ",", "og") and ordinal_at(tokens, i - 2):
        i -= 2
        if _named(tokens, i):
            return True
    return False


def _with_month(tokens: Sequence[Token], i: int, day: Number) -> Match:
    out = [word(f"{day.value}.", space=tokens[i].space), word(tokens[day.next].key)]
    year = year_at(tokens, day.next + 1)
    if year is None:
        return day.next + 1, out
    return year.next, [*out, word(str(year.value))]


def _numeric(tokens: Sequence[Token], i: int, day: Number) -> Match | None:
    """Here "den fjerde i ellevte to tusind seksogtyve" is 4.11.2026; without a year 4.11."""
    joined = day.next + (at(tokens, day.next).key == "i")
    month = ordinal_at(tokens, joined)
    if month is None or not 1 <= month.value <= _MONTHS_A_YEAR or at(tokens, i).key.isdecimal():
        return None
    space = tokens[i].space
    year = year_at(tokens, month.next) or _short_year(tokens, month.next)
    if year:
        return year.next, [word(f"{day.value}.{month.value}.{year.value}", space=space)]
    after = at(tokens, month.next)
    if after.key in _COUNTED_BY_ORDINAL or (joined == day.next and not _closes(after)):
        return None
    return month.next, [word(f"{day.value}.{month.value}.", stop=True, space=space)]


def _closes(token: Token) -> bool:
    """Whether a date without "i" and year may end before `token`: "den fjerde ellevte"."""
    return token.kind is not Kind.WORD or token.key in _AFTER_NUMERIC


def _short_year(tokens: Sequence[Token], i: int) -> Number | None:
    year = whole_at(tokens, i)
    if year is None or year.value not in TWO_DIGITS or at(tokens, year.next).key in UNITS:
        return None
    century = 1900 if year.value >= _BIRTH_YEARS_FROM else 2000
    return Number(century + year.value, year.next)


def _shared_month(tokens: Sequence[Token], i: int, day: Number) -> Match | None:
    """Here "fra den første til den femtende november": the first day is a date too."""
    space = tokens[i].space
    pieces: list[Piece] = [word(f"{day.value}.", space=space)]
    if at(tokens, i).key.endswith("."):
        return None
    j = day.next
    while at(tokens, j).key in ("til", "og", "med", "eller", "komma", "den", "samt", ",", "fra"):
        j += 1
        other = ordinal_at(tokens, j)
        if other is None:
            continue
        if at(tokens, other.next).key in MONTHS:
            return day.next, pieces
        j = other.next
    weekday = at(tokens, i - 1).key in WEEKDAYS or at(tokens, i - 2).key in WEEKDAYS
    alone = weekday and _closes(at(tokens, day.next))
    if (alone or day.value > _MONTHS_A_YEAR) and at(tokens, j).key not in MONTHS:
        return day.next, [word(f"{day.value}.", stop=True, space=space)]
    return None
