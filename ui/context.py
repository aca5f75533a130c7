"""What every page is given: the door, the settings, the runner, and the user's language."""

from dataclasses import dataclass

from jobassist.door import Door
from jobassist.errors import AppError
from jobassist.messages import Message, explain
from jobassist.settings import Settings
from ui.jobs import Jobs


@dataclass(frozen=True, slots=True)
class Context:
    """Lives as long as the window."""

    door: Door
    settings: Settings
    jobs: Jobs

    def explain(self, error: AppError) -> Message:
        """An expected error in the user's words."""
        return explain(error, self.settings["language"])
