"""A form as lines of text: what it asks, in order, and what decides over what."""

from collections.abc import Iterator

from jobassist.forms.definition import Definition, Field
from jobassist.forms.expressions import Expression


def lines(definition: Definition, language: str = "da") -> Iterator[str]:
    """The form as it would be read aloud: headings, fields, choices, conditions."""
    yield f"{definition.title(language)} ({definition.name}, {definition.version[:12]})"
    for section in definition.sections:
        yield ""
        yield section.title(language).upper() + _when(section.visible)
        for field in section.fields:
            yield from _field(field, language, "  ")
    if definition.conditions:
        yield ""
    for condition in definition.conditions:
        yield f"{condition.level.value}: {condition.message(language)} [{condition.id}]"


def _field(field: Field, language: str, indent: str) -> Iterator[str]:
    asked = " *" if field.required is True else ""
    if isinstance(field.required, Expression):
        asked = f" * hvis {field.required.text}"
    worked_out = f" = {field.calculate.text}" if field.calculate else ""
    privacy = f" [{', '.join(sorted(field.privacy))}]" if field.privacy else ""
    yield (
        f"{indent}{field.label(language)} <{field.key}: {field.type.value}>"
        f"{asked}{worked_out}{_when(field.visible)}{privacy}"
    )
    for choice in field.choices:
        yield f"{indent}  ( ) {choice.words(language)} <{choice.code}>"
    for column in field.columns:
        yield from _field(column, language, indent + "  | ")


def _when(condition: Expression | None) -> str:
    return f"  (vises hvis {condition.text})" if condition else ""
