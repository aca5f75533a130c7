"""Synthetic citizens, employees and notes (DOMAIN.md §8): plausible, repeatable, nobody real."""

import csv
import random
import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from io import StringIO
from typing import Any

from jobassist.ids import new_id
from jobassist.records import Citizen, Role, User
from jobassist.services.danish import danish_date

_FIELD = re.compile(r"\{([^{}]+)\}")
_REPLACEMENT_DAY = 60  # day + 60: CPR-kontoret's replacement numbers, never a real person's
_OLDEST, _YOUNGEST = 64, 19
_CENTURY_DIGITS = {1900: "0123", 2000: "4567"}  # digit 7 says the century (cpr.dk)
_CVR_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)
_PROTECTED_SHARE = 0.01
_STANDARD_SHARE = 0.7  # of the notes are written from a standard text
_DAYS = re.compile(r"dato|udloeb|fravaersdag|(start|slut)$")
_LATER = re.compile(r"naeste|slut|frist|udloeb|ny_")
_WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")


@dataclass(frozen=True, slots=True)
class Written:
    """A note's text and the standard text it was made from, if any."""

    text: str
    phrase: str | None


def citizen(rng: random.Random, today: date) -> Citizen:
    """Somebody of working age with a replacement CPR, living in the municipality."""
    people = _data("people.toml")
    benefit, group, _ = rng.choices(people["groups"], [int(g[2]) for g in people["groups"]])[0]
    given, family = rng.choice(people["first"]), rng.choice(people["last"])
    return Citizen(
        id=new_id(),
        cpr=cpr(rng, today),
        given_name=given,
        family_name=family,
        address=f"{rng.choice(people['streets'])} {rng.randint(1, 98)}, "
        f"{rng.choice(people['towns'])}",
        phone=f"00 {rng.randint(10, 99)} {rng.randint(10, 99)} {rng.randint(10, 99)}",
        benefit=benefit,
        target_group=group,
        protected_address=rng.random() < _PROTECTED_SHARE,
    )


def cpr(rng: random.Random, today: date) -> str:
    """Ten digits with a real birth date, its day + 60; modulus 11 is left to chance."""
    born = today - timedelta(days=rng.randint(_YOUNGEST * 366, _OLDEST * 365))
    digits = _CENTURY_DIGITS[born.year // 100 * 100]
    day = f"{born.day + _REPLACEMENT_DAY:02d}{born:%m%y}"
    return f"{day}{rng.choice(digits)}{rng.randint(0, 999):03d}"


def cvr(rng: random.Random) -> str:
    """A CVR number with prefix 99 and a valid check digit."""
    while True:
        first = [9, 9, *(rng.randint(0, 9) for _ in range(5))]
        rest = sum(w * d for w, d in zip(_CVR_WEIGHTS, first, strict=False)) % 11
        if rest != 1:  # the check digit would be ten
            return "".join(map(str, [*first, (11 - rest) % 11]))


def colleagues(rng: random.Random, count: int) -> list[User]:
    """Employees to share cases with."""
    people = _data("people.toml")
    roles = (Role.CASEWORKER, Role.CASEWORKER, Role.COMPANY_CONSULTANT)
    return [
        User(
            id=new_id(),
            name=f"{rng.choice(people['first'])} {rng.choice(people['last'])}",
            role=roles[index % len(roles)],
            org_unit="Jobcentret",
        )
        for index in range(count)
    ]


def note_text(rng: random.Random, written_on: date, author: str) -> Written:
    """What a caseworker may have written on that day; no blank is left open."""
    fills = _data("notes.toml")
    if rng.random() >= _STANDARD_SHARE:
        return Written(rng.choice(fills["free"]), None)
    key, body = rng.choice(_journal_texts())
    while _FIELD.search(body):  # a choice may hold fields
        body = _FIELD.sub(lambda found: _fill(found[1], rng, written_on, author), body)
    return Written(body, key)


def _fill(field: str, rng: random.Random, day: date, author: str) -> str:
    """Something plausible for one blank; the content for most stands in resources/names."""
    name, *choices = field.split("|")
    word = name.rpartition(".")[2]
    fills = _data("notes.toml")
    if choices:
        return rng.choice(choices)
    if known := fills.get(name) or fills.get(word):
        return str(rng.choice(known))
    if word.endswith("navn"):
        people = _data("people.toml")
        ours = name == "sagsbehandler.navn"
        return author if ours else f"{rng.choice(people['first'])} {rng.choice(people['last'])}"
    if _DAYS.search(word):
        later = rng.randint(7, 60) if _LATER.search(word) else -rng.randint(0, 5)
        return danish_date(day + timedelta(days=later if word != "dato" else 0))
    return _number(word, rng, day) or str(rng.choice(fills["otherwise"]))


def _number(word: str, rng: random.Random, day: date) -> str:
    if "klokkeslaet" in word:
        return f"{rng.randint(8, 15)}.{rng.choice(('00', '15', '30', '45'))}"
    if word == "ugedag":
        return _WEEKDAYS[day.weekday()]
    if word == "cvr":
        return cvr(rng)
    if word == "pnummer":
        return f"9{rng.randint(0, 999_999_999):09d}"
    if word.startswith(("timer", "antal")):
        return str(rng.randint(4, 30))
    return ""


@cache
def _data(file: str) -> dict[str, Any]:
    text = resources.files("resources.names").joinpath(file).read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _journal_texts() -> list[tuple[str, str]]:
    from jobassist.services.phrase_shipped import STANDARD_TEXTS

    rows = csv.DictReader(StringIO(STANDARD_TEXTS.read_text(encoding="utf-8-sig")))
    return [(row["noegle"], row["tekst"]) for row in rows if row["kategori"] == "Journalnotat"]
