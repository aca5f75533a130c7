"""Rules of law as dated data: which hold on a day, and what they say of what was filled in.

A rule knows its demand in one of three shapes, and any may name constants and settings:

- `udtryk`: an expression that must hold;
- `max`, `forlaeng`: how long a course may last, and to how much it may be extended. It reads the
  fields `periode`, `samlet_start` (the first day of the whole course; else the period's) and
  `forlaengelse_nr` (0 for a new one). "+P13W" is added to the total before, again and again;
- `forhold`: how many supported persons a number of ordinary employees allows on one P-number. It
  reads `ansatte_hoveder` or `ansatte_fuldtid` (setting `taelleenhed`), `stoettede_nu`, and
  `medregnet` (this person is among them already).

What is not known yet breaks no rule: a field that must be filled in says so itself.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from jobassist.forms.definition import Level, Words
from jobassist.forms.expressions import Expression, truth
from jobassist.forms.periods import Span, last_day, later
from jobassist.services.danish import danish_date

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
SHAPES = ("udtryk", "max", "forhold")
DURATION_NAMES = frozenset({"periode", "samlet_start", "forlaengelse_nr"})
RATIO_NAMES = frozenset({"ansatte_hoveder", "ansatte_fuldtid", "stoettede_nu", "medregnet"})
COUNT_UNIT = "taelleenhed"
FULL_TIME = "fuldtid"
GROUP = "maalgruppe"


class Certainty(StrEnum):
    """How sure the source is (DOMAIN.md): sourced, general knowledge, a jurist must confirm."""

    SOURCED = "S"
    KNOWN = "K"
    UNCERTAIN = "U"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a rule was found, when it was seen there, and how sure that is."""

    name: str
    seen: date
    certainty: Certainty
    url: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `version` is of this rule alone: 12 hex digits of SHA-256 of its data."""

    id: str
    version: str
    forms: frozenset[str]
    groups: frozenset[str]
    valid_from: date
    valid_to: date | None
    applies: Expression | None
    demand: Mapping[str, Any]
    must: Expression | None
    level: Level
    basis: str
    origin: Origin
    field: str
    message: Words

    @property
    def names(self) -> frozenset[str]:
        """The fields it reads."""
        found: set[str] = set()
        for expression in (self.applies, self.must):
            found |= expression.names if expression else set()
        if "max" in self.demand:
            found |= DURATION_NAMES
        if "forhold" in self.demand:
            found |= RATIO_NAMES
        if self.groups:
            found.add(GROUP)
        return frozenset(found - self.demand.keys())

    def in_force(self, day: date) -> bool:
        """Whether it holds for an event on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Verdict(StrEnum):
    """What a rule says."""

    HOLDS = "ok"
    BROKEN = "brudt"
    SILENT = "gaelder_ikke"


@dataclass(frozen=True, slots=True)
class Judged:
    """What a rule says of some values, and the figures for its message."""

    verdict: Verdict
    figures: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules of one file with the settings they use, by their names with their defaults."""

    name: str
    version: str
    rules: tuple[Rule, ...]
    settings: Mapping[str, Any]


def in_force(rules: Iterable[Rule], form: str, day: date) -> list[Rule]:
    """The rules for a form on the day of the event."""
    return [rule for rule in rules if form in rule.forms and rule.in_force(day)]


def judge(
    rule: Rule, values: Mapping[str, Any], today: date, settings: Mapping[str, Any]
) -> Judged:
    """What the rule says of native values. `settings` stand over the rule file's defaults."""
    known = {**settings, **rule.demand, **values}
    silent = Judged(Verdict.SILENT, {})
    if rule.groups and values.get(GROUP) not in rule.groups:
        return silent
    if rule.applies and truth(rule.applies, known, today) is not True:
        return silent
    if "max" in rule.demand:
        return _duration(rule.demand, values) or silent
    if "forhold" in rule.demand:
        return _ratio(rule.demand["forhold"], values, settings) or silent
    holds = truth(rule.must, known, today) if rule.must else None
    if holds is None:
        return silent
    return Judged(Verdict.HOLDS if holds else Verdict.BROKEN, _figures(rule.demand))


def constants(given: Mapping[str, Any]) -> dict[str, Any]:
    """Settings as expressions count with them: a text that is a day is a day."""
    return {
        name: date.fromisoformat(value)
        if isinstance(value, str) and _DAY.fullmatch(value)
        else value
        for name, value in given.items()
    }


def places(count: float, ratio: Mapping[str, int]) -> int:
    """How many supported persons that many ordinary employees allow (DOMAIN.md §2.1, 4)."""
    limit, each = ratio["op_til"], ratio["pr"]
    if count <= limit:
        return max(ratio["mindst"], math.floor(count / each))
    return limit // each + math.floor((count - limit) / ratio["derefter_pr"])


def latest_end(start: date, demand: Mapping[str, Any], extensions: int) -> date:
    """The last day a course may have that began on `start` and is extended so many times."""
    steps = list(demand.get("forlaeng", ()))
    if extensions <= 0 or not steps:
        return last_day(start, demand["max"])
    end = last_day(start, demand["max"])
    for number in range(extensions):
        step = steps[min(number, len(steps) - 1)]
        if step.startswith("+"):
            end = later(end, step[1:])
        elif number < len(steps):
            end = last_day(start, step)
    return end


def _duration(demand: Mapping[str, Any], values: Mapping[str, Any]) -> Judged | None:
    period = values.get("periode")
    if not isinstance(period, Span):
        return None
    start = min(values.get("samlet_start") or period.first, period.first)
    end = latest_end(start, demand, int(values.get("forlaengelse_nr") or 0))
    verdict = Verdict.HOLDS if period.last <= end else Verdict.BROKEN
    return Judged(verdict, {**_figures(demand), "seneste": danish_date(end)})


def _ratio(
    ratio: Mapping[str, int], values: Mapping[str, Any], settings: Mapping[str, Any]
) -> Judged | None:
    full_time = settings.get(COUNT_UNIT) == FULL_TIME
    count = values.get("ansatte_fuldtid" if full_time else "ansatte_hoveder")
    there = values.get("stoettede_nu")
    if count is None or there is None:
        return None
    wanted = there + (0 if values.get("medregnet") else 1)
    allowed = places(count, ratio)
    figures = {"tilladt": str(allowed), "antal": f"{wanted:g}", "ansatte": f"{count:g}"}
    return Judged(Verdict.HOLDS if wanted <= allowed else Verdict.BROKEN, figures)


def _figures(demand: Mapping[str, Any]) -> dict[str, str]:
    return {k: str(v) for k, v in demand.items() if isinstance(v, str | int | float)}
