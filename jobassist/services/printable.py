"""Text as our documents can show it: PDF/A forbids a character that no font has.

The fonts that Typst carries have Latin, Greek, Cyrillic, Hebrew, basic Arabic and many signs, not
Chinese or pictures. What they lack is written in brackets, a sign by its name, `[canoe]`, anything
else by its code point, `[U+4F60]`: visible, and never a reason that a form cannot be sealed or a
letter sent. What has no look of its own (controls,
marks of direction, joiners) is left out; accents are composed with their letter. Typst is given
nothing it was not tried with: on some characters that it lacks it does not fail but panics.
"""

import re
import unicodedata
from functools import cache
from importlib import resources
from typing import Any

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SILENT = ("Cc", "Cf", "Cs")


def printable(text: str) -> str:
    """The text with only what can be shown, lines ended by a newline."""
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text).replace("\t", " "))
    return _unshown().sub(lambda found: _instead(found[0]), text)


def printable_data(data: Any) -> Any:
    """The same for every text in lists and dictionaries; keys and other values stay."""
    if isinstance(data, str):
        return printable(data)
    if isinstance(data, list | tuple):
        return [printable_data(one) for one in data]
    if isinstance(data, dict):
        return {key: printable_data(value) for key, value in data.items()}
    return data


def _instead(character: str) -> str:
    kind = unicodedata.category(character)
    if kind in _SILENT:
        return ""
    name = unicodedata.name(character, "").lower() if kind[0] == "S" else ""
    return f"[{name or f'U+{ord(character):04X}'}]"


@cache
def _unshown() -> re.Pattern[str]:
    lines = resources.files("resources.letters").joinpath("characters.txt").read_text("ascii")
    ends = [line.split("-") for line in lines.splitlines() if not line.startswith("#")]
    shown = "".join(f"{chr(int(first, 16))}-{chr(int(last, 16))}" for first, last in ends)
    return re.compile(f"[^\n{shown}]")
