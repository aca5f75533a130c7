"""The small language of standard texts, and the blanks it leaves in a note.

`{group.name}` is filled from data, `{udfyld.name}` is a blank to fill, `{valg.name|a|b}` is a
choice that must be made (an option may hold fields), `{standard.name}` inserts another text.
`{hvis.group.name|a|b}` writes `a` when the field has a value and `b`, if given, when it has none;
`{hvis.group.name=x,y|a|b}` when the value is one of those. Nothing is ever evaluated.

What stays open is written as a visible mark that survives in plain text: `[…name…]` for a blank,
`[vælg: a | b]` for a choice.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from jobassist.errors import UserError

_NAME = re.compile(r"[a-zæøå]\w*\.\w[\w.]{0,199}")
_FIELD = re.compile(r"\{" + _NAME.pattern + r"[=|}]")
_OPENING, _CLOSING, _CHOOSE = "[…", "…]", "[vælg: "
_BLANK = re.compile(r"\[…([^\[\]…\n]+)…\]")
_BETWEEN = " | "
_DEEPEST = 8
_LEAST_OPTIONS = 2
_WANTED = re.compile(r"=([^={}|\n]+)")
_CONDITION = "hvis."


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a template. `options` are the templates of a choice or condition, else empty.

    A condition's `name` is the field it asks about; `wanted` are the values it asks for, if any.
    """

    name: str
    options: tuple["Template", ...] = ()
    is_condition: bool = False
    wanted: tuple[str, ...] = ()


Template = tuple[str | Field, ...]
"""Plain text and fields, in order."""


@dataclass(frozen=True, slots=True)
class Blank:
    """An open place: `text[start:end]`. `choices` is empty unless it is a choice."""

    start: int
    end: int
    name: str
    choices: tuple[str, ...] = ()


def fields_left(text: str) -> int:
    """How many fields stand in a text as they were typed or pasted, never written out."""
    return len(_FIELD.findall(text))


@lru_cache(maxsize=2048)
def parse(text: str) -> Template:
    """Read a template. Raises: UserError `phrase.broken` with `line` and `column` (from 1)."""
    template, end = _parts(text, 0, 0)
    if end < len(text):
        raise _broken(text, end)
    return template


def _parts(text: str, start: int, depth: int) -> tuple[Template, int]:
    """The parts from `start` to the sign that ends them (outside a field: the end)."""
    parts: list[str | Field] = []
    stops = re.compile(r"[{}|]" if depth else r"[{}]")
    while True:
        found = stops.search(text, start)
        end = found.start() if found else len(text)
        if end > start:
            parts.append(text[start:end])
        if found is None or found[0] != "{":
            return tuple(parts), end
        field, start = _field(text, end, depth)
        parts.append(field)


def _field(text: str, opening: int, depth: int) -> tuple[Field, int]:
    name = _NAME.match(text, opening + 1)
    if name is None or depth >= _DEEPEST:
        raise _broken(text, opening)
    options: list[Template] = []
    end = name.end()
    is_condition = name[0].startswith(_CONDITION)
    wanted = _WANTED.match(text, end) if is_condition else None
    end = wanted.end() if wanted else end
    while text[end : end + 1] == "|":
        option, end = _parts(text, end + 1, depth + 1)
        options.append(option)
    if text[end : end + 1] != "}" or not _complete(name[0], len(options)):
        raise _broken(text, opening)
    values = tuple(v.strip().lower() for v in wanted[1].split(",")) if wanted else ()
    asked = name[0].removeprefix(_CONDITION) if is_condition else name[0]
    return Field(asked, tuple(options), is_condition, values), end + 1


def _complete(name: str, options: int) -> bool:
    if name.startswith(_CONDITION):
        return 1 <= options <= _LEAST_OPTIONS and bool(_NAME.fullmatch(name, len(_CONDITION)))
    return options >= _LEAST_OPTIONS if name.startswith("valg.") else not options


def _broken(text: str, place: int) -> UserError:
    line = text.count("\n", 0, place) + 1
    column = place - (text.rfind("\n", 0, place) + 1) + 1
    return UserError("phrase.broken", line=line, column=column)


def blank_mark(name: str) -> str:
    """The mark of a blank: `udfyld.aarsag` reads […årsag…]."""
    label = name.removeprefix("udfyld.").replace(".", " ").replace("_", " ")
    for ascii_, letter in (("ae", "æ"), ("oe", "ø"), ("aa", "å")):
        label = label.replace(ascii_, letter)
    return f"{_OPENING}{label}{_CLOSING}"


def choice_mark(options: Sequence[str]) -> str:
    """The mark of an open choice."""
    return _CHOOSE + _BETWEEN.join(" ".join(option.split()) for option in options) + "]"


def blanks(text: str) -> list[Blank]:
    """The open blanks and choices of a text, in order; those inside a choice are not listed."""
    found: list[Blank] = []
    place = 0
    while (start := text.find("[", place)) >= 0:
        blank = _choice_at(text, start) or _blank_at(text, start)
        if blank:
            found.append(blank)
        place = blank.end if blank else start + 1
    return found


def fill(text: str, blank: Blank, value: str) -> str:
    """The text with `value` in the blank's place. The other blanks must be looked up anew."""
    return text[: blank.start] + value + text[blank.end :]


def _blank_at(text: str, start: int) -> Blank | None:
    found = _BLANK.match(text, start)
    return Blank(start, found.end(), found[1]) if found else None


def _choice_at(text: str, start: int) -> Blank | None:
    if not text.startswith(_CHOOSE, start):
        return None
    depth = 0
    for end in range(start, len(text)):
        if text[end] == "\n":
            return None
        depth += {"[": 1, "]": -1}.get(text[end], 0)
        if depth == 0:
            choices = _options(text[start + len(_CHOOSE) : end])
            return Blank(start, end + 1, "vælg", choices) if len(choices) > 1 else None
    return None


def _options(inside: str) -> tuple[str, ...]:
    """The options of a choice; a choice inside an option keeps its own bars."""
    options, depth, start = [], 0, 0
    for place, sign in enumerate(inside):
        depth += {"[": 1, "]": -1}.get(sign, 0)
        if depth == 0 and inside.startswith(_BETWEEN, place):
            options.append(inside[start:place])
            start = place + len(_BETWEEN)
    return (*options, inside[start:])
