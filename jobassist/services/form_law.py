"""How a form is judged: by the law of its day, the municipality's choices, the reasons given."""

import json
from collections.abc import Mapping
from typing import Any

from jobassist.forms import rules
from jobassist.forms.definition import Definition
from jobassist.forms.filling import Filling
from jobassist.ports.clock import danish_day
from jobassist.records import FilledForm
from jobassist.services.form_definitions import rulesets
from jobassist.services.practising import practice_ids
from jobassist.session import Session

TEST_PERSONS = "forms.test_persons"
"""The store's own mark, set by `seed`: it holds test persons, and forms may name them."""


def filling_of(
    session: Session,
    definition: Definition,
    record: FilledForm,
    values: Mapping[str, Any] | None = None,
    **facts: Any,
) -> Filling:
    """The form as it stands, or with other `values`.

    `facts` are what a rule may ask beside the form (the day and the outcome of a decision).
    """
    overrides = json.loads(record.overrides)
    with session.store.read() as tx:
        known, marked = rulesets(tx), tx.setting(TEST_PERSONS) is not None
        practised = getattr(record, "case_id", "") in practice_ids(tx)
    return Filling(
        definition,
        json.loads(record.values) if values is None else values,
        today=danish_day(session.clock.now()),
        rulesets=known,
        settings=law_settings(session, **facts),
        reasons={rule: (one["reason"], one["version"]) for rule, one in overrides.items()},
        replacement=marked or practised or session.settings["test_persons"],
    )


def law_settings(session: Session, **facts: Any) -> dict[str, Any]:
    """What stands over the rules' defaults: the municipality's choices, today, and `facts`."""
    return {
        rules.COUNT_UNIT: session.settings["ratio_count_unit"],
        "forsoeg_8_uger": session.settings["trial_eight_weeks"],
        "afgoerelsesdag": danish_day(session.clock.now()),
        **facts,
    }


def checks_of(filling: Filling) -> list[dict[str, Any]]:
    """What every rule in force says now, with rule id, version, legal basis and certainty."""
    told = []
    for rule, judged in filling.judged():
        broken = judged.verdict is rules.Verdict.BROKEN
        reason, version = filling.reasons.get(rule.id, ("", ""))
        told.append(
            {
                "rule": rule.id,
                "version": rule.version,
                "verdict": judged.verdict.value,
                "level": rule.level.value,
                "basis": rule.basis,
                "source": rule.origin.name,
                "certainty": rule.origin.certainty.value,
                "reason": reason if broken and version == rule.version else "",
            }
        )
    return told
