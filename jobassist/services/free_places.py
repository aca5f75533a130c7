"""How many more persons with support a workplace may take, by the ratio rule of the day.

The rule is data (`resources/rules`): the one with a `forhold` that holds for an internship on that
day. Where it or the number of employees is not known, so is the answer; it is never guessed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jobassist.forms import rules
from jobassist.forms.rules import Rule, RuleSet
from jobassist.records import ProductionUnit

_FORM = "virksomhedspraktik"
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class FreePlaces:
    """What the ratio rule says of a workplace. `free` and `allowed` are None when not known.

    `counted` says what was counted: `heads` or `full_time`; `rule` names rule and version,
    `basis` the law, and `certainty` how sure its source is (S, K or U).
    """

    taken: int
    free: int | None = None
    allowed: int | None = None
    employees: float | None = None
    counted: str = "heads"
    counted_on: date | None = None
    rule: str = ""
    basis: str = ""
    certainty: str = ""


def free_places(
    unit: ProductionUnit, taken: int, day: date, rulesets: Iterable[RuleSet], count_unit: str
) -> FreePlaces:
    """The places left on that day when `taken` persons with support are there already.

    `count_unit` is the municipality's choice of what is counted (setting `ratio_count_unit`).
    """
    rule = _rule(day, rulesets)
    if rule is None:
        return FreePlaces(taken, counted_on=unit.counted_on)
    full_time = count_unit == rules.FULL_TIME
    employees = _full_time(unit) if full_time else unit.ordinary_employees
    allowed = None if employees is None else rules.places(employees, rule.demand["forhold"])
    return FreePlaces(
        taken=taken,
        free=None if allowed is None else max(0, allowed - taken),
        allowed=allowed,
        employees=employees,
        counted="full_time" if full_time else "heads",
        counted_on=unit.counted_on,
        rule=f"{rule.id}@{rule.version}",
        basis=rule.basis,
        certainty=rule.origin.certainty.value,
    )


def _full_time(unit: ProductionUnit) -> float | None:
    hundredths = unit.full_time_hundredths
    return None if hundredths is None else hundredths / _HUNDRED


def _rule(day: date, rulesets: Iterable[RuleSet]) -> Rule | None:
    known = (one for ruleset in rulesets for one in rules.in_force(ruleset.rules, _FORM, day))
    return next((one for one in known if "forhold" in one.demand), None)
