"""When the next talk is due by the rules in force: dated data, and a warning, never a decision."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources

from jobassist.ports.clock import danish_day
from jobassist.records import Case, CaseState, ContactTalk, TalkState
from jobassist.services.cases import case_words
from jobassist.services.danish import after_months
from jobassist.session import Session


@dataclass(frozen=True, slots=True)
class TalkRule:
    """`count` talks within `within`, from `after` past the first contact.

    Periods are ISO 8601, in days, weeks or months. `basis` is the law, `source` where it was
    read; `certainty` is S (sourced), K (general knowledge) or U (a jurist must confirm).
    """

    id: str
    groups: tuple[str, ...]
    count: int
    after: str
    within: str
    valid_from: date
    valid_to: date | None
    basis: str
    source: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """The next talk of a case that the user coordinates, and why it is due."""

    case_id: str
    citizen: str
    case_number: str
    due_on: date
    rule: TalkRule


def talk_rules(group: str, on: date) -> list[TalkRule]:
    """The rules for a target group that hold on that day."""
    return [
        one
        for one in _rules()
        if group in one.groups and one.valid_from <= on <= (one.valid_to or on)
    ]


def next_due(rule: TalkRule, first_contact: date, held: list[date]) -> date | None:
    """The day by which the next talk is to be held; None when the rule has been met.

    The talks are spread evenly over the period: the second of four within six months is due
    after three. The source says how many and within what time; the even spread is ours.
    """
    begin = later(first_contact, rule.after)
    end = later(begin, rule.within)
    done = sum(begin <= day <= end for day in held)
    if done >= rule.count:
        return None
    return begin + (end - begin) * (done + 1) // rule.count


def later(day: date, period: str) -> date:
    """The day a period later: "P6M", "P1W", "P14D". Raises: ValueError for anything else."""
    if not period:
        return day
    number, unit = int(period[1:-1]), period[-1]
    if unit == "M":
        return after_months(day, number)
    return day + timedelta(days=number * {"W": 7, "D": 1}[unit])


def talk_deadlines(session: Session, until: date) -> list[Deadline]:
    """Talks due by `until` in the user's cases that no planned talk answers, the first due first.

    A rule whose time ran out before it was met is left out when the period is long past: what
    can still be done is shown, not what was missed a year ago.
    """
    today = danish_day(session.clock.now())
    found = []
    with session.store.read() as tx:
        mine = tx.listed(Case, coordinator_id=session.user.id, state=CaseState.OPEN)
        words = case_words(tx, (case.id for case in mine))
        rules = {id: talk_rules(named.target_group, today) for id, named in words.items()}
        ruled = [case for case in mine if rules.get(case.id)]
        talks: dict[str, list[ContactTalk]] = {case.id: [] for case in ruled}
        for talk in tx.listed_among(ContactTalk, "case_id", talks):
            talks[talk.case_id].append(talk)
    for case in ruled:
        named, its = words[case.id], talks[case.id]
        if any(talk.state is TalkState.PLANNED and talk.day >= today for talk in its):
            continue
        held = [talk.day for talk in its if talk.state is TalkState.HELD]
        first = _first_due(rules[case.id], case, held, today)
        if first and first[0] <= until:
            found.append(Deadline(case.id, named.citizen, named.number, *first))
    return sorted(found, key=lambda one: (one.due_on, one.citizen))


def due_after(session: Session, case_id: str, talk_on: date) -> tuple[date, TalkRule] | None:
    """The deadline that stands when a talk is held on that day, whoever coordinates the case."""
    today = danish_day(session.clock.now())
    with session.store.read() as tx:
        named = case_words(tx, [case_id]).get(case_id)
        cases = tx.listed(Case, id=case_id)
        talks = tx.listed(ContactTalk, case_id=case_id)
    if not named or not cases:
        return None
    held = [talk.day for talk in talks if talk.state is TalkState.HELD]
    return _first_due(talk_rules(named.target_group, today), cases[0], [*held, talk_on], today)


def _first_due(
    rules: list[TalkRule], case: Case, held: list[date], today: date
) -> tuple[date, TalkRule] | None:
    began = case.first_contact_on or case.opened_on
    due = []
    for rule in rules:
        end = later(later(began, rule.after), rule.within)
        day = next_due(rule, began, held)
        if day and today <= end:
            due.append((day, rule))
    return min(due, key=lambda pair: pair[0], default=None)


@cache
def _rules() -> tuple[TalkRule, ...]:
    text = resources.files("resources.rules").joinpath("samtaler.toml").read_text("utf-8")
    return tuple(
        TalkRule(
            id=one["id"],
            groups=tuple(one["groups"]),
            count=one["count"],
            after=one.get("after", ""),
            within=one["within"],
            valid_from=one["valid_from"],
            valid_to=one.get("valid_to"),
            basis=one["basis"],
            source=one["source"],
            certainty=one["certainty"],
        )
        for one in tomllib.loads(text)["rule"]
    )
