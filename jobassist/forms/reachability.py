"""Whether a condition can ever hold: tried over every combination of what its fields can be.

Only fields with few possible values (choices, yes and no) are tried; a number, a day or a text is
tried with the values that the expressions themselves name, and around them. With too many
combinations nothing is claimed.
"""

import ast
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import product
from typing import Any

from jobassist.forms.definition import Definition, Field, FieldType
from jobassist.forms.expressions import Expression, truth

_MOST = 4000
_TODAY = date(2026, 1, 15)
_AROUND = (-1, 0, 1)


def never(conditions: Iterable[Expression], definition: Definition) -> bool:
    """Whether the conditions can never all hold, as far as that can be tried."""
    together = [*conditions]
    names = sorted({name for one in together for name in one.names})
    constants = [c for one in together for c in _constants(one)]
    domains = []
    combinations = 1
    for name in names:
        field = definition.by_key.get(name)
        domain = _domain(field, constants) if field else None
        if domain is None:
            return False
        combinations *= len(domain)
        if combinations > _MOST:
            return False
        domains.append(domain)
    return not any(
        all(truth(one, dict(zip(names, values, strict=True)), _TODAY) for one in together)
        for values in product(*domains)
    )


def _domain(field: Field, constants: list[Any]) -> list[Any] | None:
    """What a field may hold, nothing among it; None where that is not known."""
    if field.calculate is not None:
        return None
    codes = [choice.code for choice in field.choices]
    numbers = {FieldType.NUMBER, FieldType.MONEY, FieldType.HOURS}
    known: dict[FieldType, list[Any]] = {
        FieldType.CHOICE: codes,
        FieldType.CHOICES: [*([code] for code in codes), codes],
        FieldType.YES_NO: [True, False],
        FieldType.DECLARATION: [True, False],
        FieldType.DATE: [_TODAY + timedelta(days=n) for n in (-400, -1, 0, 1, 400)],
        FieldType.TEXT: ["x", *(c for c in constants if isinstance(c, str))],
        FieldType.LONG_TEXT: ["x"],
        **{one: _numbers(field, constants) for one in numbers},
    }
    return [None, *known[field.type]] if field.type in known else None


def _numbers(field: Field, constants: list[Any]) -> list[Any]:
    named = [c for c in constants if isinstance(c, int | float) and not isinstance(c, bool)]
    near = {n + step for n in (0, *named) for step in _AROUND}
    near |= {b for b in (field.least, field.most) if b is not None}
    return [
        n
        for n in near
        if (field.least is None or n >= field.least) and (field.most is None or n <= field.most)
    ]


def _constants(expression: Expression) -> list[Any]:
    return [node.value for node in ast.walk(expression.tree) if isinstance(node, ast.Constant)]
