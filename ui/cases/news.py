"""What colleagues changed in a case since one last looked at it; said once, and put aside."""

from contextlib import suppress

from jobassist.errors import UserError
from jobassist.services.following import Change, changes_in, looked
from jobassist.services.kept import Undecided, keep_theirs, overruled_in
from jobassist.session import Session
from ui.cases.changes import in_a_line, others_in_a_line
from ui.context import Context
from ui.widgets.banner import Banner


class CaseNews(Banner):
    """Hidden while there is nothing new."""

    def __init__(self, context: Context, session: Session, case_id: str) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self._case_id = case_id
        self._overruled: list[Undecided] = []

    def refresh(self) -> None:
        """Look for what is new."""
        session, case_id = self._session, self._case_id

        def look() -> tuple[list[Change], list[Undecided]]:
            return changes_in(session, case_id), overruled_in(session, case_id)

        self._context.jobs.run(self, look, lambda found: self.show_changes(*found))

    def show_changes(self, changes: list[Change], overruled: list[Undecided] | None = None) -> None:
        """Say what is new, and below it what a colleague wrote where one's own value stands."""
        self._overruled = overruled or []
        said = []
        if changes:
            new = self.tr("Nyt, siden du sidst så sagen: {what}")
            said.append(new.format(what=in_a_line(changes)))
        if self._overruled:
            other = self.tr("En kollega skrev noget andet; dit gælder: {what}")
            now = self._session.clock.now()
            said.append(other.format(what=others_in_a_line(self._overruled, now)))
        if not said:
            self.clear()
            return
        self.tell(
            "\n".join(said),
            "info",
            action=self.tr("Set"),
            then=self._put_aside,
        )

    def _put_aside(self) -> None:
        session, case_id, seen = self._session, self._case_id, [one.id for one in self._overruled]

        def put_aside() -> None:
            looked(session, case_id)
            for id in seen:
                with suppress(UserError):  # decided meanwhile
                    keep_theirs(session, id)

        self._context.jobs.run(self, put_aside, lambda _none: self.clear())
