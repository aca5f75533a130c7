"""When the next talk should be: a suggestion from three answers, always with its reason.

The three questions are those of Randers and Pluss: has the effort an effect, is there progress,
and how does the citizen find it? How many weeks follow from the answers is local practice, kept in
resources/rules/naeste_samtale.toml; the caseworker decides.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib import resources

from jobassist.ports.clock import danish_day
from jobassist.services.danish import working_day_from
from jobassist.services.deadlines import due_after
from jobassist.session import Session


class Answer(StrEnum):
    """How it goes, for each of the three questions."""

    WORSE = "worse"
    SAME = "same"
    BETTER = "better"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A working day for the next talk. `weeks` is what the answers gave.

    `by_law`: the id of the rule that asks for an earlier day, or an empty text.
    """

    day: date
    weeks: int
    by_law: str = ""


def suggest(
    session: Session, case_id: str, effect: Answer, progress: Answer, experience: Answer
) -> Suggestion:
    """The day to suggest: by the answers, but never later than a rule asks for."""
    today = danish_day(session.clock.now())
    low = sum(answer is Answer.WORSE for answer in (effect, progress, experience))
    high = sum(answer is Answer.BETTER for answer in (effect, progress, experience))
    weeks = _weeks()[_balance(low, high)]
    wanted = working_day_from(today + timedelta(weeks=weeks))
    due = due_after(session, case_id, today)
    if due and today < due[0] < wanted:
        return Suggestion(due[0], weeks, due[1].id)
    return Suggestion(wanted, weeks)


def _balance(low: int, high: int) -> str:
    """Anything that got worse weighs more than anything that got better."""
    if low > 1:
        return "much_worse"
    if low:
        return "worse"
    return "better" if high > 1 else "same"


@cache
def _weeks() -> dict[str, int]:
    text = resources.files("resources.rules").joinpath("naeste_samtale.toml").read_text("utf-8")
    return {key: int(weeks) for key, weeks in tomllib.loads(text)["weeks"].items()}
