"""Which parts the central holds: each with a mark, by its hash."""

from PySide6.QtWidgets import QWidget

from jobassist.services.parts import Part
from ui.theme import tokens as t
from ui.widgets.layout import column
from ui.widgets.text import label
from ui.widgets.touch import empty

_SHOWN = 12  # of a hash


class PartList(QWidget):
    """A line for each part; `count` above them says how it stands as a whole."""

    def __init__(self) -> None:
        super().__init__()
        self.count = label(role="strong", wrap=True)
        self._lines = column(t.XS)
        lines = column(t.XS, 0, self)
        lines.addWidget(self.count)
        lines.addLayout(self._lines)

    def show_parts(self, parts: list[Part]) -> None:
        """Show these."""
        names = {
            "company_visit": self.tr("Besøget"),
            "job_order": self.tr("Jobordre"),
            "form": self.tr("Blanketten"),
            "company_form": self.tr("Virksomhedens blanket"),
            "form_decision": self.tr("Afgørelsen"),
            "signature:employer": self.tr("Arbejdsgiverens underskrift"),
            "signature:employee_rep": self.tr("Repræsentantens underskrift"),
            "signature:citizen": self.tr("Borgerens underskrift"),
            "signature:consultant": self.tr("Konsulentens underskrift"),
            "envelope": self.tr("Konvolutten"),
            "document": self.tr("PDF, hele"),
            "sealed_document": self.tr("PDF med kommunens segl"),
            "employer_document": self.tr("PDF, arbejdsgiverens"),
            "employer": self.tr("Arbejdsgiverens underskrift, billede"),
            "employee_rep": self.tr("Repræsentantens underskrift, billede"),
            "citizen": self.tr("Borgerens underskrift, billede"),
            "consultant": self.tr("Konsulentens underskrift, billede"),
        }
        held = sum(part.held for part in parts)
        if parts and held == len(parts):
            self.count.setText(self.tr("Kommunen har alle %n del(e).", "", held))
        else:
            said = self.tr("Kommunen har {held} af {all}. Resten ligger sikkert her.")
            self.count.setText(said.format(held=held, all=len(parts)))
        empty(self._lines)
        for part in parts:
            mark = "✓" if part.held else "–"
            words = f"{mark}  {names.get(part.name, part.name)}"
            if part.sha256:
                words += f"  ·  {part.sha256[:_SHOWN]}…"
            state = self.tr("modtaget") if part.held else self.tr("ikke modtaget endnu")
            line = label(f"{words}  ·  {state}", "" if part.held else "muted", wrap=True)
            self._lines.addWidget(line)
