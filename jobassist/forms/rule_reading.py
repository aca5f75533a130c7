"""From a rule file to rules, or to what is wrong with it; its own examples are tried too."""

import hashlib
import json
import string
from datetime import date
from typing import Any

from jobassist.forms.definition import Definition, Level
from jobassist.forms.reading import day, expression, require_schema, version_of, words
from jobassist.forms.rules import (
    SHAPES,
    Certainty,
    Judged,
    Origin,
    Rule,
    RuleSet,
    Verdict,
    constants,
    judge,
)
from jobassist.forms.source import Path, Source, read, refuse
from jobassist.forms.values import UnreadableError, native
from jobassist.forms.values import read as read_value

_FIGURES = {"seneste", "tilladt", "antal", "ansatte"}
_OUTCOMES = {Verdict.HOLDS: "ok", Verdict.SILENT: "gaelder_ikke"}


def read_rules(content: bytes, *, trusted: bool = False) -> RuleSet:
    """The rules in a file. Raises: UserError `form.unusable` with line and column."""
    source = read(content)
    made = make_rules(source, version_of(content), trusted=trusted)
    if made is None:
        raise refuse(source)
    return made


def make_rules(source: Source, version: str, *, trusted: bool = False) -> RuleSet | None:
    """The rules; None, and faults in `source`, when they cannot be used."""
    if source.usable and not trusted:
        require_schema(source, "rules.schema.json")
    if not source.usable:
        return None
    data = source.data
    made = tuple(_rule(source, one, ("regler", at)) for at, one in enumerate(data["regler"]))
    if not source.usable:
        return None
    return RuleSet(data["regelsaet"], version, made, constants(data.get("indstillinger", {})))


def check_rules(source: Source, version: str, forms: dict[str, Definition]) -> RuleSet | None:
    """As `make_rules`, and everything a linter can say; `forms` are the forms that are known."""
    ruleset = make_rules(source, version)
    if ruleset is None:
        return None
    seen: set[str] = set()
    for at, rule in enumerate(ruleset.rules):
        path: Path = ("regler", at)
        if rule.id in seen:
            source.fault((*path, "id"), "form.twice", name=rule.id)
        seen.add(rule.id)
        _check_one(source, path, rule, ruleset, forms)
        form = next((forms[name] for name in sorted(rule.forms) if name in forms), None)
        if form is None:
            continue
        for number, example in enumerate(source.data["regler"][at]["eksempler"]):
            place = (*path, "eksempler", number)
            _try_example(source, place, example, (rule, ruleset, form))
    return ruleset if source.usable else None


def _rule(source: Source, data: dict[str, Any], path: Path) -> Rule:
    origin = data["kilde"]
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return Rule(
        id=data["id"],
        version=hashlib.sha256(canonical.encode()).hexdigest()[:12],
        forms=frozenset(data["blanketter"]),
        groups=frozenset(data.get("maalgrupper", ())),
        valid_from=day(source, data["gaelder"]["fra"], (*path, "gaelder", "fra")) or date.min,
        valid_to=day(source, data["gaelder"].get("til"), (*path, "gaelder", "til")),
        applies=expression(source, data.get("hvis"), (*path, "hvis")),
        demand=data["krav"],
        must=expression(source, data["krav"].get("udtryk"), (*path, "krav", "udtryk")),
        level=Level(data["virkning"]),
        basis=data["hjemmel"],
        origin=Origin(
            name=origin["navn"],
            seen=day(source, origin["set"], (*path, "kilde", "set")) or date.min,
            certainty=Certainty(origin["sikkerhed"]),
            url=origin.get("url", ""),
        ),
        field=data["felt"],
        message=words(data["besked"]),
    )


def _check_one(
    source: Source, path: Path, rule: Rule, ruleset: RuleSet, forms: dict[str, Definition]
) -> None:
    shapes = [shape for shape in SHAPES if shape in rule.demand]
    if len(shapes) != 1:
        source.fault((*path, "krav"), "form.rule_shape")
    if rule.valid_to is not None and rule.valid_to < rule.valid_from:
        source.fault((*path, "gaelder"), "form.period_backwards")
    told = {name for _, name, _, _ in string.Formatter().parse(rule.message.da) if name}
    for name in sorted(told - _FIGURES - rule.demand.keys()):
        source.fault((*path, "besked"), "form.unknown_name", name=name)
    for form_name in sorted(rule.forms):
        form = forms.get(form_name)
        if form is None:
            source.fault((*path, "blanketter"), "form.unknown_form", name=form_name, grave=False)
            continue
        known = form.by_key.keys() | ruleset.settings.keys()
        for name in sorted((rule.names | {rule.field}) - known):
            if name not in ("samlet_start", "forlaengelse_nr", "medregnet", "ansatte_fuldtid"):
                source.fault(path, "form.unknown_name", name=name)


def _try_example(
    source: Source, path: Path, example: dict[str, Any], what: tuple[Rule, RuleSet, Definition]
) -> None:
    rule, ruleset, form = what
    values: dict[str, Any] = {}
    for key, raw in example["vaerdier"].items():
        field = form.by_key.get(key)
        if field is None:
            source.fault((*path, "vaerdier", key), "form.unknown_name", name=key)
            continue
        try:
            values[key] = native(field, read_value(field, raw, replacement=True))
        except UnreadableError as error:
            source.fault((*path, "vaerdier", key), error.code)
    given = {**ruleset.settings, **constants(example.get("indstillinger", {}))}
    said = tried(rule, values, example.get("dato"), given)
    expected = example["udfald"]
    if said != expected:
        source.fault(path, "form.example_fails", expected=expected, found=said)


def tried(rule: Rule, values: dict[str, Any], on: str | None, settings: dict[str, Any]) -> str:
    """What a rule says of an example: `ok`, `advarsel`, `stop` or `gaelder_ikke`."""
    event = date.fromisoformat(on) if on else rule.valid_from
    if not rule.in_force(event):
        return "gaelder_ikke"
    judged: Judged = judge(rule, values, event, settings)
    return _OUTCOMES.get(judged.verdict, rule.level.value)
