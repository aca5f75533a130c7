"""Puts the theme on the application, and says which colours are in force."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ui.theme.sheet import style_sheet
from ui.theme.tokens import DARK, LIGHT, Colours

_in_force = LIGHT


def colours() -> Colours:
    """The colours in force, for what is painted by hand."""
    return _in_force


def apply_theme(app: QApplication, choice: str) -> Colours:
    """Use the theme `choice`: system, light or dark."""
    global _in_force  # noqa: PLW0603 - one application, one theme
    dark = choice == "dark" or (
        choice == "system" and app.styleHints().colorScheme() is Qt.ColorScheme.Dark
    )
    _in_force = DARK if dark else LIGHT
    app.setStyle("Fusion")
    app.setPalette(_palette(_in_force))
    app.setStyleSheet(style_sheet(_in_force))
    return _in_force


def _palette(c: Colours) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: c.ground,
        QPalette.ColorRole.WindowText: c.ink,
        QPalette.ColorRole.Base: c.surface,
        QPalette.ColorRole.AlternateBase: c.hover,
        QPalette.ColorRole.Text: c.ink,
        QPalette.ColorRole.PlaceholderText: c.muted,
        QPalette.ColorRole.Button: c.surface,
        QPalette.ColorRole.ButtonText: c.ink,
        QPalette.ColorRole.Highlight: c.accent,
        QPalette.ColorRole.HighlightedText: c.on_accent,
        QPalette.ColorRole.Link: c.accent,
        QPalette.ColorRole.ToolTipBase: c.surface,
        QPalette.ColorRole.ToolTipText: c.ink,
    }
    for role, value in roles.items():
        palette.setColor(role, QColor(value))
    return palette
