"""The strip that says of the practice case what it is, and takes it away."""

from PySide6.QtCore import Signal

from jobassist.services.practice import end_practice, practice_case
from jobassist.session import Session
from ui.context import Context
from ui.widgets.banner import Banner


class PracticeStrip(Banner):
    """Shown over every page of the practice case. `removed` carries its id; `failed` an error."""

    removed = Signal(str)
    failed = Signal(object)

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self.case_id = ""
        self._shown_for = ""

    def look(self, case_id: str = "") -> None:
        """Find out which case it is, then show the strip if `case_id` is that one."""
        self._shown_for = case_id
        session = self._session
        self._context.jobs.run(self, lambda: practice_case(session), self._known)

    def show_for(self, case_id: str) -> None:
        """One is on a page of that case (of none: empty)."""
        self._shown_for = case_id
        if case_id and case_id == self.case_id:
            self.tell(
                self.tr("Øvesag: opdigtet person, intet sendes."),
                "warning",
                action=self.tr("Fjern øvesagen"),
                then=self.remove,
            )
        else:
            self.clear()

    def remove(self) -> None:
        """Take the practice case away with everything in it."""
        session, case_id = self._session, self.case_id

        def gone(_none: object) -> None:
            self.case_id = ""
            self.show_for("")
            self.removed.emit(case_id)

        self._context.jobs.run(self, lambda: end_practice(session), gone, self.failed.emit)

    def _known(self, case_id: str | None) -> None:
        self.case_id = case_id or ""
        self.show_for(self._shown_for)
