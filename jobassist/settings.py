"""Settings in force: policy over the user's choice over what is recommended over the default."""

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jobassist.errors import EnvironmentFault, PolicyDenied, UserError
from jobassist.settings_table import GROUPS, LONGEST_TEXT, TABLE, Group, Setting, Value

__all__ = [
    "GROUPS",
    "LONGEST_TEXT",
    "TABLE",
    "Group",
    "Setting",
    "Settings",
    "Value",
    "check",
]


def check(key: str, value: object) -> Value:
    """The value if the table allows it; UserError `settings.invalid` otherwise."""
    setting = TABLE.get(key)
    if setting is None or type(value) is not setting.type:
        raise UserError("settings.invalid", key=key)
    outside = isinstance(value, int) and (
        (setting.least is not None and value < setting.least)
        or (setting.most is not None and value > setting.most)
    )
    unlike = isinstance(value, str) and (
        len(value) > LONGEST_TEXT
        or "\0" in value
        or any("\ud800" <= sign <= "\udfff" for sign in value)  # half a sign: no text holds it
        or (setting.pattern and not re.fullmatch(setting.pattern, value))
    )
    if outside or unlike or (setting.choices and value not in setting.choices):
        raise UserError("settings.invalid", key=key)
    return value  # type: ignore[return-value]


@dataclass(slots=True)
class Settings:
    """The values in force. `file` holds the user's choices; it never holds personal data.

    `policy` is what the organisation has locked, `recommended` what it puts in the default's place;
    `of_central` and `central_recommends` are the same from the central, under the machine's own.
    `unknown` are choices of another version: they go along, for whoever goes back to it.
    """

    file: Path | None = None
    policy: Mapping[str, Value] = field(default_factory=dict)
    chosen: dict[str, Value] = field(default_factory=dict)
    recommended: Mapping[str, Value] = field(default_factory=dict)
    unknown: dict[str, Any] = field(default_factory=dict)
    of_central: Mapping[str, Value] = field(default_factory=dict)
    central_recommends: Mapping[str, Value] = field(default_factory=dict)

    @classmethod
    def load(
        cls,
        file: Path,
        policy: Mapping[str, Value],
        recommended: Mapping[str, Value] | None = None,
    ) -> "Settings":
        """Read the user's choices; an invalid one is dropped, not fatal.

        What was chosen under a setting's former name is read under its present one.
        """
        chosen: dict[str, Value] = {}
        unknown: dict[str, Any] = {}
        read = _read_object(file)
        now = {former: one.key for one in TABLE.values() for former in one.former}
        for key, value in read.items():
            if key not in TABLE and (key not in now or now[key] in read):
                unknown[key] = value
                continue
            present = now.get(key, key)
            with suppress(UserError):
                chosen[present] = check(present, value)
        return cls(file, policy, chosen, recommended or {}, unknown)

    def __getitem__(self, key: str) -> Any:
        """The value in force."""
        suggested = self.central_recommends.get(key, TABLE[key].default)
        ordinary = self.recommended.get(key, suggested)
        free = self.chosen.get(key, ordinary)
        return self.policy.get(key, self.of_central.get(key, free))

    def locked(self, key: str) -> bool:
        """Whether the organisation decides it ("styret af din organisation")."""
        return key in self.policy or key in self.of_central

    def choose(self, key: str, value: Value) -> None:
        """Keep the user's choice.

        Raises: PolicyDenied `settings.locked`, UserError `settings.invalid`, EnvironmentFault
        `settings.not_kept`.
        """
        if self.locked(key) or TABLE[key].by_policy:
            raise PolicyDenied("settings.locked", key=key)
        self._keep({**self.chosen, key: check(key, value)})

    def reset(self, key: str) -> None:
        """Go back to what holds without a choice. Raises: EnvironmentFault `settings.not_kept`."""
        self._keep({one: value for one, value in self.chosen.items() if one != key})

    def _keep(self, chosen: dict[str, Value]) -> None:
        if self.file:
            partial = self.file.with_suffix(".new")
            kept = {**self.unknown, **chosen}
            try:
                self.file.parent.mkdir(parents=True, exist_ok=True)
                partial.write_text(json.dumps(kept, indent=1, sort_keys=True), encoding="utf-8")
                partial.replace(self.file)
            except OSError:
                raise EnvironmentFault("settings.not_kept") from None
        self.chosen = chosen


def _read_object(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
