import pytest
from PySide6.QtWidgets import QApplication

from ui.icons import icon
from ui.theme.apply import apply_theme
from ui.theme.tokens import CONTRAST, DARK, LIGHT
from ui.widgets.text import button

TEXT, CONTROL = 4.5, 3.0  # WCAG 2.2 AA: 1.4.3 and 1.4.11
ENHANCED = 7.0  # AAA: 1.4.6


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_measured_right():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("c", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "contrast"])
def test_text_meets_aa_on_every_ground(c):
    grounds = (c.ground, c.surface, c.hover, c.selected)
    for ground in grounds:
        for text in (c.ink, c.muted, c.warning):
            assert contrast(text, ground) >= TEXT, (text, ground)
    for ground in (c.ground, c.surface):
        assert contrast(c.danger, ground) >= TEXT
        assert contrast(c.accent, ground) >= TEXT
        assert contrast(c.border, ground) >= CONTROL
    for text, ground in (
        (c.on_accent, c.accent),
        (c.on_accent, c.accent_strong),
        (c.ink, c.accent_soft),
        (c.warning, c.warning_soft),
        (c.danger, c.danger_soft),
    ):
        assert contrast(text, ground) >= TEXT, (text, ground)


def test_high_contrast_meets_aaa():
    for ground in (CONTRAST.ground, CONTRAST.hover, CONTRAST.selected):
        for text in (CONTRAST.ink, CONTRAST.muted, CONTRAST.accent, CONTRAST.warning):
            assert contrast(text, ground) >= ENHANCED, (text, ground)


def _is_drawn_in(shown, symbol: str, colour: str) -> bool:
    drawn = shown.icon().pixmap(20, 20).toImage()
    return bool(drawn == icon(symbol, colour).pixmap(20, 20).toImage())


def test_icons_follow_the_theme_while_one_works(qtbot):
    app = QApplication.instance()
    apply_theme(app, "light")
    try:
        plain, primary = button("Lås", symbol="lock"), button("Nyt", "primary", symbol="plus")
        for one in (plain, primary):
            qtbot.addWidget(one)
            one.show()
        apply_theme(app, "dark")
        assert _is_drawn_in(plain, "lock", DARK.muted)
        assert _is_drawn_in(primary, "plus", DARK.on_accent)
    finally:
        apply_theme(app, "light")


def test_every_icon_of_the_rail_follows_the_theme(window):
    rail, app = window.work.rail, QApplication.instance()
    try:
        apply_theme(app, "dark")
        rail.light("day")
        for made, symbol in ((rail.lock_button, "lock"), (rail.buttons["cases"], "people")):
            assert _is_drawn_in(made, symbol, DARK.muted)
    finally:
        apply_theme(app, "light")
