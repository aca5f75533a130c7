"""Make the Windows installer (MSI, per machine, 64 bit) from a staged tree, by wixl.

Usage: python packaging/msi.py TREE OUT [--version V]     the application
       python packaging/msi.py --model PACK OUT           a speech model pack

Documented properties: MODELDIR, POLICYFILE, DESKTOPSHORTCUT=1, AUTOSTART=1. They are remembered in
the registry, so that an upgrade asks for nothing and turns nothing on again. Nothing is started,
no dialog exists, user data is no part of the product and so stays when it is removed.
"""

import argparse
import hashlib
import subprocess
import sys
import tomllib
import uuid
from importlib.metadata import version
from pathlib import Path
from xml.sax.saxutils import quoteattr

HERE = Path(__file__).resolve().parent
PRODUCT = tomllib.loads((HERE / "windows" / "product.toml").read_text(encoding="utf-8"))
PLACE = r"SOFTWARE\jobassist"
_SPACE = uuid.UUID(PRODUCT["upgrade_code"])
RUN = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Run"
_AFTER = (
    *(
        f"UPDATE `Component` SET `Condition` = '{when}' WHERE `Component` = '{id}'"
        for id, when in {
            "SetModelDir": "MODELDIR",
            "SetPolicyFile": "POLICYFILE",
            "SetDesktopShortcut": "DESKTOPSHORTCUT",
            "SetAutostart": "AUTOSTART",
            "Autostart": "AUTOSTART = 1",
            "Desktop": "DESKTOPSHORTCUT = 1",
        }.items()
    ),
    # An upgrade takes the start-up entry away before it writes it again, if it still is to be.
    "CREATE TABLE `RemoveRegistry` (`RemoveRegistry` CHAR(72) NOT NULL, `Root` SHORT NOT NULL, "
    "`Key` CHAR(255) NOT NULL LOCALIZABLE, `Name` CHAR(255) LOCALIZABLE, "
    "`Component_` CHAR(72) NOT NULL PRIMARY KEY `RemoveRegistry`)",
    "INSERT INTO `RemoveRegistry` (`RemoveRegistry`, `Root`, `Key`, `Name`, `Component_`) VALUES "
    f"('OldAutostart', 2, '{RUN}', 'jobassist', 'Menu')",
    "UPDATE `Property` SET `Value` = 'WIX_UPGRADE_DETECTED;WIX_DOWNGRADE_DETECTED;MODELDIR;"
    "POLICYFILE;DESKTOPSHORTCUT;AUTOSTART' WHERE `Property` = 'SecureCustomProperties'",
)
PROPERTIES = {"MODELDIR": "ModelDir", "POLICYFILE": "PolicyFile"}
CHOICES = {"DESKTOPSHORTCUT": "DesktopShortcut", "AUTOSTART": "Autostart"}


def main(arguments: list[str]) -> int:
    """Write the source and let wixl build it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--version")
    parser.add_argument("--model", action="store_true")
    parser.add_argument("tree", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args(arguments)
    number = options.version or version("jobassist")
    make = model_source if options.model else source
    build(make(options.tree, number), options.tree, options.out)
    print(options.out)
    return 0


def build(xml: str, tree: Path, out: Path) -> None:
    """One installer from its source; what wixl cannot say is put into its tables after.

    These are each component's condition, and which properties an elevated installation takes over.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    written = tree.parent / f"{out.stem}.wxs"  # wixl finds files beside its source alone
    written.write_text(xml, encoding="utf-8")
    subprocess.run(
        ["wixl", "--arch", "x64", "--output", out.resolve(), written.name],
        cwd=tree.parent,
        check=True,
    )
    written.unlink()
    for query in _AFTER if "SetModelDir" in xml else ():
        subprocess.run(["msibuild", out, "-q", query], check=True)


def source(tree: Path, number: str) -> str:
    """The installer's source for the application in `tree`."""
    folders, components = harvest(tree, "INSTALLDIR")
    return _product(
        PRODUCT["name"],
        number,
        code=PRODUCT["upgrade_code"],
        properties="".join(_remembered(p, key) for p, key in {**PROPERTIES, **CHOICES}.items()),
        directories=f"""
    <Directory Id="ProgramFiles64Folder"><Directory Id="INSTALLDIR" Name="jobassist">{folders}
    </Directory></Directory>
    <Directory Id="ProgramMenuFolder"/>
    <Directory Id="DesktopFolder"/>""",
        components=[*components, *_switches()],
    )


def model_source(pack: Path, number: str) -> str:
    """The installer's source for an unpacked model pack: one folder of the machine's models."""
    folders, components = harvest(pack, "MODELFOLDER")
    name = pack.name
    code = str(uuid.uuid5(uuid.UUID(PRODUCT["model_upgrade_code"]), name)).upper()
    return _product(
        f"jobassist talemodel {name}",
        number,
        code=code,
        properties="",
        directories=f"""
    <Directory Id="CommonAppDataFolder"><Directory Id="APPDATA" Name="jobassist">
    <Directory Id="MODELS" Name="models">
    <Directory Id="MODELFOLDER" Name={quoteattr(name)}>{folders}
    </Directory></Directory></Directory></Directory>""",
        components=components,
    )


def harvest(tree: Path, root: str) -> tuple[str, list[tuple[str, str]]]:
    """The folders below `root`, and a component for each file: its id and its element."""
    components: list[tuple[str, str]] = []

    def folder(path: Path, own: str) -> str:
        inner = ""
        for each in sorted(path.iterdir()):
            relative = each.relative_to(tree).as_posix()
            id = "_" + hashlib.sha256(relative.encode()).hexdigest()[:24]
            if each.is_dir():
                below = folder(each, f"D{id}")
                inner += f'\n<Directory Id="D{id}" Name={quoteattr(each.name)}>{below}</Directory>'
            else:
                at = quoteattr(each.relative_to(tree.parent).as_posix())
                file = f'<File Id="F{id}" Source={at} KeyPath="yes"/>'
                components.append((f"C{id}", component(f"C{id}", own, f"{root}/{relative}", file)))
        return inner

    return folder(tree, root), components


def component(id: str, folder: str, about: str, content: str) -> str:
    """A component; its GUID follows from what it is about, so that it is the same in each build."""
    guid = str(uuid.uuid5(_SPACE, about)).upper()
    return (
        f'<DirectoryRef Id="{folder}"><Component Id="{id}" Guid="{guid}" Win64="yes">'
        f"{content}</Component></DirectoryRef>"
    )


def _switches() -> list[tuple[str, str]]:
    """What the properties turn on, and that they were."""
    found = []
    for property, value in {**PROPERTIES, **CHOICES}.items():
        kept = _registry(PLACE, value, f"[{property}]")
        id = f"Set{value}"
        found.append((id, component(id, "INSTALLDIR", f"set/{value}", kept)))
    start = _registry(RUN, "jobassist", "&quot;[INSTALLDIR]jobassist.exe&quot;")
    menu = _shortcut("Menu", "ProgramMenuFolder") + _registry(PLACE, "Menu", "1")
    desktop = _shortcut("Desktop", "DesktopFolder") + _registry(PLACE, "Desktop", "1")
    return [
        *found,
        ("Autostart", component("Autostart", "INSTALLDIR", "autostart", start)),
        ("Menu", component("Menu", "INSTALLDIR", "menu", menu)),
        (
            "Desktop",
            component("Desktop", "INSTALLDIR", "desktop", desktop),
        ),
    ]


def _shortcut(id: str, folder: str) -> str:
    return (
        f'<Shortcut Id="{id}Shortcut" Directory="{folder}" Name="jobassist" '
        f'Target="[INSTALLDIR]jobassist.exe" WorkingDirectory="INSTALLDIR"/>'
    )


def _registry(key: str, name: str, value: str) -> str:
    return (
        f'<RegistryKey Root="HKLM" Key="{key}"><RegistryValue Name="{name}" Type="string" '
        f'Value="{value}" KeyPath="yes"/></RegistryKey>'
    )


def _remembered(property: str, value: str) -> str:
    return f"""
    <Property Id="{property}">
      <RegistrySearch Id="Find{value}" Root="HKLM" Key="{PLACE}" Name="{value}"
        Type="raw" Win64="yes"/>
    </Property>"""


def _product(
    name: str,
    number: str,
    *,
    code: str,
    properties: str,
    directories: str,
    components: list[tuple[str, str]],
) -> str:
    references = "".join(f'<ComponentRef Id="{id}"/>' for id, _ in components)
    elements = "\n".join(element for _, element in components)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
  <Product Id="*" Name={quoteattr(name)} Language="1030" Version="{number}.0"
           Manufacturer={quoteattr(PRODUCT["manufacturer"])} UpgradeCode="{code}">
    <Package InstallerVersion="500" Compressed="yes" InstallScope="perMachine"/>
    <MediaTemplate EmbedCab="yes"/>
    <MajorUpgrade DowngradeErrorMessage="En nyere version er allerede installeret."/>
    <Property Id="ARPNOREPAIR" Value="1"/>
    <Property Id="ARPNOMODIFY" Value="1"/>{properties}
    <Directory Id="TARGETDIR" Name="SourceDir">{directories}
    </Directory>
    {elements}
    <Feature Id="Whole" Level="1">{references}</Feature>
  </Product>
</Wix>
"""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
