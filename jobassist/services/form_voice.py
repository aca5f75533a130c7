"""What was spoken into a field of a form, as the field is filled in.

Numbers, dates and hours come from dictation in written form already ("3. november 2026",
"30 timer"); here the full stop of a sentence goes, choices are found by what they are called, and
"fra ... til ..." becomes a period. What fits nothing is returned as it was said: the field then
tells why it cannot hold it, and no word is lost.
"""

import re
from collections.abc import Callable
from typing import Any

from rapidfuzz import fuzz

from jobassist.forms.definition import Choice, Field, FieldType

_END = ".,;:!? "
_SURE = 80.0  # of 100: a choice that is less like what was said is not taken
_PERIOD = re.compile(r"(?:fra\s+)?(?:den\s+)?(.+?)\s+(?:til|frem til|-)\s+(?:den\s+)?(.+)", re.I)
_NUMBER = re.compile(r"-?\d[\d.,]*")
_LEAST_OF_A_NAME = 4  # letters; fewer are found in any name
_TEXTS = {FieldType.TEXT, FieldType.LONG_TEXT, FieldType.COMPANY, FieldType.CITIZEN}
_YES = ("ja", "jo", "rigtigt", "det er rigtigt", "det erklærer jeg")
_NO = ("nej", "ikke", "det er der ikke")


def is_text(field: Field) -> bool:
    """Whether what is spoken is written on in the field, as in a note."""
    return field.type in _TEXTS


def spoken(field: Field, said: str) -> Any:
    """The value that was said, for `forms.fill`. For fields that are not text."""
    words = said.strip().strip(_END)
    read = _READERS.get(field.type)
    return read(field, words) if read else words


def _period(_field: Field, words: str) -> dict[str, str]:
    found = _PERIOD.fullmatch(words)
    return {"fra": _day(found[1]), "til": _day(found[2])} if found else {"fra": _day(words)}


def _choices(field: Field, words: str) -> list[str] | str:
    chosen = _choice(field.choices, words)
    return [chosen] if chosen else words


def _yes_no(_field: Field, words: str) -> bool | str:
    first = words.casefold()
    return True if first.startswith(_YES) else False if first.startswith(_NO) else words


def _number(_field: Field, words: str) -> str:
    found = _NUMBER.search(words)
    return found[0].rstrip(".,") if found else words


def _without_spaces(_field: Field, words: str) -> str:
    return re.sub(r"\s", "", words)


def _day(words: str) -> str:
    return re.sub(r"^(?:den|d\.)\s+", "", words.strip().strip(_END), flags=re.I)


def _choice(choices: tuple[Choice, ...], said: str) -> str | None:
    """The choice that is called so: by the whole of its name, or the best likeness of a part."""
    heard = said.casefold()
    best, likeness = None, _SURE
    for one in choices:
        for name in (one.words.da, one.words.en):
            alike = max(
                fuzz.ratio(heard, name.casefold()),
                fuzz.partial_ratio(heard, name.casefold()) - 5
                if len(heard) >= _LEAST_OF_A_NAME
                else 0,
            )
            if alike > likeness:
                best, likeness = one.code, alike
    return best


_READERS: dict[FieldType, Callable[[Field, str], Any]] = {
    FieldType.PERIOD: _period,
    FieldType.CHOICE: lambda field, words: _choice(field.choices, words) or words,
    FieldType.CHOICES: _choices,
    FieldType.YES_NO: _yes_no,
    FieldType.DECLARATION: _yes_no,
    FieldType.DATE: lambda _field, words: _day(words),
    FieldType.NUMBER: _number,
    FieldType.CPR: _without_spaces,
    FieldType.CVR: _without_spaces,
    FieldType.P_NUMBER: _without_spaces,
    FieldType.PHONE: _without_spaces,
}
