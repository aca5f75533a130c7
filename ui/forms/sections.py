"""A section of a form as a card; its fields are made when they are first shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal

from jobassist.forms.definition import FieldType, Section
from jobassist.services.forms import OpenForm
from ui.forms.box import FieldBox
from ui.forms.choosing import control_for
from ui.forms.control import Control
from ui.forms.table import TableControl
from ui.theme import tokens as t
from ui.widgets.text import label
from ui.widgets.touch import Block


class SectionCard(Block):
    """`edited` carries field and value, `reasoned` rule and reason, `done` the field done with."""

    edited = Signal(str, object)
    reasoned = Signal(str, str)
    done = Signal(str)

    def __init__(self, section: Section, language: str, known: dict[str, str]) -> None:
        super().__init__(section.title(language))
        self.section = section
        self.keys = [f.key for f in section.fields]
        self.boxes: dict[str, FieldBox] = {}
        self._language = language
        self._known = known
        self._opened: OpenForm | None = None
        self._locked = False
        self.lines.setSpacing(t.L)
        self._before = 0
        if section.help:
            self.lines.addWidget(label(section.help(language), "muted", wrap=True))
            self._before = 1

    def opened(self, opened: OpenForm, *, locked: bool) -> None:
        """The form it belongs to from now on, and whether it can be changed."""
        self._opened, self._locked = opened, locked
        for key in [key for key, box in self.boxes.items() if box.field.type is FieldType.TABLE]:
            self.boxes.pop(key).deleteLater()  # a table reads its rows from the form itself
        for box in self.boxes.values():
            box.control.lock(locked)

    def show_state(self, *, strict: bool, holds: Callable[[str], bool]) -> None:
        """Show every field of it as it stands; of what `holds` names, not the value."""
        assert self._opened
        shown = False
        for field in self.section.fields:
            state = self._opened.filling.state(field.key, self._language)
            if not field.holds_value:
                shown = shown or state.visible
                continue
            if state.visible and field.key not in self.boxes:
                self._make(field.key)
            if box := self.boxes.get(field.key):
                box.show_state(state, strict=strict, keep=holds(field.key))
            shown = shown or state.visible
        has_values = any(f.holds_value for f in self.section.fields)
        self.setVisible(shown and has_values)

    def _make(self, key: str) -> None:
        assert self._opened
        field = self._opened.definition.field(key)
        control: Control
        if field.type is FieldType.TABLE:
            control = TableControl(field, self._language, self._opened.filling)
            control.name_it(field.label(self._language))
        else:
            control = control_for(field, self._language)
        control.today = self._opened.filling.today
        box = FieldBox(control, self._known.get(key, ""))
        control.edited.connect(partial(self.edited.emit, key))
        control.done.connect(partial(self.done.emit, key))
        box.reasoned.connect(self.reasoned)
        if self._locked:
            control.lock(True)
        at = sum(other in self.boxes for other in self.keys[: self.keys.index(key)])
        self.lines.insertWidget(self._before + at, box)
        self.boxes[key] = box
