"""The table of settings: what there is to set, who may set it, and within which limits.

Everything that knows settings reads this: the window's page, the policy with its schema and
templates, the administrator's guide.
"""

from dataclasses import dataclass

Value = str | int | bool
LONGEST_TEXT = 4000
"""Characters in a setting's text: what a registry value and a group policy hold without trouble."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting, with its Danish and English name.

    `lockable`: the organisation may fix it by policy; `by_policy`: only a policy may set it.
    `later`: a change is in force when the window is opened again. `pattern`: what a text must
    match as a whole. `former`: names it had in earlier versions; a choice kept under one is read.
    `by_machine`: a policy from the central leaves it alone, since it says whom this computer trusts
    and how it reaches the central.
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
    by_machine: bool = False


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
                by_machine=True,
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
            Setting(
                "calendar_details",
                str,
                "none",
                True,
                "Kalenderen får at vide (intet, sagsnummer eller navn og sted)",
                "The calendar is told (nothing, the case number, or name and place)",
                ("none", "case", "name"),
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
                "trash_days",
                int,
                30,
                True,
                "Papirkurven tømmes efter dage",
                "The bin is emptied after days",
                least=1,
                most=365,
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
                by_machine=True,
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
                by_machine=True,
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
                by_machine=True,
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
                by_machine=True,
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
            Setting(
                "ring",
                int,
                9,
                True,
                "Udrulningsring (0 får nye versioner først)",
                "Ring of the roll-out (0 gets new versions first)",
                least=0,
                most=9,
                by_policy=True,
            ),
            Setting(
                "least_version",
                str,
                "",
                True,
                "Ældste version, der må være i brug (tom: enhver)",
                "Oldest version that may be in use (empty: any)",
                by_policy=True,
                pattern=r"(\d{1,4}(\.\d{1,4}){0,2})?",
            ),
            Setting(
                "condition_reports",
                bool,
                True,
                True,
                "Computerens tilstand meldes til centralen (version og koder, intet om borgere)",
                "The computer's condition is told to the central (version and codes, no citizens)",
                by_policy=True,
            ),
        ),
    ),
)
"""Every setting, as the page of settings and the administrator's documentation group them."""

TABLE: dict[str, Setting] = {one.key: one for group in GROUPS for one in group.settings}
