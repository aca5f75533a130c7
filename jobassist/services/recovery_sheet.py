"""The sheet with the recovery key, as PDF made in memory: the only file is the one asked for."""

from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from jobassist.services.exporting import spool, write_private
from jobassist.services.typesetting import typeset

_TEMPLATE = resources.files("resources").joinpath("sheets", "recovery.typ")
_GROUPS_A_LINE = 3
_WORDS = {
    "da": {
        "title": "Gendannelsesnøgle til jobassist",
        "what": "Med denne nøgle kan sagslageret åbnes, og en ny adgangssætning vælges.",
        "advice": "Gem arket et aflåst sted, aldrig sammen med computeren.\n"
        "Skriv nøglen ind én gang i jobassist, så det er sikkert, at arket er læseligt.\n"
        "Bruger du nøglen, så bed om et nyt ark bagefter.\n"
        "Er arket væk, så giv sagslageret en ny nøgle: jobassist store rotate.",
    },
    "en": {
        "title": "Recovery key for jobassist",
        "what": "This key opens the case store, and lets a new passphrase be chosen.",
        "advice": "Keep the sheet locked away, never together with the computer.\n"
        "Type the key into jobassist once, to be sure that the sheet can be read.\n"
        "If you use the key, ask for a new sheet afterwards.\n"
        "If the sheet is lost, give the case store a new key: jobassist store rotate.",
    },
}


def sheet(key: str, owner: str, language: str = "da") -> bytes:
    """The sheet as PDF/A-2b. `key` as it was made; `owner` is whose store it is."""
    told = {**_WORDS[language], "language": language, "key": in_lines(key), "owner": owner}
    made = typeset(_TEMPLATE.read_bytes(), told, format="pdf", pdf_standards=["a-2b"])
    assert isinstance(made, bytes)
    return made


def save_sheet(file: Path, key: str, owner: str, language: str = "da") -> None:
    """Write the sheet where the user said, readable by them alone.

    Raises: EnvironmentFault `sheet.not_saved`.
    """
    write_private(file, sheet(key, owner, language))


def print_sheet(command: Sequence[str], key: str, owner: str, language: str = "da") -> None:
    """Give the sheet to a spooler's command on its standard input; no file of ours holds it.

    Raises: EnvironmentFault `sheet.not_printed`.
    """
    spool(command, sheet(key, owner, language))


def in_lines(key: str) -> str:
    """The key's groups in lines, as they are read most easily."""
    groups = key.split("-")
    starts = range(0, len(groups), _GROUPS_A_LINE)
    return "\n".join("-".join(groups[i : i + _GROUPS_A_LINE]) for i in starts)
