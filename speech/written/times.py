"""Clock times: "klokken ni tredive", "kvart over ti", "fem minutter i halv ti", and ranges."""

import re
from collections.abc import Sequence

from speech.written.numbers import ARTICLES, ONE_DIGIT, Number, whole_at
from speech.written.tokens import Kind, Match, Piece, Token, at, word
from speech.written.units import UNITS
from speech.written.vocabulary import words

_WRITTEN = re.compile(r"([01]?\d|2[0-4])[.:]([0-5]\d)(?:[.:]00)?")
_RUN_TOGETHER = re.compile(r"(0\d|[1-9]|1\d|2[0-3])([0-5]\d)")
_NAMES = ("kl.", "kl", "klokken")
_ABOUT = frozenset(("cirka", "ca", "ca.", "omkring", "omtrent", "senest", "tidligst"))
_STEPS = frozenset((5, 10, 20, 25))
_LAST_HOUR, _HOUR = 24, 60
_COUNTED = frozenset(words("personer medarbejdere kandidater deltagere stillinger ansatte borgere"))
_BEFORE_RANGE = frozenset(
    words(
        "fra mellem tidsrummet mandag tirsdag onsdag torsdag fredag lørdag søndag hverdage dagligt"
    )
)
Clock = tuple[str, int]
"""A time as written, and where the text goes on."""


def clock_rule(tokens: Sequence[Token], i: int) -> Match | None:
    """A time after "klokken", "kl." or "mellem klokken", with the end of a range."""
    if at(tokens, i + 1).key == "er":
        return _telling(tokens, i)
    about = at(tokens, i + 1).key in _ABOUT
    first = _any_clock(tokens, i + 1 + about)
    if first is None:
        return None
    said = [word("kl.", space=tokens[i].space)]
    said += [word(tokens[i + 1].text, stop=tokens[i + 1].text.endswith("."))] * about
    return _range(tokens, first, [*said, word(first[0])])


def _telling(tokens: Sequence[Token], i: int) -> Match | None:
    """Here "klokken er kvart i ni" tells the time; "klokken er ti" stays in words."""
    time = _any_clock(tokens, i + 2)
    if time is None or "." not in time[0]:
        return None
    said = [word(tokens[i].text, space=tokens[i].space), word(tokens[i + 1].text)]
    return time[1], [*said, word(time[0])]


def range_rule(tokens: Sequence[Token], i: int) -> Match | None:
    """Here "fra ti til kvart i elleve" and "fra ni til tolv tredive": the end shows a time."""
    if at(tokens, i - 1).key not in _BEFORE_RANGE or at(tokens, i + 1).key not in ("til", "og"):
        return None
    hour = _said_hour(tokens, i)
    end = _any_clock(tokens, i + 2)
    if hour is None or hour[1] != i + 1 or end is None or "." not in end[0]:
        return None
    if tokens[i + 2].key[0].isdecimal() or not _free(tokens, end[1]):
        return None
    out = [word("kl.", space=tokens[i].space), word(hour[0])]
    return end[1], [*out, word(tokens[i + 1].text), word(end[0])]


def relative_rule(tokens: Sequence[Token], i: int) -> Match | None:
    """A time that needs no "klokken": "kvart over ti", "halv ti", "ti minutter over ni"."""
    time = _relative(tokens, i)
    if time is None:
        return None
    before = at(tokens, i - 1).key
    prefix = [] if before in _NAMES or _told(tokens, i) else [word("kl.", space=tokens[i].space)]
    return _range(tokens, time, [*prefix, word(time[0])])


def _told(tokens: Sequence[Token], i: int) -> bool:
    """Whether the sentence tells the time: "klokken er cirka halv ti", "den er halv ti"."""
    if at(tokens, i - 1).key == "er" and at(tokens, i - 2).key == "den":
        return True
    return at(tokens, i - 2).key == "er" and at(tokens, i - 3).key == "klokken"


def _range(tokens: Sequence[Token], first: Clock, out: list[Piece]) -> Match:
    link = at(tokens, first[1])
    if link.key in ("til", "og", "eller") and link.kind is Kind.WORD:
        second = _relative(tokens, first[1] + 1) or _hour(tokens, first[1] + 1)
        if second and ("." in second[0] or _free(tokens, second[1])):
            return second[1], [*out, word(link.text), word(second[0])]
    return first[1], out


def _free(tokens: Sequence[Token], i: int) -> bool:
    """Whether what precedes `i` counts nothing: "klokken ti og tre personer" is no range."""
    token = at(tokens, i)
    return token.kind is not Kind.WORD or token.key in _MAY_FOLLOW


_MAY_FOLLOW = frozenset(
    words(
        """
        om den på i hver alle samt hos og med af fra ved hvor da punktum komma ny nyt
        mandag tirsdag onsdag torsdag fredag parentes kolon semikolon spørgsmålstegn
        udråbstegn samt eller er
        """
    )
)


def _any_clock(tokens: Sequence[Token], i: int) -> Clock | None:
    return _relative(tokens, i) or _hour(tokens, i)


def _hour(tokens: Sequence[Token], i: int) -> Clock | None:
    token = at(tokens, i)
    if written := _WRITTEN.fullmatch(token.key):
        return f"{int(written[1])}.{written[2]}", i + 1
    if together := _RUN_TOGETHER.fullmatch(token.key):
        return f"{int(together[1])}.{together[2]}", i + 1
    if token.key == "nul" and (ones := whole_at(tokens, i + 1)) and ones.value in ONE_DIGIT:
        i += 1  # "nul otte tredive"
    return _said_hour(tokens, i)


def _said_hour(tokens: Sequence[Token], i: int) -> Clock | None:
    """An hour in words, with its minutes."""
    hour = whole_at(tokens, i)
    if hour is None:
        return None
    if hour.value > _LAST_HOUR and hour.next == i + 3:  # "ni og tredive" after "klokken"
        hour = whole_at(tokens[: i + 1], i)
        minute = whole_at(tokens, i + 2)
        if hour and minute and minute.value < _HOUR:
            return f"{hour.value}.{minute.value:02}", minute.next
    if hour is None or hour.value > _LAST_HOUR:
        return None
    minutes = _minutes(tokens, hour.next)
    if minutes:
        return f"{hour.value}.{minutes.value:02}", minutes.next
    return str(hour.value), hour.next


def _minutes(tokens: Sequence[Token], i: int) -> Number | None:
    """Minutes after the hour: "tredive", "nul fem", "nul nul"."""
    if at(tokens, i).key in ("nul", "0"):
        ones = whole_at(tokens, i + 1)
        return ones if ones and ones.value in ONE_DIGIT else None
    minutes = whole_at(tokens, i)
    if minutes is None or minutes.value in ONE_DIGIT or minutes.value >= _HOUR:
        return None
    after = at(tokens, minutes.next).key
    return None if after in UNITS or after in _COUNTED else minutes


def _relative(tokens: Sequence[Token], i: int) -> Clock | None:
    key = at(tokens, i).key
    if key == "halv":
        return _clock(tokens, i + 1, -30)
    if key in ("kvart", "kvarter"):
        return _around(tokens, i + 1, 15)
    if key == "et" and at(tokens, i + 1).key == "kvarter":
        return _around(tokens, i + 2, 15)
    count = whole_at(tokens, i)
    if count is None or not 1 <= count.value < _HOUR // 2:
        return None
    if at(tokens, count.next).key in ("minutter", "minut", "min."):
        return _around(tokens, count.next + 1, count.value)
    time = _around(tokens, count.next, count.value) if count.value in _STEPS else None
    announced = at(tokens, i - 1).key in _NAMES
    return time if time and (announced or _free(tokens, time[1])) else None  # "ti i to hold"


def _around(tokens: Sequence[Token], i: int, minutes: int) -> Clock | None:
    sign = {"over": 1, "i": -1}.get(at(tokens, i).key)
    if sign is None:
        return None
    if at(tokens, i + 1).key == "halv":
        return _clock(tokens, i + 2, sign * minutes - 30)
    article = at(tokens, i + 1).key in ARTICLES
    if sign < 0 and article and not _free(tokens, i + 2):
        return None  # "fem i et møde"
    return _clock(tokens, i + 1, sign * minutes)


def _clock(tokens: Sequence[Token], i: int, offset: int) -> Clock | None:
    """The hour at `i`, moved by `offset` minutes."""
    hour = whole_at(tokens, i)
    if hour is None or not 1 <= hour.value <= _LAST_HOUR or hour.next != i + 1:
        return None
    after = at(tokens, hour.next).key
    if after in UNITS or after in _COUNTED or after in ("hundrede", "tusind"):
        return None
    spoken = 13 if hour.value == 1 and offset < 0 else hour.value  # "halv et" is 12.30
    moment = (spoken * _HOUR + offset) % (_LAST_HOUR * _HOUR)
    return f"{moment // _HOUR}.{moment % _HOUR:02}", hour.next
