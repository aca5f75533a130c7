from PySide6.QtGui import QImage, qRgb

from jobassist.services.notes import finalise, new_draft
from tests.fakes.door import PASSPHRASE
from tests.fakes.session import CASE
from ui.house_shots import LOOKS as SELDOM
from ui.pictures import small
from ui.screenshots import render
from ui.sync_shots import LOOKS as TOGETHER
from ui.theme.apply import apply_theme
from ui.visit_shots import LOOKS

HOUSE = {
    "first-pin", "first-microphone", "first-dictation", "first-practice", "practice", "dossier",
    "undo", "bin", "bin-empty", "help", "second-window",
}  # fmt: skip


def test_every_page_and_state_is_drawn(house, tmp_path, qapp):
    note = new_draft(house.session, CASE.id, "Telefonsamtale med borger om praktik.")
    finalise(house.session, note.id)
    house.session.settings.chosen["test_persons"] = True
    files = render(
        house.door,
        house.session.settings,
        tmp_path,
        passphrase=PASSPHRASE,
        looks=LOOKS[2:],
        together=TOGETHER[3:],
        seldom=SELDOM[3:],
    )
    apply_theme(qapp, "light")
    names = {file.stem for file in files}
    pages = {
        "unlock", "unlock-wrong", "first-run", "recovery", "day", "day-clear", "cases",
        "cases-none", "case", "draft", "plan", "plan-palette", "plan-text", "talks", "talk",
        "talk-end",
        "dictation", "palette", "spoken-request", "blanks", "blanks-stop", "search",
        "sync-failed", "settings", "keys", "access", "enrol", "crash", "forgotten", "curtain",
        "unlock-damaged", "restore", "restore-none",
        "sync", "letter-choose", "letter", "texts", "text", "text-broken",
        "texts-empty",
    }  # fmt: skip
    visit = {name for name in names if name.startswith("visit-")}
    together = {name for name in names if name.startswith("sync-")}
    assert {name.split("-", 3)[3] for name in together} == {
        "conflict", "form-conflict", "refused", "ready", "team", "letter", "letters",
        "offline", "login-page", "clock", "revoked",
    }  # fmt: skip
    seldom = {name for name in names if name.startswith("house-")}
    assert {name.split("-", 3)[3] for name in seldom} == HOUSE
    assert names - visit - together - seldom == {
        f"{theme}-{page}" for theme in ("light", "dark") for page in pages
    }
    assert {name.split("-", 3)[3] for name in visit} == {
        "companies", "import", "company", "visit", "candidates", "shown-to-company", "new-form",
        "form", "form-warning", "form-missing", "form-filled", "signing", "sign-employer",
        "sign-employee-rep", "sign-citizen", "sign-thanks", "sign-consultant", "sealed",
        "decision", "course",
    }  # fmt: skip
    for file in files:
        image = QImage(str(file))
        seen = {
            image.pixel(x, y)
            for x in range(0, image.width(), 7)
            for y in range(0, image.height(), 7)
        }
        assert len(seen) > 3, file.stem


def test_a_rare_hue_keeps_its_colour_among_many_greys():
    drawn = QImage(300, 300, QImage.Format.Format_RGB32)
    for x in range(300):
        for y in range(300):
            drawn.setPixel(x, y, qRgb(x % 256, (x + y % 2) % 256, x % 256))
    drawn.setPixel(150, 3, qRgb(163, 33, 27))
    reduced = small(drawn)
    assert reduced.colorCount() == 256
    assert reduced.pixelColor(150, 3).name() == "#a3211b"
