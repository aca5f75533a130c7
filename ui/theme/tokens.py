"""The few values everything is made of.

Colours meet WCAG AA (4.5:1 for text, 3:1 for borders of controls); tests/ui/test_theme.py
measures it. Sizes are pixels at 100 %; Qt scales them with the screen.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme. `soft` colours lie behind text of their own kind; `ink` is text."""

    dark: bool
    ground: str  # the window
    surface: str  # lists, fields, cards
    hover: str
    selected: str
    line: str  # hairlines between things
    border: str  # edges of controls
    ink: str
    muted: str
    accent: str
    accent_strong: str  # pressed
    on_accent: str
    accent_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str


LIGHT = Colours(
    dark=False,
    ground="#f6f6f3",
    surface="#ffffff",
    hover="#f0f1ee",
    selected="#e3efed",
    line="#e4e4df",
    border="#898d93",
    ink="#1b1e22",
    muted="#585e66",
    accent="#0b665d",
    accent_strong="#084f48",
    on_accent="#ffffff",
    accent_soft="#e3efed",
    warning="#724600",
    warning_soft="#fdf1d8",
    danger="#a3211b",
    danger_soft="#fbe9e7",
)

DARK = Colours(
    dark=True,
    ground="#16181b",
    surface="#1e2125",
    hover="#262a2f",
    selected="#1f3936",
    line="#2d3136",
    border="#757b83",
    ink="#eceded",
    muted="#a6acb4",
    accent="#63c5b8",
    accent_strong="#8ad6cb",
    on_accent="#05221f",
    accent_soft="#1f3936",
    warning="#f0c36d",
    warning_soft="#37290f",
    danger="#f5a19b",
    danger_soft="#3f1d1b",
)

CONTRAST = Colours(
    dark=True,
    ground="#000000",
    surface="#000000",
    hover="#1c1c1c",
    selected="#003b36",
    line="#8a8a8a",
    border="#ffffff",
    ink="#ffffff",
    muted="#e2e2e2",
    accent="#5ff0df",
    accent_strong="#a6f7ee",
    on_accent="#000000",
    accent_soft="#003b36",
    warning="#ffdd33",
    warning_soft="#2b2300",
    danger="#ff9d96",
    danger_soft="#3a0c09",
)
"""High contrast: text at 7:1 and more (WCAG AAA), every edge drawn."""

# Type scale: each step about 1.2 times the one before.
CAPTION, BODY, LEAD, TITLE, DISPLAY = 12, 14, 16, 20, 27

# Spacing scale: multiples of four.
XS, S, M, L, XL, XXL = 4, 8, 12, 16, 24, 40

RADIUS = 6
CONTROL_HEIGHT = 36  # at least; big enough to hit
TOUCH = 44  # the same for a finger
COLUMN = 960  # text and lists are no wider
