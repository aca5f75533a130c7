"""The forms and rules that come with the program, read once."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib import resources

from jobassist.errors import UserError
from jobassist.forms.definition import Definition
from jobassist.forms.reading import read_form
from jobassist.forms.rule_reading import read_rules
from jobassist.forms.rules import RuleSet


@cache
def packaged_texts() -> dict[str, bytes]:
    """The files of the forms by the forms' names."""
    folder = resources.files("resources.forms")
    files = (file for file in folder.iterdir() if file.name.endswith(".yaml"))
    return {file.name.removesuffix(".yaml"): file.read_bytes() for file in files}


@cache
def packaged(name: str) -> Definition:
    """A form that comes with the program; KeyError if there is none of that name."""
    return read_form(packaged_texts()[name], trusted=True)


@cache
def rulesets() -> tuple[RuleSet, ...]:
    """Every rule file that comes with the program."""
    folder = resources.files("resources.rules")
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda f: f.name
    )
    return tuple(read_rules(file.read_bytes(), trusted=True) for file in files)


@cache
def read_once(version: str, text: str) -> Definition:
    """A form kept elsewhere, in that version. Raises: UserError `form.unusable`.

    Raises: UserError `form.other_version` when the text is not that version's.
    """
    definition = read_form(text.encode())
    if definition.version != version:
        raise UserError("form.other_version")
    return definition


@cache
def read_rules_once(version: str, text: str) -> RuleSet:
    """A rule file kept elsewhere, in that version. Raises: as `read_once`."""
    ruleset = read_rules(text.encode())
    if ruleset.version != version:
        raise UserError("form.other_version")
    return ruleset


def current(name: str, day: date, kept: Iterable[Definition] = ()) -> Definition:
    """The form of that name that is used on a day: the one whose validity began last.

    `kept` are the municipality's; beginning on the same day, the program's own comes first.
    Raises: UserError `form.unknown_type`.
    """
    own = [packaged(name)] if name in packaged_texts() else []
    known = [
        one
        for one in (*own, *kept)
        if one.name == name
        and one.valid_from <= day
        and (one.valid_to is None or day <= one.valid_to)
    ]
    if not known:
        raise UserError("form.unknown_type", name=name[:60])
    return max(known, key=lambda one: one.valid_from)


def names() -> list[str]:
    """The forms that come with the program."""
    return sorted(packaged_texts())
