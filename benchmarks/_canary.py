"""Canaries: invented names, CPR numbers and health words that can be found in whatever form."""

import mmap
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_NAME, _CPR, _HEALTH = "Zwifkanar", "711190", "Sklerokvist"
_STABLE_FROM = (0, 2, 3)  # characters of base64 that depend on what stands before, by offset


@dataclass(frozen=True, slots=True)
class Canary:
    """One invented citizen: three things that must never be seen outside the store."""

    name: str
    cpr: str  # the day + 60: a replacement number
    health: str

    @property
    def sentence(self) -> str:
        """A note's text with all three in it, and letters that only UTF-8 writes in two bytes."""
        return f"{self.name} ({self.cpr}) møder og oplyser at have {self.health}; tager på Læsø."


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where a canary was seen, of which sort and in which form."""

    place: str
    sort: str
    form: str


def canaries(count: int) -> list[Canary]:
    """So many canaries, three to a citizen (rounded up), always the same."""
    return [
        Canary(f"{_NAME}{n:04d}", f"{_CPR}{n:04d}", f"{_HEALTH}{n:04d}")
        for n in range(-(-count // 3))
    ]


def forms() -> Iterator[tuple[str, str, bytes]]:
    """Sort, form and bytes of everything to look for."""
    for sort, mark in (("name", _NAME), ("cpr", _CPR), ("health", _HEALTH)):
        plain = mark.encode()
        written = {
            "utf-8": plain,
            "utf-8, small letters": plain.lower(),
            "utf-16, little end first": mark.encode("utf-16-le"),
            "utf-16, big end first": mark.encode("utf-16-be"),
            "hexadecimal": plain.hex().encode(),
        }
        for offset, start in enumerate(_STABLE_FROM):
            end = (offset + len(plain)) * 8 // 6
            written[f"base64, offset {offset}"] = b64encode(bytes(offset) + plain)[start:end]
        for form, content in written.items():
            yield sort, form, content


def seen_in(content: "bytes | mmap.mmap", place: str) -> list[Sighting]:
    """Every sort and form that stands in the content."""
    return [Sighting(place, s, f) for s, f, wanted in forms() if content.find(wanted) >= 0]


def seen_in_files(folder: Path) -> tuple[list[Sighting], int, int]:
    """Sightings in every file under a folder, by content or name; how many files, and bytes."""
    seen: list[Sighting] = []
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    size = 0
    for file in files:
        place = str(file.relative_to(folder))
        seen += seen_in(place.encode(), f"the name of {place}")
        length = file.stat().st_size
        size += length
        if length:
            with (
                file.open("rb") as stream,
                mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content,
            ):
                seen += seen_in(content, place)
    return seen, len(files), size


def told(seen: Iterable[Sighting]) -> list[str]:
    """Sightings as lines."""
    return sorted({f"{one.place}: {one.sort} as {one.form}" for one in seen})
