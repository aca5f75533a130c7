"""The documents lead where they say: links, named files, numbered decisions."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import ROOT, all_files

FILES = [file.relative_to(ROOT).as_posix() for file in all_files()]
DECISIONS = ROOT / "docs" / "decisions"
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_NAMED = re.compile(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|md|toml|yaml|txt|sh|json|ts))`")
_EXAMPLE = "appointment"  # the slice that CONTRIBUTING makes up
_ELSEWHERE = re.compile(r"[a-z]+:|#")


def documents() -> list[Path]:
    """Every document of the house."""
    return [ROOT / name for name in FILES if name.endswith(".md")]


def pointed(pattern: re.Pattern[str]) -> Iterator[tuple[Path, str]]:
    """Each document with each thing it points at."""
    for file in documents():
        for found in pattern.finditer(file.read_text(encoding="utf-8")):
            yield file, found[1]


def test_every_link_within_the_house_resolves():
    links = [(file, link) for file, link in pointed(_LINK) if not _ELSEWHERE.match(link)]
    assert len(links) > 30
    broken = [
        f"{file.relative_to(ROOT)}: {link}"
        for file, link in links
        if not (file.parent / link.partition("#")[0]).exists()
    ]
    assert broken == []


def test_every_file_that_a_document_names_is_there():
    named = [(file, name) for file, name in pointed(_NAMED) if (ROOT / name.split("/")[0]).is_dir()]
    assert len(named) > 20
    missing = [
        f"{file.relative_to(ROOT)}: {name}"
        for file, name in named
        if not _stands(name) and _EXAMPLE not in name
    ]
    assert missing == []


def _stands(name: str) -> bool:
    """Capitals stand for any name (`records/NOUN.py`)."""
    wanted = re.compile(re.sub(r"[A-Z]{2,}", "[^/]+", re.escape(name)))
    return any(wanted.fullmatch(one) for one in FILES)


def test_the_front_page_leads_to_every_document():
    front = (ROOT / "README.md").read_text(encoding="utf-8")
    pages = sorted((ROOT / "docs").glob("*.md"))
    assert pages
    assert [page.name for page in pages if f"(docs/{page.name})" not in front] == []


def test_decisions_are_numbered_without_gap_and_say_their_number():
    files = sorted(DECISIONS.glob("*.md"))
    assert [int(file.name[:3]) for file in files] == list(range(1, len(files) + 1))
    unnumbered = [
        file.name
        for file in files
        if not file.read_text(encoding="utf-8").startswith(f"# {file.name[:3]} ")
    ]
    assert unnumbered == []
