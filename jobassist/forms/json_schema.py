"""A form's data as JSON Schema (draft 2020-12), for whoever sends or receives it as JSON.

It says what can be said without knowing the other fields: conditions, skip logic and the rules
of law stay with the form, so a field that may be hidden is never required here.
"""

from typing import Any

from jobassist.forms.definition import Definition, Field, FieldType
from jobassist.forms.values import longest

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_DAY = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_TEXTS = {FieldType.TEXT, FieldType.LONG_TEXT, FieldType.COMPANY, FieldType.CITIZEN}
_PATTERNS = {
    FieldType.CPR: r"^\d{10}$",
    FieldType.CVR: r"^\d{8}$",
    FieldType.P_NUMBER: r"^\d{10}$",
    FieldType.PHONE: r"^\+?\d{8,15}$",
    FieldType.HOURS: r"^\d{1,3}:[0-5]\d$",
    FieldType.MONEY: r"^-?\d{1,12}\.\d{2}$",
}


def export(definition: Definition) -> dict[str, Any]:
    """The schema of the object `{field: value}` with values as they are kept."""
    fields = [field for field in definition.fields() if field.holds_value]
    always = [
        field.key
        for section in definition.sections
        for field in section.fields
        if field.required is True and field.visible is None and section.visible is None
        if field.holds_value
    ]
    return {
        "$schema": DRAFT,
        "$id": f"urn:jobassist:form:{definition.name}:{definition.version}",
        "title": definition.title.da,
        "type": "object",
        "additionalProperties": False,
        "properties": {field.key: _of(field) for field in fields},
        "required": always,
    }


def _of(field: Field) -> dict[str, Any]:
    said: dict[str, Any] = {"title": field.label.da, **_kind(field)}
    if field.help:
        said["description"] = field.help.da
    if field.calculate is not None:
        said["readOnly"] = True
    if field.privacy:
        said["x-privacy"] = sorted(field.privacy)
    return said


def _kind(field: Field) -> dict[str, Any]:
    if field.type in _TEXTS:
        return {"type": "string", "maxLength": longest(field)}
    if field.type in _PATTERNS:
        return {"type": "string", "pattern": _PATTERNS[field.type]}
    codes = [choice.code for choice in field.choices]
    if field.type is FieldType.TABLE:
        return _rows(field)
    simple: dict[FieldType, dict[str, Any]] = {
        FieldType.EMAIL: {"type": "string", "format": "email", "maxLength": 254},
        FieldType.DATE: dict(_DAY),
        FieldType.PERIOD: {
            "type": "object",
            "additionalProperties": False,
            "properties": {"fra": _DAY, "til": _DAY},
            "required": ["fra", "til"],
        },
        FieldType.CHOICE: {"enum": codes},
        FieldType.CHOICES: {
            "type": "array",
            "uniqueItems": True,
            "items": {"enum": codes},
        },
        FieldType.YES_NO: {"type": "boolean"},
        FieldType.DECLARATION: {"type": "boolean"},
        FieldType.NUMBER: {"type": "number"},
    }
    said = simple[field.type]
    if field.least is not None and field.type is FieldType.NUMBER:
        said["minimum"] = field.least
    if field.most is not None and field.type is FieldType.NUMBER:
        said["maximum"] = field.most
    return said


def _rows(field: Field) -> dict[str, Any]:
    return {
        "type": "array",
        "maxItems": field.most_rows,
        "items": {
            "type": "object",
            "additionalProperties": False,
            "properties": {column.key: _of(column) for column in field.columns},
            "required": [c.key for c in field.columns if c.required is True and c.visible is None],
        },
    }
