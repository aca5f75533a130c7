"""The window's translations: Danish is the source language, English is translated.

`update`  take the texts of ui/ over into the .ts files in resources/translations/
`build`   compile the .ts files into the .qm files that the window loads
`check`   fail if a text is missing in a .ts, unfinished, or gone from ui/, or does not compile

Danish has a file too, for the texts with a number alone: "1 sag" and "2 sager" (`-pluralonly`).
"""

import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
TOOLS = Path(sys.executable).parent
CATALOGUES = {
    "jobassist_en.ts": ["-target-language", "en_GB"],
    "jobassist_da.ts": ["-target-language", "da_DK", "-pluralonly"],
}

Text = tuple[str, str, str]  # context, Danish source, disambiguation


def main(task: str) -> int:
    """Do the task; returns the exit code."""
    if task == "update":
        for name in CATALOGUES:
            extract(name, FOLDER)
        return 0
    if task == "build":
        return max(compile_into(name, FOLDER) for name in CATALOGUES)
    if task == "check":
        return max(check(name) for name in CATALOGUES)
    print(__doc__, file=sys.stderr)
    return 2


def extract(name: str, folder: Path) -> None:
    """Let lupdate bring the catalogue in `folder` up to date with ui/; gone texts are dropped."""
    sources = sorted(str(file) for file in (ROOT / "ui").rglob("*.py"))
    command = [str(TOOLS / "pyside6-lupdate"), *sources, "-source-language", "da_DK"]
    command += [*CATALOGUES[name], "-no-obsolete", "-locations", "none", "-silent"]
    subprocess.run([*command, "-ts", str(folder / name)], check=True, cwd=ROOT)


def compile_into(name: str, folder: Path) -> int:
    """Let lrelease compile the catalogue into `folder`; returns its exit code."""
    target = (folder / name).with_suffix(".qm")
    command = [str(TOOLS / "pyside6-lrelease"), "-silent", str(FOLDER / name), "-qm", str(target)]
    return subprocess.run(command, check=False).returncode


def check(name: str) -> int:
    """Compare a catalogue with what lupdate finds in ui/ now; returns the exit code."""
    kept = texts(FOLDER / name)
    with tempfile.TemporaryDirectory() as folder:
        extract(name, Path(folder))
        found = texts(Path(folder) / name)
        compiled = compile_into(name, Path(folder)) == 0
    unfinished = {text for text, done in kept.items() if not done} & found.keys()
    complaints = {
        f"is not in {name}: run `make translate`": found.keys() - kept.keys(),
        "is no longer in ui/: run `make translate`": kept.keys() - found.keys(),
        f"has no translation in {name}": unfinished,
    }
    for complaint, those in complaints.items():
        for context, source, _ in sorted(those):
            print(f"{context}: »{source}« {complaint}.")
    ok = compiled and not any(complaints.values())
    print(f"{name}: {len(found)} texts, {'complete' if ok else 'not complete'}.")
    return 0 if ok else 1


def texts(catalogue: Path) -> dict[Text, bool]:
    """Every text in a .ts file, and whether its translation is finished."""
    found = {}
    for context in ET.parse(catalogue).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            text = (name, message.findtext("source", ""), message.findtext("comment", ""))
            found[text] = is_finished(message.find("translation"))
    return found


def is_finished(translation: ET.Element | None) -> bool:
    """Whether it has words; a text with a number has one form for one and one for many."""
    if translation is None or translation.get("type") is not None:
        return False
    forms = translation.findall("numerusform") or [translation]
    return all((form.text or "").strip() for form in forms)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) == 2 else ""))
