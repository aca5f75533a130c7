"""The JSON Schema of a policy, made from the table of settings.

Everything administrators get is made from it: the validator of their editor, the templates for
group policy, the table in the guide. `x-da` holds the Danish words.
"""

from typing import Any

from jobassist.policy import LOCKED, RECOMMENDED
from jobassist.settings import GROUPS, LONGEST_TEXT, Setting

_TYPES = {str: "string", int: "integer", bool: "boolean"}


def schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of `policies.json`."""
    lockable = [(group, one) for group in GROUPS for one in group.settings if one.lockable]
    locked = {one.key: _described(group.en, group.da, one) for group, one in lockable}
    recommended = {one.key: locked[one.key] for _, one in lockable if not one.by_policy}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "jobassist policy",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            LOCKED: _object("In force; nobody can change it.", locked),
            RECOMMENDED: _object("In force until the user chooses something else.", recommended),
        },
    }


def _object(description: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "description": description,
        "additionalProperties": False,
        "properties": properties,
    }


def _described(group_en: str, group_da: str, setting: Setting) -> dict[str, Any]:
    told: dict[str, Any] = {
        "type": _TYPES[setting.type],
        "title": setting.en,
        "default": setting.default,
        "x-da": setting.da,
        "x-group": {"en": group_en, "da": group_da},
    }
    if setting.by_policy:
        told["x-only-locked"] = True
    if setting.choices:
        told["enum"] = list(setting.choices)
    if setting.least is not None:
        told["minimum"] = setting.least
    if setting.most is not None:
        told["maximum"] = setting.most
    if setting.type is str:
        told["maxLength"] = LONGEST_TEXT
    if setting.pattern:
        told["pattern"] = f"^(?:{setting.pattern})$"
    return told
