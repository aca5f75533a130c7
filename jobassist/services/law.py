"""What the law calls it on a day: references and target groups, from dated data."""

import tomllib
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

_FOLDER = resources.files("resources").joinpath("phrases")


def reference(text_key: str, day: date) -> str:
    """The legal basis that a standard text names for an event on that day; empty if unknown."""
    known = (entry for entry in _load("law.toml")["reference"] if text_key in entry["texts"])
    return next((str(entry["text"]) for entry in known if _in_force(entry, day)), "")


def target_group(code: str, day: date) -> str:
    """A target group in words ("LAB6-1": "dagpengemodtagere"); empty if unknown on that day."""
    periods = (entry for entry in _load("target_groups.toml")["period"] if _in_force(entry, day))
    return next((str(p["groups"][code]) for p in periods if code in p["groups"]), "")


def _in_force(entry: dict[str, Any], day: date) -> bool:
    return bool(entry["from"] <= day <= entry["to"])


@cache
def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(_FOLDER.joinpath(name).read_text(encoding="utf-8"))
