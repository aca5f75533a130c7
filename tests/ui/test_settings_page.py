"""The page of settings: made of the table, changed at once, the organisation's left alone."""

import pytest
from PySide6.QtCore import Qt

from jobassist.settings import GROUPS, TABLE, Settings
from ui.settings.page import SettingsPage


@pytest.fixture
def page(house, qtbot, tmp_path):
    house.context.settings.file = tmp_path / "settings.json"
    made = SettingsPage(house.context, house.session)
    qtbot.addWidget(made)
    made.show()
    return made


def shown(page):
    return {key for key, field in page.fields.items() if field.isVisible()}


def test_every_setting_is_there_once_with_its_name(page):
    assert set(page.fields) == set(TABLE)
    assert len(TABLE) == sum(len(group.settings) for group in GROUPS)
    assert all(field.control.accessibleName() for field in page.fields.values())


def test_a_change_is_kept_at_once_and_can_be_reset(page, house, qtbot):
    field = page.fields["idle_minutes"]
    field.control.setValue(2)
    assert Settings.load(house.context.settings.file, {})["idle_minutes"] == 2
    assert field.back.isVisible()
    qtbot.mouseClick(field.back, Qt.MouseButton.LeftButton)
    assert Settings.load(house.context.settings.file, {})["idle_minutes"] == 5
    assert (field.control.value(), field.back.isVisible()) == (5, False)


def test_a_text_is_kept_when_one_leaves_it(page, house, qtbot):
    control = page.fields["office_name"].control
    control.selectAll()
    qtbot.keyClicks(control, "Job og Virksomhed")
    qtbot.keyClick(control, Qt.Key.Key_Return)
    assert house.context.settings["office_name"] == "Job og Virksomhed"


def test_what_the_organisation_decides_is_seen_and_not_changed(house, qtbot):
    house.context.settings.policy = {"idle_minutes": 3}
    page = SettingsPage(house.context, house.session)
    qtbot.addWidget(page)
    field = page.fields["idle_minutes"]
    assert (field.control.value(), field.control.isEnabled()) == (3, False)
    assert field.note.text() == "Styret af din organisation"
    assert not page.fields["escrow_public_key"].control.isEnabled()


def test_a_word_finds_in_both_languages(page):
    page.search.setText("microphone")
    assert shown(page) == {"microphone", "microphone_channel", "allowed_microphones"}
    page.search.setText("talemodel")
    assert "model" in shown(page)
    page.search.setText("æøå")
    assert shown(page) == set()
    assert page.nothing.isVisible()
    page.search.clear()
    assert shown(page) == set(TABLE)


def test_a_disk_that_is_full_is_told_and_the_old_value_shown(page, house):
    file = house.context.settings.file
    file.write_text("{}")
    house.context.settings.file = file / "no" / "such"  # beneath a file there can be none
    page.fields["idle_minutes"].control.setValue(1)
    assert "kunne ikke gemmes" in page.banner.text
    assert page.fields["idle_minutes"].control.value() == 5
