"""Guided restore: what is offered, asked and said; and a damaged store, restored by its user."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import Qt

from jobassist.bootstrap import House, build
from jobassist.door import Protection, Restorable
from jobassist.errors import EnvironmentFault
from jobassist.records import Citizen
from storage.backup import backup
from storage.vault.keys import Kdf
from tests.fakes.door import ESCROW_KEY, PASSPHRASE, RECOVERY_KEY
from tests.fakes.keyring import FakeKeyring
from tests.storage.samples import LISE
from ui.context import Context
from ui.door.restore import RestorePage
from ui.door.unlock import UnlockPage
from ui.jobs import Jobs
from ui.window import MainWindow

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SNAPSHOTS = [
    Restorable("new", NOW - timedelta(minutes=5), 2_400_000),
    Restorable("day", NOW - timedelta(hours=3), 2_300_000),
    Restorable("old", NOW - timedelta(days=9), 900_000),
]


@pytest.fixture
def page(house, qtbot):
    """The page over three snapshots."""
    house.door.snapshots = list(SNAPSHOTS)
    made = RestorePage(house.context)
    qtbot.addWidget(made)
    made.show()
    made.show_state(SNAPSHOTS, NOW)
    return made


def rows(page: RestorePage) -> list[tuple[str, str]]:
    """Title and detail of what is listed."""
    role = Qt.ItemDataRole.UserRole
    found = [page.list.item(place).data(role) for place in range(page.list.count())]
    return [(entry.title, entry.detail) for entry in found]


def test_the_newest_is_chosen_and_each_says_when_and_how_large(page):
    assert rows(page) == [
        ("I dag kl. 12.55", "Under en time gammelt · 2,4 MB"),
        ("I dag kl. 10.00", "3 timer gammelt · 2,3 MB"),
        ("12. november kl. 13.00", "9 dage gammelt · 900,0 kB"),
    ]
    assert page.list.currentRow() == 0
    assert not page.empty.isVisible()


def test_the_one_chosen_is_restored_from_the_keyboard(page, house, qtbot):
    with qtbot.waitSignal(page.restored):
        qtbot.keyClick(page.list, Qt.Key.Key_Down)
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
        page.field.setText(RECOVERY_KEY)
        qtbot.keyClick(page.field, Qt.Key.Key_Return)
    assert house.door.restored == "day"
    assert page.field.text() == ""


def test_a_wrong_secret_or_a_damaged_snapshot_is_said_and_another_can_be_tried(page, house):
    page.restore_button.click()
    assert "Skriv adgangssætningen" in page.said.text()
    page.field.setText("gættet")
    page.restore_button.click()
    assert "passer ikke" in page.said.text()
    house.door.fault = EnvironmentFault("snapshot.damaged")
    page.field.setText(PASSPHRASE)
    page.restore_button.click()
    assert "Vælg et andet" in page.said.text()
    assert house.door.restored is None
    page.restore_button.click()
    assert house.door.restored == "new"


def test_it_is_busy_and_nothing_can_be_changed_while_it_restores(live_house, qtbot):
    live_house.door.snapshots = list(SNAPSHOTS)
    page = RestorePage(live_house.context)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.list.count() == 3)
    page.field.setText(PASSPHRASE)
    with qtbot.waitSignal(page.restored):
        page.restore_button.click()
        assert page.busy.isVisible()
        assert "gendanner" in page.said.text()
        assert not page.back_button.isEnabled()
    assert not page.busy.isVisible()


def test_without_snapshots_a_backup_file_is_the_way(house, qtbot, tmp_path):
    page = RestorePage(house.context)
    qtbot.addWidget(page)
    page.show()
    assert "ingen øjebliksbilleder" in page.empty.text()
    assert page.empty.isVisible()
    assert not page.restore_button.isEnabled()
    page.take_file(tmp_path / "kopi.jobassist")
    assert not page.empty.isVisible()
    page.field.setText(PASSPHRASE)
    page.restore_button.click()
    assert house.door.restored == tmp_path / "kopi.jobassist"


def test_what_is_typed_can_be_seen(page):
    assert page.field.echoMode() is page.field.EchoMode.Password
    page.shown.click()
    assert page.field.echoMode() is page.field.EchoMode.Normal


@pytest.mark.parametrize(
    ("code", "offered"),
    [("store.damaged", True), ("store.missing_header", True), ("store.disk_full", False)],
)
def test_restoring_is_offered_when_it_would_help(house, qtbot, code, offered):
    page = UnlockPage(house.context)
    qtbot.addWidget(page)
    page.show()
    assert not page.restore_button.isVisible()
    house.door.fault = EnvironmentFault(code)
    page.field.setText(PASSPHRASE)
    page.open_button.click()
    assert page.restore_button.isVisible() is offered


def test_a_store_in_doubt_is_locked_and_the_next_process_restores(house, qtbot, monkeypatch):
    doubt = EnvironmentFault("store.rolled_back", count=3)
    house.door.protected = Protection(False, True, True, doubt)
    window = MainWindow(house.context)
    qtbot.addWidget(window)
    window.show()
    window.start_work(house.session)
    told = []
    monkeypatch.setattr(house.door, "begin_anew", lambda: told.append(dict(os.environ)))
    window.work.restore_requested.emit()
    assert house.door.locked == 1
    assert told[0]["JOBASSIST_RESTORE"] == "1"
    assert "JOBASSIST_RESTORE" not in os.environ
    monkeypatch.setenv("JOBASSIST_RESTORE", "1")
    again = MainWindow(house.context)
    qtbot.addWidget(again)
    assert isinstance(again.pages.currentWidget(), RestorePage)
    again.pages.currentWidget().back_button.click()
    assert isinstance(again.pages.currentWidget(), UnlockPage)


@pytest.fixture
def real(tmp_path, monkeypatch):
    """A real house, locked, with one citizen, a snapshot and a backup; keys derive quickly."""
    monkeypatch.setattr("storage.opening.calibrated", lambda: Kdf(1, 8, 1))
    before = keyring.get_keyring()
    keyring.set_keyring(FakeKeyring())
    made = build(tmp_path / "store")
    session, made.key = made.create(PASSPHRASE, "Mette Holm")
    with session.store.write() as tx:
        tx.put(LISE)
    made.opened.take_snapshot(session.clock.now())
    backup(made.opened, tmp_path / "kopi.jobassist")
    made.lock()
    yield made
    made.lock()
    keyring.set_keyring(before)


def damage(house: House) -> bytes:
    """Overwrite part of the database; returns what stands there now."""
    database = house.data_dir / "store-1.db"
    database.write_bytes(database.read_bytes()[:4096] + b"damage" * 2000)
    return database.read_bytes()


def lose_files(house: House, *names: str) -> None:
    """Delete files of the store."""
    for name in names:
        (house.data_dir / name).unlink()


def open_page(house: House, qtbot, jobs: Jobs) -> tuple[MainWindow, RestorePage]:
    """The window on the damaged store, led to the restore page."""
    window = MainWindow(Context(house, house.settings, jobs))
    qtbot.addWidget(window)
    window.show()
    unlock = window.pages.currentWidget()
    unlock.field.setText(PASSPHRASE)
    unlock.open_button.click()
    assert unlock.restore_button.isVisible()
    unlock.restore_button.click()
    page = window.pages.currentWidget()
    assert isinstance(page, RestorePage)
    return window, page


@pytest.mark.parametrize("way", ["snapshot", "printed key", "backup"])
def test_a_damaged_store_is_restored_by_its_user(real, qtbot, tmp_path, way):
    damaged = damage(real)
    jobs = Jobs(inline=True)
    window, page = open_page(real, qtbot, jobs)
    assert page.list.count() == 1
    if way == "backup":
        page.take_file(tmp_path / "kopi.jobassist")
    page.field.setText("gættet")
    page.restore_button.click()
    assert "passer ikke" in page.said.text()
    assert (real.data_dir / "store-1.db").read_bytes() == damaged
    page.field.setText(real.key if way == "printed key" else PASSPHRASE)
    page.restore_button.click()
    assert window.work is not None
    with window.session.store.read() as tx:
        assert tx.get(Citizen, LISE.id) == LISE
    assert not window.work.care.text.startswith("Sagslageret")
    (aside,) = Path(tmp_path).glob("store.before-restore-*")
    assert (aside / "store-1.db").read_bytes() == damaged
    window.work = None
    jobs.close()


HEADERS = ("header.json", "header.copy.json")


@pytest.mark.parametrize("lost", [("store-1.db",), HEADERS, ("store-1.db", *HEADERS)])
def test_lost_files_never_lead_to_a_new_store_but_to_the_snapshot(real, qtbot, lost):
    lose_files(real, *lost)
    jobs = Jobs(inline=True)
    window, page = open_page(real, qtbot, jobs)
    page.field.setText(PASSPHRASE)
    page.restore_button.click()
    assert window.work is not None
    with window.session.store.read() as tx:
        assert tx.get(Citizen, LISE.id) == LISE
    window.work = None
    jobs.close()


def test_a_real_store_in_doubt_is_restored_and_can_be_written_to(real, qtbot, monkeypatch):
    lose_files(real, "head-1")
    real.relaunch = lambda _: None
    jobs = Jobs(inline=True)
    window = MainWindow(Context(real, real.settings, jobs))
    qtbot.addWidget(window)
    window.show()
    unlock = window.pages.currentWidget()
    unlock.field.setText(PASSPHRASE)
    unlock.open_button.click()
    assert "tællerfil mangler" in window.work.care.text
    window.work.restore_requested.emit()
    monkeypatch.setenv("JOBASSIST_RESTORE", "1")
    again = MainWindow(Context(real, real.settings, jobs))
    qtbot.addWidget(again)
    again.show()
    page = again.pages.currentWidget()
    page.field.setText(PASSPHRASE)
    page.restore_button.click()
    assert again.work.care.text == "Gendannelsesnøglen er ikke bekræftet."
    with again.session.store.write() as tx:
        tx.put(replace(LISE, given_name="Lis"))
    again.work = None
    jobs.close()


def test_it_restores_with_the_emergency_key(page, house, tmp_path):
    page.field.setText("noget, der blev skrevet før")
    page.take_key(tmp_path / "mangler.pem")
    assert page.field.text() == ""
    assert "mangler.pem" in page.said.text()
    page.restore_button.click()
    assert "privat X25519-nøgle" in page.said.text()
    (tmp_path / "forkert.pem").write_bytes(b"another key")
    page.take_key(tmp_path / "forkert.pem")
    page.restore_button.click()
    assert "hører ikke til" in page.said.text()
    (tmp_path / "it.pem").write_bytes(ESCROW_KEY)
    page.take_key(tmp_path / "it.pem")
    page.restore_button.click()
    assert house.door.restored == "new"


def test_what_is_typed_after_a_key_was_chosen_counts(page, house, qtbot, tmp_path):
    page.take_key(tmp_path / "it.pem")
    qtbot.keyClicks(page.field, PASSPHRASE)
    page.restore_button.click()
    assert house.door.restored == "new"
