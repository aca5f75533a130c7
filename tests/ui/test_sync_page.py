import base64
import json
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from PySide6.QtCore import Qt

from jobassist.door import SyncState
from jobassist.ports.stored import Incoming
from jobassist.records import Citizen, Form
from jobassist.records.plain import to_plain
from jobassist.services import forms
from jobassist.services.kept import undecided
from jobassist.services.sync_pull import CENTRAL
from jobassist.services.whereabouts import Place
from tests.fakes.session import CASE, CITIZEN, JONAS, METTE
from ui.shell.places import SYNC
from ui.syncing.page import SyncPage

CITIZEN_ID = "01920000-0000-7000-8000-0000000000c1"
SCOPE = "case:c-9"


@pytest.fixture
def conflict(house):
    """The central has another telephone number than the one that was written here."""
    known = replace(CITIZEN, id=CITIZEN_ID, phone="98 00 00 01", rev=1)
    with house.session.store.sync() as tx:
        tx.apply(SCOPE, [Incoming("citizen", known.id, 1, to_plain(known))], 1)
    with house.session.store.write() as tx:
        tx.put(replace(known, phone="98 00 00 02"))
    with house.session.store.sync() as tx:
        (op,) = [op for op in tx.pending(500) if op.record_id == known.id]
        tx.settle(op.id, "conflict", 2)
    return house


def page_of(house, qtbot):
    page = SyncPage(house.context, house.session)
    qtbot.addWidget(page)
    page.show()
    return page


def phone(house):
    with house.session.store.read() as tx:
        return tx.get(Citizen, CITIZEN_ID).phone


def shown(page):
    from PySide6.QtWidgets import QLabel

    return [found.text() for found in page.comparison.findChildren(QLabel)]


def test_both_values_stand_side_by_side(conflict, qtbot):
    page = page_of(conflict, qtbot)
    words = shown(page)
    assert "98 00 00 01" in words and "98 00 00 02" in words
    assert any("Mette Holm" in word for word in words)
    assert page.list.count() == 1


def test_one_key_decides_and_undo_takes_it_back(conflict, qtbot):
    from ui import keys

    page = page_of(conflict, qtbot)
    page.deeds()[keys.KEEP_MINE]()
    assert phone(conflict) == "98 00 00 02" and not undecided(conflict.session)
    page.take_back()
    assert phone(conflict) == "98 00 00 01" and len(undecided(conflict.session)) == 1
    page.deeds()[keys.KEEP_THEIRS]()
    assert phone(conflict) == "98 00 00 01" and not undecided(conflict.session)
    page.take_back()
    assert len(undecided(conflict.session)) == 1


def test_nothing_to_decide_says_so(house, qtbot):
    page = page_of(house, qtbot)
    assert page.stack.currentWidget() is page.nothing


def test_the_foot_leads_to_the_page(window, house):
    house.door.tell(SyncState("idle", conflicts=1))
    window.work.status.conflicts.click()
    assert isinstance(window.work.page, SyncPage)


def test_ready_to_go_is_told_in_words(house, qtbot):
    from PySide6.QtWidgets import QLabel

    page = page_of(house, qtbot)
    page.show_readiness()
    words = " ".join(found.text() for found in page.readiness.findChildren(QLabel))
    assert "Computeren har ikke synkroniseret endnu." in words
    assert "Talemodellen er klar" in words


JONAS_AT = "2026-11-20T13:02:00.000Z"


@pytest.fixture
def form_conflict(house):
    """Jonas has filled in the same field of a form otherwise."""
    session = house.session
    form = forms.start(session, "virksomhedspraktik", case_id=CASE.id)
    first = forms.open_form(session, form.id)
    forms.fill(session, first, "oplaerer", "Ida Dam")
    with session.store.sync() as tx:
        for op in tx.pending(500):
            tx.settle(op.id, "applied", 1)
    opened = forms.open_form(session, form.id)
    forms.fill(session, opened, "oplaerer", "Bo Lind")
    with session.store.sync() as tx:
        (op,) = [op for op in tx.pending(500) if op.record_id == form.id]
        theirs = {"values": '{"oplaerer":"Bo Lind"}'}
        tx.settle(op.id, "conflict", 2, None, theirs, others={"values": (JONAS.id, JONAS_AT)})
        known = replace(tx.get(Form, form.id), values='{"oplaerer":"Ida Dam"}', rev=2)
        tx.apply(f"case:{CASE.id}", [Incoming("form", form.id, 2, to_plain(known))], 1)
    return house, form.id


def trainer(house, form_id):
    with house.session.store.read() as tx:
        return json.loads(tx.get(Form, form_id).values)["oplaerer"]


def test_a_forms_field_has_its_label_and_the_others_name_and_time(form_conflict, window):
    house, form_id = form_conflict
    window.work.go(Place(SYNC))
    page = window.work.page
    words = shown(page)
    label = forms.open_form(house.session, form_id).definition.field("oplaerer").label("da")
    assert label in words and "Ida Dam" in words and "Bo Lind" in words
    assert not any("oplaerer" in word or "{" in word for word in words)
    assert any(JONAS.name in word and "kl. 14.02" in word for word in words)
    assert any(METTE.name in word and "Dit" in word for word in words)


def test_one_key_in_the_window_decides_and_control_z_takes_it_back(form_conflict, window, qtbot):
    house, form_id = form_conflict
    window.work.go(Place(SYNC))
    page = window.work.page
    qtbot.keyClick(window, Qt.Key.Key_F3)
    assert trainer(house, form_id) == "Bo Lind" and not undecided(house.session)
    assert page.stack.currentWidget() is page.nothing
    qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert trainer(house, form_id) == "Ida Dam" and len(undecided(house.session)) == 1
    qtbot.keyClick(window, Qt.Key.Key_F2)
    assert trainer(house, form_id) == "Ida Dam" and not undecided(house.session)


def test_the_users_own_other_computer_is_called_that(conflict, qtbot):
    with conflict.session.store.write() as tx:
        (item,) = tx.kept()
        tx.settle_kept(item.id)
        tx.keep_again(replace(item, others={"phone": (METTE.id, JONAS_AT)}))
    words = shown(page_of(conflict, qtbot))
    assert any("dig, på en anden computer" in word for word in words)
    assert "Du ændrede det samme på en anden computer. Det dér gælder, til du afgør det." in words


def test_why_the_central_refused_is_said(conflict, qtbot):
    with conflict.session.store.write() as tx:
        (item,) = tx.kept()
        tx.settle_kept(item.id)
        tx.keep_again(replace(item, why="quarantined", code="forbidden"))
    assert any("Du har ikke ret til at ændre det." in w for w in shown(page_of(conflict, qtbot)))


def test_what_waits_is_given_to_it_in_a_file_and_stays(house, qtbot, tmp_path):
    session = house.session
    page = page_of(house, qtbot)
    assert not page.giving.isVisibleTo(page)  # IT has no key
    key = base64.b64encode(X25519PrivateKey.generate().public_key().public_bytes_raw()).decode()
    session.settings.policy = {**session.settings.policy, "escrow_public_key": key}
    with session.store.sync() as tx:
        tx.set_setting(CENTRAL, "01920000-0000-7000-8000-00000000000c")
        unsent = tx.sync_counts().unsent
    page.refresh()
    assert page.giving.isVisibleTo(page)
    assert f"{unsent} ændringer er ikke sendt endnu." in page.giving.words.text()
    said = []
    page.told.connect(said.append)
    page.giving.write(tmp_path / "til-it")
    assert (tmp_path / "til-it").stat().st_size and said == ["Filen er skrevet. Giv den til IT"]
    assert "blev givet til IT" in page.giving.words.text()
    page.refresh()
    assert "til centralen har kvitteret" in page.giving.words.text()
    page.giving.write(tmp_path / "til-it")
    assert "Der er allerede en fil med det navn." in page.banner.text
    with session.store.read() as tx:
        assert tx.sync_counts().unsent == unsent


@pytest.mark.parametrize(
    ("state", "foot", "advice"),
    [
        (
            SyncState("offline", 2, code="sync.not_a_central"),
            "Netværket svarer i stedet for centralen: log på det i browseren · 2 ændringer venter",
            "Svaret kom ikke fra centralen",
        ),
        (
            SyncState("offline", 2, code="sync.unreachable"),
            "Ingen forbindelse. Du kan arbejde videre · 2 ændringer venter",
            "Centralen kan ikke nås.",
        ),
        (
            SyncState("failed", 2, code="sync.not_enrolled"),
            "Computeren er lukket ude af centralen: tal med IT · 2 ændringer venter",
            "Centralen kender ikke denne computer",
        ),
        (
            SyncState("idle", clock_off=2 * 86_400.0),
            "Synkroniseret · computerens ur går 2 dage",
            "",
        ),
    ],
)
def test_what_is_wrong_is_said_at_the_foot_and_what_to_do_on_the_page(
    window, house, state, foot, advice
):
    window.work.go(Place(SYNC))
    house.door.tell(state)
    assert window.work.status.words.text().startswith(foot)
    assert window.work.page.trouble.text.startswith(advice)
    assert bool(window.work.page.trouble.text) == bool(advice)
    window.work.show_cases()
    window.work.go(Place(SYNC))
    assert window.work.page.trouble.text.startswith(advice)


def test_no_section_of_the_rail_is_lit_on_the_page(window):
    window.work.go(Place(SYNC))
    assert not any(made.isChecked() for made in window.work.rail.buttons.values())
    window.work.show_cases()
    assert [n for n, made in window.work.rail.buttons.items() if made.isChecked()] == ["cases"]
