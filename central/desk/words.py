"""The pages' words in Danish and English: `resources/desk/words.toml`."""

import tomllib
from datetime import datetime
from functools import cache
from importlib import resources

from central.access import DENMARK

LANGUAGES = ("da", "en")


class Words:
    """The words of one language; an unknown key is a bug and raises KeyError."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._index = LANGUAGES.index(language)

    def __call__(self, key: str, **values: object) -> str:
        """The text, with its values."""
        return catalogue()[key][self._index].format(**values)

    def state(self, group: str, value: str) -> str:
        """The word for a stored state or role; the value itself where there is none."""
        found = catalogue().get(f"{group}.{value}")
        return found[self._index] if found else value

    def time(self, stamp: str | None) -> str:
        """A stored instant as Danish civil time; a dash for none."""
        if not stamp:
            return "–"
        return datetime.fromisoformat(stamp).astimezone(DENMARK).strftime("%d.%m.%Y %H.%M")

    def day(self, day: str) -> str:
        """A stored day as Danes write it; nothing for none."""
        return ".".join(reversed(day.split("-"))) if day else ""


@cache
def catalogue() -> dict[str, tuple[str, str]]:
    """Every text: `{key: (Danish, English)}`."""
    file = resources.files("resources").joinpath("desk", "words.toml")
    said = tomllib.loads(file.read_text(encoding="utf-8"))
    return {
        f"{group}.{key}": (pair[0], pair[1])
        for group, texts in said.items()
        for key, pair in texts.items()
    }
