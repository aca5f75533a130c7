"""The visit in the window on a real, encrypted store, with jobs in their own threads."""

import json

import pytest

from jobassist.bootstrap import build
from jobassist.envelope.verify import verify
from jobassist.records import Form
from jobassist.services import envelopes, forms, signing
from jobassist.services.cases import list_cases
from jobassist.services.phrases import import_standard_texts
from jobassist.services.seed import seed
from jobassist.services.whereabouts import Place
from storage.vault.keys import Kdf
from tests.ui.visit import draw, fill_in, furnish, is_turned_to, write
from ui.context import Context
from ui.jobs import Jobs
from ui.window import MainWindow

PASSPHRASE = "fire små ord i kæde"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr("storage.opening.calibrated", lambda: Kdf(1, 8, 1))
    made = tmp_path / "store"
    made.mkdir()
    (made / "settings.json").write_text('{"test_persons": true}', encoding="utf-8")
    return made


def opened(house, session, qtbot):
    jobs = Jobs()
    window = MainWindow(Context(house, house.settings, jobs))
    window.resize(1366, 768)
    qtbot.addWidget(window)
    window.show()
    window.start_work(session)
    return window, jobs


def close(window, jobs, house):
    window.work = None
    window.close()
    jobs.close()
    house.lock()


def test_it_is_filled_in_cut_off_taken_up_and_sealed(folder, qtbot):
    house = build(folder)
    session, _key = house.create(PASSPHRASE, "Mette Holm")
    import_standard_texts(session)
    seed(session, cases=1, notes=0, seed=3)
    furnish(session)
    case_id = list_cases(session)[0].case.id
    id = forms.start(session, "virksomhedspraktik", case_id=case_id, p_number="9000000001").id
    window, jobs = opened(house, session, qtbot)
    window.work.go(Place("form", case_id, id))
    qtbot.waitUntil(lambda: window.work.page.saver is not None)
    page = window.work.page
    page.go_to_field("daglige_tider")
    write(page, "daglige_tider", "8-14 fra kl. 8")
    qtbot.waitUntil(lambda: page.saver.is_idle)
    with session.store.read() as tx:
        assert json.loads(tx.get(Form, id).values)["daglige_tider"] == "8-14 fra kl. 8"
    close(window, jobs, house)  # nothing was said to the page: as if the program were killed

    house = build(folder)
    session = house.unlock(PASSPHRASE)
    window, jobs = opened(house, session, qtbot)
    window.work.return_to_place()
    qtbot.waitUntil(lambda: window.work.place().page == "form")
    qtbot.waitUntil(lambda: window.work.page.current == "daglige_tider")
    page = window.work.page
    fill_in(page)
    qtbot.waitUntil(lambda: page.saver.is_idle)
    assert [p.field for p in page.saver.opened.filling.problems() if p.blocks] == []
    page.go_on()
    qtbot.waitUntil(lambda: window.work.place().page == "signing")
    signers = window.work.page
    for role in ("employer", "employee_rep", "citizen", "consultant"):
        qtbot.waitUntil(lambda r=role: is_turned_to(signers, r))
        screen = signers.turned
        draw(screen.pad)
        screen.sign_button.click()
        if role == "employee_rep":
            qtbot.waitUntil(screen.waiting.isVisible)
            screen.go_button.click()
        elif role == "citizen":
            qtbot.waitUntil(screen.waiting.isVisible)
            screen.release()
    qtbot.waitUntil(lambda: window.work.place().page == "sealed")
    envelope = envelopes.find(session, id)
    assert verify(envelopes.export(session, envelope.id)).root == envelope.root
    assert signing.look(session, id).missing == ()
    close(window, jobs, house)
