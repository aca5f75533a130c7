"""What somebody at a laptop of the soak wrote, in a file that outlives the process.

A line before each write says what it will replace; a line after it says that the store has it. What
was written but for that second line, because the process was killed between, is not counted on.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_MARK = re.compile(r"«([\d.]+)»")


def marks(text: object) -> list[str]:
    """The marks in a text, as often as they stand there."""
    return _MARK.findall(str(text))


@dataclass(slots=True)
class Journal:
    """A device's file. `begin` and `done` are on the disk when they return."""

    file: Path
    written: int = 0
    runs: int = 0

    def __post_init__(self) -> None:
        for line in read(self.file):
            self.written += "done" in line
            self.runs = max(self.runs, int(line["begin"].split(".")[1]) if "begin" in line else 0)

    def begin(self, mark: str, over: list[str]) -> None:
        """It is about to be written, knowingly over these."""
        self._add({"begin": mark, "over": over})

    def done(self, mark: str) -> None:
        """The store has it."""
        self._add({"done": mark})
        self.written += 1

    def _add(self, line: dict[str, Any]) -> None:
        # Only the process is killed here, never the machine: what the system has stays.
        with self.file.open("a", encoding="utf-8") as out:
            out.write(json.dumps(line) + "\n")


@dataclass(slots=True)
class Written:
    """What all journals say: marks that were written, and marks that were replaced knowingly."""

    done: set[str] = field(default_factory=set)
    replaced: set[str] = field(default_factory=set)


def read(file: Path) -> Iterator[dict[str, Any]]:
    """The lines of a journal; a half one at its end says nothing."""
    if not file.exists():
        return
    for line in file.read_text(encoding="utf-8").splitlines():
        try:
            yield json.loads(line)
        except ValueError:
            continue


def read_all(files: list[Path]) -> Written:
    """What every journal says."""
    found = Written()
    for file in files:
        for line in read(file):
            found.replaced |= set(line.get("over", ()))
            found.done |= {line["done"]} if "done" in line else set()
    return found
