"""How old what one sees of a case is; beside it, what has not been sent."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from jobassist.services.case_data import CaseData, data_of
from jobassist.session import Session
from ui.context import Context
from ui.widgets.text import restyle
from ui.words import moment_within


class DataAge(QLabel):
    """A line in the case's header, hidden where there is no central."""

    def __init__(self, context: Context, session: Session, case_id: str) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self._case_id = case_id
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.hide()

    def refresh(self) -> None:
        """Look again."""
        session, case_id = self._session, self._case_id
        self._context.jobs.run(self, lambda: data_of(session, case_id), self.show_state)

    def show_state(self, data: CaseData | None) -> None:
        """Say it in a line; what that means when one is offline stands behind it."""
        self.setVisible(data is not None)
        if data is None:
            return
        now = self._session.clock.now()
        self.setText(" · ".join(self._parts(data, now)))
        self.setAccessibleName(self.text())
        restyle(self, role="warning" if data.is_old(now) else "caption")
        said = self.tr(
            "Sådan var sagen, da computeren sidst var i kontakt med centralen. Uden net ser du "
            "ikke, hvad kolleger ændrer. Du kan arbejde videre: det sendes, når der er net."
        )
        self.setToolTip(said)
        self.setAccessibleDescription(said)

    def _parts(self, data: CaseData, now: datetime) -> list[str]:
        if data.as_of is None:
            parts = [self.tr("Sagen ligger kun på denne computer endnu")]
        else:
            old = self.tr("Data fra {when}, kan være ændret siden")
            text = old if data.is_old(now) else self.tr("Data fra {when}")
            parts = [text.format(when=moment_within(data.as_of, now))]
        if data.unsent:
            parts.append(self.tr("%n ændringer herfra venter", "", data.unsent))
        return parts
