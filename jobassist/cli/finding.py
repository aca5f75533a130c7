"""What one check of `doctor` found."""

from dataclasses import dataclass, field
from enum import StrEnum

from jobassist.errors import Param


class Level(StrEnum):
    """How bad it is: an error keeps jobassist from its work, a warning is worth knowing."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found. `params` fill the message's braces."""

    code: str
    level: Level
    params: dict[str, Param] = field(default_factory=dict)
