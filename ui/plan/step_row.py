"""One step of the plan: a tick, what it is, when, and its place among the others."""

from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame

from jobassist.records import PlanStep, StepState
from ui.theme import tokens as t
from ui.widgets.layout import column, row
from ui.widgets.text import button, label
from ui.words import STEPS, day, word


class StepRow(QFrame):
    """`ticked` and `dropped` carry the step; `moved` the step and -1 or 1.

    Ctrl+Up and Ctrl+Down move it.
    """

    ticked = Signal(object)
    dropped = Signal(object)
    moved = Signal(object, int)

    def __init__(self, step: PlanStep, today: date) -> None:
        super().__init__()
        self.step = step
        self.tick = QCheckBox()
        self.tick.setChecked(step.state is StepState.DONE)
        self.tick.setAccessibleName(self.tr("Klaret: {text}").format(text=step.text))
        self.tick.setEnabled(step.state is not StepState.DROPPED)
        self.text = label(step.text, wrap=True)
        font = self.text.font()
        font.setStrikeOut(step.state is StepState.DROPPED)
        self.text.setFont(font)
        facts = [word(STEPS[step.kind])]
        if step.due_on:
            facts.append(day(step.due_on, today))
        late = step.state is StepState.OPEN and step.due_on and step.due_on < today
        self.facts = label(" · ".join(facts), "danger" if late else "caption")
        dropped = step.state is StepState.DROPPED
        self.drop_button = button(self.tr("Genoptag") if dropped else self.tr("Opgiv"), "quiet")
        self.drop_button.setAccessibleName(f"{self.drop_button.text()}: {step.text}")
        words = column(2)
        words.addWidget(self.text)
        words.addWidget(self.facts)
        across = row(t.M, 0, self)
        across.setContentsMargins(0, t.XS, 0, t.XS)
        across.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)
        across.addWidget(self.drop_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.tick.clicked.connect(lambda: self.ticked.emit(self.step))
        self.drop_button.clicked.connect(lambda: self.dropped.emit(self.step))
        self.tick.installEventFilter(self)
        self.setFocusProxy(self.tick)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl with an arrow moves the step; a box alone would take the arrow for itself."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier and key in steps:
                self.moved.emit(self.step, steps[key])
                return True
        return super().eventFilter(watched, event)
