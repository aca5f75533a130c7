"""The style sheet, made of the tokens. Widgets choose by the properties `role` and `kind`."""

import re
from pathlib import Path

import resources
from ui.theme import tokens as t
from ui.theme.tokens import Colours

# What grows with the text: fonts, and the lengths that are marked so because they hold text.
_GROWS = re.compile(r"((?:font-size|/\*text\*/ [a-z-]+): )(\d+)px")


def style_sheet(c: Colours, text_size: int = 100) -> str:
    """The whole window's style sheet in these colours, with text at that many per cent."""
    sheet = _text(c) + _controls(c) + _surfaces(c) + _lists(c) + _visit(c)
    return _GROWS.sub(lambda at: f"{at[1]}{int(at[2]) * text_size // 100}px", sheet)


def _tick(c: Colours) -> str:
    """The mark in a checked box: a style sheet can only name a file."""
    return Path(
        resources.__path__[0], "icons", f"tick-{'dark' if c.dark else 'light'}.svg"
    ).as_posix()


def _text(c: Colours) -> str:
    return f"""
QWidget {{ color: {c.ink}; font-size: {t.BODY}px; }}
QMainWindow, QDialog, #page {{ background: {c.ground}; }}
QLabel {{ background: transparent; }}
QLabel[role="display"] {{ font-size: {t.DISPLAY}px; font-weight: 600; }}
QLabel[role="title"] {{ font-size: {t.TITLE}px; font-weight: 600; }}
QLabel[role="lead"] {{ font-size: {t.LEAD}px; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="muted"] {{ color: {c.muted}; }}
QLabel[role="caption"] {{ color: {c.muted}; font-size: {t.CAPTION}px; }}
QLabel[role="warning"] {{ color: {c.warning}; }}
QLabel[role="danger"] {{ color: {c.danger}; }}
QLabel[role="key"] {{ color: {c.ink}; background: {c.hover}; border: 1px solid {c.line};
    border-radius: 4px; padding: 2px 7px; font-size: {t.CAPTION}px; font-weight: 600; }}
QLabel[role="recovery"] {{ font-family: monospace; font-size: {t.TITLE}px; font-weight: 600;
    background: {c.surface}; border: 1px solid {c.line}; border-radius: {t.RADIUS}px;
    padding: {t.L}px; }}
QToolTip {{ color: {c.ink}; background: {c.surface}; border: 1px solid {c.line}; padding: 6px; }}
"""


def _controls(c: Colours) -> str:
    return f"""
QLineEdit, QComboBox, QDateTimeEdit, QSpinBox {{ background: {c.surface};
    border: 1px solid {c.border}; border-radius: {t.RADIUS}px;
    padding: 0 {t.M - 2}px; min-height: {t.CONTROL_HEIGHT - 2}px;
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QLineEdit:focus, QComboBox:focus, QDateTimeEdit:focus, QSpinBox:focus {{
    border: 2px solid {c.accent}; padding: 0 {t.M - 3}px; min-height: {t.CONTROL_HEIGHT - 4}px; }}
QLineEdit:disabled, QComboBox:disabled {{ color: {c.muted}; border-color: {c.line}; }}
QLineEdit[kind="search"] {{ min-height: {t.CONTROL_HEIGHT + 6}px; font-size: {t.LEAD}px; }}
QLineEdit[kind="heading"] {{ border: none; border-bottom: 2px solid transparent; border-radius: 0;
    padding: 0; font-size: {t.TITLE}px; font-weight: 600; background: transparent;
    /*text*/ min-height: {t.TITLE * 3 // 2}px; }}
QLineEdit[kind="heading"]:focus {{ border-bottom: 2px solid {c.accent}; }}
QDateTimeEdit QLineEdit, QDateTimeEdit QLineEdit:focus, QSpinBox QLineEdit,
QSpinBox QLineEdit:focus {{ border: none; padding: 0 {t.S}px;
    min-height: 0; background: transparent; }}
QDateTimeEdit::up-button, QDateTimeEdit::down-button, QSpinBox::up-button,
QSpinBox::down-button {{ width: 0; border: none; }}
QComboBox::drop-down, QDateTimeEdit::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow, QDateTimeEdit::down-arrow {{ image: none; border-left: 4px solid {c.surface};
    border-right: 4px solid {c.surface}; border-top: 5px solid {c.muted};
    width: 0; height: 0; margin-right: 10px; }}
QComboBox QAbstractItemView {{ background: {c.surface}; border: 1px solid {c.border};
    selection-background-color: {c.selected}; selection-color: {c.ink}; padding: 4px; }}
QPushButton {{ background: {c.surface}; border: 1px solid {c.border};
    border-radius: {t.RADIUS}px; padding: 0 {t.L - 2}px; min-height: {t.CONTROL_HEIGHT - 2}px;
    font-weight: 600; }}
QPushButton:hover {{ background: {c.hover}; }}
QPushButton:focus {{ border: 2px solid {c.accent}; padding: 0 {t.L - 3}px;
    min-height: {t.CONTROL_HEIGHT - 4}px; }}
QPushButton:disabled {{ color: {c.muted}; border-color: {c.line}; background: {c.ground}; }}
QPushButton[kind="primary"] {{ background: {c.accent}; color: {c.on_accent};
    border-color: {c.accent}; }}
QPushButton[kind="primary"]:hover {{ background: {c.accent_strong}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {c.ink}; }}
QPushButton[kind="primary"]:disabled {{ background: {c.hover}; color: {c.muted};
    border-color: {c.line}; }}
QPushButton[kind="recording"] {{ background: {c.danger_soft}; color: {c.danger};
    border-color: {c.danger}; }}
QPushButton[kind="quiet"] {{ background: transparent; border: 1px solid transparent;
    color: {c.muted}; font-weight: 400; padding: 0 {t.S}px; }}
QPushButton[kind="quiet"]:hover {{ background: {c.hover}; color: {c.ink}; }}
QPushButton[kind="quiet"]:focus {{ border: 2px solid {c.accent}; color: {c.ink};
    padding: 0 {t.S - 1}px; }}
QToolButton[kind="rail"] {{ background: transparent; color: {c.muted}; border: none;
    border-radius: {t.RADIUS}px; font-size: {t.CAPTION}px; padding: {t.XS}px 0; }}
QToolButton[kind="rail"]:hover {{ background: {c.hover}; color: {c.ink}; }}
QToolButton[kind="rail"]:checked {{ background: {c.selected}; color: {c.ink}; font-weight: 600; }}
QToolButton[kind="rail"]:focus {{ border: 2px solid {c.accent}; }}
QTabBar::tab {{ background: {c.hover}; border: 1px solid {c.line}; padding: {t.S - 2}px {t.M}px;
    border-top-left-radius: {t.RADIUS}px; border-top-right-radius: {t.RADIUS}px; }}
QTabBar::tab:selected {{ background: {c.surface}; border-bottom-color: {c.surface}; }}
QTabBar::tab:focus {{ border-color: {c.accent}; }}
QTabBar#cases::tab {{ background: transparent; border: 1px solid transparent; color: {c.muted};
    border-radius: {t.RADIUS}px; padding: {t.S - 2}px {t.S}px; margin-right: {t.XS}px;
    /*text*/ min-width: 80px; /*text*/ max-width: 180px; }}
QTabBar#cases::tab:hover {{ background: {c.hover}; color: {c.ink}; }}
QTabBar#cases[lit="true"]::tab:selected {{ background: {c.surface}; border: 1px solid {c.line};
    color: {c.ink}; }}
QTabBar#cases::tab:selected:focus {{ border: 2px solid {c.accent}; }}
QTabBar#parts {{ border-bottom: 1px solid {c.line}; }}
QTabBar#parts::tab {{ background: transparent; border: none; border-radius: 0;
    border-bottom: 2px solid transparent; color: {c.muted}; padding: {t.S}px {t.M}px;
    margin-left: {t.S}px; }}
QTabBar#parts::tab:hover {{ color: {c.ink}; }}
QTabBar#parts::tab:selected {{ color: {c.ink}; border-bottom: 2px solid {c.accent};
    font-weight: 600; }}
QTabBar#parts::tab:selected:focus {{ background: {c.hover}; }}
QCheckBox {{ spacing: {t.S}px; min-height: {t.CONTROL_HEIGHT}px; }}
QCheckBox::indicator {{ width: 18px; height: 18px; background: {c.surface};
    border: 1px solid {c.border}; border-radius: 4px; }}
QCheckBox::indicator:focus {{ border: 2px solid {c.accent}; width: 16px; height: 16px; }}
QCheckBox::indicator:checked {{ background: {c.accent}; border-color: {c.accent};
    image: url("{_tick(c)}"); }}
QCheckBox::indicator:disabled {{ background: {c.hover}; border-color: {c.line}; }}
QProgressBar {{ background: {c.line}; border: none; border-radius: 2px; max-height: 4px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 2px; }}
"""


def _surfaces(c: Colours) -> str:
    return f"""
#bar {{ background: {c.ground}; border-bottom: 1px solid {c.line}; }}
#rail {{ background: {c.ground}; border-right: 1px solid {c.line}; }}
#foot {{ background: {c.ground}; border-top: 1px solid {c.line}; }}
#card, #sheet {{ background: {c.surface}; border: 1px solid {c.line};
    border-radius: {t.RADIUS + 2}px; }}
#popup {{ background: {c.surface}; border: 1px solid {c.border};
    border-radius: {t.RADIUS + 2}px; }}
QTextEdit {{ background: transparent; border: none; font-size: {t.LEAD}px;
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QTextEdit[kind="field"] {{ background: {c.surface}; border: 1px solid {c.border};
    border-radius: {t.RADIUS}px; font-size: {t.BODY}px; padding: {t.XS}px {t.S}px; }}
QTextEdit[kind="field"]:focus {{ border: 2px solid {c.accent}; }}
QTextEdit[kind="preview"] {{ font-size: {t.BODY}px; color: {c.muted}; }}
#editor {{ background: {c.surface}; border: 1px solid {c.line};
    border-radius: {t.RADIUS + 2}px; }}
#editor[focus="true"] {{ border: 1px solid {c.accent}; }}
#banner {{ border-radius: {t.RADIUS}px; border: 1px solid {c.line}; background: {c.surface}; }}
#banner[kind="info"] {{ background: {c.accent_soft}; border-color: {c.accent_soft}; }}
#banner[kind="warning"] {{ background: {c.warning_soft}; border-color: {c.warning_soft}; }}
#banner[kind="warning"] QLabel {{ color: {c.warning}; }}
#banner[kind="error"] {{ background: {c.danger_soft}; border-color: {c.danger_soft}; }}
#banner[kind="error"] QLabel {{ color: {c.danger}; }}
#toast {{ background: {c.ink}; border-radius: {t.RADIUS}px; }}
#toast QLabel {{ color: {c.ground}; }}
QSplitter::handle {{ background: transparent; image: none; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
"""


def _lists(c: Colours) -> str:
    return f"""
QListView {{ background: transparent; border: none; outline: none; }}
#choices {{ background: {c.surface}; border: 1px solid {c.line}; border-radius: {t.RADIUS}px; }}
#choices::item {{ padding: {t.S}px {t.M}px; }}
#choices::item:selected {{ background: {c.selected}; color: {c.ink}; }}
#choices:focus {{ border: 1px solid {c.accent}; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {c.border}; border-radius: 3px; min-height: 32px;
    margin: 2px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QScrollBar:horizontal {{ height: 0; }}
QMenu {{ background: {c.surface}; border: 1px solid {c.border}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {c.selected}; }}
QMenu::item:disabled {{ color: {c.muted}; }}
"""


def _visit(c: Colours) -> str:
    """What a finger touches, and what only the company visit has."""
    high, focused = t.TOUCH, t.TOUCH - 2
    lines = ("QLineEdit", "QComboBox", "QDateTimeEdit", "QSpinBox", "QPushButton")
    tall = ", ".join(f'*[touch="true"] {name}' for name in lines)
    tall_focused = ", ".join(f'*[touch="true"] {name}:focus' for name in lines)
    return f"""
{tall} {{ min-height: {high - 2}px; }}
{tall_focused} {{ min-height: {focused - 2}px; }}
*[touch="true"] QCheckBox {{ min-height: {high}px; }}
*[touch="true"] QPushButton[kind="row"] {{ min-height: {high}px; }}
QPushButton[kind="row"] {{ background: transparent; border: none; text-align: left;
    border-top: 1px solid {c.line}; border-radius: 0; font-weight: 400; padding: 0; }}
QPushButton[kind="row"]:hover {{ background: {c.hover}; }}
QPushButton[kind="row"]:focus {{ border: 2px solid {c.accent}; padding: 0;
    border-radius: {t.RADIUS}px; }}
QPushButton[kind="choice"] {{ font-weight: 400; text-align: left; }}
QPushButton[kind="choice"]:checked {{ background: {c.selected}; border: 2px solid {c.accent};
    padding: 0 {t.L - 3}px; }}
QPlainTextEdit {{ background: {c.surface}; border: 1px solid {c.border};
    border-radius: {t.RADIUS}px; padding: {t.XS}px {t.XS + 2}px;
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QPlainTextEdit:focus {{ border: 2px solid {c.accent}; padding: {t.XS - 1}px {t.XS + 1}px; }}
QPlainTextEdit:read-only, QLineEdit:read-only {{ background: {c.ground}; border-color: {c.line}; }}
QLabel[role="code"] {{ font-family: monospace; }}
QLabel[role="huge"] {{ font-size: {t.DISPLAY}px; }}
QLabel[role="reading"] {{ font-size: {t.TITLE}px; }}
QLabel[role="reading-caption"] {{ font-size: {t.LEAD}px; color: {c.muted}; }}
#sections {{ background: transparent; }}
#sections::item {{ padding: {t.S + 2}px {t.S}px; border-radius: {t.RADIUS}px;
    min-height: {t.TOUCH - 20}px; }}
#sections::item:selected {{ background: {c.selected}; color: {c.ink}; }}
#turned {{ background: {c.ground}; }}
#pad {{ background: #ffffff; border: 2px solid {c.border}; border-radius: {t.RADIUS}px; }}
"""
