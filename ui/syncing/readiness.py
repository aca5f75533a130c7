"""Ready to go offline? One line for each thing one needs on the road."""

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from jobassist.errors import AppError
from jobassist.services.readiness import Ready, What, ready_to_go
from jobassist.session import Session
from ui.context import Context
from ui.icons import pixmap
from ui.theme import tokens as t
from ui.theme.apply import colours
from ui.widgets.text import label
from ui.words import moment


class ReadinessView(QFrame):
    """A symbol and words for each, never colour alone."""

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self.setObjectName("card")
        self._grid = QGridLayout(self)
        self._grid.setHorizontalSpacing(t.M)
        self._grid.setColumnStretch(1, 1)

    def refresh(self) -> None:
        """Look again."""
        session = self._session
        self._context.jobs.run(self, lambda: ready_to_go(session), self.show_state, self._failed)

    def show_state(self, found: list[Ready]) -> None:
        """Show what was found."""
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for at, one in enumerate(found):
            symbol = QLabel()
            colour = "" if one.ready else colours().warning
            symbol.setPixmap(pixmap("check" if one.ready else "warning", colour, size=18))
            self._grid.addWidget(symbol, at, 0)
            words = label(self._say(one), wrap=True)
            self._grid.addWidget(words, at, 1)

    def _say(self, one: Ready) -> str:
        if one.what is What.DATA:
            if one.as_of is None:
                return self.tr("Computeren har ikke synkroniseret endnu.")
            when = moment(one.as_of, self._session.clock.now())
            return self.tr("Alle dine sager er fra: {when}").format(when=when)
        said = {
            What.UNSENT: self.tr("%n ændringer er ikke sendt endnu", "", one.count)
            if one.count
            else self.tr("Alt er sendt"),
            What.FILES: self.tr("%n filer er ikke nået frem endnu", "", one.count)
            if one.count
            else self.tr("Alle filer er nået frem"),
            What.CASES: self.tr("%n sager ligger her", "", one.count),
            What.COMPANIES: self.tr("%n virksomheder ligger her", "", one.count),
            What.TEXTS: self.tr("%n standardtekster ligger her", "", one.count),
            What.MODEL: self.tr("Talemodellen er klar")
            if one.ready
            else self.tr("Talemodellen mangler"),
        }
        return said[one.what]

    def _failed(self, error: AppError) -> None:
        self._grid.addWidget(label(str(self._context.explain(error)), wrap=True), 0, 1)
