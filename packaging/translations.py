"""The window's translations. Danish is the source language; English is translated.

`update`  take the texts of ui/ over into resources/translations/jobassist_en.ts
`build`   compile the .ts into the .qm that the window loads
`check`   fail if a text is missing in the .ts, unfinished, or gone from ui/, or does not compile
"""

import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "resources" / "translations" / "jobassist_en.ts"
TOOLS = Path(sys.executable).parent

Text = tuple[str, str, str]  # context, Danish source, disambiguation


def main(task: str) -> int:
    """Do the task; returns the exit code."""
    if task == "update":
        extract(CATALOGUE)
        return 0
    if task == "build":
        return compile_to(CATALOGUE.with_suffix(".qm"))
    if task == "check":
        return check()
    print(__doc__, file=sys.stderr)
    return 2


def extract(catalogue: Path) -> None:
    """Let lupdate bring `catalogue` up to date with ui/; gone texts are dropped."""
    sources = sorted(str(file) for file in (ROOT / "ui").rglob("*.py"))
    command = [str(TOOLS / "pyside6-lupdate"), *sources]
    command += ["-source-language", "da_DK", "-target-language", "en_GB"]
    command += ["-no-obsolete", "-locations", "none", "-silent", "-ts", str(catalogue)]
    subprocess.run(command, check=True, cwd=ROOT)


def compile_to(target: Path) -> int:
    """Let lrelease write `target`; returns its exit code."""
    command = [str(TOOLS / "pyside6-lrelease"), "-silent", str(CATALOGUE), "-qm", str(target)]
    return subprocess.run(command, check=False).returncode


def check() -> int:
    """Compare the catalogue with what lupdate finds in ui/ now."""
    kept = texts(CATALOGUE)
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / CATALOGUE.name
        extract(fresh)
        found = texts(fresh)
        compiled = compile_to(Path(folder) / "jobassist_en.qm") == 0
    for context, source, _ in sorted(found.keys() - kept.keys()):
        print(f"{context}: »{source}« is not in {CATALOGUE.name}: run `make translate`.")
    for context, source, _ in sorted(kept.keys() - found.keys()):
        print(f"{context}: »{source}« is no longer in ui/: run `make translate`.")
    unfinished = sorted(text for text, done in kept.items() if not done and text in found)
    for context, source, _ in unfinished:
        print(f"{context}: »{source}« has no English text.")
    ok = compiled and kept.keys() == found.keys() and not unfinished
    print(f"Translations: {len(found)} texts, {'complete' if ok else 'not complete'}.")
    return 0 if ok else 1


def texts(catalogue: Path) -> dict[Text, bool]:
    """Every text in a .ts file, and whether its translation is finished."""
    found = {}
    for context in ET.parse(catalogue).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            done = translation is not None and translation.get("type") is None
            # A text with a number has one form for one and one for many: <numerusform> children.
            filled = translation is not None and "".join(translation.itertext()).strip() != ""
            text = (name, message.findtext("source", ""), message.findtext("comment", ""))
            found[text] = done and filled
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) == 2 else ""))
