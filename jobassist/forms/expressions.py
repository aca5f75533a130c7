"""Small expressions in forms and rules: compiled once, evaluated by simpleeval, never by Python.

The language is a part of Python's: names of fields, numbers, texts, lists of texts, comparison,
`and`, `or`, `not`, `+ - * /`, `in`, `x if y else z`, and the functions of `FUNCTIONS`. What is not
filled in is None; an expression that needs it to calculate or to compare by size comes to None:
unknown, and nothing follows from it. (While x is None, `not x` holds and `x in [...]` does not.)
Why simpleeval: docs/decisions/013-forms-as-data.md.
"""

import ast
import keyword
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from simpleeval import DEFAULT_OPERATORS, EvalWithCompoundTypes, InvalidExpression

from jobassist.forms.periods import Span, later, weeks_between

LONGEST = 500
MOST_NODES = 150
_ALLOWED: tuple[type[ast.AST], ...] = (
    ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.BinOp,
    ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Compare, ast.Eq, ast.NotEq,
    ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.IfExp, ast.Call, ast.Name, ast.Load,
    ast.Constant, ast.List,
)  # fmt: skip


class BadExpressionError(ValueError):
    """An expression that cannot be used. `code` says why, `offset` where in it (from 0)."""

    def __init__(self, code: str, offset: int = 0, name: str = "") -> None:
        super().__init__(code)
        self.code, self.offset, self.name = code, offset, name


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression and the names it needs."""

    text: str
    names: frozenset[str]
    tree: Any = field(compare=False, repr=False)


def compile_expression(text: str) -> Expression:
    """Raises: BadExpressionError with code `form.expression_...`."""
    if len(text) > LONGEST:
        raise BadExpressionError("form.expression_too_long")
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        offset = (getattr(error, "offset", None) or 1) - 1
        raise BadExpressionError("form.expression_syntax", offset) from None
    names: set[str] = set()
    nodes = list(ast.walk(tree))
    if len(nodes) > MOST_NODES:
        raise BadExpressionError("form.expression_too_long")
    called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    for node in nodes:
        offset = getattr(node, "col_offset", 0)
        if not isinstance(node, _ALLOWED):
            raise BadExpressionError("form.expression_forbidden", offset)
        if isinstance(node, ast.Constant) and not isinstance(
            node.value, str | int | float | bool | None
        ):
            raise BadExpressionError("form.expression_forbidden", offset)
        if isinstance(node, ast.Call):
            if not isinstance(node.func, ast.Name) or node.keywords:
                raise BadExpressionError("form.expression_forbidden", offset)
            if node.func.id not in FUNCTIONS:
                raise BadExpressionError("form.expression_function", offset, node.func.id)
            least, most = _TAKES.get(node.func.id, (1, 1))
            if not least <= len(node.args) <= most:
                raise BadExpressionError("form.expression_arguments", offset, node.func.id)
        if isinstance(node, ast.Name) and id(node) not in called:
            names.add(node.id)
    return Expression(text, frozenset(names - {"i_dag"}), tree.body)


def evaluate(expression: Expression, values: Mapping[str, Any], today: date) -> Any:
    """What it comes to; None when it cannot be known yet."""
    names = {name: values.get(name) for name in expression.names}
    names["i_dag"] = today
    engine = EvalWithCompoundTypes(
        operators=DEFAULT_OPERATORS, functions=dict(FUNCTIONS), names=names
    )
    try:
        return engine.eval(expression.text, previously_parsed=expression.tree)
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, InvalidExpression):
        return None


def truth(expression: Expression, values: Mapping[str, Any], today: date) -> bool | None:
    """Whether it holds; None when that cannot be known yet."""
    value = evaluate(expression, values, today)
    return None if value is None else bool(value)


def _filled(value: Any) -> bool:
    return value is not None and value not in ("", [])


def _count(value: Collection[Any] | None) -> int:
    return len(value) if isinstance(value, Collection) and not isinstance(value, str) else 0


def _total(rows: Collection[Mapping[str, Any]] | None, column: str) -> float:
    found = [row.get(column) for row in rows or ()]
    return sum(value for value in found if isinstance(value, int | float))


def _rising(rows: Collection[Mapping[str, Any]] | None, column: str) -> bool:
    found = [row[column] for row in rows or () if row.get(column) is not None]
    return all(before < after for before, after in pairwise(found))


def _largest(rows: Collection[Mapping[str, Any]] | None, column: str) -> Any:
    found = [row[column] for row in rows or () if row.get(column) is not None]
    return max(found) if found else None


def _days(first: date, last: date) -> int:
    return (last - first).days + 1


def _from(value: Span) -> date:
    return value.first


def _to(value: Span) -> date:
    return value.last


def _least(*values: Any) -> Any:
    return min(values)


def _greatest(*values: Any) -> Any:
    return max(values)


def _round(value: float, digits: int = 0) -> float:
    return round(value, digits) if digits else round(value)


def _of_known(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, unknown when something it is given is."""

    def known(*given: Any) -> Any:
        return None if any(one is None for one in given) else function(*given)

    return known


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "udfyldt": _filled,
    "antal": _count,
    "sum": _total,
    "dage": _of_known(_days),
    "uger": _of_known(weeks_between),
    "plus": _of_known(later),
    "dage_efter": _of_known(lambda day, count: day + timedelta(days=count)),
    "fra": _of_known(_from),
    "til": _of_known(_to),
    "mindst": _of_known(_least),
    "hoejst": _of_known(_greatest),
    "afrund": _of_known(_round),
    "stigende": _of_known(_rising),
    "stoerste": _of_known(_largest),
    "laengde": _of_known(lambda text: len(text.strip())),
    "ord": _of_known(lambda text: len(text.split())),
}
"""udfyldt(x), antal(rows), sum(rows, "column"), stoerste(rows, "column"),
stigende(rows, "column"), dage(a, b) both counted, uger(a, b),
plus(day, "P13W"), dage_efter(day, n), fra(period), til(period), mindst(...), hoejst(...),
afrund(x, digits), laengde(text), ord(text)."""
_MANY = MOST_NODES
_TAKES: dict[str, tuple[int, int]] = {  # how many, the least and the most; the others take one
    "sum": (2, 2), "stoerste": (2, 2), "stigende": (2, 2), "dage": (2, 2), "uger": (2, 2),
    "plus": (2, 2), "dage_efter": (2, 2), "mindst": (2, _MANY), "hoejst": (2, _MANY),
    "afrund": (1, 2),
}  # fmt: skip
RESERVED = frozenset({"i_dag", *keyword.kwlist})
"""Names that no field can have: an expression could not mean the field by them."""
