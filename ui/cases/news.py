"""What colleagues changed in a case since one last looked at it; said once, and put aside."""

from jobassist.services.following import Change, changes_in, looked
from jobassist.session import Session
from ui.cases.changes import in_a_line
from ui.context import Context
from ui.widgets.banner import Banner


class CaseNews(Banner):
    """Hidden while there is nothing new."""

    def __init__(self, context: Context, session: Session, case_id: str) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self._case_id = case_id

    def refresh(self) -> None:
        """Look for what is new."""
        session, case_id = self._session, self._case_id
        self._context.jobs.run(self, lambda: changes_in(session, case_id), self.show_changes)

    def show_changes(self, changes: list[Change]) -> None:
        """Say what is new, in a line."""
        if not changes:
            self.clear()
            return
        self.tell(
            self.tr("Nyt, siden du sidst så sagen: {what}").format(what=in_a_line(changes)),
            "info",
            action=self.tr("Set"),
            then=self._put_aside,
        )

    def _put_aside(self) -> None:
        session, case_id = self._session, self._case_id
        self._context.jobs.run(self, lambda: looked(session, case_id), lambda _none: self.clear())
