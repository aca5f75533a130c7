"""What a screen reader is told of the controls of a page."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

_UNTOLD = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Window}


def reached(root: QWidget) -> list[QWidget]:
    """The visible controls that the tab key comes to."""
    tab = Qt.FocusPolicy.TabFocus.value
    found = [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy().value & tab
    ]
    return [widget for widget in found if widget.focusProxy() is None]


def wrong(widget: QWidget) -> str:
    """What is missing in what is told of it; empty where nothing is."""
    told = QAccessible.queryAccessibleInterface(widget)
    where = f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
    if told is None:
        return f"{where}: nothing is told"
    if not told.text(QAccessible.Text.Name).strip():
        return f"{where}: no name"
    if told.role() in _UNTOLD and not isinstance(widget, QAbstractScrollArea):
        return f"{where}: role {told.role().name}"
    return ""
