"""The last first step: a case to try everything on, with nobody real in it."""

from PySide6.QtCore import QCoreApplication, Signal

from jobassist.errors import AppError
from jobassist.services.practice import begin_practice
from jobassist.session import Session
from ui.context import Context
from ui.first.step import Step
from ui.widgets.text import button, label


class PracticeStep(Step):
    """`begun` carries the practice case's id."""

    begun = Signal(str)

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__(
            QCoreApplication.translate("PracticeStep", "Prøv det hele på en øvesag"),
            QCoreApplication.translate(
                "PracticeStep",
                "Øvesagen handler om en opdigtet person. Den bliver på denne computer, intet af "
                "den sendes, og du fjerner den med ét klik, når du er færdig.",
            ),
        )
        self._context = context
        self._session = session
        for point in (
            self.tr("• Åbn dagens samtale, og diktér et notat (F9)"),
            self.tr("• Sig »indsæt« og navnet på en standardtekst"),
            self.tr("• Afslut notatet, og se planen, brevene og blanketterne"),
            self.tr("• F1 fortæller på hver side, hvad man kan"),
        ):
            self.lines.addWidget(label(point, wrap=True))
        self.said = label(role="danger", wrap=True)
        self.lines.addWidget(self.said)
        self.make_button = button(self.tr("Opret øvesagen"), "primary")
        self.make_button.clicked.connect(self._make)
        self.add_foot(self.make_button)
        self.setFocusProxy(self.make_button)

    def _make(self) -> None:
        session = self._session
        self.make_button.setEnabled(False)
        self._context.jobs.run(self, lambda: begin_practice(session), self.begun.emit, self._failed)

    def _failed(self, error: AppError) -> None:
        self.make_button.setEnabled(True)
        self.said.setText(str(self._context.explain(error)))
