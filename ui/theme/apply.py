"""Puts the theme on the application, and says which colours are in force."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ui.theme.sheet import style_sheet
from ui.theme.tokens import CONTRAST, DARK, LIGHT, Colours

STYLE = "Fusion"
STYLED = "styled"  # the application's property: that style is in force
_in_force = LIGHT
_text_size = 100  # per cent
_LARGE = 150


def colours() -> Colours:
    """The colours in force, for what is painted by hand."""
    return _in_force


def is_large() -> bool:
    """Whether text is so large that what stands side by side has to stand one above the other."""
    return _text_size >= _LARGE


def scaled(pixels: int) -> int:
    """A length that holds text, at the text size in force."""
    return pixels * _text_size // 100


def apply_theme(app: QApplication, choice: str, text_size: int = 100) -> Colours:
    """Use the theme `choice`: system, light, dark or contrast; text at that many per cent."""
    global _in_force, _text_size  # noqa: PLW0603 - one application, one theme
    _text_size = text_size
    dark = choice == "dark" or (
        choice == "system" and app.styleHints().colorScheme() is Qt.ColorScheme.Dark
    )
    _in_force = CONTRAST if choice == "contrast" else DARK if dark else LIGHT
    if not app.property(STYLED):
        app.setStyle(STYLE)
        app.setProperty(STYLED, True)
    app.setPalette(_palette(_in_force))
    app.setStyleSheet(style_sheet(_in_force, text_size))
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
