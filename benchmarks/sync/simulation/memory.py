"""What the people of the simulation know they wrote: every value carries a mark of its own."""

import re
from dataclasses import dataclass, field

_MARK = re.compile(r"«(\d+)»")


@dataclass(frozen=True, slots=True)
class Written:
    """One thing somebody wrote. `over` is the mark they saw there before, and replaced."""

    number: int
    laptop: str
    user: str
    case: str | None  # None: the user's own, apart from cases
    kind: str
    record: str
    field: str
    over: int | None = None

    @property
    def mark(self) -> str:
        """What stands in the value."""
        return f"«{self.number}»"


@dataclass(slots=True)
class Memory:
    """Everything that was written, and what became of it by somebody's own decision."""

    written: dict[int, Written] = field(default_factory=dict)
    replaced: set[int] = field(default_factory=set)
    let_go: set[int] = field(default_factory=set)  # decided against, or gone with a wiped laptop
    made: set[str] = field(default_factory=set)  # ids of records
    files: dict[str, str] = field(default_factory=dict)  # by an attachment's id, its hash

    def next(self) -> int:
        """The next mark's number."""
        return len(self.written) + 1

    def wrote(self, one: Written) -> None:
        """Somebody wrote it, and the store said that it was kept."""
        self.written[one.number] = one
        if one.over is not None:
            self.replaced.add(one.over)

    def owed(self) -> list[Written]:
        """What must still be somewhere."""
        gone = self.replaced | self.let_go
        return [one for one in self.written.values() if one.number not in gone]


def marks(text: object) -> list[int]:
    """The marks in a text, as often as they stand there."""
    return [int(number) for number in _MARK.findall(str(text))]
