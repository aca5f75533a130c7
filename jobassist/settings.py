"""Settings: one declared table; policy over the user's choice over the default."""

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jobassist.errors import EnvironmentFault, PolicyDenied, UserError

Value = str | int | bool
LONGEST_TEXT = 4000
"""Characters in a setting's text: what a registry value and a group policy hold without trouble."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting, with its Danish and English name.

    `lockable`: the organisation may fix it by policy; `by_policy`: only a policy may set it.
    `later`: a change is in force when the window is opened again. `pattern`: what a text must
    match as a whole. `former`: names it had in earlier versions; a choice kept under one is read.
    """

    key: str
    type: type
    default: Value
    lockable: bool
    da: str
    en: str
    choices: tuple[Value, ...] = ()
    least: int | None = None
    most: int | None = None
    by_policy: bool = False
    later: bool = False
    pattern: str = ""
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Settings that belong together, under a Danish and an English heading."""

    da: str
    en: str
    settings: tuple[Setting, ...]


GROUPS: tuple[Group, ...] = (
    Group(
        "Udseende",
        "Appearance",
        (
            Setting("language", str, "da", True, "Sprog", "Language", ("da", "en"), later=True),
            Setting(
                "theme",
                str,
                "system",
                False,
                "Udseende",
                "Theme",
                ("system", "light", "dark", "contrast"),
            ),
            Setting(
                "text_size",
                int,
                100,
                False,
                "Tekststørrelse i procent",
                "Text size in per cent",
                (100, 125, 150, 200),
                later=True,
            ),
            Setting(
                "hide_from_capture",
                bool,
                False,
                True,
                "Skjul vinduet i skærmbilleder og skærmdeling (kun Windows)",
                "Keep the window out of screenshots and screen sharing (Windows only)",
                later=True,
            ),
        ),
    ),
    Group(
        "Lås og kopiering",
        "Lock and copying",
        (
            Setting(
                "idle_minutes",
                int,
                5,
                True,
                "Lås efter minutter uden brug",
                "Lock after idle minutes",
                least=1,
                most=5,
                later=True,
            ),
            Setting(
                "clipboard_seconds",
                int,
                90,
                True,
                "Tøm udklipsholderen efter sekunder",
                "Clear the clipboard after seconds",
                least=10,
                most=600,
                later=True,
            ),
        ),
    ),
    Group(
        "Diktat",
        "Dictation",
        (
            Setting("microphone", str, "", False, "Mikrofon", "Microphone"),
            Setting(
                "microphone_channel",
                int,
                0,
                False,
                "Mikrofonens kanal (0: begge)",
                "Channel of the microphone (0: both)",
                least=0,
                most=8,
            ),
            Setting("model", str, "base", True, "Talemodel", "Speech model", later=True),
            Setting(
                "model_dir",
                str,
                "",
                True,
                "Mappe med talemodeller",
                "Folder of speech models",
                later=True,
            ),
            Setting(
                "unfit_model_may_write_notes",
                bool,
                True,
                True,
                "Uegnet talemodel må skrive fri tekst",
                "Unfit speech model may write free text",
            ),
        ),
    ),
    Group(
        "Kontoret",
        "The office",
        (
            Setting(
                "municipality_name",
                str,
                "Kommunen",
                True,
                "Kommunens navn",
                "Name of the municipality",
            ),
            Setting("office_name", str, "Jobcentret", True, "Kontorets navn", "Name of the office"),
            Setting(
                "appeal_weeks",
                int,
                4,
                True,
                "Klagefrist i uger",
                "Appeal deadline in weeks",
                least=1,
                most=52,
            ),
        ),
    ),
    Group(
        "Blanketter",
        "Forms",
        (
            Setting(
                "ratio_count_unit",
                str,
                "hoveder",
                True,
                "Rimelighedskravet tæller (hoveder eller fuldtid; kilderne er uenige)",
                "The ratio rule counts (heads or full time; the sources disagree)",
                ("hoveder", "fuldtid"),
            ),
            Setting(
                "trial_eight_weeks",
                bool,
                False,
                True,
                "Brug forsøgets otte ugers praktik (usikkert, om det gælder)",
                "Use the trial's eight weeks of internship (uncertain whether in force)",
            ),
            Setting(
                "insurance_text",
                str,
                "",
                True,
                "Tekst om forsikring i blanketter",
                "Text on insurance in forms",
            ),
            Setting(
                "delegated_decisions",
                bool,
                False,
                True,
                "Konsulenter må afgøre på stedet",
                "Consultants may decide on the spot",
                by_policy=True,
            ),
            Setting(
                "test_persons",
                bool,
                False,
                True,
                "Tillad testpersoners CPR-numre i blanketter",
                "Allow CPR numbers of test persons in forms",
            ),
        ),
    ),
    Group(
        "Opbevaring",
        "Keeping",
        (
            Setting(
                "closed_case_days",
                int,
                0,
                True,
                "Lukkede sager bliver på computeren i dage (0: reglens frist)",
                "Closed cases stay on the computer for days (0: as the rule says)",
                least=0,
                most=3650,
            ),
            Setting(
                "retention_automatic",
                bool,
                False,
                True,
                "Slet udløbne sager uden at spørge",
                "Erase expired cases without asking",
                by_policy=True,
            ),
            Setting(
                "escrow_public_key",
                str,
                "",
                True,
                "Offentlig nøgle til IT's nødadgang",
                "Public key of IT's emergency access",
                by_policy=True,
                pattern=r"([A-Za-z0-9+/]{43}=)?",
            ),
            Setting(
                "export_folders",
                str,
                "",
                True,
                "Mapper, der må gemmes i (adskilt af semikolon; tom: alle)",
                "Folders that may be saved to (separated by semicolons; empty: all)",
                by_policy=True,
            ),
        ),
    ),
    Group(
        "Centralen",
        "The central",
        (
            Setting(
                "central_url",
                str,
                "",
                True,
                "Centralens adresse",
                "Address of the central",
                pattern=r"(https?://\S+)?",
            ),
            Setting(
                "proxy",
                str,
                "",
                True,
                "Proxy (tom: systemets; direct: ingen)",
                "Proxy (empty: the system's; direct: none)",
                later=True,
                pattern=r"(direct|https?://[^\s/@]+)?",
            ),
        ),
    ),
    Group(
        "Drift",
        "Operations",
        (
            Setting(
                "allowed_microphones",
                str,
                "",
                True,
                "Mikrofoner, der må bruges (dele af navne, adskilt af semikolon; tom: alle)",
                "Microphones that may be used (parts of names, by semicolons; empty: all)",
                by_policy=True,
            ),
            Setting(
                "model_download",
                bool,
                False,
                True,
                "Talemodeller må hentes fra nettet, når nogen beder om det",
                "Speech models may be fetched from the network when somebody asks for it",
                by_policy=True,
            ),
            Setting(
                "model_pack_key",
                str,
                "",
                True,
                "Offentlig nøgle, som modelpakker er underskrevet med",
                "Public key that model packs are signed with",
                by_policy=True,
                pattern=r"([A-Za-z0-9+/]{43}=)?",
            ),
            Setting(
                "diagnostics",
                bool,
                True,
                True,
                "Der må laves en diagnosepakke",
                "A diagnostics bundle may be made",
                by_policy=True,
            ),
            Setting(
                "update_notice",
                bool,
                True,
                True,
                "Sig til, når centralen kræver en nyere version",
                "Say so when the central asks for a newer version",
            ),
        ),
    ),
)
"""Every setting, as the page of settings and the administrator's documentation group them."""

TABLE: dict[str, Setting] = {one.key: one for group in GROUPS for one in group.settings}


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
        or (setting.pattern and not re.fullmatch(setting.pattern, value))
    )
    if outside or unlike or (setting.choices and value not in setting.choices):
        raise UserError("settings.invalid", key=key)
    return value  # type: ignore[return-value]


@dataclass(slots=True)
class Settings:
    """The values in force. `file` holds the user's choices; it never holds personal data.

    `policy` is what the organisation has locked, `recommended` what it puts in the default's place.
    `unknown` are choices of another version: they go along, for whoever goes back to it.
    """

    file: Path | None = None
    policy: Mapping[str, Value] = field(default_factory=dict)
    chosen: dict[str, Value] = field(default_factory=dict)
    recommended: Mapping[str, Value] = field(default_factory=dict)
    unknown: dict[str, Any] = field(default_factory=dict)

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
        ordinary = self.recommended.get(key, TABLE[key].default)
        return self.policy.get(key, self.chosen.get(key, ordinary))

    def locked(self, key: str) -> bool:
        """Whether the organisation decides it ("styret af din organisation")."""
        return key in self.policy

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
