"""A form while it is filled in: skip logic, calculations and checks, for what a change touches.

`fill` takes one keystroke's worth of a field: what was typed is kept whatever it is, and only what
depends on the field is worked out again. What skip logic hides keeps its value, and counts as not
filled in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jobassist.forms import problems, rules, values
from jobassist.forms.checking import Checker, rows_of
from jobassist.forms.definition import Condition, Definition, Field
from jobassist.forms.dependencies import dependents, order
from jobassist.forms.expressions import evaluate, truth
from jobassist.forms.periods import Span
from jobassist.forms.problems import Problem
from jobassist.forms.rules import Rule, RuleSet, Verdict
from jobassist.forms.wording import shown


@dataclass(frozen=True, slots=True)
class FieldState:
    """One field as it is to be shown. `value` is as kept; `text` as people read it."""

    field: Field
    value: Any
    text: str
    visible: bool
    required: bool
    calculated: bool
    problems: tuple[Problem, ...]


class Filling:
    """A form being filled in. It keeps nothing itself: `values` is what is to be saved."""

    def __init__(
        self,
        definition: Definition,
        given: Mapping[str, Any] | None = None,
        *,
        today: date,
        rulesets: Iterable[RuleSet] = (),
        settings: Mapping[str, Any] | None = None,
        reasons: Mapping[str, tuple[str, str]] | None = None,
        replacement: bool = False,
    ) -> None:
        """`given` are kept values; `reasons` the reason and rule version by rule's id.

        `settings` stand over the rules' own defaults (`taelleenhed`); `replacement` allows CPR
        numbers of test persons.
        """
        self.definition = definition
        self.today = today
        self.values: dict[str, Any] = {}
        self.reasons = dict(reasons or {})
        self._checker = Checker(today, replacement=replacement)
        self._order = order(definition)
        self._dependents = dependents(definition)
        self._sections = {f.key: s for s in definition.sections for f in s.fields}
        self._native: dict[str, Any] = {}
        self._readable: dict[str, Any] = {}
        self._visible: dict[str, bool] = {}
        self._faults: dict[str, tuple[Problem, ...]] = {}
        self._broken: dict[str, Problem] = {}
        self._rules = [
            (rule, {**one.settings, **(settings or {})})
            for one in rulesets
            for rule in one.rules
            if definition.name in rule.forms
        ]
        self._conditions_by_name = _by_name((c, _names(c)) for c in definition.conditions)
        for key, raw in (given or {}).items():
            if key in definition.by_key:
                self.values[key] = raw
        for field in definition.fields():
            if given is None and field.default is not None:
                self.values[field.key] = field.default
        self._work_out(set(definition.by_key), everything=True)

    def fill(self, key: str, raw: Any) -> frozenset[str]:
        """Fill in one field; returns the fields whose state may have changed, it among them.

        Raises: KeyError for an unknown field, ValueError for one that is calculated.
        """
        field = self.definition.field(key)
        if field.calculate is not None:
            raise ValueError(key)
        self.values[key] = raw
        return frozenset(self._work_out({key}))

    def fill_cell(self, key: str, row: int, column: str, raw: Any) -> frozenset[str]:
        """Fill in one cell of a table. Raises: KeyError, IndexError, ValueError as `fill`."""
        field = self.definition.field(key)
        cell = next((one for one in field.columns if one.key == column), None)
        if cell is None:
            raise KeyError(column)
        if cell.calculate is not None:
            raise ValueError(column)
        rows = self.rows(key)
        rows[row] = {**rows[row], column: raw}
        return self.fill(key, rows)

    def add_row(self, key: str) -> frozenset[str]:
        """One more empty row. Raises: ValueError when there is no room."""
        field, rows = self.definition.field(key), self.rows(key)
        if len(rows) >= field.most_rows:
            raise ValueError(key)
        return self.fill(key, [*rows, {}])

    def remove_row(self, key: str, row: int) -> frozenset[str]:
        """Without one of the rows."""
        rows = self.rows(key)
        del rows[row]
        return self.fill(key, rows)

    def rows(self, key: str) -> list[dict[str, Any]]:
        """A table's rows as they are kept (a list of one's own)."""
        return rows_of(self.values.get(key))

    def give_reason(self, rule_id: str, reason: str) -> None:
        """Override a warning. Raises: KeyError when it does not stand, ValueError without reason.

        The reason holds for the rule in this version.
        """
        problem = next((p for p in self.problems() if p.rule == rule_id and p.needs_reason), None)
        if problem is None:
            raise KeyError(rule_id)
        if not reason.strip():
            raise ValueError(rule_id)
        self.reasons[rule_id] = (reason.strip(), problem.version)

    def state(self, key: str, language: str = "da") -> FieldState:
        """One field as it is to be shown. Raises: KeyError."""
        field = self.definition.field(key)
        kept = self._readable.get(key)
        raw = self.values.get(key)
        return FieldState(
            field=field,
            value=raw if kept is None else kept,
            text=shown(field, kept, language) if kept is not None else _as_typed(raw),
            visible=self._visible[key],
            required=self._visible[key] and self._checker.needs(field, self._native),
            calculated=field.calculate is not None,
            problems=tuple(p for p in self.problems() if p.field == key),
        )

    def column_visible(self, key: str, row: int, column: str) -> bool:
        """Whether a table's cell is to be shown."""
        field = self.definition.field(key)
        cell = next(one for one in field.columns if one.key == column)
        context = self._checker.context_of(field, self.rows(key)[row], self._native)
        return cell.visible is None or truth(cell.visible, context, self.today) is True

    def problems(self) -> list[Problem]:
        """Everything that stands in the way, in the order of the form's fields."""
        place = {key: at for at, key in enumerate(self.definition.by_key)}
        found = [p for key in self.definition.by_key for p in self._faults.get(key, ())]
        found += [self._with_reason(p) for p in self._broken.values() if self._shown(p)]
        return sorted(found, key=lambda one: place.get(one.field, len(place)))

    @property
    def complete(self) -> bool:
        """Whether nothing blocks it."""
        return not any(problem.blocks for problem in self.problems())

    @property
    def event_day(self) -> date:
        """The day that chooses the rules: the event's, or today while it is not filled in."""
        event = self._native.get(self.definition.event)
        if isinstance(event, Span):
            return event.first
        return event if isinstance(event, date) else self.today

    def submitted(self) -> dict[str, Any]:
        """What is handed in: readable values of visible fields."""
        return {
            key: self._readable[key]
            for key in self.definition.by_key
            if self._visible[key] and self._readable.get(key) is not None
        }

    def native(self, key: str) -> Any:
        """A field's value as expressions see it; None while it is hidden or unreadable."""
        return self._native.get(key)

    def judged(self) -> list[tuple[Rule, rules.Judged]]:
        """Every rule in force that says anything, broken or not."""
        found = []
        for rule, settings in self._rules:
            if rule.in_force(self.event_day):
                said = rules.judge(rule, self._native, self.today, settings)
                if said.verdict is not Verdict.SILENT:
                    found.append((rule, said))
        return found

    def _shown(self, problem: Problem) -> bool:
        return self._visible.get(problem.field, True)

    def _with_reason(self, problem: Problem) -> Problem:
        reason, version = self.reasons.get(problem.rule, ("", ""))
        return problem.overridden(reason) if reason and version == problem.version else problem

    def _work_out(self, dirty: set[str], *, everything: bool = False) -> set[str]:
        day_before = None if everything else self.event_day
        touched = set(dirty)
        for key in self._order:
            if key not in touched:
                continue
            before = (self._native.get(key), self._visible.get(key))
            self._work_out_field(self.definition.field(key))
            if (self._native.get(key), self._visible[key]) != before or everything:
                touched |= self._dependents.get(key, set())
        for key in touched:
            self._faults[key] = tuple(self._check(self.definition.field(key)))
        self._check_conditions(touched)
        names = None if everything or day_before != self.event_day else touched
        self._check_rules(names)
        return touched

    def _work_out_field(self, field: Field) -> None:
        key, section = field.key, self._sections[field.key]
        is_shown = all(
            one is None or truth(one, self._native, self.today) is True
            for one in (section.visible, field.visible)
        )
        self._visible[key] = is_shown
        raw = self.values.get(key)
        if field.calculate is not None:
            raw = evaluate(field.calculate, self._native, self.today) if is_shown else None
        self._readable[key] = self._checker.read(field, raw, self._native)
        if field.calculate is not None:
            self.values[key] = self._readable[key]
        self._native[key] = values.native(field, self._readable[key]) if is_shown else None

    def _check(self, field: Field) -> Iterable[Problem]:
        if not self._visible[field.key] or not field.holds_value:
            return ()
        raw, kept = self.values.get(field.key), self._readable.get(field.key)
        return self._checker.problems(field, raw, kept, self._native)

    def _check_conditions(self, touched: set[str]) -> None:
        concerned = {c.id: c for name in touched for c in self._conditions_by_name.get(name, ())}
        for condition in concerned.values():
            self._broken.pop(condition.id, None)
            applies = condition.applies
            if applies and truth(applies, self._native, self.today) is not True:
                continue
            if truth(condition.must, self._native, self.today) is False:
                self._broken[condition.id] = problems.of_condition(condition)

    def _check_rules(self, names: set[str] | None) -> None:
        """Rules that read one of the names; all of them for None."""
        day = self.event_day
        for rule, settings in self._rules:
            if names is not None and not names & rule.names:
                continue
            self._broken.pop(rule.id, None)
            if not rule.in_force(day):
                continue
            said = rules.judge(rule, self._native, self.today, settings)
            if said.verdict is Verdict.BROKEN:
                self._broken[rule.id] = problems.of_rule(rule, said)


def _names(condition: Condition) -> frozenset[str]:
    applies = condition.applies.names if condition.applies else frozenset()
    return condition.must.names | applies | {condition.field}


def _by_name(pairs: Iterable[tuple[Condition, frozenset[str]]]) -> dict[str, list[Condition]]:
    found: dict[str, list[Condition]] = {}
    for condition, names in pairs:
        for name in names:
            found.setdefault(name, []).append(condition)
    return found


def _as_typed(raw: Any) -> str:
    return raw if isinstance(raw, str) else "" if raw is None else str(raw)
