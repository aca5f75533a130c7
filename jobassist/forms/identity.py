"""CPR, CVR and P-number: what may be required of them, and no more (DOMAIN.md §2.1, 1-2; §8)."""

from datetime import date

_CPR_LENGTH = 10
_P_LENGTH = 10
_REPLACEMENT = 60  # added to the day: a number that cannot be mistaken for a person's
_CENTURIES = (  # by the seventh digit: (last digit of the range, last two-digit year, century)
    (3, 99, 1900),
    (4, 36, 2000),
    (4, 99, 1900),
    (8, 57, 2000),
    (8, 99, 1800),
    (9, 36, 2000),
    (9, 99, 1900),
)


def digits(written: str) -> str:
    """The digits of a number as people write it (spaces and one hyphen between); else ''."""
    bare = written.strip().replace(" ", "").replace("-", "")
    return bare if bare.isascii() and bare.isdigit() else ""


def born_on(cpr: str) -> date | None:
    """The day in ten digits of CPR, a replacement's too; None if there is no such day.

    The century follows from the seventh digit and the year (cpr.dk). Modulus 11 is never asked
    for: numbers without it are issued since 1 October 2007 and are fully valid.
    """
    if len(cpr) != _CPR_LENGTH or not (cpr.isascii() and cpr.isdigit()):
        return None
    day, month, year, seventh = int(cpr[:2]), int(cpr[2:4]), int(cpr[4:6]), int(cpr[6])
    if day > _REPLACEMENT:
        day -= _REPLACEMENT
    try:
        return date(_century(seventh, year) + year, month, day)
    except ValueError:
        return None


def is_replacement(cpr: str) -> bool:
    """Whether it is a replacement number of a test person: the day is 61 to 91."""
    return cpr[:2].isdigit() and int(cpr[:2]) > _REPLACEMENT


def cpr_fault(cpr: str, *, replacement: bool) -> str | None:
    """What is wrong with a CPR number, as a code; None if nothing is.

    `replacement`: numbers of test persons are allowed.
    """
    if len(cpr) != _CPR_LENGTH:
        return "form.cpr_length"
    if is_replacement(cpr) and not replacement:
        return "form.cpr_replacement"
    return None if born_on(cpr) else "form.cpr_date"


def cvr_fault(cvr: str) -> str | None:
    """Eight digits with a check digit, modulus 11 by weights 2 7 6 5 4 3 2 1."""
    from stdnum.dk import cvr as register

    return None if register.is_valid(cvr) else "form.cvr"


def p_number_fault(number: str) -> str | None:
    """Ten digits and nothing more: a series was issued with wrong weights."""
    return None if len(number) == _P_LENGTH and number.isdigit() else "form.p_number"


def _century(seventh: int, year: int) -> int:
    for last_digit, last_year, century in _CENTURIES:
        if seventh <= last_digit and year <= last_year:
            return century
    raise ValueError(seventh)
