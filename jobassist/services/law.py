"""What the law calls it on a day: references and target groups, from dated data."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

FIELD = "{lov.henvisning}"
"""How a standard text asks for its legal basis."""

_FOLDER = resources.files("resources").joinpath("phrases")
_SOURCED = "S"


@dataclass(frozen=True, slots=True)
class Reference:
    """A legal basis in words; `is_sourced`: it was read in a source, not only remembered."""

    text: str
    source: str
    is_sourced: bool


def reference(text_key: str, day: date, benefit: str | None = None) -> Reference | None:
    """The legal basis that a standard text names for an event on that day; None if unknown.

    Some hold only for the receivers of a benefit ("kontanthjælp"); None asks for any of them.
    """
    for entry in _load("law.toml")["reference"]:
        meant = text_key in entry["texts"] and _in_force(entry, day)
        if meant and _is_for(entry.get("benefits", ()), benefit):
            source = entry["source"]
            known = source["certainty"] == _SOURCED
            return Reference(entry["text"], source["name"], known)
    return None


def target_group(code: str, day: date) -> str:
    """A target group in words ("LAB6-1": "dagpengemodtagere"); empty if unknown on that day."""
    periods = (entry for entry in _load("target_groups.toml")["period"] if _in_force(entry, day))
    return next((str(p["groups"][code]) for p in periods if code in p["groups"]), "")


def _is_for(benefits: tuple[str, ...], benefit: str | None) -> bool:
    return not benefits or benefit is None or benefit.strip().lower() in benefits


def _in_force(entry: dict[str, Any], day: date) -> bool:
    return bool(entry["from"] <= day <= entry["to"])


@cache
def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(_FOLDER.joinpath(name).read_text(encoding="utf-8"))
