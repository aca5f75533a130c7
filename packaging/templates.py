r"""What administrators get of the policy: JSON Schema, ADMX with Danish and English, and a table.

Usage: python packaging/templates.py OUT

All are made from `jobassist.policy_schema`, which is made from the table of settings; nothing
here is kept, so nothing can fall behind. ADMX: each setting stands twice, locked (under
`SOFTWARE\Policies\jobassist`) and recommended (its key `Recommended`), where it may be that.
"""

import json
import sys
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from jobassist.policy import LOCKED, RECOMMENDED  # noqa: E402
from jobassist.policy_registry import PLACE, RECOMMENDED_PLACE  # noqa: E402
from jobassist.policy_schema import schema  # noqa: E402

KEYS = {LOCKED: PLACE, RECOMMENDED: RECOMMENDED_PLACE}
WORDS = {
    "da": {LOCKED: "Låst", RECOMMENDED: "Anbefalet", "any": "jobassist 0.1 eller nyere"},
    "en": {LOCKED: "Locked", RECOMMENDED: "Recommended", "any": "jobassist 0.1 or later"},
}
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_SPACE = 'xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"'
_LONGEST_INTEGER = 2**31 - 1

Settings = dict[str, dict[str, Any]]


def main(out: Path) -> int:
    """Write all of them into a folder."""
    told = schema()
    write(out / "policies.schema.json", json.dumps(told, ensure_ascii=False, indent=1))
    write(out / "jobassist.admx", admx(told))
    write(out / "da-DK" / "jobassist.adml", adml(told, "da"))
    write(out / "en-US" / "jobassist.adml", adml(told, "en"))
    for language in WORDS:
        write(out / f"policy-{language}.md", table(told, language))
    print(out)
    return 0


def write(file: Path, text: str) -> None:
    """One file, its folder with it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text.rstrip() + "\n", encoding="utf-8")


def parts(told: dict[str, Any]) -> dict[str, Settings]:
    """The settings of the locked and of the recommended part."""
    return {part: told["properties"][part]["properties"] for part in KEYS}


def groups(told: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The headings: an id, and its words."""
    found = [one["x-group"] for one in parts(told)[LOCKED].values()]
    return {group["en"].replace(" ", ""): group for group in found}


def admx(told: dict[str, Any]) -> str:
    """The template: no words, only ids of words."""
    categories = "".join(
        f'\n    <category name="{part}_{id}" displayName="$(string.group_{id})">'
        f'<parentCategory ref="{part}"/></category>'
        for part in KEYS
        for id in groups(told)
    )
    tops = "".join(
        f'\n    <category name="{part}" displayName="$(string.{part})">'
        '<parentCategory ref="jobassist"/></category>'
        for part in KEYS
    )
    policies = "".join(
        _policy(part, key, one)
        for part, settings in parts(told).items()
        for key, one in settings.items()
    )
    return f"""{_HEAD}<policyDefinitions {_SPACE} revision="1.0" schemaVersion="1.0">
  <policyNamespaces>
    <target prefix="jobassist" namespace="jobassist.Policies"/>
  </policyNamespaces>
  <resources minRequiredRevision="1.0"/>
  <supportedOn><definitions>
    <definition name="any" displayName="$(string.any)"/>
  </definitions></supportedOn>
  <categories>
    <category name="jobassist" displayName="$(string.jobassist)"/>{tops}{categories}
  </categories>
  <policies>{policies}
  </policies>
</policyDefinitions>"""


def _policy(part: str, key: str, one: dict[str, Any]) -> str:
    id = f"{part}_{key}"
    group = one["x-group"]["en"].replace(" ", "")
    head = (
        f'\n    <policy name="{id}" class="Machine" displayName="$(string.{key})" '
        f'explainText="$(string.{key}_help)" key={quoteattr(KEYS[part])}'
    )
    inside = f'<parentCategory ref="{part}_{group}"/><supportedOn ref="any"/>'
    if one["type"] == "boolean":
        on, off = ('<decimal value="1"/>', '<decimal value="0"/>')
        return (
            f'{head} valueName="{key}">{inside}<enabledValue>{on}</enabledValue>'
            f"<disabledValue>{off}</disabledValue></policy>"
        )
    return (
        f'{head} presentation="$(presentation.{id})">{inside}'
        f"<elements>{_element(key, one)}</elements></policy>"
    )


def _element(key: str, one: dict[str, Any]) -> str:
    named = f'id="{key}" valueName="{key}"'
    if "enum" in one:
        items = "".join(
            f'<item displayName="$(string.{key}_{n})"><value><string>{escape(str(value))}</string>'
            "</value></item>"
            for n, value in enumerate(one["enum"])
        )
        return f'<enum {named} required="true">{items}</enum>'
    if one["type"] == "integer":
        least, most = one.get("minimum", 0), one.get("maximum", _LONGEST_INTEGER)
        return f'<decimal {named} required="true" minValue="{least}" maxValue="{most}"/>'
    return f'<text {named} maxLength="{min(one["maxLength"], 1023)}"/>'


def adml(told: dict[str, Any], language: str) -> str:
    """The words of the template in one language."""
    words = WORDS[language]
    texts = {"jobassist": "jobassist", **words}
    texts |= {f"group_{id}": group[language] for id, group in groups(told).items()}
    for key, one in parts(told)[LOCKED].items():
        texts[key] = title(one, language)
        texts[f"{key}_help"] = f"{title(one, language)}\n\n{limits(one, language)}"
        texts |= {f"{key}_{n}": str(value) for n, value in enumerate(one.get("enum", ()))}
    strings = "".join(f'\n      <string id="{i}">{escape(t)}</string>' for i, t in texts.items())
    shown = "".join(
        f'\n      <presentation id="{part}_{key}">{_shown(key, one, language)}</presentation>'
        for part, settings in parts(told).items()
        for key, one in settings.items()
        if one["type"] != "boolean"
    )
    return f"""{_HEAD}<policyDefinitionResources {_SPACE} revision="1.0" schemaVersion="1.0">
  <displayName>jobassist</displayName>
  <description>jobassist</description>
  <resources>
    <stringTable>{strings}
    </stringTable>
    <presentationTable>{shown}
    </presentationTable>
  </resources>
</policyDefinitionResources>"""


def _shown(key: str, one: dict[str, Any], language: str) -> str:
    name = escape(title(one, language))
    if "enum" in one:
        return f'<dropdownList refId="{key}" defaultItem="0">{name}</dropdownList>'
    if one["type"] == "integer":
        value = one["default"]
        return f'<decimalTextBox refId="{key}" defaultValue="{value}">{name}</decimalTextBox>'
    return f'<textBox refId="{key}"><label>{name}</label></textBox>'


def title(one: dict[str, Any], language: str) -> str:
    """The setting's name."""
    return str(one["x-da"] if language == "da" else one["title"])


def limits(one: dict[str, Any], language: str) -> str:
    """What it may be, and what it is without a policy."""
    danish = language == "da"
    told = "Standard" if danish else "Default"
    text = f"{told}: {json.dumps(one['default'], ensure_ascii=False)}"
    if "enum" in one:
        text += ". " + ("Værdier" if danish else "Values") + ": " + ", ".join(map(str, one["enum"]))
    if "minimum" in one:
        text += f". {one['minimum']} - {one.get('maximum', '')}"
    if one.get("x-only-locked"):
        text += ". " + ("Kan kun låses." if danish else "Can only be locked.")
    return text


def table(told: dict[str, Any], language: str) -> str:
    """The settings for the administrator's guide."""
    heads = {
        "da": ("Nøgle", "Betydning", "Type", "Grænser"),
        "en": ("Key", "Meaning", "Type", "Limits"),
    }[language]
    lines = ["| " + " | ".join(heads) + " |", "|---|---|---|---|"]
    for key, one in parts(told)[LOCKED].items():
        cells = (f"`{key}`", title(one, language), one["type"], limits(one, language))
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
