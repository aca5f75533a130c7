"""What every page is given: the door, the settings, the runner, and the user's language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jobassist.errors import AppError
from ui.jobs import Jobs
from ui.notes.writing import Writing

if TYPE_CHECKING:
    from jobassist.door import Door
    from jobassist.messages import Message
    from jobassist.settings import Settings


@dataclass(frozen=True, slots=True)
class Context:
    """Lives as long as the window."""

    door: Door
    settings: Settings
    jobs: Jobs
    writing: Writing = field(default_factory=Writing)

    def explain(self, error: AppError) -> Message:
        """An expected error in the user's words."""
        from jobassist.messages import explain  # late: the first paint needs no texts of errors

        return explain(error, self.settings["language"])
