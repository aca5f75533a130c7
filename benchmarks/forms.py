"""Forms: opening the largest one, and what a keystroke costs, checked and saved.

The peers for a keystroke: jsonschema validating the whole data by the form's exported schema
(which knows no conditions, skip logic or rules), and working out the whole form anew.
"""

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from jobassist.bootstrap import build
from jobassist.forms import library
from jobassist.forms.definition import Definition, FieldType
from jobassist.forms.filling import Filling
from jobassist.forms.json_schema import export
from jobassist.forms.reading import read_form
from jobassist.forms.rule_reading import read_rules
from jobassist.services import forms
from jobassist.services.cases import list_cases
from jobassist.services.seed import seed
from jobassist.session import Session

GOAL_OPEN_MS, GOAL_KEYSTROKE_P95_MS = 100.0, 10.0
_OPENINGS, _KEYSTROKES, _SAVED = 20, 2_000, 300
_TODAY = date(2026, 11, 22)
_PASSPHRASE = "kun til denne måling"
_WORDS = "slibe og lakere dækket, hjælpe i køkkenet og køre varer til Sæby hver torsdag"
_RULE_FILES = ("praktik.yaml", "loentilskud.yaml")


def run(*, report: Callable[[str], None] = lambda _line: None, size: float = 1.0) -> dict[str, Any]:
    """Figures in milliseconds; `size` is the share of the keystrokes."""
    largest = max(library.names(), key=lambda name: len(library.packaged_texts()[name]))
    definition = library.packaged(largest)
    report(f"forms: opening {largest}")
    opening = _opening(largest)
    report("forms: keystrokes")
    typed = _typed(definition, round(_KEYSTROKES * size))
    ours = _timed(_in_memory(definition), typed)
    anew = _timed(_working_out_anew(definition), typed[: max(40, len(typed) // 10)])
    schema = _timed(_by_schema(definition), typed)
    report("forms: keystrokes saved in the vault")
    with tempfile.TemporaryDirectory(prefix="jobassist-bench-") as folder, _session(folder) as made:
        saved = _saved(made, definition, _typed(definition, max(20, round(_SAVED * size))))
        in_store = _opened_in_store(made, largest)
    return {
        "name": "forms",
        "form": largest,
        "fields": len(definition.by_key),
        "rules": sum(len(one.rules) for one in library.rulesets()),
        "opening_ms": {
            "cold_from_file": opening,
            "in_a_session": in_store,
            "goal": GOAL_OPEN_MS,
            "met": opening["p95"] < GOAL_OPEN_MS and in_store["p95"] < GOAL_OPEN_MS,
        },
        "keystroke_ms": {
            "checked": ours,
            "checked_and_saved": saved,
            "goal": GOAL_KEYSTROKE_P95_MS,
            "met": ours["p95"] < GOAL_KEYSTROKE_P95_MS,
        },
        "peers_ms": {"whole_form_anew": anew, "jsonschema_of_all_data": schema},
        "ratio_whole_form_anew": anew["median"] / ours["median"],
        "ratio_jsonschema": schema["median"] / ours["median"],
    }


def _opening(name: str) -> dict[str, float]:
    """From the file's bytes to a form that can be filled in, nothing kept from before."""
    content = library.packaged_texts()[name]
    folder = Path(library.__file__).parents[2] / "resources" / "rules"
    rule_texts = [(folder / file).read_bytes() for file in _RULE_FILES]

    def once() -> None:
        rulesets = [read_rules(text, trusted=True) for text in rule_texts]
        Filling(read_form(content, trusted=True), today=_TODAY, rulesets=rulesets)

    return _figures([_took(once) for _ in range(_OPENINGS)])


def _typed(definition: Definition, count: int) -> list[tuple[str, Any]]:
    """Keystrokes as people make them: each field's value grows sign by sign."""
    rng = random.Random(20261122)
    strokes: list[tuple[str, Any]] = []
    fields = [f for f in definition.fields() if f.holds_value and f.calculate is None]
    while len(strokes) < count:
        field = rng.choice(fields)
        if field.type is FieldType.CHOICE:
            strokes.append((field.key, rng.choice(field.choices).code))
        elif field.type in (FieldType.YES_NO, FieldType.DECLARATION):
            strokes.append((field.key, rng.random() < 0.5))
        elif field.type is FieldType.PERIOD:
            for day in range(1, 11):
                end = f"2027-02-{day:02}"
                strokes.append((field.key, {"fra": "2026-12-01", "til": end}))
        elif field.type is not FieldType.TABLE:
            text = _WORDS if field.type in (FieldType.TEXT, FieldType.LONG_TEXT) else "3-12-2026"
            strokes += [(field.key, text[:end]) for end in range(1, min(len(text), 12))]
    return strokes[:count]


def _in_memory(definition: Definition) -> Callable[[str, Any], None]:
    filling = Filling(definition, today=_TODAY, rulesets=library.rulesets())

    def stroke(key: str, raw: Any) -> None:
        filling.fill(key, raw)
        filling.problems()

    return stroke


def _working_out_anew(definition: Definition) -> Callable[[str, Any], None]:
    values: dict[str, Any] = {}

    def stroke(key: str, raw: Any) -> None:
        values[key] = raw
        Filling(definition, values, today=_TODAY, rulesets=library.rulesets()).problems()

    return stroke


def _by_schema(definition: Definition) -> Callable[[str, Any], None]:
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(export(definition))
    values: dict[str, Any] = {}

    def stroke(key: str, raw: Any) -> None:
        values[key] = raw
        list(validator.iter_errors(values))

    return stroke


def _saved(
    session: Session, definition: Definition, typed: list[tuple[str, Any]]
) -> dict[str, float]:
    case_id = list_cases(session)[0].case.id
    form = forms.start(session, definition.name, case_id=case_id)
    opened = forms.open_form(session, form.id)
    return _timed(lambda key, raw: forms.fill(session, opened, key, raw), typed)


def _opened_in_store(session: Session, name: str) -> dict[str, float]:
    case_id = list_cases(session)[0].case.id
    form = forms.start(session, name, case_id=case_id)
    return _figures([_took(lambda: forms.open_form(session, form.id)) for _ in range(_OPENINGS)])


def _timed(stroke: Callable[[str, Any], object], typed: list[tuple[str, Any]]) -> dict[str, float]:
    return _figures([_took(lambda k=key, r=raw: stroke(k, r)) for key, raw in typed])  # type: ignore[misc]


def _took(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _figures(times: list[float]) -> dict[str, float]:
    return {"median": median(times), "p95": quantiles(times, n=20)[-1], "worst": max(times)}


@contextmanager
def _session(folder: str) -> Iterator[Session]:
    """A real store with one case."""
    house = build(Path(folder))
    session, _key = house.create(_PASSPHRASE, "Måling")
    try:
        seed(session, cases=1, notes=0, seed=1)
        yield session
    finally:
        house.lock()
